/** Finds every request a program sends, and the address each is sent to. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { SentRequest } from '../rule/tls.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';

export function requestsOf(evaluator: Evaluator, files: readonly FileIndex[]): readonly SentRequest[] {
  return files.flatMap(file => file.facts.calls.flatMap((fact, index): readonly SentRequest[] => {
    const sends = evaluator.resolve(file, fact)?.effect?.sends;
    if (sends === undefined) return [];
    const url = sends === 'self' ? inChain(file, fact) : argumentOf(fact, sends);
    return [{ call: { file: file.facts, index, fact }, at: { file: file.file, start: fact.nameAt.start, end: fact.nameAt.end }, url }];
  }));
}

/** `client.get(url).header(...).send()`: what the chain's first call with an argument was given. */
function inChain(file: FileIndex, last: Call): Value | undefined {
  let first: Value | undefined;
  for (let at: Call | undefined = last; at?.callee.kind === 'member';) {
    const { of }: { readonly of: Value } = at.callee;
    at = of.kind === 'call' ? file.facts.calls[of.call] : undefined;
    first = at?.args.find(one => one.value.kind === 'text' || one.value.kind === 'joined' || one.value.kind === 'name' || one.value.kind === 'member' || one.value.kind === 'call')?.value ?? first;
  }
  return first;
}
