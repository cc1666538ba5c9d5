/** What every part of the Rust lowering carries along: the tree it reads, the facts it fills, and where in the file it stands. */
import type { FlatTree, NodeId } from '../flat-tree.js';
import type { FactsBuilder } from '../builder.js';
import type { Span } from '../../facts/span.js';
import type { UnknownValue } from '../../facts/value.js';
import type { MacroPieces } from './pieces.js';

/** Where the walk stands; one object for the whole file. */
export interface Scope {
  /** Inline modules around, outermost first. */
  modules: readonly string[];
  /** Inside something only compiled for tests. */
  inTest: boolean;
  /** How deep expressions nest here: beyond a limit they are not followed, so no judged file can exhaust the stack. */
  depth: number;
  /** Type parameters of the function around with their first bound, so that `E: Executor` reads as `Executor`. */
  bounds: ReadonlyMap<string, BoundAt>;
  /** The same of the `impl` around. */
  typeBounds: ReadonlyMap<string, BoundAt>;
}

/** Deeper than any person nests; generated code beyond it is not followed. */
export const DEEPEST_NESTING = 250;

export interface BoundAt { readonly reading: Reading; readonly node: NodeId }

export class Reading {
  constructor(readonly tree: FlatTree, readonly facts: FactsBuilder, readonly pieces: MacroPieces, readonly scope: Scope) {}

  /** The same file, read on in the tree of a macro's re-parsed arguments. */
  on(tree: FlatTree): Reading {
    return tree === this.tree ? this : new Reading(tree, this.facts, this.pieces, this.scope);
  }

  at(node: NodeId): Span { return { start: this.tree.start(node), end: this.tree.end(node) }; }

  unknown(node: NodeId, because: string): UnknownValue { return { kind: 'unknown', because, at: this.at(node) }; }
}
