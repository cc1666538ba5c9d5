/** Whether a value was proven present where it is unwrapped: by a guard around it or just before it, or by being a literal. */
import type { Block, Call, FileFacts } from '../../src/facts/structure.js';
import type { Value } from '../../src/facts/value.js';
import { isPattern, keyOf, provesWhenFalse, provesWhenTrue, type Words } from './presence-tests.js';

const VALUE: Words = { present: new Set(['is_some', 'is_ok', 'is_some_and', 'is_ok_and']), absent: new Set(['is_none', 'is_err', 'is_none_or']), patterns: new Set(['Some', 'Ok']) };
const ERROR: Words = { present: new Set(['is_err', 'is_err_and']), absent: new Set(['is_ok']), patterns: new Set(['Err']) };

/** A collection that is not empty has a first and a last item. */
const FILLED: Words = { present: new Set(), absent: new Set(['is_empty']), patterns: new Set() };
const ENDS: ReadonlySet<string> = new Set(['first', 'last', 'first_mut', 'last_mut']);

/** Constructors that a literal argument decides once and for all. */
const DECIDED_BY_LITERAL = /^(Regex|RegexSet|RegexBuilder|BytesRegex|NonZero\w*|NaiveDate|NaiveTime)$/;

export function isGuarded(file: FileFacts, call: Call, receiver: Value, isError: boolean): boolean {
  if (isProven(file, call, receiver, isError ? ERROR : VALUE)) return true;
  const end = receiver.kind === 'call' && !isError ? file.calls[receiver.call] : undefined;
  return end?.callee.kind === 'member' && ENDS.has(end.callee.name) && isProven(file, call, end.callee.of, FILLED);
}

function isProven(file: FileFacts, call: Call, value: Value, words: Words): boolean {
  const key = keyOf(file, value);
  if (key === undefined) return false;
  return isGuardedAround(file, call, key, words) || isGuardedBefore(file, call, key, words) || isGuardedByOperand(file, call, key, words);
}

/** `Regex::new("literal")`, `NonZeroU32::new(5)`. */
export function isDecidedByLiteral(file: FileFacts, receiver: Value): boolean {
  const made = receiver.kind === 'call' ? file.calls[receiver.call] : undefined;
  if (made?.callee.kind !== 'member' || made.args.length === 0) return false;
  const { of, name } = made.callee;
  if (name === 'build' && of.kind === 'call') return isDecidedByLiteral(file, of);
  if (!name.startsWith('new') && !name.startsWith('from_')) return false;
  if ((of.kind !== 'name' && of.kind !== 'member') || !DECIDED_BY_LITERAL.test(of.name)) return false;
  return made.args.every(({ value }) => value.kind === 'text' || value.kind === 'number' || (value.kind === 'list' && value.items.every(item => item.kind === 'text')));
}

/** Inside `if x.is_some() { .. }`, the `else` of `if x.is_none()`, or the arm `Some(_) =>` of a match on it. */
function isGuardedAround(file: FileFacts, call: Call, key: string, words: Words): boolean {
  for (const block of blocksAround(file, call.block)) {
    const isProof = (block.kind === 'if' || block.kind === 'while') ? provesWhenTrue(file, block.test, key, words)
      : block.kind === 'case' && isPattern(block.test, words) && keyOf(file, block.over) === key;
    const isOtherwise = file.blocks.some(other => other.group === block.group && other.kind === 'if' && other.at.start < block.at.start && provesWhenFalse(file, other.test, key, words));
    if ((isProof || isOtherwise) && !isReassigned(file, key, block.at.start, call)) return true;
  }
  return false;
}

/** After `if x.is_none() { return; }` or `assert!(x.is_some())` that surely ran. */
function isGuardedBefore(file: FileFacts, call: Call, key: string, words: Words): boolean {
  const around = new Set([-1]);
  for (let block = call.block; block >= 0; block = file.blocks[block]?.parent ?? -1) around.add(block);
  const surelyRan = (one: { readonly in: number; readonly at: Block['at'] }, parent: number): boolean => one.in === call.in && around.has(parent) && one.at.end <= call.at.start;
  for (const block of file.blocks) {
    if (block.kind !== 'if' || !block.leaves || !surelyRan(block, block.parent)) continue;
    if (provesWhenFalse(file, block.test, key, words) && !isReassigned(file, key, block.at.end, call)) return true;
  }
  return file.calls.some(one => one.macro && one.callee.kind === 'name' && one.callee.name === 'assert' && surelyRan(one, one.block)
    && provesWhenTrue(file, one.args[0]?.value, key, words) && !isReassigned(file, key, one.at.end, call));
}

/** `x.is_some() && x.unwrap() > 3`, `x.is_none() || x.unwrap() > 3`. */
function isGuardedByOperand(file: FileFacts, call: Call, key: string, words: Words): boolean {
  const values = [...file.blocks.map(block => block.test), ...file.returns.map(one => one.value), ...file.assignments.map(one => one.value), ...file.calls.flatMap(one => one.args.map(arg => arg.value))];
  return values.some(value => value !== undefined && value.at.start <= call.at.start && call.at.end <= value.at.end && isGuardedIn(file, value, call, key, words));
}

function isGuardedIn(file: FileFacts, value: Value, call: Call, key: string, words: Words): boolean {
  if (value.kind !== 'operation') return false;
  const at = value.operands.findIndex(operand => operand.at.start <= call.at.start && call.at.end <= operand.at.end);
  const before = value.operands.slice(0, Math.max(at, 0));
  if (value.operator === '&&' && before.some(operand => provesWhenTrue(file, operand, key, words))) return true;
  if (value.operator === '||' && before.some(operand => provesWhenFalse(file, operand, key, words))) return true;
  const inner = value.operands[at];
  return inner !== undefined && isGuardedIn(file, inner, call, key, words);
}

function* blocksAround(file: FileFacts, index: number): Generator<Block> {
  for (let block = file.blocks[index]; block; block = file.blocks[block.parent]) yield block;
}

/** Between the check and the call; the `let x = x.unwrap()` around the call itself comes after it. */
function isReassigned(file: FileFacts, key: string, from: number, call: Call): boolean {
  const to = call.at.start;
  return file.assignments.some(one => one.at.start >= from && one.at.end <= to && keyOf(file, one.target) === key && !(one.value.at.start <= to && call.at.end <= one.value.at.end));
}
