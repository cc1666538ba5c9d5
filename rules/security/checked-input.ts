/** Whether a handler that reads a raw body checks it: by a schema, by middleware before it, or by hand. */
import type { Endpoint, FileFacts, Program, Span, Value } from '../../src/rule/index.js';
import { argumentOfCall, withClosures } from '../../src/rule/index.js';

/** Who is asked whether data is as it should be. */
const checks = /valid|schema|safe_?parse|parse_?(?:obj|raw|async|body|input|request)|^parse$|^load$|^loads_schema$|^check\w*|^assert\w*|sanitiz|^ensure\w*|^verify(?!_?(?:token|jwt|password))\w*|^cast$|^decode_?body|from_value|from_?dict|from_?json|is_?valid|clean|full_clean|serializer|celebrate|matched_?data|^structure$|TypeAdapter|convert/i;
/** Those of them that know all of it beforehand: schemas and validators, not one question about one field. */
const holdsAgainst = /valid|schema|safe_?parse|parse_?(?:obj|raw|async|body|input|request)|^load$|matched_?data|^structure$|TypeAdapter|serializer|full_clean/i;
/** What turns a value into one that is known, or asks what it is. */
const conversions = /^(?:int|float|bool|Decimal|UUID|Number|parseInt|parseFloat|Boolean|BigInt|isinstance|isArray|isInteger|isNaN|isFinite|fromisoformat|strptime|ObjectId|isString|isNumber|secure_filename)$/;

const bodies = /^(?:express\.Request\.body|fastify\.FastifyRequest\.body|koa\.(?:Context|Request)(?:\.request)?\.body|@nestjs\/common\.Request\.body|flask\.Request\.(?:json|data)|hono\.(?:Context\.req|HonoRequest)\.(?:json|parseBody)|starlette\.requests\.Request\.json|flask\.Request\.get_json|django\.http\.HttpRequest\.body|aiohttp\.web\.Request\.json)$/;

/** Fields of a page's form: texts, and nobody says which. */
const forms = /^(?:flask\.Request\.(?:form|values)|starlette\.requests\.Request\.form|django\.http\.HttpRequest\.POST|aiohttp\.web\.Request\.post)$/;

/** Where the handler itself reads the body as it was sent; undefined when it does not. */
export function rawBodyIn(endpoint: Endpoint, program: Program): Span | undefined { return readIn(endpoint, program, bodies); }

/** Where it reads the fields of a form as they were sent. */
export function rawFormIn(endpoint: Endpoint, program: Program): Span | undefined { return readIn(endpoint, program, forms); }

function readIn(endpoint: Endpoint, program: Program, wanted: RegExp): Span | undefined {
  const { file } = endpoint.handler;
  const inside = withClosures(endpoint.handler);
  for (const { value, fn } of readsIn(file, inside)) {
    const meaning = program.meaningOf(file, fn, value);
    const path = meaning.kind === 'library' ? meaning.path : meaning.kind === 'object' && value.kind === 'member' && value.name === 'json' && meaning.type === 'flask.RequestData' ? 'flask.Request.json' : undefined;
    if (path !== undefined && wanted.test(path)) return value.at;
  }
  return undefined;
}

/** `req.body` and the like, wherever they stand. */
function* readsIn(file: FileFacts, inside: ReadonlySet<number>): Generator<{ readonly value: Value; readonly fn: number }> {
  const seen = new Set<Value>();
  function* within(value: Value, fn: number): Generator<{ readonly value: Value; readonly fn: number }> {
    if (seen.has(value)) return;
    seen.add(value);
    if (value.kind === 'member') {
      if (/^(?:body|json|data|get_json|parseBody|form|values|POST|post)$/.test(value.name)) yield { value, fn };
      yield* within(value.of, fn);
    } else if (value.kind === 'index') yield* within(value.of, fn);
    else if (value.kind === 'record') for (const entry of value.entries) yield* within(entry.value, fn);
    else if (value.kind === 'list') for (const item of value.items) yield* within(item, fn);
    else if (value.kind === 'item') yield* within(value.of, fn);
    else if (value.kind === 'choice') for (const option of value.options) yield* within(option, fn);
  }
  for (const call of file.calls) if (inside.has(call.in)) { yield* within(call.callee, call.in); for (const argument of call.args) yield* within(argument.value, call.in); }
  for (const one of file.assignments) if (inside.has(one.in)) yield* within(one.value, one.in);
  for (const one of file.returns) if (inside.has(one.in)) yield* within(one.value, one.in);
}

export function isChecked(endpoint: Endpoint, program: Program): boolean { return isDeclared(endpoint, program) || isCheckedByHand(endpoint, program); }

/** A schema or a class says what may be sent, and something holds the request against it. */
export function isDeclared(endpoint: Endpoint, program: Program): boolean {
  const { handler, declaration } = endpoint;
  if (argumentOfCall(declaration.fact, 'schema') || endpoint.guards.some(guard => checks.test(guard.name))) return true;
  if (declaration.fact.args.slice(1).some(({ value }) => isChecking(value, declaration, handler.fact, program))) return true;
  if (handler.fact.decorators.some(one => checks.test(one.path) || /use_(?:args|kwargs|body)|expects|marshal|arguments$|doc$|input$|spec\./.test(one.path))) return true;
  return program.reaches(handler, ({ fact: { callee } }) => holdsAgainst.test(calledNameOf(callee)) || (callee.kind === 'member' && /^parse(?:Async)?$/.test(callee.name) && !(callee.of.kind === 'name' && /^(?:JSON|Date|URL|path|qs|url)$/.test(callee.of.name)))).length > 0;
}

function isCheckedByHand({ handler }: Endpoint, program: Program): boolean {
  // Refusing what was sent is checking it by hand.
  if (program.repliesOf(handler).some(one => one.status.known && (one.status.value === 400 || one.status.value === 422))) return true;
  return program.reaches(handler, call => {
    const name = calledNameOf(call.fact.callee);
    return checks.test(name) || conversions.test(name) || call.fact.args.some(one => one.name === '**');
  }).length > 0;
}

function calledNameOf(callee: Value): string { return callee.kind === 'name' || callee.kind === 'member' ? callee.name : ''; }

function isChecking(value: Value, declaration: Endpoint['declaration'], handler: Endpoint['handler']['fact'], program: Program): boolean {
  const { file, in: fn } = declaration;
  if (value.kind === 'list') return value.items.some(item => isChecking(item, declaration, handler, program));
  const call = value.kind === 'call' ? file.calls[value.call] : undefined;
  const named = call ? call.callee : value;
  if (named.kind === 'name' && checks.test(named.name)) return true;
  if (named.kind === 'member' && (checks.test(named.name) || (named.of.kind === 'name' && checks.test(named.of.name)))) return true;
  if (call && /celebrate|validator|joi|zod|yup|ajv/i.test(program.sourceAt(program.place(file, call.callee.at)))) return true;
  const meaning = program.meaningOf(file, fn, named);
  if (meaning.kind === 'library') return /valid|celebrate|joi|zod|yup/i.test(meaning.path);
  return meaning.kind === 'function' && meaning.fn.fact !== handler && program.reaches(meaning.fn, one => (one.fact.callee.kind === 'member' || one.fact.callee.kind === 'name') && checks.test(one.fact.callee.name)).length > 0;
}
