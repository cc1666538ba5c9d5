/** What changed since a commit, read from real repositories. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Change, FileChange } from '../../src/findings/change.js';
import { scopeOf } from '../../src/source/scope.js';
import { changeSince } from '../../src/source/since.js';
import { temporaryProject } from '../temporary-project.js';
import { WorkTree } from './work-tree.js';

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});
afterEach(() => void vi.unstubAllEnvs());

function since(ref: string, folder: string, paths: readonly string[] = []): Change {
  return changeSince(ref, scopeOf(paths, folder), folder);
}

/** `2-3`, `gap 4`, `gap 4 @`, `all`. */
function spell(change: FileChange): string {
  if (change === 'all') return 'all';
  return [...change.lines.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)), ...change.gaps.map(({ after, decorator }) => `gap ${after}${decorator ? ' @' : ''}`)].join(' ');
}

function changes(ref: string, folder: string, paths?: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...since(ref, folder, paths).files].map(([path, change]): [string, string] => [path, spell(change)]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const ten = Array.from({ length: 10 }, (_, index) => `line ${index + 1}\n`);
const edited = (...edits: readonly (readonly [number, string])[]): string => ten.map((line, index) => edits.find(([at]) => at === index + 1)?.[1] ?? line).join('');

describe('lines', () => {
  test('committed, staged, unstaged and new ones, and nothing that others did meanwhile', () => {
    const tree = WorkTree.create({ 'a.py': ten.join(''), 'b.py': ten.join(''), 'c.py': ten.join(''), 'd.py': ten.join(''), '.gitignore': 'ignored.py\n' }).commit();
    tree.git('switch', '-q', '-c', 'feature');
    tree.commit({ 'a.py': edited([2, 'committed\n']) });
    tree.git('switch', '-q', 'main');
    tree.commit({ 'd.py': edited([5, 'of others\n']) });
    tree.git('switch', '-q', 'feature');
    tree.write({ 'b.py': edited([3, 'staged\n'], [4, 'staged\n']) }).git('add', 'b.py');
    tree.write({ 'b.py': edited([3, 'staged\n'], [4, 'staged\n'], [9, 'unstaged\n']), 'c.py': edited([1, '']), 'new/file.py': 'x\n', 'ignored.py': 'x\n' });
    expect(changes('main', tree.folder)).toEqual({ 'a.py': '2', 'b.py': '3-4 9', 'c.py': 'gap 0', 'new/file.py': 'all' });
    expect(changes('HEAD', tree.folder)).toEqual({ 'b.py': '3-4 9', 'c.py': 'gap 0', 'new/file.py': 'all' });
  });

  test('taken out, put in, at both ends and without a last line break', () => {
    const tree = WorkTree.create({ 'a.py': ten.join(''), 'b.py': '@app.get("/")\n@guard\ndef f(): ...\n', 'c.py': 'x', 'd.py': '++ b/x\n-- y\n' }).commit();
    tree.write({ 'a.py': `new\n${edited([4, ''], [5, ''], [10, 'last'])}`, 'b.py': '@app.get("/")\ndef f(): ...\n', 'c.py': 'x\ny', 'd.py': '@@ -1 +1 @@\n++ b/z\n' });
    expect(changes('HEAD', tree.folder)).toEqual({ 'a.py': '1 9 gap 4', 'b.py': 'gap 1 @', 'c.py': '2', 'd.py': '1-2' });
  });

  test('other line ends change nothing, and lines are counted as git does', () => {
    const tree = WorkTree.create({ 'a.py': ten.join(''), 'b.py': ten.join('').replaceAll('\n', '\r\n') }).commit();
    tree.write({ 'a.py': edited([3, 'mine\n']).replaceAll('\n', '\r\n'), 'b.py': edited([4, 'mine\n']).replaceAll('\n', '\r\n') });
    expect(changes('HEAD', tree.folder)).toEqual({ 'a.py': '3', 'b.py': '4' });
  });
});

describe('files', () => {
  test('renamed, copied over, deleted, binary, without permission bits', () => {
    const tree = WorkTree.create({ 'old/a.py': ten.join(''), 'b.py': ten.join('x'), 'gone.py': 'x\n', 'picture.png': Buffer.from([1, 0, 2]), 'utf16.py': Buffer.from('\ufeffx = 1\n', 'utf16le') }).commit();
    tree.git('mv', 'old/a.py', 'moved.py');
    tree.write({ 'moved.py': edited([7, 'edited\n']), 'picture.png': Buffer.from([1, 0, 3]), 'utf16.py': Buffer.from('\ufeffx = 2\n', 'utf16le') }).remove('gone.py');
    tree.git('update-index', '--chmod=+x', 'b.py');
    expect(changes('HEAD', tree.folder)).toEqual({ 'moved.py': '7', 'picture.png': 'all', 'utf16.py': 'all' });
    tree.commit();
    tree.git('mv', 'picture.png', 'new picture.png');
    tree.write({ 'new picture.png': Buffer.from([1, 0, 3, 4]) });
    expect(changes('HEAD~1', tree.folder)).toMatchObject({ 'moved.py': '7', 'utf16.py': 'all' });
  });

  test('with names nobody expects', () => {
    const names = ['with blank.py', 'grüße.py', 'quo"te.py', "apo'strophe.py", 'back\\slash.py', 'ta\tb.py', 'new\nline.py', ' leading.py', '日本/è è.py', 'a => b.py', '{x}.py', '-dash.py', 'b/b.py'];
    const tree = WorkTree.create(Object.fromEntries(names.map(name => [name, ten.join('')]))).commit();
    tree.write(Object.fromEntries(names.map(name => [name, edited([6, 'mine\n'])]))).write({ 'neu "ü".py': 'x\n' });
    expect(changes('HEAD', tree.folder)).toEqual({ ...Object.fromEntries(names.map(name => [name, '6'])), 'neu "ü".py': 'all' });
    tree.write(Object.fromEntries(names.map(name => [name, Buffer.from([0, 1])])));
    expect(changes('HEAD', tree.folder)).toEqual({ ...Object.fromEntries(names.map(name => [name, 'all'])), 'neu "ü".py': 'all' });
  });

  test('whatever the user has git do by itself', () => {
    const tree = WorkTree.create({ 'a.py': ten.join(''), 'b.py': ten.join('y'), '.gitattributes': '*.py diff=loud\n' }).commit();
    for (const [key, value] of Object.entries({ 'diff.noprefix': 'true', 'diff.mnemonicPrefix': 'true', 'diff.external': '/bin/false', 'diff.renames': 'false', 'color.ui': 'always', 'diff.relative': 'true', 'core.quotePath': 'false', 'diff.context': '7', 'diff.interHunkContext': '9', 'diff.loud.textconv': '/bin/false', 'diff.wordRegex': '.', 'diff.submodule': 'log', 'diff.statGraphWidth': '3', 'diff.suppressBlankEmpty': 'true' })) tree.git('config', key, value);
    tree.git('mv', 'b.py', 'c.py');
    tree.write({ 'a.py': edited([2, 'x\n'], [5, 'x\n']) });
    expect(changes('HEAD', tree.folder)).toEqual({ 'a.py': '2 5' });
  });
});

describe('places to scan', () => {
  test('a folder of the repository, a file of it, and several', () => {
    const tree = WorkTree.create({ 'web/a.ts': ten.join(''), 'api/b.py': ten.join(''), 'old/c.py': ten.join('') }).commit();
    tree.git('mv', 'old/c.py', 'api/c.py');
    tree.write({ 'web/a.ts': edited([1, 'x\n']), 'api/b.py': edited([2, 'x\n']), 'api/c.py': edited([3, 'line x\n']).replaceAll('line', 'line'), 'api/new.py': 'x\n' });
    expect(changes('HEAD', join(tree.folder, 'api'))).toMatchObject({ 'b.py': '2', 'new.py': 'all', '../web/a.ts': '1' });
    expect(changes('HEAD', tree.folder, ['api', 'web/a.ts'])).toMatchObject({ 'api/b.py': '2', 'api/new.py': 'all', 'web/a.ts': '1' });
    expect(changes('HEAD', join(tree.folder, 'api'), ['../web'])).toMatchObject({ 'a.ts': '1' });
  });

  test('two repositories, each asked by itself', () => {
    const outer = temporaryProject({});
    for (const name of ['api', 'web']) {
      mkdirSync(join(outer, name));
      const tree = new WorkTree(join(outer, name));
      tree.git('init', '-q', '-b', 'main');
      tree.commit({ 'a.py': ten.join('') }).write({ 'a.py': edited([name === 'api' ? 2 : 8, 'x\n']) });
    }
    expect(changes('main', outer, ['api', 'web'])).toEqual({ 'api/a.py': '2', 'web/a.py': '8' });
  });

  test('a submodule: its commits, its edits, and one whose commits are not here', () => {
    const library = WorkTree.create({ 'lib.py': ten.join('') }).commit();
    const tree = WorkTree.create({ 'a.py': 'x\n' }).commit();
    tree.git('submodule', '--quiet', 'add', library.folder, 'lib folder');
    tree.commit();
    const inner = new WorkTree(join(tree.folder, 'lib folder'));
    inner.commit({ 'lib.py': edited([3, 'committed\n']) }).write({ 'lib.py': edited([3, 'committed\n'], [6, 'edited\n']) });
    expect(changes('HEAD', tree.folder)).toEqual({ 'lib folder/lib.py': '3 6' });
    tree.git('update-index', '--cacheinfo', `160000,${'1'.repeat(40)},lib folder`);
    tree.git('commit', '-q', '-m', 'a commit nobody has');
    expect(since('HEAD', tree.folder)).toMatchObject({ folders: ['lib folder/'] });
  });

  test('a repository inside that is no submodule is new as a whole', () => {
    const tree = WorkTree.create({ 'a.py': 'x\n' }).commit();
    mkdirSync(join(tree.folder, 'inner'));
    const inner = new WorkTree(join(tree.folder, 'inner'));
    inner.git('init', '-q');
    inner.commit({ 'b.py': 'x\n' });
    expect(since('HEAD', tree.folder)).toMatchObject({ folders: ['inner/'] });
  });

  test('a linked work tree, a detached head, a folder reached by a link', () => {
    const tree = WorkTree.create({ 'app/a.py': ten.join('') }).commit();
    const beside = temporaryProject({});
    tree.git('worktree', 'add', '-q', '--detach', join(beside, 'linked'));
    new WorkTree(join(beside, 'linked')).write({ 'app/a.py': edited([4, 'x\n']) });
    expect(changes('main', join(beside, 'linked'))).toEqual({ 'app/a.py': '4' });
    expect(changes('main', tree.folder)).toEqual({});
    symlinkSync(join(beside, 'linked'), join(beside, 'link'));
    expect(changes('main', join(beside, 'link'), ['app'])).toEqual({ 'app/a.py': '4' });
  });

  test('where GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE say', () => {
    const tree = WorkTree.create({ 'a.py': ten.join('') }).commit();
    const elsewhere = temporaryProject({ 'a.py': edited([9, 'x\n']), 'sub/.keep': '' });
    expect(() => since('main', elsewhere)).toThrow('is in no git repository');
    vi.stubEnv('GIT_DIR', join(tree.folder, '.git'));
    vi.stubEnv('GIT_WORK_TREE', elsewhere);
    expect(changes('main', elsewhere)).toEqual({ 'a.py': '9', 'sub/.keep': 'all' });
    expect(() => since('main', temporaryProject({}))).toThrow('GIT_DIR and GIT_WORK_TREE say');
    vi.stubEnv('GIT_WORK_TREE', undefined);
    vi.stubEnv('GIT_DIR', '.git');
    expect(changes('main', tree.folder, ['a.py'])).toEqual({});
  });
});

describe('commits', () => {
  test('two branches merged into each other have several beginnings in common', () => {
    const tree = WorkTree.create({ 'a.py': ten.join(''), 'b.py': ten.join(''), 'c.py': ten.join('') }).commit();
    tree.git('switch', '-q', '-c', 'other');
    tree.commit({ 'b.py': edited([2, 'other\n']) });
    tree.git('switch', '-q', 'main');
    tree.commit({ 'a.py': edited([2, 'main\n']) });
    const before = tree.git('rev-parse', 'HEAD').trim();
    tree.git('merge', '-q', '--no-edit', 'other');
    tree.git('switch', '-q', 'other');
    tree.git('merge', '-q', '--no-edit', before);
    tree.commit({ 'c.py': edited([5, 'mine\n']) });
    expect(changes('main', tree.folder)).toMatchObject({ 'c.py': '5' });
  });

  test.each(['v1', 'HEAD~1', 'main^', '@~1', 'main@{0}~1'])('named as %s', ref => {
    const tree = WorkTree.create({ 'a.py': ten.join('') }).commit();
    tree.git('tag', '-a', 'v1', '-m', 'first');
    tree.commit({ 'a.py': edited([2, 'x\n']) });
    expect(changes(ref, tree.folder)).toEqual({ 'a.py': '2' });
  });

  test('a name that is a file too', () => {
    const tree = WorkTree.create({ main: 'x\n', 'a.py': ten.join('') }).commit().write({ 'a.py': edited([2, 'x\n']) });
    expect(changes('main', tree.folder)).toEqual({ 'a.py': '2' });
  });
});

describe('what to do when it cannot be said', () => {
  const refused = (ref: string, folder: string): string => {
    try {
      since(ref, folder);
    } catch (error) {
      return error instanceof Error && 'hint' in error ? `${error.message} | ${String(error.hint)}`.replaceAll(folder, 'HERE') : String(error);
    }
    return 'not refused';
  };

  test('a commit there is not, a range, an option, nothing', () => {
    const tree = WorkTree.create({ 'a.py': 'x\n' }).commit();
    expect(refused('mian', tree.folder)).toBe('--since mian: HERE knows no such commit | fetch it first, or name another: `git branch --all` and `git tag` list them');
    expect(refused('main..HEAD', tree.folder)).toContain('name one commit, not a range: --since main');
    expect(refused('HEAD:a.py', tree.folder)).toContain('knows no such commit');
    expect(refused('--output=x', tree.folder)).toContain('this is no commit');
    expect(refused('', tree.folder)).toContain('this is no commit');
    expect(refused('0'.repeat(40), tree.folder)).toContain('knows no such commit');
  });

  test('a folder without a repository, one without a commit, branches that share nothing', () => {
    const outside = temporaryProject({ 'a.py': 'x\n' });
    expect(refused('main', outside)).toBe('--since main: HERE is in no git repository | scan a folder of the repository that knows this commit, or leave --since out: the scan then judges everything');
    expect(refused('main', WorkTree.create({ 'a.py': 'x\n' }).folder)).toBe('--since main: HERE has no commit yet, so nothing changed since one | commit first, or leave --since out: the scan then judges everything');
    const tree = WorkTree.create({ 'a.py': 'x\n' }).commit();
    tree.git('switch', '-q', '--orphan', 'unborn');
    expect(refused('main', tree.folder)).toContain('has no commit yet');
    tree.commit({ 'b.py': 'y\n' });
    expect(refused('main', tree.folder)).toBe('--since main: it has no commit in common with HEAD | name a commit this branch grew from');
  });

  test('a clone with only the newest commits', () => {
    const tree = WorkTree.create({ 'a.py': ten.join('') }).commit();
    tree.git('switch', '-q', '-c', 'feature');
    tree.commit({ 'a.py': edited([2, 'x\n']) }).commit();
    const beside = temporaryProject({});
    tree.git('clone', '-q', '--depth', '1', '--no-single-branch', `file://${tree.folder}`, join(beside, 'shallow'));
    expect(refused('origin/main', join(beside, 'shallow'))).toContain('it has no commit in common with HEAD | this clone has only the newest commits: fetch the others (`git fetch --unshallow`');
    expect(refused('HEAD~1', join(beside, 'shallow'))).toContain('this clone has only the newest commits');
  });

  test('no git', () => {
    const tree = WorkTree.create({ 'a.py': 'x\n' }).commit();
    vi.stubEnv('PATH', '/nowhere');
    expect(refused('main', tree.folder)).toBe('--since main asks git what changed, and git cannot be started (ENOENT) | install git, or leave --since out: the scan then judges everything');
  });
});
