/** What rules ask of caches: how long an entry lives, and whether requests decide what is put in. */
import type { FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef, Program } from './program.js';
import type { CacheUse } from './waiting.js';

/** Callers of callers are followed so far; further up the keys are rarely the client's. */
const mostCallers = 8;

/** Whether a handler leads to one of the functions, so that clients decide how many different keys there are. */
export function isFedByRequests(program: Program, functions: readonly FunctionRef[]): boolean {
  const handlers = new Set(program.endpoints.map(one => one.handler.fact));
  const seen = new Set<object>();
  let level = functions.flatMap(fn => [fn, ...around(program, fn)]);
  for (let turn = 0; turn <= mostCallers && level.length > 0; turn++) {
    const next: FunctionRef[] = [];
    for (const fn of level) {
      if (seen.has(fn.fact)) continue;
      seen.add(fn.fact);
      if (handlers.has(fn.fact)) return true;
      for (const call of program.callersOf(fn)) {
        const caller = program.functionsOf(call.file)[call.fact.in];
        if (caller) next.push(caller, ...around(program, caller));
      }
    }
    level = next;
  }
  return false;
}

/** The functions a closure stands in. */
function around(program: Program, { file, fact }: FunctionRef): readonly FunctionRef[] {
  const outer = fact.in >= 0 && fact.kind === 'closure' ? program.functionsOf(file)[fact.in] : undefined;
  return outer ? [outer, ...around(program, outer)] : [];
}

/** The longest lifetime an entry can be given; undefined when that could not be told. */
export function secondsOf(program: Program, { lifetime }: CacheUse): number | undefined {
  const longest = lifetime && numberOf(program, lifetime.file, lifetime.in, lifetime.value, 0);
  return longest === undefined || lifetime?.unit === 'seconds' ? longest : longest / 1000;
}

/** `300`, `5 * MINUTES`: the largest of what it can be. */
function numberOf(program: Program, file: FileFacts, fn: number, value: Value, depth: number): number | undefined {
  if (value.kind === 'number') return value.value;
  if (depth > 4) return undefined;
  if (value.kind === 'operation') {
    if (value.operator !== '*') return undefined;
    return value.operands.reduce<number | undefined>((product, one) => {
      const factor = numberOf(program, file, fn, one, depth + 1);
      return product === undefined || factor === undefined ? undefined : product * factor;
    }, 1);
  }
  const { all, open } = program.sourcesOf(file, fn, value);
  const numbers = all.map(one => (one.value === value ? undefined : numberOf(program, one.file, one.in, one.value, depth + 1)));
  return open !== undefined || numbers.length === 0 || numbers.includes(undefined) ? undefined : Math.max(...numbers.flatMap(one => one ?? []));
}
