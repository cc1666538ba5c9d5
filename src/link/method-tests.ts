/** Handlers that serve several HTTP methods and ask which one it is: `if (req.method === 'POST')`, `switch (method)`. */
import { partsOfValue } from '../facts/parts.js';
import type { Block } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FileIndex } from './file-index.js';

const verbs = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** Whether a branch is one of those that tell methods apart. */
export function asksMethod(file: FileIndex, block: Block): boolean {
  if (mentionsMethod(block.test) || mentionsMethod(block.over)) return true;
  return block.kind === 'else' && file.facts.blocks.some(one => one !== block && one.group === block.group && one.in === block.in && mentionsMethod(one.test));
}

/** The methods a handler asks for; empty when it does not ask. `others`: it also serves those it does not name. */
export function methodsAsked(file: FileIndex, fn: number): { readonly methods: readonly string[]; readonly others: boolean } {
  const methods = new Set<string>();
  let others = true;
  for (const block of file.facts.blocks) {
    if (block.in !== fn || !asksMethod(file, block)) continue;
    const test = block.test;
    for (const part of test ? partsOfValue(test) : []) if (part.kind === 'text' && verbs.test(part.text)) methods.add(part.text);
    // `if (req.method !== 'POST') return`: nothing else gets further.
    if (test && [...partsOfValue(test)].some(part => part.kind === 'operation' && /^(!==?|not in)$/.test(part.operator)) && block.leaves) others = false;
  }
  return { methods: [...methods], others };
}

function mentionsMethod(value: Value | undefined): boolean {
  return value !== undefined && [...partsOfValue(value)].some(part => (part.kind === 'member' || part.kind === 'name') && part.name === 'method');
}
