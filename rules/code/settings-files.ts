/** Which files are the settings of a program, and where the environment is read. */
import { partsWithCalls } from '../../src/facts/parts.js';
import type { FileFacts, Place, Program, Value } from '../../src/rule/index.js';

const settings = /(?:^|\/)(?:settings?|config(?:uration|s)?|conf|env|environments?|constants|defaults|options)(?:\/|\.[a-z]+$|[._-][\w.-]*\.[a-z]+$)|(?:^|\/)[\w-]*(?:settings|config|configuration|env)\.[a-z]+$|\.(?:config|env|settings)\.[a-z]+$/i;

export function isSettingsFile(file: FileFacts): boolean {
  return settings.test(file.file) || file.classes.some(one => one.bases.some(base => /(?:^|\.)BaseSettings$/.test(base.name)));
}

const reads = /^(?:os\.(?:getenv|environ\.(?:get|pop|setdefault|copy))|std\.env\.(?:var|var_os|vars)|env\.(?:var|var_os)|dotenvy?\.var|decouple\.config|globalThis\.(?:Deno|Bun)\.env\.get)$/;

/** Calls and members that look a variable up. */
export function environmentReadsIn(file: FileFacts, program: Program): readonly { readonly at: Place; readonly name: string | undefined }[] {
  const found = new Map<number, { readonly at: Place; readonly name: string | undefined }>();
  for (const call of program.calls(file)) {
    const path = program.libraryPathOf(call);
    const [first] = call.fact.args;
    if (path.known && reads.test(path.value)) found.set(call.fact.at.start, { at: program.place(file, call.fact.nameAt), name: first?.value.kind === 'text' ? first.value.text : undefined });
  }
  const look = (value: Value): void => {
    for (const part of partsWithCalls(value, file.calls)) {
      const holder = part.kind === 'member' || part.kind === 'index' ? part.of : undefined;
      if (!holder || holder.kind !== 'member' || holder.of.kind !== 'name') continue;
      const isEnvironment = (holder.name === 'env' && holder.of.name === 'process') || (holder.name === 'environ' && holder.of.name === 'os' && part.kind === 'index');
      const name = part.kind === 'member' ? part.name : part.kind === 'index' && part.key.kind === 'text' ? part.key.text : undefined;
      // `NODE_ENV` says how the program was built.
      if (isEnvironment && name !== 'NODE_ENV') found.set(part.at.start, { at: program.place(file, part.at), name });
    }
  };
  for (const call of file.calls) { look(call.callee); for (const argument of call.args) look(argument.value); }
  for (const one of file.assignments) look(one.value);
  for (const one of file.returns) look(one.value);
  for (const block of file.blocks) if (block.test) look(block.test);
  return [...found.values()];
}

/** Where texts stand that hold when nothing else is given: `given ?? 'text'`, `given.unwrap_or("text")`. */
export function standIns(file: FileFacts): ReadonlySet<number> {
  const found = new Set<number>();
  const look = (value: Value): void => {
    for (const part of partsWithCalls(value, file.calls)) {
      if (part.kind === 'choice') for (const option of part.options.slice(part.operator ? 1 : 0)) found.add(option.at.start);
      const call = part.kind === 'call' ? file.calls[part.call] : undefined;
      const name = call && (call.callee.kind === 'member' || call.callee.kind === 'name') ? call.callee.name : '';
      if (call && /^(?:unwrap_or|unwrap_or_else|or|or_else|get|getenv|env|config|get_or|getattr|default|Field|map_or|Option|Argument|add_argument)$/.test(name)) for (const argument of call.args.filter((one, position) => one.name === 'default' || (one.name === undefined && (position > 0 || /^(?:unwrap_or|unwrap_or_else|or|or_else|default|Field)$/.test(name))))) for (const inner of argument.value.kind === 'function' ? file.returns.flatMap(one => (one.in === (argument.value.kind === 'function' ? argument.value.function : -1) ? [one.value] : [])) : [argument.value]) for (const one of partsWithCalls(inner, file.calls)) found.add(one.at.start);
    }
  };
  file.calls.forEach((call, index) => { look({ kind: 'call', call: index, at: call.at }); });
  for (const one of file.assignments) look(one.value);
  for (const one of file.returns) look(one.value);
  return found;
}
