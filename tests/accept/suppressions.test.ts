/** Which findings an excuse in the source takes out, and which excuses are idle. */
import { describe, expect, test } from 'vitest';
import { applySuppressions } from '../../src/accept/suppressions.js';
import type { Comment, FileFacts } from '../../src/facts/structure.js';
import { findingOn } from '../outcome.js';
import { FactsBuilder } from '../../src/languages/builder.js';

const rules = { all: new Set(['no-string-built-sql', 'no-unwrap-in-production', 'no-unbounded-list']), ran: new Set(['no-string-built-sql', 'no-unwrap-in-production']) };

/** Comments found the way this test needs them: everything from `#` to the end of a line. */
function fileOf(text: string, codeStart = text.length): FileFacts {
  const comments = [...text.matchAll(/#.*/g)].map((match): Comment => ({
    text: match[0].slice(1), at: { start: match.index, end: match.index + match[0].length }, ownLine: /(^|\n)[ \t]*$/.test(text.slice(0, match.index)),
  }));
  const builder = new FactsBuilder('a.py', 'python', 'production');
  comments.forEach(comment => builder.addComment(comment));
  builder.addImport({ local: 'x', module: 'x', at: { start: codeStart, end: codeStart + 1 } });
  return builder.finish();
}

function judged(text: string, codeStart?: number) {
  const sources = new Map([['a.py', text]]);
  const findings = [...text.matchAll(/SQL\d/g)].map(match => findingOn(sources, 'a.py', match[0]));
  const { kept, excused, idle } = applySuppressions(findings, [fileOf(text, codeStart)], sources, rules);
  const shown = (finding: { readonly at: { readonly start: number; readonly end: number } }) => text.slice(finding.at.start, finding.at.end);
  return { kept: kept.map(shown), excused: excused.map(one => [shown(one.finding), one.reason]), idle: idle.map(one => one.because) };
}

describe('a reasoned excuse', () => {
  test('on the same line', () => {
    expect(judged('run(SQL1)  # collaudo-allow no-string-built-sql: a list of ours\nrun()\nrun(SQL2)\n')).toEqual({ kept: ['SQL2'], excused: [['SQL1', 'a list of ours']], idle: [] });
  });

  test('on the line above, past further comments and decorators', () => {
    expect(judged('# collaudo-allow no-string-built-sql: ours\nrun(SQL1)\nrun(SQL2)\n')).toEqual({ kept: ['SQL2'], excused: [['SQL1', 'ours']], idle: [] });
    expect(judged('# collaudo-allow no-string-built-sql: ours\n# more words\n@router.get("/")\ndef SQL1():\n  SQL2\n').excused).toEqual([['SQL1', 'ours']]);
  });

  test('for several rules at once, whatever ends the lines', () => {
    expect(judged('# collaudo-allow no-string-built-sql, no-unbounded-list: ours\r\nrun(SQL1)\r\n')).toEqual({ kept: [], excused: [['SQL1', 'ours']], idle: [] });
  });

  test('for the whole file, from its top', () => {
    expect(judged('# collaudo-allow-file no-string-built-sql: a console for the administrator\nSQL1\n\n\nSQL2\n')).toMatchObject({ kept: [], idle: [] });
  });

  test('with colons in the reason', () => {
    expect(judged('SQL1 # collaudo-allow no-string-built-sql: see ADR 7: names are ours').excused).toEqual([['SQL1', 'see ADR 7: names are ours']]);
  });
});

describe('what does not count', () => {
  test('an excuse without a reason', () => {
    expect(judged('SQL1 # collaudo-allow no-string-built-sql\nSQL2 # collaudo-allow no-string-built-sql:   \n')).toEqual({ kept: ['SQL1', 'SQL2'], excused: [], idle: [] });
  });

  test('an excuse two lines up, or one line below', () => {
    expect(judged('# collaudo-allow no-string-built-sql: ours\n\nSQL1\n').kept).toEqual(['SQL1']);
    expect(judged('SQL1\n# collaudo-allow no-string-built-sql: ours\n').kept).toEqual(['SQL1']);
  });

  test('an excuse for another rule', () => {
    expect(judged('SQL1 # collaudo-allow no-unwrap-in-production: ours\n')).toEqual({ kept: ['SQL1'], excused: [], idle: ['`no-unwrap-in-production` finds nothing here any more'] });
  });

  test('an excuse for the whole file that stands below code', () => {
    expect(judged('import x\n# collaudo-allow-file no-string-built-sql: ours\nSQL1\n', 0)).toEqual({
      kept: ['SQL1'], excused: [], idle: ['`collaudo-allow-file` stands below code, so it excuses nothing: move it to the top of the file'],
    });
  });

  test('a comment that merely mentions it', () => {
    expect(judged('SQL1 # like collaudo-allowance: no\n')).toEqual({ kept: ['SQL1'], excused: [], idle: [] });
  });
});

describe('an idle excuse', () => {
  test('is told apart by rule', () => {
    expect(judged('SQL1 # collaudo-allow no-string-built-sql, no-unwrap-in-production: ours\n')).toMatchObject({ kept: [], idle: ['`no-unwrap-in-production` finds nothing here any more'] });
  });

  test('for a rule that did not run is left alone', () => {
    expect(judged('x = 1 # collaudo-allow no-unbounded-list: ours\n').idle).toEqual([]);
  });

  test('for a rule that does not exist says so', () => {
    expect(judged('x = 1 # collaudo-allow no-sql: ours\n').idle).toEqual(['there is no rule called `no-sql`, so this excuses nothing']);
  });
});
