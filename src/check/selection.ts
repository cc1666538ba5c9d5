/** Which rules run, and how severe their findings are. */
import type { Severity } from '../findings/finding.js';
import type { Rule } from '../rule/rule.js';

export type Setting = 'off' | 'warn' | 'error';

export interface Selection {
  /** Only these rules run. */
  readonly only: readonly string[] | undefined;
  /** Set for this run, stronger than the configuration. */
  readonly named: ReadonlyMap<string, Setting | 'on'>;
  readonly configured: ReadonlyMap<string, Setting>;
  /** Every rule runs, those in preview too. */
  readonly preview: boolean;
}

export interface Selected {
  readonly rule: Rule;
  /** Undefined: the rule's own. */
  readonly severity: 'error' | 'warning' | undefined;
}

export function selectRules(rules: readonly Rule[], selection: Selection): readonly Selected[] {
  return rules.flatMap(rule => {
    const named = selection.named.get(rule.id);
    const setting = named !== undefined && named !== 'on' ? named : selection.configured.get(rule.id);
    const asked = selection.only?.includes(rule.id) ?? false;
    if (selection.only && !asked) return [];
    // Naming a rule turns it on, whatever the configuration says.
    if (named === 'off' || (setting === 'off' && !asked && named === undefined)) return [];
    const wanted = asked || named !== undefined || setting !== undefined;
    if (!wanted && !selection.preview && !(rule.tier === 'stable' && rule.runs === 'always')) return [];
    return [{ rule, severity: setting === undefined || setting === 'off' ? undefined : setting === 'warn' ? 'warning' : 'error' }];
  });
}

const rank: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

export function isWeaker(one: Severity, other: Severity): boolean {
  return rank[one] < rank[other];
}

/** A finding the rule itself calls weaker stays weaker; nothing is ever stronger than what was set. */
export function severityOf(rule: Rule, set: 'error' | 'warning' | undefined, own: Severity | undefined): Severity {
  if (set === undefined) return own ?? rule.severity;
  return own !== undefined && isWeaker(own, set) ? own : set;
}
