/** Text put together with `+`, `format!` and `concat!`, and noting which of it reads like SQL. */
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';

/** Methods that hand a literal on as a `String`. */
const KEEPING_TEXT: ReadonlySet<string> = new Set(['to_string', 'to_owned', 'into', 'as_str', 'clone', 'from']);

/** `"select ".to_owned() + &name`; undefined when neither side is text. `isWhole`: no further `+` around it. */
export function joinedByPlus(reading: Reading, operands: readonly Value[], at: Span, isWhole: boolean): Value | undefined {
  const sides = operands.map(operand => textOf(reading, operand));
  if (sides.every(side => side === undefined)) return undefined;
  const parts = operands.flatMap((operand, index) => {
    const side = sides[index] ?? operand;
    return side.kind === 'joined' ? side.parts : [side];
  });
  const joined: Value = { kind: 'joined', how: 'plus', parts, at };
  return isWhole ? noted(reading, joined) : joined;
}

function textOf(reading: Reading, value: Value): Value | undefined {
  if (value.kind === 'text' || value.kind === 'joined') return value;
  if (value.kind !== 'call') return undefined;
  const call = reading.facts.callAt(value.call);
  if (call?.callee.kind !== 'member' || !KEEPING_TEXT.has(call.callee.name)) return undefined;
  return textOf(reading, call.callee.name === 'from' ? call.args[0]?.value ?? value : call.callee.of);
}

const SQL_BEGINNING = /^[\s(]*(select|insert\s+(or\s+\w+\s+)?into|update|delete\s+from|delete|with|merge|replace\s+into|create|alter|drop|truncate|exec|execute|call|pragma|attach|where|and|or|order\s+by|group\s+by|having|limit|offset|from|(left|right|inner|outer|cross)?\s*join|values|union|returning|set|on)\b/i;

/** Records joined text that begins like a statement or a clause, whether or not anything is seen to run it. */
export function noted(reading: Reading, value: Value): Value {
  if (value.kind !== 'joined') return value;
  const first = value.parts.find(part => part.kind === 'text' && part.text.trim() !== '');
  if (first?.kind === 'text' && SQL_BEGINNING.test(first.text) && value.parts.some(part => part.kind !== 'text')) reading.facts.addText(value);
  return value;
}
