/** NestJS: which controllers stand in a module, under which path, and the guards that hold for all of them or are put before them by middleware. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Decorator } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Registration, Router } from '../rule/program.js';
import { calledName, entryOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { coversPath, joinPath } from './paths.js';
import type { Before, Way } from './routers.js';
import type { ClassRef } from './shapes.js';

interface Listed { readonly file: FileIndex; readonly module: string; readonly at: Value }
interface Middleware extends Before { readonly routes: readonly { readonly path: string; readonly method: string | undefined }[]; readonly controllers: readonly string[]; readonly exempt: readonly string[] }

export class Controllers {
  readonly #modules = new Map<string, Listed>();
  readonly #global: Before[] = [];
  readonly #middleware: Middleware[] = [];
  #prefix = '';
  #unfollowed = false;

  constructor(readonly evaluator: Evaluator, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, readonly files: readonly FileIndex[]) {
    for (const file of files) {
      if (file.facts.language !== 'typescript') continue;
      for (const cls of file.facts.classes) for (const decorator of cls.decorators) if (/(^|\.)Module$/.test(decorator.path)) this.#noteModule(file, cls.name, decorator);
      for (const call of file.facts.calls) {
        if (call.callee.kind !== 'member') continue;
        if (call.callee.name === 'setGlobalPrefix' && call.args[0]) this.#prefix = textAt(file, call.args[0].value, call.in) ?? this.#prefix;
        if (call.callee.name === 'useGlobalGuards') for (const one of call.args) this.#global.push(before(file, call.in, one.value, 'app'));
        if (call.callee.name === 'forRoutes') this.#noteMiddleware(file, call.in, call.callee.of, call.args.map(one => one.value));
      }
    }
  }

  /** What modules put before the routes they name. */
  get middleware(): readonly Before[] { return this.#middleware; }

  #noteModule(file: FileIndex, name: string, decorator: Decorator): void {
    const [given] = decorator.args;
    if (given?.value.kind !== 'record') return;
    const controllers = entryOf(given.value, 'controllers');
    if (controllers?.kind === 'list') for (const item of controllers.items) this.#noteController(file, name, item);
    else if (controllers) this.#unfollowed = true;
    const providers = entryOf(given.value, 'providers');
    for (const item of providers?.kind === 'list' ? providers.items : []) {
      if (item.kind !== 'record') continue;
      const token = entryOf(item, 'provide');
      if (token?.kind !== 'name' || token.name !== 'APP_GUARD') continue;
      const guard = entryOf(item, 'useClass') ?? entryOf(item, 'useExisting') ?? entryOf(item, 'useFactory') ?? entryOf(item, 'useValue');
      if (guard) this.#global.push(before(file, -1, guard, 'app'));
    }
  }

  #noteController(file: FileIndex, module: string, item: Value): void {
    const shape = this.evaluator.shapeOf(file, -1, item);
    if (shape.kind === 'class') this.#modules.set(keyOfClass(shape.ref), { file, module, at: item });
    else this.#unfollowed = true;
  }

  /** `consumer.apply(Auth).exclude(...).forRoutes(...)`. */
  #noteMiddleware(file: FileIndex, fn: number, chain: Value, given: readonly Value[]): void {
    const exempt: string[] = [];
    const applied: Value[] = [];
    for (let at = chain; at.kind === 'call';) {
      const call = file.facts.calls[at.call];
      if (call?.callee.kind !== 'member') break;
      if (calledName(call) === 'apply') applied.push(...call.args.map(one => one.value));
      if (calledName(call) === 'exclude') exempt.push(...call.args.flatMap(one => this.#route(file, fn, one.value)?.path ?? []));
      at = call.callee.of;
    }
    const routes = given.flatMap(value => this.#route(file, fn, value) ?? []);
    const controllers = given.flatMap(value => { const shape = this.evaluator.shapeOf(file, fn, value); return shape.kind === 'class' ? [keyOfClass(shape.ref)] : []; });
    for (const value of applied) this.#middleware.push({ ...before(file, fn, value, 'router'), routes, controllers, exempt });
  }

  #route(file: FileIndex, fn: number, value: Value): { readonly path: string; readonly method: string | undefined } | undefined {
    const written = value.kind === 'record' ? entryOf(value, 'path') : value.kind === 'name' || value.kind === 'function' ? undefined : value;
    const path = written && this.textAt(file, written, fn);
    if (path === undefined) return undefined;
    const method = value.kind === 'record' ? entryOf(value, 'method') : undefined;
    return { path: joinPath(path), method: method?.kind === 'member' && method.name !== 'ALL' ? method.name : undefined };
  }

  isController(ref: ClassRef): boolean { return this.#decorator(ref) !== undefined; }

  #decorator(ref: ClassRef): Decorator | undefined {
    const fact = ref.file.classAt(ref.cls);
    return fact?.decorators.find(one => {
      if (!/(^|\.)Controller$/.test(one.path)) return false;
      // Another framework's may have the same name.
      const shape = this.evaluator.shapeOf(ref.file, fact.in, one.callee);
      return shape.kind !== 'library' || shape.path.startsWith('@nestjs/');
    });
  }

  /** How a controller's method is reached. */
  wayOf(ref: ClassRef, method: string, path: string, registered: Registration): Way {
    const own = this.#pathOf(ref);
    const full = joinPath(own, path);
    const listed = this.#modules.get(keyOfClass(ref));
    const middleware = this.#middleware.filter(one => !one.exempt.some(exempt => coversPath(exempt, full)) && (one.controllers.includes(keyOfClass(ref)) || one.routes.some(route => sameRoute(route.path, full) && (route.method === undefined || route.method === method))));
    const steps = listed ? [{ router: listed.module, at: { file: listed.file.file, start: listed.at.at.start, end: listed.at.at.end }, in: -1 }, registered] : [registered];
    return { prefix: joinPath(this.#prefix, own), before: [...this.#global, ...middleware], mounted: this.#mounted(ref), steps };
  }

  #pathOf(ref: ClassRef): string {
    const value = this.#decorator(ref)?.args[0]?.value;
    const written = value?.kind === 'record' ? entryOf(value, 'path') : value;
    const text = written && this.textAt(ref.file, written, -1);
    const version = value && entryOf(value, 'version');
    return joinPath(version?.kind === 'text' ? `v${version.text}` : '', text ?? '');
  }

  #mounted(ref: ClassRef): Known<boolean> {
    if (this.#modules.has(keyOfClass(ref))) return known(true);
    if (this.#unfollowed) return unknown('a list of controllers could not be followed');
    return this.#modules.size > 0 ? known(false) : unknown('no module is declared here');
  }

  all(): readonly Router[] {
    return this.files.flatMap(file => file.facts.language !== 'typescript' ? [] : file.facts.classes.flatMap((fact, cls) => {
      if (!this.isController({ file, cls }) || this.#isBase(file, cls)) return [];
      return [{ id: fact.name, name: fact.name, at: { file: file.file, start: fact.nameAt.start, end: fact.nameAt.end }, application: false, kind: 'controller' as const, framework: 'nestjs', mounted: this.#mounted({ file, cls }) }];
    }));
  }

  #bases: ReadonlySet<string> | undefined;
  /** Other controllers extend it: its routes are theirs. */
  #isBase(file: FileIndex, cls: number): boolean {
    this.#bases ??= new Set(this.files.flatMap(one => one.facts.classes.flatMap(fact => fact.bases.map(base => base.name))));
    return this.#bases.has(file.classAt(cls)?.name ?? '');
  }
}

function before(file: FileIndex, fn: number, value: Value, where: Before['where']): Before {
  return { file, fn, value, where, path: undefined, covers: 'all', at: value.at.start };
}

function keyOfClass(ref: ClassRef): string { return `${ref.file.file}#${String(ref.cls)}`; }

/** `forRoutes('users')` means that path and, with a wildcard, everything below. */
function sameRoute(given: string, path: string): boolean {
  return coversPath(given, path) && (/\*/.test(given) || coversPath(path, given));
}
