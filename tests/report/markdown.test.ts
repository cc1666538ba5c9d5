/** The report as a comment under a pull request. */
import { expect, test } from 'vitest';
import { markdownReport } from '../../src/report/markdown.js';
import { findingOn, outcomeOf } from '../outcome.js';

const sources = new Map([['app/crud.py', 'run(f"```{name}")\n']]);

test('findings, a table of rules, and what could not be judged', () => {
  const finding = findingOn(sources, 'app/crud.py', 'f"```{name}"', { message: '`a_b` reaches <b>SQL</b> of @team in a_b', path: [{ at: { file: 'app/crud.py', start: 0, end: 3 }, message: 'is run here' }] });
  const report = markdownReport(outcomeOf(sources, [finding], { unread: [{ file: 'big.py', because: 'too large' }] }));
  expect(report.replaceAll('\u200b', '<nothing>')).toMatchInlineSnapshot(`
    "## collaudo: failed

    1 error in 1 file.

    | rule | errors | warnings | notes |
    | --- | --: | --: | --: |
    | no-string-built-sql | 1 | 0 | 0 |

    - **error** \`app/crud.py:1\` \`no-string-built-sql\`: \`a_b\` reaches \\<b\\>SQL\\</b\\> of @<nothing>team in a\\_b
      - \`app/crud.py:1\` is run here
      - instead: pass the value as a bound parameter

      \`\`\`\`
      f"\`\`\`{name}"
      \`\`\`\`

    ### What could not be judged

    - not read: \`big.py\`: too large
    "
  `);
});

test('a long list is cut and counted', () => {
  const many = Array.from({ length: 120 }, (_, index) => findingOn(sources, 'app/crud.py', 'run', { message: `number ${index}` }));
  expect(markdownReport(outcomeOf(sources, many))).toContain('And 20 more findings.');
});
