/** A finding keeps its identity through every edit that does not change what it is about. */
import { expect, test } from 'vitest';
import { fingerprintsOf } from '../../src/findings/fingerprint.js';
import { findingOn } from '../outcome.js';

function fingerprintOf(text: string, meant: string, file = 'a.py', symbol = 'find'): string | undefined {
  const sources = new Map([[file, text]]);
  return fingerprintsOf([findingOn(sources, file, meant, { symbol })], sources)[0];
}

const original = fingerprintOf('run(f"a {b}")', 'f"a {b}"');

test('lines above, indentation and line ends change nothing', () => {
  expect(fingerprintOf('import x\r\n\r\n    run( f"a {b}" )', 'f"a {b}"')).toBe(original);
  expect(fingerprintOf('run(f"a\n {b}")', 'f"a\n {b}"')).toBe(original);
});

test('other text, another function or another file is another finding', () => {
  const others = [fingerprintOf('run(f"a {c}")', 'f"a {c}"'), fingerprintOf('run(f"a {b}")', 'f"a {b}"', 'a.py', 'other'), fingerprintOf('run(f"a {b}")', 'f"a {b}"', 'b.py')];
  expect(new Set([original, ...others]).size).toBe(4);
});

test('a second copy is a second finding', () => {
  const sources = new Map([['a.py', 'run(x)\nrun(x)\n']]);
  const first = findingOn(sources, 'a.py', 'run(x)');
  const second = { ...first, at: { file: 'a.py', start: 7, end: 13 } };
  const [one, other] = fingerprintsOf([first, second], sources);
  expect(one).not.toBe(other);
  expect(fingerprintsOf([second], sources)[0]).toBe(one);
});
