/** What became of each line: the worst of what its judges say, and a tick only where something was judged, all of it, and nothing is wrong. */
import type { Checked, RunResult } from '../check/check.js';
import type { EvidencePart, JudgedChecklist, JudgedLine, LinePart, LineStatus, RulePart } from '../findings/judged-checklist.js';
import type { Language, Role } from '../facts/structure.js';
import type { Finding } from '../findings/finding.js';
import type { Excused, Kept } from '../findings/outcome.js';
import type { Judgement, Unjudged } from '../rule/judgement.js';
import type { Rule } from '../rule/rule.js';
import type { Judge, Line } from './checklist.js';
import type { ActiveChecklist, Plan, RuleJudge } from './plan.js';

export interface Judged {
  readonly plan: Plan;
  readonly checked: Checked;
  readonly kept: readonly Kept[];
  readonly excused: readonly Excused[];
  /** Files rules of a language saw only in part, or not at all. */
  readonly gaps: readonly { readonly language: Language; readonly role: Role; readonly because: string }[];
  /** Why no endpoint was found in a backend that must have some. */
  readonly nothingSeen?: string | undefined;
  readonly evidence: (needs: Extract<Judge, { kind: 'evidence' }>['needs']) => EvidencePart;
}

export function judgeChecklist(active: ActiveChecklist, judged: Judged): JudgedChecklist {
  const bench = new Bench(active, judged);
  const { id, title, document, sections } = active.checklist;
  return { id, title, document, because: active.because, sections: sections.map(section => ({ title: section.title, lines: section.lines.map(line => bench.judge(line)) })) };
}

class Bench {
  readonly #kept: ReadonlyMap<Finding, Kept>;
  readonly #excused: ReadonlySet<Finding>;

  constructor(readonly active: ActiveChecklist, readonly judged: Judged) {
    this.#kept = new Map(judged.kept.map(one => [one.finding, one]));
    this.#excused = new Set(judged.excused.map(one => one.finding));
  }

  judge(line: Line): JudgedLine {
    const parts = line.judges.map(judge => this.#partOf(judge));
    const status = statusOf(parts);
    return {
      id: line.id, says: line.says, at: line.at, parts,
      // A guess may point at something wrong; it must not say that all is well.
      status: status === 'pass' && line.proposed !== undefined ? 'partly' : status,
      note: line.proposed ?? line.note,
    };
  }

  #partOf(judge: Judge): LinePart {
    switch (judge.kind) {
      case 'rule': return this.#rulePart(judge);
      case 'evidence': return this.judged.evidence(judge.needs);
      case 'person': return judge;
    }
  }

  #rulePart(judge: RuleJudge): RulePart {
    const run = this.judged.plan.runOf(this.active, judge);
    const nothing = { kind: 'rule', rule: judge.rule, preview: false, judged: new Map<string, number>(), unknown: [], findings: [], excused: 0 } as const;
    if (typeof run === 'string') return { ...nothing, verdict: run };
    const result = this.judged.checked.results.get(run);
    const preview = run.rule.tier === 'preview';
    if (!result?.judgement) return { ...nothing, preview, verdict: 'crashed' };
    const standing = result.findings.filter(one => !this.#excused.has(one.finding));
    return {
      kind: 'rule', rule: judge.rule, preview,
      verdict: verdictOf(result, standing.map(one => one.severity)),
      judged: result.judgement.judged,
      unknown: byReason([...result.judgement.unknown, ...this.#gapsOf(run.rule), ...this.#unseen(run.rule, result.judgement)]),
      findings: standing.flatMap(one => this.#kept.get(one.finding) ?? []),
      excused: result.findings.length - standing.length,
    };
  }

  #gapsOf(rule: Rule): readonly Unjudged[] {
    return this.judged.gaps.filter(one => rule.languages.includes(one.language) && concerns(one.role, rule)).map(({ because }) => ({ what: 'file', because }));
  }

  /** A rule about endpoints that found none to judge says nothing where there must be some. */
  #unseen({ group }: Rule, { judged, unknown }: Judgement): readonly Unjudged[] {
    const { nothingSeen } = this.judged;
    return nothingSeen === undefined || judged.size > 0 || unknown.length > 0 || !aboutEndpoints.has(group) ? [] : [{ what: 'endpoint', because: nothingSeen }];
  }
}

/** Groups of rules whose subjects are endpoints and what stands around them. */
const aboutEndpoints: ReadonlySet<string> = new Set(['api', 'security', 'layers']);

/** A broken test says nothing about the code; it does about the tests. */
function concerns(role: Role, rule: Rule): boolean { return role !== 'test' || rule.group === 'tests'; }

function verdictOf(result: RunResult, severities: readonly string[]): RulePart['verdict'] {
  if (severities.includes('error')) return 'failed';
  if (severities.length > 0) return 'warned';
  return [...result.judgement?.judged.values() ?? []].some(count => count > 0) ? 'clean' : 'nothing to judge';
}

function byReason(unknown: readonly Unjudged[]): RulePart['unknown'] {
  const counts = new Map<string, { what: string; because: string; count: number }>();
  for (const { what, because } of unknown) {
    const known = counts.get(`${what} ${because}`);
    if (known) known.count += 1;
    else counts.set(`${what} ${because}`, { what, because, count: 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count || (one.because < other.because ? -1 : 1));
}

/** How far one part speaks for its line. */
type Say = 'yes' | 'no' | 'in part' | 'nothing there' | 'no evidence' | 'nobody yet';

function sayOf(part: LinePart): Say {
  switch (part.kind) {
    case 'person': return 'nobody yet';
    case 'evidence': return part.verdict === 'clean' ? 'yes' : part.verdict === 'failed' ? 'no' : 'no evidence';
    case 'rule': switch (part.verdict) {
      // What is in preview is shown and never fails; its silence is no proof either.
      case 'failed': return part.preview ? 'in part' : 'no';
      case 'warned': return 'in part';
      case 'clean': return part.preview || part.unknown.length > 0 ? 'in part' : 'yes';
      case 'nothing to judge': return part.unknown.length > 0 ? 'in part' : 'nothing there';
      case 'switched off': case 'not built': case 'in preview': case 'crashed': return 'nobody yet';
    }
  }
}

export function statusOf(parts: readonly LinePart[]): LineStatus {
  const says = parts.map(sayOf);
  const some = (say: Say): boolean => says.includes(say);
  if (some('no')) return 'fail';
  if (some('in part')) return 'partly';
  if (some('yes')) return some('no evidence') || some('nobody yet') ? 'partly' : 'pass';
  if (some('no evidence')) return 'no evidence';
  if (some('nobody yet')) return 'a person decides';
  return 'not applicable';
}
