/** What part of the grammar each pasted value takes the place of. */
import type { SqlHole } from '../../facts/sql.js';
import { clauseWords, comparisonSymbols, expressionWords, namingWords, operandSymbols, operandWords } from './keywords.js';
import type { StatementRange } from './statements.js';
import type { Token, TokenStream } from './tokens.js';

type HolePlace = SqlHole['place'];

const limitWords: ReadonlySet<string> = new Set(['LIMIT', 'TOP', 'OFFSET', 'NEXT', 'FIRST', 'SKIP', 'ROWS']);
const listWords: ReadonlySet<string> = new Set(['SELECT', 'DISTINCT', 'IN', 'VALUES', 'SET', 'RETURNING', 'ALL', 'ANY']);

export function holesIn(stream: TokenStream, range: StatementRange): readonly SqlHole[] {
  const { tokens } = stream;
  const holes: SqlHole[] = [];
  for (let at = range.from; at < range.to; at++) {
    const token = tokens[at];
    if (!token || token.holes.length === 0) continue;
    const place = placeOf(tokens, at, range);
    for (const hole of token.holes) holes.push({ hole, place });
  }
  return holes;
}

function placeOf(tokens: readonly Token[], at: number, range: StatementRange): HolePlace {
  const token = tokens[at];
  switch (token?.kind) {
    case 'string': return 'quoted';
    case 'placeholder': return 'placeholder';
    case 'quoted': return isStringLike(tokens, at) ? 'quoted' : 'name';
    case 'hole': return bareHole(tokens, at, range);
    default: return 'name';
  }
}

/** MySQL and SQLite take `"..."` for a string where a value is due: `name = "{}"`. */
function isStringLike(tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1]?.upper ?? '';
  return (comparisonSymbols.has(previous) || operandWords.has(previous)) && tokens[at + 1]?.upper !== '.';
}

function bareHole(tokens: readonly Token[], at: number, range: StatementRange): HolePlace {
  const before = at > range.from ? tokens[at - 1] : undefined;
  const after = at + 1 < range.to ? tokens[at + 1] : undefined;
  const previous = before?.upper ?? '';
  const next = after?.upper ?? '';
  if (previous === '.' || next === '.' || previous === '::') return 'name';
  if (!before) return 'clause';
  if (limitWords.has(previous) && (previous !== 'ROWS' || after !== undefined)) return 'limit';
  if (previous === ',' && limitsHere(tokens, at, range)) return 'limit';
  if (previous === '(') return inParentheses(tokens, at, range, next);
  if (listWords.has(previous)) {
    if (previous === 'SET' && next === '=') return 'name';
    return 'list';
  }
  if (comparisonSymbols.has(next) || next === 'IN' || next === 'LIKE' || next === 'ILIKE' || next === 'BETWEEN' || next === 'IS') {
    return comparisonSymbols.has(previous) || operandSymbols.has(previous) ? 'value' : 'name';
  }
  if (operandSymbols.has(previous) && !(previous === '*' && startsItem(tokens, at - 1))) return 'value';
  if (operandWords.has(previous)) return 'value';
  if (previous === 'AND') return isBetween(tokens, at, range) ? 'value' : 'clause';
  if (namingWords.has(previous) || previous === 'BY') return 'name';
  if (previous === 'EXISTS' && /^(?:IF|NOT)$/.test(tokens[at - 2]?.upper ?? '')) return 'name';
  if (previous === ',') return afterComma(tokens, at, range);
  if (previous === 'ON' && next === '(') return 'name';
  return 'clause';
}

/** In a list the enclosing parenthesis tells values from names; outside any it is a select list, ORDER BY or a list of tables. */
function afterComma(tokens: readonly Token[], at: number, range: StatementRange): HolePlace {
  let depth = 0;
  for (let back = at - 1; back >= Math.max(range.from, at - reach); back--) {
    const token = tokens[back];
    if (token?.upper === ')') depth++;
    else if (token?.upper === '(' && depth-- === 0) {
      const opener = tokens[back - 1];
      if (opener?.upper === 'IN' || opener?.upper === 'VALUES' || (opener?.upper === ',' && isInsertRow(tokens, back, range))) return 'value';
      return opener?.kind === 'word' && !clauseWords.has(opener.upper) && !isNameList(tokens, back + 1, range) ? 'value' : 'name';
    }
  }
  return 'name';
}

/** `SELECT * {}`: the star is no multiplication. */
function startsItem(tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1]?.upper ?? '';
  return previous === 'SELECT' || previous === ',' || previous === '.' || previous === 'DISTINCT' || previous === 'RETURNING';
}

function inParentheses(tokens: readonly Token[], at: number, range: StatementRange, next: string): HolePlace {
  const opener = tokens[at - 2];
  const alone = next === ')';
  if (limitWords.has(opener?.upper ?? '')) return 'limit';
  if (next === 'FROM' || next === 'WHERE') return 'clause';
  if (opener?.upper === 'IN' || opener?.upper === 'VALUES') return alone ? 'list' : 'value';
  if (comparisonSymbols.has(next)) return 'name';
  if (opener === undefined || clauseWords.has(opener.upper)) return alone ? 'clause' : 'name';
  if (operandSymbols.has(opener.upper)) return 'value';
  if (opener.kind === 'symbol') return opener.upper === ',' && isInsertRow(tokens, at, range) ? 'value' : 'clause';
  if (expressionWords.has(opener.upper)) return 'value';
  return isNameList(tokens, at, range) ? (alone ? 'list' : 'name') : 'value';
}

/** Rows of VALUES. */
function isInsertRow(tokens: readonly Token[], at: number, range: StatementRange): boolean {
  for (let back = at; back >= Math.max(range.from, at - reach); back--) if (tokens[back]?.upper === 'VALUES') return true;
  return false;
}

const reach = 60;

/** The columns after `INSERT INTO t`, `CREATE INDEX i ON t`, `REFERENCES t`. */
function isNameList(tokens: readonly Token[], at: number, range: StatementRange): boolean {
  for (let back = at - 2; back >= Math.max(range.from, at - 12); back--) {
    const token = tokens[back];
    if (token?.upper === 'INTO' || token?.upper === 'ON' || token?.upper === 'REFERENCES' || token?.upper === 'TABLE') return true;
    if (token && token.upper !== '' && token.upper !== '.' && token.kind !== 'word') return false;
    if (token && clauseWords.has(token.upper)) return false;
  }
  return false;
}

/** `LIMIT 10, {}`. */
function limitsHere(tokens: readonly Token[], at: number, range: StatementRange): boolean {
  return at - 3 >= range.from && tokens[at - 3]?.upper === 'LIMIT';
}

function isBetween(tokens: readonly Token[], at: number, range: StatementRange): boolean {
  for (let back = at - 2; back >= Math.max(range.from, at - 10); back--) {
    const word = tokens[back]?.upper;
    if (word === 'BETWEEN') return true;
    if (word === 'AND' || word === 'OR' || word === 'WHERE') return false;
  }
  return false;
}
