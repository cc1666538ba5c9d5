/** Where passwords are compared or stored as they are. */
import type { FileFacts, Place, Program, Query, Report, Span, Value } from '../../src/rule/index.js';
import { isPassword, partsWithCalls } from '../../src/rule/index.js';
import { hashesInModels, outermost, passwordGiven, plainName, turns } from './given-passwords.js';

interface Plain { readonly at: Place; readonly message: string }

const repeated = /confirm|repeat|again|retype|retyped|second|check|new|old|current|previous|password[_-]?2|2$/i;
/** Who holds what the client sent. */
const given = /^(?:self|this|req|request|body|data|form|dto|payload|input|args|values|ctx|params|credentials)$/i;
const configured = /config|settings|process\.env|environ|getenv|env::|ENV|CONFIG|default|expected/;

/** `user.password == password`, `given.eq(&row.password)`. */
export function comparedPlainly(program: Program, report: Report): readonly Plain[] {
  return program.files.flatMap(file => {
    if (file.role !== 'production' || program.purposeOf(file) === 'browser') return [];
    return [...operationsIn(file), ...callsOfEq(file)].flatMap(({ operator, operands, at, in: fn }) => {
      const [left, right] = operands.map(one => plainName(one));
      const source = program.sourceAt(program.place(file, at));
      if (left === undefined || right === undefined || operands.every(one => one.kind === 'name' && !isLoaded(one, file, fn, program)) || comparesTwo(operands, file.functions[fn]?.name ?? '')) return [];
      report.judged('comparison');
      const stored = operands.some(one => (one.kind === 'member' && one.of.kind === 'name' && !given.test(one.of.name)) || isOwnRow(one, file, fn) || isLoaded(one, file, fn, program));
      // `if (user.password !== given) user.password = hash(given)` asks whether it was changed.
      if (operator.startsWith('!') && file.calls.some(call => within(call.at, scopeOf(file, at)) && turns.test(nameOf(call.callee)))) return [];
      return stored && !repeated.test(source) && !configured.test(source) && !isTurnedHere(operands, file, fn) ? [{ at: program.place(file, at), message: `\`${source}\` compares the password itself, so it is stored as it is` }] : [];
    });
  }).filter((one, index, all) => all.findIndex(other => other.at.file === one.at.file && other.at.start === one.at.start) === index);
}

/** Two objects of a kind, in `__eq__` or a `PartialEq`. */
function comparesTwo(operands: readonly Value[], around: string): boolean {
  return /^(?:__eq__|__ne__|eq|ne|equals|isEqual)$/.test(around) || operands.every(one => one.kind === 'member' && one.of.kind === 'name' && /^(?:self|this|other|rhs|that|a|b|left|right)$/.test(one.of.name));
}

interface Comparison { readonly operator: string; readonly operands: readonly Value[]; readonly at: Span; readonly in: number }

function operationsIn(file: FileFacts): readonly Comparison[] {
  const values = [...file.blocks.flatMap(one => (one.test ? [{ value: one.test, in: one.in }] : [])), ...file.returns, ...file.assignments, ...file.calls.flatMap(call => call.args.map(argument => ({ value: argument.value, in: call.in })))];
  return values.flatMap(({ value, in: fn }) => [...partsWithCalls(value, file.calls)].flatMap(part => (part.kind === 'operation' && /^(?:==|===|!=|!==|eq)$/.test(part.operator) && part.operands.length === 2 ? [{ operator: part.operator, operands: part.operands, at: part.at, in: fn }] : [])));
}

/** Rust's and Java's way; of a query's columns it is said where the query is. */
function callsOfEq(file: FileFacts): readonly Comparison[] {
  return file.calls.flatMap(call => (call.callee.kind === 'member' && /^(?:eq|equals|ne)$/.test(call.callee.name) && call.args.length === 1 && call.args[0] && call.callee.of.kind !== 'member' ? [{ operator: call.callee.name === 'ne' ? '!=' : 'eq', operands: [call.callee.of, call.args[0].value], at: call.at, in: call.in }] : []));
}

/** `self.password == password` in a class that says nothing else about it. */
function isOwnRow(value: Value, file: FileFacts, fn: number): boolean {
  const around = file.functions[fn];
  const own = file.classes[around?.class ?? -1];
  return value.kind === 'member' && value.of.kind === 'name' && /^(?:self|this)$/.test(value.of.name) && /user|account|admin|member|customer|person|employee|student/i.test(own?.name ?? '') && /pass|valid|auth|login|check/i.test(around?.name ?? '');
}

/** `let password: String = row.get("password")`, in a function that asks for it. */
function isLoaded(value: Value, file: FileFacts, fn: number, program: Program): boolean {
  if (value.kind !== 'name') return false;
  const outer = outermost(file, fn);
  const made = file.assignments.filter(one => one.target.kind === 'name' && one.target.name === value.name && outermost(file, one.in) === outer);
  const taken = made.some(one => [...partsWithCalls(one.value, file.calls)].some(part => part.kind === 'call' && /^(?:get|try_get|fetchone|fetch_one|query_row|scalar)$/.test(nameOf(file.calls[part.call]?.callee ?? part))));
  return taken && program.queries.some(query => query.call.file === file && !query.writes && outermost(file, query.call.fact.in) === outer && /passw|pwd/i.test(program.sourceAt(program.place(file, query.call.fact.at))));
}

/** One side went through a hash of its own under the same name. */
function isTurnedHere(operands: readonly Value[], file: FileFacts, fn: number): boolean {
  const names = new Set(operands.flatMap(one => (one.kind === 'name' ? [one.name] : [])));
  return file.assignments.some(one => outermost(file, one.in) === outermost(file, fn) && one.target.kind === 'name' && names.has(one.target.name) && [...partsWithCalls(one.value, file.calls)].some(part => turns.test(nameOf(part))));
}

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

function nameOf(value: Value): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
