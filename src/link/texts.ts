/** Puts SQL text together again from where it was built: through variables, `+=`, branches, joins, helper functions and other files. */
import type { SqlPart } from '../facts/sql.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import { carryingCalls, carryingMethods } from './safe-values.js';

/** A piece of SQL text. A hole knows the joined value it was pasted into. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string; readonly node: FlowNode }
  | { readonly kind: 'hole'; readonly node: FlowNode; readonly joined: FlowNode };

export type Pieces = readonly Piece[];

/** Methods of a statement builder that write into its text. */
const pushes = new Set(['push', 'push_bind', 'push_unseparated', 'separated']);
const maxVariants = 8;
const maxDepth = 16;

export class Texts {
  /** Set when an alternative of the value being followed is no text: it then is a hole as well. */
  #lost = false;

  constructor(readonly flow: Flow) {}

  /** The texts a value can be, eight and those with further holes; empty when it is no text that can be followed. */
  variantsOf(node: FlowNode): readonly Pieces[] {
    return few(this.#variants(node, new Set(), 0));
  }

  /** What was pushed into the builder a call hangs on: `builder.push(" LIMIT ").push_bind(n); builder.build()`. */
  pushedInto(file: FileIndex, call: Call): Pieces {
    let root = call.callee;
    while (root.kind === 'member' || root.kind === 'call') {
      if (root.kind === 'member') { root = root.of; continue; }
      const inner: Call | undefined = file.facts.calls[root.call];
      if (!inner) return [];
      root = inner.callee;
    }
    if (root.kind !== 'name') return [];
    const added = (file.additions.get(call.in)?.get(root.name) ?? []).filter(one => one.start < call.nameAt.start && one.method !== undefined && pushes.has(one.method));
    return added.sort((a, b) => a.value.at.start - b.value.at.start).flatMap((one): Pieces => {
      const node: FlowNode = { file, fn: call.in, value: one.value, frame: undefined };
      if (one.method === 'push_bind') return [{ kind: 'literal', text: '?', node }];
      return this.variantsOf(node)[0] ?? [{ kind: 'hole', node, joined: node }];
    });
  }

  #variants(node: FlowNode, seen: Set<Value>, depth: number): readonly Pieces[] {
    const { value } = node;
    if (seen.has(value)) return [];
    if (depth > maxDepth) return this.#noText();
    const inner = new Set(seen).add(value);
    const go = (next: Value): readonly Pieces[] => this.#variants({ ...node, value: next }, inner, depth + 1);
    switch (value.kind) {
      case 'text': return [[{ kind: 'literal', text: value.text, node }]];
      case 'joined': return together(value.parts.map(part => this.#part(node, part, inner, depth)));
      case 'choice': return value.options.flatMap(go);
      case 'name': return this.#ofName(node, value.name, inner, depth);
      case 'member': {
        const { nodes } = this.flow.ofMember(node, value.of, value.name);
        return nodes.length === 0 ? this.#noText() : nodes.flatMap(one => this.#variants(one, inner, depth + 1));
      }
      case 'index': return this.#ofIndex(node, value.of, inner, depth);
      case 'item': {
        const items = value.index === undefined ? [] : this.flow.itemsAt({ ...node, value: value.of }, value.index);
        return items.length === 0 ? this.#noText() : items.flatMap(one => this.#variants(one, inner, depth + 1));
      }
      case 'call': {
        const call = node.file.facts.calls[value.call];
        return call ? this.#ofCall({ ...node, fn: call.in }, call, inner, depth) : this.#noText();
      }
      case 'operation': {
        const [pattern, given] = value.operands;
        if (value.operator === '%' && pattern && given) return this.#filled({ ...node, value }, go(pattern), /%(?:\((\w+)\))?[sdrfi]/g, given.kind === 'list' ? given.items : [given], () => undefined);
        // `"?" * n` and `", ".join(...) * n`: some number of the same text.
        const [text] = value.operands.filter(one => one.kind !== 'number');
        return value.operator === '*' && text ? go(text) : this.#noText();
      }
      default: return this.#noText();
    }
  }

  #noText(): readonly Pieces[] {
    this.#lost = true;
    return [];
  }

  /** A part of a joined text: spelt out when it is text itself, a hole when not. */
  #part(node: FlowNode, part: Value, seen: Set<Value>, depth: number): readonly Pieces[] {
    const outer = this.#lost;
    this.#lost = false;
    const spelt = this.#variants({ ...node, value: part }, seen, depth + 1);
    const hole: Pieces = [{ kind: 'hole', node: { ...node, value: part }, joined: node }];
    const parts = spelt.length === 0 ? [hole] : this.#lost ? [...spelt, hole] : spelt;
    this.#lost = outer;
    return parts;
  }

