/** Cuts SQL text into tokens, five dialects at once; quotes, comments and holes are settled here, so that no later stage meets them by surprise. */
import type { Span } from '../../facts/span.js';
import { endOfBatch, isBlank, isDigit, isWordCode, startsLine } from './characters.js';
import { clauseWords, expressionWords } from './keywords.js';
import { holeCharacter, type JoinedText } from './joined.js';
import { endOfPlaceholder } from './placeholders.js';
import { dollarTagAt, DollarTags, endOfBlockComment, endOfBrackets, endOfQuotes, endOfString } from './quotes.js';
import type { Token, TokenKind, TokenStream } from './tokens.js';

const noHoles: readonly number[] = [];
const symbols3: ReadonlySet<string> = new Set(['->>', '#>>', '<=>', '!~*']);
const symbols2: ReadonlySet<string> = new Set(['::', ':=', '<=', '>=', '<>', '!=', '||', '->', '#>', '@>', '<@', '?|', '?&', '@@', '~*', '!~', '&&', '==', '!<', '!>', '#-', '=>', '+=', '-=']);
/** Words that may stand directly before a string literal and belong to it. */
const stringPrefix = /^(?:[nebx]|u&|_\w+)$/i;

export function tokenize(joined: JoinedText): TokenStream {
  return new Tokenizer(joined).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #holeOffsets: readonly number[];
  readonly #tokens: Token[] = [];
  readonly #commentHoles: { hole: number; at: number }[] = [];
  readonly #comments: Span[] = [];
  readonly #dollars: DollarTags;
  /** A backtick somewhere says MySQL, where a backslash escapes inside strings. */
  readonly #backslashes: boolean;
  #nextHole = 0;
  #at = 0;
  #nestedComments = true;
  #conditional = false;
  #rowsFollow = false;
  #delimiter = '';

  constructor(joined: JoinedText) {
    this.#text = joined.text;
    this.#holeOffsets = joined.holeOffsets;
    this.#dollars = new DollarTags(joined.text);
    this.#backslashes = joined.text.includes('`');
  }

  run(): TokenStream {
    while (this.#at < this.#text.length) this.#step();
    return { tokens: this.#tokens, commentHoles: this.#commentHoles, comments: this.#comments };
  }

  #step(): void {
    const text = this.#text;
    const at = this.#at;
    const code = text.charCodeAt(at);
    if (isBlank(code)) { this.#at++; return; }
    if (this.#delimiter !== '' && text.startsWith(this.#delimiter, at)) { this.#push('symbol', this.#delimiter, ';', at + this.#delimiter.length); return; }
    const next = text.charCodeAt(at + 1);
    switch (text[at]) {
      case "'": this.#string(at, at); return;
      case '"': case '`': this.#quoted(endOfQuotes(text, at)); return;
      case '-': if (next === 45) { this.#lineComment(); return; } break;
      case '/': if (next === 42) { this.#blockComment(); return; } break;
      case '*': if (next === 47 && this.#conditional) { this.#conditional = false; this.#at += 2; return; } break;
      case ';': this.#semicolon(); return;
      case '\\': if (isWordCode(next) && startsLine(text, at)) { this.#lineComment(); return; } break;
      case '[': if (this.#bracketsName()) { const end = endOfBrackets(text, at); if (end > 0) { this.#quoted(end); return; } } break;
      case '#': if (this.#hash(next)) return; break;
      case '$': if (this.#dollarBody() || this.#placeholder()) return; break;
      case ':': case '@': case '?': case '%': if (this.#placeholder()) return; break;
      case holeCharacter: if (this.#isHole(at)) { this.#wordOrHole(); return; } break;
      case '.': if (isDigit(next) && !this.#touches()) { this.#number(); return; } break;
    }
    if (isDigit(code)) { this.#number(); return; }
    if (isWordCode(code)) { this.#wordOrHole(); return; }
    this.#symbol();
  }

  #push(kind: TokenKind, text: string, upper: string, end: number): void {
    const start = this.#at;
    const doubleQuoted = kind === 'quoted' && this.#text[start] === '"';
    this.#tokens.push({ kind, text, upper, start, end, holes: this.#takeHoles(end), ...(doubleQuoted && { doubleQuoted }) });
    this.#at = end;
  }

  /** The holes up to `end`; tokens come in order, so one moving index is enough. */
  #takeHoles(end: number): readonly number[] {
    let offset = this.#holeOffsets[this.#nextHole];
    if (offset === undefined || offset >= end) return noHoles;
    const holes: number[] = [];
    while (offset !== undefined && offset < end) {
      holes.push(this.#nextHole);
      this.#nextHole++;
      offset = this.#holeOffsets[this.#nextHole];
    }
    return holes;
  }

  #isHole(at: number): boolean {
    let low = this.#nextHole;
    let high = this.#holeOffsets.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const offset = this.#holeOffsets[middle] ?? 0;
      if (offset === at) return true;
      if (offset < at) low = middle + 1; else high = middle - 1;
    }
    return false;
  }

  #skipComment(end: number): void {
    for (const hole of this.#takeHoles(end)) this.#commentHoles.push({ hole, at: this.#holeOffsets[hole] ?? end });
    this.#comments.push({ start: this.#at, end });
    this.#at = end;
  }

  #lineComment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#skipComment(end < 0 ? this.#text.length : end);
  }

  #blockComment(): void {
    const text = this.#text;
    // MySQL runs what stands in `/*! ... */`; its closing `*/` is skipped where it is met.
    if (text[this.#at + 2] === '!') {
      this.#conditional = true;
      let at = this.#at + 3;
      while (isDigit(text.charCodeAt(at))) at++;
      this.#at = at;
      return;
    }
    const comment = endOfBlockComment(text, this.#at, this.#nestedComments);
    if (!comment.nested) this.#nestedComments = false;
    this.#skipComment(comment.end);
  }

  #string(start: number, quote: number): void {
    const previous = this.#tokens.at(-1);
    const glued = previous?.kind === 'word' && previous.end === start && stringPrefix.test(previous.text);
    const escapes = this.#backslashes || (glued && /^e$/i.test(previous.text));
    if (glued) { this.#tokens.pop(); this.#at = previous.start; }
    const end = endOfString(this.#text, quote, escapes);
    this.#push('string', this.#text.slice(quote + 1, end - 1), '', end);
  }

  #quoted(end: number): void {
    const inside = this.#withHoles(this.#at + 1, end - 1);
    this.#push('quoted', inside, '', end);
  }

  #withHoles(start: number, end: number): string {
    const piece = this.#text.slice(start, end);
    return piece.includes(holeCharacter) ? piece.replaceAll(holeCharacter, '{}') : piece;
  }

  /** `[name]` in T-SQL and SQLite, but `tags[1]` and `ARRAY[1]` in PostgreSQL. */
  #bracketsName(): boolean {
    const previous = this.#tokens.at(-1);
    if (!previous) return true;
    if (previous.upper === 'ARRAY') return false;
    if (previous.end !== this.#at) return previous.upper !== '[';
    if (previous.kind === 'symbol') return previous.upper !== ')' && previous.upper !== ']' && previous.upper !== '[';
    return previous.kind === 'word' && clauseWords.has(previous.upper);
  }

  /** MySQL's comment, T-SQL's temporary table or PostgreSQL's operator. */
  #hash(next: number): boolean {
    if (!isWordCode(next) && next !== 35) {
      if (next === 62 || next === 45) return false;
      this.#lineComment();
      return true;
    }
    const previous = this.#tokens.at(-1);
    const expectsName = previous && (previous.kind === 'symbol' ? previous.upper !== ';' && previous.upper !== ')' : clauseWords.has(previous.upper) || previous.upper === 'TABLE');
    if (!expectsName && startsLine(this.#text, this.#at)) { this.#lineComment(); return true; }
    let end = this.#at + 1;
    while (isWordCode(this.#text.charCodeAt(end)) || this.#text[end] === '#') end++;
    this.#push('word', this.#text.slice(this.#at, end), '', end);
    return true;
  }

  #dollarBody(): boolean {
    const tag = dollarTagAt(this.#text, this.#at);
    const end = tag === undefined ? 0 : this.#dollars.endOfBody(tag, this.#at);
    if (tag === undefined || end === 0) return false;
    this.#push('string', this.#text.slice(this.#at + tag.length, end - tag.length), '', end);
    return true;
  }

  #placeholder(): boolean {
    const end = endOfPlaceholder(this.#text, this.#at, this.#touches(), at => this.#isHoleCharacter(at));
    if (end === 0) return false;
    this.#push('placeholder', this.#withHoles(this.#at, end), '', end);
    return true;
  }

  #isHoleCharacter(at: number): boolean {
    return this.#text[at] === holeCharacter && this.#isHole(at);
  }

  #touches(): boolean {
    const previous = this.#tokens.at(-1);
    return previous?.end === this.#at && (previous.kind !== 'symbol' || previous.upper === ')' || previous.upper === ']');
  }

  #number(): void {
    const text = this.#text;
    let end = this.#at;
    while (isDigit(text.charCodeAt(end))) end++;
    const letter = text[end];
    if (end > this.#at && letter !== undefined && isWordCode(text.charCodeAt(end))) {
      const exponent = /^[eE][+-]?\d+(?!\w)|^[xX][0-9a-fA-F]+(?!\w)/.exec(text.slice(end, end + 40));
      // `2020_sales` is a name in MySQL.
      if (!exponent) { this.#wordOrHole(); return; }
      end += exponent[0].length;
    } else if (letter === '.' && text[end + 1] !== '.' && !isWordCode(text.charCodeAt(end + 1)) || (letter === '.' && isDigit(text.charCodeAt(end + 1)))) {
      end++;
      while (isDigit(text.charCodeAt(end))) end++;
      const exponent = /^[eE][+-]?\d+/.exec(text.slice(end, end + 40));
      if (exponent) end += exponent[0].length;
    }
    this.#push('number', text.slice(this.#at, end), '', Math.max(end, this.#at + 1));
  }

  /** A word may be put together of text and holes (`log_{}`); a hole glued to a finished word (`users{}`) or a keyword (`{}ORDER BY`) stands alone. */
  #wordOrHole(): void {
    const text = this.#text;
    let end = this.#at;
    for (;;) {
      if (this.#isHoleCharacter(end)) {
        const rest = this.#plainWordEnd(end + 1);
        const continues = rest > end + 1 && !this.#isKeyword(text.slice(end + 1, rest));
        const unfinished = end > this.#at && text[end - 1] === '_';
        if (!continues && !unfinished) {
          if (end === this.#at) { this.#push('hole', '{}', '', end + 1); return; }
          break;
        }
        end++;
      } else if (isWordCode(text.charCodeAt(end)) || (text[end] === '$' && isWordCode(text.charCodeAt(end + 1)) && end > this.#at)) end++;
      else break;
    }
    this.#word(this.#withHoles(this.#at, end), end);
  }

  #plainWordEnd(from: number): number {
    let end = from;
    while (isWordCode(this.#text.charCodeAt(end))) end++;
    return end;
  }

  #isKeyword(word: string): boolean {
    const upper = word.toUpperCase();
    return clauseWords.has(upper) || expressionWords.has(upper);
  }

  #word(word: string, end: number): void {
    const previous = this.#tokens.at(-1);
    const upper = word.length > 32 || previous?.upper === '.' || this.#text[end] === '.' ? '' : word.toUpperCase();
    const batchEnd = upper === 'GO' && startsLine(this.#text, this.#at) ? endOfBatch(this.#text, end) : 0;
    if (batchEnd > 0) { this.#push('symbol', word, ';', batchEnd); return; }
    if (upper === 'DELIMITER' && startsLine(this.#text, this.#at)) { this.#newDelimiter(end); return; }
    if (upper === 'STDIN' && previous?.upper === 'FROM') this.#rowsFollow = true;
    this.#push('word', word, upper, end);
  }

  /** mysql's client command: from here on statements end with what follows on this line. */
  #newDelimiter(from: number): void {
    const lineEnd = this.#text.indexOf('\n', from);
    const end = lineEnd < 0 ? this.#text.length : lineEnd;
    const delimiter = this.#text.slice(from, end).trim();
    this.#delimiter = delimiter === ';' || delimiter.length > 8 ? '' : delimiter;
    this.#skipComment(end);
  }

  /** pg_dump writes the rows of `COPY t FROM stdin;` behind it, up to a line with `\\.`. */
  #semicolon(): void {
    this.#push('symbol', ';', ';', this.#at + 1);
    if (!this.#rowsFollow) return;
    this.#rowsFollow = false;
    const end = this.#text.indexOf('\n\\.', this.#at);
    if (end >= 0) this.#skipComment(end + 3);
  }

  #symbol(): void {
    const text = this.#text;
    const at = this.#at;
    const three = text.slice(at, at + 3);
    if (symbols3.has(three)) { this.#push('symbol', three, three, at + 3); return; }
    const two = text.slice(at, at + 2);
    if (symbols2.has(two)) { this.#push('symbol', two, two, at + 2); return; }
    const one = text.charAt(at);
    this.#push('symbol', one, one, at + 1);
  }
}
