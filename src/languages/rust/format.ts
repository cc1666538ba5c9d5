/** Format strings: the text of `format!`-like macros with their holes filled by the arguments that belong to them. */
import type { Span } from '../../facts/span.js';
import type { TextValue, Value } from '../../facts/value.js';
import { decoded } from './literals.js';

export interface FormatArguments { readonly positional: readonly Value[]; readonly named: ReadonlyMap<string, Value> }

/** Conversions only numbers have; `{:05}` is not one, it pads text as well. */
const NUMERIC_CONVERSION = /^[^?]*[xXobeE]$/;

const PIECE = /\{\{|\}\}|\{([^{}]*)\}/g;

/** Literal pieces and holes in order; one `text` value when nothing is pasted in. */
export function formatted(source: string, inside: Span, raw: boolean, args: FormatArguments, at: Span): Value {
  const parts: Value[] = [];
  let literal = '';
  let literalStart = inside.start;
  let next = 0;
  let from = 0;
  const take = (piece: string): void => { literal += raw ? piece : decoded(piece); };
  const close = (end: number): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal, at: { start: literalStart, end } });
    literal = '';
  };
  for (const match of source.matchAll(PIECE)) {
    take(source.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}') {
      literal += match[0].charAt(0);
      continue;
    }
    close(inside.start + match.index);
    literalStart = inside.start + from;
    const hole = { start: inside.start + match.index, end: inside.start + from };
    const { name, conversion } = placeholder(match[1] ?? '');
    // `{:.*}` takes its precision from an argument of its own first.
    if (conversion.includes('.*')) next++;
    const value = name === '' ? args.positional[next++] : valueNamed(name, args, hole);
    const pasted: Value = value ?? { kind: 'unknown', because: 'the format string has more holes than arguments', at: hole };
    parts.push(NUMERIC_CONVERSION.test(conversion) ? { kind: 'operation', operator: 'number', operands: [pasted], at: hole } : pasted);
  }
  take(source.slice(from));
  close(inside.end);
  if (parts.every((part): part is TextValue => part.kind === 'text')) {
    return { kind: 'text', text: parts.map(part => part.text).join(''), at };
  }
  return { kind: 'joined', how: 'format', parts, at };
}

function placeholder(inner: string): { name: string; conversion: string } {
  const colon = inner.indexOf(':');
  if (colon < 0) return { name: inner.trim(), conversion: '' };
  return { name: inner.slice(0, colon).trim(), conversion: inner.slice(colon + 1).trim() };
}

/** `{0}` is an argument's position, `{name}` an argument's name or a variable in sight. */
function valueNamed(name: string, args: FormatArguments, hole: Span): Value | undefined {
  if (/^\d+$/.test(name)) return args.positional[Number(name)];
  return args.named.get(name) ?? { kind: 'name', name, at: hole };
}
