/** Python's control flow: which statements run in which branch, loop, handler or context. */
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { assign } from './assignments.js';
import { readCase } from './patterns.js';
import type { Reading } from './reading.js';
import { readStatements } from './statements.js';
import { typeOf } from './types.js';
import { valueOf } from './values.js';

export function readIf(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const group = facts.newGroup();
  readBranch(reading, node, group);
  for (const part of reading.parts(node)) {
    const kind = tree.kind(part);
    if (kind === 'elif_clause') readBranch(reading, part, group);
    else if (kind === 'else_clause') readElse(reading, part, group);
  }
}

function readBranch(reading: Reading, node: NodeId, group: number): void {
  const { tree, facts } = reading;
  const condition = tree.field(node, 'condition');
  const test = valueOrUnknown(reading, condition, node);
  const outer = reading.typeOnly;
  if (condition >= 0 && /^(?:\w+\.)?TYPE_CHECKING$/.test(tree.source(condition))) reading.typeOnly = true;
  const body = tree.field(node, 'consequence');
  const whole = reading.at(node);
  const at = body < 0 ? whole : { start: whole.start, end: reading.at(body).end };
  facts.inBlock({ kind: 'if', group, test, ...(leaves(reading, body) && { leaves: true }), at }, () => readBody(reading, node, 'consequence'));
  reading.typeOnly = outer;
}

const leaving: ReadonlySet<string> = new Set(['return_statement', 'raise_statement', 'continue_statement', 'break_statement']);

function leaves(reading: Reading, body: NodeId): boolean {
  const last = body < 0 ? undefined : reading.parts(body).at(-1);
  return last !== undefined && leaving.has(reading.tree.kind(last));
}

function readElse(reading: Reading, node: NodeId, group: number): void {
  reading.facts.inBlock({ kind: 'else', group, ...(leaves(reading, reading.tree.field(node, 'body')) && { leaves: true }), at: reading.at(node) }, () => readBody(reading, node, 'body'));
}

export function readFor(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const over = valueOrUnknown(reading, tree.field(node, 'right'), node);
  const target = tree.field(node, 'left');
  if (tree.firstOfKind(node, 'async') >= 0) facts.addAwait(over.at);
  facts.inBlock({ kind: 'loop', group: facts.newGroup(), over, at: reading.at(node) }, () => {
    if (target >= 0) assign(reading, target, { kind: 'item', of: over, at: reading.at(target) });
    readBody(reading, node, 'body');
  });
  readTrailingElse(reading, node);
}

export function readWhile(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const test = valueOrUnknown(reading, tree.field(node, 'condition'), node);
  facts.inBlock({ kind: 'while', group: facts.newGroup(), test, at: reading.at(node) }, () => readBody(reading, node, 'body'));
  readTrailingElse(reading, node);
}

/** The `else` of a loop or a `try` runs after it, so it is no alternative to it. */
function readTrailingElse(reading: Reading, node: NodeId): void {
  const otherwise = reading.tree.firstOfKind(node, 'else_clause');
  if (otherwise >= 0) readElse(reading, otherwise, reading.facts.newGroup());
}

export function readTry(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const group = facts.newGroup();
  const body = tree.field(node, 'body');
  facts.inBlock({ kind: 'try', group, at: reading.at(body >= 0 ? body : node) }, () => readBody(reading, node, 'body'));
  for (const part of reading.parts(node)) {
    const kind = tree.kind(part);
    if (kind === 'except_clause' || kind === 'except_group_clause') readExcept(reading, part, group);
    else if (kind === 'else_clause') readElse(reading, part, facts.newGroup());
    else if (kind === 'finally_clause') facts.inBlock({ kind: 'finally', group, at: reading.at(part) }, () => readInnerBlock(reading, part));
  }
}

function readExcept(reading: Reading, node: NodeId, group: number): void {
  const { tree, facts } = reading;
  const [caught, name] = caughtIn(reading, node);
  const types = caught < 0 ? [] : listed(reading, caught);
  const catches = types.map(type => tree.source(type));
  facts.inBlock({ kind: 'catch', group, catches, ...(doesNothing(reading, reading.tree.firstOfKind(node, 'block')) && { empty: true }), ...(leaves(reading, reading.tree.firstOfKind(node, 'block')) && { leaves: true }), at: reading.at(node) }, () => {
    if (name >= 0) {
      const refs = types.map(type => typeOf(reading, type));
      assign(reading, name, reading.unknown(name, 'the caught error'), caughtType(refs, catches));
    }
    readInnerBlock(reading, node);
  });
}

