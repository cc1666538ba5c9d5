/** `--evidence` from the outside: what is shown, what is stale, and what is refused. */
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryProject } from '../temporary-project.js';
import { commitAll } from './repository.js';
import { collaudo } from './terminal.js';

const junit = '<testsuites><testsuite name="s"><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite></testsuites>';
const lcov = 'SF:app/main.py\nDA:1,1\nDA:2,0\nend_of_record\n';
const project = { 'app/main.py': 'def f():\n    return 1\n' };

interface Shown { readonly source: string; readonly facts: string; readonly stale: string | null; readonly commit: string | null }

async function shown(cwd: string, args: readonly string[]): Promise<readonly Shown[]> {
  const { stdout } = await collaudo(cwd, [...args, '--format', 'json']);
  return (JSON.parse(stdout) as { readonly evidence: readonly Shown[] }).evidence;
}

test('what was read is shown in every report, in the order given', async () => {
  const folder = temporaryProject({ ...project, 'out/junit.xml': junit, 'out/lcov.info': lcov });
  const args = ['--evidence', 'out/junit.xml', '--evidence', 'out/lcov.info'];
  const text = await collaudo(folder, args);
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toContain('Evidence\n  out/junit.xml  1 test passed, 0 failed, 1 skipped\n  out/lcov.info  1 of 2 lines (50 %) covered in 1 file\n');
  expect((await collaudo(folder, [...args, '--quiet'])).stdout).not.toContain('Evidence');
  expect((await collaudo(folder, [...args, '--format', 'markdown'])).stdout).toContain('### Evidence\n\n- `out/junit.xml`: 1 test passed, 0 failed, 1 skipped\n');
  expect(await shown(folder, args)).toMatchObject([
    { source: 'out/junit.xml', kind: 'tests', format: 'junit', facts: '1 test passed, 0 failed, 1 skipped', stale: null, commit: null },
    { source: 'out/lcov.info', kind: 'coverage', format: 'lcov', stale: null },
  ]);
});

test('a folder stands for its files, and a file counts once', async () => {
  const folder = temporaryProject({ ...project, 'out/b.xml': junit, 'out/a.info': lcov, 'out/.gitignore': '*\n', 'out/deeper/c.xml': 'no evidence' });
  expect((await shown(folder, ['--evidence', 'out', '--evidence', './out/b.xml'])).map(one => one.source)).toEqual(['out/a.info', 'out/b.xml']);
});

test('older than the commit judged is stale', async () => {
  const folder = temporaryProject({ ...project, '.gitignore': 'out/\n', 'out/lcov.info': lcov });
  commitAll(folder, '2026-03-01T12:00:00Z');
  utimesSync(join(folder, 'out/lcov.info'), new Date(), new Date('2026-03-01T11:59:00Z'));
  const [old] = await shown(folder, ['--evidence', 'out/lcov.info']);
  expect(old?.stale).toMatch(/^from 2026-03-01 11:59 UTC, by its modification time, before HEAD \([0-9a-f]{7}, 2026-03-01 12:00 UTC\)$/);
  expect((await collaudo(folder, ['--evidence', 'out/lcov.info'])).stdout).toContain('covered in 1 file  stale: from 2026-03-01 11:59 UTC');
  utimesSync(join(folder, 'out/lcov.info'), new Date(), new Date('2026-03-01T12:01:00Z'));
  expect(await shown(folder, ['--evidence', 'out/lcov.info'])).toMatchObject([{ stale: null }]);
});

test('a result that is part of the commit was made before it, whenever it was checked out', async () => {
  const folder = temporaryProject({ ...project, 'out/lcov.info': lcov });
  const commit = commitAll(folder);
  expect(await shown(folder, ['--evidence', 'out/lcov.info'])).toMatchObject([{ stale: `part of the commit (${commit.slice(0, 7)}), so made before it` }]);
  writeFileSync(join(folder, 'out/lcov.info'), `${lcov}SF:app/new.py\nend_of_record\n`);
  expect(await shown(folder, ['--evidence', 'out/lcov.info'])).toMatchObject([{ stale: null }]);
});

describe('what is wrong with a file is said before anything is scanned', () => {
  test.each([
    ['a file there is not', ['--evidence', 'junit.xml'], '--evidence junit.xml: it cannot be read (ENOENT)'],
    ['an empty folder', ['--evidence', 'app/none'], '--evidence app/none: this folder holds no file'],
    ['an archive', ['--evidence', 'out.zip'], '--evidence out.zip: this is no text (binary)'],
    ['a file cut off', ['--evidence', 'cut.xml'], 'evidence cut.xml:1: this is no well-formed XML'],
    ['something else', ['--evidence', 'app/main.py'], 'evidence app/main.py:1: this is no kind of result that is read here\n  read are JUnit XML'],
  ])('%s', async (_, args, message) => {
    const folder = temporaryProject({ ...project, 'app/none/.keep': '', 'out.zip': Buffer.from([80, 75, 3, 4, 0, 0]), 'cut.xml': junit.slice(0, 60) });
    expect(await collaudo(folder, args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

test('names in a result file cannot steer the terminal', async () => {
  const folder = temporaryProject({ ...project, 'r.sarif': JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x\u001b[2Jy' } }, results: [] }] }) });
  expect((await collaudo(folder, ['--evidence', 'r.sarif'])).stdout).toContain('x·[2Jy: 0 errors');
});

test('without a repository nothing is stale, and without a first commit neither', async () => {
  const folder = temporaryProject({ ...project, 'out/lcov.info': lcov });
  utimesSync(join(folder, 'out/lcov.info'), new Date(0), new Date(0));
  expect(await shown(folder, ['--evidence', 'out/lcov.info'])).toMatchObject([{ stale: null }]);
});

describe('the gate on coverage', () => {
  const gated = (coverage: object) => temporaryProject({ ...project, 'collaudo.json': JSON.stringify({ gate: { coverage } }), 'lcov.info': lcov, 'junit.xml': junit });

  test('too little fails, with the number', async () => {
    expect(await collaudo(gated({ total: 80 }), ['--evidence', 'lcov.info'])).toMatchObject({ code: 1, stdout: expect.stringContaining('the gate fails on: coverage of all lines: 50 %: 1 of 2 lines covered, at least 80 % wanted (lcov.info)') });
    expect(await collaudo(gated({ total: 50 }), ['--evidence', 'lcov.info'])).toMatchObject({ code: 0 });
    expect(await collaudo(gated({ total: 80 }), ['--evidence', 'lcov.info', '--fail-on', 'never'])).toMatchObject({ code: 0 });
  });

  test('results without coverage fail; no results at all is a note', async () => {
    expect(await collaudo(gated({ total: 80 }), ['--evidence', 'junit.xml'])).toMatchObject({ code: 1, stdout: expect.stringContaining('hand in a coverage report') });
    expect(await collaudo(gated({ total: 80 }), [])).toMatchObject({ code: 0, stdout: expect.stringContaining('the gate\'s coverage of all lines is not judged: hand in a coverage report') });
  });

  test('of changed lines nothing is known without --since', async () => {
    expect(await collaudo(gated({ changedLines: 80 }), ['--evidence', 'lcov.info'])).toMatchObject({ code: 0, stdout: expect.stringContaining('needs `--since <ref>`') });
  });
});
