/** The benchmark's harness runs both tools on one tree and reports numbers, whatever stands in collaudo's place. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = join(import.meta.dirname, '..', '..', 'bench', 'run.mjs');
let folder = '';

beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'bench-test-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function bench(...args: readonly string[]): { readonly table: string; readonly report: { readonly tree: { readonly lines: number; readonly files: number; readonly from: string }; readonly results: readonly { readonly name: string; readonly seconds: number; readonly findings?: number; readonly exits: readonly number[] }[] } } {
  const json = join(folder, 'report.json');
  const table = execFileSync(process.execPath, [run, '--runs', '1', '--json', json, '--collaudo', `${process.execPath} --version`, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return { table, report: JSON.parse(readFileSync(json, 'utf8')) };
}

test('a generated tree has the lines asked for and both tools are measured', () => {
  const { table, report } = bench('--lines', '1000');
  expect(report.tree.from).toBe('generated');
  expect(report.tree.lines).toBeGreaterThanOrEqual(1000);
  expect(report.results.map(result => result.name)).toEqual(['collaudo', 'ast-grep']);
  expect(report.results.every(result => result.seconds > 0)).toBe(true);
  expect(table).toMatch(/\| ast-grep \|.*1\.00/);
});

test('the generator writes what ast-grep\'s rules look for, the same every time', () => {
  const found = [bench('--lines', '1000'), bench('--lines', '1000')].map(({ report }) => [report.tree.lines, report.results[1]?.findings]);
  expect(found[0]).toEqual(found[1]);
  expect(found[0]?.[1]).toBeGreaterThan(10);
});

test('repositories are copied as often as it takes, without what nobody wrote', () => {
  const corpora = join(folder, 'corpora');
  mkdirSync(join(corpora, 'a', 'node_modules'), { recursive: true });
  writeFileSync(join(corpora, 'a', 'main.py'), 'x = 1\n'.repeat(100));
  writeFileSync(join(corpora, 'a', 'bundle.min.js'), `${'y'.repeat(6000)}\n`);
  writeFileSync(join(corpora, 'a', 'node_modules', 'skipped.js'), 'z\n'.repeat(500));
  const { report } = bench('--lines', '250', '--corpora', corpora);
  expect(report.tree).toMatchObject({ from: 'corpora', files: 3, lines: 300 });
});
