/** The rule starter writes a rule, its fixtures, and its line in the list of rules. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryProject } from '../temporary-project.js';

const root = new URL('../../', import.meta.url).pathname;

function started(...args: readonly string[]) {
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  const folder = temporaryProject({ 'scripts/new-rule.mjs': text('scripts/new-rule.mjs'), 'rules/index.ts': text('rules/index.ts') });
  return { folder, ...spawnSync(process.execPath, [join(folder, 'scripts', 'new-rule.mjs'), ...args], { encoding: 'utf8' }) };
}

test('a new rule is listed in its place, with fixtures for each language', () => {
  const { folder, status } = started('async/no-busy-waiting', 'rust,python');
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'rules/async/no-busy-waiting.ts'), 'utf8')).toContain('id: \'no-busy-waiting\'');
  expect(readdirSync(join(folder, 'fixtures/rules/no-busy-waiting')).sort()).toEqual(['allows-first-case.py', 'allows-first-case.rs', 'flags-first-case.py', 'flags-first-case.rs']);
  const list = readFileSync(join(folder, 'rules/index.ts'), 'utf8');
  expect(list).toMatch(/from '\.\/async\/no-blocking-in-async\.js';\nimport noBusyWaiting from '\.\/async\/no-busy-waiting\.js';\nimport noLock/);
  expect(list).toMatch(/ {2}noBlockingInAsync,\n {2}noBusyWaiting,\n/);
});

test('the list as it stands is the list as the starter writes it', () => {
  const { folder } = started('api/a-first-rule');
  const without = readFileSync(join(folder, 'rules/index.ts'), 'utf8').replace(/.*aFirstRule.*\n/g, '');
  expect(without).toBe(readFileSync(join(root, 'rules/index.ts'), 'utf8'));
});

test.each([
  ['no group', ['no-lock-across-await'], 'usage:'],
  ['an unknown group', ['misc/no-lock'], 'groups: errors'],
  ['no words', ['api/Lock'], 'usage:'],
  ['an unknown language', ['api/no-lock', 'go'], 'no such language: go'],
])('%s is refused', (_, args, message) => {
  expect(started(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
});
