/** Rust's literals as values: strings with escapes decoded, raw strings, characters, numbers. */
import type { NodeId } from '../flat-tree.js';
import type { Span } from '../../facts/span.js';
import type { NumberValue, TextValue, Value } from '../../facts/value.js';
import type { Reading } from './reading.js';

const LITERALS = new Set(['string_literal', 'raw_string_literal', 'char_literal', 'integer_literal', 'float_literal', 'boolean_literal', 'negative_literal']);

export function isLiteral(kind: string): boolean { return LITERALS.has(kind); }

export function literal(reading: Reading, node: NodeId): Value {
  const at = reading.at(node);
  switch (reading.tree.kind(node)) {
    case 'string_literal': case 'raw_string_literal': case 'char_literal': return text(reading, node);
    case 'boolean_literal': return { kind: 'boolean', value: reading.tree.source(node) === 'true', at };
    default: return number(reading.tree.source(node), at);
  }
}

export function text(reading: Reading, node: NodeId): TextValue {
  const { inside, raw } = contentOf(reading, node);
  const source = reading.tree.text.slice(inside.start, inside.end);
  return { kind: 'text', text: raw ? source : decoded(source), at: reading.at(node) };
}

/** Where the characters between the quotes stand, and whether backslashes mean themselves. */
export function contentOf(reading: Reading, node: NodeId): { inside: Span; raw: boolean } {
  const source = reading.tree.source(node);
  const start = reading.tree.start(node);
  const quote = source.search(/["']/);
  const hashes = /^[bc]*r(#*)/.exec(source)?.[1]?.length;
  const close = source.length - 1 - (hashes ?? 0);
  return { inside: { start: start + quote + 1, end: Math.max(start + quote + 1, start + close) }, raw: hashes !== undefined };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0', '\\': '\\', '"': '"', "'": "'" };

/** A backslash at a line's end swallows the line break and the blanks that follow. */
export function decoded(source: string): string {
  if (!source.includes('\\')) return source;
  return source.replace(/\\(?:u\{([0-9a-fA-F_]{1,8})\}|x([0-9a-fA-F]{2})|(\r?\n)\s*|(.))/gs, (whole, unicode?: string, hex?: string, line?: string, plain?: string) => {
    if (line !== undefined) return '';
    const code = unicode?.replaceAll('_', '') ?? hex;
    if (code !== undefined) return codePoint(parseInt(code, 16), whole);
    return plain !== undefined && Object.hasOwn(ESCAPES, plain) ? ESCAPES[plain] ?? whole : whole;
  });
}

function codePoint(code: number, otherwise: string): string {
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

function number(source: string, at: Span): NumberValue {
  const digits = source.replaceAll('_', '').replace(/(?<=.)[iuf](8|16|32|64|128|size)$/, '');
  const value = digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits);
  return { kind: 'number', value, at };
}
