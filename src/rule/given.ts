/** What a call or decorator is given under a name. */
import type { Argument } from '../facts/structure.js';
import type { Value } from '../facts/value.js';

/** By keyword, or by the name of an option in an object literal. */
export function argumentOfCall(call: { readonly args: readonly Argument[] }, name: string): Value | undefined {
  const named = call.args.find(one => one.name === name);
  if (named) return named.value;
  for (const { value } of call.args) {
    const found = entryOfRecord(value, name);
    if (found) return found;
  }
  return undefined;
}

export function entryOfRecord(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'record' ? value.entries.find(one => one.key?.kind === 'text' && one.key.text === name)?.value : undefined;
}
