/** Answers that show the client what broke inside: an exception's text, a stack, SQL. */
import { z } from 'zod';
import type { Catch, ErrorHandler, FunctionRef, Program, Reply, Report } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { carriesText, isForDevelopers, isInternal, isOwnType } from './error-text.js';

const options = z.strictObject({
  allowFallback500: z.boolean().default(false).describe('the last resort may show the text: everything is caught and answered with status 500 (a warning then)'),
});

export default defineRule({
  id: 'no-internal-error-leak',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'The text of an unexpected error reaches the HTTP answer.',
  why: 'Such a text speaks of tables, files, hosts and versions: whoever provokes an error reads how the backend is built, and people who only use it cannot understand it.',
  instead: 'log the error, and answer with a message and a code written for the client',
  limits: 'An error of a type of its own has a message meant to be read, so what is caught by such a type is not reported. Commands of a desktop application are not judged.',
  options,
  look: wholeProgram(),
  check(program, _, report, given) {
    const { allowFallback500 } = options.parse(given ?? {});
    const reported = new Set<string>();
    const tell = (reply: Reply, message: string, fallback: boolean): void => {
      const key = `${reply.at.file}@${String(reply.at.start)}`;
      if (reported.has(key) || program.roleAt(reply.at) !== 'production') return;
      reported.add(key);
      report(reply.at, message, { path: reply.path, ...(fallback && allowFallback500 && { severity: 'warning' as const }) });
    };
    const handlers = new Map(program.endpoints.flatMap(one => (one.kind === 'http' ? [[one.handler.fact, one.handler] as const] : [])));
    for (const handler of handlers.values()) judgeHandler(handler, program, report, tell);
    for (const one of program.apps.flatMap(app => app.errorHandlers)) if (one.handler) judgeErrorHandler(one, one.handler, program, report, tell);
  },
});

type Tell = (reply: Reply, message: string, fallback: boolean) => void;

function judgeHandler(handler: FunctionRef, program: Program, report: Report, tell: Tell): void {
  if (program.roleAt(program.place(handler.file, handler.fact.nameAt)) !== 'production') return;
  report.judged('handler');
  for (const reply of program.repliesOf(handler)) {
    const { file } = reply.in;
    const caught = program.catchesIn(file).filter(one => one.body.start <= reply.at.start && reply.at.end <= one.body.end).at(-1);
    if (!caught?.variable || !reply.body || !isInternal(caught) || isNarrowed(caught, caught.variable, reply, program)) continue;
    if (!carriesText(reply.body, { file, variable: caught.variable, body: caught.body }, program)) continue;
    const status = reply.status.known ? ` with ${String(reply.status.value)}` : '';
    tell(reply, `the text of whatever was caught as \`${caught.variable}\` is answered to the client${status}`, caught.everything && reply.status.known && reply.status.value === 500);
  }
}

/** The last parameter but what frameworks hand over beside the error, or the first in Express and Fastify. */
function judgeErrorHandler(one: ErrorHandler, handler: FunctionRef, program: Program, report: Report, tell: Tell): void {
  if (program.roleAt(one.at) !== 'production') return;
  report.judged('error handler');
  const { file, fact } = handler;
  const variable = (file.language === 'python' ? fact.params.at(-1) : fact.params[0])?.name;
  if (variable === undefined || !(one.catches === 'any' || /(^|\.)(Base)?Exception$|^Error$/.test(one.catches) || one.status === 500)) return;
  for (const reply of program.repliesOf(handler)) {
    const source = { file, variable, body: fact.at };
    if (reply.in.fact !== fact || !reply.body || guardsOf(reply, program).some(test => isForDevelopers(test, file, program) || isOwnType(test, source))) continue;
    // With a status the error brings along it may be one with a message of its own.
    if ((!reply.status.known || reply.status.value >= 500) && carriesText(reply.body, source, program) && (reply.status.known || showsStack(reply, file, program))) tell(reply, `the handler for unexpected errors answers with the text of \`${variable}\``, true);
  }
}

function showsStack(reply: Reply, file: FunctionRef['file'], program: Program): boolean {
  return reply.body !== undefined && /\.stack\b|traceback|format_exc/.test(program.sourceAt(program.place(file, reply.body.at)));
}

/** Between the catch and the answer somebody asks what kind of error it is, or whose machine this is. */
function isNarrowed(caught: Catch, variable: string, reply: Reply, program: Program): boolean {
  return guardsOf(reply, program, caught.body.start).some(test => isOwnType(test, { file: caught.file, variable }) || isForDevelopers(test, caught.file, program));
}

function guardsOf(reply: Reply, program: Program, from = 0) {
  return program.blocksAround(reply.in.file, reply.block).flatMap(block => (block.kind === 'if' && block.test && block.at.start >= from ? [block.test] : []));
}
