/** What runs for a request. */
import type { FunctionRef, Program, Step, Value } from '../../src/rule/index.js';

/** Functions that run for a request: handlers, what they call, and the dependencies they are given; each with the way there. */
export function runPerRequest(program: Program): ReadonlyMap<FunctionRef['fact'], readonly Step[]> {
  const found = new Map<FunctionRef['fact'], readonly Step[]>();
  for (const { handler, at, kind } of program.endpoints) {
    if (found.has(handler.fact) || handler.file.role === 'test' || (kind === 'command' && handler.file.role !== 'production')) continue;
    const first: Step = { at, message: `\`${handler.fact.name}\` runs for every request` };
    found.set(handler.fact, [first]);
    for (const { in: fn, path } of program.callsReachedFrom(handler)) if (!found.has(fn.fact)) found.set(fn.fact, [first, ...path]);
    for (const param of handler.fact.params) for (const value of [param.default, ...(param.type?.values ?? [])]) note(handler, value, first, program, found);
  }
  return found;
}

function note(handler: FunctionRef, value: Value | undefined, first: Step, program: Program, found: Map<FunctionRef['fact'], readonly Step[]>): void {
  const given = value?.kind === 'call' ? handler.file.calls[value.call]?.args[0]?.value : undefined;
  const meaning = given && program.meaningOf(handler.file, handler.fact.in, given);
  if (meaning?.kind === 'function' && !found.has(meaning.fn.fact)) found.set(meaning.fn.fact, [first]);
}
