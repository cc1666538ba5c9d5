/** The kinds of errors an application answers, which of them occur in it, and which a handler of its own takes. */
import type { App, ErrorHandler, Program } from '../../src/rule/index.js';

export const classes = ['validation', 'domain', 'auth', 'not found', 'conflict', 'unexpected'] as const;
export type ErrorClass = (typeof classes)[number];

const byStatus: Readonly<Record<number, ErrorClass>> = { 400: 'validation', 401: 'auth', 403: 'auth', 404: 'not found', 409: 'conflict', 422: 'validation', 500: 'unexpected' };
const byName: readonly (readonly [RegExp, ErrorClass])[] = [
  [/validation|invalid(input|data|body|request)|badrequest|pydantic|zod/i, 'validation'], [/not_?found|missing|nosuch|doesnotexist|nonexist/i, 'not found'],
  [/conflict|already|duplicate|integrity|unique/i, 'conflict'], [/auth|forbidden|permission|denied|credential|token|login|access/i, 'auth'],
];
/** Their one error handler takes every error. */
const takesAll = new Set(['express', 'fastify', 'koa', 'hono', 'flask', 'aiohttp', 'nestjs']);

export function classOf(name: string): ErrorClass {
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? 'domain';
}

/** What the application's own handlers take. */
export function handledBy(app: App, program: Program): ReadonlySet<ErrorClass> {
  const found = new Set<ErrorClass>();
  for (const handler of app.errorHandlers) for (const one of takenBy(handler, app, program)) found.add(one);
  const catching = app.middleware.some(one => one.handler && program.catchesIn(one.handler.file).some(caught => caught.in === one.handler && caught.everything && (caught.handled === 'answered' || caught.handled === 'returned' || caught.handled === 'acted')));
  if (catching) for (const one of app.framework === 'koa' ? classes : ['unexpected'] as const) found.add(one);
  // A type of this program that becomes an answer takes all that is turned into it.
  if (program.file(app.at.file)?.language === 'rust' && answeringTypes(program)) for (const one of classes) found.add(one);
  return found;
}

function takenBy(handler: ErrorHandler, app: App, program: Program): readonly ErrorClass[] {
  if (handler.catches === 'any') return takesAll.has(app.framework) ? classes : ['unexpected'];
  if (handler.status !== undefined) { const one = byStatus[handler.status]; return one ? [one] : []; }
  const name = handler.catches.split('.').at(-1) ?? '';
  if (/^(HTTPException|HttpException|StarletteHTTPException|HTTPError)$/.test(name)) return ['auth', 'not found', 'conflict', ...(app.framework === 'flask' || app.framework === 'nestjs' ? ['validation'] as const : [])];
  if (/^(Exception|BaseException|Error)$/.test(name)) return takesAll.has(app.framework) ? classes : ['unexpected'];
  const below = subclassesOf(name, program);
  return [...new Set([classOf(name), ...(below.length > 0 ? ['domain' as const] : []), ...below.map(classOf)])];
}

/** A handler for a class takes those derived from it. */
function subclassesOf(name: string, program: Program): readonly string[] {
  const direct = program.files.flatMap(file => file.classes.flatMap(one => (one.bases.some(base => base.name.split('.').at(-1) === name) && one.name !== name ? [one.name] : [])));
  return [...direct, ...direct.flatMap(one => program.files.flatMap(file => file.classes.flatMap(other => (other.bases.some(base => base.name === one) ? [other.name] : []))))];
}

/** `impl IntoResponse for AppError`, `impl ResponseError for ...`. */
function answeringTypes(program: Program): boolean {
  return program.files.some(file => file.language === 'rust' && file.role === 'production' && file.classes.some(one => one.kind === 'impl' && one.bases.some(base => /(^|::)(IntoResponse|ResponseError|Responder)$/.test(base.name)) && /err|fail|problem|reject/i.test(one.name)));
}

/** What can happen here: validation and the unexpected always, the others when something raises or answers them. */
export function occurring(app: App, program: Program): ReadonlySet<ErrorClass> {
  const found = new Set<ErrorClass>(['unexpected']);
  if (app.endpoints.some(one => /POST|PUT|PATCH/.test(one.method))) found.add('validation');
  for (const endpoint of app.endpoints) {
    for (const reply of program.repliesOf(endpoint.handler)) { const one = reply.raised && reply.status.known ? byStatus[reply.status.value] : undefined; if (one && one !== 'validation') found.add(one); }
    for (const effect of program.summaryOf(endpoint.handler).effects) if (effect.kind === 'raises' && isOwn(effect.what, program)) found.add(classOf(effect.what));
  }
  return found;
}

function isOwn(type: string, program: Program): boolean {
  const name = type.split('.').at(-1) ?? '';
  return program.files.some(file => file.role === 'production' && file.classes.some(one => one.name === name && !one.bases.some(base => /HTTP|Http/.test(base.name))));
}
