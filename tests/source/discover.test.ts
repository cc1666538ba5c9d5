/** Which files a scan reads: git's ignore rules, folders never entered, links, globs, files named one by one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover } from '../../src/source/discover.js';
import { scopeOf } from '../../src/source/scope.js';
import { UsageError } from '../../src/usage-error.js';
import { temporaryProject } from '../temporary-project.js';

function filesIn(folder: string, paths: readonly string[] = [], globs: { include?: readonly string[]; exclude?: readonly string[] } = {}): readonly string[] {
  const { include = [], exclude = [] } = globs;
  return discover(scopeOf(paths, folder), { base: folder, include, exclude }).files.map(file => file.path);
}

function gitProject(files: Readonly<Record<string, string>>): string {
  const folder = temporaryProject(files);
  execFileSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

/** Git's own answer: everything it would track, that collaudo reads. */
function filesGitSees(folder: string): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--others', '--cached', '--exclude-standard', '-z'], { cwd: folder, encoding: 'utf8' });
  return listed.split('\0').filter(path => /\.(py|rs|ts|sql)$/.test(path)).sort();
}

test('files are found in one order, with their language, relative to the scanned folder', () => {
  const folder = temporaryProject({ 'b/x.rs': '', 'b/a.py': '', 'B/z.ts': '', 'a.sql': '', 'notes.md': '' });
  const { files } = discover(scopeOf([], folder), { base: folder, include: [], exclude: [] });
  expect(files.map(file => [file.path, file.language])).toEqual([['B/z.ts', 'typescript'], ['a.sql', 'sql'], ['b/a.py', 'python'], ['b/x.rs', 'rust']]);
});

describe('inside a git work tree', () => {
  test('ignore files at every level answer as git does', () => {
    const folder = gitProject({
      '.gitignore': '*.gen.py\n/only_top.py\nlogs/\n!keep.gen.py\ndeep/**/secret.py\n# a comment\n\\#odd.py\ntrailing.py   \n',
      'a.gen.py': '', 'keep.gen.py': '', 'only_top.py': '', 'sub/only_top.py': '', 'logs/a.py': '', 'sub/logs/b.py': '',
      'deep/one/two/secret.py': '', 'deep/open.py': '', '#odd.py': '', 'trailing.py': '', 'Case.py': '',
      'sub/.gitignore': '!b.gen.py\nlocal.py\ncase.py\n', 'sub/b.gen.py': '', 'sub/local.py': '', 'local.py': '', 'sub/Case.py': '',
      '.git_is_no_prefix/a.py': '',
    });
    const found = filesIn(folder);
    expect(found).toEqual(filesGitSees(folder));
    expect(found).toContain('keep.gen.py');
    expect(found).not.toContain('sub/local.py');
  });

  test('info/exclude counts too, and the ignore files above the scanned folder', () => {
    const folder = gitProject({ '.gitignore': 'ignored.py\n', 'app/ignored.py': '', 'app/private.py': '', 'app/main.py': '' });
    execFileSync('sh', ['-c', 'echo private.py >> .git/info/exclude'], { cwd: folder });
    expect(filesIn(join(folder, 'app'))).toEqual(['main.py']);
  });

  test('an ignored folder that is named is scanned', () => {
    const folder = gitProject({ '.gitignore': 'sandbox/\n', 'sandbox/a.py': '', 'main.py': '' });
    expect(filesIn(folder)).toEqual(['main.py']);
    expect(filesIn(folder, ['sandbox'])).toEqual(['sandbox/a.py']);
    expect(filesIn(join(folder, 'sandbox'))).toEqual(['a.py']);
  });

  test('a nested repository answers to its own rules only', () => {
    const folder = gitProject({ '.gitignore': '*.local.py\n', 'a.local.py': '', 'nested/b.local.py': '', 'nested/.gitignore': 'hidden.py\n', 'nested/hidden.py': '', 'hidden.py': '' });
    execFileSync('git', ['init', '-q'], { cwd: join(folder, 'nested') });
    expect(filesIn(folder)).toEqual(['hidden.py', 'nested/b.local.py']);
  });
});

test('outside a git work tree a .gitignore has no say', () => {
  const folder = temporaryProject({ '.gitignore': 'a.py\n', 'a.py': '' });
  expect(filesIn(folder)).toEqual(['a.py']);
});

