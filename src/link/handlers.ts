/** The function behind what a route is given: itself, a controller's method, what a wrapper or factory was given or returns; and method routers with their handlers. */
import type { Argument } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import { definedValue } from './defined-values.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

export class Handlers {
  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables) {}

  /** axum's `get(list).post(create)`, actix's `web::get().to(list)`. */
  methodRouters(file: FileIndex, fn: number, value: Value): { readonly method: string; readonly handler: Value; readonly layers: readonly Argument[] }[] {
    if (value.kind !== 'call') return [];
    const call = file.facts.calls[value.call];
    if (!call) return [];
    const resolved = this.evaluator.resolve(file, call);
    const method = resolved && this.tables(file).methodRouter(resolved.path);
    const before = call.callee.kind === 'member' ? this.methodRouters(file, fn, call.callee.of) : [];
    const [first] = call.args;
    if (method !== undefined && first) return [...before, { method, handler: first.value, layers: [] }];
    if (method !== undefined) return [...before, { method, handler: value, layers: [] }];
    // `web::get().to(handler)`: the method came first, the handler follows.
    const open = before.at(-1);
    if (open && first && calledName(call) === 'to') return [...before.slice(0, -1), { ...open, handler: first.value }];
    // `get(list).route_layer(auth)`: before every method so far.
    return ['layer', 'route_layer', 'wrap'].includes(calledName(call)) ? before.map(one => ({ ...one, layers: [...one.layers, ...call.args] })) : before;
  }

  /** The function behind a handler argument: itself, a controller's method, what a wrapper or factory was given or returns. */
  handlerIn(file: FileIndex, fn: number, value: Value, depth: number): FunctionAt | undefined {
    if (depth > 4) return undefined;
    if (value.kind === 'function') return { file, fn: value.function };
    if (value.kind === 'list') return value.items.length > 0 ? this.#lastHandler(file, fn, value.items, depth) : undefined;
    if (value.kind === 'record') {
      const entry = value.entries.find(one => one.key?.kind === 'text' && one.key.text === 'handler');
      return entry && this.handlerIn(file, fn, entry.value, depth + 1);
    }
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (call) {
      if (calledName(call) === 'bind' && call.callee.kind === 'member') return this.handlerIn(file, fn, call.callee.of, depth + 1);
      // `asyncHandler(list())`: the wrapper's own closure is not what answers.
      const wrapped = call.args.length > 0 ? this.#lastHandler(file, fn, call.args.map(argument => argument.value), depth) : undefined;
      if (wrapped) return wrapped;
    }
    // `const list = catchAsync(async (req, res) => ...)`, used by name, here or in another file: the wrapper stands where it is defined.
    const defined = definedValue(this.evaluator, file, fn, value);
    if (defined && (defined.value.kind === 'call' || defined.value.kind === 'name')) {
      const handler = this.handlerIn(defined.file, defined.fn, defined.value, depth + 1);
      if (handler) return handler;
    }
    const shape = this.evaluator.shapeOf(file, fn, value);
    return shape.kind === 'function' ? { file: shape.file, fn: shape.fn } : undefined;
  }

  #lastHandler(file: FileIndex, fn: number, values: readonly Value[], depth: number): FunctionAt | undefined {
    for (const value of [...values].reverse()) {
      const handler = this.handlerIn(file, fn, value, depth + 1);
      if (handler) return handler;
    }
    return undefined;
  }
}

/** Express middleware given to a route: it calls `next()` and never touches the response, so another handler answers. */
export function passesOn({ file, fn }: FunctionAt): boolean {
  const [, response, next] = file.functionAt(fn)?.params ?? [];
  if (!response || !next || file.facts.language !== 'typescript') return false;
  const calls = (file.calls.get(fn) ?? []).flatMap(index => file.facts.calls[index] ?? []);
  const isResponse = (value: Value): boolean => value.kind === 'name' ? value.name === response.name : value.kind === 'member' && isResponse(value.of);
  return calls.some(call => calledName(call) === next.name && call.args.length === 0) && !calls.some(call => isResponse(call.callee) || call.args.some(one => isResponse(one.value)));
}
