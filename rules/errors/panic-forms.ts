/** The forms a panic is written in, each with a severity of its own, and what is said about each. */
import { z } from 'zod';
import type { FileFacts } from '../../src/facts/structure.js';
import type { Program } from '../../src/rule/program.js';
import { isPoisonedLock, isStartUp, isStaticInitialiser, isTauriRun } from './panic-circumstances.js';
import type { Panicking } from './panicking-calls.js';
import { isDecidedByLiteral, isGuarded } from './proven-present.js';

const form = z.enum(['off', 'warn', 'error']);

export const options = z.strictObject({
  unwrap: form.default('error').describe('`.unwrap()`'),
  expect: form.default('error').describe('`.expect("...")`'),
  unwrap_err: form.default('error').describe('`.unwrap_err()`'),
  expect_err: form.default('error').describe('`.expect_err("...")`'),
  unwrap_unchecked: form.default('error').describe('`.unwrap_unchecked()`'),
  panic: form.default('error').describe('`panic!`, `panic_any`'),
  todo: form.default('error').describe('`todo!`'),
  unimplemented: form.default('error').describe('`unimplemented!`'),
  unreachable: form.default('off').describe('`unreachable!`'),
  passed: form.default('error').describe('passed along: `.map(Result::unwrap)`'),
  lock: form.default('warn').describe('lock poisoning: `.lock().unwrap()`'),
  statics: form.default('warn').describe('in the initialiser of a static'),
  startup: form.default('warn').describe('in `main`, and on Tauri\'s `run(...)`'),
  proven: form.default('warn').describe('on a value proven present'),
});

export type Forms = z.infer<typeof options>;
export type Form = keyof Forms;

export function circumstanceOf(file: FileFacts, { call, receiver, form: own }: Panicking): Form | undefined {
  if (!call) return undefined;
  if (receiver) {
    if (isDecidedByLiteral(file, receiver) || isGuarded(file, call, receiver, asksForError(own))) return 'proven';
    if (isPoisonedLock(file, receiver)) return 'lock';
    if (isTauriRun(file, receiver)) return 'startup';
  }
  if (isStaticInitialiser(file, call.in, call.at)) return 'statics';
  return isStartUp(file, call.in, call.block) ? 'startup' : undefined;
}

const rank: Readonly<Record<Forms[Form], number>> = { off: 0, warn: 1, error: 2 };

export function weaker(a: Forms[Form], b: Forms[Form]): Forms[Form] { return rank[a] < rank[b] ? a : b; }

function asksForError(own: Panicking['form']): boolean { return own === 'unwrap_err' || own === 'expect_err'; }

export function messageOf(file: FileFacts, program: Program, { form: own, name, receiver }: Panicking, circumstance: Form | undefined): string {
  const value = receiver ? program.sourceAt(program.place(file, receiver.at)) : '';
  switch (circumstance) {
    case 'proven': return receiver && isDecidedByLiteral(file, receiver)
      ? `\`${name}\` on \`${value}\` panics once the literal is changed to a wrong one`
      : `\`${value}\` has just been checked, and \`${name}\` panics once that check moves away`;
    case 'lock': return `\`${name}\` on \`${value}\` spreads another thread's panic`;
    case 'statics': return `\`${name}\` in a static's initialiser panics at its first use`;
    case 'startup': return `\`${name}\` ends the program while it starts`;
  }
  if (own === 'passed') return `\`${name}\` passed along panics on the first value that is not there`;
  if (receiver) return `\`${name}\` panics unless \`${value}\` ${asksForError(own) ? 'fails' : 'succeeds'}`;
  return `\`${name}\` ends the task that reaches it`;
}
