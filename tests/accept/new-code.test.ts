/** Which findings have to do with what changed. */
import { describe, expect, test } from 'vitest';
import { NewCode } from '../../src/accept/new-code.js';
import type { FileChange } from '../../src/findings/change.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { findingOn } from '../outcome.js';

const python = 'import db\n\n\n@router.get("/lots")\n@limited\ndef lots(\n    session,\n):\n    rows = db.all(session)\n    return rows\n\n\ndef other():\n    return 1\n';
const typescript = 'router.get(\n  "/lots",\n  (req, res) => {\n    res.json(1);\n  },\n);\n';
const sources = new Map([['a.py', python], ['b.ts', typescript], ['old.sql', 'SELECT 1;\rSELECT 2;\nSELECT 3;\n']]);
const files = [lowerPython('a.py', python, 'production'), lowerTypeScript('b.ts', typescript, 'production')];

function holds(changed: Readonly<Record<string, FileChange>>, file: string, meant: string, path: readonly (readonly [string, string])[] = []): boolean {
  const step = ([of, what]: readonly [string, string]) => ({ at: findingOn(sources, of, what).at, message: 'by this way' });
  return new NewCode({ since: 'main', files: new Map(Object.entries(changed)), folders: ['inner/'] }, files, sources).holds(findingOn(sources, file, meant, { path: path.map(step) }));
}

const lines = (...ranges: readonly (readonly [number, number])[]): FileChange => ({ lines: ranges, gaps: [] });
const gap = (after: number, decorator = false): FileChange => ({ lines: [], gaps: [{ after, decorator }] });

test('a place meets the lines it stands on, and nothing beside them', () => {
  const on = (change: FileChange) => holds({ 'a.py': change }, 'a.py', 'db.all(session)');
  expect([lines([9, 9]), lines([1, 2], [8, 10]), 'all' as const].map(on)).toEqual([true, true, true]);
  expect([lines([8, 8]), lines([10, 99]), gap(8), gap(9), lines()].map(on)).toEqual([false, false, false, false, false]);
  expect(holds({}, 'a.py', 'db.all(session)')).toBe(false);
});

test('lines taken out count where they stood within the place', () => {
  const whole = python.slice(python.indexOf('rows = '), python.indexOf('\n\n\ndef other'));
  expect([gap(9), gap(8), gap(10)].map(change => holds({ 'a.py': change }, 'a.py', whole))).toEqual([true, false, false]);
});

test('a step of the path is enough', () => {
  expect(holds({ 'b.ts': lines([4, 4]) }, 'a.py', 'db.all(session)', [['b.ts', 'res.json(1)']])).toBe(true);
  expect(holds({ 'b.ts': lines([1, 3]) }, 'a.py', 'db.all(session)', [['b.ts', 'res.json(1)']])).toBe(false);
});

describe('what is said about a function by its name is about all of it', () => {
  const onNameOf = (file: string, index: number, change: FileChange): boolean => {
    const nameAt = files.find(one => one.file === file)?.functions[index]?.nameAt ?? { start: 0, end: 0 };
    return new NewCode({ since: 'main', files: new Map([[file, change]]), folders: [] }, files, sources).holds({ ...findingOn(sources, file, ''), at: { file, start: nameAt.start, end: nameAt.end } });
  };

  test('from its first decorator, or the one it lost, to its end', () => {
    const lots = (change: FileChange) => onNameOf('a.py', 0, change);
    expect([lines([4, 4]), lines([7, 7]), lines([10, 10]), gap(6), gap(4), gap(3, true)].map(lots)).toEqual([true, true, true, true, true, true]);
    expect([lines([3, 3]), lines([11, 13]), gap(3), gap(10), gap(12, true)].map(lots)).toEqual([false, false, false, false, false]);
    expect(onNameOf('a.py', 1, lines([10, 10]))).toBe(false);
  });

  test('one handed to a call has what stood before it as its guard', () => {
    const handler = (change: FileChange) => onNameOf('b.ts', 0, change);
    expect([gap(2), lines([4, 4]), gap(1), lines([2, 2])].map(handler)).toEqual([true, true, false, false]);
  });
});

test('lines are git\'s: a lone carriage return ends none', () => {
  expect(holds({ 'old.sql': lines([2, 2]) }, 'old.sql', 'SELECT 3')).toBe(true);
  expect(holds({ 'old.sql': lines([1, 1]) }, 'old.sql', 'SELECT 2')).toBe(true);
});
