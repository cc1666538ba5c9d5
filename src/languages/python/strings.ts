/** Python's string literals: prefixes, escapes, f-strings, adjacent strings. */
import { spanOf, type Span } from '../../facts/span.js';
import type { TextValue, Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { numeric } from './format-spec.js';
import type { Reading } from './reading.js';
import { valueOf } from './values.js';

export function stringOf(reading: Reading, node: NodeId): Value {
  const at = reading.at(node);
  const parts = piecesOf(reading, node);
  if (parts.every(part => part.kind === 'text')) return wholeText(parts, at);
  return { kind: 'joined', how: 'template', parts, at };
}

/** Adjacent strings are one; the pieces of a text with holes keep their own places. */
export function concatenatedOf(reading: Reading, node: NodeId): Value {
  const at = reading.at(node);
  const parts = reading.parts(node).flatMap(part => (reading.tree.kind(part) === 'string' ? piecesOf(reading, part) : [valueOf(reading, part)]));
  if (parts.every(part => part.kind === 'text')) return wholeText(parts, at);
  return { kind: 'joined', how: 'template', parts, at };
}

function wholeText(parts: readonly TextValue[], at: Span): TextValue {
  return { kind: 'text', text: parts.map(part => part.text).join(''), at };
}

function piecesOf(reading: Reading, node: NodeId): Value[] {
  const { tree } = reading;
  const opening = tree.first(node);
  const prefix = /^[a-zA-Z]*/.exec(opening < 0 ? '' : tree.source(opening))?.[0].toLowerCase() ?? '';
  const [raw, braces] = [prefix.includes('r'), prefix.includes('f') || prefix.includes('t')];
  const pieces: Value[] = [];
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === 'string_content') pieces.push({ kind: 'text', text: decoded(tree.source(child), raw, braces), at: reading.at(child) });
    else if (kind === 'interpolation') pieces.push(...holeOf(reading, child));
  }
  return pieces;
}

/** `{x!r:>10}` is a hole; `{x=}` writes its own source before it. */
function holeOf(reading: Reading, node: NodeId): Value[] {
  const { tree } = reading;
  const expression = tree.field(node, 'expression');
  if (expression < 0) return [reading.unknown(node, 'could not be read')];
  const value = valueOf(reading, expression);
  const specification = tree.field(node, 'format_specifier');
  let spec = '';
  if (specification >= 0) {
    spec = tree.source(specification).replace(/^:/, '');
    for (const nested of reading.parts(specification)) for (const inner of reading.parts(nested)) valueOf(reading, inner);
  }
  const hole = numeric(value, spec);
  if (!reading.has(node, '=')) return [hole];
  const at = spanOf(tree.start(expression), tree.end(expression));
  return [{ kind: 'text', text: `${tree.source(expression)}=`, at }, hole];
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\x07', '\\': '\\', "'": "'", '"': '"', '\n': '', '\r\n': '',
};

const escape = /\\(\r\n|N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g;

function decoded(source: string, raw: boolean, braces: boolean): string {
  const unbraced = braces && /\{\{|\}\}/.test(source) ? source.replaceAll('{{', '{').replaceAll('}}', '}') : source;
  if (raw || !unbraced.includes('\\')) return unbraced;
  return unbraced.replace(escape, (whole, code: string) => {
    const simple = simpleEscapes[code];
    if (simple !== undefined) return simple;
    if (/^[xuU]./.test(code) && code.length > 2) return characterOf(parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return characterOf(parseInt(code, 8));
    // A character by its Unicode name: which one does not matter here.
    return code.startsWith('N{') ? '\uFFFD' : whole;
  });
}

function characterOf(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}
