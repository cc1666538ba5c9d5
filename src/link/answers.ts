/** Which queries' rows are part of what a function answers: followed back from what it returns or sends. */
import type { Assignment, Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Query, Reached } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow, FlowNode } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import { placeOf } from './origins.js';
import { isOneOfMany } from './part-of-more.js';
import type { Queries } from './queries.js';
import type { Trail } from './trail.js';
import { collectedAt, loopOf, pointWithin, repeatsAround, repeatsAt, start } from './trail.js';
import { addedByClosures, writtenInto } from './written.js';

const maxDepth = 40;
const maxSteps = 20_000;
const maxVisits = 6;

/** Calls that make one value out of many rows. */
const reducers = new Set(['len', 'count', 'sum', 'any', 'all', 'max', 'min', 'next', 'first', 'pop', 'shift', 'reduce', 'fold', 'find', 'find_map', 'some', 'every', 'includes', 'contains', 'has', 'is_empty', 'position', 'findIndex', 'indexOf', 'one', 'one_or_none', 'scalar', 'last', 'nth', 'at', 'join', 'is_some', 'is_none', 'execute', 'rowcount', 'bool', 'int', 'str', 'isinstance', 'print', 'encode', 'hash', 'digest', 'sign', 'encrypt']);
const countingMembers = new Set(['length', 'size', 'rowCount', 'rowcount', 'count', 'affectedRows', 'lastInsertId', 'insertId', 'changes']);
/** Answers given piece by piece. */
const partwise = /^(write|push|enqueue|send_text|send_json)$/;
/** Calls that run a closure for every item. */
const eachItem = /^(map|flatMap|flat_map|filter_map|forEach|for_each|then_each|mapSeries|concatMap|mergeMap)$/;

interface Mark { readonly entered: Call | undefined; readonly points: number; readonly part: boolean; readonly one: boolean }
interface Walk { readonly seen: Map<Value, readonly Mark[]>; readonly found: Map<Call, Reached>; steps: number }

export class Answers {
  constructor(readonly flow: Flow, readonly queries: Queries, readonly tables: (file: FileIndex) => LibraryTables) {}

