/** Where quoted things end: strings, quoted names, dollar bodies, comments. Every function runs forward once and stops at the end of the text. */

const endsValue = /[\s,;)]/;

/** The offset after the closing quote; an unclosed string ends with the text. */
export function endOfString(text: string, quote: number, escapes: boolean): number {
  let at = quote + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return text.length;
    if (code === 92 && text[at + 1] === "'" && (escapes ? !isLoneBackslash(text, quote, at) : escapesQuote(text, quote, at))) at += 2;
    else if (code === 92 && escapes && !isLoneBackslash(text, quote, at)) at += 2;
    else if (code !== 39) at++;
    else if (text[at + 1] === "'") at += 2;
    else return at + 1;
  }
}

/** `ESCAPE '\'` is a finished string in most dialects. */
function isLoneBackslash(text: string, quote: number, at: number): boolean {
  return at === quote + 1 && text[at + 1] === "'" && text[at + 2] !== "'";
}

/** Without a sign of MySQL, `\'` closes the string where a value may end (`'C:\'`) and escapes the quote elsewhere (`'it\'s'`). */
function escapesQuote(text: string, quote: number, at: number): boolean {
  const after = text[at + 2];
  return after !== undefined && !isLoneBackslash(text, quote, at) && after !== "'" && !endsValue.test(after);
}

/** The offset after the closing `"` or backtick (or `'` for psql's variables). */
export function endOfQuotes(text: string, start: number): number {
  const quote = text[start] ?? '"';
  let at = start + 1;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0) return text.length;
    if (text[close + 1] !== quote) return close + 1;
    at = close + 2;
  }
}

const longestName = 256;

/** The offset after `]`, or 0 when this is no bracketed name. */
export function endOfBrackets(text: string, start: number): number {
  const last = Math.min(text.length, start + longestName);
  for (let at = start + 1; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return 0;
    if (code !== 93) continue;
    if (text[at + 1] === ']') { at++; continue; }
    return at === start + 1 ? 0 : at + 1;
  }
  return 0;
}

/** PostgreSQL and SQL Server nest comments, MySQL and SQLite do not: when nesting finds no end, the first `*` + `/` is it. */
export function endOfBlockComment(text: string, start: number, nested: boolean): { readonly end: number; readonly nested: boolean } {
  const first = text.indexOf('*/', start + 2);
  if (first < 0) return { end: text.length, nested };
  if (!nested) return { end: first + 2, nested };
  let depth = 1;
  let at = start + 2;
  let close = first;
  let open = text.indexOf('/*', at);
  for (;;) {
    if (open >= 0 && open < close) {
      depth++;
      at = open + 2;
      open = text.indexOf('/*', at);
      if (close < at) close = text.indexOf('*/', at);
    } else {
      depth--;
      at = close + 2;
      if (depth === 0) return { end: at, nested };
      close = text.indexOf('*/', at);
      if (open >= 0 && open < at) open = text.indexOf('/*', at);
    }
    if (close < 0) return { end: first + 2, nested: false };
  }
}

/** `$$` or `$body$` at this place, with both signs. */
export function dollarTagAt(text: string, start: number): string | undefined {
  const before = text.charCodeAt(start - 1);
  if ((before >= 48 && before <= 57) || before === 95 || (before >= 65 && before <= 90) || (before >= 97 && before <= 122)) return undefined;
  const tag = /^\$(?:[A-Za-z_]\w{0,62})?\$/.exec(text.slice(start, start + 66));
  return tag?.[0];
}

/** Knows the last place of every dollar tag, so that looking for a body that never closes costs nothing. */
export class DollarTags {
  readonly #text: string;
  #last: Map<string, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the closing tag, or 0 when it never closes. */
  endOfBody(tag: string, start: number): number {
    this.#last ??= lastTags(this.#text);
    const last = this.#last.get(tag) ?? -1;
    if (last < start + tag.length) return 0;
    return this.#text.indexOf(tag, start + tag.length) + tag.length;
  }
}

function lastTags(text: string): Map<string, number> {
  const last = new Map<string, number>();
  for (const match of text.matchAll(/(?=(\$(?:[A-Za-z_]\w{0,62})?\$))/g)) {
    if (match[1] !== undefined) last.set(match[1], match.index);
  }
  return last;
}
