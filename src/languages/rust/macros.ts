/** Macro invocations: calls whose arguments have been read again as Rust, or the text and collections some macros stand for. */
import type { NodeId } from '../flat-tree.js';
import type { Argument } from '../../facts/structure.js';
import type { RecordEntry, Value } from '../../facts/value.js';
import type { Cut, Piece } from './pieces.js';
import type { Reading } from './reading.js';
import { bindPattern } from './patterns.js';
import { formatted } from './format.js';
import { contentOf } from './literals.js';
import { AWAITING_MACROS, formatPositionOf, LIST_MACROS, nestingOf, RAISING_MACROS, TEXT_MACROS } from './macro-names.js';
import { pathValue } from './paths.js';
import { lowerStatements } from './statements.js';
import { noted } from './texts.js';
import { valueOf } from './values.js';

export function lastSegment(reading: Reading, node: NodeId): string {
  const path = reading.tree.source(reading.tree.field(node, 'macro'));
  return path.slice(path.lastIndexOf(':') + 1);
}

export function macroValue(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const name = lastSegment(reading, node);
  const tokens = tree.firstOfKind(node, 'token_tree');
  const cut = tokens < 0 ? undefined : reading.pieces.cutAt(tree.start(tokens));
  if (!cut) return callOf(reading, node, []);
  if (cut.statements) {
    for (const piece of cut.pieces) lowerStatementsOf(reading, piece);
    return callOf(reading, node, []);
  }
  if (nestingOf(name) === 'data') return dataOf(reading, cut, node);
  if (LIST_MACROS.has(name)) return listOf(reading, cut, node);
  if (TEXT_MACROS.has(name)) return formatArguments(reading, cut, 0, node)[0]?.value ?? reading.unknown(node, 'a format without text');
  if (name === 'concat') return noted(reading, { kind: 'joined', how: 'plus', parts: cut.pieces.map(piece => pieceValue(reading, cut, piece)), at: reading.at(node) });
  if (name === 'select' || name === 'select_biased') return selectOf(reading, cut, node);
  const position = formatPositionOf(name);
  return callOf(reading, node, position === undefined ? cut.pieces.map(piece => argumentOf(reading, cut, piece)) : formatArguments(reading, cut, position, node));
}

function callOf(reading: Reading, node: NodeId, args: readonly Argument[]): Value {
  const { tree, facts } = reading;
  const path = tree.field(node, 'macro');
  const last = tree.kind(path) === 'scoped_identifier' ? tree.field(path, 'name') : path;
  const call = facts.addCall({ callee: pathValue(reading, path), args, at: reading.at(node), nameAt: reading.at(last), macro: true });
  const name = tree.source(last);
  if (AWAITING_MACROS.has(name)) for (const { value } of args) facts.addAwait(reading.at(node), value);
  if (RAISING_MACROS.has(name)) facts.addRaise({ value: args.at(-1)?.value ?? call, at: reading.at(node) });
  return call;
}

function argumentOf(reading: Reading, cut: Cut, piece: Piece): Argument {
  return { value: pieceValue(reading, cut, piece), ...(piece.name !== undefined && { name: piece.name }) };
}

function pieceValue(reading: Reading, cut: Cut, piece: Piece): Value {
  if (piece.nested && piece.token !== undefined) return dataOf(reading.on(cut.tree), piece.nested, piece.token);
  if (piece.token !== undefined) return valueOf(reading.on(cut.tree), piece.token);
  const reread = reading.pieces.readAt(piece.at.start);
  if (!reread) return { kind: 'unknown', because: 'this macro argument was not read', at: piece.at };
  const own = reading.on(reread.tree);
  const values = reread.nodes.filter(node => own.tree.kind(node) !== 'empty_statement').map(node => valueOf(own, node));
  const [only] = values;
  if (reread.broken || !only || values.length > 1) return { kind: 'unknown', because: 'this macro argument is no expression', at: piece.at };
  return only;
}

function lowerStatementsOf(reading: Reading, piece: Piece): void {
  const reread = reading.pieces.readAt(piece.at.start);
  if (reread) lowerStatements(reading.on(reread.tree), reread.nodes, 'value');
}

