/** Which queries' rows are part of what a function answers: followed back from what it returns or sends. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Reached } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import { placeOf } from './origins.js';
import type { Queries } from './queries.js';

const maxDepth = 40;

/** Calls that make one value out of many rows. */
const reducers = new Set(['len', 'count', 'sum', 'any', 'all', 'max', 'min', 'next', 'first', 'pop', 'shift', 'reduce', 'fold', 'find', 'find_map', 'some', 'every', 'includes', 'contains', 'has', 'is_empty', 'position', 'findIndex', 'indexOf', 'one', 'one_or_none', 'scalar', 'last', 'nth', 'at', 'join', 'is_some', 'is_none', 'execute', 'rowcount', 'bool', 'int', 'str', 'isinstance', 'print', 'encode', 'hash', 'digest', 'sign', 'encrypt']);
const countingMembers = new Set(['length', 'size', 'rowCount', 'rowcount', 'count', 'affectedRows', 'lastInsertId', 'insertId', 'changes']);

export class Answers {
  constructor(readonly flow: Flow, readonly queries: Queries, readonly tables: (file: FileIndex) => LibraryTables) {}

  answeredBy(file: FileIndex, fn: number): readonly Reached[] {
    const found = new Map<Call, Reached>();
    for (const node of this.#answersOf(file, fn)) this.#follow(node, [], new Set(), 0, found);
    return [...found.values()];
  }

  /** What is returned or sent, also from closures inside (`.then(rows => res.json(rows))`). */
  #answersOf(file: FileIndex, fn: number): FlowNode[] {
    const nodes: FlowNode[] = [];
    for (const inner of [fn, ...closuresIn(file, fn)]) {
      if (inner === fn) for (const one of file.returns.get(inner) ?? []) nodes.push({ file, fn: inner, value: one.value, frame: undefined });
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        const resolved = call && this.flow.evaluator.resolve(file, call);
        const ref = resolved && this.tables(file).answer(resolved.path);
        const body = ref === undefined || !call ? undefined : argumentOf(call, ref);
        if (body) nodes.push({ file, fn: inner, value: body, frame: undefined });
      }
      for (const assigned of file.facts.assignments) {
        if (assigned.in === inner && assigned.target.kind === 'member' && assigned.target.name === 'body' && assigned.target.of.kind === 'name' && /^(ctx|context|res|response)$/.test(assigned.target.of.name)) nodes.push({ file, fn: inner, value: assigned.value, frame: undefined });
      }
    }
    return nodes;
  }

  #follow(node: FlowNode, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<Call, Reached>): void {
    const { value } = node;
    if (depth > maxDepth || seen.has(value)) return;
    seen.add(value);
    const go = (next: Value): void => { this.#follow({ ...node, value: next }, path, seen, depth + 1, found); };
    switch (value.kind) {
      case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'unknown': return;
      case 'operation': if (value.operator === '+' || value.operator === '|') value.operands.forEach(go); return;
      case 'list': value.items.forEach(go); return;
      case 'record': value.entries.forEach(entry => { go(entry.value); }); return;
      case 'choice': value.options.forEach(go); return;
      case 'each': go(value.element); go(value.over); return;
      case 'item': if (!this.#isFirstRow(node, value)) go(value.of); return;
      case 'index': if (value.slice === true || value.key.kind !== 'number') go(value.of); return;
      case 'function': for (const one of node.file.returns.get(value.function) ?? []) this.#follow({ file: node.file, fn: value.function, value: one.value, frame: node.frame }, path, seen, depth + 1, found); return;
      case 'member': this.#followMember(node, value.of, value.name, path, seen, depth, found); return;
      case 'name': this.#followName(node, value.name, path, seen, depth, found); return;
      case 'call': {
        const call = node.file.facts.calls[value.call];
        if (call) this.#followCall({ ...node, fn: call.in }, call, path, seen, depth, found);
        return;
      }
    }
  }

  /** `const [user] = await db.select()...` takes one row; `const [rows] = await mysql.query(...)` takes them all. */
  #isFirstRow(node: FlowNode, value: Value & { kind: 'item' }): boolean {
    if (value.index === undefined || value.of.kind !== 'call') return false;
    const call = node.file.facts.calls[value.of.call];
    return call !== undefined && this.queries.behind(call) !== undefined && this.flow.evaluator.resolve(node.file, call)?.effect?.tuple !== true;
  }

  #followName(node: FlowNode, name: string, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<Call, Reached>): void {
    const iterated = this.queries.iteratedAs(node, name);
    if (iterated) this.#note(iterated, path, found);
    const definitions = this.flow.evaluator.names.define(node.file, node.fn, name, node.value.at.start).definitions;
    const sums = new Set(definitions.flatMap(one => (one.kind === 'assignment' && one.fact.operator !== '=' && !isCollection(one.fact.value) ? [one.fact.value] : [])));
    const sources = this.flow.ofName(node, name);
    for (const source of sources.nodes) if (!sums.has(source.value)) this.#follow(source, path, seen, depth + 1, found);
    for (const end of sources.ends) {
      if (end.kind !== 'param') continue;
      const use = this.flow.evaluator.closureUses(end.file, end.fn);
      if (use && use.call.callee.kind === 'member') this.#follow({ file: end.file, fn: use.call.in, value: use.call.callee.of, frame: node.frame }, path, seen, depth + 1, found);
      if (node.frame) for (const caller of end.callers) this.#follow(caller, path, seen, depth + 1, found);
    }
  }

  #followMember(node: FlowNode, of: Value, name: string, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<Call, Reached>): void {
    if (countingMembers.has(name)) return;
    const sources = this.flow.ofMember(node, of, name);
    if (sources.nodes.length > 0) for (const source of sources.nodes) this.#follow(source, path, seen, depth + 1, found);
    else this.#follow({ ...node, value: of }, path, seen, depth + 1, found);
  }

  #followCall(node: FlowNode, call: Call, path: readonly Step[], seen: Set<Value>, depth: number, found: Map<Call, Reached>): void {
    const query = this.queries.behind(call);
    if (query) { this.#note(query, path, found); return; }
    const go = (value: Value): void => { this.#follow({ ...node, value }, path, seen, depth + 1, found); };
    const results = this.flow.ofCall(node, call);
    if (results) {
      const step: Step = { at: placeOf({ file: node.file, value: call.callee }), message: `\`${calledName(call)}\` is called here` };
      for (const result of results) this.#follow(result, [...path, step], seen, depth + 1, found);
      // A class of this program filled with the rows: `UsersPublic(data=users)`.
      if (results.length === 0) call.args.forEach(argument => { go(argument.value); });
      return;
    }
    const name = calledName(call);
    if (reducers.has(name) || this.flow.evaluator.resolve(node.file, call)?.effect?.number) return;
    if (call.callee.kind === 'member') go(call.callee.of);
    for (const argument of call.args) if (argument.value.kind !== 'function' || name !== 'filter') go(argument.value);
  }

  #note(query: Reached['query'], path: readonly Step[], found: Map<Call, Reached>): void {
    if (!found.has(query.call.fact)) found.set(query.call.fact, { query, path });
  }
}

function isCollection(value: Value): boolean {
  return value.kind === 'list' || value.kind === 'each' || value.kind === 'call' || value.kind === 'name';
}

export function closuresIn(file: FileIndex, fn: number): number[] {
  const found: number[] = [];
  file.facts.functions.forEach((fact, index) => {
    for (let outer = fact.in; outer >= 0; outer = file.functionAt(outer)?.in ?? -1) if (outer === fn) { found.push(index); break; }
  });
  return found;
}
