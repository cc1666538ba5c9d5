/** Computations: sums, prices, versions, and values picked by the state of an entity; not pages, clocks, sizes, indices or text. */
import type { Span } from '../../facts/span.js';
import type { Assignment } from '../../facts/structure.js';
import type { OperationValue, Value } from '../../facts/value.js';
import type { Body } from './body.js';
import { isAside, isTechnical } from './words.js';

/** Factors that change a unit, not a value. */
const units = new Set([24, 60, 1000, 1024, 3600, 86_400, 1_000_000, 1_000_000_000, 86_400_000, 3_600_000, 60_000, 1_048_576]);
const sums = new Set(['sum', 'sumBy', 'fsum', 'checked_add', 'checked_sub', 'checked_mul', 'saturating_sub']);

/** Each place once: the outermost expression that computes. */
export function computationsIn(body: Body): Span[] {
  const { calls, assignments, returns } = body.all;
  const found: Span[] = [];
  const look = (value: Value): void => {
    const computed = computationIn(body, value);
    if (computed) found.push(computed);
  };
  for (const one of assignments) {
    if (isTechnicalValue(one.target)) continue;
    if (accumulates(body, one)) found.push(one.at);
    else look(one.value);
  }
  for (const one of returns) if (!isOrder(body, one.in)) look(one.value);
  for (const { fact } of calls) {
    const path = body.pathOf(fact.callee);
    if (isAside(path)) continue;
    if (sums.has(path.at(-1) ?? '') && !path.some(isTechnical) && !fact.args.some(argument => mentionsTechnical(body, argument.value))) found.push(fact.at);
    else for (const argument of fact.args) look(argument.value);
  }
  return outermost(found);
}

/** `total += price`, `order.version += 1`; a plain counter is none. */
function accumulates(body: Body, { operator, target, value }: Assignment): boolean {
  if (operator !== '+=') return false;
  if (isText(value) || value.kind === 'list' || value.kind === 'each' || mentionsTechnical(body, value)) return false;
  return value.kind === 'number' ? target.kind === 'member' || value.value !== 1 : true;
}

function computationIn(body: Body, value: Value): Span | undefined {
  switch (value.kind) {
    case 'operation': return isArithmetic(body, value) ? value.at : firstOf(body, value.operands);
    case 'choice': return firstOf(body, [...value.tests, ...value.options]);
    case 'list': return firstOf(body, value.items);
    case 'record': return firstOf(body, value.entries.filter(entry => !(entry.key?.kind === 'text' && isTechnical(entry.key.text))).map(entry => entry.value));
    case 'each': return firstOf(body, [value.element]);
    default: return undefined;
  }
}

function firstOf(body: Body, values: readonly Value[]): Span | undefined {
  for (const value of values) {
    const found = computationIn(body, value);
    if (found) return found;
  }
  return undefined;
}

function isArithmetic(body: Body, value: OperationValue): boolean {
  if (!/^(\+|-|\*|\/|%|\/\/|\*\*)$/.test(value.operator) || value.operands.length < 2) return false;
  const leaves = leavesOf(value);
  if (leaves.some(one => isText(one) || one.kind === 'list' || one.kind === 'each' || (one.kind === 'number' && units.has(one.value)))) return false;
  if (leaves.some(one => mentionsTechnical(body, one))) return false;
  // What only adds names may join text.
  if (value.operator === '+' && !leaves.some(one => one.kind === 'number') && !value.operands.some(one => one.kind === 'operation' && one.operator !== '+')) return false;
  return leaves.some(one => one.kind === 'name' || one.kind === 'member' || one.kind === 'call' || one.kind === 'index');
}

/** What an arithmetic expression is made of, choices entered. */
function leavesOf(value: Value): readonly Value[] {
  if (value.kind === 'operation') return value.operands.flatMap(leavesOf);
  if (value.kind === 'choice') return value.options.flatMap(leavesOf);
  return [value];
}

function isTechnicalValue(value: Value): boolean {
  return (value.kind === 'name' || value.kind === 'member') && isTechnical(value.name);
}

/** A page, a clock, a size: by its own name, or by the name of the call that gives it. */
function mentionsTechnical(body: Body, value: Value): boolean {
  switch (value.kind) {
    case 'name': return isTechnical(value.name);
    case 'member': return isTechnical(value.name) || (value.of.kind === 'name' && /^(Date|Instant|Duration|Utc|Local|SystemTime|datetime|time)$/.test(value.of.name));
    case 'index': return mentionsTechnical(body, value.of) || (value.key.kind === 'text' && isTechnical(value.key.text));
    case 'call': {
      const call = body.file.calls[value.call];
      const path = call ? body.pathOf(call.callee) : [];
      return path.some(isTechnical) || (call?.args.some(argument => mentionsTechnical(body, argument.value)) ?? false);
    }
    case 'operation': return value.operands.some(one => mentionsTechnical(body, one));
    case 'choice': return value.options.some(one => mentionsTechnical(body, one));
    case 'each': return mentionsTechnical(body, value.element);
    default: return false;
  }
}

function isText(value: Value): boolean { return value.kind === 'text' || value.kind === 'joined'; }

/** A comparator's difference is an order, no value. */
function isOrder(body: Body, closure: number): boolean {
  const taker = body.takerOf(closure);
  return taker !== undefined && /^(sort|sorted|toSorted|sort_by|sort_unstable_by|orderBy|sortBy|max_by|min_by|cmp)/.test(body.pathOf(taker.callee).at(-1) ?? '');
}

function outermost(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((one, other) => one.start - other.start || other.end - one.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (!last || span.start >= last.end) kept.push(span);
  }
  return kept;
}
