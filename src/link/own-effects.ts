/** What a function does by itself: the queries, transactions, waits, requests and errors that stand in its own text. */
import type { Call, Raise } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionEffect } from '../rule/summary.js';
import type { Query } from '../rule/program.js';
import type { Place } from '../facts/span.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { evidenceIn } from './guard-evidence.js';
import type { GuardKinds } from './guard-kinds.js';
import type { LibraryTables } from './library-tables.js';
import type { Queries } from './queries.js';

export interface PlacedEffect { readonly effect: FunctionEffect; readonly at: Place; /** Where a `try` may stand around it. */ readonly block: number }

export class OwnEffects {
  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly queries: Queries, readonly guards: GuardKinds) {}

  /** In the order of the text, closures left out. */
  of(file: FileIndex, fn: number): readonly PlacedEffect[] {
    const found = [...this.queries.ofFunction(file, fn).flatMap(effectsOf), ...this.#ofCalls(file, fn), ...this.#ofRaises(file, fn)];
    const refuses = this.#refuses(file, fn);
    return refuses ? [...found, refuses] : found;
  }

  #ofCalls(file: FileIndex, fn: number): readonly PlacedEffect[] {
    return (file.calls.get(fn) ?? []).flatMap((index): readonly PlacedEffect[] => {
      const call = file.facts.calls[index];
      const resolved = call && this.evaluator.resolve(file, call);
      const effect = resolved?.effect;
      if (!call || !resolved || !effect) return [];
      const one = (kind: FunctionEffect['kind']): PlacedEffect => ({ effect: { kind, what: resolved.path }, at: placeOf(file, call), block: call.block });
      return [
        ...(effect.opens === undefined ? [] : [one('opens')]),
        ...(effect.sends === undefined ? [] : [one('sends')]),
        ...(effect.logs === undefined ? [] : [one('logs')]),
        // What is awaited yields, whatever the table says of its sync twin.
        ...(effect.blocks === undefined || call.awaited ? [] : [one('blocks')]),
      ];
    });
  }

  #ofRaises(file: FileIndex, fn: number): readonly PlacedEffect[] {
    return (file.raises.get(fn) ?? []).map(raise => ({ effect: { kind: 'raises', what: this.#raised(file, raise) }, at: { file: file.file, start: raise.at.start, end: raise.at.end }, block: raise.block }));
  }

  /** The type's path in a library, its name in this program, or `unknown`. */
  #raised(file: FileIndex, raise: Raise): string {
    const error = this.#errorOf(file, raise.value);
    const shape = this.evaluator.shapeOf(file, raise.in, error);
    switch (shape.kind) {
      case 'class': case 'instance': return shape.ref.file.classAt(shape.ref.cls)?.name ?? 'unknown';
      case 'library': return shape.path;
      case 'object': return shape.type;
      // `Err(AppError::NotFound)`: one of an enum's variants.
      case 'unknown': case 'function': case 'method': case 'module': case 'record': return this.#variantOf(file, raise.in, error) ?? 'unknown';
    }
  }

  /** What stands in Rust's `Err(...)`. */
  #errorOf(file: FileIndex, value: Value): Value {
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const [first] = call?.args ?? [];
    return first && file.facts.language === 'rust' && call?.callee.kind === 'name' && call.callee.name === 'Err' ? first.value : value;
  }

  #variantOf(file: FileIndex, fn: number, error: Value): string | undefined {
    const made = error.kind === 'call' ? file.facts.calls[error.call]?.callee : error;
    const owner = made?.kind === 'member' ? this.evaluator.shapeOf(file, fn, made.of) : undefined;
    return owner?.kind === 'class' ? owner.ref.file.classAt(owner.ref.cls)?.name : undefined;
  }

  #refuses(file: FileIndex, fn: number): PlacedEffect | undefined {
    const fact = file.functionAt(fn);
    if (!fact) return undefined;
    const given = fact.params.find(param => /^(auth|by name)$/.test(this.guards.kindOfParam(file, fn, param)));
    if (given) return { effect: { kind: 'authenticates', what: given.name }, at: { file: file.file, start: given.at.start, end: given.at.end }, block: -1 };
    const call = this.#guardCalled(file, fn);
    if (call) return { effect: { kind: 'authenticates', what: calledName(call) }, at: placeOf(file, call), block: -1 };
    return evidenceIn(file, [fn]).refuses ? { effect: { kind: 'authenticates', what: fact.name }, at: { file: file.file, start: fact.nameAt.start, end: fact.nameAt.end }, block: -1 } : undefined;
  }

  #guardCalled(file: FileIndex, fn: number): Call | undefined {
    for (const index of file.calls.get(fn) ?? []) {
      const call = file.facts.calls[index];
      const path = call && this.evaluator.resolve(file, call)?.path;
      if (path !== undefined && this.tables(file).guard(path) === 'auth') return call;
    }
    return undefined;
  }
}

function effectsOf(query: Query): readonly PlacedEffect[] {
  const { block } = query.call.fact;
  const placed = (effect: FunctionEffect): PlacedEffect => ({ effect, at: query.at, block });
  if (query.verb === 'commit') return [placed({ kind: 'commits', what: query.verb })];
  if (query.verb === 'rollback') return [placed({ kind: 'rolls back', what: query.verb })];
  const databases = query.databases().map(one => one.name);
  const bounded = query.bound.kind === 'unknown' ? undefined : query.bound.kind !== 'none';
  return (databases.length > 0 ? databases : [undefined]).flatMap(database => (query.tables.length > 0 ? query.tables : [undefined]).map(table => placed({
    kind: query.writes ? 'writes' : 'reads', what: query.verb, ...(database !== undefined && { database }), ...(table !== undefined && { table }), ...(bounded !== undefined && !query.writes && { bounded }),
  })));
}

function placeOf(file: FileIndex, call: Call): Place {
  return { file: file.file, start: call.nameAt.start, end: call.nameAt.end };
}
