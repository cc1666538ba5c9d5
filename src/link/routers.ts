/** Which routers hang under which: every way from a route up to an application, with its path, its mounts and what guards it there. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Argument, Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Registration, Router } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { loopItems } from './loop-items.js';
import { coversPath, joinPath } from './paths.js';
import type { Made } from './router-ids.js';
import { RouterIds } from './router-ids.js';
import { packageOf } from './commands.js';
import type { Located } from './shapes.js';

/** Something that stands before the routes of a router, and which of them. */
export interface Before extends Located {
  readonly where: 'router' | 'mount' | 'app';
  /** Undefined: whatever the path. */
  readonly path: string | undefined;
  readonly covers: 'later' | 'earlier' | 'all';
  readonly whole?: boolean;
  readonly at: number;
}

/** Where a route or a mount is declared on its router. */
export interface Declared { readonly file: FileIndex; readonly fn: number; readonly at: number; readonly place: Place }

interface Mounted { readonly parent: string | undefined; readonly prefix: string; readonly declared: Declared; readonly before: readonly Before[] }

/** One way from a route to the outside. */
export interface Way { readonly prefix: string; readonly before: readonly Before[]; readonly mounted: Known<boolean>; readonly steps: readonly Registration[] }

const maxDepth = 8;

export class Routers {
  readonly ids: RouterIds;
  readonly #mounts = new Map<string, Mounted[]>();
  readonly #before = new Map<string, Before[]>();
  readonly #served = new Map<string, Known<boolean>>();
  /** Mounts whose router could not be told, by language: any router may be theirs. */
  readonly #unfollowed = new Set<string>();

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, readonly files: readonly FileIndex[]) {
    this.ids = new RouterIds(evaluator, tables, textAt);
    for (const file of files) file.facts.calls.forEach((call, index) => { if (this.#mayConcernRoutes(file, call)) { this.#noteMount(file, call, index); this.#noteGuards(file, call); } });
    for (const file of files) file.facts.calls.forEach((call, index) => {
      if (!this.#mayConcernRoutes(file, call)) return;
      const path = evaluator.resolve(file, call)?.path;
      if (path !== undefined && tables(file).isRouter(tables(file).effect(path)?.returns ?? path)) this.ids.of(file, call.in, { kind: 'call', call: index, at: call.at });
    });
    this.#noteMade();
    for (const file of files) file.facts.functions.forEach((fact, fn) => { for (const decorator of fact.decorators) this.#noteDecorated(file, fn, fact.in, decorator.callee, decorator.args); });
  }

  /** Hangs a router under another from outside: folders that a loader walks through. */
  mount(child: string, parent: string | undefined, prefix: string, declared: Declared): void {
    push(this.#mounts, child, { parent, prefix, declared, before: [] });
  }

  /** What is put before one router's routes stands before another's too: hooks in a file of their own. */
  share(from: string, to: string): void {
    for (const one of this.#before.get(from) ?? []) push(this.#before, to, one);
  }

  /** What is put before the routes of one router itself. */
  installedOn(id: string): readonly Before[] { return this.#before.get(id) ?? []; }

  /** Every way a route of this router is reached by. */
  waysFrom(file: FileIndex, fn: number, router: Value, declared: Declared, path: string): readonly Way[] {
    const ids = this.ids.of(file, fn, router);
    if (ids.length === 0) return [{ prefix: '', before: [], mounted: unknown('the router could not be followed'), steps: [] }];
    return ids.flatMap(id => this.#waysOf(id, declared, path, 0));
  }

  /** Every way a route of the router with this id is reached by. */
  waysOf(id: string, declared: Declared, path: string): readonly Way[] { return this.#waysOf(id, declared, path, 0); }

  isMounted(id: string): boolean { return this.#mounts.has(id); }

  /** Whether what hangs under nothing serves requests, where something else than the call that makes it tells. */
  serve(id: string, mounted: Known<boolean>): void { this.#served.set(id, mounted); }

  /** The ways of what a handler itself was given to: actix's `scope("/v1").service(show)`, Rocket's `mount("/v1", routes![show])`. */
  waysOfHandler(file: FileIndex, fn: number, path: string): readonly Way[] {
    const id = `${file.file}#${String(fn)}#0`;
    const mounts = this.#mounts.get(id) ?? [];
    if (mounts.length === 0) return [{ prefix: '', before: [], mounted: this.#unfollowed.has(file.facts.language) ? unknown('a mount could not be followed') : this.#hasApplication(file.facts.language, undefined) ? known(false) : unknown('no application is made here'), steps: [] }];
    return mounts.flatMap(mount => this.#waysThrough(mount, path, 0));
  }

  /** Whether a handler is itself given to a router somewhere. */
  isGiven(file: FileIndex, fn: number): boolean { return this.#mounts.has(`${file.file}#${String(fn)}#0`); }

  #waysOf(id: string, declared: Declared, path: string, depth: number): readonly Way[] {
    const own = this.ids.prefixOf(id);
    const before = this.#guarding(id, declared, path);
    const step: Registration = { router: id, at: declared.place, in: declared.fn };
    const full = joinPath(own, path);
    const mounts = (this.#mounts.get(id) ?? []).filter(mount => mount.parent !== id);
    if (mounts.length === 0 || depth > maxDepth) return [{ prefix: own, before, mounted: this.#serves(id), steps: [step] }];
    return mounts.flatMap(mount => this.#waysThrough(mount, full, depth)).map(way => ({ ...way, prefix: joinPath(way.prefix, own), before: [...way.before, ...before], steps: [...way.steps, step] }));
  }

  #waysThrough(mount: Mounted, path: string, depth: number): readonly Way[] {
    const above = mount.parent === undefined
      ? [{ prefix: '', before: [], mounted: unknown('what it is mounted on could not be followed'), steps: [] }]
      : this.#waysOf(mount.parent, mount.declared, joinPath(mount.prefix, path), depth + 1);
    return above.map(way => ({ ...way, prefix: joinPath(way.prefix, mount.prefix), before: [...way.before, ...mount.before] }));
  }

  #guarding(id: string, declared: Declared, path: string): readonly Before[] {
    return (this.#before.get(id) ?? []).filter(one => {
      if (one.path !== undefined && !coversPath(one.path, path, one.whole)) return false;
      if (one.covers === 'all' || one.file !== declared.file || one.fn !== declared.fn) return true;
      return one.covers === 'later' ? one.at < declared.at : one.at > declared.at;
    });
  }

  /** Whether a router that hangs under nothing serves requests. */
  #serves(id: string): Known<boolean> {
    const known = this.#served.get(id) ?? this.#judgeServing(id);
    this.#served.set(id, known);
    return known;
  }

  #judgeServing(id: string): Known<boolean> {
    const made = this.ids.made(id);
    if (this.ids.isHandedApplication(id)) return known(true);
    if (!made) return unknown('what makes the router could not be followed');
    if (this.tables(made.file).isApplication(made.type)) return this.#isForgotten(made) ? known(false) : known(true);
    if (!this.tables(made.file).isRouter(made.type)) return unknown('it is no router that is known');
    const { language } = made.file.facts;
    if (this.#unfollowed.has(language)) return unknown('a mount could not be followed');
    if (!this.#hasApplication(language, this.tables(made.file).ownerOf(made.type))) return unknown('no application is made here');
    return this.ids.isUsedElsewhere(id, this.files) ? unknown('it is handed on to code that could not be followed') : known(false);
  }

  #hasApplication(language: string, framework: string | undefined): boolean {
    return this.files.some(file => {
      const made = file.facts.language === language ? this.ids.applicationsIn(file) : new Set();
      return framework === undefined ? made.size > 0 : made.has(framework);
    });
  }

  /** A function gives the router and nothing asks for it, in a package that serves another one. */
  #isForgotten({ file, call }: Made): boolean {
    if (file.facts.language !== 'rust' || call.in < 0) return false;
    let outer = call.in;
    while ((file.functionAt(outer)?.in ?? -1) >= 0) outer = file.functionAt(outer)?.in ?? -1;
    const name = file.functionAt(outer)?.name ?? 'main';
    if (name === 'main' || this.evaluator.callersOf(file, outer).length > 0 || this.#isNamed(name)) return false;
    const home = packageOf(file.file);
    return this.files.some(one => packageOf(one.file) === home && one.facts.calls.some(other => this.tables(one).isServer(this.evaluator.resolve(one, other)?.path ?? '')));
  }

  /** Called or handed on somewhere under this name, even where that could not be followed. */
  #isNamed(name: string): boolean {
    const is = (value: Value): boolean => (value.kind === 'name' || value.kind === 'member') && value.name === name;
    return this.files.some(file => file.facts.language === 'rust' && file.facts.calls.some(call => is(call.callee) || call.args.some(one => is(one.value))));
  }

  /** Every router made, and whether it is reached. */
  all(): readonly Router[] {
    return this.ids.allMade().filter(([, made]) => this.tables(made.file).isRouter(made.type)).map(([id, made]) => ({
      id,
      name: made.name, at: made.place, application: this.tables(made.file).isApplication(made.type), kind: 'router', framework: this.tables(made.file).ownerOf(made.type) ?? made.type,
      mounted: (this.#mounts.get(id) ?? []).length > 0 ? known(true) : this.#serves(id),
    }));
  }

  /** An imported function may have any name here; a method keeps its own. */
  #mayConcernRoutes(file: FileIndex, call: Call): boolean {
    return call.callee.kind !== 'member' || this.tables(file).mayConcernRoutes(call.callee.name);
  }

  #noteMount(file: FileIndex, call: Call, index: number): void {
    const resolved = this.evaluator.resolve(file, call);
    const mount = resolved && this.tables(file).mount(resolved.path);
    if (!mount) return;
    const prefixValue = mount.prefix === undefined ? undefined : argumentOf(call, mount.prefix);
    const prefix = (prefixValue && this.textAt(file, prefixValue, call.in)) ?? '';
    const parents = mount.made ? this.ids.of(file, call.in, { kind: 'call', call: index, at: call.at }) : call.callee.kind === 'member' ? this.ids.of(file, call.in, call.callee.of) : [];
    const given = mount.router === 'rest' ? call.args.map(argument => argument.value) : [argumentOf(call, mount.router)];
    const declared = declaredBy(file, call);
    const options = this.optionsOf(file, call.in, call.args, 'mount');
    const before: Before[] = [...options];
    for (const value of given.flatMap(one => listed(file, one))) {
      if (!value || value.kind === 'text') continue;
      if (this.#mountEach(file, call, value, prefixValue, parents, declared, before)) continue;
      const children = this.ids.of(file, call.in, value);
      if (children.length === 0 && mount.router !== 'rest') this.#unfollowed.add(file.facts.language);
      for (const child of children) for (const parent of parents.length > 0 ? parents : [undefined]) if (child !== parent) push(this.#mounts, child, { parent, prefix, declared, before: [...before] });
      if (mount.router === 'rest') before.push({ file, fn: call.in, value, where: 'mount', path: undefined, covers: 'all', at: declared.at });
    }
  }

  /** `routes.forEach(route => router.use(route.path, route.router))`: every turn mounts a router of its own. */
  #mountEach(file: FileIndex, call: Call, value: Value, prefixValue: Value | undefined, parents: readonly string[], declared: Declared, before: readonly Before[]): boolean {
    const routers = value === prefixValue ? undefined : loopItems(this.evaluator, file, call.in, value)?.map(one => this.ids.of(one.file, one.fn, one.value));
    if (!routers || routers.every(ids => ids.length === 0)) return false;
    const prefixes = prefixValue && loopItems(this.evaluator, file, call.in, prefixValue);
    const same = prefixValue && !prefixes ? this.textAt(file, prefixValue, call.in) : undefined;
    routers.forEach((ids, turn) => {
      const own = prefixes?.[turn];
      const prefix = (own ? this.textAt(own.file, own.value, own.fn) : same) ?? '';
      for (const child of ids) for (const parent of parents.length > 0 ? parents : [undefined]) if (child !== parent) push(this.#mounts, child, { parent, prefix, declared, before: [...before] });
    });
    return true;
  }

  #noteGuards(file: FileIndex, call: Call): void {
    const resolved = this.evaluator.resolve(file, call);
    const guard = resolved && this.tables(file).guardCall(resolved.path);
    if (!guard || guard.guards === 'function' || call.callee.kind !== 'member') return;
    const given = guard.guards === 'rest' ? call.args.map(argument => argument.value) : [guard.guards === 'self' ? call.callee.of : argumentOf(call, guard.guards)];
    const path = guard.path === undefined ? undefined : guard.path === 'self' ? routeAbove(file, call) : argumentOf(call, guard.path);
    const texts = path && this.#pathsIn(file, call.in, path);
    const on = guard.on === undefined ? call.callee.of : argumentOf(call, guard.on);
    for (const id of on ? this.ids.of(file, call.in, on) : []) {
      for (const value of given) {
        if (!value || value.kind === 'text' || (value === path && texts !== undefined)) continue;
        for (const text of texts ?? [undefined]) push(this.#before, id, { file, fn: call.in, value, where: this.#whereOf(id), path: text, covers: guard.covers, whole: guard.whole ?? false, at: call.nameAt.start });
      }
    }
  }

  /** `app.use(['/a', '/b'], guard)`; nothing when the first argument is no path. */
  #pathsIn(file: FileIndex, fn: number, value: Value): readonly string[] | undefined {
    if (value.kind === 'list') {
      const texts = value.items.flatMap(item => (item.kind === 'text' ? [item.text] : []));
      return texts.length > 0 ? texts : undefined;
    }
    if (value.kind === 'function' || value.kind === 'call') return undefined;
    const text = this.textAt(file, value, fn);
    return text === undefined ? undefined : [text];
  }

  /** `@app.before_request`, `@app.middleware('http')`: the decorated function stands before the routes. */
  #noteDecorated(file: FileIndex, fn: number, outer: number, callee: Value, args: readonly Argument[]): void {
    if (callee.kind !== 'member') return;
    const shape = this.evaluator.shapeOf(file, outer, callee);
    if (shape.kind !== 'library' && shape.kind !== 'method') return;
    const guard = this.tables(file).guardCall(shape.path);
    if (!guard || args.some(one => one.value.kind === 'function')) return;
    const value: Value = { kind: 'function', function: fn, at: callee.at };
    for (const id of this.ids.of(file, outer, callee.of)) push(this.#before, id, { file, fn: outer, value, where: this.#whereOf(id), path: undefined, covers: 'all', at: callee.at.start });
  }

  #whereOf(id: string): 'app' | 'router' {
    const made = this.ids.made(id);
    return made && this.tables(made.file).isApplication(made.type) && made.file.facts.language !== 'rust' ? 'app' : 'router';
  }

  /** Guards given by keyword or option: `dependencies=[...]`, `{ preHandler: ... }`. */
  optionsOf(file: FileIndex, fn: number, args: readonly Argument[], where: Before['where']): readonly Before[] {
    return [...this.tables(file).guardOptions].flatMap(name => {
      const value = argumentOf({ args }, name);
      return value ? [{ file, fn, value, where, path: undefined, covers: 'all', at: value.at.start } satisfies Before] : [];
    });
  }

  /** What a router was made with stands before everything on it. */
  #noteMade(): void {
    for (const [id, { file, call, init }] of this.ids.allMade()) {
      for (const one of this.optionsOf(file, call.in, call.args, this.#whereOf(id))) push(this.#before, id, one);
      // `super().__init__(dependencies=[...])` in a router class of this program.
      for (const index of init?.file.calls.get(init.fn) ?? []) {
        const inner = init?.file.facts.calls[index];
        if (init && inner && calledName(inner) === '__init__') for (const one of this.optionsOf(init.file, init.fn, inner.args, this.#whereOf(id))) push(this.#before, id, one);
      }
    }
  }
}

export function declaredBy(file: FileIndex, call: Call): Declared {
  return { file, fn: call.in, at: call.nameAt.start, place: { file: file.file, start: call.nameAt.start, end: call.nameAt.end } };
}

/** The path given to the `route('/users')` that a call hangs on. */
function routeAbove(file: FileIndex, call: Call): Value | undefined {
  for (let { callee } = call; callee.kind === 'member' && callee.of.kind === 'call';) {
    const above = file.facts.calls[callee.of.call];
    if (!above) return undefined;
    if (calledName(above) === 'route') return above.args[0]?.value;
    callee = above.callee;
  }
  return undefined;
}

/** `routes![a, b]` stands for its handlers. */
function listed(file: FileIndex, value: Value | undefined): readonly (Value | undefined)[] {
  const call = value?.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.macro ? call.args.map(argument => argument.value) : [value];
}
