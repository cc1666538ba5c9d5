/** What is judged once for an application: whether something is configured for all of its endpoints. */
import { partsOfValue } from '../../src/facts/parts.js';
import type { App, FileFacts, Program, Protection, Report, Value } from '../../src/rule/index.js';
import { lastName } from './last-name.js';

export interface Wanted {
  readonly protection: Protection;
  /** As in `gateway` of the configuration. */
  readonly gateway: string;
  /** Signs in the program's own code, in the language of the application. */
  readonly signs: (app: App, program: Program) => boolean;
  readonly lacks: string;
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
    report.judged('app');
    if (!has) report(app.at, `${app.name === '' ? 'this application' : `\`${app.name}\``} ${wanted.lacks}`);
  }
  const [first] = apps.length === 0 ? served : [];
  if (first) report.unknown('app', 'what makes the application of these endpoints could not be followed', first.at);
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
