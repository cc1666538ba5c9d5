/** `collaudo record` in real repositories: what is run, what is written, what is refused. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordName, withoutSecrets } from '../../src/evidence/record-name.js';
import { temporaryProject } from '../temporary-project.js';
import { commitAll } from './repository.js';
import { collaudo } from './terminal.js';

const node = process.execPath;

interface Record { readonly command: string; readonly words: readonly string[]; readonly exit: number; readonly commit: string | null; readonly dirty?: boolean; readonly at: string; readonly seconds: number }

function recordIn(folder: string, file: string): Record {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record;
}

function onlyRecord(folder: string): string {
  const [name = '', ...others] = readdirSync(join(folder, '.collaudo/records')).filter(one => one.endsWith('.json'));
  expect(others).toEqual([]);
  return join('.collaudo/records', name);
}

test('a command is run as it is, and its exit code is the answer', async () => {
  const folder = temporaryProject({ 'a.py': 'x = 1\n' });
  const commit = commitAll(folder);
  const before = Date.now();
  const { code, stdout, stderr } = await collaudo(folder, ['record', '--', node, '-e', 'require("fs").writeFileSync("ran.txt", process.cwd()); process.exit(3)']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(readFileSync(join(folder, 'ran.txt'), 'utf8')).toBe(folder);
  const file = onlyRecord(folder);
  expect(stderr).toBe(`collaudo: recorded in ${file}\n`);
  const made = recordIn(folder, file);
  expect(made).toMatchObject({ exit: 3, commit, dirty: false, words: [node, '-e', expect.any(String)] });
  expect(Date.parse(made.at)).toBeGreaterThanOrEqual(before);
  expect(made.seconds).toBeGreaterThan(0);
});

test('options behind the command are the command\'s own', async () => {
  const folder = temporaryProject({});
  expect(await collaudo(folder, ['record', '--to', 'out/nothing.json', '--', node, '--eval', '0'])).toMatchObject({ code: 0 });
  expect(recordIn(folder, 'out/nothing.json')).toMatchObject({ words: [node, '--eval', '0'], exit: 0, commit: null });
  expect(existsSync(join(folder, '.collaudo'))).toBe(false);
});

test('uncommitted changes are told, except for records, what is ignored and what is being written', async () => {
  const folder = temporaryProject({ 'a.py': 'x = 1\n', '.gitignore': 'target/\n' });
  commitAll(folder);
  const dirty = async (to?: string) => {
    await collaudo(folder, ['record', ...(to === undefined ? [] : ['--to', to]), '--', node, '-e', '0']);
    return recordIn(folder, to ?? onlyRecord(folder)).dirty;
  };
  expect(await dirty()).toBe(false);
  expect(await dirty()).toBe(false);
  expect(await dirty('smoke.json')).toBe(false);
  expect(await dirty('smoke.json')).toBe(false);
  expect(await dirty()).toBe(true);
  execFileSync('rm', [join(folder, 'smoke.json')]);
  expect(await dirty()).toBe(false);
  writeFileSync(join(folder, 'a.py'), 'x = 2\n');
  expect(await dirty()).toBe(true);
});

test('records stay out of the repository and are read as a folder', async () => {
  const folder = temporaryProject({ 'a.py': 'x = 1\n' });
  const commit = commitAll(folder);
  await collaudo(folder, ['record', '--', node, '-e', '0']);
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' })).toBe('');
  const evidence = async () => (JSON.parse((await collaudo(folder, ['--evidence', '.collaudo/records', '--format', 'json'])).stdout) as { readonly evidence: readonly object[] }).evidence;
  expect(await evidence()).toMatchObject([{ kind: 'command', commit, stale: null }]);
  const next = commitAll(folder, '2026-03-02T12:00:00Z');
  expect(await evidence()).toMatchObject([{ stale: `made for commit ${commit.slice(0, 7)}, and HEAD is ${next.slice(0, 7)}` }]);
});

test('a command ended by a signal counts as shells count it', async () => {
  const folder = temporaryProject({});
  expect((await collaudo(folder, ['record', '--', node, '-e', 'process.kill(process.pid, "SIGTERM"); setTimeout(() => 0, 5000)'])).code).toBe(143);
  expect(recordIn(folder, onlyRecord(folder)).exit).toBe(143);
});

test('what cannot be run is not recorded, and what is no record is not overwritten', async () => {
  const folder = temporaryProject({ 'notes.json': '{"mine": true}' });
  expect(await collaudo(folder, ['record', '--', 'no-such-command-here'])).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no command "no-such-command-here"\n  nothing was run, so nothing is recorded') });
  expect(existsSync(join(folder, '.collaudo'))).toBe(false);
  expect(await collaudo(folder, ['record', '--to', 'notes.json', '--', node, '-e', 'require("fs").writeFileSync("ran.txt", "")'])).toMatchObject({ code: 2, stderr: expect.stringContaining('notes.json exists and is no command record') });
  expect(existsSync(join(folder, 'ran.txt'))).toBe(false);
  expect(await collaudo(folder, ['record'])).toMatchObject({ code: 2, stderr: expect.stringContaining('missing required argument \'command\'') });
});

test('help says how it is used', async () => {
  const { code, stdout } = await collaudo(process.cwd(), ['record', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('collaudo record -- alembic upgrade head');
});

test('names tell commands apart', () => {
  expect(recordName(['alembic', 'upgrade', 'head'])).toBe('alembic-upgrade-head');
  expect(recordName(['cargo', 'clippy', '--', '-D', 'warnings'])).toMatch(/^cargo-clippy-d-warnings-[0-9a-f]{6}$/);
  expect(recordName(['curl', '--fail', 'http://localhost:8000/health'])).toMatch(/^curl-fail-http-localhost-8000-health-[0-9a-f]{6}$/);
  expect(recordName(['x'.repeat(200)])).toHaveLength(67);
  expect(recordName(['../..'])).toMatch(/^[0-9a-f]{6}$/);
});

test('secrets are not written down', () => {
  expect(withoutSecrets(['dbmate', '--url', 'postgres://app:hunter2@db/asi', 'up'])).toEqual(['dbmate', '--url', 'postgres://app:***@db/asi', 'up']);
  expect(withoutSecrets(['curl', '-H', 'Authorization: Bearer abc', '--fail', 'http://h/?api_key=abc&x=1'])).toEqual(['curl', '-H', 'Authorization: ***', '--fail', 'http://h/?api_key=***&x=1']);
  expect(withoutSecrets(['tool', '--password', 'abc', 'PGPASSWORD=abc', '--token=abc', '--verbose'])).toEqual(['tool', '--password', '***', 'PGPASSWORD=***', '--token=***', '--verbose']);
});
