/** When a part of collaudo breaks, it is named, everything else is still judged, and nothing is silently green. */
import { expect, test, vi } from 'vitest';
import type * as sql from '../src/languages/sql/lower.js';
import { rules } from '../rules/index.js';
import { wholeProgram } from '../src/rule/look.js';
import { defineRule } from '../src/rule/rule.js';
import { formats } from '../src/report/formats.js';
import { scanFolder } from './scan.js';
import { temporaryProject } from './temporary-project.js';

/** The SQL front-end, broken for one file. */
vi.mock('../src/languages/sql/lower.js', async original => {
  const real = await original<typeof sql>();
  const lowerSql: typeof sql.lowerSql = (file, text, role) => {
    if (file === 'cursed.sql') throw new Error('a bug in the front-end');
    return real.lowerSql(file, text, role);
  };
  return { ...real, lowerSql };
});

const files = { 'a.py': 'x = 1  # collaudo-allow no-string-built-sql\n', 'cursed.sql': 'SELECT 1;\n', 'fine.sql': 'SELECT 2;\n' };

const throwing = defineRule({
  id: 'no-such-luck', group: 'code', severity: 'error', tier: 'stable', runs: 'always', languages: ['python'], summary: 'S.', why: 'W.', instead: 'i', look: wholeProgram(),
  check: () => { throw new Error('a bug in the rule'); },
});

test('a crash while reading one file leaves the others judged', async () => {
  const outcome = await scanFolder(temporaryProject(files));
  expect(outcome.crashes).toEqual([{ part: 'reading', file: 'cursed.sql', because: 'a bug in the front-end' }]);
  expect(outcome.kept.map(kept => kept.finding.rule)).toEqual(['no-unexplained-suppression']);
  expect(outcome.files.judged).toBe(2);
});

test('a rule that throws is named, the other rules run', async () => {
  const outcome = await scanFolder(temporaryProject({ 'a.py': files['a.py'] }), { rules: [throwing, ...rules] });
  expect(outcome.crashes).toEqual([{ part: 'rule no-such-luck', rule: 'no-such-luck', because: 'a bug in the rule' }]);
  expect(outcome.kept.map(kept => kept.finding.rule)).toEqual(['no-unexplained-suppression']);
  expect(formats.text(outcome, { color: false, quiet: true, width: 100 })).toContain(' BROKEN ');
});

test('a suppression of a rule that broke is not called idle', async () => {
  const outcome = await scanFolder(temporaryProject({ 'a.py': 'x = 1  # collaudo-allow no-such-luck: it is known\n' }), { rules: [throwing, ...rules] });
  expect(outcome.kept).toEqual([]);
});
