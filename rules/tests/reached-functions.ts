/** Which functions run in tests: called by them, behind the endpoints they ask for, or while the application they ask starts. */
import { partsWithCalls, requestedBy, type CallRef, type FunctionRef, type Program } from '../../src/rule/index.js';
import { injectedInto, keyOf, startedWith } from './started-functions.js';

export interface Reached {
  has(fn: FunctionRef): boolean;
  /** Why it may run although no call of it could be followed. */
  perhaps(fn: FunctionRef): string | undefined;
}

export function reachedByTests(program: Program): Reached {
  const reached = new Set<string>();
  const maybe = new Map<string, string>();
  const enter = (fn: FunctionRef, reached: Pick<Set<string>, 'add' | 'has'>): void => {
    for (const one of [fn, ...injectedInto(fn, program)]) {
      if (reached.has(keyOf(one))) continue;
      reached.add(keyOf(one));
      for (const { call, in: inside } of program.callsReachedFrom(one)) {
        reached.add(keyOf(inside));
        const callee = program.calleeOf(call);
        if (callee.known) reached.add(keyOf(callee.value));
      }
    }
  };
  const asked = [...requestedBy(program.endpoints, program.tests.requests)];
  const requested = asked.filter(([, { surely }]) => surely.length > 0);
  for (const [endpoint] of requested) enter(endpoint.handler, reached);
  for (const [endpoint, { surely, perhaps }] of asked) {
    if (surely.length > 0 || !perhaps) continue;
    const because = `a test may ask for ${endpoint.method} ${endpoint.path}, which runs it: a part of what it requests could not be followed`;
    const seen = new Set<string>();
    enter(endpoint.handler, seen);
    for (const one of seen) maybe.set(one, because);
  }
  const started = new Set(requested.map(([endpoint]) => endpoint.handler.file.language));
  for (const fn of startedWith(program, started)) enter(fn, reached);
  const has = (fn: FunctionRef): boolean => reached.has(keyOf(fn)) || program.tests.reaches(fn);
  const calledByTests = new Set<string>();
  const named = new Map<string, string>();
  for (const file of program.files) {
    const functions = new Map(program.functionsOf(file).map(one => [one.index, one]));
    for (const call of program.calls(file)) {
      const isTest = program.roleAt(program.place(file, call.fact.at)) === 'test';
      const inside = functions.get(call.fact.in);
      if (!isTest && !(inside ? has(inside) : started.has(file.language))) continue;
      for (const name of namesIn(call, program)) {
        if (isTest) calledByTests.add(name);
        else if (!named.has(name)) named.set(name, inside?.fact.name ?? file.file);
      }
    }
  }
  return {
    has,
    perhaps: fn => maybe.get(keyOf(fn)) ?? fromOutside(fn, program) ?? byName(fn.fact.name),
  };
  function byName(name: string): string | undefined {
    return calledByTests.has(name) ? `a test calls something named \`${name}\`, and what it runs could not be told`
      : named.has(name) ? `\`${named.get(name) ?? ''}\`, which runs in a test, calls or hands on something named \`${name}\`, and what that is could not be told` : undefined;
  }
}

/** What extends or implements a library's type is called by the library. */
function fromOutside({ file, fact }: FunctionRef, program: Program): string | undefined {
  const owner = file.classes[fact.class];
  const base = owner?.bases.find(one => !ownBases.test(one.name) && program.meaningOfType(file, -1, { ...one, args: [] }, 'by name').kind === 'library');
  return base && `${base.name}, which is a library's, may call it`;
}

const ownBases = /(?:^|\.)(?:object|ABC|Generic|Protocol|BaseModel|Enum|Exception|Error)$/;

/** Names a call may run without it being clear what: its own, and those of what it is handed. */
function namesIn(call: CallRef, program: Program): readonly string[] {
  const { callee, args } = call.fact;
  const own = (callee.kind === 'member' || callee.kind === 'name') && !program.calleeOf(call).known && !program.libraryPathOf(call).known ? [callee.name] : [];
  const handed = args.flatMap(one => [...partsWithCalls(one.value, call.file.calls)]).filter(part => part.kind === 'name' || part.kind === 'member');
  return [...own, ...handed.map(part => part.name)];
}
