/** What runs beside a handler: what starts the application, and what is asked for by parameters and decorators. */
import { partsWithCalls, type FileFacts, type FunctionRef, type Program, type Value } from '../../src/rule/index.js';

/** What runs when an application starts: calls of modules, and functions handed to libraries there that are no handlers (plugins, hooks, middleware). */
export function* startedWith(program: Program, languages: ReadonlySet<string>): Generator<FunctionRef> {
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
export function injectedInto(handler: FunctionRef, program: Program): readonly FunctionRef[] {
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
  if (part.kind === 'call') {
    // `Depends(AuthBearer())`: the instance is called.
    const made = program.meaningOf(file, fn, part);
    return made.kind === 'instance' ? program.functionsOf(made.file).find(one => one.fact.name === '__call__' && made.file.classes[one.fact.class] === made.fact) : undefined;
  }
  if (part.kind === 'function') return program.functionsOf(file).find(one => one.index === part.function);
  if (part.kind !== 'name' && part.kind !== 'member') return undefined;
  const meaning = program.meaningOf(file, fn, part);
  return meaning.kind === 'function' ? meaning.fn : undefined;
}

export function keyOf(fn: FunctionRef): string { return `${fn.file.file}#${String(fn.index)}`; }
