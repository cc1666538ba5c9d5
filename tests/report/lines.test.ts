/** Offsets to lines and columns, whatever ends the lines. */
import { expect, test } from 'vitest';
import { LineIndex } from '../../src/report/lines.js';

test.each([['\n'], ['\r\n'], ['\r']])('lines ended by %j', end => {
  const index = new LineIndex(['ab', '', 'cd'].join(end));
  expect(index.count).toBe(3);
  expect(index.positionOf(0)).toEqual({ line: 1, column: 1 });
  expect(index.positionOf(1)).toEqual({ line: 1, column: 2 });
  expect(index.positionOf(2 + end.length)).toEqual({ line: 2, column: 1 });
  expect(index.positionOf(3 + 2 * end.length)).toEqual({ line: 3, column: 2 });
  expect([1, 2, 3, 4].map(line => index.lineText(line))).toEqual(['ab', '', 'cd', '']);
});

test('the end of the text is a place, and nothing lies beyond it', () => {
  expect(new LineIndex('').positionOf(0)).toEqual({ line: 1, column: 1 });
  expect(new LineIndex('a\n').positionOf(2)).toEqual({ line: 2, column: 1 });
  expect(new LineIndex('a\n').positionOf(99)).toEqual({ line: 2, column: 1 });
});

test('columns are UTF-16 code units', () => {
  expect(new LineIndex('🦀x').positionOf(2)).toEqual({ line: 1, column: 3 });
});
