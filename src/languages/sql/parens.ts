/** Which parenthesis closes which: found once per text, so that every later stage can jump. */
import type { Token } from './tokens.js';

export interface Parens {
  /** For the index of a `(`: the index of its `)`, or the `;` or end of text when it never closes. */
  readonly closeOf: Int32Array;
  /** Whether a query begins here: SELECT, WITH, VALUES, or parentheses around one. */
  readonly startsQuery: Uint8Array;
}

const queryWords: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);
const writingWords: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE']);
const beforeWritingQuery: ReadonlySet<string> = new Set(['AS', 'MATERIALIZED']);

/** A `;` ends whatever is open, so an unclosed parenthesis swallows no more than its statement. */
export function matchParens(tokens: readonly Token[]): Parens {
  const closeOf = new Int32Array(tokens.length).fill(tokens.length);
  const startsQuery = new Uint8Array(tokens.length + 1);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const symbol = tokens[index]?.upper;
    if (symbol === '(') open.push(index);
    else if (symbol === ';') { for (const start of open) closeOf[start] = index; open.length = 0; }
    else if (symbol === ')') {
      const start = open.pop();
      if (start !== undefined) closeOf[start] = index;
    }
  }
  for (let index = tokens.length - 1; index >= 0; index--) {
    const upper = tokens[index]?.upper ?? '';
    if (upper === '(') startsQuery[index] = startsQuery[index + 1] ?? 0;
    else if (queryWords.has(upper)) startsQuery[index] = 1;
    else if (writingWords.has(upper) && tokens[index - 1]?.upper === '(' && beforeWritingQuery.has(tokens[index - 2]?.upper ?? '')) startsQuery[index] = 1;
  }
  return { closeOf, startsQuery };
}
