/** What passes and what fails. */
import { expect, test } from 'vitest';
import { judge, type Gate } from '../../src/accept/gate.js';

const gate: Gate = { failOn: 'error', maxWarnings: undefined, strict: false };
const error = { severity: 'error', tier: 'stable' } as const;
const warning = { severity: 'warning', tier: 'stable' } as const;
const note = { severity: 'note', tier: 'stable' } as const;

test.each([
  ['nothing found', [], 0, {}, []],
  ['an error', [error], 0, {}, ['1 error']],
  ['a warning', [warning, note], 0, {}, []],
  ['a preview error', [{ ...error, tier: 'preview' as const }], 0, {}, []],
  ['a warning, failing on warnings', [warning], 0, { failOn: 'warning' }, ['1 warning']],
  ['an error, failing on warnings', [error], 0, { failOn: 'warning' }, ['1 error']],
  ['an error, never failing', [error, warning], 0, { failOn: 'never', maxWarnings: 0 }, []],
  ['as many warnings as allowed', [warning, warning], 0, { maxWarnings: 2 }, []],
  ['more warnings than allowed', [warning, warning], 0, { maxWarnings: 1 }, ['2 warnings, 1 allowed']],
  ['preview warnings, none allowed', [{ ...warning, tier: 'preview' as const }], 0, { maxWarnings: 0 }, []],
  ['an unread file', [], 1, {}, []],
  ['an unread file, strictly', [], 2, { strict: true }, ['2 unread files with --strict']],
] as const)('%s', (_, findings, unread, changes, reasons) => {
  expect(judge(findings, unread, { ...gate, ...changes })).toEqual({ passed: reasons.length === 0, reasons });
});
