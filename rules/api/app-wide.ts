/** What is judged once for an application: whether something is configured for all of its endpoints. */
import { partsOfValue } from '../../src/facts/parts.js';
import type { App, Endpoint, FileFacts, Program, Protection, Report, Value } from '../../src/rule/index.js';
import { lastName } from './last-name.js';

export interface Wanted {
  readonly protection: Protection;
  /** As in `gateway` of the configuration. */
  readonly gateway: string;
  /** Signs in the program's own code, in the language of the application. */
  readonly signs: (app: App, program: Program) => boolean;
  readonly lacks: string;
  /** What proves more than that it is somewhere: the name of what stands before every request, and what its code says. */
  readonly everywhere?: { readonly named: RegExp; readonly says: RegExp };
}

/** Reports each application of production code that serves endpoints and lacks what is wanted. */
export function judgeApps(program: Program, report: Report, wanted: Wanted): void {
  const served = program.endpoints.filter(one => one.kind === 'http' && program.roleAt(one.at) === 'production' && !(one.mounted.known && !one.mounted.value));
  const apps = program.apps.filter(app => program.roleAt(app.at) === 'production' && app.endpoints.some(one => served.includes(one)));
  for (const app of apps) {
    const language = languageOf(app, program);
    const has = program.settings.gateway.includes(wanted.gateway) || program.protections.some(one => one.by === wanted.protection && program.roleAt(one.at) === 'production' && program.file(one.at.file)?.language === language) || wanted.signs(app, program);
    const [unseen] = app.unseen;
    if (!has && unseen !== undefined) { report.unknown('app', unseen, app.at); continue; }
    if (has && wanted.everywhere && !program.settings.gateway.includes(wanted.gateway) && !standsBeforeAll(app, wanted.everywhere, served, program)) {
      report.unknown('app', `its ${wanted.gateway} ${wanted.gateway.endsWith('s') ? 'are' : 'is'} not seen to hold for every request`, app.at);
      continue;
    }
    report.judged('app');
    if (!has) report(app.at, `${app.name === '' ? 'this application' : `\`${app.name}\``} ${wanted.lacks}`);
  }
  const [first] = apps.length === 0 ? served : [];
  if (first) report.unknown('app', 'what makes the application of these endpoints could not be followed', first.at);
}

/** Installed on the application itself, or met on the way to each of its endpoints. */
function standsBeforeAll(app: App, { named, says: words }: NonNullable<Wanted['everywhere']>, served: readonly Endpoint[], program: Program): boolean {
  // Settings of Django hold for all of it.
  if (app.framework === 'django') return true;
  const installed = app.middleware.some(one => one.on === 'application' && (one.path === undefined || /^[/*]*$/.test(one.path)) && (named.test(one.name) || named.test(one.library ?? '') || named.test(one.handler?.fact.name ?? '') || (one.handler !== undefined && says(one.handler.file, words))));
  const own = app.endpoints.filter(one => served.includes(one));
  // Flask's extensions are handed the application.
  const handed = callsBeside(app, program).some(call => named.test(lastName(call.fact.callee)) && call.fact.args.some(given => given.value.kind === 'name' && given.value.name === app.name) && (!/^Limiter$/.test(lastName(call.fact.callee)) || call.fact.args.some(given => /^(default|application)_limits$/.test(given.name ?? ''))));
  return installed || handed || own.every(endpoint => endpoint.guards.some(guard => named.test(guard.name)));
}

/** Calls of the file that makes the application. */
function callsBeside(app: App, program: Program): ReturnType<Program['calls']> {
  const file = program.file(app.at.file);
  return file ? program.calls(file) : [];
}

export function languageOf(app: App, program: Program): FileFacts['language'] | undefined { return program.file(app.at.file)?.language; }

/** Files of production code in the application's language. */
export function filesOf(app: App, program: Program): readonly FileFacts[] {
  return program.files.filter(file => file.role === 'production' && file.language === languageOf(app, program));
}

/** A text or a constant's name in calls and assignments: names of headers, settings. */
export function says(file: FileFacts, pattern: RegExp): boolean {
  const is = (value: Value): boolean => [...partsOfValue(value)].some(part => (part.kind === 'text' && pattern.test(part.text)) || (/^[A-Z][A-Z_]+$/.test(lastName(part)) && pattern.test(lastName(part).replaceAll('_', '-'))));
  return file.calls.some(call => is(call.callee) || call.args.some(one => is(one.value))) || file.assignments.some(one => is(one.target) || is(one.value)) || file.returns.some(one => is(one.value));
}

/** A function, class or middleware of that name. */
export function names(app: App, program: Program, pattern: RegExp): boolean {
  return app.middleware.some(one => pattern.test(one.name) || pattern.test(one.handler?.fact.name ?? '')) || filesOf(app, program).some(file => file.functions.some(one => pattern.test(one.name) || one.decorators.some(decorator => pattern.test(decorator.path))) || file.classes.some(one => pattern.test(one.name)));
}
