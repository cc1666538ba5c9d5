/** The statuses a check in a test expects: `assert r.status_code == 404`, `.expect(401)`, `assert_eq!(r.status(), StatusCode::NOT_FOUND)`. */
import { partsOfValue, partsWithCalls } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { statusNamed } from '../libraries/http-statuses.js';
import type { ExpectedStatus } from '../rule/tests.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

const saysStatus = /status|^code$|_code$|Code$/i;
const rangeOfFailures = /^(?:is_client_error|is_server_error|is_error|isClientError|isServerError)$/;
/** A handler called by a test tells by an error that it fails. */
const saysError = /^(?:is_err|unwrap_err|expect_err|rejects|toThrow|toThrowError)$/;
const negated = /^(?:assert_?not_?equals?|assertNotEqual|assertNotEquals|assert_ne|debug_assert_ne|notEqual|notStrictEqual|not|notOk|isNot)$/i;

/** Statuses from 400 on; those of success are left out. */
export function statusesExpectedBy(call: Call, file: FileIndex, evaluator: Evaluator, tables: LibraryTables): readonly ExpectedStatus[] {
  const parts = [...partsWithCalls(call.callee, file.facts.calls), ...call.args.flatMap(one => [...partsWithCalls(one.value, file.facts.calls)])];
  if (negated.test(calledName(call)) || parts.some(part => part.kind === 'member' && part.name === 'not' && isPartOfCallee(call, file, part))) return [];
  if (parts.some(part => part.kind === 'member' && rangeOfFailures.test(part.name))) return ['failing'];
  const about = saysStatus.test(calledName(call)) || parts.some(part => ((part.kind === 'name' || part.kind === 'member') && saysStatus.test(part.name)) || (part.kind === 'text' && /^status(?:Code)?$/i.test(part.text)));
  const bySupertest = calledName(call) === 'expect' && call.callee.kind === 'member';
  const found = new Set<ExpectedStatus>();
  for (const part of parts) {
    if (part.kind === 'number' && (about || bySupertest) && isFailure(part.value)) found.add(part.value);
    if (part.kind === 'operation' && about && /^(?:>=|>|<=|<)$/.test(part.operator) && part.operands.some(one => one.kind === 'number' && one.value >= 399 && one.value < 600)) return /^>/.test(part.operator) === (part.operands[1]?.kind === 'number') ? ['failing'] : [];
    if (part.kind === 'operation' && /^(?:!=|!==|not in)$/.test(part.operator)) return [];
    const status = part.kind === 'member' || part.kind === 'name' ? named(part, call.in, file, evaluator, tables) : undefined;
    if (status === 'failing' || (status !== undefined && isFailure(status))) found.add(status);
    if ((part.kind === 'member' || part.kind === 'name') && saysError.test(part.name)) found.add('failing');
  }
  if (found.size === 0 && about) for (const status of fromParametrization(call, parts, file)) found.add(status);
  return [...found];
}

function isFailure(status: number): boolean { return status >= 400 && status < 600; }

function isPartOfCallee(call: Call, file: FileIndex, part: Value): boolean { return [...partsWithCalls(call.callee, file.facts.calls)].includes(part); }

/** A library's constant, or an exception that becomes an answer. */
function named(value: Value, fn: number, file: FileIndex, evaluator: Evaluator, tables: LibraryTables): number | 'failing' | undefined {
  const shape = evaluator.shapeOf(file, fn, value);
  const path = shape.kind === 'library' || shape.kind === 'method' ? shape.path : undefined;
  const row = path === undefined ? undefined : tables.reply(path);
  return path === undefined ? undefined : statusNamed(path) ?? row?.status ?? (row?.raises === true ? 'failing' : undefined);
}

/** `@pytest.mark.parametrize("status", [400, 422])`: numbers given to a test whose check compares with a parameter. */
function fromParametrization(call: Call, parts: readonly Value[], file: FileIndex): readonly ExpectedStatus[] {
  for (let fn = call.in; fn >= 0; fn = file.functionAt(fn)?.in ?? -1) {
    const fact = file.functionAt(fn);
    const compared = fact?.params.filter(param => parts.some(part => part.kind === 'name' && part.name === param.name && saysNumber(param.name))) ?? [];
    if (!fact || compared.length === 0) continue;
    const numbers = givenToCases(file, fn).flatMap(value => (value.kind === 'number' && isFailure(value.value) ? [value.value] : []));
    return numbers.length > 0 ? numbers : ['unknown'];
  }
  return [];
}

function saysNumber(name: string): boolean { return /status|code|expected/i.test(name) && !/^(?:response|resp)$/.test(name); }

/** Values a test is repeated with: those of its decorators, or of `it.each([...])`. */
export function givenToCases(file: FileIndex, fn: number): readonly Value[] {
  const decorated = file.functionAt(fn)?.decorators.flatMap(one => one.args.flatMap(argument => [...partsOfValue(argument.value)])) ?? [];
  const declaring = file.facts.calls.find(call => call.args.some(one => one.value.kind === 'function' && one.value.function === fn));
  const each = declaring?.callee.kind === 'call' ? file.facts.calls[declaring.callee.call] : undefined;
  return [...decorated, ...(each?.args.flatMap(argument => [...partsWithCalls(argument.value, file.facts.calls)]) ?? [])];
}
