/** Which functions run in tests: called by them, behind the endpoints they ask for, or while the application they ask starts. */
import { partsWithCalls, requestedBy, type CallRef, type FileFacts, type FunctionRef, type Program, type Value } from '../../src/rule/index.js';

export interface Reached {
  has(fn: FunctionRef): boolean;
  /** Why it may run although no call of it could be followed. */
  perhaps(fn: FunctionRef): string | undefined;
}

export function reachedByTests(program: Program): Reached {
  const reached = new Set<string>();
  const enter = (fn: FunctionRef): void => {
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
  const requested = [...requestedBy(program.endpoints, program.tests.requests)].filter(([, { surely }]) => surely.length > 0);
  for (const [endpoint] of requested) enter(endpoint.handler);
  const started = new Set(requested.map(([endpoint]) => endpoint.handler.file.language));
  for (const fn of startedWith(program, started)) enter(fn);
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
    perhaps: ({ fact: { name } }) => calledByTests.has(name) ? `a test calls something named \`${name}\`, and what it runs could not be told`
      : named.has(name) ? `\`${named.get(name) ?? ''}\`, which runs in a test, calls or hands on something named \`${name}\`, and what that is could not be told` : undefined,
  };
}

/** Names a call may run without it being clear what: its own, and those of what it is handed. */
function namesIn(call: CallRef, program: Program): readonly string[] {
  const { callee, args } = call.fact;
  const own = (callee.kind === 'member' || callee.kind === 'name') && !program.calleeOf(call).known && !program.libraryPathOf(call).known ? [callee.name] : [];
  const handed = args.flatMap(one => [...partsWithCalls(one.value, call.file.calls)]).filter(part => part.kind === 'name' || part.kind === 'member');
  return [...own, ...handed.map(part => part.name)];
}

/** What runs when an application starts: calls of modules, and functions handed to libraries there that are no handlers (plugins, hooks, middleware). */
function* startedWith(program: Program, languages: ReadonlySet<string>): Generator<FunctionRef> {
  if (languages.size === 0) return;
  const handlers = new Set(program.endpoints.map(one => keyOf(one.handler)));
  for (const file of program.files) {
    if (!languages.has(file.language) || file.role !== 'production') continue;
    for (const call of program.calls(file)) {
      if (call.fact.in >= 0) continue;
      const callee = program.calleeOf(call);
      if (callee.known && !handlers.has(keyOf(callee.value))) yield callee.value;
      for (const { value } of call.fact.args) for (const part of partsWithCalls(value, file.calls)) {
        const fn = functionOf(part, file, -1, program);
        if (fn && !handlers.has(keyOf(fn))) yield fn;
      }
    }
  }
}

/** What runs before a handler because a parameter or its decorator asks for it: `Depends(get_order)`, and what that asks for. */
function injectedInto(handler: FunctionRef, program: Program): readonly FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  const queue = [handler];
  for (let turn = 0; turn < queue.length; turn++) {
    const fn = queue[turn];
    if (!fn) continue;
    const values = [...fn.fact.params.flatMap(param => [...(param.default ? [param.default] : []), ...(param.type?.values ?? [])]), ...fn.fact.decorators.flatMap(one => one.args.map(argument => argument.value))];
    for (const part of values.flatMap(value => [...partsWithCalls(value, fn.file.calls)])) {
      const one = functionOf(part, fn.file, fn.fact.in, program);
      if (!one || found.has(keyOf(one))) continue;
      found.set(keyOf(one), one);
      queue.push(one);
    }
  }
  return [...found.values()];
}

function functionOf(part: Value, file: FileFacts, fn: number, program: Program): FunctionRef | undefined {
  if (part.kind === 'function') return program.functionsOf(file).find(one => one.index === part.function);
  if (part.kind !== 'name' && part.kind !== 'member') return undefined;
  const meaning = program.meaningOf(file, fn, part);
  return meaning.kind === 'function' ? meaning.fn : undefined;
}

function keyOf(fn: FunctionRef): string { return `${fn.file.file}#${String(fn.index)}`; }
