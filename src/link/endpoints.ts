/** Finds the endpoints: decorated handlers, route calls, Tauri commands; with the prefixes of the routers they hang under. */
import { unknown } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Argument, Call, Decorator } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Route } from '../libraries/library.js';
import type { Endpoint, FunctionRef, Guard } from '../rule/program.js';
import { definedValue } from './defined-values.js';
import { argumentOf, calledName } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { Commands } from './commands.js';
import { Controllers } from './controllers.js';
import { mountFolders } from './folder-loaders.js';
import { joinPath } from './paths.js';
import type { RouteGuards } from './route-guards.js';
import { handedOver, routePathIn, viewMethods } from './view-classes.js';
import type { Declared, Way } from './routers.js';
import { declaredBy, Routers } from './routers.js';

/** A handler or middleware given to a route call, with the types its parameters then have. */
export interface Handling { readonly handler: FunctionAt; readonly params: readonly string[] }

const unfollowed: Way = { prefix: '', before: [], mounted: unknown('nothing tells what it is registered on'), steps: [] };

export class Endpoints {
  readonly all: Endpoint[] = [];
  readonly handlings: Handling[] = [];
  readonly routers: Routers;
  readonly controllers: Controllers;
  readonly #commands: Commands;

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, readonly guards: RouteGuards, files: readonly FileIndex[]) {
    this.routers = new Routers(evaluator, tables, textAt, files);
    mountFolders(this.routers, evaluator, tables, files, textAt);
    this.controllers = new Controllers(evaluator, textAt, files);
    this.#commands = new Commands(evaluator, files);
    for (const file of files) {
      file.facts.functions.forEach((fact, fn) => { for (const decorator of fact.decorators) this.#decorated(file, fn, decorator); });
      file.facts.classes.forEach((fact, cls) => { if (file.facts.language === 'python') for (const decorator of fact.decorators) this.#decoratedClass(file, cls, decorator); });
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
    const place = { file: file.file, start: decorator.at.start, end: decorator.at.end };
    const declared: Declared = { file, fn: fact.in, at: decorator.at.start, place };
    const router = decorator.callee.kind === 'member' ? decorator.callee.of : undefined;
    const standing = this.routers.optionsOf(file, fact.in, decorator.args, 'mount');
    this.#add(file, { file, fn }, route, decorator, fact.in, shape.path, () => this.guards.standing(standing, 'decorator'), (method, path) => {
      if (route.kind === 'command') return [{ prefix: '', before: [], mounted: this.#commands.mounted(file, fn), steps: [] }];
      if (file.facts.language === 'rust') return route.whenMounted && !this.routers.isGiven(file, fn) ? [] : this.routers.waysOfHandler(file, fn, path);
      const cls = { file, cls: fact.class };
      if (fact.class >= 0 && !router && this.controllers.isController(cls)) return [this.controllers.wayOf(cls, method, path, { router: file.classAt(fact.class)?.name ?? '', at: place, in: fact.class })];
      return router ? this.routers.waysFrom(file, fact.in, router, declared, path) : [unfollowed];
    });
  }

  /** `@ns.route('/users') class Users(Resource)`: its `get`, `post` and so on answer. */
  #decoratedClass(file: FileIndex, cls: number, decorator: Decorator): void {
    const fact = file.classAt(cls);
    if (!fact || decorator.callee.kind !== 'member') return;
    const shape = this.evaluator.shapeOf(file, fact.in, decorator.callee);
    const route = shape.kind === 'library' || shape.kind === 'method' ? this.tables(file).routeDecorator(shape.path) : undefined;
    if (!route || (shape.kind !== 'library' && shape.kind !== 'method')) return;
    const router = decorator.callee.of;
    const declared: Declared = { file, fn: fact.in, at: decorator.at.start, place: { file: file.file, start: decorator.at.start, end: decorator.at.end } };
    for (const [method, handler] of viewMethods(this.evaluator, { file, fn: fact.in, cls: { file, cls } })) {
      this.#add(file, handler, { kind: route.kind ?? 'http', method, ...(route.path !== undefined && { path: route.path }) }, decorator, fact.in, shape.path, () => [], (_, path) => this.routers.waysFrom(file, fact.in, router, declared, path));
    }
  }

  #called(file: FileIndex, call: Call): void {
    if (call.callee.kind === 'member' && !this.tables(file).mayConcernRoutes(call.callee.name)) return;
    const resolved = this.evaluator.resolve(file, call);
    if (!resolved) return;
    const tables = this.tables(file);
    const params = tables.handlerParams(resolved.path);
    if (params) {
      for (const argument of call.args) {
        const handler = this.handlerIn(file, call.in, argument.value, 0);
        const arity = handler?.file.functionAt(handler.fn)?.params.length ?? 0;
        if (handler) this.handlings.push({ handler, params: tables.handlerParams(`${resolved.path}#${String(arity)}`) ?? params });
      }
    }
    const route = tables.routeCall(resolved.path);
    if (!route) return;
    const { callee } = call;
    const ways = (_: string, path: string): readonly Way[] => (callee.kind === 'member' ? this.routers.waysFrom(file, call.in, callee.of, declaredBy(file, call), path) : [unfollowed]);
    const given = route.handlers === undefined || route.handlers === 'rest' ? call.args.at(-1)?.value : argumentOf(call, route.handlers);
    if (!given) return;
    const methods = this.#methodRouters(file, call.in, given);
    if (methods.length > 0) {
      for (const one of methods) {
        const handler = this.handlerIn(file, call.in, one.handler, 0);
        if (handler) this.#add(file, handler, { ...route, method: one.method }, call, call.in, resolved.path, () => this.guards.inArguments(file, call.in, one.layers, one.handler), ways);
      }
      return;
    }
    const own = (): readonly Guard[] => [...(route.handlers === 'rest' ? this.guards.inArguments(file, call.in, call.args, given) : []), ...this.guards.standing(this.routers.optionsOf(file, call.in, call.args, 'mount'), 'argument')];
    const handler = this.handlerIn(file, call.in, given, 0);
    if (handler) {
      if (!passesOn(handler)) this.#add(file, handler, route, call, call.in, resolved.path, own, ways);
      return;
    }
    for (const one of file.facts.language === 'python' ? handedOver(this.evaluator, file, call, given) : []) {
      for (const [method, view] of viewMethods(this.evaluator, one)) this.#add(one.file, view, { ...route, method, path: route.path === undefined || one.call === call ? route.path ?? [] : routePathIn(one.call), handlers: 0 }, one.call, one.call.in, resolved.path, own, ways);
    }
  }

  /** axum's `get(list).post(create)`, actix's `web::get().to(list)`. */
  #methodRouters(file: FileIndex, fn: number, value: Value): { readonly method: string; readonly handler: Value; readonly layers: readonly Argument[] }[] {
    if (value.kind !== 'call') return [];
    const call = file.facts.calls[value.call];
    if (!call) return [];
    const resolved = this.evaluator.resolve(file, call);
    const method = resolved && this.tables(file).methodRouter(resolved.path);
    const before = call.callee.kind === 'member' ? this.#methodRouters(file, fn, call.callee.of) : [];
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

  #add(file: FileIndex, handler: FunctionAt, route: Route, declared: Call | Decorator, fn: number, path: string, own: () => readonly Guard[], waysOf: (method: string, path: string) => readonly Way[]): void {
    const ref = this.functionRef(handler.file, handler.fn);
    if (!ref) return;
    const text = this.#pathOf(file, fn, route, declared);
    const framework = this.tables(file).ownerOf(path) ?? path;
    const at = this.#placeOf(file, handler, ref, declared);
    const named = 'nameAt' in declared ? declared.nameAt : declared.at;
    for (const method of this.#methodsOf(route, declared)) {
      for (const way of waysOf(method, text ?? '')) {
        const { guards } = this;
        let found: readonly Guard[] | undefined;
        this.all.push({
          kind: route.kind ?? 'http',
          method: route.kind === 'command' ? ref.fact.name : method,
          path: route.kind === 'command' ? '' : joinPath(way.prefix, text ?? ''),
          handler: ref,
          at,
          mounted: way.mounted,
          framework,
          declaredAt: { file: file.file, start: named.start, end: named.end },
          get guards() { return (found ??= [...guards.standing(way.before), ...own(), ...guards.ofHandler(handler)]); },
          registered: way.steps,
          declaration: { file: file.facts, in: fn, fact: declared, path: text },
          inOrder: this.tables(file).triesInOrder(framework),
        });
      }
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
    return own ? this.textAt(file, own, fn) : '';
  }

  #methodsOf(route: Route, declared: Call | Decorator): readonly string[] {
    if (route.methodFrom === undefined) return [route.method ?? '*'];
    const given = argumentOf(declared, route.methodFrom);
    const texts = given?.kind === 'list' ? given.items : given ? [given] : [];
    const methods = texts.flatMap(one => (one.kind === 'text' ? [one.text.toUpperCase()] : one.kind === 'name' && /^(get|post|put|patch|delete|head|options)$/.test(one.name) ? [one.name.toUpperCase()] : []));
    return methods.length > 0 ? [methods.join('|')] : [route.method ?? 'GET'];
  }
}

/** Express middleware given to a route: it calls `next()` and never touches the response, so another handler answers. */
function passesOn({ file, fn }: FunctionAt): boolean {
  const [, response, next] = file.functionAt(fn)?.params ?? [];
  if (!response || !next || file.facts.language !== 'typescript') return false;
  const calls = (file.calls.get(fn) ?? []).flatMap(index => file.facts.calls[index] ?? []);
  const isResponse = (value: Value): boolean => value.kind === 'name' ? value.name === response.name : value.kind === 'member' && isResponse(value.of);
  return calls.some(call => calledName(call) === next.name && call.args.length === 0) && !calls.some(call => isResponse(call.callee) || call.args.some(one => isResponse(one.value)));
}