  answeredBy(file: FileIndex, fn: number): readonly Reached[] {
    const walk: Walk = { seen: new Map(), found: new Map(), steps: 0 };
    for (const { node, trail } of this.#answersOf(file, fn)) this.#follow(node, trail, walk);
    return [...walk.found.values()];
  }

  /** What is returned or sent, also from closures inside (`.then(rows => res.json(rows))`). */
  #answersOf(file: FileIndex, fn: number): { readonly node: FlowNode; readonly trail: Trail }[] {
    const nodes: { node: FlowNode; trail: Trail }[] = [];
    const add = (inner: number, value: Value, trail: Trail): void => { nodes.push({ node: { file, fn: inner, value, frame: undefined }, trail }); };
    for (const inner of [fn, ...closuresIn(file, fn)]) {
      if (inner === fn) for (const one of file.returns.get(inner) ?? []) add(inner, one.value, one.yields ? collectedAt(start, file, one.at.start) : start);
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        const resolved = call && this.flow.evaluator.resolve(file, call);
        const ref = resolved && this.tables(file).answer(resolved.path);
        const body = ref === undefined || !call ? undefined : argumentOf(call, ref);
        if (body && call) add(inner, body, partwise.test(calledName(call)) ? collectedAt(start, file, call.at.start) : start);
      }
      for (const assigned of file.facts.assignments) {
        if (assigned.in === inner && assigned.target.kind === 'member' && assigned.target.name === 'body' && assigned.target.of.kind === 'name' && /^(ctx|context|res|response)$/.test(assigned.target.of.name)) add(inner, assigned.value, start);
      }
    }
    return nodes;
  }

  #follow(node: FlowNode, before: Trail, walk: Walk): void {
    const { value } = node;
    if (before.depth > maxDepth || walk.steps++ > maxSteps || !isNew(walk, node, before)) return;
    const trail = { ...before, depth: before.depth + 1 };
    const go = (next: Value, along: Trail = trail): void => { this.#follow({ ...node, value: next }, along, walk); };
    switch (value.kind) {
      case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'unknown': return;
      case 'operation': if (value.operator === '+' || value.operator === '|') value.operands.forEach(operand => { go(operand); }); return;
      case 'list': value.items.forEach(item => { go(item); }); return;
      case 'record': {
        const names = value.entries.map(entry => (entry.key?.kind === 'text' ? entry.key.text : undefined));
        const spreads = value.entries.filter(entry => entry.spread).length;
        value.entries.forEach((entry, index) => { go(entry.value, entry.spread ? { ...trail, poured: true } : fieldOf(trail, names[index], names.filter((_, other) => other !== index), spreads)); });
        return;
      }
      case 'choice': value.options.forEach(option => { go(option); }); return;
      case 'each': go(value.element, collectedAt(trail, node.file, value.element.at.start)); if (!this.#isOwnCall(node, value.element)) go(value.over); return;
      case 'item': {
        if (value.index === undefined) { go(value.of); return; }
        for (const one of this.#picked(node, value.of, value.index, 0)) this.#follow(one.node, one.first ? { ...trail, one: true } : trail, walk);
        return;
      }
      case 'index': if (value.key.kind === 'number') go(value.of, { ...trail, one: true }); else if (value.slice === true || value.key.kind === 'text' || this.#isRepeated(node, value.at.start, trail)) go(value.of); return;
      case 'function': for (const one of node.file.returns.get(value.function) ?? []) this.#follow({ file: node.file, fn: value.function, value: one.value, frame: node.frame }, one.yields ? collectedAt(trail, node.file, one.at.start) : trail, walk); return;
      case 'member': this.#followMember(node, value.of, value.name, trail, walk); return;
      case 'name': this.#followName(node, value.name, trail, walk); return;
      case 'call': {
        const call = node.file.facts.calls[value.call];
        if (call) this.#followCall({ ...node, fn: call.in }, call, trail, walk);
        return;
      }
    }
  }

  /**
   * What a place in a list pattern stands for: `const [user] = await db.select()...` takes the first row, `const [rows] = await
   * mysql.query(...)` all of them, `const [users, total] = await Promise.all([list(), count()])` what stands there, through functions too.
   */
  #picked(node: FlowNode, of: Value, index: number, depth: number): readonly Picked[] {
    const whole: readonly Picked[] = [{ node: { ...node, value: of }, first: false }];
    if (depth > 5) return whole;
    if (of.kind === 'list') return pick(node, of, index) ?? whole;
    if (of.kind === 'name') {
      const [definition, second] = this.flow.evaluator.names.define(node.file, node.fn, of.name, of.at.start).definitions;
      return definition?.kind === 'assignment' && !second && definition.file === node.file && definition.fact.value.kind === 'call' ? this.#picked({ ...node, fn: definition.fact.in }, definition.fact.value, index, depth + 1) : whole;
    }
    const call = of.kind === 'call' ? node.file.facts.calls[of.call] : undefined;
    if (!call) return whole;
    const at = { ...node, fn: call.in };
    if (this.queries.behind(call)) return [{ node: { ...at, value: of }, first: this.flow.evaluator.resolve(node.file, call)?.effect?.tuple !== true }];
    const results = this.flow.ofCall(at, call);
    if (results && results.length > 0) return results.flatMap(result => this.#picked(result, result.value, index, depth + 1));
    if (call.callee.kind === 'member' && /^(then|catch|finally|map)$/.test(call.callee.name)) return this.#picked(at, call.callee.of, index, depth + 1).map(one => (one.first ? { ...one, node: { ...at, value: of } } : one));
    const [first] = call.args;
    if (first && call.args.length === 1) return pick(at, first.value, index) ?? whole;
    const argument = /^(gather|join|try_join|zip)$/.test(calledName(call)) && call.args.every(one => !one.spread) ? call.args[index] : undefined;
    return argument ? [{ node: { ...at, value: argument.value }, first: false }] : whole;
  }

  /** What a function of this program makes of an item is followed into it; the item need not be in there. */
  #isOwnCall(node: FlowNode, value: Value): boolean {
    const call = value.kind === 'call' ? node.file.facts.calls[value.call] : undefined;
    return call !== undefined && (this.flow.ofCall(node, call)?.length ?? 0) > 0;
  }

  #followName(node: FlowNode, name: string, trail: Trail, walk: Walk): void {
    const iterated = this.queries.iteratedAs(node, name);
    if (iterated) this.#note(iterated, node, trail, walk);
    const definitions = this.flow.evaluator.names.define(node.file, node.fn, name, node.value.at.start).definitions;
    const sources = this.flow.ofName(node, name);
    for (const source of sources.nodes) {
      const definition = definitions.find(one => one.kind === 'assignment' && one.fact.value === source.value);
      if (definition?.kind === 'assignment') this.#followAssigned(source, definition.fact, trail, walk);
      // `settings[row.key] = row.value`, then poured into an object: fields, not a list.
      else if (!trail.poured || !isKeyed(source, name)) this.#follow(source, collectedAt(trail, source.file, source.value.at.start), walk);
    }
    const scopes = new Set(definitions.flatMap(one => (one.kind === 'assignment' && one.file === node.file ? [one.fact.in] : [])));
    for (const scope of scopes) {
      for (const { value, fn, start: at } of [...writtenInto(node.file, scope, name), ...addedByClosures(node.file, closuresIn(node.file, scope), name)]) this.#follow({ file: node.file, fn, value, frame: node.frame }, collectedAt(trail, node.file, at), walk);
    }
    for (const end of sources.ends) {
      if (end.kind !== 'param') continue;
      const use = this.flow.evaluator.closureUses(end.file, end.fn);
      const body = end.file.functionAt(end.fn)?.at;
      if (use && use.call.callee.kind === 'member' && (use.call.callee.name !== 'forEach' || (body && pointWithin(trail, end.file, body)))) this.#follow({ file: end.file, fn: use.call.in, value: use.call.callee.of, frame: node.frame }, trail, walk);
      if (node.frame) for (const caller of end.callers) this.#follow(caller, trail, walk);
    }
  }

  /** A loop's variable is one row, unless what it went into was collected inside the loop. */
  #followAssigned(source: FlowNode, assigned: Assignment, trail: Trail, walk: Walk): void {
    if (assigned.operator !== '=' && !isCollection(assigned.value)) return;
    const loop = loopOf(source.file, assigned);
    if (!loop) { this.#follow(source, assigned.operator === '=' ? trail : collectedAt(trail, source.file, assigned.at.start), walk); return; }
    const point = pointWithin(trail, source.file, loop.at);
    if (point) this.#follow({ ...source, value: loop.over }, { ...trail, part: point.part, poured: false }, walk);
  }

  #followMember(node: FlowNode, of: Value, name: string, trail: Trail, walk: Walk): void {
    if (countingMembers.has(name)) return;
    if (/^\d+$/.test(name)) {
      for (const one of this.#picked(node, of, Number(name), 0)) this.#follow(one.node, one.first ? { ...trail, one: true } : trail, walk);
      return;
    }
    const sources = this.flow.ofMember(node, of, name).nodes;
    if (sources.length > 0) for (const source of sources) this.#follow(source, trail, walk);
    else this.#follow({ ...node, value: of }, trail, walk);
  }

  #followCall(node: FlowNode, call: Call, trail: Trail, walk: Walk): void {
    const query = this.queries.behind(call);
    if (query) { this.#note(query, { ...node, fn: call.in }, trail, walk); return; }
    const go = (value: Value): void => { this.#follow({ ...node, value }, trail, walk); };
    const results = this.flow.ofCall(node, call);
    if (results && results.length > 0) {
      const step: Step = { at: placeOf({ file: node.file, value: call.callee }), message: `\`${calledName(call)}\` is called here` };
      for (const result of results) {
        const yielded = result.file.returns.get(result.fn)?.find(one => one.value === result.value && one.yields);
        const along = { ...trail, path: [...trail.path, step] };
        this.#follow(result, yielded ? collectedAt(along, result.file, yielded.at.start) : along, walk);
      }
      return;
    }
    const name = calledName(call);
    const effect = results ? undefined : this.flow.evaluator.resolve(node.file, call)?.effect;
    // What another host answers is not what it was asked with.
    if (!results && (reducers.has(name) || effect?.number || effect?.sends !== undefined)) return;
    // `byId.get(key)` is one of them.
    const oneOfThem = name === 'get' && call.args.length > 0 && !this.#isRepeated({ ...node, fn: call.in }, call.at.start, trail);
    if (!results && call.callee.kind === 'member' && !oneOfThem) go(call.callee.of);
    // A class of this program filled with the rows: `UsersPublic(data=users)`.
    const names = call.args.map(argument => argument.name);
    call.args.forEach((argument, index) => {
      if ((argument.value.kind === 'function' && name === 'filter') || (name === 'get' && index === 0)) return;
      this.#follow({ ...node, value: argument.value }, argument.name === undefined ? trail : argument.spread ? { ...trail, poured: true } : fieldOf(trail, argument.name, names.filter((_, other) => other !== index), 0), walk);
    });
  }

  /** Whether what stands here is done for every item of a list on the trail. */
  #isRepeated(node: FlowNode, offset: number, trail: Trail): boolean {
    const use = this.flow.evaluator.closureUses(node.file, node.fn);
    return (use !== undefined && eachItem.test(calledName(use.call))) || repeatsAround(node.file, offset, trail.points);
  }

  #note(query: Query, node: FlowNode, trail: Trail, walk: Walk): void {
    const call = query.call.fact;
    let repeated = this.#isRepeated(node, node.value.at.start, trail) || (node.file.file === query.at.file && repeatsAt(node.file, call.block, trail.points));
    for (let frame = node.frame; frame; frame = frame.outer) repeated ||= this.#isRepeated({ file: frame.file, fn: frame.fn, value: frame.call.callee, frame: undefined }, frame.call.at.start, trail);
    const reached: Reached = { query, path: trail.path, ...(repeated && { repeated }), ...(trail.part && { part: true }), ...(trail.one && { first: true }) };
    const known = walk.found.get(call);
    if (!known || weight(reached) < weight(known)) walk.found.set(call, reached);
  }
}

