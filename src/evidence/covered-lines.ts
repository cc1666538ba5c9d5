/** Adds up which lines ran. */
import type { LineRange } from '../findings/change.js';
import type { Coverage, FileCoverage } from './evidence.js';

export type MutableHits = Map<number, number>;

export function coverageFrom(hitsByPath: ReadonlyMap<string, ReadonlyMap<number, number>>): Pick<Coverage, 'files' | 'covered' | 'total'> {
  const files: readonly FileCoverage[] = [...hitsByPath].map(([path, hits]) => ({ path, hits }));
  return { files, ...totalOf(files) };
}

export function totalOf(files: readonly Pick<FileCoverage, 'hits'>[]): { readonly covered: number; readonly total: number } {
  let covered = 0;
  let total = 0;
  for (const { hits } of files) {
    total += hits.size;
    for (const times of hits.values()) if (times > 0) covered++;
  }
  return { covered, total };
}

/** Lines in a row as one range; the lines rise. */
export function rangesOf(lines: readonly number[]): readonly LineRange[] {
  const ranges: LineRange[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) ranges[ranges.length - 1] = [last[0], line];
    else ranges.push([line, line]);
  }
  return ranges;
}

/** `8`, `8-11`. */
export function spellRange([first, last]: LineRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}
