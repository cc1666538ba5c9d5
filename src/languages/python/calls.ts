/** Python's calls and their arguments. */
import type { Argument } from '../../facts/structure.js';
import type { Span } from '../../facts/span.js';
import type { JoinedValue, TextValue, Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { formatted, replacing } from './formatting.js';
import type { Reading } from './reading.js';
import { operandOf, valueOf } from './values.js';

const mayBeText: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'binary_operator', 'parenthesized_expression']);

export function callOf(reading: Reading, node: NodeId): Value {
  const seen = reading.callOf.get(node);
  if (seen) return seen;
  const { tree } = reading;
  const called = tree.field(node, 'function');
  if (called < 0) return reading.unknown(node, 'could not be read');
  let callee: Value;
  if (tree.kind(called) === 'attribute') {
    const [object, attribute] = [tree.field(called, 'object'), tree.field(called, 'attribute')];
    const name = tree.source(attribute);
    const isText = object >= 0 && mayBeText.has(tree.kind(object));
    const of = isText ? operandOf(reading, object) : valueOf(reading, object);
    if (name === 'format' && (of.kind === 'text' || of.kind === 'joined')) {
      return formatted(reading, node, of, argumentsOf(reading, node));
    }
    if (name === 'replace' && (of.kind === 'text' || of.kind === 'joined')) return replaced(reading, node, called, of);
    callee = { kind: 'member', of, name, at: reading.at(called) };
  } else callee = valueOf(reading, called);
  return recorded(reading, node, called, callee, argumentsOf(reading, node));
}

/** `"... [NAME] ...".replace("[NAME]", value)` is a template by another name, when the text has the placeholder. */
function replaced(reading: Reading, node: NodeId, called: NodeId, of: TextValue | JoinedValue): Value {
  const args = argumentsOf(reading, node);
  const [placeholder, value] = args;
  if (placeholder?.value.kind === 'text' && value && args.length === 2) {
    const template = replacing(reading, node, of, placeholder.value.text, value.value);
    if (template) return template;
  }
  const callee: Value = { kind: 'member', of, name: 'replace', at: reading.at(called) };
  return recorded(reading, node, called, callee, args);
}

function recorded(reading: Reading, node: NodeId, called: NodeId, callee: Value, args: readonly Argument[]): Value {
  const value = reading.facts.addCall({ callee, args, at: reading.at(node), nameAt: nameAt(reading, called) });
  reading.callOf.set(node, value);
  return value;
}

export function argumentsOf(reading: Reading, call: NodeId): Argument[] {
  const list = reading.tree.field(call, 'arguments');
  if (list < 0) return [];
  // `sum(x for x in xs)` has no list of arguments around its only one.
  if (reading.tree.kind(list) === 'generator_expression') return [{ value: valueOf(reading, list) }];
  return readArguments(reading, list);
}

/** A `**` spread is named `**`, so that nobody counts it as a position. */
export function readArguments(reading: Reading, list: NodeId): Argument[] {
  const { tree } = reading;
  return reading.parts(list).map((part): Argument => {
    const kind = tree.kind(part);
    if (kind === 'keyword_argument') {
      return { name: tree.source(tree.field(part, 'name')), value: valueOf(reading, tree.field(part, 'value')) };
    }
    if (kind === 'list_splat' || kind === 'dictionary_splat') {
      const [inner = part] = reading.parts(part);
      const value = valueOf(reading, inner);
      return kind === 'list_splat' ? { value, spread: true } : { value, spread: true, name: '**' };
    }
    return { value: valueOf(reading, part) };
  });
}

function nameAt(reading: Reading, called: NodeId): Span {
  const attribute = reading.tree.kind(called) === 'attribute' ? reading.tree.field(called, 'attribute') : -1;
  return reading.at(attribute >= 0 ? attribute : called);
}
