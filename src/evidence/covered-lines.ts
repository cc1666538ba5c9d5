/** Adds up which lines ran. */
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
