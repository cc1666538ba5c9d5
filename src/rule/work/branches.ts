/** Branches that decide: not guards, not error handling, not defaults, partial updates, filters or log lines. */
import { partsOfValue } from '../../facts/parts.js';
import type { Span } from '../../facts/span.js';
import type { Assignment, Block } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { Body, Contents } from './body.js';
import { isAside } from './words.js';

export interface Branch {
  readonly at: Span;
  /** `selects`: only passes entities of a loop over, or sorts them out; `state`: decides by what is stored; `other`: by anything else. */
  readonly kind: 'state' | 'other' | 'selects';
  readonly nested: boolean;
}

const answering = new Set(['status', 'send', 'sendStatus', 'json', 'abort', 'next', 'redirect', 'end', 'error', 'throw', 'bail', 'flash', 'code', 'render', 'badRequest', 'notFound', 'unauthorized', 'forbidden']);
const collecting = new Set(['append', 'push', 'add', 'extend', 'insert', 'push_str', 'unshift', 'concat', 'set', 'update', 'entry']);
const outcomes = new Set(['status', 'status_code', 'statusCode', 'ok', 'returncode', 'code', 'length', 'size', 'type', 'kind', 'success', 'error']);

export function branchesIn(body: Body): Branch[] {
  const found: Branch[] = [];
  for (const index of body.all.blocks) {
    const block = body.file.blocks[index];
    if (block?.kind !== 'if' || handlesError(body, block)) continue;
    const outer = body.around({ in: block.in, block: block.parent });
    const inLoop = outer.some(one => one.kind === 'each' || (one.kind === 'block' && one.block.kind === 'loop'));
    const deciding = decides(body, index, block);
    if (!deciding && !(inLoop && selects(body, index, block))) continue;
    found.push({
      at: block.test?.at ?? { start: block.at.start, end: block.at.start },
      kind: !deciding ? 'selects' : block.test && comparesState(body, block.test) ? 'state' : 'other',
      nested: inLoop || outer.some(one => one.kind === 'block' && /^(if|else|case)$/.test(one.block.kind)),
    });
  }
  return found;
}

/** `price = 4.2 if plank.wood == "oak" else 2.1`: a value picked by what is stored. */
export function choicesIn(body: Body, branches: readonly Branch[]): Span[] {
  const { assignments, calls, returns } = body.all;
  const values = [...assignments.map(one => one.value), ...returns.map(one => one.value), ...calls.filter(one => !isAside(body.pathOf(one.fact.callee))).flatMap(one => one.fact.args.map(argument => argument.value))];
  const found = new Map<number, Span>();
  for (const value of values) {
    for (const part of partsOfValue(value)) {
      if (part.kind !== 'choice' || part.operator !== undefined || !part.tests.some(test => comparesState(body, test))) continue;
      // `a && b` is a choice too; its first part is both the test and what may come of it.
      if (part.tests.some(test => part.options.some(option => option.at.start === test.at.start))) continue;
      if (branches.some(one => part.at.start <= one.at.start && one.at.end <= part.at.end)) continue;
      found.set(part.at.start, part.at);
    }
  }
  return [...found.values()];
}

/** Whether what happens under the condition is a decision. */
export function decides(body: Body, index: number, block: Block): boolean {
  if (asksForError(body, block.test)) return false;
  const inside = body.within(index);
  const changes = inside.assignments.filter(one => !isPreparation(one, block.test));
  const acts = inside.calls.filter(({ fact }) => fact.dropped === true && !isAside(body.pathOf(fact.callee)) && !collects(fact.callee) && !isAnswer(body, fact.callee));
  if (leaves(body, index)) return acts.length > 1 || changes.some(one => one.target.kind !== 'name' && !isAnswerField(one.target));
  return changes.length > 0 || acts.length > 0;
}

/** Inside a loop, what is stored decides whether an entity is passed over or taken, or where it goes; raising is a guard there too. */
export function selects(body: Body, index: number, block: Block): boolean {
  const here = body.directlyIn(index);
  if (here.raises.length > 0 || here.returns.length > 0 || isFilter(body, block.parent)) return false;
  return testsState(body, block.test) || (block.leaves === true && here.calls.some(({ fact }) => fact.dropped === true && collects(fact.callee)));
}

/** A comprehension's condition: the loop around it does nothing but pick. */
function isFilter(body: Body, parent: number): boolean {
  const { calls, assignments } = body.within(parent);
  return body.file.blocks[parent]?.kind === 'loop' && assignments.every(one => one.value.kind === 'item') && !calls.some(({ fact }) => fact.dropped === true);
}

