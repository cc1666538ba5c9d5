/** Rust expressions as values: where each comes from, with the calls found on the way recorded. */
import type { NodeId } from '../flat-tree.js';
import type { RecordEntry, Value } from '../../facts/value.js';
import { DEEPEST_NESTING, type Reading } from './reading.js';
import { lowerAsyncBlock, lowerClosure } from './functions.js';
import { lowerBlock, lowerFor, lowerIf, lowerLoop, lowerMatch, lowerUnsafe, lowerWhile, leave } from './flow.js';
import { callValue } from './calls.js';
import { isLiteral, literal } from './literals.js';
import { macroValue } from './macros.js';
import { lowerAssignment, lowerCompoundAssignment } from './bindings.js';
import { bindPattern, patternValue } from './patterns.js';
import { pathOf, typeOf } from './types.js';
import { pathValue } from './paths.js';
import { joinedByPlus } from './texts.js';

export function valueOf(reading: Reading, node: NodeId): Value {
  if (node < 0) return { kind: 'unknown', because: 'nothing stands here', at: { start: 0, end: 0 } };
  const { scope } = reading;
  if (scope.depth > DEEPEST_NESTING) return reading.unknown(node, 'nested too deeply');
  scope.depth++;
  try {
    return expression(reading, node);
  } finally {
    scope.depth--;
  }
}

function expression(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const kind = tree.kind(node);
  if (isLiteral(kind)) return literal(reading, node);
  switch (kind) {
    case 'identifier': return tree.source(node) === 'None' ? { kind: 'nothing', at: reading.at(node) } : { kind: 'name', name: tree.source(node), at: reading.at(node) };
    case 'self': case 'crate': case 'super': case 'metavariable': case 'shorthand_field_identifier': return { kind: 'name', name: tree.source(node), at: reading.at(node) };
    case 'scoped_identifier': case 'generic_function': return pathValue(reading, kind === 'generic_function' ? tree.field(node, 'function') : node);
    case 'field_expression': return { kind: 'member', of: valueOf(reading, tree.field(node, 'value')), name: tree.source(tree.field(node, 'field')), at: reading.at(node) };
    case 'call_expression': return callValue(reading, node);
    case 'macro_invocation': return macroValue(reading, node);
    case 'await_expression': return awaited(reading, node);
    case 'try_expression': return tried(reading, node);
    case 'const_block': reading.facts.addCompileTime(reading.at(node)); return inner(reading, node);
    case 'parenthesized_expression': case 'try_block': case 'gen_block': case 'expression_statement': case 'else_clause': return inner(reading, node);
    case 'reference_expression': return valueOf(reading, tree.field(node, 'value'));
    case 'type_cast_expression': return cast(reading, node);
    case 'unary_expression': return unary(reading, node);
    case 'binary_expression': return binary(reading, node);
    case 'range_expression': return { kind: 'operation', operator: '..', operands: tree.namedChildren(node).map(part => valueOf(reading, part)), at: reading.at(node) };
    case 'index_expression': return index(reading, node);
    case 'array_expression': return array(reading, node);
    case 'tuple_expression': case 'arguments': return { kind: 'list', items: parts(reading, node), at: reading.at(node) };
    case 'unit_expression': return { kind: 'nothing', at: reading.at(node) };
    case 'struct_expression': return record(reading, node);
    case 'closure_expression': return lowerClosure(reading, node, '<closure>');
    case 'async_block': return lowerAsyncBlock(reading, node);
    case 'block': return lowerBlock(reading, node, 'value');
    case 'unsafe_block': return lowerUnsafe(reading, node, 'value');
    case 'if_expression': return lowerIf(reading, node, 'value');
    case 'match_expression': return lowerMatch(reading, node, 'value');
    case 'for_expression': return lowerFor(reading, node);
    case 'while_expression': return lowerWhile(reading, node);
    case 'loop_expression': return lowerLoop(reading, node);
    case 'assignment_expression': return lowerAssignment(reading, node);
    case 'compound_assignment_expr': return lowerCompoundAssignment(reading, node);
    case 'let_condition': return letCondition(reading, node);
    case 'let_chain': return { kind: 'operation', operator: '&&', operands: parts(reading, node), at: reading.at(node) };
    case 'return_expression': return returned(reading, node);
    case 'break_expression': case 'yield_expression': return leaving(reading, node, kind);
    case 'continue_expression': return { kind: 'nothing', at: reading.at(node) };
    default: return unreadable(reading, node);
  }
}

function parts(reading: Reading, node: NodeId): Value[] {
  const { tree } = reading;
  return tree.namedChildren(node).filter(part => !isAside(tree.kind(part))).map(part => valueOf(reading, part));
}

/** Comments, attributes and labels may stand among any expression's children. */
export function isAside(kind: string): boolean {
  return kind === 'line_comment' || kind === 'block_comment' || kind === 'attribute_item' || kind === 'label';
}

function inner(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const child = tree.namedChildren(node).find(part => !isAside(tree.kind(part)));
  return child === undefined ? { kind: 'nothing', at: reading.at(node) } : valueOf(reading, child);
}

function awaited(reading: Reading, node: NodeId): Value {
  const value = inner(reading, node);
  reading.facts.addAwait(reading.at(node), value);
  return value;
}

