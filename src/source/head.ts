/** The commit checked out and what the work tree adds to it, asked of git itself. */
import { join } from 'node:path';
import { askGit } from './git-process.js';
import { repositoryAround } from './git.js';
import { liesIn, relativePath } from './paths.js';

export interface CheckedOut {
  readonly commit: string;
  /** ISO 8601, when it was committed (not when it was first written). */
  readonly committedAt: string;
  readonly dirty?: boolean;
}

/** `none`: no repository, or one without a commit. */
export type HeadAnswer = { readonly kind: 'head'; readonly head: CheckedOut } | { readonly kind: 'none' } | { readonly kind: 'unknown'; readonly because: string };

/** `besides` also asks whether anything but these files is uncommitted, which takes longer. */
export function headOf(folder: string, besides?: readonly string[]): HeadAnswer {
  const repository = repositoryAround(folder);
  if (!repository) return { kind: 'none' };
  const said = askGit(repository.top, ['rev-list', '--max-count=1', '--timestamp', 'HEAD']);
  const [, seconds, commit] = /^(\d+) ([0-9a-f]{40,64})$/.exec(said.stdout.trim()) ?? [];
  if (commit === undefined) return nothingCommitted.test(said.because) ? { kind: 'none' } : { kind: 'unknown', because: said.because };
  const dirty = besides && isDirty(repository.top, besides);
  return { kind: 'head', head: { commit, committedAt: new Date(Number(seconds) * 1000).toISOString(), ...(dirty !== undefined && { dirty }) } };
}

/** Undefined when git cannot tell. What is ignored does not count, nor do collaudo's own records or these files, by their absolute paths. */
export function isDirty(top: string, except: readonly string[]): boolean | undefined {
  const inside = except.filter(path => liesIn(top, path)).map(path => relativePath(top, path));
  const said = askGit(top, ['status', '--porcelain', '--untracked-files=all', '--', ':/', ...[':(top,exclude,glob)**/.collaudo/**', ...inside.map(path => `:(top,exclude,literal)${path}`)]]);
  return said.failed ? undefined : said.stdout !== '';
}

/** Those of the files, by their absolute paths, that are in the commit checked out and unchanged since. */
export function committedAmong(folder: string, files: readonly string[]): ReadonlySet<string> {
  const top = repositoryAround(folder)?.top;
  const inside = top === undefined ? [] : files.filter(path => liesIn(top, path));
  if (top === undefined || inside.length === 0) return new Set();
  const named = ['-z', '--', ...inside.map(path => `:(top,literal)${relativePath(top, path)}`)];
  const listed = (args: readonly string[]) => askGit(top, args).stdout.split('\0').filter(path => path !== '');
  const changed = new Set(listed(['diff', '--name-only', 'HEAD', ...named]));
  return new Set(listed(['ls-files', ...named]).filter(path => !changed.has(path)).map(path => join(top, path)));
}

/** How git speaks of a HEAD that has no commit yet. */
const nothingCommitted = /ambiguous argument 'HEAD'|bad revision 'HEAD'|unknown revision/;
