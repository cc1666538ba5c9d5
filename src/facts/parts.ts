/** The values a value is made of. */
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
