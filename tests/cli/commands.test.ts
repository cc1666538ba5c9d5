/** The other commands: rules, explain, facts, help. */
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.js';
import { temporaryProject } from '../temporary-project.js';
import { collaudo } from './terminal.js';

const here = process.cwd();

test('rules lists every rule, for people and for programs', async () => {
  const { code, stdout } = await collaudo(here, ['rules']);
  expect(code).toBe(0);
  for (const rule of rules) expect(stdout).toContain(rule.id);
  expect(JSON.parse((await collaudo(here, ['rules', '--json'])).stdout)).toHaveLength(rules.length);
});

test.each(rules.map(rule => [rule.id, rule] as const))('explain %s says what it is about', async (id, rule) => {
  const { code, stdout } = await collaudo(here, ['explain', id]);
  expect(code).toBe(0);
  const words = stdout.replace(/\s+/g, ' ');
  for (const part of [rule.summary, rule.why, rule.instead]) expect(words).toContain(part.replace(/\s+/g, ' '));
});

test('help and version answer and succeed', async () => {
  expect(await collaudo(here, ['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  const help = await collaudo(here, ['--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('facts');
  expect(help.stdout).toContain('checklist');
  expect(help.stdout).not.toContain('merge');
  expect((await collaudo(here, ['scan', '--help'])).stdout).toContain('--max-warnings');
});

const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"ok": True}\n';

test('facts shows the endpoints, as a table and as JSON', async () => {
  const folder = temporaryProject({ 'app/main.py': app });
  const { code, stdout } = await collaudo(folder, ['facts', 'endpoints']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/GET +\/health +http +health +app\/main\.py:7/);
  const json = JSON.parse((await collaudo(folder, ['facts', 'endpoints', 'app', '--json'])).stdout) as { readonly endpoints: readonly object[] };
  expect(json.endpoints).toMatchObject([{ method: 'GET', path: '/health', at: 'app/main.py:7' }]);
});

test('facts of everything, of a path, and of something there is not', async () => {
  const folder = temporaryProject({ 'main.py': app });
  expect(Object.keys(JSON.parse((await collaudo(folder, ['facts', '.', '--json'])).stdout) as object)).toEqual(expect.arrayContaining(['endpoints', 'sql', 'queries', 'sessions', 'functions', 'tables', 'apps']));
  expect(await collaudo(folder, ['facts', 'endpoint', '.'])).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "endpoints"?') });
  expect(await collaudo(folder, ['facts', 'nowhere'])).toMatchObject({ code: 2 });
});
