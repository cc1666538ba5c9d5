/** HTTP endpoints by the application they belong to, and what many of them lack gathered where it is mended once. */
import type { Place } from '../facts/span.js';
import { kindOf, type EndpointKind } from './endpoint-kinds.js';
import type { App } from './http.js';
import type { Endpoint, Program } from './program.js';
import type { Report, ReportExtra } from './rule.js';

/** The endpoints of one application, or, where none could be told, of one framework. */
export interface Backend { readonly app: App | undefined; readonly endpoints: readonly Endpoint[] }

/** Above this many, what all endpoints of a router or an application lack is said once. */
const many = 5;

/**
 * Endpoints a rule about HTTP judges: of production code, mounted, with a path that could be followed. What could not is said to be
 * unknown; sockets and Tauri's commands are no HTTP, and the kinds left out are none of the rule's business.
 */
export function backendsOf(program: Program, report: Report, leftOut: readonly EndpointKind[]): readonly Backend[] {
  const backends = new Map<string, { app: App | undefined; endpoints: Endpoint[] }>();
  const apps = new Map(program.apps.flatMap(app => app.endpoints.map(one => [one, app] as const)));
  const seen = new Set<string>();
  for (const one of program.endpoints) {
    if (one.kind !== 'http' || program.roleAt(one.at) !== 'production' || (one.mounted.known && !one.mounted.value)) continue;
    const key = `${one.method} ${one.path} ${one.at.file}@${String(one.at.start)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (leftOut.includes(kindOf(one, program))) continue;
    if (!one.mounted.known) { report.unknown('endpoint', one.mounted.because, one.at); continue; }
    if (one.declaration.path === undefined || /\{\}/.test(one.path)) { report.unknown('endpoint', 'a part of its path could not be followed', one.at); continue; }
    const app = apps.get(one);
    const of = app?.id ?? one.framework;
    const backend = backends.get(of) ?? { app, endpoints: [] };
    backends.set(of, backend);
    backend.endpoints.push(one);
  }
  return [...backends.values()];
}

interface Wording {
  /** For one endpoint, starting at its handler. */
  readonly one: (endpoint: Endpoint) => string;
  /** For all of many, or nearly all: `of` is "the 23 endpoints of this application", "7 of the 8 endpoints of router `users`". */
  readonly all: (of: string, example: Endpoint) => string;
  readonly extra?: (endpoint: Endpoint) => ReportExtra;
}

/** Reports each guilty endpoint at its handler; where many are and next to nothing beside them complies, once for their application or router. */
export function reportGathered(program: Program, report: Report, backend: Backend, guilty: readonly Endpoint[], words: Wording): void {
  const left = new Set(guilty);
  if (guilty[0] && isNearlyAll(guilty, backend.endpoints)) {
    report(backend.app?.at ?? guilty[0].at, words.all(`${counted(guilty, backend.endpoints)} endpoints of ${backend.app && backend.app.name !== '' ? `\`${backend.app.name}\`` : 'this application'}`, guilty[0]), { ...words.extra?.(guilty[0]), path: examples(guilty) });
    return;
  }
  for (const router of program.routers) {
    const own = backend.endpoints.filter(one => one.registered.at(-1)?.router === router.id && !router.application);
    const bad = own.filter(one => left.has(one));
    if (!bad[0] || !isNearlyAll(bad, own)) continue;
    report(router.at, words.all(`${counted(bad, own)} endpoints of ${router.kind} \`${router.name}\``, bad[0]), { ...words.extra?.(bad[0]), path: examples(bad) });
    for (const one of bad) left.delete(one);
  }
  // What hangs directly on the application is parted by the first segment of its path.
  for (const [segment, own] of byFirstSegment(backend.endpoints)) {
    const bad = own.filter(one => left.has(one));
    if (!backend.app || !bad[0] || handlersOf(bad) <= 2 * many || !isNearlyAll(bad, own)) continue;
    report(backend.app.at, words.all(`${counted(bad, own)} endpoints below /${segment}`, bad[0]), { ...words.extra?.(bad[0]), path: examples(bad) });
    for (const one of bad) left.delete(one);
  }
  const reported = new Set<string>();
  for (const one of left) {
    const key = `${one.at.file}@${String(one.at.start)}`;
    if (!reported.has(key)) report(one.at, words.one(one), words.extra?.(one));
    reported.add(key);
  }
}

function byFirstSegment(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const one of endpoints) {
    const [segment = ''] = one.path.split('/').filter(part => part !== '');
    found.set(segment, [...(found.get(segment) ?? []), one]);
  }
  return found;
}

/** All of more than a few, or at least four of five of more than a dozen. */
function isNearlyAll(guilty: readonly Endpoint[], all: readonly Endpoint[]): boolean {
  const handlers = handlersOf(guilty);
  return guilty.length === all.length ? handlers > many : handlers > 2 * many && guilty.length >= 0.8 * all.length;
}

function counted(guilty: readonly Endpoint[], all: readonly Endpoint[]): string {
  return guilty.length === all.length ? `the ${String(all.length)}` : `${String(guilty.length)} of the ${String(all.length)}`;
}

function handlersOf(endpoints: readonly Endpoint[]): number {
  return new Set(endpoints.map(one => `${one.at.file}@${String(one.at.start)}`)).size;
}

function examples(endpoints: readonly Endpoint[]): readonly { readonly at: Place; readonly message: string }[] {
  return endpoints.slice(0, 3).map(one => ({ at: one.at, message: `${one.method} ${one.path} is one of them` }));
}
