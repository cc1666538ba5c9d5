/** The changed lines of production code: what a coverage report is asked about. */
import type { FileFacts, Language } from './facts/structure.js';
import { changeOf, isChanged, type Change } from './findings/change.js';

/** By file; lines that are blank or only comment, those of tests, and files in which nothing can run are left out. */
export function changedCode(change: Change, files: readonly FileFacts[], sources: ReadonlyMap<string, string>): ReadonlyMap<string, ReadonlySet<number>> {
  const changed = new Map<string, ReadonlySet<number>>();
  for (const file of files) {
    const here = changeOf(change, file.file);
    if (here === undefined || file.role !== 'production' || !canRun(file)) continue;
    const lines = codeLines(sources.get(file.file) ?? '', file).filter(line => isChanged(here, line));
    if (lines.length > 0) changed.set(file.file, new Set(lines));
  }
  return changed;
}

function canRun(file: FileFacts): boolean {
  return file.functions.length + file.calls.length + file.assignments.length > 0;
}

/** A line that is blank or begins as a comment; text of several lines may look like one, and is then no line a report counts either. */
const saysNothing: Readonly<Record<Language, RegExp>> = {
  python: /^\s*(?:#|$)/,
  rust: /^\s*(?:\/\/|\/\*|\*[\s/]|$)/,
  typescript: /^\s*(?:\/\/|\/\*|\*[\s/]|$)/,
  sql: /^\s*(?:--|$)/,
};

function codeLines(text: string, { testRegions, language }: FileFacts): readonly number[] {
  let start = 0;
  return text.split('\n').flatMap((line, index) => {
    const at = start;
    start += line.length + 1;
    if (saysNothing[language].test(line)) return [];
    return testRegions.some(region => at >= region.start && at < region.end) ? [] : [index + 1];
  });
}
