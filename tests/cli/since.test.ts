/** `--since` from the outside: what counts, what stands outside, and what is said about both. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WorkTree } from '../source/work-tree.js';
import { temporaryProject } from '../temporary-project.js';
import { collaudo } from './terminal.js';

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});
afterEach(() => void vi.unstubAllEnvs());

const old = 'pub fn first(v: &[i64]) -> i64 {\n    *v.first().unwrap()\n}\n';
const added = '\npub fn last(v: &[i64]) -> i64 {\n    *v.last().unwrap()\n}\n';
const only = ['--only', 'no-unwrap-in-production'];

interface Report {
  readonly passed: boolean;
  readonly since: { readonly ref: string; readonly files: number; readonly outside: { readonly error: number }; readonly uncovered: readonly { readonly file: string; readonly lines: unknown }[] | null } | null;
  readonly findings: readonly { readonly rule: string; readonly file: string; readonly line: number; readonly fingerprint: string; readonly message: string }[];
  readonly excused: readonly { readonly line: number }[];
  readonly checklists: readonly { readonly sections: readonly { readonly lines: readonly { readonly id: string; readonly status: string; readonly findings: readonly { readonly line: number; readonly new: boolean }[]; readonly judgedBy: readonly { readonly says: string }[] }[] }[] }[];
}

async function report(folder: string, args: readonly string[]): Promise<Report & { readonly code: number }> {
  const { code, stdout } = await collaudo(folder, [...args, '--format', 'json']);
  return { code, ...JSON.parse(stdout) as Report };
}

function branch(files: Readonly<Record<string, string>>): WorkTree {
  const tree = WorkTree.create(files).commit();
  tree.git('switch', '-q', '-c', 'feature');
  return tree;
}

test('what was there before does not fail the gate, and is counted', async () => {
  const tree = branch({ 'src/lib.rs': old });
  expect(await report(tree.folder, [...only, '--since', 'main'])).toMatchObject({ code: 0, passed: true, since: { ref: 'main', files: 0, outside: { error: 1 }, uncovered: null }, findings: [] });
  tree.write({ 'src/lib.rs': old + added });
  const [since, whole] = [await report(tree.folder, [...only, '--since', 'main']), await report(tree.folder, only)];
  expect(since).toMatchObject({ code: 1, since: { files: 1, outside: { error: 1 } }, findings: [{ line: 6 }] });
  expect(whole).toMatchObject({ code: 1, since: null, findings: [{ line: 2 }, { line: 6 }] });
  expect(since.findings[0]?.fingerprint).toBe(whole.findings[1]?.fingerprint);
});

test('every report says what was left out', async () => {
  const tree = branch({ 'src/lib.rs': old });
  tree.commit({ 'src/lib.rs': old + added });
  const said = async (...args: readonly string[]) => (await collaudo(tree.folder, [...only, '--since', 'main', ...args])).stdout;
  expect(await said()).toContain(' FAILED   1 error in 1 file\n  only what changed since main counts: 1 changed file; 1 error outside the change\n');
  expect(await said('--quiet')).toContain('1 error outside the change');
  expect(await said('--format', 'markdown')).toContain('Only what changed since `main` counts: 1 changed file; 1 error outside the change.');
  expect(JSON.parse(await said('--format', 'sarif'))).toMatchObject({ runs: [{ results: [{}], properties: { since: 'main', outside: 1 } }] });
  expect(JSON.parse(await said('--format', 'handoff'))).toMatchObject({ since: { ref: 'main', outside: { error: 1 } }, verify: 'npx collaudo scan --since main', findings: [{}] });
  tree.git('switch', '-q', 'main');
  expect(await said()).toContain('no file that is scanned changed; 1 error outside the change');
});

test('a change far from the finding counts when it lies on the way to it', async () => {
  const handler = 'from fastapi import FastAPI\nfrom store import find\n\napp = FastAPI()\n\n\n@app.get("/lots")\ndef lots(name: str):\n    return find(name)\n';
  const store = (by: string) => `import sqlite3\n\n\ndef find(name: str):\n    db = sqlite3.connect("lots.db")\n    return db.execute(${by}).fetchall()\n`;
  const tree = branch({ 'main.py': handler.replace('find(name)', 'find("fixed")'), 'store.py': store('f"SELECT id FROM lots WHERE name = \'{name}\'"') });
  tree.write({ 'main.py': handler });
  const found = await report(tree.folder, ['--only', 'no-string-built-sql', '--since', 'main']);
  expect(found).toMatchObject({ code: 1, findings: [{ file: 'store.py', line: 6 }], since: { outside: { error: 0 } } });
});

describe('excuses', () => {
  const excused = (reason = 'v is never empty') => `pub fn first(v: &[i64]) -> i64 {\n    // collaudo-allow no-unwrap-in-production: ${reason}\n    *v.first().unwrap()\n}\n`;
  const both = ['--only', 'no-unwrap-in-production,no-unexplained-suppression'];

  test('one that excuses what nobody touched is not idle', async () => {
    const tree = branch({ 'src/lib.rs': excused() });
    tree.write({ 'src/lib.rs': `${excused()}pub fn two() -> i64 {\n    2\n}\n` });
    expect(await report(tree.folder, [...both, '--since', 'main'])).toMatchObject({ code: 0, findings: [], excused: [], since: { outside: { error: 0 } } });
    expect((await report(tree.folder, both)).excused).toHaveLength(1);
  });

  test('one that was idle before stands outside; one that a change made idle is new', async () => {
    const idle = excused().replace('*v.first().unwrap()', 'v.len() as i64');
    const before = branch({ 'src/lib.rs': idle });
    before.write({ 'src/other.rs': 'pub fn two() -> i64 {\n    2\n}\n' });
    expect((await report(before.folder, [...both, '--since', 'main'])).findings).toEqual([]);
    const now = branch({ 'src/lib.rs': excused() }).write({ 'src/lib.rs': idle });
    expect((await report(now.folder, [...both, '--since', 'main'])).findings).toMatchObject([{ rule: 'no-unexplained-suppression', line: 2, message: '`no-unwrap-in-production` finds nothing here any more' }]);
  });

  test('an excuse written for old code counts as always', async () => {
    const tree = branch({ 'src/lib.rs': old }).write({ 'src/lib.rs': excused() });
    expect(await report(tree.folder, [...both, '--since', 'main'])).toMatchObject({ code: 0, findings: [], excused: [{ line: 3 }], since: { outside: { error: 0 } } });
  });
});

describe('a checklist is about the whole program', () => {
  const document = '- [ ] nothing crashes <!-- collaudo: no-unwrap-in-production -->\n';

  test('a line is not ticked because nobody touched what is wrong', async () => {
    const tree = branch({ 'src/lib.rs': old, 'docs/ours.md': document });
    const args = ['--checklist', 'docs/ours.md', '--since', 'main'];
    const untouched = await report(tree.folder, args);
    expect(untouched).toMatchObject({ code: 0, findings: [], checklists: [{ sections: [{ lines: [{ status: 'fail', findings: [{ line: 2, new: false }] }] }] }] });
    expect(untouched.checklists[0]?.sections[0]?.lines[0]?.judgedBy[0]?.says).toContain('1 error, outside what changed');
    tree.write({ 'src/lib.rs': old + added });
    const touched = await report(tree.folder, args);
    expect(touched).toMatchObject({ code: 1, checklists: [{ sections: [{ lines: [{ status: 'fail', findings: [{ line: 6, new: true }, { line: 2, new: false }] }] }] }] });
    expect(touched.checklists[0]?.sections[0]?.lines[0]?.judgedBy[0]?.says).toContain('2 errors, 1 of them outside what changed');
    expect((await collaudo(tree.folder, args)).stdout).toContain('Checklists (`--format checklist` shows every line, judged over the whole program):');
    expect((await collaudo(tree.folder, [...args, '--ticks', 'ticked.md'])).stdout).not.toContain('[x]');
  });
});

describe('coverage of changed lines', () => {
  const before = 'def one():\n    return 1\n';
  const after = `${before}\n\ndef two():\n    # a comment\n    if one():\n        return 2\n    return 3\n`;
  const lcov = (hits: readonly (readonly [number, number])[]) => `SF:app/main.py\nDA:1,0\nDA:2,0\n${hits.map(([line, times]) => `DA:${line},${times}\n`).join('')}end_of_record\n`;
  const gated = { 'collaudo.json': JSON.stringify({ gate: { coverage: { changedLines: 80 } } }), '.gitignore': '*.info\n*.xml\n' };
  const tree = (hits: readonly (readonly [number, number])[], more: Readonly<Record<string, string>> = {}) => branch({ 'app/main.py': before, ...gated }).commit({ 'app/main.py': after }).write({ 'lcov.info': lcov(hits), ...more });
  const args = ['--since', 'main', '--evidence', 'lcov.info'];

  test('is judged on the lines that changed and can run, and names those nothing ran', async () => {
    const { folder } = tree([[5, 1], [7, 1], [8, 0], [9, 0]]);
    const { code, stdout } = await collaudo(folder, args);
    expect(code).toBe(1);
    expect(stdout).toContain('Changed lines that no test ran\n  app/main.py:8-9\n');
    expect(stdout).toContain('the gate fails on: coverage of changed lines: 50 %: 2 of 4 changed lines covered, at least 80 % wanted; not covered: app/main.py:8-9 (lcov.info)');
    expect((await report(folder, args)).since?.uncovered).toEqual([{ file: 'app/main.py', lines: [[8, 9]] }]);
  });

  test('enough of it passes, whatever else no test runs', async () => {
    const { folder } = tree([[5, 1], [7, 1], [8, 3], [9, 1]]);
    expect(await report(folder, args)).toMatchObject({ code: 0, since: { uncovered: [] } });
  });

  test('in Cobertura as well', async () => {
    const line = (number: number, hits: number) => `<line number="${number}" hits="${hits}"/>`;
    const cobertura = `<coverage line-rate="0.5" timestamp="${Date.now() + 1000}"><sources><source>app</source></sources><packages><package><classes><class name="main.py" filename="app/main.py"><lines>${line(2, 0)}${line(5, 1)}${line(7, 0)}</lines></class></classes></package></packages></coverage>`;
    const { folder } = tree([], { 'cobertura.xml': cobertura });
    expect(await report(folder, ['--since', 'main', '--evidence', 'cobertura.xml'])).toMatchObject({ code: 1, since: { uncovered: [{ file: 'app/main.py', lines: [[7, 7]] }] } });
  });

  test('tests, comments, and what cannot run ask for no coverage', async () => {
    const repository = branch({ 'app/main.py': before, ...gated }).commit({ 'app/main.py': `# says more\n\n${before}`, 'tests/test_main.py': 'def test_one():\n    assert True\n', 'app/__init__.py': '', 'app/names.py': 'from .main import one\n' });
    repository.write({ 'lcov.info': lcov([]) });
    expect(await report(repository.folder, args)).toMatchObject({ code: 0 });
    repository.write({ 'app/new.py': after });
    expect((await collaudo(repository.folder, args)).stdout).toContain('6 changed lines of app/new.py are in no report');
    expect((await report(repository.folder, args)).code).toBe(1);
  });

  test('a line of a checklist has its own limit: over 80 % is not 80 %', async () => {
    const ten = `def f(x):\n${Array.from({ length: 9 }, (_, index) => `    x += ${index}\n`).join('')}`;
    const repository = branch({ 'app/main.py': before, '.gitignore': '*.info\n', 'ours.md': '- [ ] covered <!-- collaudo: coverage > 80 -->\n- [ ] covered well enough <!-- collaudo: coverage >= 80 -->\n' }).commit({ 'app/more.py': ten });
    repository.write({ 'lcov.info': `SF:app/more.py\n${Array.from({ length: 10 }, (_, index) => `DA:${index + 1},${index < 8 ? 1 : 0}\n`).join('')}end_of_record\n` });
    const { checklists } = await report(repository.folder, [...args, '--checklist', 'ours.md']);
    expect(checklists[0]?.sections[0]?.lines.map(line => line.status)).toEqual(['fail', 'pass']);
  });

  test('without --since the report says what is missing', async () => {
    const { folder } = tree([[5, 1]]);
    expect(await collaudo(folder, ['--evidence', 'lcov.info'])).toMatchObject({ code: 0, stdout: expect.stringContaining('the gate\'s coverage of changed lines is not judged: coverage of changed lines needs `--since <ref>`, which says what changed') });
    expect((await collaudo(folder, [])).stdout).toContain('hand in a coverage report: LCOV or Cobertura XML, and say what changed: `--since <ref>`');
    expect((await collaudo(folder, ['--since', 'main'])).stdout).toContain('is not judged: hand in a coverage report: LCOV or Cobertura XML\n');
  });
});

test('what git cannot say ends the scan before anything is judged', async () => {
  const tree = branch({ 'src/lib.rs': old });
  expect(await collaudo(tree.folder, ['--since', 'nowhere'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--since nowhere: ') });
  expect(await collaudo(temporaryProject({ 'a.rs': old }), ['--since', 'main'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('is in no git repository') });
  expect(await collaudo(tree.folder, ['--since'])).toMatchObject({ code: 2, stdout: '' });
});
