/** A place in a range of tokens that moves forward: what DDL, unlike queries, is pleasant to read with. */
import type { TableName } from '../../facts/sql.js';
import { readName } from './names.js';
import type { Parens } from './parens.js';
import type { Token } from './tokens.js';

export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #parens: Parens;
  readonly #text: string;
  readonly to: number;
  at: number;

  constructor(text: string, tokens: readonly Token[], parens: Parens, from: number, to: number) {
    this.#text = text;
    this.#tokens = tokens;
    this.#parens = parens;
    this.at = from;
    this.to = to;
  }

  get done(): boolean {
    return this.at >= this.to;
  }

  peek(ahead = 0): Token | undefined {
    return this.at + ahead < this.to ? this.#tokens[this.at + ahead] : undefined;
  }

  word(ahead = 0): string {
    return this.peek(ahead)?.upper ?? '';
  }

  /** Moves past these words when they all stand here in this order. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.word(ahead) === word)) return false;
    this.at += words.length;
    return true;
  }

  /** Moves past any of these words, as many as there are. */
  skip(words: ReadonlySet<string>): void {
    while (!this.done && words.has(this.word())) this.at++;
  }

  /** An unqualified name; keywords serve as names too where one is due. */
  name(): string | undefined {
    const token = this.peek();
    if (!token || (token.kind !== 'word' && token.kind !== 'quoted' && token.kind !== 'hole')) return undefined;
    this.at++;
    return token.text;
  }

  table(): TableName | undefined {
    const read = readName(this.#tokens, this.at, this.to);
    if (!read) return undefined;
    this.at = read.next;
    return read.table;
  }

  /** Past a token, and past the whole parenthesis when one opens here. */
  step(): void {
    this.at = this.word() === '(' ? this.closeHere() + 1 : this.at + 1;
  }

  /** A cursor over what stands in the parenthesis that opens here; this one moves behind it. */
  inside(): Cursor | undefined {
    if (this.word() !== '(') return undefined;
    const close = this.closeHere();
    const inner = new Cursor(this.#text, this.#tokens, this.#parens, this.at + 1, close);
    this.at = Math.min(close + 1, this.to);
    return inner;
  }

  /** Cursors over the pieces between commas. */
  items(): readonly Cursor[] {
    const items: Cursor[] = [];
    let start = this.at;
    while (!this.done) {
      if (this.word() === ',') { items.push(this.#between(start, this.at)); start = this.at + 1; }
      this.step();
    }
    if (start < this.to) items.push(this.#between(start, this.to));
    return items;
  }

  /** The text between two token indices. */
  written(from: number, to: number): string {
    const first = this.#tokens[from];
    const last = this.#tokens[to - 1];
    return first && last && to > from ? this.#text.slice(first.start, last.end) : '';
  }

  place(): { readonly start: number; readonly end: number } {
    return { start: this.#tokens[this.at]?.start ?? 0, end: this.#tokens[Math.max(this.at, this.to - 1)]?.end ?? 0 };
  }

  closeHere(): number {
    return Math.min(this.#parens.closeOf[this.at] ?? this.to, this.to);
  }

  #between(from: number, to: number): Cursor {
    return new Cursor(this.#text, this.#tokens, this.#parens, from, to);
  }
}
