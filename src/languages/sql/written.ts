/** What a writing statement sets, and whether it minds rows that exist already or gives back what it wrote. */
import type { Parens } from './parens.js';
import { clausesOf, type Scope } from './scopes.js';
import type { StatementRange } from './statements.js';
import type { Token } from './tokens.js';

export interface Written {
  readonly sets?: readonly string[];
  readonly upserts?: boolean;
  readonly returning?: boolean;
}

const fills: ReadonlySet<string> = new Set(['INSERT', 'REPLACE', 'UPSERT']);
const writes: ReadonlySet<string> = new Set([...fills, 'UPDATE', 'MERGE', 'DELETE']);

export function readWritten(tokens: readonly Token[], parens: Parens, range: StatementRange, scope: Scope | undefined): Written {
  if (!scope || !writes.has(scope.verb)) return {};
  const listed = fills.has(scope.verb) ? listedColumns(tokens, parens, scope) : [];
  const sets = [...new Set([...listed, ...clausesOf(scope, 'set').flatMap(clause => assigned(tokens, parens, clause.from, clause.to))])];
  return {
    ...(scope.verb === 'DELETE' ? {} : { sets }),
    ...(upserts(tokens, range, scope) ? { upserts: true } : {}),
    ...(clausesOf(scope, 'returning').length + clausesOf(scope, 'output').length > 0 ? { returning: true } : {}),
  };
}

/** `INSERT INTO t (a, b)`: the names in the parenthesis behind the table. */
function listedColumns(tokens: readonly Token[], parens: Parens, scope: Scope): readonly string[] {
  for (const clause of clausesOf(scope, 'target')) {
    for (let at = clause.from; at < clause.to; at++) {
      if (tokens[at]?.upper !== '(' || tokens[at - 1]?.upper === 'TOP' || tokens[at - 1]?.upper === 'WITH') continue;
      const close = Math.min(parens.closeOf[at] ?? clause.to, clause.to);
      return namesBetween(tokens, at + 1, close);
    }
  }
  return [];
}

function namesBetween(tokens: readonly Token[], from: number, to: number): readonly string[] {
  const names: string[] = [];
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token && (token.kind === 'word' || token.kind === 'quoted' || token.kind === 'hole')) names.push(token.text);
  }
  return names;
}

/** `SET a = 1, t.b = 2`, `SET (a, b) = (1, 2)`. */
function assigned(tokens: readonly Token[], parens: Parens, from: number, to: number): readonly string[] {
  const names: string[] = [];
  let begins = true;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.upper === '(') {
      const close = Math.min(parens.closeOf[at] ?? to, to);
      if (begins) names.push(...namesBetween(tokens, at + 1, close));
      begins = false;
      at = close;
    } else if (token?.upper === ',') begins = true;
    else if (begins && token && tokens[at + 1]?.upper !== '.' && token.upper !== '.') {
      if (token.kind === 'word' || token.kind === 'quoted' || token.kind === 'hole') names.push(token.text);
      begins = false;
    }
  }
  return names;
}

function upserts(tokens: readonly Token[], range: StatementRange, scope: Scope): boolean {
  if (scope.verb === 'MERGE' || scope.verb === 'REPLACE' || scope.verb === 'UPSERT' || clausesOf(scope, 'conflict').length > 0) return true;
  for (let at = range.from; at < Math.min(range.to, range.from + 6); at++) {
    const word = tokens[at]?.upper;
    const next = tokens[at + 1]?.upper ?? '';
    if (word === 'OR' && (next === 'IGNORE' || next === 'REPLACE' || next === 'INSERT')) return true;
    if (word === 'INSERT' && next === 'IGNORE') return true;
  }
  return false;
}
