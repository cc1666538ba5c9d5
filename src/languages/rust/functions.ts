/** Functions, methods, closures and async blocks, with their parameters. */
import type { NodeId } from '../flat-tree.js';
import type { Decorator, Param } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { Reading, BoundAt } from './reading.js';
import { marksTest } from './attributes.js';
import { lowerBlock, leave } from './flow.js';
import { bindPattern } from './patterns.js';
import { typeOf } from './types.js';

interface ReadParam { readonly param: Param; readonly parts?: { readonly pattern: NodeId } }

export function lowerFunction(reading: Reading, node: NodeId, decorators: readonly Decorator[], kind: 'function' | 'method', isPublic: boolean): void {
  const { tree, facts, scope } = reading;
  const nameNode = tree.field(node, 'name');
  const modifiers = tree.firstOfKind(node, 'function_modifiers');
  const bounds = scope.bounds;
  scope.bounds = new Map([...scope.typeBounds, ...boundsOf(reading, node)]);
  const params = readParams(reading, tree.field(node, 'parameters'));
  scope.bounds = bounds;
  const returns = tree.field(node, 'return_type');
  facts.inFunction({
    name: tree.source(nameNode), at: reading.at(node), nameAt: reading.at(nameNode), kind,
    params: params.map(one => one.param), decorators, ...(returns >= 0 && { returns: typeOf(reading, returns) }),
    async: modifiers >= 0 && /\basync\b/.test(tree.source(modifiers)), generator: false,
    test: scope.inTest || decorators.some(marksTest), public: isPublic, module: scope.modules,
  }, () => {
    bindParams(reading, params);
    const body = tree.field(node, 'body');
    if (body >= 0) lowerBlock(reading, body, 'tail');
  });
}

/** `<E: Executor>` and `where E: Executor`. */
export function boundsOf(reading: Reading, node: NodeId): Map<string, BoundAt> {
  const { tree } = reading;
  const bounds = new Map<string, BoundAt>();
  const add = (name: NodeId, bound: NodeId): void => {
    if (name >= 0 && bound >= 0) bounds.set(tree.source(name), { reading, node: bound });
  };
  const params = tree.field(node, 'type_parameters');
  for (const param of params < 0 ? [] : tree.namedChildren(params)) if (tree.kind(param) === 'type_parameter') add(tree.field(param, 'name'), tree.field(param, 'bounds'));
  const where = tree.firstOfKind(node, 'where_clause');
  for (const predicate of where < 0 ? [] : tree.namedChildren(where)) if (tree.kind(predicate) === 'where_predicate') add(tree.field(predicate, 'left'), tree.field(predicate, 'bounds'));
  return bounds;
}

function readParams(reading: Reading, list: NodeId): ReadParam[] {
  const { tree } = reading;
  const params: ReadParam[] = [];
  let decorators: Decorator[] = [];
  for (const node of list < 0 ? [] : tree.namedChildren(list)) {
    switch (tree.kind(node)) {
      case 'self_parameter':
        params.push({ param: { name: 'self', type: { name: 'Self', args: [], text: tree.source(node) }, decorators, at: reading.at(node) } });
        break;
      case 'parameter': {
        const type = tree.field(node, 'type');
        params.push(readParam(reading, tree.field(node, 'pattern'), type, decorators));
        break;
      }
      case 'attribute_item': case 'line_comment': case 'block_comment': case 'variadic_parameter': break;
      // A closure's parameter without a type is a bare pattern.
      default: params.push(readParam(reading, node, -1, decorators));
    }
    decorators = [];
  }
  return params;
}

function readParam(reading: Reading, pattern: NodeId, typeNode: NodeId, decorators: readonly Decorator[]): ReadParam {
  const { tree } = reading;
  const base = { ...(typeNode >= 0 && { type: typeOf(reading, typeNode) }), decorators, at: reading.at(pattern) };
  const inner = innermost(reading, pattern);
  switch (tree.kind(inner)) {
    case 'identifier': case 'self': case '_': return { param: { name: tree.source(inner), ...base } };
    case 'struct_pattern': return { param: { name: '{}', ...base }, parts: { pattern: inner } };
    case 'tuple_pattern': case 'tuple_struct_pattern': case 'slice_pattern': return { param: { name: '[]', ...base }, parts: { pattern: inner } };
    default: return { param: { name: tree.source(inner), ...base } };
  }
}

/** `State(pool)`, `&mut x`, `Path((a, b))`: what stands inside the wrapping. */
function innermost(reading: Reading, node: NodeId): NodeId {
  const { tree } = reading;
  switch (tree.kind(node)) {
    case 'mut_pattern': case 'ref_pattern': case 'reference_pattern': return innermost(reading, tree.namedChildren(node).at(-1) ?? node);
    case 'tuple_struct_pattern': {
      const fields = tree.namedChildren(node).filter(part => !tree.isField(part, 'type'));
      return fields.length === 1 ? innermost(reading, fields[0] ?? node) : node;
    }
    default: return node;
  }
}

function bindParams(reading: Reading, params: readonly ReadParam[]): void {
  for (const { param, parts } of params) {
    if (parts) bindPattern(reading, parts.pattern, { kind: 'name', name: param.name, at: param.at }, { constant: true });
  }
}

export function lowerClosure(reading: Reading, node: NodeId, name: string): Value {
  const { tree, facts, scope } = reading;
  const returns = tree.field(node, 'return_type');
  const params = readParams(reading, tree.field(node, 'parameters'));
  const body = tree.field(node, 'body');
  const head = tree.text.slice(tree.start(node), tree.start(tree.field(node, 'parameters')));
  return facts.inFunction({
    name, at: reading.at(node), nameAt: { start: tree.start(node), end: tree.start(node) + 1 }, kind: 'closure', params: params.map(one => one.param), decorators: [],
    ...(returns >= 0 && { returns: typeOf(reading, returns) }), async: /\basync\b/.test(head), generator: false, test: scope.inTest, public: false, module: scope.modules,
  }, () => {
    bindParams(reading, params);
    leave(reading, body);
  });
}

/** `async { .. }` is a function without a name that somebody else runs: its `return` does not leave the function around it. */
export function lowerAsyncBlock(reading: Reading, node: NodeId): Value {
  const { tree, facts, scope } = reading;
  return facts.inFunction({
    name: '<closure>', at: reading.at(node), nameAt: { start: tree.start(node), end: tree.start(node) + 'async'.length }, kind: 'closure', params: [], decorators: [],
    async: true, generator: false, test: scope.inTest, public: false, module: scope.modules,
  }, () => { lowerBlock(reading, tree.firstOfKind(node, 'block'), 'tail'); });
}
