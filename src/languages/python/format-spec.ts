/** Format specifications: which conversions let nothing but a number through. */
import type { Value } from '../../facts/value.js';

/** A presentation type for numbers, or a thousands separator; dates (`%Y-%m-%d`) end alike but do not fit the whole pattern. */
const numericSpec = /^(?:.?[<>=^])?[-+ ]?z?#?0?(?:\d+|\{[^}]*\})?(?:[,_](?:\.\d+)?[bdeEfFgGnoxX%]?|(?:\.(?:\d+|\{[^}]*\}))?[bdeEfFgGnoxX%])$/;

/** The value after `{value:spec}`: a number whenever the conversion would fail for anything else. */
export function numeric(value: Value, spec: string): Value {
  return numericSpec.test(spec) ? asNumber(value) : value;
}

export function asNumber(value: Value): Value {
  return { kind: 'operation', operator: 'number', operands: [value], at: value.at };
}
