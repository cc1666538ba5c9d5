/** Whether a value carries the text of a caught error: its message, its stack, what the database said. */
import type { Catch, FileFacts, Program, Span, Value } from '../../src/rule/index.js';

/** Members of an error that hold what went wrong inside. */
const telling = /^(?:message|stack|args|orig|sql|query|sqlMessage|statement|params|parameters|stderr|stdout|description|reason|cause|msg|__cause__|__traceback__|with_traceback)$/;
/** Calls that give a text, or something like it, of what they are given. */
const texts = /^(?:str|repr|format|String|stringify|inspect|dumps|format_exc|format_exception|format_exception_only|jsonable_encoder|to_string|toString|into|join|strip|trim|from|text|slice|substring|replace|concat|Some|to_owned|clone|String\.from|json)$/;
/** Who asks whether this is a developer's machine. */
const developers = /(?:^|[^a-z])(?:dev|debug|development|NODE_ENV|ENV|ENVIRONMENT|isProd\w*|production|DEBUG)(?:[^a-z]|$)|isDev|is_dev|isProduction|is_production/;

export interface Source { readonly file: FileFacts; readonly variable: string; readonly body: Span }

export function carriesText(value: Value, of: Source, program: Program, depth = 0, inText = false): boolean {
  if (depth > 12) return false;
  const inner = (one: Value): boolean => carriesText(one, of, program, depth + 1, inText || value.kind === 'joined' || value.kind === 'call');
  switch (value.kind) {
    // In Rust an error that is passed on as it is decides by its type what is shown of it.
    case 'name': return (value.name === of.variable && (of.file.language !== 'rust' || inText)) || valuesOf(value.name, of).some(inner);
    case 'member': return value.of.kind === 'name' && value.of.name === of.variable ? telling.test(value.name) : false;
    case 'index': return inner(value.of);
    case 'joined': return value.parts.some(inner);
    case 'list': return value.items.some(inner);
    case 'record': return value.entries.some(entry => inner(entry.value));
    case 'choice': return !value.tests.some(test => isForDevelopers(test, of.file, program) || isOwnType(test, of)) && value.options.some(inner);
    case 'operation': return value.operator === '+' && value.operands.some(inner);
    case 'call': return carriedByCall(value.call, of, program, inner);
    case 'text': case 'number': case 'boolean': case 'nothing': case 'function': case 'each': case 'item': case 'unknown': return false;
  }
}

function carriedByCall(index: number, { file }: Source, program: Program, inner: (value: Value) => boolean): boolean {
  const call = file.calls[index];
  if (!call) return false;
  const { callee } = call;
  const name = callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
  if (/^format_exc|^print_exc/.test(name)) return program.libraryPathOf({ file, index, fact: call }).known;
  if (!texts.test(name)) return false;
  return call.args.some(argument => inner(argument.value)) || (callee.kind === 'member' && inner(callee.of));
}

/** What the handler itself gave a name. */
function valuesOf(name: string, { file, variable, body }: Source): readonly Value[] {
  return name === variable ? [] : file.assignments.flatMap(({ target, value, at }) => (target.kind === 'name' && target.name === name && body.start <= at.start && at.end <= body.end ? [value] : []));
}

export function isForDevelopers(test: Value, file: FileFacts, program: Program): boolean {
  return developers.test(program.sourceAt(program.place(file, test.at)));
}

/** `error instanceof NotFound`, `isinstance(e, OrderError)`: an error with a message of its own. */
export function isOwnType(test: Value, { file, variable }: Pick<Source, 'file' | 'variable'>): boolean {
  if (test.kind === 'operation' && test.operator === 'instanceof') return test.operands[0]?.kind === 'name' && test.operands[0].name === variable && !(test.operands[1]?.kind === 'name' && test.operands[1].name === 'Error');
  if (test.kind === 'operation') return test.operator !== '!' && test.operator !== 'not' && test.operands.some(one => isOwnType(one, { file, variable }));
  const call = test.kind === 'call' ? file.calls[test.call] : undefined;
  const asked = call?.callee.kind === 'name' && /^isinstance$|^is[A-Z]\w*Error$/.test(call.callee.name) ? call.args : undefined;
  return asked?.[0]?.value.kind === 'name' && asked[0].value.name === variable && !(asked[1]?.value.kind === 'name' && /^(Base)?Exception$/.test(asked[1].value.name));
}

/** Types of what runs below the program: their texts speak of tables, files and hosts. */
const infrastructure = /(?:^|[.:])(?:SQLAlchemyError|DBAPIError|IntegrityError|OperationalError|ProgrammingError|DatabaseError|DataError|InterfaceError|OSError|IOError|PermissionError|ConnectionError|RequestException|HTTPError|RequestError|HTTPStatusError|ClientError|PrismaClient\w*|QueryFailedError|PyODBCError|Error::Database|sqlx::Error)$/;

/** The error may be anything, or comes from below. */
export function isInternal(one: Pick<Catch, 'everything' | 'types'>): boolean {
  return one.everything || one.types.some(type => infrastructure.test(type));
}
