/** Python statements to facts: each kind of statement has its reader in one table. */
import type { NodeId } from '../flat-tree.js';
import { readAssignment, readAugmentedAssignment } from './assignments.js';
import { readFor, readIf, readMatch, readTry, readWhile, readWith } from './blocks.js';
import { readClass } from './classes.js';
import { readDecorated, readFunction } from './functions.js';
import { readFromImport, readFutureImport, readImport } from './imports.js';
import type { Reading } from './reading.js';
import { typeOf } from './types.js';
import { valueOf } from './values.js';

type ReadStatement = (reading: Reading, node: NodeId) => void;

const readers: Readonly<Record<string, ReadStatement>> = {
  expression_statement: readExpressionStatement,
  assignment: readAssignment,
  augmented_assignment: readAugmentedAssignment,
  function_definition: (reading, node) => { readFunction(reading, node, []); },
  class_definition: (reading, node) => { readClass(reading, node, []); },
  decorated_definition: readDecorated,
  import_statement: readImport,
  import_from_statement: readFromImport,
  future_import_statement: readFutureImport,
  if_statement: readIf,
  for_statement: readFor,
  while_statement: readWhile,
  try_statement: readTry,
  with_statement: readWith,
  match_statement: readMatch,
  return_statement: readReturn,
  raise_statement: readRaise,
  type_alias_statement: readTypeAlias,
  global_statement: readOuterNames,
  nonlocal_statement: readOuterNames,
  assert_statement: readAssert,
  delete_statement: readOperands,
  print_statement: readPrintStatement,
  exec_statement: readPrintStatement,
  pass_statement: readNothing,
  break_statement: readNothing,
  continue_statement: readNothing,
  block: readStatements,
  // What the parser could not fit anywhere still holds statements worth knowing.
  ERROR: readStatements,
};

/** Everything inside a module, a block or a broken region. */
export function readStatements(reading: Reading, parent: NodeId): void {
  reading.descend(() => {
    for (const statement of reading.parts(parent)) {
      const read = readers[reading.tree.kind(statement)];
      if (read) read(reading, statement);
      else valueOf(reading, statement);
    }
  }, () => undefined);
}

function readNothing(): void {
  // `pass`, `break` and `continue` state nothing that is asked for.
}

function readExpressionStatement(reading: Reading, node: NodeId): void {
  for (const part of reading.parts(node)) {
    const kind = reading.tree.kind(part);
    if (kind === 'assignment') readAssignment(reading, part);
    else if (kind === 'augmented_assignment') readAugmentedAssignment(reading, part);
    // A string standing alone is a docstring or a comment.
    else if (kind !== 'string' || reading.has(part, 'interpolation')) dropped(reading, part);
  }
}

function dropped(reading: Reading, node: NodeId): void {
  const written = valueOf(reading, node);
  // `[send(one) for one in all]` as a statement throws every result away.
  const value = written.kind === 'each' ? written.element : written;
  if (value.kind === 'call') reading.facts.markCall(value.call, { dropped: true });
}

function readReturn(reading: Reading, node: NodeId): void {
  const [answer] = reading.parts(node);
  const at = reading.at(node);
  const value = answer === undefined ? { kind: 'nothing', at } as const : valueOf(reading, answer);
  reading.facts.addReturn({ value, yields: false, at });
}

function readRaise(reading: Reading, node: NodeId): void {
  const at = reading.at(node);
  const [error, ...others] = reading.parts(node);
  const value = error === undefined ? { kind: 'nothing', at } as const : valueOf(reading, error);
  for (const other of others) valueOf(reading, other);
  reading.facts.addRaise({ value, at });
}

function readTypeAlias(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const [left, right] = [tree.field(node, 'left'), tree.field(node, 'right')];
  if (left < 0 || right < 0) return;
  const name = /^\w+/.exec(tree.source(left))?.[0] ?? '';
  reading.facts.addAlias({ name, type: typeOf(reading, right), at: reading.at(node) });
}

function readOuterNames(reading: Reading, node: NodeId): void {
  for (const name of reading.parts(node)) reading.outerNames.add(reading.tree.source(name));
}

/** `assert x, why` is a call like Rust's `assert!(x, why)`. */
function readAssert(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const word = tree.first(node);
  const args = reading.parts(node).map(part => ({ value: valueOf(reading, part) }));
  if (word < 0) return;
  const nameAt = reading.at(word);
  facts.addCall({ callee: { kind: 'name', name: 'assert', at: nameAt }, args, at: reading.at(node), nameAt, macro: true, dropped: true });
}

/** `del` matters for the calls among its operands only. */
function readOperands(reading: Reading, node: NodeId): void {
  for (const part of reading.parts(node)) valueOf(reading, part);
}

/** Python 2's `print "x"` and `exec "x"` are calls without parentheses. */
function readPrintStatement(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  const word = tree.first(node);
  if (word < 0) return;
  const args = reading.parts(node).filter(part => tree.kind(part) !== 'chevron').map(part => ({ value: valueOf(reading, part) }));
  const nameAt = reading.at(word);
  facts.addCall({ callee: { kind: 'name', name: tree.source(word), at: nameAt }, args, at: reading.at(node), nameAt, dropped: true });
}
