/** Attributes as decorators, and which of them mark an item as compiled for tests only. */
import type { NodeId } from '../flat-tree.js';
import type { Argument, Decorator } from '../../facts/structure.js';
import type { RecordEntry, Value } from '../../facts/value.js';
import type { Reading } from './reading.js';
import { isLiteral, literal } from './literals.js';
import { pathValue } from './paths.js';

/** Reads `attribute_item` or `inner_attribute_item`. */
export function attribute(reading: Reading, node: NodeId): Decorator | undefined {
  const { tree } = reading;
  const inner = tree.firstOfKind(node, 'attribute');
  const path = tree.namedChildren(inner)[0];
  if (inner < 0 || path === undefined) return undefined;
  const tokens = tree.field(inner, 'arguments');
  const value = tree.field(inner, 'value');
  const args = tokens >= 0 ? attributeArguments(reading, tokens) : value >= 0 && isLiteral(tree.kind(value)) ? [{ value: literal(reading, value) }] : [];
  return {
    path: tree.source(path).replace(/\s+/g, '').replaceAll('::', '.'), callee: pathValue(reading, path), args, called: tokens >= 0 || value >= 0, at: reading.at(node),
  };
}

function attributeArguments(reading: Reading, tokens: NodeId): Argument[] {
  const { tree } = reading;
  const args: Argument[] = [];
  let piece: NodeId[] = [];
  const close = (): void => {
    if (piece.length > 0) args.push(argument(reading, piece));
    piece = [];
  };
  for (const token of [...tree.children(tokens)].slice(1, -1)) {
    if (tree.kind(token) === ',') close();
    else piece.push(token);
  }
  close();
  return args;
}

function argument(reading: Reading, piece: readonly NodeId[]): Argument {
  const { tree } = reading;
  const assigned = piece.findIndex(token => tree.kind(token) === '=');
  if (assigned <= 0) return { value: valueOf(reading, piece) };
  const name = piece.slice(0, assigned).map(token => tree.source(token)).join('').replaceAll('::', '.');
  return { name, value: valueOf(reading, piece.slice(assigned + 1)) };
}

/** A literal, a path, or `word(...)` as a record of that type: whatever else stands in an attribute is the macro's own language. */
function valueOf(reading: Reading, piece: readonly NodeId[]): Value {
  const { tree } = reading;
  const [first, last] = [piece[0], piece.at(-1)];
  if (first === undefined || last === undefined) return { kind: 'nothing', at: { start: 0, end: 0 } };
  const at = { start: tree.start(first), end: tree.end(last) };
  if (piece.length === 1 && isLiteral(tree.kind(first))) return literal(reading, first);
  if (piece.length === 1 && tree.kind(first) === 'token_tree') return { kind: 'list', items: attributeArguments(reading, first).map(arg => arg.value), at };
  const isNested = tree.kind(last) === 'token_tree' && piece.length > 1;
  const words = isNested ? piece.slice(0, -1) : piece;
  // Keywords such as `default` are tokens of their own kind.
  if (!words.every(token => tree.kind(token) === '::' || /^\w+$/.test(tree.source(token)))) {
    return { kind: 'unknown', because: 'an attribute in a language of its own', at };
  }
  const path = words.filter(token => tree.kind(token) !== '::');
  if (isNested) {
    const entries = attributeArguments(reading, last).map((arg): RecordEntry => ({ key: arg.name === undefined ? undefined : { kind: 'text', text: arg.name, at }, value: arg.value }));
    return { kind: 'record', type: path.map(token => tree.source(token)).join('.'), entries, at };
  }
  return path.slice(1).reduce<Value>(
    (of, token) => ({ kind: 'member', of, name: tree.source(token), at: { start: at.start, end: tree.end(token) } }),
    { kind: 'name', name: tree.source(path[0] ?? first), at: reading.at(path[0] ?? first) },
  );
}

/** `#[test]`, `#[tokio::test]`, `#[cfg(all(test, unix))]`, `#[rstest]`: never `not(test)`. */
export function marksTest(decorator: Decorator): boolean {
  const last = decorator.path.slice(decorator.path.lastIndexOf('.') + 1);
  if (decorator.path === 'cfg') return decorator.args.some(arg => needsTest(arg.value));
  return TEST_ATTRIBUTES.has(last);
}

const TEST_ATTRIBUTES: ReadonlySet<string> = new Set(['test', 'rstest', 'test_case', 'bench', 'wasm_bindgen_test', 'quickcheck', 'test_log', 'test_matrix', 'fixture']);

function needsTest(value: Value): boolean {
  if (value.kind === 'name') return value.name === 'test';
  return value.kind === 'record' && value.type !== 'not' && value.entries.some(entry => entry.key === undefined && needsTest(entry.value));
}
