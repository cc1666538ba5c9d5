/** What identifies a router: the call that made it, or the parameter a plugin function receives it by. */
import type { Place } from '../facts/span.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import { controllerOf, idOfClass } from './controller-paths.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import { push, type FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Definition } from './names.js';
import { joinPath } from './paths.js';
import { requiredBy, wholeExport } from './required.js';
import type { ClassRef } from './shapes.js';

/** The call that makes a router, and the name it is given. */
export interface Made { readonly file: FileIndex; readonly call: Call; readonly type: string; readonly name: string; readonly place: Place; readonly prefix: string; /** The constructor of this program's own kind of router. */ readonly init?: FunctionAt }

const maxDepth = 12;

export class RouterIds {
  readonly #made = new Map<string, Made>();
  readonly #prefixes = new Map<string, string>();
  readonly #handed = new Set<string>();
  #lifespans: Map<string, { readonly file: FileIndex; readonly index: number }[]> | undefined;
  readonly #applications = new Map<FileIndex, ReadonlySet<string>>();

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined) {}

  made(id: string): Made | undefined { return this.#made.get(id); }
  allMade(): readonly (readonly [string, Made])[] { return [...this.#made]; }
  prefixOf(id: string): string { return this.#made.get(id)?.prefix ?? this.#prefixes.get(id) ?? ''; }
  /** A parameter that an application is handed over by, from where it cannot be seen. */
  isHandedApplication(id: string): boolean { return this.#handed.has(id); }
  /** What no call makes: a controller's class, a module's list of routes. */
  declare(id: string, prefix: string): void { this.#prefixes.set(id, prefix); }

  /** Several when the value is one of several routers: an item of a list, a choice. */
  of(file: FileIndex, fn: number, value: Value): readonly string[] {
    return [...new Set(this.#of(file, fn, value, 0))];
  }

  #of(file: FileIndex, fn: number, value: Value, depth: number): readonly string[] {
    if (depth > maxDepth) return [];
    switch (value.kind) {
      case 'name': return this.#first(this.evaluator.names.define(file, fn, value.name, value.at.start).definitions, depth);
      case 'member': {
        const owner = this.evaluator.shapeOf(file, fn, value.of);
        if (owner.kind === 'module') return this.#first(this.evaluator.names.exported(owner.file, [value.name]).definitions, depth);
        if (owner.kind === 'instance' || owner.kind === 'class') {
          const stored = (owner.ref.file.members.get(value.name) ?? []).map(one => ({ fn: one.in, value: one.value }));
          const field = owner.ref.file.classAt(owner.ref.cls)?.fields.find(one => one.name === value.name)?.value;
          return [...stored, ...(field ? [{ fn: -1, value: field }] : [])].flatMap(one => this.#of(owner.ref.file, one.fn, one.value, depth + 1)).slice(0, 1);
        }
        // koa's `router.routes()` without the call, `app.router`.
        return owner.kind === 'object' && this.tables(file).attribute(`${owner.type}.${value.name}`) !== undefined ? this.#of(file, fn, value.of, depth + 1) : [];
      }
      case 'function': return [`${file.file}#${String(value.function)}#0`];
      case 'call': return this.#ofCall(file, value.call, depth);
      case 'choice': return value.options.flatMap(option => this.#of(file, fn, option, depth + 1));
      case 'list': return value.items.flatMap(item => this.#of(file, fn, item, depth + 1));
      case 'item': return this.#of(file, fn, value.of, depth + 1);
      default: return [];
    }
  }

  #first(definitions: readonly Definition[], depth: number): readonly string[] {
    for (const one of definitions) {
      const found = this.#ofDefinition(one, depth);
      if (found.length > 0) return found;
    }
    return [];
  }

  #ofDefinition(one: Definition, depth: number): readonly string[] {
    switch (one.kind) {
      case 'assignment': return this.#of(one.file, one.fact.in, one.fact.value, depth + 1);
      case 'value': return this.#of(one.file, -1, one.value, depth + 1);
      case 'function': return [`${one.file.file}#${String(one.fn)}#0`];
      case 'param': return this.#ofParam(one, depth);
      case 'module': {
        const whole = wholeExport(one.file);
        return whole ? this.#of(one.file, -1, whole, depth + 1) : [];
      }
      case 'class': return controllerOf(this.evaluator, this.tables, one) ? [idOfClass(one)] : [];
      case 'alias': case 'library': case 'unknown': return [];
    }
  }

  /** A function that is called with a router works on that router; one that is handed over as a plugin has a scope of its own. */
  #ofParam(one: Definition & { kind: 'param' }, depth: number): readonly string[] {
    const shift = one.file.functionAt(one.fn)?.params[0]?.name === 'self' ? 1 : 0;
    const given = this.evaluator.callersOf(one.file, one.fn).flatMap(caller => {
      const call = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
      const receiver = shift === 1 && one.position === 0 && call?.callee.kind === 'member' ? call.callee.of : undefined;
      const value = receiver ?? (call && (argumentOf(call, [one.param.name]) ?? argumentOf(call, one.position - shift)));
      return value ? this.#of(caller.file, caller.fn, value, depth + 1) : [];
    });
    if (given.length > 0) return given;
    const running = one.position === 0 ? this.#runBy(one.file, one.fn) : [];
    const id = `${one.file.file}#${String(one.fn)}#${String(one.position)}`;
    const shape = one.param.type && one.file.facts.language !== 'rust' ? this.evaluator.shapeOfType(one.file, one.fn, one.param.type) : undefined;
    if (shape?.kind === 'object' && this.tables(one.file).isApplication(shape.type)) this.#handed.add(id);
    return running.length > 0 ? running : [id];
  }

  /** `FastAPI(lifespan=start)`: the function is called with the application it is given to. */
  #runBy(file: FileIndex, fn: number): readonly string[] {
    if (!this.#lifespans) {
      this.#lifespans = new Map();
      for (const one of this.evaluator.names.files.values()) {
        one.facts.calls.forEach((call, index) => {
          const value = call.args.find(argument => argument.name === 'lifespan')?.value;
          const shape = value && this.evaluator.shapeOf(one, call.in, value);
          if (shape?.kind === 'function') push(this.#lifespans ?? new Map(), `${shape.file.file}#${String(shape.fn)}`, { file: one, index });
        });
      }
    }
    return (this.#lifespans.get(`${file.file}#${String(fn)}`) ?? []).flatMap(one => this.#ofCall(one.file, one.index, 0));
  }

  #ofCall(file: FileIndex, index: number, depth: number): readonly string[] {
    const call = file.facts.calls[index];
    if (!call) return [];
    const required = requiredBy(this.evaluator.names, file, call);
    if (required) return this.#ofDefinition(required, depth + 1);
    const callee = this.evaluator.shapeOf(file, call.in, call.callee);
    if (callee.kind === 'function') {
      for (const one of callee.file.returns.get(callee.fn) ?? []) {
        const found = this.#of(callee.file, callee.fn, one.value, depth + 1);
        if (found.length > 0) return found;
      }
      return [];
    }
    const resolved = this.evaluator.resolve(file, call);
    const tables = this.tables(file);
    // A builder call (`Router::new().route(...)`) is the router it was called on.
    // However long the chain: it ends where it is written.
    if (resolved?.owner && call.callee.kind === 'member' && (resolved.effect?.returns === 'self' || tables.routeCall(resolved.path) || tables.mount(resolved.path))) return this.#of(file, call.in, call.callee.of, depth);
    // `router.route('/users')`: what a router gives that is no router itself still belongs to it.
    const made = resolved?.effect?.returns ?? resolved?.path ?? '';
    if (resolved?.owner && call.callee.kind === 'member' && tables.isRouter(resolved.owner.type) && !tables.isRouter(made)) return this.#of(file, call.in, call.callee.of, depth + 1);
    // `fp(plugin)`: what is wrapped counts.
    const argument = resolved && /^argument (\d+)$/.exec(resolved.effect?.returns ?? '')?.[1];
    const wrapped = argument === undefined ? undefined : call.args[Number(argument)]?.value;
    if (wrapped) return this.#of(file, call.in, wrapped, depth + 1);
    const id = `${file.file}@${String(call.at.start)}`;
    if (!this.#made.has(id)) this.#made.set(id, this.#madeBy(file, call, index, resolved?.path ?? ''));
    return [id];
  }

  #madeBy(file: FileIndex, call: Call, index: number, path: string): Made {
    const shape = this.evaluator.shapeOf(file, call.in, { kind: 'call', call: index, at: call.at });
    const own = shape.kind === 'instance' ? this.#libraryBase(shape.ref, 0) : undefined;
    const init = shape.kind === 'instance' ? this.evaluator.methodOf(shape.ref, '__init__') : undefined;
    const written = argumentOf(call, ['prefix', 'url_prefix']) ?? (/^actix_web\.web\.(scope|resource)$/.test(this.tables(file).canonical(path)) ? call.args[0]?.value : undefined);
    // Sanic puts a version before everything else.
    const version = path.startsWith('sanic.') ? argumentOf(call, 'version') : undefined;
    const above = version?.kind === 'text' ? `v${version.text.replace(/^v/, '')}` : version?.kind === 'number' ? `v${String(version.value)}` : undefined;
    const named = file.facts.assignments.find(one => one.target.kind === 'name' && one.value.kind === 'call' && one.value.at.start <= call.at.start && call.at.end <= one.value.at.end && one.in === call.in);
    const at = named?.target.at ?? call.nameAt;
    return {
      file, call, type: own ?? (shape.kind === 'object' ? this.tables(file).canonical(shape.type) : ''), ...(init && { init }), prefix: joinPrefix(above, (written && this.textAt(file, written, call.in)) ?? ''),
      name: named?.target.kind === 'name' ? named.target.name : '', place: { file: file.file, start: at.start, end: at.end },
    };
  }

  /** What a class of this program that extends a library's router is. */
  #libraryBase(ref: ClassRef, depth: number): string | undefined {
    for (const base of depth > 4 ? [] : this.evaluator.basesOf(ref)) {
      if (base.kind === 'library' && this.tables(ref.file).isRouter(base.path)) return this.tables(ref.file).canonical(base.path);
      const above = base.kind === 'class' ? this.#libraryBase(base.ref, depth + 1) : undefined;
      if (above !== undefined) return above;
    }
    return undefined;
  }

  /** The frameworks whose applications a file makes. */
  applicationsIn(file: FileIndex): ReadonlySet<string> {
    const known = this.#applications.get(file);
    if (known !== undefined) return known;
    const tables = this.tables(file);
    const found = new Set(file.facts.calls.flatMap(call => {
      const path = this.evaluator.resolve(file, call)?.path;
      const type = path === undefined ? undefined : tables.effect(path)?.returns ?? path;
      return type !== undefined && tables.isApplication(type) ? [tables.ownerOf(type) ?? type] : [];
    }));
    this.#applications.set(file, found);
    return found;
  }

  /** Imported by another file, or handed to a call, a list or a field: code that may mount it in a way not followed. */
  isUsedElsewhere(id: string, files: readonly FileIndex[]): boolean {
    const made = this.#made.get(id);
    if (!made) return true;
    // A function that gives the router is called by something, or is there for others to call.
    if (made.call.in >= 0) return true;
    if (made.name === '') return true;
    if (usesName(made.file, made.name)) return true;
    return files.some(file => file !== made.file && file.facts.imports.some(fact => this.evaluator.names.importTarget(file, fact).definitions.some(one => {
      if (one.kind === 'assignment') return one.file === made.file && one.fact.value.at.start <= made.call.at.start && made.call.at.end <= one.fact.value.at.end;
      if (one.kind === 'value') return one.file === made.file;
      return one.kind === 'module' && one.file === made.file && made.file.facts.language !== 'python';
    })));
  }
}

/** Used as an argument, in a list, or returned; its own methods and decorators are no such use. */
function usesName(file: FileIndex, name: string): boolean {
  const is = (value: Value): boolean => (value.kind === 'name' && value.name === name) || (value.kind === 'list' && value.items.some(is)) || (value.kind === 'record' && value.entries.some(entry => is(entry.value)));
  return file.facts.calls.some(call => call.args.some(argument => is(argument.value))) || file.facts.returns.some(one => is(one.value)) || file.facts.assignments.some(one => is(one.value));
}

function joinPrefix(above: string | undefined, prefix: string): string { return above === undefined ? prefix : joinPath(above, prefix); }
