/** How many rows the outermost SELECT may answer, in the words of five dialects. */
import type { SqlLimit } from '../../facts/sql.js';
import type { Parens } from './parens.js';
import { clausesOf, type Scope } from './scopes.js';
import type { Token } from './tokens.js';

const none: SqlLimit = { kind: 'none' };

export function limitOf(tokens: readonly Token[], parens: Parens, scope: Scope): SqlLimit {
  const read = (from: number, to: number): SqlLimit => limitValue(tokens, from, to);
  for (const clause of clausesOf(scope, 'limit')) {
    const comma = commaIn(tokens, parens, clause.from, clause.to);
    return comma < 0 ? read(clause.from, clause.to) : read(comma + 1, clause.to);
  }
  for (const clause of clausesOf(scope, 'fetch')) {
    const first = tokens[clause.from + 1];
    if (!first || first.upper === 'ROW' || first.upper === 'ROWS') return { kind: 'constant', rows: 1 };
    if (tokens[clause.from + 2]?.upper === 'PERCENT') return none;
    return read(clause.from + 1, clause.to);
  }
  for (const clause of clausesOf(scope, 'rows')) return rowsRange(tokens, clause.from, clause.to, read);
  return topOf(tokens, parens, scope);
}

/** Firebird: `ROWS n`, `ROWS a TO b`. */
function rowsRange(tokens: readonly Token[], from: number, to: number, read: (from: number, to: number) => SqlLimit): SqlLimit {
  let middle = from;
  while (middle < to && tokens[middle]?.upper !== 'TO') middle++;
  if (middle >= to) return read(from, to);
  const first = read(from, middle);
  const last = read(middle + 1, to);
  if (first.kind === 'constant' && last.kind === 'constant') return { kind: 'constant', rows: Math.max(0, last.rows - first.rows + 1) };
  return last;
}

/** T-SQL's TOP and Firebird's FIRST, directly after SELECT. A TOP in one arm of a UNION limits that arm only. */
function topOf(tokens: readonly Token[], parens: Parens, scope: Scope): SqlLimit {
  const tops: SqlLimit[] = [];
  for (const clause of scope.clauses) {
    if (clause.kind !== 'select' && clause.kind !== 'target') continue;
    let at = clause.from;
    while (tokens[at]?.upper === 'DISTINCT' || tokens[at]?.upper === 'ALL') at++;
    const top = topAt(tokens, parens, at, clause.to);
    if (top.kind !== 'none') tops.push(top);
  }
  const [first] = tops;
  if (!first || tops.length < scope.branches) return none;
  if (tops.length === 1) return first;
  const rows = tops.map(top => (top.kind === 'constant' ? top.rows : Number.NaN)).reduce((sum, count) => sum + count, 0);
  return Number.isNaN(rows) ? tops.find(top => top.kind !== 'constant') ?? none : { kind: 'constant', rows };
}

function topAt(tokens: readonly Token[], parens: Parens, at: number, to: number): SqlLimit {
  const word = tokens[at]?.upper;
  const value = tokens[at + 1];
  if (!value || (word !== 'TOP' && word !== 'FIRST')) return none;
  if (value.kind !== 'number' && value.kind !== 'placeholder' && value.kind !== 'hole' && value.upper !== '(') return none;
  const end = value.upper === '(' ? (parens.closeOf[at + 1] ?? to) + 1 : at + 2;
  return tokens[end]?.upper === 'PERCENT' ? none : limitValue(tokens, at + 1, end);
}

function commaIn(tokens: readonly Token[], parens: Parens, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const upper = tokens[at]?.upper;
    if (upper === ',') return at;
    if (upper === '(') at = parens.closeOf[at] ?? at;
  }
  return -1;
}

const caps: ReadonlySet<string> = new Set(['LEAST', 'MIN']);
const longestLimit = 40;

/** A number; a pasted value anywhere in the expression; else its first placeholder. `LEAST($1, 100)` is at most 100. */
export function limitValue(tokens: readonly Token[], from: number, to: number): SqlLimit {
  const end = Math.min(to, from + longestLimit, tokens.length);
  let number: number | undefined;
  let bound: string | undefined;
  let place = -1;
  let sign = 1;
  let capped = false;
  for (let at = from; at < end; at++) {
    const token = tokens[at];
    if (!token) break;
    const [hole] = token.holes;
    if (token.kind === 'placeholder') { if (place < 0) { bound = token.text; place = at; } }
    else if (hole !== undefined) return { kind: 'hole', hole };
    else if (token.kind === 'number') { if (number === undefined || capped) number = sign * Number(token.text); }
    else if (token.upper === '-') sign = -1;
    else if (caps.has(token.upper) && tokens[at + 1]?.upper === '(') capped = true;
    else if (token.upper === 'SELECT') return { kind: 'bound', name: '(SELECT)' };
    else if (token.upper === 'ALL' || token.upper === 'NULL') return none;
    else if (token.upper === 'ROWS' || token.upper === 'ROW') break;
    else if (token.kind === 'word' && tokens[at + 1]?.upper !== '(' && tokens[at - 1]?.upper !== '::' && bound === undefined && number === undefined) bound = token.text;
  }
  if (capped && number !== undefined && number >= 0) return { kind: 'constant', rows: number };
  if (bound !== undefined) return { kind: 'bound', name: bound, ...(place >= 0 && { before: placeholdersIn(tokens, 0, place), after: placeholdersIn(tokens, place + 1, tokens.length) }) };
  // SQLite reads a negative limit as no limit.
  return number === undefined || number < 0 || Number.isNaN(number) ? none : { kind: 'constant', rows: number };
}

function placeholdersIn(tokens: readonly Token[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (tokens[at]?.kind === 'placeholder') count++;
  return count;
}
