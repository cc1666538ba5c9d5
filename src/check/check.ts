/** Runs the rules over the program. */
import type { Place } from '../facts/span.js';
import type { Finding } from '../findings/finding.js';
import { sortedOnce } from '../findings/order.js';
import type { Crash } from '../findings/outcome.js';
import { symbolAt } from '../findings/symbol.js';
import type { Judgement, Unjudged } from '../rule/judgement.js';
import type { Program } from '../rule/program.js';
import type { Report, ReportExtra } from '../rule/rule.js';
import { severityOf, type Selected } from './selection.js';

export interface Checked {
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
  /** Per rule that ran to its end: how much it looked at. */
  readonly judgements: ReadonlyMap<string, Judgement>;
}

export function check(program: Program, selected: readonly Selected[]): Checked {
  const findings: Finding[] = [];
  const crashes: Crash[] = [];
  const judgements = new Map<string, Judgement>();
  for (const one of selected) {
    const found: Finding[] = [];
    const judged = new Map<string, number>();
    const unknown: Unjudged[] = [];
    const report: Report = Object.assign((at: Place, message: string, extra?: ReportExtra) => void found.push(findingOf(program, one, at, message, extra)), {
      judged: (what: string) => void judged.set(what, (judged.get(what) ?? 0) + 1),
      unknown: (what: string, because: string, at?: Place) => void unknown.push({ what, because, ...(at && { at }) }),
    });
    try {
      one.rule.run(program, report, program.settings.ruleOptions[one.rule.id]);
      judgements.set(one.rule.id, { judged, unknown });
    } catch (error) {
      crashes.push({ part: `rule ${one.rule.id}`, rule: one.rule.id, because: error instanceof Error ? error.message : String(error) });
    }
    findings.push(...found);
  }
  return { findings: sortedOnce(findings), crashes, judgements };
}

function findingOf(program: Program, { rule, severity }: Selected, at: Place, message: string, extra: ReportExtra | undefined): Finding {
  const file = program.file(at.file);
  return {
    rule: rule.id,
    severity: severityOf(rule, severity, extra?.severity),
    tier: rule.tier,
    at: { file: at.file, start: at.start, end: at.end },
    message,
    instead: extra?.instead ?? rule.instead,
    path: extra?.path ?? [],
    symbol: file ? symbolAt(file, at) : '',
  };
}
