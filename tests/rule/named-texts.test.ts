/** Texts with the names they are bound to. */
import { expect, test } from 'vitest';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { namedTextsIn } from '../../src/rule/named-texts.js';

function namesIn(text: string): readonly string[] {
  return namedTextsIn(lowerTypeScript('a.ts', text, 'production')).filter(one => one.name !== undefined).map(one => `${one.text}: ${[one.name, ...one.others].join(', ')} (${one.bound})`);
}

test('a text that stands in for a variable of the environment has both names', () => {
  expect(namesIn('const key = process.env.JWT_SECRET ?? \'plain\';')).toEqual(['plain: key, JWT_SECRET (fallback)']);
  expect(namesIn('start(process.env.PORT || \'80\', { host: \'here\' });')).toEqual(['80: PORT (fallback)', 'here: host (key)']);
});

test('choices within choices are looked at once', () => {
  const depth = 60;
  const text = `const kind = ${Array.from({ length: depth }, (_, index) => `a${String(index)} ? '${String(index)}' : `).join('')}'end';`;
  expect(namesIn(text)).toHaveLength(depth + 1);
});
