/** Endpoints that a file is by its place: Next.js serves what `app/users/[id]/route.ts` exports under `GET`, `POST` and so on, and what `pages/api/users.ts` exports by default. */
import type { Span } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import { entryOf } from './arguments.js';
import type { FileIndex } from './file-index.js';

export interface FileRoute { readonly method: string; readonly path: string; readonly handler: Value; readonly at: Span; readonly params: readonly string[] }

const verbs: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
const appRoute = /^(?:(?:.*\/)?src\/|(?:.*\/)?)app\/((?:[^/]+\/)*)route\.[cm]?[jt]sx?$/;
const pageRoute = /^(?:.*\/)?pages\/(api(?:\/[^/]+)*?)(?:\/index)?\.[cm]?[jt]sx?$/;

/** Undefined for a file that is no route. */
export function fileRoutesOf(file: FileIndex): readonly FileRoute[] {
  const inApp = appRoute.exec(file.file)?.[1];
  if (inApp !== undefined) {
    const path = pathOf(inApp);
    return file.facts.exports.flatMap((one): FileRoute[] => (verbs.has(one.name) ? [{ method: one.name, path, handler: afterwards(one.value), at: one.value.at, params: ['next/server.NextRequest'] }] : []));
  }
  const inPages = pageRoute.exec(file.file)?.[1];
  const handler = inPages === undefined ? undefined : file.exports.get('default') ?? file.exports.get('=');
  return handler && inPages !== undefined ? [{ method: '*', path: pathOf(inPages), handler: afterwards(handler), at: handler.at, params: ['express.Request', 'express.Response'] }] : [];
}

/** What an exported name means once the whole file has run. */
function afterwards(value: Value): Value {
  const end = Number.MAX_SAFE_INTEGER;
  return value.kind === 'name' ? { ...value, at: { start: end, end } } : value;
}

/** Whether a program is one of Next's: its files mean something by their place. */
export function usesFileRoutes(files: readonly FileIndex[]): boolean {
  return files.some(file => file.facts.language === 'typescript' && file.facts.imports.some(one => /^next(\/|$)/.test(one.module)));
}

/** `(shop)` and `@modal` are no part of the address; `[id]` is a parameter, `[...rest]` the rest. */
function pathOf(folders: string): string {
  const parts = folders.split('/').filter(part => part !== '' && !/^(\(.*\)|@.*)$/.test(part));
  return `/${parts.map(part => part.replace(/^\[\[?\.\.\.(\w+)\]?\]$/, '*$1').replace(/^\[(.+)\]$/, ':$1')).join('/')}`;
}

/** The folder of the application a file belongs to. */
export function rootOf(file: FileIndex): string {
  return /^((?:.*?\/)?)(?:src\/)?(?:app|pages)\//.exec(file.file)?.[1] ?? '';
}

export interface RouteMiddleware { readonly file: FileIndex; readonly value: Value; readonly root: string; /** Empty: all. */ readonly paths: readonly string[] }

/** `middleware.ts`, of late `proxy.ts`: a function that runs before the routes its `config.matcher` names. */
export function routeMiddlewareIn(file: FileIndex): readonly RouteMiddleware[] {
  const root = /^((?:.*\/)?)(?:middleware|proxy)\.[cm]?[jt]s$/.exec(file.file)?.[1]?.replace(/(^|\/)src\/$/, '$1');
  const value = file.exports.get('default') ?? file.exports.get('middleware') ?? file.exports.get('proxy');
  if (root === undefined || !value) return [];
  const [config] = file.assignments.get(-1)?.get('config') ?? [];
  const matcher = config && entryOf(config.value, 'matcher');
  const items = matcher?.kind === 'list' ? matcher.items : matcher ? [matcher] : [];
  return [{ file, value, root, paths: items.flatMap(one => (one.kind === 'text' ? [one.text] : [])) }];
}

/** Whether a pattern of `config.matcher` meets a path: `/admin/:path*`, `/((?!api|_next).*)`. */
export function matcherMeets(matcher: string, path: string): boolean {
  const excluded = /^\/\(\(\?!([^)]*(?:\([^)]*\)[^)]*)*)\)\.\*\)$/.exec(matcher)?.[1];
  if (excluded !== undefined) return !excluded.split('|').some(one => path.slice(1).startsWith(one.replaceAll(/[\\^$]|\.\*/g, '')));
  const plain = matcher.replace(/\/?(:\w+\*|\(\.\*\)|:\w+\(\.\*\)|\*)$/, '');
  if (/[()]/.test(plain)) return true;
  const wanted = plain.split('/').filter(part => part !== '');
  const given = path.split('/').filter(part => part !== '');
  return wanted.every((part, index) => part.startsWith(':') || part === given[index]) && (plain !== matcher || wanted.length === given.length);
}
