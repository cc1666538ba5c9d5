/** What changed since some commit, file by file, in lines; and whether a place has to do with it. */

/** First and last line, both 1-based and included. */
export type LineRange = readonly [first: number, last: number];

/** Where lines were only taken out: between `after` and the next line. */
export interface Gap {
  readonly after: number;
  /** The last of them was a decorator or an attribute: it belonged to what follows. */
  readonly decorator: boolean;
}

export interface ChangedLines { readonly lines: readonly LineRange[]; readonly gaps: readonly Gap[] }

/** `all`: the file is new, or its lines cannot be compared. */
export type FileChange = ChangedLines | 'all';

export interface Change {
  /** As the user named it. */
  readonly since: string;
  /** By path, relative to the scan's root. */
  readonly files: ReadonlyMap<string, FileChange>;
  /** Folders about which nothing more is known than that they changed, each with its `/`. */
  readonly folders: readonly string[];
}

export function changeOf(change: Change, file: string): FileChange | undefined {
  return change.files.get(file) ?? (change.folders.some(folder => file.startsWith(folder)) ? 'all' : undefined);
}

/** Renamed alone is not changed. */
export function hasChanged(change: FileChange | undefined): boolean {
  return change === 'all' || (change !== undefined && change.lines.length + change.gaps.length > 0);
}

/** Whether these lines hold one that changed, or lines were taken out from among them. */
export function meets(change: FileChange | undefined, [first, last]: LineRange): boolean {
  if (change === undefined || change === 'all') return change === 'all';
  return change.lines.some(([from, to]) => from <= last && to >= first) || change.gaps.some(({ after }) => after >= first && after < last);
}

/** The same for a function from its first decorator on; `argument`: it is handed to a call, where what stood before it may have guarded it. */
export function meetsFunction(change: FileChange | undefined, lines: LineRange, argument: boolean): boolean {
  return meets(change, lines) || (change !== undefined && change !== 'all' && change.gaps.some(({ after, decorator }) => (decorator || argument) && after === lines[0] - 1));
}

export function isChanged(change: FileChange | undefined, line: number): boolean {
  return meets(change, [line, line]);
}
