/** Finds the endpoints: decorated handlers, route calls, Tauri commands; with the prefixes of the routers they hang under. */
import { known, unknown } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Call, Decorator } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Route } from '../libraries/library.js';
import type { Endpoint, FunctionRef, Guard, Router } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { fileRoutesOf, matcherMeets, rootOf, routeMiddlewareIn, usesFileRoutes } from './file-routes.js';
import { Handlers, passesOn } from './handlers.js';
import { Commands } from './commands.js';
import { ControllerClasses } from './controller-classes.js';
import { Controllers } from './controllers.js';
import { mountFolders } from './folder-loaders.js';
import { methodsAsked } from './method-tests.js';
import { joinPath, plainPattern } from './paths.js';
import type { RouteGuards } from './route-guards.js';
import type { ClassRef } from './shapes.js';
import { DefaultGuards } from './default-guards.js';
import { UrlPatterns } from './url-patterns.js';
import { handedOver, routePathIn, viewMethods } from './view-classes.js';
import { actionsOf } from './view-sets.js';
import type { Declared, Way } from './routers.js';
import { declaredBy, Routers } from './routers.js';

/** A handler or middleware given to a route call, with the types its parameters then have. */
export interface Handling { readonly handler: FunctionAt; readonly params: readonly string[] }

const unfollowed: Way = { prefix: '', before: [], mounted: unknown('nothing tells what it is registered on'), steps: [] };

