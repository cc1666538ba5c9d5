import { z } from 'zod';
import type { Endpoint, Program, Report, Value } from '../../src/rule/index.js';
import { argumentOfCall, backendsOf, defineRule, nameOf, reportGathered, wholeProgram, type Backend } from '../../src/rule/index.js';
import { committedPaths } from './committed-openapi.js';

interface Options { readonly errors: boolean; readonly examples: boolean; readonly app: boolean }

export default defineRule<Program, Options>({
  id: 'require-route-docs',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint says nowhere what it does: no summary, no docstring, no OpenAPI text.',
  why: 'The generated documentation shows a path and a function\'s name; whoever calls the endpoint has to read its source.',
  instead: 'write what it does and answers: a docstring, a summary, the annotation of the OpenAPI library in use',
  limits: 'An OpenAPI file that is committed documents every path it lists. Health checks, documentation, pages and endpoints kept out of the schema are left out.',
  options: z.strictObject({
    errors: z.boolean().default(false).describe('the error answers of an endpoint are declared too'),
    examples: z.boolean().default(false).describe('an example of the request or the answer is given'),
    app: z.boolean().default(false).describe('the application has a title and a version'),
  }),
  look: wholeProgram(),
  check(program, _, report, options) {
    const committed = committedPaths(program);
    for (const backend of backendsOf(program, report, ['probe', 'documentation', 'page'])) {
      const endpoints = backend.endpoints.filter(one => !isHidden(one));
      endpoints.forEach(() => { report.judged('endpoint'); });
      const own = { ...backend, endpoints };
      const bare = endpoints.filter(one => !isDocumented(one, program) && !committed.has(one.path));
      reportGathered(program, report, own, bare, { one: one => `${nameOf(one)} is documented nowhere`, all: (of, one) => `${of} are documented nowhere, ${nameOf(one)} for one` });
      if (options.errors) reportGathered(program, report, own, endpoints.filter(one => failsUndeclared(one, program) && !committed.has(one.path)), { one: one => `${nameOf(one)} answers errors that its documentation does not list`, all: of => `${of} answer errors that their documentation does not list`, extra: () => ({ instead: 'declare the error answers (`responses={404: ...}`, `@ApiNotFoundResponse()`, `responses((status = 404))`)' }) });
      if (options.examples) reportGathered(program, report, own, endpoints.filter(one => !hasText(one, /example/i) && !committed.has(one.path)), { one: one => `${nameOf(one)} shows no example`, all: of => `${of} show no example` });
      if (options.app) judgeApp(backend, report);
    }
  },
});

function judgeApp({ app }: Backend, report: Report): void {
  if (app?.framework !== 'fastapi' || !app.made) return;
  report.judged('app');
  if (app.made.fact.args.some(one => one.spread)) return;
  const missing = ['title', 'version'].filter(name => !app.made?.fact.args.some(one => one.name === name));
  if (missing.length > 0) report(app.at, `\`${app.name}\` has no ${missing.join(' and no ')}: its documentation says \`FastAPI\` and \`0.1.0\``);
}

function isHidden({ declaration, handler }: Endpoint): boolean {
  const shown = argumentOfCall(declaration.fact, 'include_in_schema');
  return (shown?.kind === 'boolean' && !shown.value) || handler.fact.decorators.some(one => /(^|\.)ApiExcludeEndpoint$/.test(one.path));
}

/** Decorators and attributes that write OpenAPI text. */
const openApi = /(^|\.)(Api(Operation|\w*Response|Tags?\b.*|Property)|utoipa\.path|openapi|oasgen|doc|swag_from|swagger_auto_schema|extend_schema|api_v2_operation|documentation|response|summary|OpenAPI|ResponseSchema)$/;

function isDocumented(endpoint: Endpoint, program: Program): boolean {
  const { fact } = endpoint.declaration;
  if (['summary', 'description', 'openapi_extra'].some(name => isText(argumentOfCall(fact, name)))) return true;
  if (['schema', 'openapi', 'docs'].some(name => { const given = argumentOfCall(fact, name); return given !== undefined && (given.kind !== 'record' || ['summary', 'description'].some(text => argumentOfCall({ args: [{ value: given }] }, text) !== undefined)); })) return true;
  const cls = endpoint.handler.file.classes[endpoint.handler.fact.class];
  if (endpoint.handler.fact.decorators.some(one => openApi.test(one.path))) return true;
  if (endpoint.framework === 'nestjs' && cls?.decorators.some(one => /(^|\.)ApiOperation$/.test(one.path))) return true;
  return program.docOf(endpoint.handler) !== undefined || program.commentAbove({ file: endpoint.declaration.file.file, ...fact.at }) !== undefined;
}

function isText(value: Value | undefined): boolean { return value !== undefined && value.kind !== 'nothing' && !(value.kind === 'text' && value.text === ''); }

function failsUndeclared(endpoint: Endpoint, program: Program): boolean {
  const failing = program.repliesOf(endpoint.handler).some(one => one.status.known && one.status.value >= 400 && one.status.value !== 422);
  return failing && argumentOfCall(endpoint.declaration.fact, 'responses') === undefined && !hasText(endpoint, /responses?|Api\w+Response/i);
}

function hasText({ handler, declaration }: Endpoint, text: RegExp): boolean {
  return handler.fact.decorators.some(one => text.test(one.path) || one.args.some(argument => text.test(argument.name ?? ''))) || declaration.fact.args.some(one => text.test(one.name ?? '') || (one.value.kind === 'record' && one.value.entries.some(entry => entry.key?.kind === 'text' && text.test(entry.key.text))));
}
