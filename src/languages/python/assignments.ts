/** Python's assignments: one fact per name, tuples taken apart, class-level ones as fields. */
import type { Assignment, TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { readLambda } from './functions.js';
import type { Reading } from './reading.js';
import { looksLikeType, typeOf } from './types.js';
import { valueOf } from './values.js';

type Operator = Assignment['operator'];

const groupings: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);
const splats: ReadonlySet<string> = new Set(['list_splat_pattern', 'list_splat']);

export function readAssignment(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const targets: NodeId[] = [];
  let [typeNode, right] = [-1, node];
  // `a = b = c` nests to the right.
  while (right >= 0 && tree.kind(right) === 'assignment') {
    const statement = right;
    targets.push(tree.field(statement, 'left'));
    typeNode = tree.field(statement, 'type');
    right = tree.field(statement, 'right');
  }
  const type = typeNode < 0 ? undefined : typeOf(reading, typeNode);
  const [target = -1] = targets;
  if (target >= 0) readAlias(reading, node, target, right, type);
  const value = right < 0 ? reading.unknown(node, 'declared without a value') : assignedValue(reading, target, right);
  for (const each of targets) if (each >= 0) bind(reading, each, value, type, right >= 0, node);
}

function assignedValue(reading: Reading, target: NodeId, right: NodeId): Value {
  const { tree } = reading;
  const isNamedLambda = tree.kind(right) === 'lambda' && target >= 0 && tree.kind(target) === 'identifier';
  return isNamedLambda ? readLambda(reading, right, tree.source(target)) : valueOf(reading, right);
}

function bind(reading: Reading, target: NodeId, value: Value, type: TypeRef | undefined, hasValue: boolean, node: NodeId): void {
  const { tree } = reading;
  if (reading.addField && tree.kind(target) === 'identifier') {
    const field = { name: tree.source(target), decorators: [], at: reading.at(node) };
    reading.addField({ ...field, ...(type ? { type } : {}), ...(hasValue ? { value } : {}) });
    return;
  }
  assign(reading, target, value, type, '=', node);
}

/** `SessionDep = Annotated[...]` at module level is a value and a type. */
function readAlias(reading: Reading, node: NodeId, target: NodeId, right: NodeId, type: TypeRef | undefined): void {
  const { tree, facts } = reading;
  const atModuleLevel = facts.currentFunction < 0 && !reading.addField;
  if (right < 0 || !atModuleLevel || tree.kind(target) !== 'identifier') return;
  const declared = type?.name.endsWith('TypeAlias') ?? false;
  if (declared || (!type && looksLikeType(reading, right))) {
    facts.addAlias({ name: tree.source(target), type: typeOf(reading, right), at: reading.at(node) });
  }
}

export function readAugmentedAssignment(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const [target, operator, right] = [tree.field(node, 'left'), tree.field(node, 'operator'), tree.field(node, 'right')];
  if (target < 0 || right < 0) return;
  const value = valueOf(reading, right);
  assign(reading, target, value, undefined, operator >= 0 && tree.source(operator) === '+=' ? '+=' : 'other', node);
}

/** Gives a target, or every name of a tuple of targets, its value. */
export function assign(reading: Reading, target: NodeId, value: Value, type?: TypeRef, operator: Operator = '=', statement: NodeId = target): void {
  const { tree, facts } = reading;
  const kind = tree.kind(target);
  if (groupings.has(kind)) {
    assignEach(reading, reading.parts(target), value, statement);
    return;
  }
  if (kind === 'parenthesized_expression' || kind === 'as_pattern_target') {
    for (const inner of reading.parts(target)) assign(reading, inner, value, type, operator, statement);
    return;
  }
  const place = valueOf(reading, target);
  if (place.kind !== 'name' && place.kind !== 'member' && place.kind !== 'index') return;
  const declares = place.kind === 'name' && operator === '=' && !reading.outerNames.has(place.name);
  const constant = type?.name === 'Final' || type?.name === 'typing.Final';
  facts.addAssignment({ target: place, value, operator, declares, constant, ...(type ? { type } : {}), at: reading.at(statement) });
}

function assignEach(reading: Reading, targets: readonly NodeId[], value: Value, statement: NodeId): void {
  let afterSplat = false;
  targets.forEach((target, position) => {
    const at = reading.at(target);
    if (splats.has(reading.tree.kind(target))) {
      afterSplat = true;
      const [inner] = reading.parts(target);
      const rest: Value = { kind: 'index', of: value, key: { kind: 'list', items: [], at }, slice: true, at };
      if (inner !== undefined) assign(reading, inner, rest, undefined, '=', statement);
      return;
    }
    const part = afterSplat ? { kind: 'item', of: value, at } as const : partOf(value, position, targets.length, target, reading);
    assign(reading, target, part, undefined, '=', statement);
  });
}

/** The value at one position of a value that is taken apart. */
function partOf(value: Value, position: number, count: number, target: NodeId, reading: Reading): Value {
  if (value.kind === 'list' && !value.repeat && value.items.length === count) {
    const item = value.items[position];
    if (item && value.items.every(each => each.kind !== 'item')) return item;
  }
  if (value.kind === 'choice') {
    return { ...value, options: value.options.map(option => partOf(option, position, count, target, reading)) };
  }
  const at = reading.at(target);
  return { kind: 'item', of: value, index: position, at };
}
