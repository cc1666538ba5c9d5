/** Says what a scan of changes judged and what it left out. */
import { spellRange } from '../evidence/covered-lines.js';
import type { Since } from '../findings/outcome.js';
import { countBySeverity, plural, spellCounts } from './counts.js';

/** `3 changed files; 2 errors, 14 warnings stand outside the change`. */
export function spellSince({ files, outside }: Since): string {
  const left = spellCounts(countBySeverity(outside));
  return `${files === 0 ? 'no file that is scanned changed' : plural(files, 'changed file')}; ${left === '' ? 'nothing was found' : left} outside the change`;
}

/** `app/lots.py:8-9, 14`: changed lines that can run and did not, a file at a time. */
export function uncoveredPlaces(since: Since | undefined): readonly string[] {
  return (since?.uncovered ?? []).map(({ file, lines }) => `${file}:${lines.map(spellRange).join(', ')}`);
}
