/** From what the rules found to what counts: suppressions, then the gate. A baseline and a new-code filter will stand between the two. */
import type { FileFacts } from '../facts/structure.js';
import type { Finding, Severity } from '../findings/finding.js';
import { fingerprintsOf } from '../findings/fingerprint.js';
import { sortedOnce } from '../findings/order.js';
import type { Excused, Kept, Verdict } from '../findings/outcome.js';
import { symbolAt } from '../findings/symbol.js';
import type { Rule } from '../rule/rule.js';
import { judge, type Gate } from './gate.js';
import { unexplainedIn } from './other-tools.js';
import { applySuppressions, type IdleSuppression, type RulesKnown } from './suppressions.js';

export interface Accepted {
  readonly kept: readonly Kept[];
  readonly excused: readonly Excused[];
  readonly verdict: Verdict;
}

export interface Circumstances {
  readonly files: readonly FileFacts[];
  readonly sources: ReadonlyMap<string, string>;
  readonly rules: RulesKnown;
  /** The rule under which idle and unexplained suppressions are reported, unless it is off. */
  readonly idleUnder: { readonly rule: Rule; readonly severity: Severity } | undefined;
  readonly unread: number;
  readonly gate: Gate;
}

export function accept(found: readonly Finding[], circumstances: Circumstances): Accepted {
  const { files, sources, rules, idleUnder } = circumstances;
  const { kept, excused, idle } = applySuppressions(found, files, sources, rules);
  const unexplained = files.flatMap(file => (file.comments.length > 0 ? unexplainedIn(file, sources.get(file.file) ?? '') : []));
  const accused = idleUnder ? [...idle, ...unexplained].map(one => idleFinding(one, idleUnder)) : [];
  const counting = sortedOnce([...kept, ...accused]);
  // Excused findings are numbered together with the kept ones: taking an excuse away must not rename its neighbours.
  const all = sortedOnce([...counting, ...excused.map(one => one.finding)]);
  const fingerprints = new Map(fingerprintsOf(all, sources).map((fingerprint, index) => [all[index], fingerprint]));
  const identified = (finding: Finding): Kept => ({ finding, fingerprint: fingerprints.get(finding) ?? '' });
  return {
    kept: counting.map(identified),
    excused: excused.map(one => ({ ...identified(one.finding), reason: one.reason, by: { file: one.finding.at.file, ...one.at } })),
    verdict: judge(counting, circumstances.unread, circumstances.gate),
  };
}

function idleFinding(idle: IdleSuppression, { rule, severity }: { readonly rule: Rule; readonly severity: Severity }): Finding {
  return {
    rule: rule.id, severity, tier: rule.tier,
    at: { file: idle.file.file, start: idle.at.start, end: idle.at.end },
    message: idle.because,
    instead: idle.instead ?? rule.instead,
    path: [],
    symbol: symbolAt(idle.file, idle.at),
  };
}
