/** Limits that stand one level deeper: the only subquery a SELECT reads from, and pages cut out by ROW_NUMBER(). */
import type { SqlLimit } from '../../facts/sql.js';
import { limitOf, limitValue } from './limits.js';
import { sameName } from './names.js';
import type { Parens } from './parens.js';
import { clausesOf, type Clause, type Scope, type StatementScopes } from './scopes.js';
import type { StatementTables } from './tables.js';
import type { Token } from './tokens.js';

/** Wrappers around wrappers deeper than this are not followed. */
const furthest = 4;

export function rowLimit(tokens: readonly Token[], parens: Parens, found: StatementScopes, tables: StatementTables): SqlLimit {
  let scope: Scope | undefined = found.scopes[0];
  let numbers: ReadonlySet<string> | undefined;
  for (let steps = 0; scope && steps < furthest; steps++) {
    const own = limitOf(tokens, parens, scope);
    if (own.kind !== 'none') return own;
    if (scope.branches > 1) return own;
    numbers ??= rowNumbers(tokens, parens, found.scopes[0] ?? scope);
    const page = pageOf(tokens, scope, numbers);
    if (page) return page;
    scope = onlySource(tokens, found, scope, tables);
  }
  return { kind: 'none' };
}

/** The subquery or CTE that is everything this SELECT reads. */
function onlySource(tokens: readonly Token[], found: StatementScopes, scope: Scope, tables: StatementTables): Scope | undefined {
  const [from, ...more] = clausesOf(scope, 'from');
  if (scope.verb !== 'SELECT' || !from || more.length > 0 || hasComma(tokens, found, from)) return undefined;
  const index = found.scopes.indexOf(scope);
  if (tokens[from.from]?.upper === '(') return found.scopes[found.scopeAt.get(from.from) ?? -1];
  const uses = tables.uses.filter(use => use.scope === index && use.clause === from);
  const [use] = uses;
  return uses.length === 1 && use?.table.schema === undefined ? found.scopes.find(other => other.cteName !== undefined && sameName(other.cteName, use?.table.name ?? '')) : undefined;
}

function hasComma(tokens: readonly Token[], found: StatementScopes, clause: Clause): boolean {
  for (let at = clause.from; at < clause.to; at++) {
    const inner = found.scopes[found.scopeAt.get(at) ?? -1];
    if (inner) at = inner.to;
    else if (tokens[at]?.upper === ',') return true;
  }
  return false;
}

/** SQL Server's old way of paging: `WHERE rn BETWEEN @a AND @b` over a subquery with `ROW_NUMBER() OVER (ORDER BY ..) AS rn`. */
function pageOf(tokens: readonly Token[], scope: Scope, numbers: ReadonlySet<string>): SqlLimit | undefined {
  const [where] = clausesOf(scope, 'where');
  if (!where || numbers.size === 0) return undefined;
  for (let at = where.from; at < where.to; at++) {
    const word = tokens[at + 1]?.upper ?? '';
    if (word !== '<=' && word !== '<' && word !== '=' && word !== 'BETWEEN') continue;
    const name = tokens[at];
    if (name?.kind !== 'word' && name?.kind !== 'quoted') continue;
    if (!numbers.has(name.text.toLowerCase())) continue;
    if (word === '=') return { kind: 'constant', rows: 1 };
    return upperBound(tokens, at + 2, where.to, word === 'BETWEEN');
  }
  return undefined;
}

/** The aliases of `ROW_NUMBER() OVER (ORDER BY ..)`; numbered anew in every group (PARTITION BY), a page holds one such row a group. */
function rowNumbers(tokens: readonly Token[], parens: Parens, outer: Scope): ReadonlySet<string> {
  const aliases = new Set<string>();
  for (let at = outer.from; at < outer.to; at++) {
    if (tokens[at]?.upper !== 'ROW_NUMBER' || tokens[at + 3]?.upper !== 'OVER') continue;
    const close = Math.min(parens.closeOf[at + 4] ?? outer.to, outer.to);
    let partitioned = false;
    for (let inner = at + 5; inner < close; inner++) partitioned ||= tokens[inner]?.upper === 'PARTITION';
    const alias = tokens[tokens[close + 1]?.upper === 'AS' ? close + 2 : close + 1];
    if (!partitioned && alias) aliases.add(alias.text.toLowerCase());
    at = Math.max(at, close);
  }
  return aliases;
}

function upperBound(tokens: readonly Token[], from: number, to: number, between: boolean): SqlLimit {
  let start = from;
  if (between) while (start < to && tokens[start]?.upper !== 'AND') start++;
  if (between) start++;
  let end = start;
  while (end < to && tokens[end]?.upper !== 'AND' && tokens[end]?.upper !== 'OR') end++;
  return limitValue(tokens, start, end);
}
