/** `let`, assignments, constants and statics. */
import type { NodeId } from '../flat-tree.js';
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';
import { lowerBlock } from './flow.js';
import { lowerClosure } from './functions.js';
import { bindPattern } from './patterns.js';
import { typeOf } from './types.js';
import { valueOf } from './values.js';

/** `let pattern: Type = value else { .. };` */
export function lowerLet(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const pattern = tree.field(node, 'pattern');
  const typeNode = tree.field(node, 'type');
  const type = typeNode < 0 ? undefined : typeOf(reading, typeNode);
  const value = initialValue(reading, tree.field(node, 'value'), pattern) ?? reading.unknown(node, 'declared without a value');
  const otherwise = tree.field(node, 'alternative');
  if (otherwise >= 0) {
    facts.inBlock({ kind: 'else', group: facts.newGroup(), at: reading.at(otherwise) }, () => { lowerBlock(reading, otherwise, 'value'); });
  }
  if (tree.field(node, 'value') < 0 && !type) return;
  if (pattern >= 0 && tree.source(pattern) === '_') bindNothing(reading, pattern, value, type);
  bindPattern(reading, pattern, value, { constant: tree.firstOfKind(node, 'mutable_specifier') < 0, ...(type && { type }) });
}

/** `let _ = x`: thrown away in so many words. */
function bindNothing(reading: Reading, node: NodeId, value: Value, type?: TypeRef): void {
  const at = reading.at(node);
  reading.facts.addAssignment({ target: { kind: 'name', name: '_', at }, value, operator: '=', declares: true, constant: true, ...(type && { type }), at });
}

function initialValue(reading: Reading, value: NodeId, pattern: NodeId): Value | undefined {
  if (value < 0) return undefined;
  const { tree } = reading;
  if (tree.kind(value) === 'closure_expression' && tree.kind(pattern) === 'identifier') return lowerClosure(reading, value, tree.source(pattern));
  return valueOf(reading, value);
}

export function lowerAssignment(reading: Reading, node: NodeId): Value {
  const { tree, facts } = reading;
  const left = tree.field(node, 'left');
  const value = valueOf(reading, tree.field(node, 'right'));
  const at = reading.at(node);
  if (tree.kind(left) === 'tuple_expression') {
    tree.namedChildren(left).forEach((part, index) => {
      const target = valueOf(reading, part);
      const piece: Value = value.kind === 'list' ? value.items[index] ?? value : { kind: 'member', of: value, name: String(index), at: reading.at(part) };
      if (isPlace(target)) facts.addAssignment({ target, value: piece, operator: '=', declares: false, constant: false, at });
    });
    return { kind: 'nothing', at };
  }
  if (left >= 0 && tree.source(left) === '_') {
    bindNothing(reading, left, value);
    return { kind: 'nothing', at };
  }
  const target = valueOf(reading, left);
  if (isPlace(target)) facts.addAssignment({ target, value, operator: '=', declares: false, constant: false, at });
  return { kind: 'nothing', at };
}

export function lowerCompoundAssignment(reading: Reading, node: NodeId): Value {
  const { tree, facts } = reading;
  const value = valueOf(reading, tree.field(node, 'right'));
  const target = valueOf(reading, tree.field(node, 'left'));
  const at = reading.at(node);
  const operator = tree.kind(tree.field(node, 'operator')) === '+=' ? '+=' : 'other';
  if (isPlace(target)) facts.addAssignment({ target, value, operator, declares: false, constant: false, at });
  return { kind: 'nothing', at };
}

function isPlace(value: Value): boolean { return value.kind === 'name' || value.kind === 'member' || value.kind === 'index'; }

/** `const`, `static`, and the `static ref` of `lazy_static!`. */
export function lowerConstant(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const name = tree.field(node, 'name');
  const typeNode = tree.field(node, 'type');
  const initial = tree.field(node, 'value');
  if (initial < 0) return;
  const value = valueOf(reading, initial);
  facts.addAssignment({
    target: { kind: 'name', name: tree.source(name), at: reading.at(name) }, value, operator: '=', declares: true,
    constant: tree.firstOfKind(node, 'mutable_specifier') < 0, ...(typeNode >= 0 && { type: typeOf(reading, typeNode) }), at: reading.at(node),
  });
}
