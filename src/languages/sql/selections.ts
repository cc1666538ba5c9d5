/** What the outermost SELECT lists, orders and groups by, and whether it can only answer one row. */
import { aggregateFunctions, clauseWords, expressionWords, rowFunctions } from './keywords.js';
import type { Parens } from './parens.js';
import { clausesOf, type Scope } from './scopes.js';
import type { Token } from './tokens.js';

export interface Selection {
  readonly selects: readonly string[];
  readonly orders: readonly string[];
  readonly grouped: boolean;
  readonly singleRow: boolean;
}

interface Item { readonly from: number; readonly to: number }

export function readSelection(tokens: readonly Token[], parens: Parens, scope: Scope): Selection {
  const [select] = clausesOf(scope, 'select');
  const items = select ? itemsOf(tokens, parens, afterModifiers(tokens, parens, select.from), select.to) : [];
  const [order] = clausesOf(scope, 'order').slice(-1);
  const grouped = clausesOf(scope, 'group').length > 0;
  return {
    selects: items.map(item => nameOf(tokens, item)),
    orders: order ? itemsOf(tokens, parens, order.from + 1, order.to).map(item => orderName(tokens, item)) : [],
    grouped,
    singleRow: select !== undefined && scope.verb === 'SELECT' && !grouped && scope.branches === 1 && answersOneRow(tokens, parens, scope, items),
  };
}

/** Past DISTINCT, DISTINCT ON (...), TOP (n) PERCENT WITH TIES, FIRST n SKIP m. */
function afterModifiers(tokens: readonly Token[], parens: Parens, from: number): number {
  let at = from;
  for (;;) {
    const word = tokens[at]?.upper;
    const next = tokens[at + 1];
    if (word === 'DISTINCT' && next?.upper === 'ON') at = (parens.closeOf[at + 2] ?? at + 2) + 1;
    else if (word === 'DISTINCT' || word === 'ALL' || word === 'SQL_CALC_FOUND_ROWS') at++;
    else if ((word === 'TOP' || word === 'FIRST' || word === 'SKIP') && next && (next.kind === 'number' || next.kind === 'placeholder' || next.kind === 'hole')) at += 2;
    else if ((word === 'TOP' || word === 'FIRST' || word === 'SKIP') && next?.upper === '(') at = (parens.closeOf[at + 1] ?? at + 1) + 1;
    else if (word === 'PERCENT') at++;
    else if (word === 'WITH' && next?.upper === 'TIES') at += 2;
    else return at;
  }
}

function itemsOf(tokens: readonly Token[], parens: Parens, from: number, to: number): readonly Item[] {
  const items: Item[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const upper = tokens[at]?.upper;
    if (upper === '(') at = parens.closeOf[at] ?? at;
    else if (upper === ',') { items.push({ from: start, to: at }); start = at + 1; }
  }
  if (start < to) items.push({ from: start, to });
  return items;
}

/** The alias, else the column with its qualifier, else nothing; `{}` where it is pasted. */
function nameOf(tokens: readonly Token[], item: Item): string {
  const simple = dotted(tokens, item.from, item.to);
  if (simple !== undefined) return simple;
  const last = tokens[item.to - 1];
  if (!last) return '';
  // T-SQL's `name = expression`.
  if (tokens[item.from + 1]?.upper === '=' && tokens[item.from]?.kind !== 'placeholder') return tokens[item.from]?.text ?? '';
  const named = last.kind === 'quoted' || last.kind === 'hole' || (last.kind === 'word' && !clauseWords.has(last.upper) && !expressionWords.has(last.upper));
  const before = tokens[item.to - 2];
  const apart = before !== undefined && (before.upper === 'AS' || before.upper === ')' || before.kind !== 'symbol');
  return named && apart && item.to - item.from > 1 ? last.text : '';
}

function orderName(tokens: readonly Token[], item: Item): string {
  let { to } = item;
  while (to > item.from + 1 && /^(?:ASC|DESC|NULLS|FIRST|LAST)$/.test(tokens[to - 1]?.upper ?? '')) to--;
  return dotted(tokens, item.from, to) ?? (to - item.from === 1 ? tokens[item.from]?.text ?? '' : '()');
}

/** `a`, `t.a`, `t.*`, `*`, or a hole, when the item is nothing else. */
function dotted(tokens: readonly Token[], from: number, to: number): string | undefined {
  let text = '';
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    const expectsDot = (at - from) % 2 === 1;
    if (!token || at - from > 8) return undefined;
    if (expectsDot ? token.upper !== '.' : token.upper !== '*' && token.kind !== 'word' && token.kind !== 'quoted' && token.kind !== 'hole') return undefined;
    text += token.text;
  }
  return (to - from) % 2 === 1 ? text : undefined;
}

function answersOneRow(tokens: readonly Token[], parens: Parens, scope: Scope, items: readonly Item[]): boolean {
  const reads = scope.clauses.some(clause => clause.kind === 'from');
  if (!reads) {
    const [select] = clausesOf(scope, 'select');
    return items.length > 0 && items.every(item => !rowFunctions.has(tokens[item.from]?.upper ?? '') && !isOpenHole(tokens, item)) && select?.to === scope.to
      || items.length > 0 && items.every(item => !rowFunctions.has(tokens[item.from]?.upper ?? '') && !isOpenHole(tokens, item));
  }
  let aggregates = false;
  for (const item of items) {
    const kind = aggregation(tokens, parens, item);
    if (kind === 'rows') return false;
    aggregates ||= kind === 'aggregate';
  }
  return aggregates;
}

/** A hole that may hold the whole rest of the query, FROM included. */
function isOpenHole(tokens: readonly Token[], item: Item): boolean {
  return tokens[item.to - 1]?.kind === 'hole' && (item.to - item.from === 1 || tokens[item.to - 2]?.kind !== 'symbol');
}

/** `rows` when a column stands outside every aggregate, or the aggregate is a window's. */
function aggregation(tokens: readonly Token[], parens: Parens, item: Item): 'rows' | 'aggregate' | 'constant' {
  let aggregate = false;
  for (let at = item.from; at < item.to; at++) {
    const token = tokens[at];
    if (!token) break;
    if (token.upper === 'AS' && at > item.from) { at++; continue; }
    if (token.upper === '*' && at === item.from) return 'rows';
    if (token.kind === 'hole') return 'rows';
    if (token.kind !== 'word' && token.kind !== 'quoted') continue;
    const open = tokens[at + 1]?.upper === '(';
    if (open && aggregateFunctions.has(token.upper)) {
      const end = afterAggregate(tokens, parens, at + 1);
      if (tokens[end]?.upper === 'OVER') return 'rows';
      aggregate = true;
      at = end - 1;
      continue;
    }
    const previous = tokens[at - 1];
    const aliases = at === item.to - 1 && at > item.from && previous?.kind !== 'symbol' || previous?.upper === ')' && at === item.to - 1;
    const typed = previous?.upper === '::';
    if (!open && !aliases && !typed && !expressionWords.has(token.upper) && tokens[at + 1]?.upper !== '.') return 'rows';
  }
  return aggregate ? 'aggregate' : 'constant';
}

/** Past the arguments, FILTER (...) and WITHIN GROUP (...). */
function afterAggregate(tokens: readonly Token[], parens: Parens, open: number): number {
  let at = (parens.closeOf[open] ?? open) + 1;
  if (tokens[at]?.upper === 'WITHIN') at = (parens.closeOf[at + 2] ?? at + 2) + 1;
  if (tokens[at]?.upper === 'FILTER') at = (parens.closeOf[at + 1] ?? at + 1) + 1;
  return at;
}
