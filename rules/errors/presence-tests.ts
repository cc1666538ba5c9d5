/** Tests that say whether a value is there: what proves it present when true, and what when false. */
import type { FileFacts } from '../../src/facts/structure.js';
import type { Value } from '../../src/facts/value.js';

/** What says "there is one" and what says "there is none", for the half of the type that is asked for. */
export interface Words { readonly present: ReadonlySet<string>; readonly absent: ReadonlySet<string>; readonly patterns: ReadonlySet<string> }

/** Methods that look at the same value without changing it. */
const SAME_VALUE: ReadonlySet<string> = new Set(['as_ref', 'as_mut', 'as_deref', 'as_deref_mut', 'clone', 'cloned', 'copied', 'borrow', 'take', 'iter', 'to_owned', 'get_mut']);

/** The same words for the same value: `self.task`, `map.get("k")`; undefined when it has no name to ask by. */
export function keyOf(file: FileFacts, value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'name': return value.name;
    case 'text': return JSON.stringify(value.text);
    case 'number': return String(value.value);
    case 'member': return dotted(keyOf(file, value.of), value.name);
    case 'index': {
      const key = keyOf(file, value.key);
      return key === undefined ? undefined : dotted(keyOf(file, value.of), `[${key}]`);
    }
    case 'call': return keyOfCall(file, value.call);
    default: return undefined;
  }
}

function keyOfCall(file: FileFacts, index: number): string | undefined {
  const call = file.calls[index];
  if (call?.callee.kind !== 'member' || call.awaited) return undefined;
  const of = keyOf(file, call.callee.of);
  if (call.args.length === 0 && SAME_VALUE.has(call.callee.name)) return of;
  const args = call.args.map(arg => keyOf(file, arg.value));
  return args.includes(undefined) ? undefined : dotted(of, `${call.callee.name}(${args.join()})`);
}

function dotted(of: string | undefined, name: string): string | undefined {
  return of === undefined ? undefined : `${of}.${name}`;
}

/** The test being true proves the value present. */
export function provesWhenTrue(file: FileFacts, test: Value | undefined, key: string, words: Words): boolean {
  if (test?.kind === 'operation') {
    if (test.operator === '&&') return test.operands.some(operand => provesWhenTrue(file, operand, key, words));
    if (test.operator === '!') return provesWhenFalse(file, test.operands[0], key, words);
    if (test.operator === 'let') return isPattern(test.operands[1], words) && keyOf(file, test.operands[0]) === key;
    return false;
  }
  return asks(file, test, key, words.present);
}

export function provesWhenFalse(file: FileFacts, test: Value | undefined, key: string, words: Words): boolean {
  if (test?.kind === 'operation') {
    if (test.operator === '||') return test.operands.some(operand => provesWhenFalse(file, operand, key, words));
    return test.operator === '!' && provesWhenTrue(file, test.operands[0], key, words);
  }
  return asks(file, test, key, words.absent);
}

function asks(file: FileFacts, test: Value | undefined, key: string, names: ReadonlySet<string>): boolean {
  const call = test?.kind === 'call' ? file.calls[test.call] : undefined;
  return call?.callee.kind === 'member' && names.has(call.callee.name) && keyOf(file, call.callee.of) === key;
}

export function isPattern(pattern: Value | undefined, words: Words): boolean {
  return (pattern?.kind === 'name' || pattern?.kind === 'member') && words.patterns.has(pattern.name);
}
