/** How many findings of which severity and rule. */
import type { Finding, Severity } from '../findings/finding.js';

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countBySeverity(findings: readonly Finding[]): SeverityCounts {
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), note: count('note') };
}

export function countByRule(findings: readonly Finding[]): ReadonlyMap<string, SeverityCounts> {
  const rules = [...new Set(findings.map(finding => finding.rule))].sort();
  return new Map(rules.map(rule => [rule, countBySeverity(findings.filter(finding => finding.rule === rule))]));
}

/** `3 errors, 1 warning`; empty when there is nothing to count. */
export function spellCounts(counts: SeverityCounts): string {
  const parts = (['error', 'warning', 'note'] as const).flatMap(severity => (counts[severity] > 0 ? [plural(counts[severity], severity)] : []));
  return parts.join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The same order on every run: by count, then by name. */
export function commonestFirst(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}