test('dependencies, build outputs and caches are never entered', () => {
  const folder = temporaryProject({
    'node_modules/x/index.js': '', 'web/node_modules/x.js': '', 'target/debug/gen.rs': '', 'src-tauri/target/gen.rs': '', 'dist/x.js': '', 'build/x.js': '', 'vendor/x.py': '',
    '.venv/lib/x.py': '', 'env/pyvenv.cfg': '', 'env/lib/x.py': '', 'lib/site-packages/x.py': '', 'app/__pycache__/x.py': '', '.git/x.py': '',
    'src/build/mod.rs': '', 'src/target/mod.rs': '', 'environment/x.py': '',
  });
  expect(filesIn(folder)).toEqual(['environment/x.py', 'src/build/mod.rs', 'src/target/mod.rs']);
});

describe('symbolic links', () => {
  test('a loop ends, and a file reached twice is read once under its own name', () => {
    const folder = temporaryProject({ 'z/real.py': '' });
    symlinkSync(folder, join(folder, 'z', 'loop'));
    symlinkSync(join(folder, 'z'), join(folder, 'a'));
    symlinkSync(join(folder, 'z', 'real.py'), join(folder, 'alias.py'));
    expect(filesIn(folder)).toEqual(['z/real.py']);
  });

  test('links that leave the scanned folder are not followed', () => {
    const outside = temporaryProject({ 'secret.py': '' });
    const folder = temporaryProject({ 'main.py': '' });
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'secret.py'), join(folder, 'secret.py'));
    expect(filesIn(folder)).toEqual(['main.py']);
  });

  test('links into dependencies are not followed, and a link to nothing is reported', () => {
    const folder = temporaryProject({ 'node_modules/pkg/index.js': '', 'main.py': '' });
    mkdirSync(join(folder, 'packages'));
    symlinkSync(join(folder, 'node_modules', 'pkg'), join(folder, 'packages', 'pkg'));
    symlinkSync(join(folder, 'gone.py'), join(folder, 'dangling.py'));
    const discovery = discover(scopeOf([], folder), { base: folder, include: [], exclude: [] });
    expect(discovery.files.map(file => file.path)).toEqual(['main.py']);
    expect(discovery.unread).toEqual([{ file: 'dangling.py', because: 'a link that leads nowhere' }]);
  });
});

describe('what the user names', () => {
  test('include and exclude are globs relative to the configuration, and a plain folder means everything below it', () => {
    const folder = temporaryProject({ 'backend/a.py': '', 'backend/legacy/b.py': '', 'web/c.ts': '', 'tools/d.py': '' });
    expect(filesIn(folder, [], { include: ['backend/**', 'web/'], exclude: ['backend/legacy'] })).toEqual(['backend/a.py', 'web/c.ts']);
  });

  test('a file named by itself is taken whatever excludes it', () => {
    const folder = gitProject({ '.gitignore': 'ignored.py\n', 'ignored.py': '', 'node_modules/x.js': '', 'readme.md': '' });
    expect(filesIn(folder, ['ignored.py', 'node_modules/x.js'], { exclude: ['**'] })).toEqual(['ignored.py', 'node_modules/x.js']);
  });

  test('a named file in no language of ours is counted as unread', () => {
    const folder = temporaryProject({ 'readme.md': '' });
    expect(discover(scopeOf(['readme.md'], folder), { base: folder, include: [], exclude: [] }).unread).toEqual([{ file: 'readme.md', because: 'not Rust, Python, TypeScript, JavaScript or SQL' }]);
  });

  test('what lies outside the current folder is relative to what was named, or to the deepest folder around it', () => {
    const here = temporaryProject({ 'x.py': '' });
    const there = temporaryProject({ 'one/a.py': '', 'two/b.py': '' });
    expect(filesIn(here, [there])).toEqual(['one/a.py', 'two/b.py']);
    expect(filesIn(here, [join(there, 'one'), join(there, 'two', 'b.py')])).toEqual(['one/a.py', 'two/b.py']);
  });

  test('overlapping paths give every file once', () => {
    const folder = temporaryProject({ 'app/a.py': '', 'app/sub/b.py': '' });
    expect(filesIn(folder, ['app/sub', 'app', '.', 'app/a.py'])).toEqual(['app/a.py', 'app/sub/b.py']);
  });

  test('a path that does not exist is the user\'s mistake', () => {
    const folder = temporaryProject({});
    expect(() => scopeOf(['nowhere'], folder)).toThrow(UsageError);
  });
});