  #ofName(node: FlowNode, name: string, seen: Set<Value>, depth: number): readonly Pieces[] {
    const found = this.flow.evaluator.names.define(node.file, node.fn, name, node.value.at.start);
    const starts: FlowNode[] = [];
    const additions: FlowNode[] = [];
    for (const definition of found.definitions) {
      if (definition.kind === 'assignment') {
        const source: FlowNode = { file: definition.file, fn: definition.fact.in, value: definition.fact.value, frame: definition.file === node.file ? node.frame : undefined };
        if (definition.fact.operator === '=') starts.push(source);
        else additions.unshift(source);
      } else if (definition.kind === 'value') starts.push({ file: definition.file, fn: -1, value: definition.value, frame: undefined });
      else if (definition.kind === 'param') {
        const end = this.flow.paramEnd(definition.file, definition.fn, definition.param, definition.position, node.frame);
        if (end.kind === 'param') starts.push(...end.callers);
      }
    }
    for (const added of node.file.additions.get(node.fn)?.get(name) ?? []) {
      if (added.start >= node.value.at.start) continue;
      if (added.method === 'push_bind') additions.push({ ...node, value: { kind: 'text', text: '?', at: added.value.at } });
      else if (isText(added.value)) additions.push({ ...node, value: added.value });
    }
    if (starts.length === 0 && additions.length === 0) return this.#noText();
    const bases = starts.flatMap(start => this.#variants(start, seen, depth + 1));
    if (additions.length === 0) return bases;
    const tails = additions.map(addition => {
      const spelt = this.#variants(addition, seen, depth + 1);
      return { isText: spelt.length > 0, variants: spelt.length > 0 ? spelt : [[{ kind: 'hole', node: addition, joined: addition } satisfies Piece]] };
    });
    // `total += price` adds up numbers.
    if (bases.length === 0 && !tails.some(tail => tail.isText)) return this.#noText();
    return together([bases.length > 0 ? bases : [[]], ...tails.map(tail => tail.variants)]);
  }

