/** Tells findings that have to do with what changed from those that were there before. */
import type { Place, Span } from '../facts/span.js';
import type { FileFacts, FunctionFact } from '../facts/structure.js';
import { changeOf, hasChanged, meets, meetsFunction, type Change, type LineRange } from '../findings/change.js';
import type { Finding } from '../findings/finding.js';

export class NewCode {
  readonly #files: ReadonlyMap<string, FileFacts>;
  readonly #newlines = new Map<string, readonly number[]>();

  constructor(readonly change: Change, files: readonly FileFacts[], readonly sources: ReadonlyMap<string, string>) {
    this.#files = new Map(files.map(file => [file.file, file]));
  }

  /** A line of the place, or of a step on the way to it, changed; what is said about a function's name is said about the function. */
  holds(finding: Finding): boolean {
    return this.meets(finding.at) || this.#meetsFunctionNamed(finding.at) || finding.path.some(step => this.meets(step.at));
  }

  meets(place: Place): boolean {
    return meets(changeOf(this.change, place.file), this.#linesOf(place));
  }

  /** How many of the files judged have changed. */
  get files(): number {
    return [...this.#files.keys()].filter(file => hasChanged(changeOf(this.change, file))).length;
  }

  #meetsFunctionNamed(place: Place): boolean {
    const change = changeOf(this.change, place.file);
    const fn = change && this.#files.get(place.file)?.functions.find(({ nameAt }) => nameAt.start === place.start && nameAt.end === place.end);
    return fn !== undefined && meetsFunction(change, this.#linesOf({ file: place.file, ...wholeOf(fn) }), fn.name === '<closure>');
  }

  /** As git counts them: a lone carriage return ends no line. */
  #linesOf({ file, start, end }: Place): LineRange {
    const newlines = this.#newlines.get(file) ?? newlinesIn(this.sources.get(file) ?? '');
    this.#newlines.set(file, newlines);
    const first = countBefore(newlines, start) + 1;
    return [first, Math.max(first, countBefore(newlines, Math.max(start, end - 1)) + 1)];
  }
}

function wholeOf({ at, nameAt, decorators }: FunctionFact): Span {
  return { start: Math.min(at.start, nameAt.start, ...decorators.map(one => one.at.start)), end: Math.max(at.end, nameAt.end) };
}

function newlinesIn(text: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) found.push(at);
  return found;
}

/** How many of the sorted offsets are smaller. */
function countBefore(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
