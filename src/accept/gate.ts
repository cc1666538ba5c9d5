/** The decision: does this pass? */
import type { Verdict } from '../findings/outcome.js';
import type { Severity, Tier } from '../findings/finding.js';

export interface Gate {
  readonly failOn: 'error' | 'warning' | 'never';
  readonly maxWarnings: number | undefined;
  /** What could not be read fails too. */
  readonly strict: boolean;
}

export function judge(findings: readonly { readonly severity: Severity; readonly tier: Tier }[], unread: number, gate: Gate): Verdict {
  // Preview findings are shown and never fail.
  const counting = findings.filter(finding => finding.tier === 'stable');
  const errors = counting.filter(finding => finding.severity === 'error').length;
  const warnings = counting.filter(finding => finding.severity === 'warning').length;
  const reasons: string[] = [];
  if (gate.failOn !== 'never' && errors > 0) reasons.push(count(errors, 'error'));
  if (gate.failOn === 'warning' && warnings > 0) reasons.push(count(warnings, 'warning'));
  if (gate.failOn !== 'never' && gate.maxWarnings !== undefined && warnings > gate.maxWarnings) reasons.push(`${count(warnings, 'warning')}, ${gate.maxWarnings} allowed`);
  if (gate.strict && unread > 0) reasons.push(`${count(unread, 'unread file')} with --strict`);
  return { passed: reasons.length === 0, reasons };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
