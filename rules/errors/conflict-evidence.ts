/** What turns a broken constraint into an answer: a `catch` on the way, an error type that knows it, or a handler of the application. */
import type { CallRef, Catch, FileFacts, FunctionRef, Program, Query, Reached } from '../../src/rule/index.js';
import { withClosures } from '../../src/rule/index.js';

/** Names of errors that say a constraint was broken, or that a statement failed. */
const types = /Integrity|Unique|Constraint|Duplicate|AlreadyExists|Conflict|SQLAlchemyError|DatabaseError|DBAPIError|PrismaClientKnownRequest|QueryFailed|ForeignKey|sqlite3\.Error|psycopg2?\.Error|asyncpg\.\w*Error|mysql\.connector\.Error/;
/** Codes and questions by which it is told from other errors. */
const words = /\b(?:is_unique_violation|is_foreign_key_violation|is_check_violation|UniqueViolation\w*|ForeignKeyViolation\w*|ConstraintViolation|UniqueConstraint\w*|ForeignKeyConstraintError|IntegrityError|DatabaseErrorKind|SqlErr|P2002|P2003|23505|23503|23514|ER_DUP_ENTRY|1062|1452|ER_NO_REFERENCED_ROW\w*|SQLITE_CONSTRAINT\w*|isUniqueConstraint\w*|duplicate key|UNIQUE constraint|constraint failed|on_constraint|constraint_name)\b|\.constraint\(\)/i;
const conversions = /^(?:From|IntoResponse|ResponseError|Responder|ExceptionFilter|TryFrom)$/;

export interface Answered { readonly by: Catch | undefined }

/** The catch or handler that takes it; nothing when it ends as the framework's 500. */
export function conflictTaken(handler: FunctionRef, write: Reached, program: Program): Answered | undefined {
  const functions = alongTheWay(handler, write, program);
  for (const fn of functions) {
    const caught = program.catchesIn(fn.file).find(one => one.in && withClosures(fn).has(one.in.index) && takes(one, handler, program) && covers(one, fn, write, program));
    if (caught) return { by: caught };
    if (words.test(program.textOf(fn.file).slice(fn.fact.at.start, fn.fact.at.end))) return { by: undefined };
  }
  return takenGlobally(program) ? { by: undefined } : undefined;
}

function takes(one: Catch, handler: FunctionRef, program: Program): boolean {
  if (one.types.some(type => types.test(type))) return one.handled !== 'nothing';
  // A driver's own `Error`, and what a helper gives back instead, do not end as 500.
  if (one.types.some(type => /^(?:\w+\.)?Error$/.test(type)) && one.handled !== 'raised') return true;
  if (!one.everything) return false;
  if (one.in?.fact !== handler.fact && one.handled === 'returned') return true;
  const body = program.textOf(one.file).slice(one.body.start, one.body.end);
  // `throw this.exceptionFor(error)`: what it calls knows them.
  const asked = program.calls(one.file).filter(call => call.fact.at.start >= one.body.start && call.fact.at.end <= one.body.end).map(call => program.calleeOf(call));
  if (asked.some(callee => callee.known && textOf(callee.value, program))) return true;
  return words.test(body) || types.test(body) || statusesIn(one, handler, program).some(status => status >= 400 && status < 500);
}

/** What the handler answers in a catch. */
export function statusesIn(one: Catch, handler: FunctionRef, program: Program): readonly number[] {
  return program.repliesOf(handler).flatMap(reply => (reply.at.file === one.file.file && reply.at.start >= one.body.start && reply.at.end <= one.body.end && reply.status.known ? [reply.status.value] : []));
}

/** What it tries holds the write, the commit that sends it, or the call that leads there. */
function covers(one: Catch, fn: FunctionRef, { query, path }: Reached, program: Program): boolean {
  const starts = new Set(path.map(step => step.at.start));
  return one.tried.some(call => call.fact === query.call.fact || starts.has(call.fact.callee.at.start) || starts.has(call.fact.nameAt.start) || sends(call, program)) && fn.file === one.file;
}

function sends(call: CallRef, program: Program): boolean {
  return program.libraryPathOf(call).known && /^(?:commit|flush|commitTransaction)$/.test(call.fact.callee.kind === 'member' ? call.fact.callee.name : '') || callsCommit(call, program);
}

function callsCommit(call: CallRef, program: Program): boolean {
  const callee = program.calleeOf(call);
  return callee.known && program.summaryOf(callee.value).effects.some(effect => effect.kind === 'commits');
}

function alongTheWay(handler: FunctionRef, { query, path }: Reached, program: Program): readonly FunctionRef[] {
  const between = path.flatMap(step => functionAt(program.file(step.at.file), step.at.start, program) ?? []);
  return [...new Map([handler, ...between, ...(query.in ? [query.in] : [])].map(fn => [fn.fact, fn])).values()];
}

function functionAt(file: FileFacts | undefined, offset: number, program: Program): FunctionRef | undefined {
  if (!file) return undefined;
  return program.functionsOf(file).filter(({ fact: { at } }) => at.start <= offset && offset <= at.end).sort((one, other) => (one.fact.at.end - one.fact.at.start) - (other.fact.at.end - other.fact.at.start))[0];
}

const known = new WeakMap<readonly Query[], boolean>();

/** An application's error handler, or Rust's error type, that knows broken constraints. */
function takenGlobally(program: Program): boolean {
  const found = known.get(program.queries) ?? (program.apps.some(app => app.errorHandlers.some(one => types.test(one.catches) || textOf(one.handler, program))
    || app.middleware.some(one => textOf(one.handler, program))) || program.files.some(file => file.role === 'production' && file.classes.some(one => one.kind === 'impl' || one.kind === 'class'
    ? (one.bases.some(base => conversions.test(base.name.split(/::|\./).at(-1) ?? '')) && words.test(program.textOf(file).slice(one.at.start, one.at.end))) : false)));
  known.set(program.queries, found);
  return found;
}

function textOf(fn: FunctionRef | undefined, program: Program): boolean {
  if (!fn) return false;
  const text = program.textOf(fn.file).slice(fn.fact.at.start, fn.fact.at.end);
  return words.test(text) || types.test(text);
}
