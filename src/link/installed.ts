/** What a value is that is installed on an application: a library's middleware, a function or class of this program, several in one, or nothing that can be followed. */
import type { Argument } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import { definedValue } from './defined-values.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { ClassRef, Located, Shape } from './shapes.js';

export interface Piece { readonly value: Located; readonly library: string | undefined; readonly handler: FunctionRef | undefined; readonly unseen: boolean; readonly args: readonly Argument[] }

/** Methods by which frameworks call a class for each request or failure. */
const entries = ['dispatch', '__call__', 'use', 'catch', 'canActivate', 'intercept', 'transform', 'handle', 'process_request', 'call', 'on_request', 'on_response', 'transform_response'];
const maxDepth = 6;

export class Installed {
  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined) {}

  /** `args`: what the installing call says besides the value. */
  of(value: Located, args: readonly Argument[], depth = 0): readonly Piece[] {
    const { file, fn } = value;
    const one = (library: string | undefined, handler: FunctionRef | undefined, given = args): readonly Piece[] => [{ value, library, handler, unseen: library === undefined && handler === undefined, args: given }];
    if (depth > maxDepth) return one(undefined, undefined);
    const go = (next: Value): readonly Piece[] => this.of({ file, fn, value: next }, args, depth + 1);
    switch (value.value.kind) {
      case 'function': return one(undefined, this.functionRef(file, value.value.function));
      case 'list': return value.value.items.flatMap(go);
      case 'item': case 'choice': return value.value.kind === 'item' ? go(value.value.of) : value.value.options.filter(option => option.kind !== 'nothing' && option.kind !== 'boolean').flatMap(go);
      case 'call': return this.#ofCall(value, depth, one);
      case 'name': case 'member': {
        const found = this.#byShape(this.evaluator.shapeOf(file, fn, value.value));
        if (found) return one(found.library, found.handler);
        const defined = definedValue(this.evaluator, file, fn, value.value);
        return defined ? this.of(defined, args, depth + 1).map(piece => ({ ...piece, value })) : one(undefined, undefined);
      }
      default: return one(undefined, undefined);
    }
  }

  #ofCall(value: Located, depth: number, one: (library: string | undefined, handler: FunctionRef | undefined, given?: readonly Argument[]) => readonly Piece[]): readonly Piece[] {
    const { file } = value;
    const call = value.value.kind === 'call' ? file.facts.calls[value.value.call] : undefined;
    if (!call) return one(undefined, undefined);
    const path = this.evaluator.resolve(file, call)?.path;
    const row = path === undefined ? undefined : this.tables(file).guard(path);
    const wrapped = row?.startsWith('argument ') ? argumentOf(call, Number(row.slice('argument '.length))) : undefined;
    if (wrapped) return this.of({ file, fn: call.in, value: wrapped }, call.args, depth + 1);
    // `ServiceBuilder::new().layer(a).layer(b)`: each of them, the first outermost.
    if (call.callee.kind === 'member' && calledName(call) === 'layer' && call.args[0]) return [...this.of({ file, fn: call.in, value: call.callee.of }, [], depth + 1).filter(piece => !/\.ServiceBuilder\.new$/.test(piece.library ?? '')), ...this.of({ file, fn: call.in, value: call.args[0].value }, [], depth + 1)];
    if (path !== undefined) return one(path, undefined, call.args);
    const callee = this.evaluator.shapeOf(file, call.in, call.callee);
    if (callee.kind === 'class') return one(undefined, this.#entryOf(callee.ref), call.args);
    if (callee.kind === 'function') return this.#made(callee, depth) ?? one(undefined, this.functionRef(callee.file, callee.fn), call.args);
    // A builder's chain: what it began with is what it is.
    return call.callee.kind === 'member' && call.callee.of.kind === 'call' ? this.of({ file, fn: call.in, value: call.callee.of }, call.args, depth + 1).map(piece => ({ ...piece, value })) : one(undefined, undefined);
  }

  /** `limiter(options)`: what the function gives back. */
  #made(maker: { readonly file: FileIndex; readonly fn: number }, depth: number): readonly Piece[] | undefined {
    const given = (maker.file.returns.get(maker.fn) ?? []).flatMap(one => this.of({ file: maker.file, fn: maker.fn, value: one.value }, [], depth + 1)).filter(piece => !piece.unseen);
    return given.length > 0 ? given : undefined;
  }

  #byShape(shape: Shape): { readonly library: string | undefined; readonly handler: FunctionRef | undefined } | undefined {
    switch (shape.kind) {
      case 'function': return { library: undefined, handler: this.functionRef(shape.file, shape.fn) };
      case 'class': case 'instance': return { library: undefined, handler: this.#entryOf(shape.ref) };
      case 'library': case 'method': return { library: shape.path, handler: undefined };
      case 'object': return { library: shape.type, handler: undefined };
      case 'module': case 'record': case 'unknown': return undefined;
    }
  }

  #entryOf(ref: ClassRef): FunctionRef | undefined {
    for (const name of entries) {
      const method = this.evaluator.methodOf(ref, name) ?? this.evaluator.basesOf(ref).flatMap(base => (base.kind === 'class' ? [this.evaluator.methodOf(base.ref, name)] : []))[0];
      const found = method && this.functionRef(method.file, method.fn);
      if (found) return found;
    }
    // A class that only configures a library's: its constructor, or any method, stands for it.
    const [fallback] = ref.file.facts.functions.flatMap((fact, fn) => (fact.class === ref.cls ? [this.functionRef(ref.file, fn)] : []));
    return fallback;
  }
}
