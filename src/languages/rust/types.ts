/** Types as written, without references and lifetimes. */
import type { NodeId } from '../flat-tree.js';
import type { TypeRef } from '../../facts/structure.js';
import type { Reading } from './reading.js';

export function typeOf(reading: Reading, node: NodeId): TypeRef {
  const { tree } = reading;
  switch (tree.kind(node)) {
    case 'reference_type': case 'pointer_type': return typeOf(reading, tree.field(node, 'type'));
    case 'generic_type': case 'generic_type_with_turbofish':
      return { name: pathOf(reading, tree.field(node, 'type')), args: typeArguments(reading, tree.field(node, 'type_arguments')), text: textOf(reading, node) };
    case 'array_type': return { name: '[]', args: [typeOf(reading, tree.field(node, 'element'))], text: textOf(reading, node) };
    case 'tuple_type': return { name: '()', args: tree.namedChildren(node).map(part => typeOf(reading, part)), text: textOf(reading, node) };
    case 'unit_type': return { name: '()', args: [], text: '()' };
    case 'abstract_type': case 'dynamic_type': return { ...typeOf(reading, tree.field(node, 'trait')), text: textOf(reading, node) };
    case 'bounded_type': case 'trait_bounds': case 'bracketed_type': case 'higher_ranked_trait_bound': return firstType(reading, node);
    case 'function_type': return functionType(reading, node);
    case 'type_identifier': case 'primitive_type': return named(reading, node);
    default: return { name: pathOf(reading, node), args: [], text: textOf(reading, node) };
  }
}

function named(reading: Reading, node: NodeId): TypeRef {
  const name = reading.tree.source(node);
  const bound = reading.scope.bounds.get(name);
  // The bound says more than the parameter's letter; its own bounds cannot lead back here.
  if (bound) return { ...typeOfBound(bound.reading, bound.node), text: name };
  return { name, args: [], text: name };
}

function typeOfBound(reading: Reading, node: NodeId): TypeRef {
  const { scope } = reading;
  const bounds = scope.bounds;
  scope.bounds = new Map();
  const type = typeOf(reading, node);
  scope.bounds = bounds;
  return type;
}

/** `A + B`: the first that is a type; the rest are mostly `Send + Sync`. */
function firstType(reading: Reading, node: NodeId): TypeRef {
  const part = reading.tree.namedChildren(node).find(child => !['lifetime', 'type_parameters', 'use_bounds'].includes(reading.tree.kind(child)));
  return part === undefined ? { name: textOf(reading, node), args: [], text: textOf(reading, node) } : typeOf(reading, part);
}

/** `fn(A) -> B` and `Fn(A) -> B`: named by their trait, with what goes in and comes out as arguments. */
function functionType(reading: Reading, node: NodeId): TypeRef {
  const { tree } = reading;
  const trait = tree.field(node, 'trait');
  const result = tree.field(node, 'return_type');
  const params = tree.namedChildren(tree.field(node, 'parameters')).map(part => typeOf(reading, tree.kind(part) === 'parameter' ? tree.field(part, 'type') : part));
  return { name: trait < 0 ? 'fn' : tree.source(trait), args: result < 0 ? params : [...params, typeOf(reading, result)], text: textOf(reading, node) };
}

export function typeArguments(reading: Reading, node: NodeId): TypeRef[] {
  if (node < 0) return [];
  const { tree } = reading;
  const types: TypeRef[] = [];
  for (const part of tree.namedChildren(node)) {
    const kind = tree.kind(part);
    if (kind === 'lifetime' || kind.endsWith('_comment')) continue;
    types.push(typeOf(reading, kind === 'type_binding' ? tree.field(part, 'type') : part));
  }
  return types;
}

/** `sqlx::Pool` as `sqlx.Pool`; `<T as Trait>::Out` keeps its last part only. */
export function pathOf(reading: Reading, node: NodeId): string {
  const { tree } = reading;
  if (node < 0) return '';
  switch (tree.kind(node)) {
    case 'scoped_type_identifier': case 'scoped_identifier': {
      const path = tree.field(node, 'path');
      const name = tree.source(tree.field(node, 'name'));
      const before = path < 0 || tree.kind(path) === 'bracketed_type' ? '' : pathOf(reading, path);
      return before === '' ? name : `${before}.${name}`;
    }
    case 'generic_type': return pathOf(reading, tree.field(node, 'type'));
    default: return textOf(reading, node);
  }
}

function textOf(reading: Reading, node: NodeId): string {
  return reading.tree.source(node).replace(/\s+/g, ' ');
}