  #ofIndex(node: FlowNode, of: Value, seen: Set<Value>, depth: number): readonly Pieces[] {
    const source = of.kind === 'name' ? this.flow.ofName({ ...node, value: of }, of.name).nodes : [{ ...node, value: of }];
    return source.flatMap(one => one.value.kind === 'record' ? one.value.entries.flatMap(entry => this.#variants({ ...one, value: entry.value }, seen, depth + 1)) : this.#noText());
  }

  #ofCall(node: FlowNode, call: Call, seen: Set<Value>, depth: number): readonly Pieces[] {
    const results = this.flow.ofCall(node, call);
    if (results) return results.flatMap(result => this.#variants(result, seen, depth + 1));
    const go = (value: Value): readonly Pieces[] => this.#variants({ ...node, value }, seen, depth + 1);
    const name = calledName(call);
    const [first] = call.args;
    const isPython = node.file.facts.language === 'python';
    if (isPython && name === 'join' && call.callee.kind === 'member' && first) return this.#joined(node, call.callee.of, first.value, seen, depth);
    if ((name === 'join' || name === 'concat') && call.callee.kind === 'member') return this.#joined(node, first?.value, call.callee.of, seen, depth);
    if (name === 'format' && call.callee.kind === 'member' && !call.macro) {
      const positional = call.args.filter(argument => argument.name === undefined).map(argument => argument.value);
      return this.#filled(node, go(call.callee.of), /\{(\w*)[^{}]*\}/g, positional, key => call.args.find(argument => argument.name === key)?.value);
    }
    const resolved = this.flow.evaluator.resolve(node.file, call);
    if (resolved?.effect?.text !== undefined && first) return go(first.value);
    if (call.macro && first && (name === 'format' || name === 'concat' || name === 'formatcp')) return name === 'concat' ? together(call.args.map(argument => this.#part(node, argument.value, seen, depth))) : go(first.value);
    if (resolved && carryingCalls.has(resolved.path) && first) return go(first.value);
    if (call.callee.kind === 'member' && carryingMethods.has(name)) return go(call.callee.of);
    return this.#noText();
  }

  /** A constant with gaps filled elsewhere: `BY_NAME.format(name)`, `BY_NAME % name`. */
  #filled(node: FlowNode, patterns: readonly Pieces[], gap: RegExp, positional: readonly Value[], named: (key: string) => Value | undefined): readonly Pieces[] {
    return patterns.flatMap(pieces => {
      let next = 0;
      const parts = pieces.flatMap((piece): (readonly Pieces[])[] => {
        if (piece.kind === 'hole') return [[[piece]]];
        const spelt: (readonly Pieces[])[] = [];
        let from = 0;
        for (const match of piece.text.matchAll(gap)) {
          spelt.push([[{ ...piece, text: piece.text.slice(from, match.index) }]]);
          from = match.index + match[0].length;
          const key = match[1] ?? '';
          const value = /^\d+$/.test(key) ? positional[Number(key)] : key === '' ? positional[next++] : named(key);
          spelt.push(value ? this.#part(node, value, new Set(), 4) : [[piece.kind === 'literal' ? { ...piece, text: match[0] } : piece]]);
        }
        spelt.push([[{ ...piece, text: piece.text.slice(from) }]]);
        return spelt;
      });
      return together(parts);
    });
  }

  /** `", ".join(xs)`, `xs.join(", ")`: the items one after the other. */
  #joined(node: FlowNode, separator: Value | undefined, list: Value, seen: Set<Value>, depth: number): readonly Pieces[] {
    const between: Pieces = separator?.kind === 'text' ? [{ kind: 'literal', text: separator.text, node: { ...node, value: separator } }] : [{ kind: 'literal', text: ', ', node }];
    const items = this.#itemsOf(node, list, depth);
    if (items.length === 0) return this.#noText();
    const spelt = items.map(item => this.#part(item, item.value, seen, depth + 1));
    if (spelt.every(variants => variants.every(pieces => pieces.every(piece => piece.kind === 'hole')))) return this.#noText();
    return together(spelt.flatMap((variants, index) => (index === 0 ? [variants] : [[between], variants])));
  }

  #itemsOf(node: FlowNode, list: Value, depth: number): readonly FlowNode[] {
    if (depth > maxDepth) return [];
    switch (list.kind) {
      case 'list': return list.items.map(value => ({ ...node, value }));
      case 'each': return [{ ...node, value: list.element }];
      case 'name': return this.flow.ofName({ ...node, value: list }, list.name).nodes.flatMap(one => (isText(one.value) ? [one] : this.#itemsOf(one, one.value, depth + 1)));
      case 'choice': return list.options.flatMap(option => this.#itemsOf(node, option, depth + 1));
      case 'operation': return list.operands.flatMap(operand => this.#itemsOf(node, operand, depth + 1));
      case 'call': {
        const call = node.file.facts.calls[list.call];
        if (!call) return [];
        const callback = call.args[0]?.value;
        if ((calledName(call) === 'map' || calledName(call) === 'flatMap') && callback?.kind === 'function') {
          return (node.file.returns.get(callback.function) ?? []).map(one => ({ file: node.file, fn: callback.function, value: one.value, frame: node.frame }));
        }
        if (call.macro && callback) return this.#itemsOf(node, callback, depth + 1);
        return call.callee.kind === 'member' && carryingMethods.has(calledName(call)) ? this.#itemsOf(node, call.callee.of, depth + 1) : [];
      }
      default: return [];
    }
  }
}

function isText(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'joined' || (value.kind === 'choice' && value.options.some(isText));
}

/** The first of many variants, and every other one that pastes something in that none before it does. */
function few(variants: readonly Pieces[]): readonly Pieces[] {
  if (variants.length <= maxVariants) return variants;
  const seen = new Set<unknown>();
  return variants.filter((pieces, index) => {
    const fresh = pieces.filter(piece => piece.kind === 'hole' && !seen.has(piece.node.value));
    for (const piece of fresh) seen.add(piece.node.value);
    return index < maxVariants || fresh.length > 0;
  });
}

/** Parts one after the other; variants are paired by position, so every variant of every part appears in some text. */
function together(all: readonly (readonly Pieces[])[]): readonly Pieces[] {
  const parts = all.map(few);
  const count = Math.max(1, ...parts.map(part => part.length));
  return Array.from({ length: count }, (_, index) => parts.flatMap(part => part[index % Math.max(1, part.length)] ?? []));
}

/** For the SQL reader. A `bound` text's holes are placeholders, not pasted. */
export function partsOf(pieces: Pieces, bound: boolean): SqlPart[] {
  return pieces.map(piece => piece.kind === 'literal' ? { kind: 'literal', text: piece.text, at: piece.node.value.at } : bound ? { kind: 'literal', text: '?', at: piece.node.value.at } : { kind: 'hole', at: piece.node.value.at });
}
