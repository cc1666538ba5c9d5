/** Python's functions: parameters, decorators, lambdas. */
import type { Decorator, FunctionFact, Param } from '../../facts/structure.js';
import type { FunctionValue } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { assign } from './assignments.js';
import { readArguments } from './calls.js';
import { readClass } from './classes.js';
import type { Reading } from './reading.js';
import { readStatements } from './statements.js';
import { typeOf } from './types.js';
import { insideParentheses, valueOf } from './values.js';

export function readDecorated(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const decorators = reading.parts(node).filter(part => tree.kind(part) === 'decorator').map(part => decoratorOf(reading, part));
  const definition = tree.field(node, 'definition');
  if (definition < 0) return;
  if (tree.kind(definition) === 'class_definition') readClass(reading, definition, decorators);
  else readFunction(reading, definition, decorators);
}

/** A decorator's own call is part of the declaration, not a call of its own; the calls among its arguments are. */
function decoratorOf(reading: Reading, node: NodeId): Decorator {
  const { tree } = reading;
  const [expression = node] = reading.parts(node);
  const inner = insideParentheses(reading, expression);
  const called = tree.kind(inner) === 'call';
  const callee = called ? tree.field(inner, 'function') : inner;
  const list = called ? tree.field(inner, 'arguments') : -1;
  const path = tree.source(callee).replace(/\s+/g, '');
  return { path, callee: valueOf(reading, callee), args: list < 0 ? [] : readArguments(reading, list), called, at: reading.at(node) };
}

export function readFunction(reading: Reading, node: NodeId, decorators: readonly Decorator[]): void {
  const { tree, facts } = reading;
  const [nameNode, body, returnType] = [tree.field(node, 'name'), tree.field(node, 'body'), tree.field(node, 'return_type')];
  const name = nameNode < 0 ? '' : tree.source(nameNode);
  const fact: Omit<FunctionFact, 'in' | 'class'> = {
    name,
    at: reading.at(node),
    nameAt: reading.at(nameNode < 0 ? node : nameNode),
    kind: facts.currentClass >= 0 ? 'method' : 'function',
    params: paramsOf(reading, tree.field(node, 'parameters')),
    decorators,
    ...(returnType < 0 ? {} : { returns: typeOf(reading, returnType) }),
    async: reading.has(node, 'async'),
    generator: body >= 0 && yields(reading, body),
    test: (reading.role === 'test' || reading.inTestCase) && name.startsWith('test'),
    public: !name.startsWith('_'),
  };
  facts.inFunction(fact, () => reading.inFreshScope(() => {
    takeApart(reading, tree.field(node, 'parameters'));
    if (body >= 0) readStatements(reading, body);
  }));
}

export function readLambda(reading: Reading, node: NodeId, name: string): FunctionValue {
  const { tree, facts } = reading;
  const [parameters, body] = [tree.field(node, 'parameters'), tree.field(node, 'body')];
  const at = reading.at(node);
  const fact: Omit<FunctionFact, 'in' | 'class'> = {
    name, at, nameAt: at, kind: 'closure', params: paramsOf(reading, parameters), decorators: [],
    async: false, generator: false, test: false, public: !name.startsWith('_'),
  };
  return facts.inFunction(fact, () => reading.inFreshScope(() => {
    takeApart(reading, parameters);
    if (body >= 0) facts.addReturn({ value: valueOf(reading, body), yields: false, at: reading.at(body) });
  }));
}

const separators: ReadonlySet<string> = new Set(['positional_separator', 'keyword_separator', 'ERROR']);

function paramsOf(reading: Reading, list: NodeId): Param[] {
  if (list < 0) return [];
  return reading.parts(list).filter(part => !separators.has(reading.tree.kind(part))).map(part => paramOf(reading, part));
}

function paramOf(reading: Reading, node: NodeId): Param {
  const { tree } = reading;
  const [type, value, declared] = [tree.field(node, 'type'), tree.field(node, 'value'), tree.field(node, 'name')];
  const kind = tree.kind(node);
  const [inner = node] = kind === 'typed_parameter' ? reading.parts(node) : [declared >= 0 ? declared : node];
  const innerKind = tree.kind(inner);
  const isPattern = innerKind === 'tuple_pattern' || innerKind === 'tuple';
  return {
    name: isPattern ? '[]' : tree.source(inner).replace(/^\*+\s*/, ''),
    ...(type < 0 ? {} : { type: typeOf(reading, type) }),
    ...(value < 0 ? {} : { default: valueOf(reading, value) }),
    decorators: [],
    ...(innerKind === 'list_splat_pattern' ? { rest: true } : {}),
    ...(innerKind === 'dictionary_splat_pattern' ? { keywords: true } : {}),
    at: reading.at(node),
  };
}

/** Python 2 could take a tuple apart in the list of parameters. */
function takeApart(reading: Reading, list: NodeId): void {
  for (const part of list < 0 ? [] : reading.parts(list)) {
    if (reading.tree.kind(part) !== 'tuple_pattern') continue;
    assign(reading, part, { kind: 'name', name: '[]', at: reading.at(part) });
  }
}

const ownScope: ReadonlySet<string> = new Set(['function_definition', 'lambda', 'class_definition']);

function yields(reading: Reading, body: NodeId): boolean {
  const { tree } = reading;
  if (!tree.source(body).includes('yield')) return false;
  const pending: NodeId[] = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const kind = tree.kind(node);
    if (kind === 'yield' && tree.isNamed(node)) return true;
    if (!ownScope.has(kind)) pending.push(...tree.namedChildren(node));
  }
  return false;
}
