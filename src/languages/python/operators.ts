/** Numbers, comparisons and logic: values that are computed rather than passed on. */
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import type { Reading } from './reading.js';
import { valueOf } from './values.js';

export function numberOf(reading: Reading, node: NodeId): Value {
  const source = reading.tree.source(node).replaceAll('_', '').replace(/[lL]$/, '');
  const value = Number(/^0\d+$/.test(source) ? `0o${source}` : source);
  // Imaginary numbers, and Python 2 spellings nobody will write again.
  return Number.isNaN(value) ? reading.unknown(node, 'a number of a rare kind') : { kind: 'number', value, at: reading.at(node) };
}

export function operationOf(reading: Reading, node: NodeId, operator: string, operands: readonly NodeId[]): Value {
  return { kind: 'operation', operator, operands: operands.map(operand => valueOf(reading, operand)), at: reading.at(node) };
}

/** `-1` is a number; `-x` is an operation. */
export function negated(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const operator = tree.source(tree.first(node));
  const argument = tree.field(node, 'argument');
  if (argument < 0) return reading.unknown(node, 'could not be read');
  const value = valueOf(reading, argument);
  const at = reading.at(node);
  if (value.kind === 'number' && operator === '-') return { kind: 'number', value: -value.value, at };
  return { kind: 'operation', operator, operands: [value], at };
}

/** `a or b`, `a and b`: one of them; all but the last decide which. */
export function choiceOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const operator = tree.source(tree.field(node, 'operator'));
  const operands: NodeId[] = [];
  let left = node;
  while (tree.kind(left) === 'boolean_operator' && tree.source(tree.field(left, 'operator')) === operator) {
    operands.unshift(tree.field(left, 'right'));
    left = tree.field(left, 'left');
  }
  operands.unshift(left);
  const options = operands.map(operand => valueOf(reading, operand));
  const how = operator === 'and' ? 'and' : 'or';
  return { kind: 'choice', operator: how, options, tests: options.slice(0, -1), at: reading.at(node) };
}

/** `a < b < c` holds when both comparisons do. */
export function comparisonOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const operators: string[] = [];
  const operands: Value[] = [];
  const [firstPart] = reading.parts(node);
  for (const child of tree.children(node)) {
    if (tree.isField(child, 'operators')) operators.push(tree.source(child).replace(/\s+/g, ' '));
    else if (tree.isNamed(child) && (child === firstPart || operands.length > 0)) {
      if (tree.kind(child) !== 'comment' && tree.kind(child) !== 'line_continuation') operands.push(valueOf(reading, child));
    }
  }
  const at = reading.at(node);
  const pairs = operators.flatMap((operator, index): Value[] => {
    const [left, right] = [operands[index], operands[index + 1]];
    return left && right ? [{ kind: 'operation', operator, operands: [left, right], at }] : [];
  });
  const [only] = pairs;
  if (!only) return reading.unknown(node, 'could not be read');
  return pairs.length === 1 ? only : { kind: 'choice', operator: 'and', options: pairs, tests: pairs.slice(0, -1), at };
}
