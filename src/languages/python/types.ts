/** Python's annotations to type references: generics, unions, strings, and the values inside `Annotated` and `Literal`. */
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import type { Reading } from './reading.js';
import { stringOf } from './strings.js';
import { typeFromText } from './type-text.js';
import { valueOf } from './values.js';

export function typeOf(reading: Reading, node: NodeId): TypeRef {
  return reading.descend(() => read(reading, node), () => ({ name: '?', args: [], text: '' }));
}

function read(reading: Reading, node: NodeId): TypeRef {
  const { tree } = reading;
  const text = tree.source(node);
  const parts = reading.parts(node);
  const [first] = parts;
  switch (tree.kind(node)) {
    case 'type':
    case 'parenthesized_expression':
      return first === undefined ? named(text) : typeOf(reading, first);
    case 'identifier':
    case 'dotted_name':
    case 'attribute':
    case 'member_type':
      return named(text.replace(/\s+/g, ''), text);
    case 'none':
      return named('None');
    case 'ellipsis':
      return named('...');
    case 'string':
    case 'concatenated_string': {
      const quoted = stringOf(reading, node);
      return quoted.kind === 'text' ? typeFromText(quoted.text) : named('?', text);
    }
    case 'list':
    case 'tuple':
    case 'expression_list':
      return { name: '()', args: parts.map(part => typeOf(reading, part)), text };
    case 'union_type':
      return union(parts.map(part => typeOf(reading, part)), text);
    case 'binary_operator':
      return tree.source(tree.field(node, 'operator')) === '|' ? union(parts.map(part => typeOf(reading, part)), text) : named('?', text);
    case 'generic_type': {
      const list = tree.firstOfKind(node, 'type_parameter');
      return first === undefined ? named('?', text) : generic(reading, first, list < 0 ? [] : reading.parts(list), text);
    }
    case 'subscript':
      return generic(reading, tree.field(node, 'value'), parts.filter(part => tree.isField(part, 'subscript')), text);
    case 'call':
      // `Depends(get_db)` in place of a type, or a base class that is made by a call.
      return { name: '?', args: [], values: [valueOf(reading, node)], text };
    default:
      return { name: '?', args: [], text };
  }
}

function named(name: string, text = name): TypeRef {
  return { name, args: [], text };
}

/** `A | (B | C)` has three members. */
function union(members: readonly TypeRef[], text: string): TypeRef {
  return { name: '|', args: members.flatMap(member => (member.name === '|' ? member.args : [member])), text };
}

/** The forms whose arguments are values: all of `Literal`'s, all but the first of `Annotated`'s. */
const valuesFrom: Readonly<Record<string, number>> = { Literal: 0, Annotated: 1 };

function generic(reading: Reading, of: NodeId, parameters: readonly NodeId[], text: string): TypeRef {
  const name = typeOf(reading, of).name;
  const firstValue = valuesFrom[name.slice(name.lastIndexOf('.') + 1)] ?? Infinity;
  const args = parameters.slice(0, firstValue).map(parameter => typeOf(reading, parameter));
  const values = parameters.slice(firstValue).map((parameter): Value => valueOf(reading, unwrapped(reading, parameter)));
  return { name, args, ...(values.length > 0 ? { values } : {}), text };
}

function unwrapped(reading: Reading, node: NodeId): NodeId {
  return reading.tree.kind(node) === 'type' ? reading.parts(node)[0] ?? node : node;
}

const builtinTypes: ReadonlySet<string> = new Set(['list', 'dict', 'tuple', 'set', 'frozenset', 'type', 'int', 'str', 'float', 'bool', 'bytes']);

/** Whether an expression assigned at module level may serve as a type: `Annotated[...]`, `Union[A, B]`, `A | None`. */
export function looksLikeType(reading: Reading, node: NodeId): boolean {
  const { tree } = reading;
  if (tree.kind(node) === 'binary_operator') {
    if (tree.source(tree.field(node, 'operator')) !== '|') return false;
    return reading.parts(node).every(part => namesType(reading, part) || tree.kind(part) === 'none' || looksLikeType(reading, part));
  }
  if (tree.kind(node) !== 'subscript') return false;
  const keys = reading.parts(node).filter(part => tree.isField(part, 'subscript'));
  const plain: ReadonlySet<string> = new Set(['integer', 'slice', 'unary_operator']);
  return namesType(reading, tree.field(node, 'value')) && keys.every(key => !plain.has(tree.kind(key)));
}

/** `Session`, `models.User`, `list`; not `SETTINGS`, which is a constant, nor `rows`. */
function namesType(reading: Reading, node: NodeId): boolean {
  const kind = reading.tree.kind(node);
  if (kind !== 'identifier' && kind !== 'attribute') return kind === 'subscript' && looksLikeType(reading, node);
  const name = reading.tree.source(node).split('.').pop() ?? '';
  return builtinTypes.has(name) || /^_?[A-Z]\w*[a-z]/.test(name);
}
