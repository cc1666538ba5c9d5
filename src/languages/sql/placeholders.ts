/** Placeholders in every spelling drivers know: `?`, `?1`, `$1`, `:name`, `@p1`, `%s`, `%(name)s`, psql's `:'name'`, and the same with a hole in the name. */
import { isDigit, isWordCode } from './characters.js';
import { endOfQuotes } from './quotes.js';

type IsHole = (at: number) => boolean;

/** The offset after the placeholder that begins here, or 0. `touches`: something that could be an operand ends exactly here, as in `a[1:2]`. */
export function endOfPlaceholder(text: string, at: number, touches: boolean, isHole: IsHole): number {
  const next = text.charCodeAt(at + 1);
  switch (text[at]) {
    case '$': return endOfMarked(text, at + 1, isHole);
    case '@': return endOfMarked(text, text[at + 1] === '@' ? at + 2 : at + 1, isHole);
    case ':':
      if (text[at + 1] === ':' || text[at + 1] === '=' || (touches && isDigit(next))) return 0;
      return text[at + 1] === "'" || text[at + 1] === '"' ? endOfQuotes(text, at + 1) : endOfMarked(text, at + 1, isHole);
    case '?': return text[at + 1] === '|' || text[at + 1] === '&' ? 0 : endOfQuestion(text, at, isHole);
    case '%': return endOfPercent(text, at);
  }
  return 0;
}

function endOfMarked(text: string, from: number, isHole: IsHole): number {
  let end = from;
  while (isWordCode(text.charCodeAt(end)) || isHole(end)) end++;
  return end === from ? 0 : end;
}

/** `??` is mysql2's and knex's placeholder for a name. */
function endOfQuestion(text: string, at: number, isHole: IsHole): number {
  let end = text[at + 1] === '?' ? at + 2 : at + 1;
  while (isDigit(text.charCodeAt(end)) || isHole(end)) end++;
  return end;
}

const longestName = 90;

function endOfPercent(text: string, at: number): number {
  const named = /^%(?:\(\w{1,80}\))?[sdif](?!\w)/.exec(text.slice(at, at + longestName));
  return named ? at + named[0].length : 0;
}
