/** The report a person reads. */
import { expect, test } from 'vitest';
import { textReport } from '../../src/report/text.js';
import { findingOn, outcomeOf } from '../outcome.js';

const plain = { color: false, quiet: false, width: 100 };
const sources = new Map([['app/crud.py', 'def find(name):\n    sql = f"SELECT * FROM users WHERE name = \'{name}\'"\n    return run(sql)\n\nrun(f"{other}")\n']]);
const error = findingOn(sources, 'app/crud.py', 'f"SELECT * FROM users WHERE name = \'{name}\'"', { path: [{ at: { file: 'app/crud.py', start: 77, end: 80 }, message: 'the text is run here' }] });
const warning = findingOn(sources, 'app/crud.py', 'f"{other}"', { severity: 'warning', message: '`other` becomes part of the SQL text', tier: 'preview' });

test('findings by file, with the line, the reason once, the way out, and a summary', () => {
  expect(textReport(outcomeOf(sources, [error, warning], { unread: [{ file: 'big.py', because: 'too large' }] }), plain)).toMatchInlineSnapshot(`
    "app/crud.py

      app/crud.py:2:11  error  no-string-built-sql
        \`name\` becomes part of the SQL text
        2 │     sql = f"SELECT * FROM users WHERE name = '{name}'"
          │           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        path    app/crud.py:3  the text is run here
        why     Whoever controls the value can then write the SQL.
        instead pass the value as a bound parameter

      app/crud.py:5:5  warning  no-string-built-sql (preview: does not fail the gate)
        \`other\` becomes part of the SQL text
        5 │ run(f"{other}")
          │     ^^^^^^^^^^
        instead pass the value as a bound parameter

    What could not be judged:
      big.py: not read: too large

      no-string-built-sql  1 error, 1 warning

     FAILED   1 error, 1 warning in 1 file (1 in preview, not counted by the gate, 1 unread)
      the gate fails on: 1 error
      next: collaudo explain no-string-built-sql
    "
  `);
});

test('nothing found is one line', () => {
  expect(textReport(outcomeOf(sources, []), plain)).toBe(' PASSED   no findings in 1 file\n');
});

test('quiet shows errors and the verdict', () => {
  const report = textReport(outcomeOf(sources, [error, warning], { unread: [{ file: 'big.py', because: 'too large' }] }), { ...plain, quiet: true });
  expect(report).toContain('`name` becomes part');
  expect(report).not.toContain('`other` becomes part');
  expect(report).not.toContain('big.py');
  expect(report).toContain('1 unread)');
});

test('a part of collaudo that broke is the first thing the summary says', () => {
  const report = textReport(outcomeOf(sources, [], { crashes: [{ part: 'rule no-string-built-sql', because: 'boom\nat somewhere' }] }), plain);
  expect(report).toMatch(/^collaudo itself broke here.*\n {2}rule no-string-built-sql: boom\n/);
  expect(report).toContain(' BROKEN ');
});

test('colours only where they are wanted', () => {
  expect(textReport(outcomeOf(sources, [error]), plain)).not.toContain('\u001b[');
  expect(textReport(outcomeOf(sources, [error]), { ...plain, color: true })).toContain('\u001b[31m');
});