export class Endpoints {
  readonly all: Endpoint[] = [];
  readonly handlings: Handling[] = [];
  /** Applications that no call makes: folders of routes. */
  readonly applications: Router[] = [];
  readonly routers: Routers;
  readonly controllers: Controllers;
  readonly #commands: Commands;
  readonly #handlers: Handlers;
  readonly #classes: ControllerClasses;
  readonly #urls: UrlPatterns;
  readonly #defaults: DefaultGuards;
  /** Routes that a framework answers by code of its own. */
  answeredElsewhere = 0;

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, readonly guards: RouteGuards, files: readonly FileIndex[]) {
    this.routers = new Routers(evaluator, tables, textAt, files);
    mountFolders(this.routers, evaluator, tables, files, textAt);
    this.controllers = new Controllers(evaluator, textAt, files);
    this.#urls = new UrlPatterns(this.routers, evaluator, tables, textAt, files);
    this.#defaults = new DefaultGuards(evaluator, guards.kinds, files);
    this.#classes = new ControllerClasses(this.routers, evaluator, tables, textAt, files);
    this.#commands = new Commands(evaluator, files);
    this.#handlers = new Handlers(evaluator, tables);
    for (const file of files) {
      file.facts.functions.forEach((fact, fn) => { for (const decorator of fact.decorators) this.#decorated(file, fn, decorator); });
      file.facts.classes.forEach((fact, cls) => { if (file.facts.language === 'python') for (const decorator of fact.decorators) this.#decoratedClass(file, cls, decorator); });
      for (const call of file.facts.calls) this.#called(file, call);
    }
    if (usesFileRoutes(files)) this.#byPlace(files.filter(file => file.facts.language === 'typescript'));
  }

  /** Routes that are files, behind the function that runs before them. */
  #byPlace(files: readonly FileIndex[]): void {
    const middleware = files.flatMap(file => routeMiddlewareIn(file)).map(one => {
      const own = this.#handlers.handlerIn(one.file, -1, one.value, 0);
      return own?.file === one.file && one.value.kind === 'name' ? { ...one, value: { kind: 'function' as const, function: own.fn, at: one.value.at } } : one;
    });
    const roots = new Set<string>();
    for (const file of files) for (const route of fileRoutesOf(file)) {
      const handler = this.#handlers.handlerIn(file, -1, route.handler, 0);
      if (!handler) continue;
      const { at } = route;
      const declared: Decorator = { path: route.method, callee: route.handler, args: [], called: false, at };
      const before = middleware.filter(one => one.root === rootOf(file) && (one.paths.length === 0 || one.paths.some(path => matcherMeets(path, route.path))));
      const way: Way = { prefix: '', before: before.map(one => ({ file: one.file, fn: -1, value: one.value, where: 'app', path: undefined, covers: 'all', at: one.value.at.start })), mounted: known(true), steps: [{ router: `files:${rootOf(file)}`, at: { file: file.file, start: at.start, end: at.end }, in: -1 }] };
      this.handlings.push({ handler, params: route.params });
      if (!roots.has(rootOf(file))) this.applications.push({ id: `files:${rootOf(file)}`, name: rootOf(file), at: { file: file.file, start: at.start, end: at.end }, application: true, kind: 'router', framework: 'next', mounted: known(true) });
      roots.add(rootOf(file));
      this.#add(file, handler, { kind: 'http', method: route.method, text: route.path }, declared, -1, 'next', () => this.guards.inArguments(file, -1, [], route.handler), () => [way]);
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
      if (fact.class >= 0 && !router) { const ways = this.#classes.waysOf(cls, declared, path); if (ways) return ways; }
      if (route.handedOver) return this.routers.waysOfHandler(file, fn, path);
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
    for (const [method, handler] of viewMethods(this.evaluator, { cls: { file, cls } })) {
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
        const handler = this.#handlers.handlerIn(file, call.in, argument.value, 0);
        const arity = handler?.file.functionAt(handler.fn)?.params.length ?? 0;
        if (handler) this.handlings.push({ handler, params: tables.handlerParams(`${resolved.path}#${String(arity)}`) ?? params });
      }
    }
    const route = tables.routeCall(resolved.path);
    if (!route) return;
    const { callee } = call;
    const django = tables.ownerOf(resolved.path) === 'django';
    const ways = (_: string, path: string): readonly Way[] => (django ? this.#urls.waysOf(file, call, path) : undefined) ?? (callee.kind === 'member' ? this.routers.waysFrom(file, call.in, callee.of, declaredBy(file, call), path) : [unfollowed]);
    const given = route.handlers === undefined || route.handlers === 'rest' ? call.args.at(-1)?.value : argumentOf(call, route.handlers);
    if (!given) return;
    if (route.viewSet) {
      this.#viewSet(file, call, resolved.path, route, given, ways);
      return;
    }
    const methods = this.#handlers.methodRouters(file, call.in, given);
    if (methods.length > 0) {
      for (const one of methods) {
        const handler = this.#handlers.handlerIn(file, call.in, one.handler, 0);
        if (handler) this.#add(file, handler, { ...route, method: one.method }, call, call.in, resolved.path, () => this.guards.inArguments(file, call.in, one.layers, one.handler), ways);
      }
      return;
    }
    const own = (): readonly Guard[] => [...(route.handlers === 'rest' ? this.guards.inArguments(file, call.in, call.args, given) : django ? this.guards.inArguments(file, call.in, [], given) : []), ...this.guards.standing(this.routers.optionsOf(file, call.in, call.args, 'mount'), 'argument')];
    const handler = this.#handlers.handlerIn(file, call.in, given, 0);
    if (handler) {
      if (!passesOn(handler)) this.#add(file, handler, route, call, call.in, resolved.path, () => [...own(), ...(django ? this.#defaults.before(handler, undefined) : [])], ways);
      return;
    }
    for (const one of file.facts.language === 'python' ? handedOver(this.evaluator, file, call, given) : []) {
      const written = viewMethods(this.evaluator, one);
      if (django && written.length === 0) this.answeredElsewhere++;
      for (const [method, view] of written) this.#add(one.file, view, { ...route, method, path: route.path === undefined || one.call === call ? route.path ?? [] : routePathIn(one.call), handlers: 0 }, one.call, one.call.in, resolved.path, () => [...own(), ...this.#ofView(view, one.cls, django)], ways, params);
    }
  }

  /** What stands before the class that was handed over, when the method is written in another. */
  #ofView(handler: FunctionAt, cls: ClassRef, django: boolean): readonly Guard[] {
    const inherited = handler.file !== cls.file || handler.file.functionAt(handler.fn)?.class !== cls.cls;
    return [...(inherited ? this.guards.ofClass(cls) : []), ...(django ? this.#defaults.before(handler, cls) : [])];
  }

  /** `router.register('users', UserViewSet)`. */
  #viewSet(file: FileIndex, call: Call, path: string, route: Route, given: Value, ways: (method: string, path: string) => readonly Way[]): void {
    const shape = this.evaluator.shapeOf(file, call.in, given);
    if (shape.kind !== 'class') return;
    const { written, others } = actionsOf(this.evaluator, shape.ref);
    this.answeredElsewhere += others;
    const prefix = this.#pathOf(file, call.in, route, call) ?? '';
    const [router] = call.callee.kind === 'member' ? this.routers.ids.of(file, call.in, call.callee.of) : [];
    const slash = router !== undefined && this.routers.ids.made(router)?.call.args.some(one => one.name === 'trailing_slash') ? '' : '/';
    for (const one of written) {
      const own = (): readonly Guard[] => [...this.guards.standing(this.routers.optionsOf(shape.ref.file, -1, one.options, 'mount'), 'decorator'), ...this.#ofView(one.handler, shape.ref, true)];
      this.#add(file, one.handler, { kind: 'http', method: one.method, text: joinPath(prefix, one.path).replace(/\/?$/, slash) }, call, call.in, path, own, ways, this.tables(file).handlerParams(path));
    }
  }

  #add(file: FileIndex, handler: FunctionAt, route: Route & { readonly text?: string }, declared: Call | Decorator, fn: number, path: string, own: () => readonly Guard[], waysOf: (method: string, path: string) => readonly Way[], params?: readonly string[]): void {
    const ref = this.functionRef(handler.file, handler.fn);
    if (!ref) return;
    // A method is handed the same as a function, after itself.
    if (params && ref.fact.class >= 0) this.handlings.push({ handler, params: ['', ...params] });
    const text = route.text ?? this.#pathOf(file, fn, route, declared);
    const framework = this.tables(file).ownerOf(path) ?? path;
    const at = this.#placeOf(file, handler, ref, declared);
    const named = 'nameAt' in declared ? declared.nameAt : declared.at;
    for (const method of this.#methodsOf(route, declared, handler)) {
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
    const text = own ? this.textAt(file, own, fn) : '';
    return route.pattern && text !== undefined ? plainPattern(text) : text;
  }

  #methodsOf(route: Route & { readonly text?: string }, declared: Call | Decorator, handler: FunctionAt): readonly string[] {
    if (route.methodFrom === undefined) return [route.method === '*' ? this.#methodsOfView(handler, this.tables(handler.file)) ?? (route.text === undefined && handler.file.facts.language !== 'python' ? '*' : this.#methodsWithin(handler) ?? '*') : route.method ?? '*'];
    const methods = methodsIn(argumentOf(declared, route.methodFrom));
    return methods.length > 0 ? [methods.join('|')] : [route.method ?? 'GET'];
  }

  /** `@require_POST`, `@api_view(['GET', 'POST'])` on the handler itself. */
  #methodsOfView({ file, fn }: FunctionAt, tables: LibraryTables): string | undefined {
    for (const decorator of file.functionAt(fn)?.decorators ?? []) {
      const shape = this.evaluator.shapeOf(file, file.functionAt(fn)?.in ?? -1, decorator.callee);
      const row = shape.kind === 'library' ? tables.methodDecorator(shape.path) : undefined;
      const given = row?.from === undefined ? [] : methodsIn(argumentOf(decorator, row.from));
      if (row) return given.length > 0 ? given.join('|') : row.method;
    }
    return undefined;
  }

  /** A page of Django is read as well as sent, whatever else it asks for. */
  #methodsWithin({ file, fn }: FunctionAt): string | undefined {
    const { methods, others } = methodsAsked(file, fn);
    const known = methods.filter(one => one !== 'HEAD' && one !== 'OPTIONS');
    if (known.length === 0) return undefined;
    return [...new Set([...(others && file.facts.language === 'python' ? ['GET'] : []), ...known])].join('|');
  }
}

function methodsIn(given: Value | undefined): readonly string[] {
  const texts = given?.kind === 'list' ? given.items : given ? [given] : [];
  return texts.flatMap(one => (one.kind === 'text' ? [one.text.toUpperCase()] : one.kind === 'name' && /^(get|post|put|patch|delete|head|options)$/.test(one.name) ? [one.name.toUpperCase()] : []));
}
