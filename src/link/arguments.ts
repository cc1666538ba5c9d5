/** A call's arguments as library tables name them: by position, keyword, or a property of an object literal. */
import type { Argument, Call, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { ArgumentRef } from '../libraries/library.js';
import type { FileIndex } from './file-index.js';

export function argumentOf(call: { readonly args: readonly Argument[] }, ref: ArgumentRef): Value | undefined {
  if (typeof ref === 'number') {
    const positional = call.args.filter(argument => argument.name === undefined);
    const argument = positional[ref];
    return argument && !argument.spread ? argument.value : undefined;
  }
  if (typeof ref === 'string') {
    const [, position, entry] = /^(\d+)\.(\w+)$/.exec(ref) ?? [];
    const holder = position === undefined ? undefined : argumentOf(call, Number(position));
    if (entry !== undefined) return holder && entryOf(holder, entry);
    const named = call.args.find(argument => argument.name === ref);
    if (named) return named.value;
    for (const argument of call.args) {
      const entry = entryOf(argument.value, ref);
      if (entry) return entry;
    }
    return undefined;
  }
  for (const one of ref) {
    const found = argumentOf(call, one);
    if (found) return found;
  }
  return undefined;
}

export function entryOf(value: Value, key: string): Value | undefined {
  if (value.kind !== 'record') return undefined;
  return value.entries.find(entry => entry.key?.kind === 'text' && entry.key.text === key)?.value;
}

/** `a.b.c` as written, with calls and indexes left out; undefined when it does not begin with a name. */
export function pathOf(value: Value): string[] | undefined {
  if (value.kind === 'name') return [value.name];
  if (value.kind === 'member') {
    const owner = pathOf(value.of);
    return owner && [...owner, value.name];
  }
  return undefined;
}

/** What a call hands over as a parameter of the function it runs. */
export function givenTo(call: Call, file: FileIndex, fn: number, param: Param, position: number): Value | undefined {
  const fact = file.functionAt(fn);
  const first = fact?.params[0]?.name;
  const shift = fact && fact.class >= 0 && (first === 'self' || first === 'cls') ? 1 : 0;
  return argumentOf(call, [param.name]) ?? argumentOf(call, position - shift);
}

/** The last name of what is called: `execute` in `db.session.execute(...)`. */
export function calledName(call: Call): string {
  if (call.callee.kind === 'member' || call.callee.kind === 'name') return call.callee.name;
  return '';
}

/** A step's words; a parameter that is taken apart where it is declared has no name. */
export function passedAs(source: string, param: string): string {
  return /^(\{\}|\[\])$/.test(param) ? `\`${source}\` is passed on` : `\`${source}\` is passed as \`${param}\``;
}