/** The branch ends the run: raises, returns, skips to the next item, answers. */
function leaves(body: Body, index: number): boolean {
  const here: Contents = body.directlyIn(index);
  return body.file.blocks[index]?.leaves === true || here.raises.length > 0 || here.returns.length > 0 || here.calls.some(({ fact }) => isAnswer(body, fact.callee));
}

function isAnswer(body: Body, callee: Value): boolean { return answering.has(body.pathOf(callee).at(-1) ?? ''); }

/** `ctx.body = ...`: the answer of a framework that answers by assignment. */
function isAnswerField(target: Value): boolean { return target.kind === 'member' && /^(body|status|type)$/.test(target.name); }

function collects(callee: Value): boolean { return callee.kind === 'member' && collecting.has(callee.name); }

/** A default, a partial update, a longer statement: a value passed on because it is there. */
function isPreparation(one: Assignment, test: Value | undefined): boolean {
  if (one.operator === '+=') return one.value.kind === 'text' || one.value.kind === 'joined' || one.value.kind === 'list' || (one.value.kind === 'number' && one.value.value === 1);
  if (one.declares && one.target.kind === 'name') return true;
  const tested = test ? [...partsOfValue(test)].map(nameOf).filter(name => name !== '') : [];
  if (tested.includes(nameOf(one.target)) && (one.value.kind === 'text' || one.value.kind === 'number' || one.value.kind === 'list' || one.value.kind === 'record')) return true;
  if (one.value.kind === 'call' || one.value.kind === 'list') return one.target.kind === 'name';
  return (one.value.kind === 'name' || one.value.kind === 'member' || one.value.kind === 'index') && tested.includes(nameOf(one.value));
}

function nameOf(value: Value): string {
  if (value.kind === 'index') return nameOf(value.of);
  return value.kind === 'name' || value.kind === 'member' ? value.name : '';
}

function handlesError(body: Body, block: Block): boolean {
  return body.around({ in: block.in, block: block.parent }).some(one => one.kind === 'block' && one.block.kind === 'catch');
}

/** `if let Item::Photo(photo) = item`: which variant it is, as in a match. */
export function matchesVariant(test: Value | undefined): boolean { return test?.kind === 'operation' && test.operator === 'let'; }

/** `if let Err(error) = ...`, `if outcome.is_err()`: how a call ended, no rule of the domain. */
function asksForError(body: Body, test: Value | undefined): boolean {
  if (test?.kind === 'operation') {
    if (test.operator === 'let') return test.operands.slice(1).some(one => one.kind === 'name' && (one.name === 'Err' || one.name === 'Ok'));
    return test.operands.length === 1 && asksForError(body, test.operands[0]);
  }
  const call = test?.kind === 'call' ? body.file.calls[test.call] : undefined;
  return call?.callee.kind === 'member' && /^is_(err|ok)$/.test(call.callee.name);
}

/** Also asked for its truth alone: `if (!order.paid) continue`. */
export function testsState(body: Body, test: Value | undefined): boolean {
  if (!test) return false;
  return comparesState(body, test) || partsOfCondition(test).some(one => isField(one) && isStored(body, one));
}

/** `order.state == 'OPEN'`: something stored is compared; what the client sent and how a call ended are not stored. */
function comparesState(body: Body, test: Value): boolean {
  for (const part of partsOfValue(test)) {
    if (part.kind !== 'operation' || !/^(==|!=|===|!==|<|>|<=|>=|in|not in)$/.test(part.operator) || part.operands.some(one => one.kind === 'nothing')) continue;
    if (part.operands.some(one => isField(one) && isStored(body, one))) return true;
  }
  return false;
}

/** `a and not b` is a and b: what is asked for its truth alone. */
function partsOfCondition(test: Value): readonly Value[] {
  if (test.kind === 'choice') return test.options.flatMap(partsOfCondition);
  if (test.kind === 'operation' && /^(not|!|and|or|&&|\|\|)$/.test(test.operator)) return test.operands.flatMap(partsOfCondition);
  return [test];
}

/** `order.state`, `row["state"]`; not how a call ended, and not the x of a point. */
function isField(value: Value): boolean {
  const name = value.kind === 'index' && value.key.kind === 'text' ? value.key.text : value.kind === 'member' ? value.name : '';
  return name.length > 1 && !outcomes.has(name);
}

function isStored(body: Body, value: Value): boolean {
  let root = value;
  while (root.kind === 'member' || root.kind === 'index') root = root.of;
  if (root.kind === 'call') return false;
  if (root.kind !== 'name' || /^[A-Z]/.test(root.name)) return false;
  const { name } = root;
  return !body.file.imports.some(one => one.local === name) && !/^(req|request|ctx|context|self|this|settings|config|process|env|e|err|error|res|resp|response|result|reply)$/.test(name) && !body.fn.fact.params.some(param => param.name === name);
}
