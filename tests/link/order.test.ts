/** Findings do not depend on the order files come in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.js';
import { check } from '../../src/check/check.js';
import type { FileFacts } from '../../src/facts/structure.js';
import { link } from '../../src/link/program.js';
import { nothingDeclared } from '../../src/rule/settings.js';
import { languageOf } from '../../src/source/language.js';
import { roleOf } from '../../src/source/role.js';
import { understand } from '../../src/understand.js';

const projects = new URL('../../fixtures/projects/', import.meta.url).pathname;

/** The same on every machine. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const key = (): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
  return items.map(item => ({ item, key: key() })).sort((one, other) => one.key - other.key).map(one => one.item);
}

test.each(readdirSync(projects).sort())('%s: shuffled', async name => {
  const folder = join(projects, name);
  const sources = new Map<string, string>();
  const facts: FileFacts[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const language = entry.isFile() ? languageOf(entry.name) : undefined;
    if (!language) continue;
    const file = relative(folder, join(entry.parentPath, entry.name));
    const text = readFileSync(join(folder, file), 'utf8');
    const understood = await understand({ file, text, language, role: roleOf(file, language, text) });
    sources.set(file, text);
    if (understood.kind === 'facts') facts.push(understood.facts);
  }
  const readFile = (path: string): string | undefined => { try { return readFileSync(join(folder, path), 'utf8'); } catch { return undefined; } };
  const judged = (ordered: readonly FileFacts[]): string => {
    const program = link(ordered, sources, nothingDeclared, readFile);
    const checked = check(program, rules.map(rule => ({ rule, severity: undefined, options: rule.options?.parse({}) ?? {}, settings: nothingDeclared })));
    return JSON.stringify({ findings: checked.findings, crashes: checked.crashes, calls: program.coverage.map(one => [one.what, one.seen, one.resolved]) });
  };
  const expected = judged(facts);
  for (const seed of [1, 2, 3]) expect(judged(shuffled(facts, seed))).toBe(expected);
}, 120_000);
