/** Offsets to lines and columns: the only place where they are made. */

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units, as editors and SARIF count by default. */
  readonly column: number;
}

/** Where the lines of one text begin. `\n`, `\r\n` and a lone `\r` end a line. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(readonly text: string) {
    for (const end of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(end.index + end[0].length);
  }

  get count(): number { return this.#starts.length; }

  positionOf(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  /** A line's text without its end; empty beyond the last line. */
  lineText(line: number): string {
    const start = this.#starts[line - 1];
    if (start === undefined) return '';
    return this.text.slice(start, this.#starts[line] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  startOf(line: number): number { return this.#starts[line - 1] ?? this.text.length; }
}

/** One index per file, made when first asked for. */
export class Lines {
  readonly #indexes = new Map<string, LineIndex>();

  constructor(readonly sources: ReadonlyMap<string, string>) {}

  of(file: string): LineIndex {
    const made = this.#indexes.get(file);
    if (made) return made;
    const index = new LineIndex(this.sources.get(file) ?? '');
    this.#indexes.set(file, index);
    return index;
  }
}
