/** Where passwords are stored, or looked for, as they are. */
import type { Program, Query, Report, Value } from '../../src/rule/index.js';
import { isPassword, partsWithCalls } from '../../src/rule/index.js';
import { hashesInModels, outermost, passwordGiven, turns, type Plain } from './given-passwords.js';

/** `INSERT ... (password) VALUES ($1)` with what the client sent, and `WHERE password = ?`; the same said to an ORM. */
export function storedPlainly(program: Program, report: Report): readonly Plain[] {
  let inModels: boolean | undefined;
  return program.queries.flatMap(query => {
    if (program.roleAt(query.at) !== 'production') return [];
    const columns = query.statements.flatMap(statement => [...(statement.sets ?? []), ...(statement.verb === 'select' ? statement.tests.flatMap(test => (test.operator === '=' && (test.value === 'bound' || test.value === 'hole') ? [test.column] : [])) : [])]);
    const column = columns.find(isPassword);
    if (column === undefined) return query.built === 'text' ? [] : toldToOrm(query, program, report, () => (inModels ??= hashesInModels(program)));
    report.judged('statement');
    if (isHandedOver(query, program)) { report.unknown('statement', 'nobody is seen to call the function that stores or compares the password', query.at); return []; }
    if (isTurned(query, program)) return [];
    return [{ at: query.at, message: query.writes ? `the column \`${column}\` is given the password itself: nothing in sight hashes it` : `the column \`${column}\` is compared with the password itself: it is stored as it is` }];
  });
}

function toldToOrm(query: Query, program: Program, report: Report, inModels: () => boolean): readonly Plain[] {
  // Django hashes what it is given there.
  if (query.verb === 'commit' || query.verb === 'rollback' || query.verb === 'delete' || /^create_?(?:super_?)?user$/i.test(nameOf(query.call.fact.callee))) return [];
  const found = passwordGiven(query, program);
  if (!found) return [];
  report.judged('statement');
  if (isTurned(query, program)) return [];
  if (query.writes && inModels()) { report.unknown('statement', 'a model may hash the password before it is saved', query.at); return []; }
  if (isHandedOver(query, program)) { report.unknown('statement', 'nobody is seen to call the function that stores or compares the password', query.at); return []; }
  return [{ at: found.at, message: query.writes ? `\`${found.name}\` is stored as it is: nothing in sight hashes it` : `\`${found.name}\` is looked for as it is, so it is stored so` }];
}

/** Somewhere in the function that runs it, in what it calls or in who calls it, a password is hashed or checked by a library. */
function isTurned(query: Query, program: Program): boolean {
  const { file } = query.call;
  const fn = ownerOf(query, program);
  const near = file.calls.filter(call => fn === undefined || outermost(file, call.in) === fn.index);
  if (turns.test(program.sourceAt(program.place(file, query.call.fact.at))) || near.some(call => turns.test(nameOf(call.callee)))) return true;
  if (near.some(call => call.args.some(argument => [...partsWithCalls(argument.value, file.calls)].some(part => turns.test(nameOf(part)))))) return true;
  if (!fn) return true;
  if (fn.fact.params.some(param => turns.test(param.name) || turns.test(param.type?.text ?? ''))) return true;
  for (const { call } of program.callsReachedFrom(fn)) if (turns.test(nameOf(call.fact.callee))) return true;
  return callersOf(fn, program).some(caller => [...program.callsReachedFrom(caller)].some(({ call }) => turns.test(nameOf(call.fact.callee))));
}

/** A function of a storage layer that nobody is seen to call: what it is given may be a hash already. */
function isHandedOver(query: Query, program: Program): boolean {
  const fn = ownerOf(query, program);
  return fn !== undefined && !program.endpoints.some(one => one.handler.file === fn.file && outermost(fn.file, one.handler.index) === fn.index) && callersOf(fn, program).length === 0;
}

/** The function a query stands in, out of its closures. */
function ownerOf(query: Query, program: Program): Query['in'] {
  const { file, fact } = query.call;
  const index = outermost(file, fact.in);
  return program.functionsOf(file).find(one => one.index === index);
}

function callersOf(fn: NonNullable<Query['in']>, program: Program) {
  return program.callersOf(fn).flatMap(call => program.functionsOf(call.file)[call.fact.in] ?? []);
}

function nameOf(value: Value): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
