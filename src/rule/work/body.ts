/** One handler's body, closures included: its facts by block, and what stands around what. Every file is indexed once. */
import type { Assignment, Block, Call, FileFacts, Raise, Return } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { FunctionRef } from '../program.js';

/** Where a fact stands: its function and its innermost block. */
export interface Position { readonly in: number; readonly block: number }

/** What is directly inside one block (or, for block -1, directly inside a function). */
export interface Contents {
  readonly calls: { readonly index: number; readonly fact: Call }[];
  readonly assignments: Assignment[];
  readonly returns: Return[];
  readonly raises: Raise[];
  readonly blocks: number[];
  readonly closures: number[];
}

/** A block, or a call that a closure is given to: `each` runs it for every item (`lines.forEach(line => ...)`), `given` runs it otherwise. */
export type Around =
  | { readonly kind: 'block'; readonly index: number; readonly block: Block }
  | { readonly kind: 'each' | 'given'; readonly function: number; readonly call: Call };

interface Index {
  readonly contents: ReadonlyMap<string, Contents>;
  /** The call a closure is given to, with the closure's own number. */
  readonly givenTo: ReadonlyMap<number, Call>;
}

const indices = new WeakMap<FileFacts, Index>();
const nothing: Contents = { calls: [], assignments: [], returns: [], raises: [], blocks: [], closures: [] };
const iterating = new Set(['forEach', 'for_each', 'map', 'flatMap', 'flat_map', 'filter_map', 'for_each_concurrent', 'reduce', 'fold', 'filter', 'some', 'every', 'any', 'all', 'find', 'retain', 'each', 'eachSeries', 'mapSeries']);

export class Body {
  readonly #index: Index;
  readonly #inside = new Map<number, Contents>();

  constructor(readonly fn: FunctionRef) { this.#index = indexOf(fn.file); }

  get file(): FileFacts { return this.fn.file; }

  /** Everything in the handler, closures included. */
  get all(): Contents { return this.#deepIn(this.fn.index, -1); }

  /** Everything in a block, inner blocks and closures included. */
  within(block: number): Contents {
    const known = this.#inside.get(block) ?? this.#deepIn(this.file.blocks[block]?.in ?? -1, block);
    this.#inside.set(block, known);
    return known;
  }

  /** Everything in a closure. */
  withinClosure(closure: number): Contents { return this.#deepIn(closure, -1); }

  directlyIn(block: number): Contents { return this.#index.contents.get(keyOf(this.file.blocks[block]?.in ?? -1, block)) ?? nothing; }

  /** From the innermost outward, up to the handler itself. */
  around(position: Position): readonly Around[] {
    const found: Around[] = [];
    let at: Position | undefined = position;
    for (let turn = 0; at && turn < 60; turn++) {
      const block: Block | undefined = this.file.blocks[at.block];
      if (block) {
        found.push({ kind: 'block', index: at.block, block });
        at = { in: block.in, block: block.parent };
      } else if (at.in === this.fn.index || at.in < 0) {
        break;
      } else {
        const call: Call | undefined = this.#index.givenTo.get(at.in);
        if (call) found.push({ kind: this.iterates(call) ? 'each' : 'given', function: at.in, call });
        at = call ?? { in: this.file.functions[at.in]?.in ?? -1, block: -1 };
      }
    }
    return found;
  }

  iterates(call: Call): boolean { return call.callee.kind === 'member' && iterating.has(call.callee.name); }

  /** The call a closure is given to. */
  takerOf(closure: number): Call | undefined { return this.#index.givenTo.get(closure); }

  /** `a.b.c()` is a, b, c; a call in the chain gives its own names. */
  pathOf(callee: Value): readonly string[] {
    switch (callee.kind) {
      case 'name': return [callee.name];
      case 'member': return [...this.pathOf(callee.of), callee.name];
      case 'call': return this.pathOf(this.file.calls[callee.call]?.callee ?? { kind: 'nothing', at: callee.at });
      case 'index': return this.pathOf(callee.of);
      default: return [];
    }
  }

  #deepIn(fn: number, block: number): Contents {
    const gathered: Contents = { calls: [], assignments: [], returns: [], raises: [], blocks: [], closures: [] };
    const open = [{ fn, block }];
    for (let next = open.pop(); next; next = open.pop()) {
      const here = this.#index.contents.get(keyOf(next.fn, next.block));
      if (!here) continue;
      gathered.calls.push(...here.calls);
      gathered.assignments.push(...here.assignments);
      gathered.returns.push(...here.returns);
      gathered.raises.push(...here.raises);
      gathered.blocks.push(...here.blocks);
      gathered.closures.push(...here.closures);
      for (const inner of here.blocks) open.push({ fn: next.fn, block: inner });
      for (const closure of here.closures) open.push({ fn: closure, block: -1 });
    }
    return gathered;
  }
}

function keyOf(fn: number, block: number): string { return `${String(fn)}/${String(block)}`; }

function indexOf(file: FileFacts): Index {
  const known = indices.get(file);
  if (known) return known;
  const contents = new Map<string, Contents>();
  const at = (position: Position): Contents => {
    const key = keyOf(position.in, position.block);
    const here = contents.get(key) ?? { calls: [], assignments: [], returns: [], raises: [], blocks: [], closures: [] };
    contents.set(key, here);
    return here;
  };
  const givenTo = new Map<number, Call>();
  file.calls.forEach((fact, index) => {
    at(fact).calls.push({ index, fact });
    for (const { value } of fact.args) if (value.kind === 'function') givenTo.set(value.function, fact);
  });
  for (const one of file.assignments) at(one).assignments.push(one);
  for (const one of file.returns) at(one).returns.push(one);
  for (const one of file.raises) at(one).raises.push(one);
  file.blocks.forEach((block, index) => { at({ in: block.in, block: block.parent }).blocks.push(index); });
  // A closure runs where it is given away; one that is only named counts for the function it stands in.
  file.functions.forEach((one, index) => { if (one.in >= 0) at(givenTo.get(index) ?? { in: one.in, block: -1 }).closures.push(index); });
  const index = { contents, givenTo };
  indices.set(file, index);
  return index;
}
