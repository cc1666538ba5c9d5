/** The ways Rust code can panic on an absent value, and which call is one of them. */
import type { Call, FileFacts } from '../../src/facts/structure.js';
import type { Span } from '../../src/facts/span.js';
import type { Value } from '../../src/facts/value.js';

export type Method = 'unwrap' | 'expect' | 'unwrap_err' | 'expect_err' | 'unwrap_unchecked';
export type Macro = 'panic' | 'todo' | 'unimplemented' | 'unreachable';

/** `receiver` is what is unwrapped; a macro and a method passed along have none. */
export interface Panicking {
  readonly form: Method | Macro | 'passed';
  readonly name: string;
  readonly at: Span;
  readonly call?: Call;
  readonly receiver?: Value;
}

const METHODS: ReadonlyMap<string, Method> = new Map((['unwrap', 'expect', 'unwrap_err', 'expect_err', 'unwrap_unchecked'] as const).map(name => [name, name]));
const MACROS: ReadonlyMap<string, Macro> = new Map((['panic', 'todo', 'unimplemented', 'unreachable'] as const).map(name => [name, name]));
/** The types whose methods these are, for `Option::unwrap(x)` and `.map(Result::unwrap)`. */
const OWNERS: ReadonlySet<string> = new Set(['Option', 'Result']);

export function* panickingCalls(file: FileFacts): Generator<Panicking> {
  for (const call of file.calls) {
    const own = call.macro ? macroCall(call) : methodCall(file, call);
    if (own) yield own;
    for (const { value } of call.args) yield* passedAlong(value);
  }
  for (const { value } of file.assignments) yield* passedAlong(value);
}

function macroCall(call: Call): Panicking | undefined {
  const { callee } = call;
  if (callee.kind !== 'name' && callee.kind !== 'member') return undefined;
  if (callee.kind === 'member' && !(callee.of.kind === 'name' && (callee.of.name === 'std' || callee.of.name === 'core'))) return undefined;
  const form = MACROS.get(callee.name);
  return form && { form, name: `${callee.name}!`, at: call.nameAt, call };
}

function methodCall(file: FileFacts, call: Call): Panicking | undefined {
  const { callee, args } = call;
  if ((callee.kind === 'name' || callee.kind === 'member') && callee.name === 'panic_any' && args.length === 1) return { form: 'panic', name: 'panic_any', at: call.nameAt, call };
  if (callee.kind !== 'member') return undefined;
  const form = METHODS.get(callee.name);
  if (!form) return undefined;
  const [first] = args;
  const expects = form === 'expect' || form === 'expect_err' ? 1 : 0;
  if (isOwner(callee.of) && args.length === expects + 1 && first) return { form, name: callee.name, at: call.nameAt, call, receiver: first.value };
  if (args.length !== expects || (first && !canBeMessage(file, first.value))) return undefined;
  return { form, name: callee.name, at: call.nameAt, call, receiver: callee.of };
}

function isOwner(value: Value): boolean {
  return (value.kind === 'name' || value.kind === 'member') && OWNERS.has(value.name);
}

/** A mock's `.expect(1)` or `.expect(1..3)` and a parser's `.expect(Token::Comma)` are no `Option::expect`: its argument is text. */
function canBeMessage(file: FileFacts, value: Value): boolean {
  switch (value.kind) {
    case 'text': case 'joined': case 'name': case 'index': case 'choice': case 'unknown': case 'item': return true;
    // `T![,]` is a token, `message!()` may be text.
    case 'call': return !/^[A-Z]/.test(lastName(file.calls[value.call]?.callee));
    case 'member': return !CAMEL_CASE.test(value.name) && !CAMEL_CASE.test(lastName(value.of));
    default: return false;
  }
}

/** A type's or a variant's name. */
const CAMEL_CASE = /^[A-Z]\w*[a-z]/;

function lastName(value: Value | undefined): string {
  return value?.kind === 'name' || value?.kind === 'member' ? value.name : '';
}

/** `.map(Result::unwrap)`: the method itself as a value. */
function* passedAlong(value: Value): Generator<Panicking> {
  switch (value.kind) {
    case 'member':
      if (METHODS.has(value.name) && isOwner(value.of)) yield { form: 'passed', name: value.name, at: value.at };
      return;
    case 'list': for (const item of value.items) yield* passedAlong(item); return;
    case 'choice': for (const option of value.options) yield* passedAlong(option); return;
    case 'record': for (const entry of value.entries) yield* passedAlong(entry.value); return;
    default: return;
  }
}
