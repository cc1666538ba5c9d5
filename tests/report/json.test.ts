/** The JSON report: the documented shape of a finding, and the same bytes every time. */
import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/json.js';
import { findingOn, outcomeOf } from '../outcome.js';

const sources = new Map([['app/crud.py', 'def find(name):\n    return run(f"{name}")\n']]);
const finding = findingOn(sources, 'app/crud.py', 'f"{name}"', { path: [{ at: { file: 'app/crud.py', start: 27, end: 30 }, message: 'is run here' }] });

test('a finding has exactly the documented keys', () => {
  const report = JSON.parse(jsonReport(outcomeOf(sources, [finding]))) as { readonly findings: readonly object[] };
  expect(report.findings).toEqual([{
    rule: 'no-string-built-sql', severity: 'error', tier: 'stable', file: 'app/crud.py', line: 2, column: 16, endLine: 2, endColumn: 25,
    message: '`name` becomes part of the SQL text', instead: 'pass the value as a bound parameter', snippet: 'f"{name}"', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    path: [{ file: 'app/crud.py', line: 2, message: 'is run here' }], checklist: [], new: true,
  }]);
});

test('the head says what was judged and how it went', () => {
  const coverage = [{ what: 'calls', seen: 10, resolved: 7, because: new Map([['rare', 1], ['common', 2]]) }];
  expect(JSON.parse(jsonReport(outcomeOf(sources, [finding], { coverage, unread: [{ file: 'big.py', because: 'too large' }] })))).toMatchObject({
    tool: { name: 'collaudo', version: '1.2.3' }, roots: ['.'], passed: false,
    counts: { error: 1, warning: 0, note: 0 }, rules: { 'no-string-built-sql': { error: 1, warning: 0, note: 0 } },
    unread: [{ file: 'big.py', because: 'too large' }], unknown: [{ what: 'calls', seen: 10, resolved: 7, because: { common: 2, rare: 1 } }], durations: null,
  });
});
