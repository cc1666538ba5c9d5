/** Patterns: which names they bind to what, and what they compare with. */
import type { NodeId } from '../flat-tree.js';
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';
import { isLiteral, literal } from './literals.js';
import { pathValue } from './paths.js';

export interface Binding { readonly constant: boolean; readonly type?: TypeRef }

/** `Some(x)` and the like stand for the whole; of a tuple or a struct each name gets its member. */
export function bindPattern(reading: Reading, node: NodeId, value: Value, how: Binding): void {
  const { tree } = reading;
  if (node < 0) return;
  const at = reading.at(node);
  switch (tree.kind(node)) {
    case 'identifier': case 'shorthand_field_identifier':
      if (bindsName(tree.source(node))) bindName(reading, node, value, how);
      return;
    case 'mut_pattern': return bindPattern(reading, tree.namedChildren(node).at(-1) ?? -1, value, { ...how, constant: false });
    case 'ref_pattern': case 'reference_pattern': case 'match_pattern': case 'or_pattern':
      return bindPattern(reading, tree.namedChildren(node).find(part => tree.kind(part) !== 'mutable_specifier') ?? -1, value, how);
    case 'captured_pattern':
      for (const part of tree.namedChildren(node)) bindPattern(reading, part, value, how);
      return;
    case 'tuple_pattern': return bindTuple(reading, tree.namedChildren(node), value, how);
    case 'tuple_struct_pattern': case 'call_expression': {
      const fields = tree.kind(node) === 'call_expression'
        ? tree.namedChildren(tree.field(node, 'arguments'))
        : tree.namedChildren(node).filter(part => !tree.isField(part, 'type'));
      return fields.length === 1 ? bindPattern(reading, fields[0] ?? -1, value, how) : bindTuple(reading, fields, value, how);
    }
    case 'slice_pattern':
      for (const part of tree.namedChildren(node)) bindPattern(reading, part, { kind: 'item', of: value, at: reading.at(part) }, withoutType(how));
      return;
    case 'struct_pattern':
      for (const field of tree.namedChildren(node)) if (tree.kind(field) === 'field_pattern') bindField(reading, field, value, how);
      return;
    case 'ERROR': reading.facts.addBroken(at);
  }
}

function bindTuple(reading: Reading, fields: readonly NodeId[], value: Value, how: Binding): void {
  const isRest = fields.map(field => reading.tree.kind(field)).includes('remaining_field_pattern');
  const items = value.kind === 'list' && value.items.length === fields.length && !value.repeat && !isRest ? value.items : undefined;
  fields.forEach((field, index) => {
    const type = how.type?.name === '()' ? how.type.args[index] : undefined;
    const part = items?.[index] ?? { kind: 'member', of: value, name: String(index), at: reading.at(field) };
    bindPattern(reading, field, part, { constant: how.constant, ...(type && { type }) });
  });
}

function bindField(reading: Reading, field: NodeId, value: Value, how: Binding): void {
  const { tree } = reading;
  const name = tree.field(field, 'name');
  const pattern = tree.field(field, 'pattern');
  const member: Value = { kind: 'member', of: value, name: tree.source(name), at: reading.at(name) };
  bindPattern(reading, pattern < 0 ? name : pattern, member, withoutType(how));
}

function bindName(reading: Reading, node: NodeId, value: Value, how: Binding): void {
  const at = reading.at(node);
  reading.facts.addAssignment({
    target: { kind: 'name', name: reading.tree.source(node), at }, value, operator: '=', declares: true, constant: how.constant,
    ...(how.type && { type: how.type }), at,
  });
}

function withoutType(how: Binding): Binding { return { constant: how.constant }; }

/** `None` and `MAX` in a pattern are compared with; a name that is bound starts small. */
function bindsName(name: string): boolean { return !/^[A-Z]/.test(name) && name !== '_'; }

/** What a pattern compares with: a literal, a path, a list for alternatives; nothing for names and `_`. */
export function patternValue(reading: Reading, node: NodeId): Value | undefined {
  const { tree } = reading;
  if (node < 0) return undefined;
  const kind = tree.kind(node);
  if (isLiteral(kind)) return literal(reading, node);
  switch (kind) {
    case 'identifier': return bindsName(tree.source(node)) ? undefined : { kind: 'name', name: tree.source(node), at: reading.at(node) };
    case 'scoped_identifier': return pathValue(reading, node);
    case 'tuple_struct_pattern': case 'struct_pattern': return pathValue(reading, tree.field(node, 'type'));
    case 'match_pattern': case 'reference_pattern': case 'ref_pattern': return patternValue(reading, tree.namedChildren(node)[0] ?? -1);
    case 'captured_pattern': return patternValue(reading, tree.namedChildren(node)[1] ?? -1);
    case 'or_pattern': return alternatives(reading, node);
    default: return undefined;
  }
}

function alternatives(reading: Reading, node: NodeId): Value | undefined {
  const items: Value[] = [];
  for (const part of reading.tree.namedChildren(node)) {
    const value = patternValue(reading, part);
    if (!value) return undefined;
    if (value.kind === 'list') items.push(...value.items);
    else items.push(value);
  }
  return { kind: 'list', items, at: reading.at(node) };
}
