/** What a handler does itself instead of asking a service: arithmetic, loops that decide, branches on domain state, several writes. */
import { partsOfValue } from '../facts/parts.js';
import type { Place, Span } from '../facts/span.js';
import type { Block, FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef, Program } from './program.js';

/** One piece of work with what it weighs. */
export interface Work { readonly at: Place; readonly what: string; readonly weight: number }

/** Weights, measured on labelled handlers: see docs/architecture.md. */
const weights = { arithmetic: 1, decidingLoop: 3, loop: 1, branch: 1, stateBranch: 2, nested: 1, extraWrite: 2 };
const paging = /page|limit|offset|skip|size|take|per_page|cursor|start|end|count|total|len|index|idx|^i$|^n$|now|time|date|expir|ttl|sec|minute|hour|day/i;

export function workOf(fn: FunctionRef, program: Program): readonly Work[] {
  const { file } = fn;
  const inside = functionsWithin(fn);
  const place = (at: Span): Place => program.place(file, at);
  return [
    ...arithmeticIn(file, inside).map(at => ({ at: place(at), what: 'computes a value', weight: weights.arithmetic })),
    ...file.blocks.flatMap((block, index) => (inside.has(block.in) ? workOfBlock(file, block, index, place) : [])),
    ...extraWrites(fn, inside, program),
  ];
}

function functionsWithin(fn: FunctionRef): ReadonlySet<number> {
  const inside = new Set([fn.index]);
  fn.file.functions.forEach((one, index) => { if (inside.has(one.in)) inside.add(index); });
  return inside;
}

function arithmeticIn(file: FileFacts, inside: ReadonlySet<number>): Span[] {
  const found: Span[] = [];
  const look = (value: Value): void => {
    for (const part of partsOfValue(value)) if (part.kind === 'operation' && isArithmetic(part)) { found.push(part.at); return; }
  };
  for (const one of file.assignments) {
    if (!inside.has(one.in)) continue;
    look(one.value);
    if (one.operator === '+=' && !isText(one.value) && one.target.kind !== 'unknown' && !mentionsPaging(one.target)) found.push(one.at);
  }
  for (const one of file.returns) if (inside.has(one.in)) look(one.value);
  for (const call of file.calls) if (inside.has(call.in)) for (const argument of call.args) look(argument.value);
  return found;
}

function isArithmetic(value: Value & { kind: 'operation' }): boolean {
  if (!/^(\+|-|\*|\/|%|\/\/|\*\*)$/.test(value.operator) || value.operands.length < 2) return false;
  if (value.operands.some(isText) || value.operands.some(one => one.kind === 'list')) return false;
  const parts = [...partsOfValue(value)];
  if (parts.some(mentionsPaging)) return false;
  return parts.some(part => part.kind === 'name' || part.kind === 'member' || part.kind === 'call');
}

function mentionsPaging(value: Value): boolean {
  return (value.kind === 'name' || value.kind === 'member') && paging.test(value.name);
}

function isText(value: Value): boolean { return value.kind === 'text' || value.kind === 'joined'; }

function workOfBlock(file: FileFacts, block: Block, index: number, place: (at: Span) => Place): Work[] {
  const head: Span = block.test?.at ?? block.over?.at ?? { start: block.at.start, end: block.at.start };
  if (block.kind === 'loop' || block.kind === 'while') {
    const decisions = file.blocks.filter((one, other) => one.kind === 'if' && isWithin(file, other, index)).length;
    if (decisions > 0) return [{ at: place(head), what: 'decides something for every entity in a loop', weight: weights.decidingLoop }];
    return hasOwnWork(file, index) ? [{ at: place(head), what: 'works through a collection', weight: weights.loop }] : [];
  }
  if (block.kind !== 'if' || isGuard(file, index) || inCatch(file, block)) return [];
  const depth = depthOf(file, block) > 1 ? weights.nested : 0;
  if (comparesState(block.test)) return [{ at: place(head), what: 'branches on the state of an entity', weight: weights.stateBranch + depth }];
  return [{ at: place(head), what: 'branches', weight: weights.branch + depth }];
}

function isWithin(file: FileFacts, block: number, outer: number): boolean {
  for (let at = file.blocks[block]?.parent ?? -1; at >= 0; at = file.blocks[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

/** The branch only leaves: raises, returns, answers an error. */
function isGuard(file: FileFacts, index: number): boolean {
  const leaves = (one: { readonly block: number }): boolean => one.block === index;
  const answers = file.calls.some(call => call.block === index && call.callee.kind === 'member' && /^(status|send|sendStatus|json|abort|next|redirect|end|error)$/.test(call.callee.name));
  return file.raises.some(leaves) || file.returns.some(leaves) || answers || isNextCall(file, index);
}

function isNextCall(file: FileFacts, index: number): boolean {
  return file.calls.some(call => call.block === index && call.callee.kind === 'name' && /^(next|abort|bail|flash|redirect)$/.test(call.callee.name));
}

function inCatch(file: FileFacts, block: Block): boolean {
  for (let at = file.blocks[block.parent]; at; at = file.blocks[at.parent]) if (at.kind === 'catch') return true;
  return false;
}

function depthOf(file: FileFacts, block: Block): number {
  let depth = 1;
  for (let at = file.blocks[block.parent]; at; at = file.blocks[at.parent]) if (at.kind === 'if' || at.kind === 'else' || at.kind === 'case' || at.kind === 'loop') depth++;
  return depth;
}

/** `fase.Stato == 'APERTA'`: a member compared with something that is not nothing. */
function comparesState(test: Value | undefined): boolean {
  if (!test) return false;
  for (const part of partsOfValue(test)) {
    if (part.kind === 'operation' && /^(==|!=|===|!==|<|>|<=|>=|in|not in)$/.test(part.operator) && part.operands.some(one => one.kind === 'member') && !part.operands.some(one => one.kind === 'nothing')) return true;
  }
  return false;
}

/** A loop that only collects or maps is no work: it must change something or run something for its effect. */
function hasOwnWork(file: FileFacts, index: number): boolean {
  const within = (block: number): boolean => block === index || isWithin(file, block, index);
  return file.calls.some(call => within(call.block) && call.dropped === true && !(call.callee.kind === 'member' && /^(append|push|add|extend|insert|set|log|info|debug|warn|error|print)$/.test(call.callee.name)))
    || file.assignments.some(one => within(one.block) && one.target.kind === 'member');
}

/** Writes beyond the first, run by the handler itself: it orchestrates them. */
function extraWrites(fn: FunctionRef, inside: ReadonlySet<number>, program: Program): Work[] {
  const writes = program.queries.filter(query => query.in?.file === fn.file && inside.has(query.in.index) && query.writes && query.verb !== 'commit' && query.verb !== 'rollback');
  return writes.slice(1).map(query => ({ at: query.at, what: `writes ${query.tables[0] ?? 'once more'}`, weight: weights.extraWrite }));
}
