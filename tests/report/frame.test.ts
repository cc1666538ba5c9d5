/** The judged lines as shown, with what is meant underlined. */
import { expect, test } from 'vitest';
import { codeFrame, printable } from '../../src/report/frame.js';
import { LineIndex } from '../../src/report/lines.js';

const plain = { gutter: (text: string) => text, mark: (text: string) => text, width: 60 };

function frameOn(text: string, meant: string, style = plain): readonly string[] {
  const index = new LineIndex(text);
  const start = text.indexOf(meant);
  const from = index.positionOf(start);
  const to = index.positionOf(start + meant.length);
  return codeFrame(index, { file: 'x', line: from.line, column: from.column, endLine: to.line, endColumn: to.column }, style).map(line => line.trimEnd());
}

test('one line is underlined where it matters', () => {
  expect(frameOn('a\n  run(sql)\nb', 'sql')).toEqual(['2 │   run(sql)', '  │       ^^^']);
});

test('several lines are underlined from their first letter, and a long region is cut', () => {
  expect(frameOn('run(\n  a,\n  b)', '(\n  a,\n  b)')).toEqual(['1 │ run(', '  │    ^', '2 │   a,', '  │   ^^', '3 │   b)', '  │   ^^']);
  expect(frameOn('a(\n1\n2\n3\n4\n5)', 'a(\n1\n2\n3\n4\n5)').at(-1)).toBe('  ┆');
});

test('a line longer than the width is cut around what is meant', () => {
  const [shown = '', marks = ''] = frameOn(`${'x'.repeat(300)}HERE${'y'.repeat(300)}`, 'HERE');
  expect(shown.length).toBeLessThanOrEqual(60);
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
  expect(shown).toMatch(/^1 │ ….*…$/);
});

test('tabs keep the marks in place', () => {
  const [shown = '', marks = ''] = frameOn('\t\trun(sql)', 'sql');
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('sql');
});

test('judged code cannot steer the terminal', () => {
  expect(printable('a\u001b[31mb\u202ec')).toBe('a·[31mb·c');
});
