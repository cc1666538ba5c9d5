/** Generated files say what the rules say now; `npm run docs` writes them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.js';
import { jsonSchema } from '../../src/config/schema.js';
import { ruleDocument, rulesDocument, type Example } from '../../src/rule/document.js';

const root = new URL('../../', import.meta.url).pathname;

function exampleOf(rule: string, prefix: string): Example | undefined {
  const folder = join(root, 'fixtures', 'rules', rule);
  const name = existsSync(folder) ? readdirSync(folder).sort().find(entry => entry.startsWith(prefix) && /\.\w+$/.test(entry)) : undefined;
  return name === undefined ? undefined : { name, text: readFileSync(join(folder, name), 'utf8') };
}

test.each(rules.map(rule => [rule.id, rule] as const))('docs/rules/%s.md is up to date', (id, rule) => {
  expect(readFileSync(join(root, 'docs', 'rules', `${id}.md`), 'utf8')).toBe(ruleDocument(rule, exampleOf(id, 'flags-'), exampleOf(id, 'allows-')));
});

test('docs/rules holds a page for each rule and nothing else', () => {
  expect(readdirSync(join(root, 'docs', 'rules')).sort()).toEqual(['README.md', ...rules.map(rule => `${rule.id}.md`)].sort());
  expect(readFileSync(join(root, 'docs', 'rules', 'README.md'), 'utf8')).toBe(rulesDocument(rules));
});

test('schema.json is up to date', () => {
  expect(JSON.parse(readFileSync(join(root, 'schema.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(jsonSchema(rules))));
});
