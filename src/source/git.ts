/** What git knows about a folder, read from its files: the repository around it and the commit checked out. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Repository {
  /** The work tree's top folder. */
  readonly top: string;
  /** Where HEAD lives; differs from `common` in a linked work tree. */
  readonly gitDirectory: string;
  /** Where refs and `info/exclude` live. */
  readonly common: string;
}

/** The repository a folder belongs to: its own `.git`, or the nearest one above it. */
export function repositoryAround(folder: string): Repository | undefined {
  for (let top = folder; ; top = dirname(top)) {
    const repository = repositoryAt(top);
    if (repository) return repository;
    if (dirname(top) === top) return undefined;
  }
}

/** The repository whose top folder this is. */
export function repositoryAt(top: string): Repository | undefined {
  const marker = join(top, '.git');
  const gitDirectory = gitDirectoryBehind(marker, top);
  if (gitDirectory === undefined) return undefined;
  const pointer = textOf(join(gitDirectory, 'commondir'));
  return { top, gitDirectory, common: pointer === undefined ? gitDirectory : resolve(gitDirectory, pointer.trim()) };
}

/** `.git` is a folder, or a file that says where the folder is (submodules, linked work trees). */
function gitDirectoryBehind(marker: string, top: string): string | undefined {
  if (!existsSync(marker)) return undefined;
  if (statSync(marker).isDirectory()) return existsSync(join(marker, 'HEAD')) ? marker : undefined;
  const target = /^gitdir:\s*(.+)$/m.exec(textOf(marker) ?? '')?.[1];
  return target === undefined ? undefined : resolve(top, target.trim());
}

/** The commit checked out, or undefined before the first one. */
export function headCommit(repository: Repository): string | undefined {
  const head = textOf(join(repository.gitDirectory, 'HEAD'))?.trim();
  if (head === undefined) return undefined;
  const ref = /^ref:\s*(.+)$/.exec(head)?.[1];
  if (ref === undefined) return head;
  const loose = textOf(join(repository.common, ref))?.trim();
  if (loose !== undefined) return loose;
  const packed = (textOf(join(repository.common, 'packed-refs')) ?? '').split('\n').find(line => line.endsWith(` ${ref}`));
  return packed?.split(' ')[0];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Absent or unreadable: git's own files are read for hints only, and every caller treats absence as an answer.
    return undefined;
  }
}
