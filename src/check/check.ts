/** Runs the rules over the program, each once for every meaning it was asked for in. */
import type { Place } from '../facts/span.js';
import type { Finding, Severity } from '../findings/finding.js';
import { sortedOnce } from '../findings/order.js';
import type { Crash } from '../findings/outcome.js';
import { symbolAt } from '../findings/symbol.js';
import type { Judgement, Unjudged } from '../rule/judgement.js';
import type { Program } from '../rule/program.js';
import type { Report, ReportExtra, Rule } from '../rule/rule.js';
import type { Settings } from '../rule/settings.js';
import { isWeaker, severityOf } from './selection.js';

/** One rule as somebody means it: two documents that mean it differently ask for two runs. */
export interface RuleRun {
  readonly rule: Rule;
  /** Undefined: the rule's own. */
  readonly severity: 'error' | 'warning' | undefined;
  readonly options: unknown;
  readonly settings: Settings;
  /** In the meaning the rule only has in preview: its findings never fail the gate. */
  readonly preview?: boolean;
}

export interface RunResult {
  readonly run: RuleRun;
  /** As merged with other runs' findings at the same place; `severity` is what this run alone gives it. */
  readonly findings: readonly { readonly finding: Finding; readonly severity: Severity }[];
  /** Undefined when the rule crashed. */
  readonly judgement: Judgement | undefined;
}

export interface Checked {
  /** Each once, with the strictest severity any run gave it; a meaning in preview says less than a stable one. */
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
  readonly results: ReadonlyMap<RuleRun, RunResult>;
}

export function check(program: Program, runs: readonly RuleRun[]): Checked {
  const raw = runs.map(run => resultOf(program, run));
  const strictest = new Map<string, Finding>();
  for (const finding of raw.flatMap(one => one.findings)) {
    const known = strictest.get(keyOf(finding));
    if (!known || (known.tier === finding.tier ? isWeaker(known.severity, finding.severity) : finding.tier === 'stable')) strictest.set(keyOf(finding), finding);
  }
  const results = raw.map(({ run, findings, judgement }) => ({
    run, judgement,
    findings: findings.map(finding => ({ finding: strictest.get(keyOf(finding)) ?? finding, severity: finding.severity })),
  }));
  return {
    findings: sortedOnce([...strictest.values()]),
    crashes: raw.flatMap(one => one.crash ?? []),
    results: new Map(results.map(one => [one.run, one])),
  };
}

function keyOf({ rule, at, message }: Finding): string {
  return `${rule} ${at.file} ${String(at.start)} ${String(at.end)} ${message}`;
}

function resultOf(program: Program, run: RuleRun): { readonly run: RuleRun; readonly findings: readonly Finding[]; readonly judgement: Judgement | undefined; readonly crash?: Crash } {
  const findings: Finding[] = [];
  const judged = new Map<string, number>();
  const unknown: Unjudged[] = [];
  const report: Report = Object.assign((at: Place, message: string, extra?: ReportExtra) => void findings.push(findingOf(program, run, at, message, extra)), {
    judged: (what: string) => void judged.set(what, (judged.get(what) ?? 0) + 1),
    unknown: (what: string, because: string, at?: Place) => void unknown.push({ what, because, ...(at && { at }) }),
  });
  try {
    run.rule.run(run.settings === program.settings ? program : program.under(run.settings), report, run.options);
    return { run, findings, judgement: { judged, unknown } };
  } catch (error) {
    return { run, findings, judgement: undefined, crash: { part: `rule ${run.rule.id}`, rule: run.rule.id, because: error instanceof Error ? error.message : String(error) } };
  }
}

function findingOf(program: Program, { rule, severity, preview }: RuleRun, at: Place, message: string, extra: ReportExtra | undefined): Finding {
  const file = program.file(at.file);
  return {
    rule: rule.id,
    severity: severityOf(rule, severity, extra?.severity),
    tier: preview ? 'preview' : rule.tier,
    at: { file: at.file, start: at.start, end: at.end },
    message,
    instead: extra?.instead ?? rule.instead,
    path: extra?.path ?? [],
    symbol: file ? symbolAt(file, at) : '',
    ...(extra?.secret && { secret: true }),
  };
}