/** `Err(error)?` is how some code throws. */
function tried(reading: Reading, node: NodeId): Value {
  const value = inner(reading, node);
  const child = reading.tree.namedChildren(node)[0] ?? -1;
  if (isErr(reading, child)) reading.facts.addRaise({ value, at: reading.at(node) });
  if (value.kind === 'call') reading.facts.markCall(value.call, { propagates: true });
  return value;
}

/** `Err(...)` as written, perhaps with its path. */
export function isErr(reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  if (node < 0 || tree.kind(node) !== 'call_expression') return false;
  return /(^|::)Err(::<.*>)?$/s.test(tree.source(tree.field(node, 'function')));
}

const NUMBERS = /^([iu](8|16|32|64|128|size)|f(32|64))$/;

function cast(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const value = valueOf(reading, tree.field(node, 'value'));
  const isNumber = NUMBERS.test(tree.source(tree.field(node, 'type')));
  return isNumber && value.kind !== 'number' ? { kind: 'operation', operator: 'number', operands: [value], at: reading.at(node) } : value;
}

function unary(reading: Reading, node: NodeId): Value {
  const operator = reading.tree.kind(reading.tree.first(node));
  const value = inner(reading, node);
  if (operator === '*') return value;
  if (operator === '-' && value.kind === 'number') return { kind: 'number', value: -value.value, at: reading.at(node) };
  return { kind: 'operation', operator, operands: [value], at: reading.at(node) };
}

function binary(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const operator = tree.kind(tree.field(node, 'operator'));
  const operands = [valueOf(reading, tree.field(node, 'left')), valueOf(reading, tree.field(node, 'right'))];
  const at = reading.at(node);
  const isWhole = tree.kind(tree.parent(node)) !== 'binary_expression';
  return (operator === '+' ? joinedByPlus(reading, operands, at, isWhole) : undefined) ?? { kind: 'operation', operator, operands, at };
}

function index(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const [of = -1, key = -1] = tree.namedChildren(node).filter(part => !isAside(tree.kind(part)));
  const value = valueOf(reading, of);
  if (tree.kind(key) !== 'range_expression') return { kind: 'index', of: value, key: valueOf(reading, key), at: reading.at(node) };
  return { kind: 'index', of: value, key: { kind: 'list', items: parts(reading, key), at: reading.at(key) }, slice: true, at: reading.at(node) };
}

function array(reading: Reading, node: NodeId): Value {
  const length = reading.tree.field(node, 'length');
  const items = parts(reading, node);
  if (length < 0) return { kind: 'list', items, at: reading.at(node) };
  const [first, repeat] = items;
  return { kind: 'list', items: first ? [first] : [], ...(repeat && { repeat }), at: reading.at(node) };
}

function record(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const entries: RecordEntry[] = [];
  for (const field of tree.namedChildren(tree.field(node, 'body'))) {
    const kind = tree.kind(field);
    if (kind === 'field_initializer') {
      const key = tree.field(field, 'field');
      entries.push({ key: { kind: 'text', text: tree.source(key), at: reading.at(key) }, value: valueOf(reading, tree.field(field, 'value')) });
    } else if (kind === 'shorthand_field_initializer') {
      const name = tree.firstOfKind(field, 'identifier');
      entries.push({ key: { kind: 'text', text: tree.source(name), at: reading.at(name) }, value: valueOf(reading, name) });
    } else if (kind === 'base_field_initializer') {
      entries.push({ key: undefined, value: inner(reading, field), spread: true });
    }
  }
  return { kind: 'record', type: pathOf(reading, tree.field(node, 'name')).replaceAll('.', '::'), entries, at: reading.at(node) };
}

/** `let Some(x) = y` where it is met outside an `if` or `while` head. */
function letCondition(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const pattern = tree.field(node, 'pattern');
  const subject = valueOf(reading, tree.field(node, 'value'));
  bindPattern(reading, pattern, subject, { constant: true });
  return letTest(reading, node, subject);
}

/** The test of `let pattern = subject`: an operation `let` on the subject and the pattern. */
export function letTest(reading: Reading, node: NodeId, subject: Value): Value {
  const pattern = patternValue(reading, reading.tree.field(node, 'pattern'));
  return { kind: 'operation', operator: 'let', operands: pattern ? [subject, pattern] : [subject], at: reading.at(node) };
}

function returned(reading: Reading, node: NodeId): Value {
  const child = reading.tree.namedChildren(node).find(part => !isAside(reading.tree.kind(part)));
  if (child === undefined) reading.facts.addReturn({ value: { kind: 'nothing', at: reading.at(node) }, yields: false, at: reading.at(node) });
  else leave(reading, child, reading.at(node));
  return reading.unknown(node, 'it leaves the function');
}

function leaving(reading: Reading, node: NodeId, kind: string): Value {
  const value = inner(reading, node);
  if (kind === 'yield_expression') reading.facts.addReturn({ value, yields: true, at: reading.at(node) });
  return value;
}

/** A broken region or a construct no value is read from: the calls inside still count. */
function unreadable(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  if (tree.kind(node).endsWith('type') || tree.kind(node) === 'type_identifier') return { kind: 'name', name: typeOf(reading, node).name, at: reading.at(node) };
  for (const part of tree.namedChildren(node)) if (!isAside(tree.kind(part))) valueOf(reading, part);
  return reading.unknown(node, tree.kind(node) === 'ERROR' ? 'this could not be read' : `a ${tree.kind(node).replaceAll('_', ' ')}`);
}
