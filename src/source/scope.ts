/** What the user asked to scan, and the folder all reported paths are relative to. */
import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { UsageError } from '../usage-error.js';
import { liesIn } from './paths.js';

export interface ScanRoot {
  /** As the user typed it, with `/`. */
  readonly named: string;
  readonly absolute: string;
  readonly isFolder: boolean;
}

export interface Scope {
  readonly root: string;
  /** The deepest folder that holds everything named: where looking for a configuration starts. */
  readonly around: string;
  readonly roots: readonly ScanRoot[];
}

/**
 * Paths are reported relative to the current folder when everything lies in it, as every other tool does, so that they can be
 * clicked and uploaded; else relative to the folder named, or to the deepest folder that holds all that was named.
 */
export function scopeOf(paths: readonly string[], cwd: string): Scope {
  const here = realpathSync(cwd);
  const roots = (paths.length > 0 ? paths : ['.']).map(path => rootOf(path, here));
  const folders = roots.map(root => (root.isFolder ? root.absolute : dirname(root.absolute)));
  const around = deepestAround(folders);
  return { root: liesIn(here, around) ? here : around, around, roots };
}

function rootOf(path: string, cwd: string): ScanRoot {
  const named = sep === '/' ? path : path.split(sep).join('/');
  try {
    const absolute = realpathSync(resolve(cwd, path));
    return { named, absolute, isFolder: statSync(absolute).isDirectory() };
  } catch {
    throw new UsageError(`there is no file or folder "${path}"`, 'name a folder or file to scan, or leave it out to scan the current folder');
  }
}

function deepestAround(folders: readonly string[]): string {
  let around = folders[0] ?? '/';
  while (!folders.every(folder => liesIn(around, folder))) around = dirname(around);
  return around;
}
