/** Unwrapped values and deliberate panics in production Rust. */
import { z } from 'zod';
import type { FileFacts } from '../../src/facts/structure.js';
import type { Value } from '../../src/facts/value.js';
import type { Program } from '../../src/rule/program.js';
import { filesIn } from '../../src/rule/look.js';
import { defineRule } from '../../src/rule/rule.js';
import { isCompileTime, isInfallible, isPoisonedLock, isStartUp, isStaticInitialiser, isTauriRun } from './panic-circumstances.js';
import { panickingCalls, type Panicking } from './panicking-calls.js';
import { isDecidedByLiteral, isGuarded } from './proven-present.js';

const form = z.enum(['off', 'warn', 'error']);

const options = z.strictObject({
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

type Forms = z.infer<typeof options>;
type Form = keyof Forms;

export default defineRule({
  id: 'no-unwrap-in-production',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust'],
  summary: 'Production code panics where a value is absent.',
  why: 'A panic ends the request, the task or the whole process, and the caller never learns why.',
  instead: 'return the error with `?`, or match on it and decide what the caller should see',
  limits: 'Macros that unwrap in code they generate are not seen; a guard on a value that is changed through a reference still counts.',
  options,
  look: filesIn('rust'),
  check(file, program, report, given) {
    const forms = options.parse(given ?? {});
    if (file.role === 'production') {
      if (file.broken.length > 0) report.unknown('Rust file', 'a part of it could not be parsed', program.place(file, file.broken[0] ?? { start: 0, end: 0 }));
      else report.judged('Rust file');
    }
    for (const one of panickingCalls(file)) {
      const place = program.place(file, one.at);
      if (!isJudged(file, program, one) || isQuiet(file, program, one)) continue;
      const circumstance = circumstanceOf(file, one);
      const set = weaker(forms[one.form], circumstance ? forms[circumstance] : 'error');
      if (set === 'off') continue;
      report(place, messageOf(file, program, one, circumstance), set === 'warn' ? { severity: 'warning' } : {});
    }
  },
});

/** A migration runs where production runs; tests, examples, benches, build scripts and generated code do not. */
function isJudged(file: FileFacts, program: Program, one: Panicking): boolean {
  const role = program.roleAt(program.place(file, one.at));
  return role === 'production' || role === 'migration' || role === 'script';
}

function isQuiet(file: FileFacts, program: Program, one: Panicking): boolean {
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

function circumstanceOf(file: FileFacts, { call, receiver, form: own }: Panicking): Form | undefined {
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

function weaker(a: Forms[Form], b: Forms[Form]): Forms[Form] { return rank[a] < rank[b] ? a : b; }

function asksForError(own: Panicking['form']): boolean { return own === 'unwrap_err' || own === 'expect_err'; }

function messageOf(file: FileFacts, program: Program, { form: own, name, receiver }: Panicking, circumstance: Form | undefined): string {
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
