/** What a value is, as far as linking can tell: a library's thing, an instance of a class, a function, a module. */
import type { RecordValue, Value } from '../facts/value.js';
import type { CallRef } from '../rule/program.js';
import type { FileIndex } from './file-index.js';

/** A value with the function it stands in (-1 for module level): enough to follow it anywhere. */
export interface Located { readonly file: FileIndex; readonly fn: number; readonly value: Value }

/** One compared column: `table` as the author qualified it; `parent`: it is declared to name a row of another table. */
export interface Filter { readonly column: string; readonly operator: string; readonly table?: string; readonly parent?: boolean }

/** What a chain of builder calls has put together so far. */
export interface Built {
  readonly verb: 'select' | 'insert' | 'update' | 'delete' | 'ddl';
  readonly tables: readonly string[];
  readonly limit?: number | 'given';
  /** Where the limit comes from, as far as it stands in the text; several when branches set different ones. */
  readonly limitBy?: readonly Located[];
  readonly single: boolean;
  readonly filters: readonly Filter[];
  readonly raw: readonly Located[];
}

export interface ClassRef { readonly file: FileIndex; readonly cls: number }

export type Shape =
  /** A library's own function, class or namespace: `sqlalchemy.text`. */
  | { readonly kind: 'library'; readonly path: string }
  /** A value of a library's type, with what it has accumulated. */
  | ObjectShape
  /** A library method taken from a value: `session.execute` before it is called. */
  | { readonly kind: 'method'; readonly path: string; readonly owner: ObjectShape; readonly ownerValue: Located | undefined }
  | { readonly kind: 'class'; readonly ref: ClassRef }
  | { readonly kind: 'instance'; readonly ref: ClassRef }
  | { readonly kind: 'function'; readonly file: FileIndex; readonly fn: number }
  | { readonly kind: 'module'; readonly file: FileIndex }
  /** An object literal: `const service = { list() {...} }`. */
  | { readonly kind: 'record'; readonly file: FileIndex; readonly fn: number; readonly value: RecordValue }
  | { readonly kind: 'unknown'; readonly because: string };

export interface ObjectShape {
  readonly kind: 'object';
  readonly type: string;
  readonly built?: Built;
  /** SQL text it carries, not run yet. */
  readonly text?: Located;
  /** The call that ran a statement and gave this result. */
  readonly ran?: CallRef;
  /** The member names between the typed value and here, for tables named by path (`prisma.user`). */
  readonly members?: readonly string[];
}

export function unknownShape(because: string): Shape {
  return { kind: 'unknown', because };
}

/** The first of several ways to tell that tells something. */
export function firstKnown(candidates: readonly (() => Shape)[], because: string): Shape {
  let first: Shape | undefined;
  for (const candidate of candidates) {
    const shape = candidate();
    if (shape.kind !== 'unknown') return shape;
    first ??= shape;
  }
  return first ?? unknownShape(because);
}

export function elementOf(shape: Shape): Shape {
  if (shape.kind === 'object' && shape.ran) return { kind: 'object', type: `${shape.type}.item`, ran: shape.ran };
  return unknownShape('an item of a collection');
}
