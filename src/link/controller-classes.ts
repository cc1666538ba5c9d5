/** Controllers that are classes: under which application and path each is served, whether it is listed, found by its file's name, or registered by a generated function. */
import { known, unknown } from '../facts/known.js';
import type { Known } from '../facts/known.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { ControllerServer } from '../libraries/library.js';
import { argumentOf, calledName } from './arguments.js';
import { controllerOf, idOfClass } from './controller-paths.js';
import { definedValue } from './defined-values.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { joinPath } from './paths.js';
import type { Declared, Routers, Way } from './routers.js';
import { declaredBy } from './routers.js';
import type { ClassRef, Located } from './shapes.js';

interface Server { readonly library: string; readonly apps: readonly string[]; readonly prefix: string; readonly declared: Declared; /** Controllers it takes besides those listed: any. */ readonly any: boolean }

const maxDepth = 4;

export class ControllerClasses {
  readonly #servers: Server[] = [];
  readonly #noted = new Set<string>();

  constructor(readonly routers: Routers, readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly textAt: (file: FileIndex, value: Value, fn: number) => string | undefined, files: readonly FileIndex[]) {
    for (const file of files) file.facts.calls.forEach((call, index) => {
      const found = this.#serverAt(file, call);
      if (found) this.#serve(file, call, index, found.row, found.library);
    });
  }

  #serverAt(file: FileIndex, call: Call): { readonly row: ControllerServer; readonly library: string } | undefined {
    const tables = this.tables(file);
    const path = this.evaluator.resolve(file, call)?.path;
    const byPath = path === undefined ? undefined : tables.controllerServer(path);
    if (byPath && path !== undefined) return { row: byPath, library: tables.ownerOf(path) ?? path };
    const byName = tables.controllerServer(calledName(call));
    return byName && { row: byName, library: tables.ownerOf(calledName(call)) ?? '' };
  }

  #serve(file: FileIndex, call: Call, index: number, row: ControllerServer, library: string): void {
    const on = row.on === undefined ? { kind: 'call' as const, call: index, at: call.at } : argumentOf(call, row.on);
    const apps = on ? this.routers.ids.of(file, call.in, on) : [];
    const prefix = row.prefix === undefined ? undefined : argumentOf(call, row.prefix);
    const given = row.controllers === undefined ? undefined : argumentOf(call, row.controllers);
    const listed = given ? this.#listed({ file, fn: call.in, value: given }, 0) : { classes: [], any: true };
    const server = { library, apps, prefix: prefix ? this.textAt(file, prefix, call.in) ?? '{}' : '', declared: declaredBy(file, call), any: listed.any };
    this.#servers.push(server);
    for (const ref of listed.classes) this.#mount(ref, server);
  }

  /** The classes a list names; `any` when it holds patterns of files, or something that cannot be followed. */
  #listed({ file, fn, value }: Located, depth: number): { readonly classes: readonly ClassRef[]; readonly any: boolean } {
    if (depth > maxDepth) return { classes: [], any: true };
    if (value.kind === 'list') {
      const parts = value.items.map(item => this.#listed({ file, fn, value: item }, depth + 1));
      return { classes: parts.flatMap(one => one.classes), any: parts.some(one => one.any) };
    }
    if (value.kind === 'name' || value.kind === 'member') {
      const shape = this.evaluator.shapeOf(file, fn, value);
      if (shape.kind === 'class') return { classes: [shape.ref], any: false };
      const defined = definedValue(this.evaluator, file, fn, value);
      if (defined) return this.#listed(defined, depth + 1);
    }
    return { classes: [], any: true };
  }

  #mount(ref: ClassRef, server: Server): void {
    for (const app of server.apps.length > 0 ? server.apps : [undefined]) this.routers.mount(idOfClass(ref), app, server.prefix, server.declared);
    this.#note(ref);
  }

  /** The path its routes begin with, kept with its id. */
  #note(ref: ClassRef): boolean {
    const id = idOfClass(ref);
    const found = controllerOf(this.evaluator, this.tables, ref);
    if (!found) return false;
    if (!this.#noted.has(id)) {
      this.#noted.add(id);
      this.routers.ids.declare(id, joinPath((found.says && this.textAt(found.file, found.says, -1)) ?? ''));
      if (!this.routers.isMounted(id)) this.#mountUnlisted(ref, found.library);
    }
    return true;
  }

  /** Found by its file's name, or registered by a function that a tool writes. */
  #mountUnlisted(ref: ClassRef, library: string): void {
    const own = this.#servers.filter(one => one.library === library);
    const open = own.filter(one => one.any);
    const nearest = [...open].sort((one, other) => shared(other.declared.file.file, ref.file.file) - shared(one.declared.file.file, ref.file.file))[0];
    if (nearest) this.#mount(ref, nearest);
    else this.routers.serve(idOfClass(ref), servedBy(own));
  }

  /** How the routes of a class are reached; undefined when it is no controller. */
  waysOf(ref: ClassRef, declared: Declared, path: string): readonly Way[] | undefined {
    return this.#note(ref) ? this.routers.waysOf(idOfClass(ref), declared, path) : undefined;
  }
}

function servedBy(servers: readonly Server[]): Known<boolean> {
  return servers.length > 0 ? known(false) : unknown('nothing is seen that serves controllers');
}

/** How many folders two files share. */
function shared(one: string, other: string): number {
  const [mine, theirs] = [one.split('/'), other.split('/')];
  let at = 0;
  while (at < mine.length && mine[at] === theirs[at]) at++;
  return at;
}
