/** Where passwords are compared or stored as they are. */
import type { FileFacts, Place, Program, Query, Report, Span, Value } from '../../src/rule/index.js';
import { isPassword, partsWithCalls } from '../../src/rule/index.js';

interface Plain { readonly at: Place; readonly message: string }

/** Whatever turns a password into something else on its way. */
const turns = /hash|crypt|argon|scrypt|pbkdf|digest|derive|encode_password|set_password|make_password|check_password|verify|compare|secure/i;
const repeated = /confirm|repeat|again|retype|retyped|second|check|new|old|current|previous|password[_-]?2|2$/i;
const configured = /config|settings|process\.env|environ|getenv|env::|ENV|CONFIG|default|expected/;

/** `user.password == password`. */
export function comparedPlainly(program: Program, report: Report): readonly Plain[] {
  return program.files.flatMap(file => {
    if (file.role !== 'production' || program.purposeOf(file) === 'browser') return [];
    return valuesIn(file).flatMap(value => [...partsWithCalls(value, file.calls)]).flatMap(part => {
      if (part.kind !== 'operation' || !/^(?:==|===|!=|!==|eq)$/.test(part.operator) || part.operands.length !== 2) return [];
      const [left, right] = part.operands.map(one => passwordName(one));
      const source = program.sourceAt(program.place(file, part.at));
      if (left === undefined || right === undefined) return [];
      report.judged('comparison');
      const stored = part.operands.some(one => one.kind === 'member' && one.of.kind === 'name' && !/^(?:self|this|req|request|body|data|form|dto|payload|input|args|values|ctx|params|credentials)$/i.test(one.of.name));
      // `if (user.password !== given) user.password = hash(given)` asks whether it was changed.
      if (part.operator.startsWith('!') && file.calls.some(call => within(call.at, scopeOf(file, part.at)) && turns.test(nameOf(call.callee)))) return [];
      return stored && !repeated.test(source) && !configured.test(source) ? [{ at: program.place(file, part.at), message: `\`${source}\` compares the password itself, so it is stored as it is` }] : [];
    });
  }).filter((one, index, all) => all.findIndex(other => other.at.file === one.at.file && other.at.start === one.at.start) === index);
}

/** `INSERT ... (password) VALUES ($1)` with what the client sent, and `WHERE password = ?`. */
export function storedPlainly(program: Program, report: Report): readonly Plain[] {
  return program.queries.flatMap(query => {
    if (program.roleAt(query.at) !== 'production') return [];
    const columns = query.statements.flatMap(statement => [...(statement.sets ?? []), ...(statement.verb === 'select' ? statement.tests.flatMap(test => (test.operator === '=' && (test.value === 'bound' || test.value === 'hole') ? [test.column] : [])) : [])]);
    const column = columns.find(isPassword);
    if (column !== undefined) report.judged('statement');
    if (column === undefined) return [];
    if (isHandedOver(query, program)) { report.unknown('statement', 'nobody is seen to call the function that stores or compares the password', query.at); return []; }
    if (isTurned(query, program)) return [];
    return [{ at: query.at, message: query.writes ? `the column \`${column}\` is given the password itself: nothing in sight hashes it` : `the column \`${column}\` is compared with the password itself: it is stored as it is` }];
  });
}

/** Somewhere in the function that runs it, in what it calls or in who calls it, a password is hashed or checked by a library. */
function isTurned(query: Query, program: Program): boolean {
  const { file } = query.call;
  const fn = query.in;
  const near = [...file.calls.filter(call => fn === undefined || call.in === fn.index)];
  const text = program.sourceAt(program.place(file, query.call.fact.at));
  if (turns.test(text) || near.some(call => turns.test(nameOf(call.callee)))) return true;
  if (near.some(call => call.args.some(argument => [...partsWithCalls(argument.value, file.calls)].some(part => turns.test(nameOf(part)))))) return true;
  if (!fn) return true;
  if (fn.fact.params.some(param => turns.test(param.name) || turns.test(param.type?.text ?? ''))) return true;
  for (const { call } of program.callsReachedFrom(fn)) if (turns.test(nameOf(call.fact.callee))) return true;
  return callersOf(fn, program).some(caller => [...program.callsReachedFrom(caller)].some(({ call }) => turns.test(nameOf(call.fact.callee))));
}

/** A function of a storage layer that nobody is seen to call: what it is given may be a hash already. */
function isHandedOver(query: Query, program: Program): boolean {
  const fn = query.in;
  return fn !== undefined && !program.endpoints.some(one => one.handler.fact === fn.fact) && callersOf(fn, program).length === 0;
}

/** The function around a place. */
function scopeOf(file: FileFacts, at: Span): Span {
  return file.functions.filter(fn => within(at, fn.at)).sort((a, b) => (a.at.end - a.at.start) - (b.at.end - b.at.start))[0]?.at ?? at;
}

function within(inner: Span, outer: Span): boolean { return outer.start <= inner.start && inner.end <= outer.end; }

function callersOf(fn: NonNullable<Query['in']>, program: Program) {
  return program.files.flatMap(file => program.functionsOf(file).filter(one => file.calls.some((call, index) => {
    if (call.in !== one.index) return false;
    const callee = program.calleeOf({ file, index, fact: call });
    return callee.known && callee.value.fact === fn.fact;
  })));
}

function valuesIn(file: FileFacts): readonly Value[] {
  return [...file.blocks.flatMap(block => (block.test ? [block.test] : [])), ...file.returns.map(one => one.value), ...file.assignments.map(one => one.value), ...file.calls.flatMap(call => call.args.map(argument => argument.value))];
}

function passwordName(value: Value): string | undefined {
  const name = value.kind === 'index' && value.key.kind === 'text' ? value.key.text : nameOf(value);
  return name !== '' && isPassword(name) ? name : undefined;
}

function nameOf(value: Value): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
