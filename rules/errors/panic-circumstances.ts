/** Circumstances that make a panic a form of its own: a poisoned lock, a static's initialiser, the program's start. */
import type { Call, FileFacts, FunctionFact } from '../../src/facts/structure.js';
import type { Span } from '../../src/facts/span.js';
import { isInside } from '../../src/facts/span.js';
import type { Value } from '../../src/facts/value.js';

/** What hands out a guard, by the number of its arguments. */
const LOCKS: ReadonlyMap<string, number> = new Map([['lock', 0], ['read', 0], ['write', 0], ['wait', 1], ['wait_while', 2], ['wait_timeout', 2]]);

/** `mutex.lock().unwrap()`: it fails only after another thread panicked. A lock that is awaited cannot be poisoned. */
export function isPoisonedLock(file: FileFacts, receiver: Value): boolean {
  const call = receiver.kind === 'call' ? file.calls[receiver.call] : undefined;
  return call?.callee.kind === 'member' && LOCKS.get(call.callee.name) === call.args.length && !call.awaited;
}

export function isCompileTime(file: FileFacts, at: Span): boolean {
  return file.compileTime?.some(span => isInside(at, span)) ?? false;
}

const LAZY_TYPES: ReadonlySet<string> = new Set(['Lazy', 'LazyLock', 'LazyCell']);
const LAZY_METHODS: ReadonlySet<string> = new Set(['get_or_init', 'get_or_try_init', 'call_once']);

/** In the initialiser of a static: it runs once, and fails the first time or never. */
export function isStaticInitialiser(file: FileFacts, fn: number, at: Span): boolean {
  for (let one = fn; ; one = file.functions[one]?.in ?? -1) {
    if (one < 0) return true;
    if (file.functions[one]?.kind !== 'closure') break;
    const user = userOf(file, one);
    if (user?.callee.kind !== 'member') continue;
    const { name, of } = user.callee;
    if (LAZY_METHODS.has(name) || (name === 'new' && (of.kind === 'name' || of.kind === 'member') && LAZY_TYPES.has(of.name))) return true;
  }
  return file.assignments.some(one => one.in === fn && one.constant && one.declares && one.target.kind === 'name' && /^[A-Z][A-Z0-9_]*$/.test(one.target.name) && isInside(at, one.at));
}

/** Calls that run the closure they are given at once, or as the program's main task. */
const RUNS_AT_ONCE: ReadonlySet<string> = new Set(['block_on', 'setup', 'map', 'map_err', 'and_then', 'or_else', 'unwrap_or_else', 'with', 'inspect_err', 'run']);

/** In `main`, or in Tauri's entry point, before the program begins to serve: not in an endless loop, not in a task it starts. */
export function isStartUp(file: FileFacts, fn: number, block: number): boolean {
  let inside = block;
  for (let one = fn; one >= 0;) {
    const fact = file.functions[one];
    if (!fact || isEndless(file, inside)) return false;
    if (isEntryPoint(fact) || file.calls.some(call => call.in === one && isTauriContext(call))) return true;
    const user = fact.kind === 'closure' ? userOf(file, one) : undefined;
    if (!user || !RUNS_AT_ONCE.has(lastName(user.callee))) return false;
    inside = user.block;
    one = fact.in;
  }
  return false;
}

function isEntryPoint(fact: FunctionFact): boolean {
  if (fact.kind !== 'function' || fact.in >= 0) return false;
  if (fact.name === 'main' && (fact.module ?? []).length === 0) return true;
  return fact.decorators.some(one => [one.callee, ...one.args.map(arg => arg.value)].some(value => lastName(value) === 'mobile_entry_point'));
}

function isEndless(file: FileFacts, index: number): boolean {
  for (let block = file.blocks[index]; block; block = file.blocks[block.parent]) {
    if (block.kind === 'while' || (block.kind === 'loop' && !block.over)) return true;
  }
  return false;
}

/** `tauri::Builder::default()...run(generate_context!()).expect(..)`, the line every Tauri template ends with. */
export function isTauriRun(file: FileFacts, receiver: Value): boolean {
  const call = receiver.kind === 'call' ? file.calls[receiver.call] : undefined;
  if (call?.callee.kind !== 'member' || (call.callee.name !== 'run' && call.callee.name !== 'build')) return false;
  return call.args.some(({ value }) => value.kind === 'call' && isTauriContext(file.calls[value.call]));
}

function isTauriContext(call: Call | undefined): boolean {
  return call?.macro === true && lastName(call.callee) === 'generate_context';
}

/** `Result<T, Infallible>` and `Result<T, !>` hold no error to panic on. */
export function isInfallible(file: FileFacts, call: Call, receiver: Value): boolean {
  if (receiver.kind !== 'name') return false;
  const declared = file.assignments.findLast(one => one.in === call.in && one.declares && one.target.kind === 'name' && one.target.name === receiver.name && one.at.end <= call.at.start);
  const type = declared ? declared.type : file.functions[call.in]?.params.find(param => param.name === receiver.name)?.type;
  const error = type?.name === 'Result' ? type.args[1]?.name : undefined;
  return error !== undefined && /^(!|(.*\.)?Infallible)$/.test(error);
}

/** The call a closure is an argument of. */
function userOf(file: FileFacts, fn: number): Call | undefined {
  return file.calls.find(call => call.args.some(({ value }) => value.kind === 'function' && value.function === fn));
}

function lastName(value: Value): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
