/** Blocks and branches: what is decided by what, and what leaves the function at its end. */
import type { NodeId } from '../flat-tree.js';
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';
import { lowerStatements } from './statements.js';
import { bindPattern, patternValue } from './patterns.js';
import { isAside, isErr, letTest, valueOf } from './values.js';
import { lastSegment } from './macros.js';
import { LEAVING_MACROS, RAISING_MACROS } from './macro-names.js';

/** `value`: the caller uses what the expression gives; `tail`: it is what the function answers, so each branch records its own return. */
export type Use = 'value' | 'tail';

/** Lowers an expression that leaves the function: `return`, or the last one of a body. */
export function leave(reading: Reading, node: NodeId, at: Span = reading.at(node)): void {
  const { tree, facts } = reading;
  switch (tree.kind(node)) {
    case 'expression_statement': case 'else_clause': case 'parenthesized_expression': return leave(reading, tree.namedChildren(node).find(part => !isAside(tree.kind(part))) ?? node);
    case 'block': lowerBlock(reading, node, 'tail'); return;
    case 'unsafe_block': lowerUnsafe(reading, node, 'tail'); return;
    case 'if_expression': lowerIf(reading, node, 'tail'); return;
    case 'match_expression': lowerMatch(reading, node, 'tail'); return;
    case 'return_expression': case 'for_expression': case 'while_expression': case 'assignment_expression': case 'compound_assignment_expr':
      valueOf(reading, node); return;
    case 'macro_invocation': {
      const value = valueOf(reading, node);
      if (!RAISING_MACROS.has(lastSegment(reading, node))) facts.addReturn({ value, yields: false, at });
      return;
    }
    default: {
      const value = valueOf(reading, node);
      if (isErr(reading, node)) facts.addRaise({ value, at });
      else facts.addReturn({ value, yields: false, at });
    }
  }
}

/** The value of a block is its last expression's. */
export function lowerBlock(reading: Reading, node: NodeId, use: Use): Value {
  return reading.facts.inScope(reading.tree.end(node), () => lowerStatements(reading, reading.tree.namedChildren(node), use)) ?? { kind: 'nothing', at: reading.at(node) };
}

export function lowerUnsafe(reading: Reading, node: NodeId, use: Use): Value {
  const { tree, facts } = reading;
  return within(reading, node, inside => facts.inBlock({ kind: 'unsafe', group: facts.newGroup(), at: reading.at(node) }, inside), () => lowerBlock(reading, tree.firstOfKind(node, 'block'), use));
}

/** The branch's value, and its return when the function ends there. */
function branch(reading: Reading, node: NodeId, use: Use): Value {
  const { tree } = reading;
  if (tree.kind(node) === 'block') return lowerBlock(reading, node, use);
  if (use === 'value') return valueOf(reading, node);
  leave(reading, node);
  return { kind: 'nothing', at: reading.at(node) };
}

function within(reading: Reading, node: NodeId, open: (inside: () => void) => unknown, read: () => Value): Value {
  let value: Value = { kind: 'nothing', at: reading.at(node) };
  open(() => { value = read(); });
  return value;
}

interface Bound { readonly pattern: NodeId; readonly subject: Value }

/** Lowers a condition before its block is opened; what it binds belongs inside. */
function condition(reading: Reading, node: NodeId, bound: Bound[]): Value {
  const { tree } = reading;
  switch (tree.kind(node)) {
    case 'let_condition': {
      const subject = valueOf(reading, tree.field(node, 'value'));
      bound.push({ pattern: tree.field(node, 'pattern'), subject });
      return letTest(reading, node, subject);
    }
    case 'let_chain': {
      const operands = tree.namedChildren(node).filter(part => !isAside(tree.kind(part))).map(part => condition(reading, part, bound));
      return { kind: 'operation', operator: '&&', operands, at: reading.at(node) };
    }
    default: return valueOf(reading, node);
  }
}

/** Whether a branch ends elsewhere: it is, or its last statement is, a `return`, a `continue`, a panic. */
function leaves(reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  const last = tree.kind(node) === 'block' ? tree.namedChildren(node).findLast(part => !isAside(tree.kind(part))) ?? -1 : node;
  const inner = tree.kind(last) === 'expression_statement' ? tree.first(last) : last;
  switch (tree.kind(inner)) {
    case 'return_expression': case 'break_expression': case 'continue_expression': return true;
    case 'macro_invocation': return LEAVING_MACROS.has(lastSegment(reading, inner));
    default: return false;
  }
}

