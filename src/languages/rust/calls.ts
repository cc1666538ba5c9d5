/** Calls of functions and methods. */
import type { NodeId } from '../flat-tree.js';
import type { Argument, TypeRef } from '../../facts/structure.js';
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';
import { pathValue } from './paths.js';
import { typeArguments } from './types.js';
import { isAside, valueOf } from './values.js';

/** Constructors that only say "here it is": like `?`, they leave no trace. */
const WRAPPERS: ReadonlySet<string> = new Set(['Some', 'Ok']);

export function callValue(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const { callee, nameAt, types } = calleeOf(reading, tree.field(node, 'function'));
  const args = callArguments(reading, tree.field(node, 'arguments'));
  const only = args.length === 1 ? args[0] : undefined;
  if (callee.kind === 'name' && WRAPPERS.has(callee.name) && only) return only.value;
  return emptyValue(callee, reading.at(node)) ?? reading.facts.addCall({ callee, args, ...(types.length > 0 && { types }), at: reading.at(node), nameAt });
}

function calleeOf(reading: Reading, node: NodeId): { callee: Value; nameAt: Argument['value']['at']; types: readonly TypeRef[] } {
  const { tree } = reading;
  switch (tree.kind(node)) {
    case 'identifier': case 'scoped_identifier': case 'self': {
      const name = tree.kind(node) === 'scoped_identifier' ? tree.field(node, 'name') : node;
      return { callee: pathValue(reading, node), nameAt: reading.at(name), types: [] };
    }
    case 'generic_function': return { ...calleeOf(reading, tree.field(node, 'function')), types: typeArguments(reading, tree.field(node, 'type_arguments')) };
    case 'field_expression': return { callee: valueOf(reading, node), nameAt: reading.at(tree.field(node, 'field')), types: [] };
    default: return { callee: valueOf(reading, node), nameAt: reading.at(node), types: [] };
  }
}

function callArguments(reading: Reading, node: NodeId): Argument[] {
  const { tree } = reading;
  const args: Argument[] = [];
  for (const part of tree.namedChildren(node)) if (!isAside(tree.kind(part))) args.push({ value: valueOf(reading, part) });
  return args;
}

/** `Vec::new()` is `vec![]`, `String::new()` is `""`: the prelude's own way of writing nothing yet. */
function emptyValue(callee: Value, at: Span): Value | undefined {
  if (callee.kind !== 'member' || callee.of.kind !== 'name' || (callee.name !== 'new' && callee.name !== 'with_capacity')) return undefined;
  switch (callee.of.name) {
    case 'Vec': return { kind: 'list', items: [], at };
    case 'String': return { kind: 'text', text: '', at };
    default: return undefined;
  }
}