/** Put there under a key of its own. */
function isKeyed(source: FlowNode, name: string): boolean {
  return source.file.additions.get(source.fn)?.get(name)?.some(one => one.value === source.value && one.method === undefined) ?? false;
}

function weight(reached: Reached): number {
  return (reached.first ? 4 : 0) + (reached.part ? 2 : 0) + (reached.repeated ? 1 : 0);
}

function fieldOf(trail: Trail, name: string | undefined, others: readonly (string | undefined)[], spreads: number): Trail {
  return trail.part || !isOneOfMany(name, others.filter(other => other !== undefined), spreads) ? trail : { ...trail, part: true };
}

/** A value is followed again when it was reached another way: from another call, into another list. */
function isNew(walk: Walk, node: FlowNode, trail: Trail): boolean {
  const known = walk.seen.get(node.value) ?? [];
  const mark: Mark = { entered: node.frame?.call, points: trail.points.length, part: trail.part, one: trail.one };
  if (known.length >= maxVisits || known.some(one => one.entered === mark.entered && one.points === mark.points && one.part === mark.part && one.one === mark.one)) return false;
  walk.seen.set(node.value, [...known, mark]);
  return true;
}

interface Picked { readonly node: FlowNode; readonly first: boolean }

function pick(node: FlowNode, value: Value, index: number): readonly Picked[] | undefined {
  if (value.kind !== 'list' || value.repeat || value.items.some(item => item.kind === 'item')) return undefined;
  const item = value.items[index];
  return item && [{ node: { ...node, value: item }, first: false }];
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
