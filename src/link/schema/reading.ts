/** Reads what migrations and models are written with: constant texts, lists with spreads, calls and the library functions they run. */
import type { Argument, Call } from '../../facts/structure.js';
import type { Place, Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import { argumentOf, entryOf } from '../arguments.js';
import type { FileIndex } from '../file-index.js';
import type { Flow, Frame, FlowNode } from '../flow.js';
import type { Pieces, Texts } from '../texts.js';

/** A call with the frame it is made in. */
export interface CallHere { readonly file: FileIndex; readonly call: Call; readonly frame: Frame | undefined }

/** One entry of an object literal. */
export interface Entry { readonly name: string; readonly at: Span; readonly node: FlowNode }

const maxDepth = 5;

export class Reading {
  constructor(readonly texts: Texts, readonly sources: ReadonlyMap<string, string>) {}

  get flow(): Flow { return this.texts.flow; }

  /** The dotted path of a library's thing: `sqlalchemy.Column`, `typeorm.QueryRunner.query`. */
  pathOf(file: FileIndex, fn: number, value: Value): string | undefined {
    const shape = this.flow.evaluator.shapeOf(file, fn, value);
    return shape.kind === 'library' || shape.kind === 'method' ? shape.path : shape.kind === 'object' ? shape.type : undefined;
  }

  calledPath({ file, call }: CallHere): string | undefined {
    return this.pathOf(file, call.in, call.callee);
  }

  /** The call a value is, through names and functions of this program. */
  callOf(node: FlowNode, depth = 0): CallHere | undefined {
    const { value, file } = node;
    if (depth > maxDepth) return undefined;
    if (value.kind === 'call') {
      const call = file.facts.calls[value.call];
      if (!call) return undefined;
      const returned = this.flow.ofCall({ ...node, fn: call.in }, call);
      const [only, second] = returned ?? [];
      if (only && !second) return this.callOf(only, depth + 1);
      return { file, call, frame: node.frame };
    }
    if (value.kind !== 'name' && value.kind !== 'member') return undefined;
    const { nodes } = value.kind === 'name' ? this.flow.ofNameAlone(node, value.name) : this.flow.ofMember(node, value.of, value.name);
    const [only, second] = nodes;
    return only && !second ? this.callOf(only, depth + 1) : undefined;
  }

  /** The constants a text can be; empty when it is computed. */
  textsOf(node: FlowNode): readonly string[] {
    const { value, file } = node;
    if (value.kind === 'text') return [value.text];
    if (value.kind === 'item') return this.items({ ...node, value: value.of })?.flatMap(one => this.textsOf(one)) ?? [];
    if (value.kind === 'name') {
      const { nodes } = this.flow.ofNameAlone(node, value.name);
      if (nodes.some(one => one.value.kind === 'item')) return nodes.flatMap(one => this.textsOf(one));
    }
    // Alembic's `op.f('ix_user_email')` only says that the name is final.
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const [first] = call?.args ?? [];
    if (call?.callee.kind === 'member' && (call.callee.name === 'f' || call.callee.name === 'toString') && first) return this.textsOf({ ...node, value: first.value });
    return this.texts.variantsOf(node).flatMap(pieces => (pieces.every(piece => piece.kind === 'literal') ? [pieces.map(piece => piece.text).join('')] : []));
  }

  textOf(node: FlowNode | undefined): string | undefined {
    return node && this.textsOf(node)[0];
  }

  piecesOf(node: FlowNode): readonly Pieces[] {
    const { value } = node;
    const call = value.kind === 'call' ? node.file.facts.calls[value.call] : undefined;
    const [first] = call?.args ?? [];
    if (call?.callee.kind === 'member' && call.callee.name === 'bindparams') return this.piecesOf({ ...node, value: call.callee.of });
    if (call && first && /^(text|raw|DDL|literal|from_string|sql)$/.test(call.callee.kind === 'member' || call.callee.kind === 'name' ? call.callee.name : '')) return this.piecesOf({ ...node, value: first.value });
    return this.texts.variantsOf(node);
  }

  /** The items of a list, spreads unfolded; undefined when it is not known which. */
  items(node: FlowNode, depth = 0): readonly FlowNode[] | undefined {
    const { value } = node;
    if (depth > maxDepth) return undefined;
    const all = (nodes: readonly FlowNode[]): readonly FlowNode[] | undefined => {
      const found = nodes.map(one => this.items(one, depth + 1));
      return nodes.length > 0 && found.every(one => one !== undefined) ? found.flat() : undefined;
    };
    switch (value.kind) {
      case 'list': {
        const found = value.items.map((item): readonly FlowNode[] | undefined => (item.kind === 'item' ? this.items({ ...node, value: item.of }, depth + 1) : [{ ...node, value: item }]));
        return found.every(one => one !== undefined) ? found.flat() : undefined;
      }
      case 'record': return value.entries.flatMap(entry => (entry.key ? [{ ...node, value: entry.key }] : []));
      case 'name': return all(this.flow.ofNameAlone(node, value.name).nodes);
      case 'member': return all(this.flow.ofMember(node, value.of, value.name).nodes);
      case 'call': {
        const call = node.file.facts.calls[value.call];
        return call && all(this.flow.ofCall({ ...node, fn: call.in }, call) ?? []);
      }
      default: return undefined;
    }
  }

  /** A call's arguments by position, `*columns` unfolded; `missing` when some could not be told. */
  positional({ file, call, frame }: CallHere): { readonly nodes: readonly FlowNode[]; readonly missing: boolean } {
    let missing = false;
    const nodes = call.args.filter(argument => argument.name === undefined).flatMap((argument: Argument): readonly FlowNode[] => {
      const node: FlowNode = { file, fn: call.in, value: argument.value, frame };
      if (!argument.spread) return [node];
      const spread = this.items(node.value.kind === 'item' ? { ...node, value: node.value.of } : node);
      missing ||= spread === undefined;
      return spread ?? [];
    });
    return { nodes, missing };
  }

  argument(here: CallHere, ...refs: readonly (number | string)[]): FlowNode | undefined {
    const value = argumentOf(here.call, refs);
    return value && this.node(here, value);
  }

  node({ file, call, frame }: CallHere, value: Value): FlowNode {
    return { file, fn: call.in, value, frame };
  }

  /** The record a value is, through names. */
  record(node: FlowNode | undefined, depth = 0): (FlowNode & { readonly value: Extract<Value, { kind: 'record' }> }) | undefined {
    if (!node || depth > maxDepth) return undefined;
    const { value } = node;
    if (value.kind === 'record') return { ...node, value };
    const nodes = value.kind === 'name' ? this.flow.ofNameAlone(node, value.name).nodes : value.kind === 'member' ? this.flow.ofMember(node, value.of, value.name).nodes : [];
    const [only, second] = nodes;
    return only && !second ? this.record(only, depth + 1) : undefined;
  }

  entry(node: FlowNode | undefined, key: string): FlowNode | undefined {
    const record = this.record(node);
    const value = record && entryOf(record.value, key);
    return record && value && { ...record, value };
  }

  /** The entries of an object with those it spreads; undefined when it is not known which. */
  entries(node: FlowNode | undefined, depth = 0): readonly Entry[] | undefined {
    if (!node || depth > maxDepth) return undefined;
    const { value } = node;
    const all = (nodes: readonly FlowNode[]): readonly Entry[] | undefined => (nodes.length === 1 ? this.entries(nodes[0], depth + 1) : undefined);
    switch (value.kind) {
      case 'record': {
        const found = value.entries.map(({ key, value: held, spread }): readonly Entry[] | undefined => (
          spread ? this.entries({ ...node, value: held }, depth + 1) : key?.kind === 'text' ? [{ name: key.text, at: key.at, node: { ...node, value: held } }] : undefined));
        return found.every(one => one !== undefined) ? found.flat() : undefined;
      }
      case 'name': return all(this.flow.ofNameAlone(node, value.name).nodes);
      case 'member': return all(this.flow.ofMember(node, value.of, value.name).nodes);
      case 'call': {
        const call = node.file.facts.calls[value.call];
        return call && all(this.flow.ofCall({ ...node, fn: call.in }, call) ?? []);
      }
      case 'function': return all(this.returned(node));
      default: return undefined;
    }
  }

  /** What a closure gives. */
  returned({ value, file, frame }: FlowNode): readonly FlowNode[] {
    return value.kind === 'function' ? (file.returns.get(value.function) ?? []).map(one => ({ file, fn: value.function, value: one.value, frame })) : [];
  }

  flag(node: FlowNode | undefined): boolean | undefined {
    return node?.value.kind === 'boolean' ? node.value.value : undefined;
  }

  /** The author's own words, blanks made single. */
  written(node: FlowNode): string {
    return (this.sources.get(node.file.file)?.slice(node.value.at.start, node.value.at.end) ?? '').replaceAll(/\s+/g, ' ');
  }

  place({ file, call }: CallHere): Place {
    return { file: file.file, start: call.at.start, end: call.at.end };
  }
}
