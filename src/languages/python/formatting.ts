/** Text put together by operators and methods: `a + b`, `"..." % x`, `"...".format(x)`, each hole in its place. */
import { spanOf, type Span } from '../../facts/span.js';
import type { Argument } from '../../facts/structure.js';
import type { JoinedValue, TextValue, Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { asNumber, numeric } from './format-spec.js';
import type { Reading } from './reading.js';
import { insideParentheses, operandOf, valueOf } from './values.js';

/** `a + b + c` is read as one sum: if any side is text, every side is. */
export function joinPlus(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const nodes: NodeId[] = [];
  let left = node;
  while (tree.kind(left) === 'binary_operator' && tree.source(tree.field(left, 'operator')) === '+') {
    nodes.push(tree.field(left, 'right'));
    left = insideParentheses(reading, tree.field(left, 'left'));
  }
  nodes.push(left);
  nodes.reverse();
  const operands = nodes.map(each => operandOf(reading, each));
  const at = reading.at(node);
  if (!operands.some((operand, index) => isText(reading, operand, nodes[index] ?? -1))) {
    return { kind: 'operation', operator: '+', operands, at };
  }
  return { kind: 'joined', how: 'plus', parts: operands.flatMap(operand => (operand.kind === 'joined' ? operand.parts : [operand])), at };
}

function isText(reading: Reading, value: Value, node: NodeId): boolean {
  if (value.kind === 'text' || value.kind === 'joined') return true;
  if (value.kind === 'choice') return value.options.some(option => option.kind === 'text' || option.kind === 'joined');
  // `", ".join(names)` and `str(x)` are text whatever goes in.
  return value.kind === 'call' && node >= 0 && /^(?:(?:[rbuRBU]?["'][^"']{0,20}["'])\.join|str|repr)\(/.test(reading.tree.source(node));
}

const percentSpec = /%(?:\(([^)]*)\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?([diouxXeEfFgGcrsa%])/g;

/** `"... %s ..." % value`; a remainder when the left side is no text. */
export function joinPercent(reading: Reading, node: NodeId, left: NodeId, right: NodeId): Value {
  const template = operandOf(reading, left);
  const at = reading.at(node);
  const given = valueOf(reading, right);
  if (template.kind !== 'text' && template.kind !== 'joined') return { kind: 'operation', operator: '%', operands: [template, given], at };
  const pieces = piecesOf(template);
  const holes = pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? countHoles(piece.text) : 0), 0);
  let next = 0;
  const parts = pieces.flatMap(piece => {
    if (piece.kind !== 'text') return [piece];
    const cut = new Cut(reading, piece);
    for (const match of piece.text.matchAll(percentSpec)) {
      const [whole, name, conversion = 's'] = match;
      if (conversion === '%') cut.replace(match.index, whole.length, '%');
      else {
        const value = name === undefined ? atPosition(given, next++, holes) : atName(given, name);
        cut.hole(match.index, whole.length, 'diouxXeEfFgG'.includes(conversion) ? asNumber(value) : value);
      }
    }
    return cut.finish();
  });
  return { kind: 'joined', how: 'percent', parts, at };
}

function countHoles(text: string): number {
  return [...text.matchAll(percentSpec)].filter(match => match[2] !== '%' && match[1] === undefined).length;
}

function atPosition(given: Value, position: number, holes: number): Value {
  if (given.kind === 'list') {
    const item = given.items[position];
    const spread = given.items.slice(0, position + 1).find(each => each.kind === 'item');
    return spread ?? item ?? { kind: 'unknown', because: 'no value for this place', at: given.at };
  }
  if (holes <= 1) return given;
  return { kind: 'index', of: given, key: { kind: 'number', value: position, at: given.at }, at: given.at };
}

function atName(given: Value, name: string): Value {
  if (given.kind === 'record') {
    const entry = given.entries.find(each => each.key?.kind === 'text' && each.key.text === name);
    if (entry) return entry.value;
    const spread = given.entries.find(each => each.spread);
    if (!spread) return { kind: 'unknown', because: 'no value of this name', at: given.at };
    return atName(spread.value, name);
  }
  return { kind: 'index', of: given, key: { kind: 'text', text: name, at: given.at }, at: given.at };
}

const formatField = /\{\{|\}\}|\{([^{}!:]*)(?:![rsa])?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g;

/** `"... {} {name} ...".format(x, name=y)`. */
export function formatted(reading: Reading, node: NodeId, template: TextValue | JoinedValue, args: readonly Argument[]): Value {
  const given = new Given(args, reading.at(node));
  const parts = piecesOf(template).flatMap(piece => {
    if (piece.kind !== 'text') return [piece];
    const cut = new Cut(reading, piece);
    for (const match of piece.text.matchAll(formatField)) {
      const [whole, field = '', spec = ''] = match;
      if (whole === '{{' || whole === '}}') cut.replace(match.index, whole.length, whole.slice(1));
      else cut.hole(match.index, whole.length, numeric(given.field(field, spec), spec));
    }
    return cut.finish();
  });
  return { kind: 'joined', how: 'format', parts, at: reading.at(node) };
}

/** Puts `value` wherever the literal text has `placeholder`; undefined when it nowhere has. */
export function replacing(reading: Reading, node: NodeId, template: TextValue | JoinedValue, placeholder: string, value: Value): JoinedValue | undefined {
  const pieces = piecesOf(template);
  if (placeholder === '' || !pieces.some(piece => piece.kind === 'text' && piece.text.includes(placeholder))) return undefined;
  const parts = pieces.flatMap(piece => {
    if (piece.kind !== 'text') return [piece];
    const cut = new Cut(reading, piece);
    for (let index = piece.text.indexOf(placeholder); index >= 0; index = piece.text.indexOf(placeholder, index + placeholder.length)) {
      cut.hole(index, placeholder.length, value);
    }
    return cut.finish();
  });
  return { kind: 'joined', how: 'format', parts, at: reading.at(node) };
}

/** The arguments of `.format`, asked for by the fields in their order. */
class Given {
  readonly #positional: readonly Argument[];
  #next = 0;

  constructor(readonly args: readonly Argument[], readonly at: Span) {
    this.#positional = args.filter(arg => arg.name === undefined);
  }

  field(field: string, spec: string): Value {
    const [name = ''] = /^[^.[]*/.exec(field) ?? [];
    let value = name === '' ? this.#position(this.#next++) : /^\d+$/.test(name) ? this.#position(Number(name)) : this.#name(name);
    for (const [, attribute, key] of field.slice(name.length).matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
      if (attribute !== undefined) value = { kind: 'member', of: value, name: attribute, at: value.at };
      else value = { kind: 'index', of: value, key: { kind: 'text', text: key ?? '', at: value.at }, at: value.at };
    }
    // A width given as `{}` takes the next argument.
    this.#next += spec.match(/\{\}/g)?.length ?? 0;
    return value;
  }

  #position(position: number): Value {
    const spread = this.#positional.slice(0, position + 1).find(arg => arg.spread);
    if (spread) return { kind: 'item', of: spread.value, at: spread.value.at };
    return this.#positional[position]?.value ?? { kind: 'unknown', because: 'no value for this place', at: this.at };
  }

  #name(name: string): Value {
    const named = this.args.find(arg => arg.name === name && !arg.spread);
    if (named) return named.value;
    const spread = this.args.find(arg => arg.name === '**');
    return spread ? atName(spread.value, name) : { kind: 'unknown', because: 'no value of this name', at: this.at };
  }
}

function piecesOf(template: TextValue | JoinedValue): readonly Value[] {
  return template.kind === 'text' ? [template] : template.parts;
}

/** Cuts a literal piece at its fields, keeping each remaining piece's own place where escapes have not moved it. */
class Cut {
  readonly #parts: Value[] = [];
  readonly #contentStart: number | undefined;
  #done = 0;
  #pending = '';

  constructor(reading: Reading, readonly piece: TextValue) {
    const { start, end } = piece.at;
    const source = reading.tree.text.slice(start, end);
    const quotes = /^[a-zA-Z]*(?:"""|'''|"|')/.exec(source)?.[0].length ?? 0;
    if (source === piece.text) this.#contentStart = start;
    else if (source.startsWith(piece.text, quotes)) this.#contentStart = start + quotes;
  }

  replace(index: number, length: number, text: string): void {
    this.#pending += this.piece.text.slice(this.#done, index) + text;
    this.#done = index + length;
  }

  hole(index: number, length: number, value: Value): void {
    this.replace(index, length, '');
    this.#flush(index);
    this.#parts.push(value);
  }

  finish(): readonly Value[] {
    this.replace(this.piece.text.length, 0, '');
    this.#flush(this.piece.text.length);
    return this.#parts;
  }

  #flush(end: number): void {
    if (this.#pending === '') return;
    const start = end - this.#pending.length;
    const at = this.#contentStart === undefined || start < 0 ? this.piece.at : spanOf(this.#contentStart + start, this.#contentStart + end);
    this.#parts.push({ kind: 'text', text: this.#pending, at });
    this.#pending = '';
  }
}
