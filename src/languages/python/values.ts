/** Python expressions to values: where each one comes from. */
import type { RecordEntry, Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { assign } from './assignments.js';
import { callOf } from './calls.js';
import { comprehensionOf } from './comprehensions.js';
import { readLambda } from './functions.js';
import { joinPlus, joinPercent } from './formatting.js';
import { negated, numberOf, operationOf, choiceOf, comparisonOf } from './operators.js';
import type { Reading } from './reading.js';
import { noteSqlText } from './sql-texts.js';
import { concatenatedOf, stringOf } from './strings.js';

type ReadValue = (reading: Reading, node: NodeId) => Value;

const readers: Readonly<Record<string, ReadValue>> = {
  identifier: (reading, node) => ({ kind: 'name', name: reading.tree.source(node), at: reading.at(node) }),
  attribute: memberOf,
  dotted_name: dottedOf,
  subscript: indexOf,
  slice: boundsOf,
  call: callOf,
  await: awaitedOf,
  type: innerOf,
  keyword_argument: (reading, node) => valueOf(reading, reading.tree.field(node, 'value')),
  string: stringOf,
  concatenated_string: concatenatedOf,
  integer: numberOf,
  float: numberOf,
  true: (reading, node) => ({ kind: 'boolean', value: true, at: reading.at(node) }),
  false: (reading, node) => ({ kind: 'boolean', value: false, at: reading.at(node) }),
  none: (reading, node) => ({ kind: 'nothing', at: reading.at(node) }),
  ellipsis: (reading, node) => ({ kind: 'name', name: 'Ellipsis', at: reading.at(node) }),
  tuple: listOf,
  list: listOf,
  set: listOf,
  expression_list: listOf,
  pattern_list: listOf,
  tuple_pattern: listOf,
  list_pattern: listOf,
  dictionary: recordOf,
  list_splat: spreadOf,
  list_splat_pattern: spreadOf,
  parenthesized_list_splat: spreadOf,
  dictionary_splat: innerOf,
  binary_operator: binaryOf,
  unary_operator: negated,
  not_operator: (reading, node) => operationOf(reading, node, 'not', reading.parts(node)),
  boolean_operator: choiceOf,
  comparison_operator: comparisonOf,
  conditional_expression: conditionalOf,
  lambda: (reading, node) => readLambda(reading, node, '<closure>'),
  list_comprehension: comprehensionOf,
  set_comprehension: comprehensionOf,
  dictionary_comprehension: comprehensionOf,
  generator_expression: comprehensionOf,
  named_expression: walrusOf,
  yield: yieldOf,
};

/** The expressions that put text together, whose result is looked at once it is complete. */
const joining: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'binary_operator', 'call']);

export function valueOf(reading: Reading, node: NodeId): Value {
  const inner = insideParentheses(reading, node);
  const value = read(reading, inner);
  if (value.kind === 'joined' && joining.has(reading.tree.kind(inner))) noteSqlText(reading, value);
  return value;
}

/** Like `valueOf`, for a piece of a text that is still being put together. */
export function operandOf(reading: Reading, node: NodeId): Value {
  return read(reading, insideParentheses(reading, node));
}

export function insideParentheses(reading: Reading, node: NodeId): NodeId {
  let inner = node;
  while (reading.tree.kind(inner) === 'parenthesized_expression') {
    const [only] = reading.parts(inner);
    if (only === undefined) return inner;
    inner = only;
  }
  return inner;
}

function read(reading: Reading, node: NodeId): Value {
  const kind = reading.tree.kind(node);
  const reader = readers[kind];
  if (!reader) return unreadable(reading, node, kind);
  return reading.descend(() => reader(reading, node), () => reading.unknown(node, 'nested too deeply'));
}

function unreadable(reading: Reading, node: NodeId, kind: string): Value {
  if (node < 0) return { kind: 'unknown', because: 'could not be read', at: { start: 0, end: 0 } };
  // The calls inside still happen.
  reading.descend(() => { for (const part of reading.parts(node)) valueOf(reading, part); }, () => undefined);
  return reading.unknown(node, kind === 'ERROR' ? 'could not be read' : `a ${kind.replaceAll('_', ' ')}`);
}

function innerOf(reading: Reading, node: NodeId): Value {
  const [inner] = reading.parts(node);
  return inner === undefined ? reading.unknown(node, 'nothing inside') : valueOf(reading, inner);
}

function memberOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const object = tree.field(node, 'object');
  if (reading.dottedImports.size > 0 && reading.dottedImports.has(tree.source(node))) return { kind: 'name', name: tree.source(node), at: reading.at(node) };
  const of = valueOf(reading, object);
  return { kind: 'member', of, name: tree.source(tree.field(node, 'attribute')), at: reading.at(node) };
}

function dottedOf(reading: Reading, node: NodeId): Value {
  const [first, ...others] = reading.parts(node);
  if (first === undefined) return reading.unknown(node, 'could not be read');
  const start = reading.tree.start(node);
  return others.reduce<Value>(
    (of, part) => ({ kind: 'member', of, name: reading.tree.source(part), at: { start, end: reading.tree.end(part) } }),
    valueOf(reading, first),
  );
}

function indexOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const at = reading.at(node);
  const of = valueOf(reading, tree.field(node, 'value'));
  const keys = reading.parts(node).filter(part => tree.isField(part, 'subscript'));
  const [only] = keys;
  if (only === undefined) return reading.unknown(node, 'could not be read');
  const items = keys.map(key => valueOf(reading, key));
  const [key] = items;
  if (key && items.length === 1) {
    return { kind: 'index', of, key, ...(tree.kind(only) === 'slice' ? { slice: true } : {}), at };
  }
  return { kind: 'index', of, key: { kind: 'list', items, at }, at };
}

/** `a:b:c`; a bound left out is nothing. */
function boundsOf(reading: Reading, node: NodeId): Value {
  const items: Value[] = [];
  let sinceColon: Value | undefined;
  const at = reading.at(node);
  const { tree } = reading;
  for (const child of tree.children(node)) {
    if (tree.kind(child) === ':') {
      items.push(sinceColon ?? { kind: 'nothing', at });
      sinceColon = undefined;
    } else if (tree.isNamed(child)) sinceColon = valueOf(reading, child);
  }
  items.push(sinceColon ?? { kind: 'nothing', at });
  return { kind: 'list', items, at };
}

function awaitedOf(reading: Reading, node: NodeId): Value {
  const value = innerOf(reading, node);
  reading.facts.addAwait(reading.at(node), value);
  return value;
}

function listOf(reading: Reading, node: NodeId): Value {
  return { kind: 'list', items: reading.parts(node).map(part => valueOf(reading, part)), at: reading.at(node) };
}

function recordOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const entries = reading.parts(node).flatMap((part): RecordEntry[] => {
    if (tree.kind(part) === 'dictionary_splat') return [{ key: undefined, value: innerOf(reading, part), spread: true }];
    if (tree.kind(part) !== 'pair') return [];
    return [{ key: valueOf(reading, tree.field(part, 'key')), value: valueOf(reading, tree.field(part, 'value')) }];
  });
  return { kind: 'record', entries, at: reading.at(node) };
}

function spreadOf(reading: Reading, node: NodeId): Value {
  return { kind: 'item', of: innerOf(reading, node), at: reading.at(node) };
}

function binaryOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const operator = tree.source(tree.field(node, 'operator'));
  if (operator === '+') return joinPlus(reading, node);
  const [left, right] = [tree.field(node, 'left'), tree.field(node, 'right')];
  if (operator === '%') return joinPercent(reading, node, left, right);
  const operands = [valueOf(reading, left), valueOf(reading, right)] as const;
  if (operator === '*') {
    const list = operands.find(operand => operand.kind === 'list');
    const times = operands.find(operand => operand !== list);
    if (list?.kind === 'list' && times) return { ...list, repeat: times, at: reading.at(node) };
  }
  return { kind: 'operation', operator, operands, at: reading.at(node) };
}

function conditionalOf(reading: Reading, node: NodeId): Value {
  const [then, test, otherwise] = reading.parts(node);
  if (then === undefined || test === undefined || otherwise === undefined) return unreadable(reading, node, 'ERROR');
  const tests = [valueOf(reading, test)];
  return { kind: 'choice', options: [valueOf(reading, then), valueOf(reading, otherwise)], tests, at: reading.at(node) };
}

function walrusOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const value = valueOf(reading, tree.field(node, 'value'));
  const name = tree.field(node, 'name');
  if (name >= 0) assign(reading, name, value, undefined, '=', node);
  return value;
}

function yieldOf(reading: Reading, node: NodeId): Value {
  const at = reading.at(node);
  const [given] = reading.parts(node);
  const inner: Value = given === undefined ? { kind: 'nothing', at } : valueOf(reading, given);
  const value: Value = reading.has(node, 'from') ? { kind: 'item', of: inner, at } : inner;
  reading.facts.addReturn({ value, yields: true, at });
  return reading.unknown(node, 'what the caller sends in');
}
