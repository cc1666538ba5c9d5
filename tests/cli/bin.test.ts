/** The installed program: compiled, started by node, reading with worker threads. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { WorkTree } from '../source/work-tree.js';
import { temporaryProject } from '../temporary-project.js';

const root = new URL('../../', import.meta.url).pathname;
/** Below node_modules, so that the compiled program finds its packages and nobody's `dist` is touched. */
const installed = join(root, 'node_modules', '.cache', 'collaudo-installed');

beforeAll(() => {
  mkdirSync(installed, { recursive: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  // Types are another step's business: what is emitted is what runs.
  spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(installed, 'dist'), '--incremental', '--tsBuildInfoFile', join(installed, 'build-info')]);
  cpSync(join(root, 'bin'), join(installed, 'bin'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
});

function collaudo(cwd: string, args: readonly string[]) {
  return spawnSync(process.execPath, [join(installed, 'bin', 'collaudo.js'), ...args], { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { PATH: process.env['PATH'] } });
}

/** Enough files of every language that batches overtake each other. */
function backend(): string {
  const files: Record<string, string> = {};
  for (let index = 0; index < 60; index++) {
    files[`py/m${index}.py`] = `import sqlite3\n\n\ndef find${index}(db: sqlite3.Connection, name: str):\n    return db.execute(f"SELECT * FROM t${index} WHERE name = '{name}'").fetchall()\n`;
    files[`rs/src/m${index}.rs`] = `pub fn first(values: &[i64]) -> i64 {\n    *values.first().unwrap()\n}\n${'pub fn filler() {}\n'.repeat(index)}`;
    files[`ts/m${index}.ts`] = `// @ts-ignore\nexport const value${index}: number = ${index};\n`;
    files[`sql/m${index}.sql`] = `CREATE TABLE t${index} (id INTEGER PRIMARY KEY);\n`;
  }
  return temporaryProject(files);
}

test('every answer has its exit code', () => {
  const folder = temporaryProject({ 'a.rs': 'pub fn f(v: Option<i64>) -> i64 {\n    v.unwrap()\n}\n' });
  expect(collaudo(folder, ['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(collaudo(folder, ['--only', 'no-unwrap-in-production']).status).toBe(1);
  expect(collaudo(folder, ['--only', 'no-unexplained-suppression']).status).toBe(0);
  expect(collaudo(folder, ['nowhere'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('there is no file or folder "nowhere"') });
});

test('the same bytes with one thread and with several', () => {
  const folder = backend();
  const [one, several] = ['1', '3'].map(jobs => collaudo(folder, ['--preview', '--format', 'json', '--jobs', jobs]));
  expect(one?.stdout.length).toBeGreaterThan(10_000);
  expect(several).toMatchObject({ stdout: one?.stdout, status: one?.status, stderr: '' });
});

test('only what changed, asked of git by the installed program', () => {
  const tree = WorkTree.create({ 'a.rs': 'pub fn f(v: Option<i64>) -> i64 {\n    v.unwrap()\n}\n' }).commit();
  const args = ['--only', 'no-unwrap-in-production', '--since', 'main'];
  expect(collaudo(tree.folder, args)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('1 error outside the change') });
  tree.write({ 'b.rs': 'pub fn g(v: Option<i64>) -> i64 {\n    v.unwrap()\n}\n' });
  expect(collaudo(tree.folder, args)).toMatchObject({ status: 1, stdout: expect.stringContaining('b.rs:2:') });
  expect(collaudo(tree.folder, ['--since', 'nowhere'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('knows no such commit') });
});

test('code nested deeper than any stack is the same code in a thread', () => {
  const nested = (depth: number) => `export const x = ${`${'['.repeat(50)}\n`.repeat(depth / 50)}1${`${']'.repeat(50)}\n`.repeat(depth / 50)};\n`;
  const added = (terms: number) => `export const y = ${Array.from({ length: terms }, () => 'a').join(' +\n')};\n`;
  const folder = temporaryProject(Object.fromEntries([500, 1_000, 2_000, 8_000].flatMap(size => [[`n${size}.ts`, nested(size)], [`a${size}.ts`, added(size)]])));
  const [one, several] = ['1', '2'].map(jobs => collaudo(folder, ['--preview', '--format', 'json', '--jobs', jobs]));
  expect(one).toMatchObject({ status: 0, stderr: '' });
  expect(several).toMatchObject({ stdout: one?.stdout, status: 0, stderr: '' });
});

test('a reader that stops early is no failure of the scan', () => {
  const folder = backend();
  const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${join(installed, 'bin', 'collaudo.js')}" --preview --format json | head -1`], { cwd: folder, encoding: 'utf8' });
  expect(piped).toMatchObject({ stdout: '{\n', stderr: '' });
});
