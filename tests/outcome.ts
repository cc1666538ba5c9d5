/** An outcome as a scan would give it, from sources and findings a test makes up. */
import type { Finding } from '../src/findings/finding.js';
import { fingerprintsOf } from '../src/findings/fingerprint.js';
import type { Outcome } from '../src/findings/outcome.js';
import { wholeProgram } from '../src/rule/look.js';
import { defineRule } from '../src/rule/rule.js';

export const someRule = defineRule({
  id: 'no-string-built-sql', group: 'database', severity: 'error', tier: 'stable', languages: ['python', 'rust'],
  summary: 'A value is pasted into SQL.', why: 'Whoever controls the value can then write the SQL.', instead: 'pass the value as a bound parameter',
  limits: 'What cannot be resolved is a warning.', look: wholeProgram(), check: () => undefined,
});

/** A finding on the first occurrence of `meant` in its file. */
export function findingOn(sources: ReadonlyMap<string, string>, file: string, meant: string, extra: Partial<Finding> = {}): Finding {
  const start = (sources.get(file) ?? '').indexOf(meant);
  return {
    rule: someRule.id, severity: 'error', tier: 'stable', at: { file, start, end: start + meant.length },
    message: '`name` becomes part of the SQL text', instead: someRule.instead, path: [], symbol: 'find', ...extra,
  };
}

const unproven = { kind: 'evidence', needs: 'tests pass', verdict: 'missing', says: 'hand in a result' } as const;

export function outcomeOf(sources: ReadonlyMap<string, string>, findings: readonly Finding[], extra: Partial<Outcome> = {}): Outcome {
  const fingerprints = fingerprintsOf(findings, sources);
  return {
    version: '1.2.3', roots: ['.'], configuration: undefined, rules: [someRule],
    checklists: [],
    proven: { build: unproven, tests: unproven },
    imports: new Map(), evidence: [],
    kept: findings.map((finding, index) => ({ finding, fingerprint: fingerprints[index] ?? '' })),
    excused: [], verdict: { passed: findings.length === 0, reasons: findings.length === 0 ? [] : ['1 error'] },
    files: { judged: sources.size, skipped: 0 }, unread: [], partlyRead: [], crashes: [], coverage: [], notes: [], sources, durations: undefined, ...extra,
  };
}