function listOf(reading: Reading, cut: Cut, node: NodeId): Value {
  const items = cut.pieces.map(piece => pieceValue(reading, cut, piece));
  const at = reading.at(node);
  const [first, repeat] = items;
  if (cut.pieces[0]?.ends === ';' && first && repeat) return { kind: 'list', items: [first], repeat, at };
  return { kind: 'list', items, at };
}

/** `json!({ "a": x, "b": [y] })` is the data it spells. */
function dataOf(reading: Reading, cut: Cut, node: NodeId): Value {
  const at = reading.at(node);
  const [only] = cut.pieces;
  if (cut.delimiter === '(' && cut.pieces.length === 1 && only) return pieceValue(reading, cut, only);
  if (cut.delimiter !== '{') return { kind: 'list', items: cut.pieces.map(piece => pieceValue(reading, cut, piece)), at };
  const entries: RecordEntry[] = [];
  let key: Value | undefined;
  for (const piece of cut.pieces) {
    const value = pieceValue(reading, cut, piece);
    if (piece.ends === ':') {
      key = value;
      continue;
    }
    entries.push({ key: piece.name === undefined ? key : { kind: 'text', text: piece.name, at: piece.at }, value });
    key = undefined;
  }
  return { kind: 'record', entries, at };
}

/** What stands before the format string, then text and arguments as one value; further fields of a log macro keep their names. */
function formatArguments(reading: Reading, cut: Cut, position: number | 'first', node: NodeId): Argument[] {
  const args = cut.pieces.map(piece => argumentOf(reading, cut, piece));
  const found = position === 'first' ? args.findIndex(arg => arg.name === undefined && arg.value.kind === 'text') : position;
  const piece = cut.pieces[found];
  const format = args[found];
  if (!piece || piece.token === undefined || format?.value.kind !== 'text') return args;
  const rest = args.slice(found + 1);
  const { inside, raw } = contentOf(reading.on(cut.tree), piece.token);
  const value = formatted(cut.tree.text.slice(inside.start, inside.end), inside, raw, {
    positional: rest.filter(arg => arg.name === undefined).map(arg => arg.value),
    named: new Map(rest.flatMap(arg => (arg.name === undefined ? [] : [[arg.name, arg.value]]))),
  }, position === 0 ? reading.at(node) : format.value.at);
  return [...args.slice(0, found), { value: noted(reading, value) }];
}

/** Each arm of `select!` waits for its future, then runs its body: alternatives of one group. */
function selectOf(reading: Reading, cut: Cut, node: NodeId): Value {
  const { facts } = reading;
  const group = facts.newGroup();
  const args: Argument[] = [];
  let arm: Arm | undefined;
  for (const piece of cut.pieces) {
    if (piece.ends === '=>') {
      arm = armOf(reading, cut, piece);
      args.push({ value: arm.value, ...(piece.name !== undefined && { name: piece.name }) });
      continue;
    }
    const { value: over, bind } = arm ?? {};
    arm = undefined;
    facts.inBlock({ kind: 'case', group, ...(over && { over }), at: piece.at }, () => {
      bind?.();
      pieceValue(reading, cut, piece);
    });
  }
  return callOf(reading, node, args);
}

/** What an arm waits for, and how its pattern is bound once that is there. */
interface Arm { readonly value: Value; readonly bind?: () => void }

/** `message = stream.next()` is a name and a piece; `Some(x) = stream.next()` was read as an assignment to a call. */
function armOf(reading: Reading, cut: Cut, piece: Piece): Arm {
  const { name, at } = piece;
  const reread = reading.pieces.readAt(at.start);
  const own = reread && reading.on(reread.tree);
  const assignment = own ? reread.nodes.map(one => own.tree.namedChildren(one)[0] ?? -1).find(one => own.tree.kind(one) === 'assignment_expression') : undefined;
  if (own && assignment !== undefined && name === undefined) {
    const value = valueOf(own, own.tree.field(assignment, 'right'));
    return { value, bind: () => { bindPattern(own, own.tree.field(assignment, 'left'), value, { constant: true }); } };
  }
  const value = pieceValue(reading, cut, piece);
  if (name === undefined) return { value };
  return { value, bind: () => { reading.facts.addAssignment({ target: { kind: 'name', name, at }, value, operator: '=', declares: true, constant: true, at }); } };
}
