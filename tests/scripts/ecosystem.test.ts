/** The comparison of two builds over repositories: what it adds up, and what it calls added and removed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'ecosystem.mjs');
let folder = '';

/** A build that answers this report whatever it is asked. */
function build(name: string, report: unknown): string {
  const bin = join(folder, name, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'collaudo.js'), `process.stdout.write(${JSON.stringify(JSON.stringify(report))});`);
  return join(folder, name);
}

function finding(rule: string, line: number, fingerprint: string): unknown {
  return { rule, severity: 'error', file: 'a.py', line, message: `${rule} here`, fingerprint };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecosystem-test-'));
  mkdirSync(join(folder, 'corpora', 'owner+name'), { recursive: true });
  writeFileSync(join(folder, 'corpora', 'owner+name', 'a.py'), 'import sqlite3\nquery = f"SELECT {x}"\nrun(query)\n');
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

test('findings are compared by fingerprint and shown with their code', () => {
  const before = build('before', { findings: [finding('old-rule', 1, 'one'), finding('kept-rule', 2, 'two'), finding('kept-rule', 2, 'two')], unread: [], crashed: [] });
  const docs = join(folder, 'page.md');
  const { stdout, status } = spawnSync(process.execPath, [script, '--corpora', join(folder, 'corpora'), '--build', build('after', { findings: [finding('kept-rule', 3, 'two'), finding('new-rule', 2, 'three')], unread: [], crashed: [] }), '--against', before, '--docs', docs], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('1 repositories, 2 findings');
  expect(stdout).toContain('kept-rule: 0 added, 1 removed');
  expect(stdout).toContain('old-rule: 0 added, 1 removed');
  expect(stdout).toContain('+ owner+name/a.py:2 error new-rule here');
  expect(stdout).toContain('  >     2 | query = f"SELECT {x}"');
  expect(readFileSync(docs, 'utf8')).toContain('- owner/name: a.py:2');
  expect(readFileSync(docs, 'utf8')).not.toContain('SELECT');
});

test('a build that gives no report is a failed scan', () => {
  const broken = join(folder, 'broken');
  mkdirSync(join(broken, 'bin'), { recursive: true });
  writeFileSync(join(broken, 'bin', 'collaudo.js'), 'throw new Error("no");');
  const { status, stderr } = spawnSync(process.execPath, [script, '--corpora', join(folder, 'corpora'), '--build', broken], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('owner+name: no report');
});
