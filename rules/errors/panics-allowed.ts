/** Where a panic is nobody's concern: outside production, while compiling, allowed by clippy's own lint, or no panic at all. */
import type { FileFacts } from '../../src/facts/structure.js';
import type { Value } from '../../src/facts/value.js';
import type { Program } from '../../src/rule/program.js';
import { isCompileTime, isInfallible } from './panic-circumstances.js';
import type { Form } from './panic-forms.js';
import type { Panicking } from './panicking-calls.js';

/** A migration runs where production runs; tests, examples, benches, build scripts and generated code do not. */
export function isJudged(file: FileFacts, program: Program, one: Panicking): boolean {
  const role = program.roleAt(program.place(file, one.at));
  return role === 'production' || role === 'migration' || role === 'script';
}

export function isQuiet(file: FileFacts, program: Program, one: Panicking): boolean {
  if (isCompileTime(file, one.at) || isAllowed(file, one)) return true;
  const { call, receiver } = one;
  if (!call || !receiver) return false;
  return isInfallible(file, call, receiver) || isOwnMethod(file, program, one, receiver);
}

/** Clippy's lint for the same thing is switched off here on purpose; that it has a reason is another rule's concern. */
function isAllowed(file: FileFacts, one: Panicking): boolean {
  const lint = lints[one.form];
  return lint !== undefined && file.comments.some(({ covers, text }) => covers !== undefined && covers.start <= one.at.start && one.at.end <= covers.end && new RegExp(`\\bclippy::${lint}\\b`).test(text));
}

const lints: Readonly<Partial<Record<Form, string>>> = {
  unwrap: 'unwrap_used', unwrap_err: 'unwrap_used', expect: 'expect_used', expect_err: 'expect_used', panic: 'panic', todo: 'todo', unimplemented: 'unimplemented', unreachable: 'unreachable',
};

/** A method of that name which this program defines for another type: a parser's `self.expect("{")`. */
function isOwnMethod(file: FileFacts, program: Program, one: Panicking, receiver: Value): boolean {
  const index = file.calls.findIndex(call => call === one.call);
  const fact = file.calls[index];
  if (fact && program.calleeOf({ file, index, fact }).known) return true;
  const isDefinedHere = file.functions.some(fn => fn.kind === 'method' && fn.name === one.name);
  if (!isDefinedHere) return false;
  if (receiver.kind === 'name' && receiver.name === 'self') return true;
  // `Some(..)` has no `unwrap_err` but the one a trait of this file gives it.
  return one.name.endsWith('_err') && program.sourceAt(program.place(file, fact?.at ?? one.at)).startsWith('Some');
}
