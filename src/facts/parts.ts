/** The values a value is made of. */
import type { Call } from './structure.js';
import type { Value } from './value.js';

/** The value itself, then everything inside it that stands in the same text; calls and closures are not entered. */
export function* partsOfValue(value: Value): Generator<Value> {
  yield value;
  switch (value.kind) {
    case 'joined': for (const part of value.parts) yield* partsOfValue(part); return;
    case 'member': yield* partsOfValue(value.of); return;
    case 'index': yield* partsOfValue(value.of); yield* partsOfValue(value.key); return;
    case 'list': for (const item of value.items) yield* partsOfValue(item); return;
    case 'record': for (const entry of value.entries) { if (entry.key) yield* partsOfValue(entry.key); yield* partsOfValue(entry.value); } return;
    case 'choice': for (const one of [...value.tests, ...value.options]) yield* partsOfValue(one); return;
    case 'operation': for (const operand of value.operands) yield* partsOfValue(operand); return;
    case 'each': yield* partsOfValue(value.element); yield* partsOfValue(value.over); return;
    case 'item': yield* partsOfValue(value.of); return;
    case 'text': case 'number': case 'boolean': case 'nothing': case 'name': case 'call': case 'function': case 'unknown': return;
  }
}

/** The same, and what stands in the calls on the way: receivers and arguments; closures are not entered. */
export function* partsWithCalls(value: Value, calls: readonly Call[]): Generator<Value> {
  for (const part of partsOfValue(value)) {
    yield part;
    const call = part.kind === 'call' ? calls[part.call] : undefined;
    if (!call) continue;
    yield* partsWithCalls(call.callee, calls);
    for (const argument of call.args) yield* partsWithCalls(argument.value, calls);
  }
}
