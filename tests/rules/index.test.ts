/** The list of rules is complete, and each rule says everything its page needs. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.js';

const folder = new URL('../../rules/', import.meta.url).pathname;

/** A file that defines a rule; what several forms of one rule need may stand beside it in files of their own. */
function definesRule(file: string): boolean {
  return /^export default defineRule\b/m.test(readFileSync(file, 'utf8'));
}

test('every rule file is listed, under its own name and group', () => {
  const files = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory())
    .flatMap(group => readdirSync(join(folder, group.name)).filter(file => definesRule(join(folder, group.name, file))).map(file => `${group.name}/${basename(file, '.ts')}`));
  expect(rules.map(rule => `${rule.group}/${rule.id}`).sort()).toEqual(files.sort());
});

test.each(rules.map(rule => [rule.id, rule] as const))('%s says what it reports, why, and what to write instead', (_, rule) => {
  expect(rule.summary).toMatch(/^[A-Z`].*\.$/s);
  expect(rule.why).toMatch(/^[A-Z`].*\.$/s);
  expect(rule.instead).toMatch(/^[a-z`].*[^.]$/s);
  expect(rule.languages.length).toBeGreaterThan(0);
});

test('exactly the settled rules run in every scan', () => {
  expect(rules.filter(rule => rule.runs === 'always').map(rule => rule.id).sort()).toEqual([
    'no-business-logic-in-routes', 'no-string-built-sql', 'no-unbounded-list', 'no-unexplained-suppression', 'no-unwrap-in-production', 'no-writes-to-read-only-database',
  ]);
  expect(rules.filter(rule => rule.runs === 'always' && rule.tier !== 'stable')).toEqual([]);
});
