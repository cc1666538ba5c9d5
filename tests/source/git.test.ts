/** The repository around a folder and its commit, as git itself says. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { headCommit, repositoryAround } from '../../src/source/git.js';
import { temporaryProject } from '../temporary-project.js';

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function repository(): string {
  const folder = temporaryProject({ 'app/main.py': '' });
  git(folder, 'init', '-q');
  return folder;
}

function headOf(folder: string): string | undefined {
  const found = repositoryAround(folder);
  if (!found) throw new Error('no repository was found');
  return headCommit(found);
}

test('before the first commit there is none', () => {
  expect(headOf(repository())).toBeUndefined();
});

test('a branch, a packed branch and a detached head', () => {
  const folder = repository();
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  const head = git(folder, 'rev-parse', 'HEAD');
  expect(headOf(join(folder, 'app'))).toBe(head);
  git(folder, 'pack-refs', '--all');
  expect(headOf(folder)).toBe(head);
  git(folder, 'checkout', '-q', '--detach');
  expect(headOf(folder)).toBe(head);
});

test('a linked work tree has a head of its own', () => {
  const folder = repository();
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  const linked = join(temporaryProject({}), 'linked');
  git(folder, 'worktree', 'add', '-q', '-b', 'side', linked);
  git(linked, 'commit', '-qm', 'two', '--allow-empty');
  expect(headOf(linked)).toBe(git(linked, 'rev-parse', 'HEAD'));
  expect(headOf(linked)).not.toBe(headOf(folder));
});

test('outside of any repository', () => {
  expect(repositoryAround(temporaryProject({}))).toBeUndefined();
});
