/** Applications of web frameworks: what makes each, what is installed on it in which order, which errors it handles, which endpoints it serves. */
import type { Argument, Call } from '../facts/structure.js';
import type { Place } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import type { InstallRow } from '../libraries/library.js';
import type { App, ErrorHandler, Middleware } from '../rule/http.js';
import type { Endpoint, FunctionRef } from '../rule/program.js';
import { argumentOf } from './arguments.js';
import { djangoApps } from './django-apps.js';
import type { Endpoints } from './endpoints.js';
import type { Evaluator } from './evaluate.js';
import { push, type FileIndex } from './file-index.js';
import { Installed, type Piece } from './installed.js';
import type { LibraryTables } from './library-tables.js';
import { onNestModules, errorTypesOf } from './nest-apps.js';
import type { Located } from './shapes.js';
import { statusNamed } from '../libraries/http-statuses.js';

interface Found { middleware: Middleware[]; errorHandlers: ErrorHandler[]; unseen: string[] }

export function appsOf(evaluator: Evaluator, tables: (file: FileIndex) => LibraryTables, declared: Endpoints, functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, files: readonly FileIndex[], endpoints: readonly Endpoint[], sourceAt: (place: Place) => string): readonly App[] {
  const found = new Map<string, Found>();
  const { routers } = declared;
  const installed = new Installed(evaluator, tables, functionRef);
  const on = (id: string): Found => { const one = found.get(id) ?? { middleware: [], errorHandlers: [], unseen: [] }; found.set(id, one); return one; };

  for (const file of files) {
    for (const call of file.facts.calls) {
      const row = rowOf(file, call.callee, call);
      if (row && row.what !== 'function') installBy(file, call, row);
    }
    file.facts.functions.forEach((fact, fn) => {
      for (const decorator of fact.decorators) {
        const row = decorator.callee.kind === 'member' ? rowOf(file, decorator.callee, undefined, fact.in) : undefined;
        if (row?.what !== 'function' || decorator.callee.kind !== 'member') continue;
        const value: Value = { kind: 'function', function: fn, at: fact.nameAt };
        for (const id of routers.ids.of(file, fact.in, decorator.callee.of)) install(id, row, { file, fn: fact.in, value }, decorator.args, { file: file.file, ...decorator.at });
      }
    });
  }
  for (const [id, made] of routers.ids.allMade()) {
    const handlers = argumentOf(made.call, 'exception_handlers');
    if (handlers?.kind === 'record') for (const entry of handlers.entries) { if (entry.key) install(id, { as: 'error handler' }, { file: made.file, fn: made.call.in, value: entry.value }, [], { file: made.file.file, ...entry.value.at }, entry.key); }
    else if (handlers) on(id).unseen.push('its table of exception handlers could not be followed');
  }

  const nests = listening(routers.all().filter(one => one.application && one.framework === 'nestjs'));
  const apps = routers.all().flatMap((router): App[] => {
    const made = routers.ids.made(router.id);
    const nest = router.framework === 'nestjs';
    if (nest && !nests.some(one => one.id === router.id)) return [];
    const own = endpoints.filter(one => one.kind !== 'command' && (nest ? one.framework === 'nestjs' && nearest(nests, one.at.file)?.id === router.id : one.registered[0]?.router === router.id));
    if (!router.application || !made || (router.mounted.known && !router.mounted.value) || isMounted(router.id, own)) return [];
    const parts = on(router.id);
    const below = new Set(own.flatMap(one => one.registered.map(step => step.router)).filter(id => id !== router.id));
    const before = [...routers.installedOn(router.id).flatMap(one => middlewareOf(one, 'application', one.path)), ...[...below].flatMap(id => [...routers.installedOn(id).flatMap(one => middlewareOf(one, 'router', one.path)), ...(found.get(id)?.middleware ?? []).map(one => ({ ...one, on: 'router' as const }))])];
    const modules = nest ? onNestModules(files, declared.controllers.middleware) : [];
    const fromModules = modules.flatMap(one => (one.catches ? [] : middlewareOf(one.value, 'application', undefined)));
    const filters = modules.flatMap(one => (one.catches ? errorHandlersOf(one.value, [], undefined, undefined, placeOf(one.value)) : []));
    const middleware = inOrder([...before, ...parts.middleware, ...fromModules], made.file.file);
    return [{
      id: router.id, name: router.name, at: router.at, framework: router.framework, made: evaluator.callRef(made.file, made.file.facts.calls.indexOf(made.call)),
      middleware, errorHandlers: [...parts.errorHandlers, ...[...below].flatMap(id => found.get(id)?.errorHandlers ?? []), ...filters, ...fourArguments(middleware)], endpoints: own,
      unseen: [...parts.unseen, ...middleware.flatMap(one => (one.unseen ? [`\`${one.name}\` could not be followed`] : []))],
    }];
  });
  return [...apps, ...djangoApps(evaluator, files, endpoints, installed, sourceAt)];

  function rowOf(file: FileIndex, callee: Value, call: Call | undefined, fn = call?.in ?? -1): InstallRow | undefined {
    if (callee.kind !== 'member' || !tables(file).mayInstall(callee.name)) return undefined;
    const shape = evaluator.shapeOf(file, fn, callee);
    return shape.kind === 'library' || shape.kind === 'method' ? tables(file).install(shape.path) : undefined;
  }

  function installBy(file: FileIndex, call: Call, row: InstallRow): void {
    if (call.callee.kind !== 'member') return;
    const target = row.on === undefined ? call.callee.of : argumentOf(call, row.on);
    const given = row.what === 'rest' ? call.args.map(one => one.value) : [row.what === undefined || row.what === 'function' ? undefined : argumentOf(call, row.what)];
    const catches = row.catches === undefined ? undefined : argumentOf(call, row.catches);
    for (const id of target ? routers.ids.of(file, call.in, target) : []) {
      for (const value of given) if (value && value.kind !== 'text') install(id, row, { file, fn: call.in, value }, call.args, { file: file.file, ...call.nameAt }, catches);
    }
  }

  function install(id: string, row: InstallRow, value: Located, args: readonly Argument[], at: Place, given?: Value): void {
    const parts = on(id);
    // What a router is hung under by the same call (`register(plugin)`) is no middleware of its own unless it is a library's.
    if (row.as === 'middleware') parts.middleware.push(...middlewareOf(value, 'application', undefined, args, at));
    else parts.errorHandlers.push(...errorHandlersOf(value, args, given ?? (row.catches === undefined ? undefined : argumentOf({ args }, row.catches)), row.always, at));
  }

  function middlewareOf(value: Located, scope: Middleware['on'], path: string | undefined, args: readonly Argument[] = [], at: Place = placeOf(value)): Middleware[] {
    if (routers.ids.of(value.file, value.fn, value.value).some(id => { const made = routers.ids.made(id); return made !== undefined && tables(made.file).isRouter(made.type); })) return [];
    return installed.of(value, args).map(piece => ({ name: nameOf(piece), library: piece.library, handler: piece.handler, unseen: piece.unseen, on: scope, path, at, args: piece.args, in: piece.value.file.facts }));
  }

  function errorHandlersOf(value: Located, args: readonly Argument[], given: Value | undefined, always: string | undefined, at: Place): ErrorHandler[] {
    return installed.of(value, args).flatMap(piece => {
      const types = given ? [{ file: value.file, fn: value.fn, value: given }] : errorTypesOf(piece.handler, files);
      if (types.length === 0) return [{ catches: always ?? 'any', library: undefined, status: always === '404' ? 404 : undefined, handler: piece.handler, at }];
      return types.map(type => caught(type, piece, at));
    });
  }

  function caught(type: Located, piece: Piece, at: Place): ErrorHandler {
    const shape = evaluator.shapeOf(type.file, type.fn, type.value);
    const library = shape.kind === 'library' ? tables(type.file).canonical(shape.path) : undefined;
    const status = type.value.kind === 'number' ? type.value.value : library === undefined ? undefined : statusNamed(library);
    const written = sourceAt({ file: type.file.file, ...type.value.at });
    return { catches: /^(builtins\.)?(Base)?Exception$/.test(library ?? '') ? 'any' : written, library, status, handler: piece.handler, at };
  }

  /** Of several that are made, those that are told to listen. */
  function listening<T extends { readonly id: string }>(all: readonly T[]): readonly T[] {
    const ids = new Set(files.flatMap(file => file.facts.language !== 'typescript' ? [] : file.facts.calls.flatMap(call => (call.callee.kind === 'member' && call.callee.name === 'listen' ? routers.ids.of(file, call.in, call.callee.of) : []))));
    const told = all.filter(one => ids.has(one.id));
    return told.length > 0 ? told : all;
  }

  function nameOf(piece: Piece): string {
    const { value, file } = piece.value;
    const own = value.kind === 'function' ? file.functionAt(value.function)?.name : undefined;
    return own === '<closure>' ? 'a function written in place' : own ?? sourceAt({ file: file.file, ...value.at });
  }
}

