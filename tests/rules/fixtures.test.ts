/** Every rule against its fixtures: marked lines are reported, every other line is silent. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.js';
import type { Language } from '../../src/facts/structure.js';
import { isCompanion } from '../../src/source/companions.js';
import { languageOf } from '../../src/source/language.js';
import { disagreements, expectationsIn, type Expectation } from '../expectations.js';
import { scanFolder } from '../scan.js';

const fixtures = new URL('../../fixtures/rules/', import.meta.url).pathname;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).sort();
}

interface Fixture { readonly name: string; readonly path: string; readonly isFolder: boolean }

function fixturesOf(rule: string): readonly Fixture[] {
  const folder = join(fixtures, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort().map(name => ({ name, path: join(folder, name), isFolder: statSync(join(folder, name)).isDirectory() }));
}

function sourcesOf(fixture: Fixture): readonly string[] {
  return (fixture.isFolder ? filesIn(fixture.path) : [fixture.path]).filter(file => languageOf(file) !== undefined || isCompanion(basename(file)));
}

function languagesOf(fixture: Fixture): ReadonlySet<Language> {
  return new Set(sourcesOf(fixture).flatMap(file => languageOf(file) ?? []));
}

for (const rule of rules) {
  describe(rule.id, () => {
    for (const fixture of fixturesOf(rule.id)) {
      test(fixture.name, async () => {
        const root = fixture.isFolder ? fixture.path : join(fixtures, rule.id);
        const expected = sourcesOf(fixture).flatMap((file): readonly Expectation[] => expectationsIn(relative(root, file), readFileSync(file, 'utf8')));
        const outcome = await scanFolder(root, { paths: fixture.isFolder ? [] : [fixture.name], selection: { only: undefined, named: new Map(rules.map(one => [one.id, 'on'])), preview: false } });
        expect(disagreements(outcome, expected, id => id === rule.id)).toEqual([]);
        expect(expected.some(one => one.rule === rule.id), 'flags- has a mark of its rule, allows- has none').toBe(fixture.name.startsWith('flags-'));
      });
    }

    test.each(rule.languages)('has a case that flags and one that allows in %s', language => {
      const named = (prefix: string) => fixturesOf(rule.id).filter(fixture => fixture.name.startsWith(prefix) && languagesOf(fixture).has(language)).length;
      expect({ flags: named('flags-') > 0, allows: named('allows-') > 0 }).toEqual({ flags: true, allows: true });
    });
  });
}

test('every folder of fixtures belongs to a rule, and every entry says what it is', () => {
  for (const id of readdirSync(fixtures)) {
    expect(rules.map(rule => rule.id)).toContain(id);
    for (const { name } of fixturesOf(id)) expect(name).toMatch(/^(flags|allows)-[a-z0-9-]+(\.(rs|py|ts|tsx|js|sql))?$/);
  }
});