/** `pass`, `...`, a text, `continue`, a bare `return`: whatever happened, nobody hears of it. */
function doesNothing(reading: Reading, body: NodeId): boolean {
  const { tree } = reading;
  return body >= 0 && reading.parts(body).every(part => {
    switch (tree.kind(part)) {
      case 'pass_statement': case 'continue_statement': return true;
      case 'return_statement': return reading.parts(part).length === 0;
      case 'expression_statement': return reading.parts(part).every(inner => tree.kind(inner) === 'ellipsis' || tree.kind(inner) === 'string');
      default: return false;
    }
  });
}

/** `except A as e`, and Python 2's `except A, e`. */
function caughtIn(reading: Reading, node: NodeId): readonly [caught: NodeId, name: NodeId] {
  const { tree } = reading;
  const parts = reading.parts(node).filter(part => tree.kind(part) !== 'block');
  let [caught = -1] = parts;
  const second = parts[1] ?? -1;
  if (caught >= 0 && tree.kind(caught) === 'as_pattern') {
    const alias = tree.field(caught, 'alias');
    const [inner = -1] = reading.parts(caught);
    const [target = -1] = alias < 0 ? [] : reading.parts(alias);
    return [splatless(reading, inner), target];
  }
  caught = splatless(reading, caught);
  return [caught, second];
}

/** `except* A` puts a star before the type. */
function splatless(reading: Reading, node: NodeId): NodeId {
  return node >= 0 && reading.tree.kind(node) === 'list_splat' ? reading.parts(node)[0] ?? -1 : node;
}

function listed(reading: Reading, node: NodeId): NodeId[] {
  const kind = reading.tree.kind(node);
  if (kind === 'parenthesized_expression') return reading.parts(node).flatMap(part => listed(reading, part));
  return kind === 'tuple' ? reading.parts(node) : [node];
}

function caughtType(refs: readonly TypeRef[], catches: readonly string[]): TypeRef | undefined {
  return refs.length > 1 ? { name: '|', args: refs, text: catches.join(' | ') } : refs[0];
}

export function readWith(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const clause = tree.firstOfKind(node, 'with_clause');
  const items = clause < 0 ? [] : withItems(reading, clause);
  const managers: Value[] = [];
  const bound: (readonly [target: NodeId, value: Value])[] = [];
  for (const item of items) {
    const [manager = item] = tree.kind(item) === 'as_pattern' ? reading.parts(item) : [item];
    const value = valueOf(reading, manager);
    managers.push(value);
    const alias = tree.kind(item) === 'as_pattern' ? tree.field(item, 'alias') : -1;
    for (const target of alias < 0 ? [] : reading.parts(alias)) bound.push([target, value]);
  }
  const over: Value = { kind: 'list', items: managers, at: reading.at(clause >= 0 ? clause : node) };
  if (tree.firstOfKind(node, 'async') >= 0) facts.addAwait(over.at);
  facts.inBlock({ kind: 'with', group: facts.newGroup(), over, at: reading.at(node) }, () => {
    for (const [target, value] of bound) assign(reading, target, value);
    readBody(reading, node, 'body');
  });
}

/** `with (a() as b, c() as d):` reads as one item holding a tuple. */
function withItems(reading: Reading, clause: NodeId): NodeId[] {
  return reading.parts(clause).flatMap(item => reading.parts(item)).flatMap(item => {
    const holdsNames = reading.tree.kind(item) === 'tuple' || reading.tree.kind(item) === 'parenthesized_expression';
    return holdsNames ? reading.parts(item) : [item];
  });
}

export function readMatch(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const subjects = reading.parts(node).filter(part => tree.isField(part, 'subject')).map(part => valueOf(reading, part));
  const [only] = subjects;
  const subject: Value = only && subjects.length === 1 ? only : { kind: 'list', items: subjects, at: reading.at(node) };
  const group = facts.newGroup();
  const body = tree.field(node, 'body');
  for (const part of body < 0 ? [] : reading.parts(body)) {
    if (tree.kind(part) === 'case_clause') readCase(reading, part, subject, group, () => readBody(reading, part, 'consequence'));
  }
}

function readBody(reading: Reading, node: NodeId, field: string): void {
  const body = reading.tree.field(node, field);
  if (body >= 0) readStatements(reading, body);
}

function readInnerBlock(reading: Reading, node: NodeId): void {
  const block = reading.tree.firstOfKind(node, 'block');
  if (block >= 0) readStatements(reading, block);
}

function valueOrUnknown(reading: Reading, node: NodeId, around: NodeId): Value {
  return node >= 0 ? valueOf(reading, node) : reading.unknown(around, 'could not be read');
}
