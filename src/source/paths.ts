/** Paths in the one form used everywhere after discovery: relative to the scan's root, with `/`. */
import { isAbsolute, relative, sep } from 'node:path';

export function relativePath(root: string, absolute: string): string {
  const path = relative(root, absolute);
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Whether a path is the folder itself or lies below it. */
export function liesIn(folder: string, absolute: string): boolean {
  const path = relative(folder, absolute);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}

/** Code units, not a locale: the same order on every machine. */
export function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
