/** Where passwords are compared as they are. */
import type { FileFacts, Program, Report, Span, Value } from '../../src/rule/index.js';
import { partsWithCalls } from '../../src/rule/index.js';
import { outermost, plainName, turns, type Plain } from './given-passwords.js';

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

/** The function around a place. */
function scopeOf(file: FileFacts, at: Span): Span {
  return file.functions.filter(fn => within(at, fn.at)).sort((a, b) => (a.at.end - a.at.start) - (b.at.end - b.at.start))[0]?.at ?? at;
}

function within(inner: Span, outer: Span): boolean { return outer.start <= inner.start && inner.end <= outer.end; }

function nameOf(value: Value): string {
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}
