/** Finds the endpoints: decorated handlers, route calls, Tauri commands; with the prefixes of the routers they hang under. */
import { unknown } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Call, Decorator } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Route } from '../libraries/library.js';
import type { Endpoint, FunctionRef } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { joinPath, Routers } from './routers.js';

/** A handler or middleware given to a route call, with the types its parameters then have. */
export interface Handling { readonly handler: FunctionAt; readonly params: readonly string[] }

export class Endpoints {
  readonly all: Endpoint[] = [];
  readonly handlings: Handling[] = [];
  readonly #routers: Routers;

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, files: readonly FileIndex[]) {
    this.#routers = new Routers(evaluator, tables, textAt, files);
    for (const file of files) {
      file.facts.functions.forEach((fact, fn) => { for (const decorator of fact.decorators) this.#decorated(file, fn, decorator); });
      for (const call of file.facts.calls) this.#called(file, call);
    }
  }

  #decorated(file: FileIndex, fn: number, decorator: Decorator): void {
    const fact = file.functionAt(fn);
    if (!fact) return;
    const shape = this.evaluator.shapeOf(file, fact.in, decorator.callee);
    if (shape.kind !== 'library' && shape.kind !== 'method') return;
    const route = this.tables(file).routeDecorator(shape.path);
    if (!route) return;
    const router = decorator.callee.kind === 'member' ? decorator.callee.of : undefined;
    const prefix = file.facts.language === 'rust' ? this.#routers.prefixOfHandler(file, fn) : fact.class >= 0 && !router ? this.#controllerPrefix(file, fact.class) : router ? this.#routers.prefixOf(file, fact.in, router) : '';
    this.#add(file, { file, fn }, route, prefix, decorator, fact.in, shape.path);
  }

  /** Nest's `@Controller('users')` on the class. */
  #controllerPrefix(file: FileIndex, cls: number): string {
    for (const decorator of file.classAt(cls)?.decorators ?? []) {
      if (!/(^|\.)Controller$/.test(decorator.path)) continue;
      const value = decorator.args[0]?.value;
      const text = value && (this.textAt(file, value, -1) ?? (value.kind === 'record' ? this.#entryText(file, value, 'path') : undefined));
      return text === undefined ? '' : joinPath(text);
    }
    return '';
  }

  #entryText(file: FileIndex, record: Value & { kind: 'record' }, key: string): string | undefined {
    const entry = record.entries.find(one => one.key?.kind === 'text' && one.key.text === key);
    return entry && this.textAt(file, entry.value, -1);
  }

  #called(file: FileIndex, call: Call): void {
    const resolved = this.evaluator.resolve(file, call);
    if (!resolved) return;
    const tables = this.tables(file);
    const params = tables.handlerParams(resolved.path);
    if (params) {
      for (const argument of call.args) {
        const handler = this.handlerIn(file, call.in, argument.value, 0);
        if (handler) this.handlings.push({ handler, params });
      }
    }
    const route = tables.routeCall(resolved.path);
    if (!route) return;
    const prefix = call.callee.kind === 'member' ? this.#routers.prefixOf(file, call.in, call.callee.of) : '';
    const given = route.handlers === undefined || route.handlers === 'rest' ? call.args.at(-1)?.value : argumentOf(call, route.handlers);
    if (!given) return;
    const methods = this.#methodRouters(file, call.in, given);
    if (methods.length > 0) {
      for (const one of methods) {
        const handler = this.handlerIn(file, call.in, one.handler, 0);
        if (handler) this.#add(file, handler, { ...route, method: one.method }, prefix, call, call.in, resolved.path);
      }
      return;
    }
    const handler = this.handlerIn(file, call.in, given, 0);
    if (handler) this.#add(file, handler, route, prefix, call, call.in, resolved.path);
  }

  /** axum's `get(list).post(create)`, actix's `web::get().to(list)`. */
  #methodRouters(file: FileIndex, fn: number, value: Value): { readonly method: string; readonly handler: Value }[] {
    if (value.kind !== 'call') return [];
    const call = file.facts.calls[value.call];
    if (!call) return [];
    const resolved = this.evaluator.resolve(file, call);
    const method = resolved && this.tables(file).methodRouter(resolved.path);
    const before = call.callee.kind === 'member' ? this.#methodRouters(file, fn, call.callee.of) : [];
    const [first] = call.args;
    if (method !== undefined && first) return [...before, { method, handler: first.value }];
    if (method !== undefined) return [...before, { method, handler: value }];
    // `web::get().to(handler)`: the method came first, the handler follows.
    const open = before.at(-1);
    if (open && first && calledName(call) === 'to') return [...before.slice(0, -1), { method: open.method, handler: first.value }];
    return before;
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

  #add(file: FileIndex, handler: FunctionAt, route: Route, prefix: string, declared: Call | Decorator, fn: number, path: string): void {
    const ref = this.functionRef(handler.file, handler.fn);
    if (!ref) return;
    const text = this.#pathOf(file, fn, route, declared);
    const methods = this.#methodsOf(route, declared);
    for (const method of methods) {
      this.all.push({
        kind: route.kind ?? 'http',
        method: route.kind === 'command' ? ref.fact.name : method,
        path: route.kind === 'command' ? '' : joinPath(prefix, text ?? ''),
        handler: ref,
        at: this.#placeOf(file, handler, ref, declared),
        mounted: unknown('mounts are not judged yet'),
        framework: this.tables(file).ownerOf(path) ?? path,
      });
    }
  }

  /** The handler's name; a factory's when the factory returns it; else what registers it. */
  #placeOf(file: FileIndex, handler: FunctionAt, ref: FunctionRef, declared: Call | Decorator): Place {
    const named = { file: handler.file.file, ...ref.fact.nameAt };
    if (ref.fact.name !== '<closure>') return named;
    const factory = handler.file.functionAt(ref.fact.in);
    const made = (handler.file.returns.get(ref.fact.in) ?? []).some(one => one.value.kind === 'function' && one.value.function === handler.fn);
    if (factory && made && factory.name !== '<closure>') return { file: handler.file.file, ...factory.nameAt };
    return 'nameAt' in declared ? { file: file.file, ...declared.nameAt } : named;
  }

  #pathOf(file: FileIndex, fn: number, route: Route, declared: Call | Decorator): string | undefined {
    // `router.route('/users').get(list).post(create)`: the path was given to the call these hang on.
    if (route.path === 'self') {
      for (let owner = declared.callee; owner.kind === 'member' && owner.of.kind === 'call';) {
        const call = file.facts.calls[owner.of.call];
        if (!call) return undefined;
        if (calledName(call) === 'route') return call.args[0] && this.textAt(file, call.args[0].value, fn);
        owner = call.callee;
      }
      return undefined;
    }
    const own = route.path === undefined ? undefined : argumentOf(declared, route.path);
    return own && this.textAt(file, own, fn);
  }

  #methodsOf(route: Route, declared: Call | Decorator): readonly string[] {
    if (route.methodFrom === undefined) return [route.method ?? '*'];
    const given = argumentOf(declared, route.methodFrom);
    const texts = given?.kind === 'list' ? given.items : given ? [given] : [];
    const methods = texts.flatMap(one => (one.kind === 'text' ? [one.text.toUpperCase()] : []));
    return methods.length > 0 ? [methods.join('|')] : [route.method ?? 'GET'];
  }
}
