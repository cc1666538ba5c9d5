import { z } from 'zod';
import type { App, Program, Report } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { classes, handledBy, occurring, type ErrorClass } from './error-classes.js';
import { oddShapes } from './error-shapes.js';

interface Options { readonly classes: readonly ErrorClass[]; readonly frameworkDefaults: boolean }

export default defineRule<Program, Options>({
  id: 'require-error-handlers',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An application leaves errors to its framework, or answers them in different shapes.',
  why: 'What nobody handles ends as a bare 500 or as the framework\'s own text, and every client has to read several kinds of errors.',
  instead: 'register one handler per kind of error where the application is made, and let all of them answer the same fields',
  limits: 'A kind counts when it occurs: validation where something is sent, the unexpected always, the others where something raises them. In Rust a type of this program that becomes an answer takes all kinds.',
  options: z.strictObject({
    classes: z.array(z.enum(classes)).default([...classes]).describe('the kinds of errors that need a handler'),
    frameworkDefaults: z.boolean().default(false).describe('the framework\'s own answers to its own exceptions are fine'),
  }),
  look: wholeProgram(),
  check(program, _, report, options) {
    const served = program.endpoints.filter(one => one.kind === 'http' && program.roleAt(one.at) === 'production');
    const apps = program.apps.filter(app => program.roleAt(app.at) === 'production' && app.endpoints.some(one => served.includes(one)));
    for (const app of apps) judge(app, program, report, options);
    const [first] = apps.length === 0 ? served : [];
    if (first) report.unknown('app', 'what makes the application of these endpoints could not be followed', first.at);
  },
});

function judge(app: App, program: Program, report: Report, options: Options): void {
  const handled = handledBy(app, program);
  const occurs = occurring(app, program);
  const left = options.classes.filter(one => occurs.has(one) && !handled.has(one) && !(options.frameworkDefaults && one !== 'unexpected' && one !== 'domain'));
  const [unseen] = app.unseen;
  if (left.length > 0 && unseen !== undefined) report.unknown('app', unseen, app.at);
  else report.judged('app');
  if (left.length > 0 && unseen === undefined) {
    const name = app.name === '' ? 'this application' : `\`${app.name}\``;
    report(app.at, handled.size === 0 ? `${name} registers no error handler: ${listed(left)} errors are answered by ${app.framework} itself` : `${name} has no handler for ${listed(left)} errors`);
  }
  for (const { reply, shape, wanted } of oddShapes(app, program)) report(reply.at, `this error answers the fields ${shape}, ${program.settings.errorShape.length > 0 ? 'declared are' : 'most others'} ${wanted}`, { severity: program.settings.errorShape.length > 0 ? 'error' : 'warning', instead: 'answer errors through one function or handler that gives them one shape' });
}

function listed(all: readonly string[]): string {
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
