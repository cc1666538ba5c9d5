/** What changed between the commit where the work tree's branch left another one and the work tree itself: committed, staged, unstaged and not yet known to git. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change, FileChange, Gap, LineRange } from '../findings/change.js';
import { UsageError } from '../usage-error.js';
import { readDiff } from './diff.js';
import { askGit, type GitAnswer } from './git-process.js';
import { repositoryAround } from './git.js';
import { liesIn, relativePath } from './paths.js';
import type { Scope } from './scope.js';

/** Where git is asked, and the work tree its answers speak of. */
export interface Asked { readonly from: string; readonly top: string }

const withoutSince = 'or leave --since out: the scan then judges everything';

export function changeSince(ref: string, scope: Scope, cwd: string): Change {
  if (ref.trim() === '' || ref.startsWith('-')) throw new UsageError(`--since ${ref}: this is no commit`, `name a branch, a tag or a commit: --since origin/main; ${withoutSince}`);
  const files = new Map<string, FileChange>();
  const folders: string[] = [];
  for (const asked of repositoriesOf(scope, cwd, `--since ${ref}`)) {
    const here = changeIn(asked, ref);
    const named = (path: string): string => relativePath(scope.root, join(asked.top, path)) + (path.endsWith('/') ? '/' : '');
    for (const [path, change] of here.files) files.set(named(path), change);
    folders.push(...here.folders.map(named));
  }
  return { since: ref, files, folders };
}

/** The repositories of all that is scanned, each once; `option` says what needs them. */
function repositoriesOf(scope: Scope, cwd: string, option: string): readonly Asked[] {
  const declared = declaredWorkTree(cwd);
  if (declared instanceof Error) throw new UsageError(`${option}: ${declared.message}`, 'GIT_DIR or GIT_WORK_TREE is set and leads to no work tree: unset both, or correct them');
  const tops = new Set(foldersOf(scope).map(folder => {
    const top = declared ?? repositoryAround(folder)?.top;
    if (top === undefined || !liesIn(top, folder)) throw new UsageError(`${option}: ${folder} is in no git repository${declared === undefined ? '' : ` (GIT_DIR and GIT_WORK_TREE say ${declared})`}`, `scan a folder of the repository that knows this commit, ${withoutSince}`);
    return top;
  }));
  return [...tops].map(top => ({ from: declared === undefined ? top : cwd, top }));
}

/** The same where it is no mistake that there is none. */
export function repositoriesIfAny(scope: Scope, cwd: string): readonly Asked[] {
  const declared = declaredWorkTree(cwd);
  if (declared instanceof Error) return [];
  const tops = new Set(foldersOf(scope).flatMap(folder => declared ?? repositoryAround(folder)?.top ?? []));
  return [...tops].map(top => ({ from: declared === undefined ? top : cwd, top }));
}

function foldersOf({ roots }: Scope): readonly string[] {
  return roots.map(root => (root.isFolder ? root.absolute : dirname(root.absolute)));
}

/** A hook, or whoever sets these variables, decides which repository is meant; a path in them is relative to the current folder. */
function declaredWorkTree(cwd: string): string | undefined | Error {
  if (process.env['GIT_DIR'] === undefined && process.env['GIT_WORK_TREE'] === undefined) return undefined;
  const said = askGit(cwd, ['rev-parse', '--show-toplevel']);
  return said.failed ? new Error(said.because) : said.stdout.replace(/\r?\n$/, '');
}

function changeIn(asked: Asked, ref: string): Pick<Change, 'files' | 'folders'> {
  const files = new Map<string, FileChange>();
  const folders: string[] = [];
  const untracked = askGit(asked.from, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ':/']);
  readChanges(differenceTo(asked, ref, ['-U0', '-M', '--diff-filter=d', '--submodule=diff', '--ignore-submodules=none']), files, folders);
  if (untracked.failed) throw new UsageError(`--since ${ref}: which files are new is not known: ${untracked.because}`, withoutSince);
  for (const path of untracked.stdout.split('\0')) {
    // A repository inside this one, which it does not know as a submodule.
    if (path.endsWith('/')) folders.push(path);
    else if (path !== '') files.set(path, 'all');
  }
  return { files, folders };
}