/** An application that other applications mount: its endpoints begin elsewhere. */
function isMounted(id: string, own: readonly Endpoint[]): boolean {
  return own.length > 0 && own.every(one => one.registered[0]?.router !== id && one.framework !== 'nestjs');
}

/** Express takes a function of four parameters for an error handler. */
function fourArguments(middleware: readonly Middleware[]): ErrorHandler[] {
  return middleware.flatMap(one => {
    const params = one.handler?.fact.params ?? [];
    return one.handler?.file.language === 'typescript' && params.length === 4 && one.handler.fact.class < 0 ? [{ catches: 'any', library: undefined, status: undefined, handler: one.handler, at: one.at }] : [];
  });
}

/** As written within a file, the application's own file first. */
function inOrder(all: readonly Middleware[], own: string): readonly Middleware[] {
  const byPlace = new Map<string, Middleware[]>();
  for (const one of all) push(byPlace, one.at.file, one);
  const files = [...byPlace.keys()].sort((one, other) => Number(other === own) - Number(one === own));
  const seen = new Set<string>();
  return files.flatMap(file => (byPlace.get(file) ?? []).sort((one, other) => one.at.start - other.at.start)).filter(one => {
    const key = `${one.at.file}@${String(one.at.start)} ${one.name}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Of several applications in one repository, the one that shares the most folders. */
function nearest<T extends { readonly at: Place }>(apps: readonly T[], file: string): T | undefined {
  const shared = (one: T): number => { const [mine, theirs] = [file.split('/'), one.at.file.split('/')]; let at = 0; while (at < mine.length && mine[at] === theirs[at]) at++; return at; };
  return [...apps].sort((one, other) => shared(other) - shared(one))[0];
}

function placeOf({ file, value }: Located): Place { return { file: file.file, start: value.at.start, end: value.at.end }; }