/** What an `Err(...)` pattern catches: nothing in particular for `Err(_)` and `Err(e)`; undefined for other patterns. */
function caughtBy(reading: Reading, pattern: NodeId): readonly string[] | undefined {
  const { tree } = reading;
  if (pattern < 0) return undefined;
  if (tree.kind(pattern) === 'match_pattern') {
    const caught = caughtBy(reading, tree.namedChildren(pattern)[0] ?? -1);
    // `Err(e) if e.is_not_found()`: only some.
    return caught && tree.field(pattern, 'condition') >= 0 ? [...caught, tree.source(tree.field(pattern, 'condition'))] : caught;
  }
  if (tree.kind(pattern) !== 'tuple_struct_pattern' || !/(^|::)Err$/.test(tree.source(tree.field(pattern, 'type')))) return undefined;
  const inner = tree.namedChildren(pattern).find(part => !tree.isField(part, 'type') && !isAside(tree.kind(part))) ?? -1;
  if (inner < 0 || /^(_|(ref |mut )*[a-z_]\w*)$/.test(tree.source(inner))) return [];
  return [tree.source(inner).replace(/\s*[({].*$/s, '')];
}

function caughtAs(reading: Reading, pattern: NodeId): { readonly catches?: readonly string[] } {
  const catches = caughtBy(reading, pattern);
  return catches ? { catches } : {};
}

/** `if let Err(e) = f()`, with no further condition. */
function caughtIn(reading: Reading, node: NodeId): { readonly catches?: readonly string[] } {
  return node >= 0 && reading.tree.kind(node) === 'let_condition' ? caughtAs(reading, reading.tree.field(node, 'pattern')) : {};
}

/** `{}`, `()`, `{ continue }`, a bare `return`. */
function doesNothing(reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  const parts = tree.namedChildren(node).filter(part => !isAside(tree.kind(part)));
  switch (tree.kind(node)) {
    case 'unit_expression': case 'continue_expression': return true;
    case 'return_expression': return parts.length === 0;
    case 'block': case 'expression_statement': case 'else_clause': return parts.every(part => doesNothing(reading, part));
    default: return false;
  }
}

export function lowerIf(reading: Reading, node: NodeId, use: Use): Value {
  const { tree, facts } = reading;
  const options: Value[] = [];
  const tests: Value[] = [];
  const group = facts.newGroup();
  let next = node;
  while (next >= 0 && tree.kind(next) === 'if_expression') {
    const one = next;
    const bound: Bound[] = [];
    const test = condition(reading, tree.field(one, 'condition'), bound);
    const consequence = tree.field(one, 'consequence');
    tests.push(test);
    const value = within(reading, one, inside => facts.inBlock({ kind: 'if', group, test, ...(leaves(reading, consequence) && { leaves: true }), ...(doesNothing(reading, consequence) && { empty: true }), ...caughtIn(reading, tree.field(one, 'condition')), at: reading.at(consequence) }, inside), () => {
      for (const { pattern, subject } of bound) bindPattern(reading, pattern, subject, { constant: true });
      return branch(reading, consequence, use);
    });
    if (!leaves(reading, consequence)) options.push(value);
    const otherwise = tree.field(one, 'alternative');
    next = otherwise < 0 ? -1 : tree.namedChildren(otherwise).find(part => !isAside(tree.kind(part))) ?? -1;
  }
  const last = next;
  if (last >= 0) {
    const value = within(reading, last, inside => facts.inBlock({ kind: 'else', group, ...(leaves(reading, last) && { leaves: true }), ...(doesNothing(reading, last) && { empty: true }), at: reading.at(last) }, inside), () => branch(reading, last, use));
    if (!leaves(reading, last)) options.push(value);
  } else {
    options.push({ kind: 'nothing', at: reading.at(node) });
  }
  return { kind: 'choice', options, tests, at: reading.at(node) };
}

export function lowerMatch(reading: Reading, node: NodeId, use: Use): Value {
  const { tree, facts } = reading;
  const subject = valueOf(reading, tree.field(node, 'value'));
  const group = facts.newGroup();
  const options: Value[] = [];
  const arms = tree.field(node, 'body');
  for (const arm of arms < 0 ? [] : tree.namedChildren(arms)) {
    if (tree.kind(arm) !== 'match_arm') continue;
    const pattern = tree.field(arm, 'pattern');
    const guard = pattern < 0 ? -1 : tree.field(pattern, 'condition');
    const bound: Bound[] = [];
    const guardTest = guard < 0 ? undefined : condition(reading, guard, bound);
    const compared = patternValue(reading, pattern);
    const test: Value | undefined = compared && guardTest ? { kind: 'operation', operator: '&&', operands: [compared, guardTest], at: reading.at(pattern) } : guardTest ?? compared;
    const body = tree.field(arm, 'value');
    const ends = leaves(reading, body);
    const value = within(reading, arm, inside => facts.inBlock({ kind: 'case', group, over: subject, ...(test && { test }), ...(ends && { leaves: true }), ...(doesNothing(reading, body) && { empty: true }), ...caughtAs(reading, pattern), at: reading.at(arm) }, inside), () => {
      bindPattern(reading, pattern, subject, { constant: true });
      for (const one of bound) bindPattern(reading, one.pattern, one.subject, { constant: true });
      return branch(reading, body, use);
    });
    // An arm that leaves gives the whole expression no value.
    if (!ends) options.push(value);
  }
  return { kind: 'choice', options, tests: [subject], at: reading.at(node) };
}

export function lowerFor(reading: Reading, node: NodeId): Value {
  const { tree, facts } = reading;
  const over = valueOf(reading, tree.field(node, 'value'));
  const pattern = tree.field(node, 'pattern');
  facts.inBlock({ kind: 'loop', group: facts.newGroup(), over, at: reading.at(node) }, () => {
    bindPattern(reading, pattern, { kind: 'item', of: over, at: reading.at(pattern) }, { constant: true });
    lowerBlock(reading, tree.field(node, 'body'), 'value');
  });
  return { kind: 'nothing', at: reading.at(node) };
}

export function lowerWhile(reading: Reading, node: NodeId): Value {
  const { tree, facts } = reading;
  const bound: Bound[] = [];
  const test = condition(reading, tree.field(node, 'condition'), bound);
  facts.inBlock({ kind: 'while', group: facts.newGroup(), test, at: reading.at(node) }, () => {
    for (const { pattern, subject } of bound) bindPattern(reading, pattern, subject, { constant: true });
    lowerBlock(reading, tree.field(node, 'body'), 'value');
  });
  return { kind: 'nothing', at: reading.at(node) };
}

export function lowerLoop(reading: Reading, node: NodeId): Value {
  const { tree, facts } = reading;
  facts.inBlock({ kind: 'loop', group: facts.newGroup(), at: reading.at(node) }, () => { lowerBlock(reading, tree.field(node, 'body'), 'value'); });
  return reading.unknown(node, 'the value a loop breaks with');
}
