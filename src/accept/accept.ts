/** From what the rules found to what counts: suppressions, then what changed, then the gate. A baseline will stand beside what changed. */
import type { FileFacts } from '../facts/structure.js';
import type { Finding, Severity } from '../findings/finding.js';
import { fingerprintsOf } from '../findings/fingerprint.js';
import { sortedOnce } from '../findings/order.js';
import type { Excused, Kept, Verdict } from '../findings/outcome.js';
import { symbolAt } from '../findings/symbol.js';
import type { Rule } from '../rule/rule.js';
import { judge, type Gate } from './gate.js';
import type { NewCode } from './new-code.js';
import { unexplainedIn } from './other-tools.js';
import { applySuppressions, type ExcusedFinding, type IdleSuppression, type RulesKnown } from './suppressions.js';

export interface Accepted {
  readonly kept: readonly Kept[];
  readonly excused: readonly Excused[];
  readonly verdict: Verdict;
  /** Of the whole program, whatever changed. */
  readonly everywhere: { readonly kept: readonly Kept[]; readonly excused: readonly Excused[] };
}

export interface Circumstances {
  readonly files: readonly FileFacts[];
  readonly sources: ReadonlyMap<string, string>;
  readonly rules: RulesKnown;
  /** The rule under which idle and unexplained suppressions are reported, unless it is off. */
  readonly idleUnder: { readonly rule: Rule; readonly severity: Severity } | undefined;
  readonly unread: number;
  readonly gate: Gate;
  /** Only what has to do with it counts; undefined: everything does. */
  readonly newCode?: NewCode | undefined;
}

/** Excuses are applied before anything is left out: one whose finding stands where nothing changed is not idle. */
export function accept(found: readonly Finding[], circumstances: Circumstances): Accepted {
  const { files, sources, rules, idleUnder, newCode } = circumstances;
  const { kept, excused, idle } = applySuppressions(found, files, sources, rules);
  const unexplained = files.flatMap(file => (file.comments.length > 0 ? unexplainedIn(file, sources.get(file.file) ?? '', at => newCode?.meets({ file: file.file, ...at }) ?? true) : []));
  const accused = idleUnder ? [...idle, ...unexplained].map(one => ({ finding: idleFinding(one, idleUnder), covers: one.covers })) : [];
  const counting = sortedOnce([...kept, ...accused.map(one => one.finding)]);
  // Excused findings are numbered together with the kept ones: taking an excuse away must not rename its neighbours.
  const all = sortedOnce([...counting, ...excused.map(one => one.finding)]);
  const fingerprints = new Map(fingerprintsOf(all, sources).map((fingerprint, index) => [all[index], fingerprint]));
  const covers = new Map(accused.map(one => [one.finding, one.covers]));
  const isOutside = (finding: Finding): boolean => {
    const reach = covers.get(finding);
    return newCode !== undefined && !newCode.holds(finding) && !(reach && newCode.meets({ file: finding.at.file, ...reach }));
  };
  const identified = (finding: Finding): Kept => ({ finding, fingerprint: fingerprints.get(finding) ?? '', ...(isOutside(finding) && { outside: true }) });
  const everywhere = {
    kept: counting.map(identified),
    excused: excused.map(one => excusedBy(identified(one.finding), one, newCode)),
  };
  const judged = everywhere.kept.filter(one => !one.outside);
  return {
    kept: judged,
    excused: everywhere.excused.filter(one => !one.outside),
    verdict: judge(judged.map(one => one.finding), circumstances.unread, circumstances.gate),
    everywhere,
  };
}

/** An excuse that is new is shown, whatever it excuses: somebody has to agree to it. */
function excusedBy(kept: Kept, { reason, at }: ExcusedFinding, newCode: NewCode | undefined): Excused {
  const by = { file: kept.finding.at.file, ...at };
  const { outside, ...known } = kept;
  return { ...known, ...(outside && !newCode?.meets(by) && { outside }), reason, by };
}

function idleFinding(idle: IdleSuppression, { rule, severity }: { readonly rule: Rule; readonly severity: Severity }): Finding {
  return {
    rule: rule.id, severity, tier: rule.tier,
    at: { file: idle.file.file, start: idle.at.start, end: idle.at.end },
    message: idle.because,
    instead: idle.instead ?? rule.instead,
    path: idle.path ?? [],
    symbol: symbolAt(idle.file, idle.at),
  };
}