/** Nothing of the user's own taste, and no program of theirs: what is read must look the same everywhere. A line end of another system is no change. */
const plain: readonly string[] = ['--no-ext-diff', '--no-textconv', '--no-color', '--no-relative', '--src-prefix=a/', '--dst-prefix=b/', '--ignore-cr-at-eol'];

export function difference({ from }: Asked, how: readonly string[], paths: readonly string[]): GitAnswer {
  return askGit(from, ['-c', 'diff.context=0', 'diff', ...plain, ...how, '--', ...paths]);
}

/** The work tree against the commit where HEAD's branch left the ref: what others did there since is no change of ours. */
function differenceTo(asked: Asked, ref: string, how: readonly string[]): Buffer {
  const diff = (...to: readonly string[]): GitAnswer => difference(asked, [...how, ...to], []);
  const said = diff('--merge-base', ref);
  if (!said.failed) return said.bytes;
  // Where two branches were merged into each other there are several such commits, and older versions of git do not look for it here.
  const again = diff(mergeBase(asked, ref, said));
  if (again.failed) throw new UsageError(`--since ${ref}: ${again.because}`, withoutSince);
  return again.bytes;
}

/** Only asked when the usual way failed: one of several, or the reason why there is none. */
function mergeBase({ from, top }: Asked, ref: string, said: GitAnswer): string {
  if (said.missing) throw new UsageError(`--since ${ref} asks git what changed, and ${said.because}`, `install git, ${withoutSince}`);
  const commit = (name: string): boolean => !askGit(from, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]).failed;
  const found = askGit(from, ['merge-base', '--end-of-options', ref, 'HEAD']);
  if (!found.failed) return found.stdout.trim();
  const shallow = isShallow(top);
  const deepen = 'this clone has only the newest commits: fetch the others (`git fetch --unshallow`; in GitHub Actions `fetch-depth: 0`)';
  if (!commit('HEAD')) {
    const because = askGit(from, ['rev-parse', '--git-dir']);
    throw because.failed ? new UsageError(`--since ${ref}: ${because.because}`, withoutSince) : new UsageError(`--since ${ref}: ${top} has no commit yet, so nothing changed since one`, `commit first, ${withoutSince}`);
  }
  if (!commit(ref)) throw new UsageError(`--since ${ref}: ${top} knows no such commit`, ref.includes('..') ? `name one commit, not a range: --since ${ref.split('..')[0] ?? ''}` : shallow ? deepen : 'fetch it first, or name another: `git branch --all` and `git tag` list them');
  throw new UsageError(`--since ${ref}: it has no commit in common with HEAD`, shallow ? deepen : 'name a commit this branch grew from');
}

/** Cloned without its older commits. */
export function isShallow(top: string): boolean {
  const repository = repositoryAround(top);
  return repository !== undefined && existsSync(join(repository.common, 'shallow'));
}

const decorator = /^\s*(?:@|#!?\[)/;

function readChanges(diff: Buffer, files: Map<string, FileChange>, folders: string[]): void {
  let lines: LineRange[] = [];
  let gaps: Gap[] = [];
  let taken: { next: number; text: () => string } | undefined;
  const leaveGap = (): void => {
    if (taken) gaps.push({ after: taken.next - 1, decorator: decorator.test(taken.text()) });
    taken = undefined;
  };
  readDiff(diff, {
    file(_, after) {
      [lines, gaps] = [[], []];
      if (after !== undefined) files.set(after, { lines, gaps });
    },
    binary: after => void files.set(after, 'all'),
    opaque: folder => void folders.push(`${folder}/`),
    line(sign, next, text) {
      if (sign === '-') taken = { next, text };
      if (sign === ' ') leaveGap();
      if (sign !== '+') return;
      taken = undefined;
      const last = lines.at(-1);
      if (last?.[1] === next - 1) lines[lines.length - 1] = [last[0], next];
      else lines.push([next, next]);
    },
    hunkEnds: leaveGap,
  });
}
