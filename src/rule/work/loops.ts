/** Loops over entities (waiting and reading from a stream is none) that treat them differently, or do something for every one: not mapping, collecting or filling. */
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import type { Body, Contents } from './body.js';
import { decides, matchesVariant, selects, testsState } from './branches.js';
import { isAside, wordsOf } from './words.js';

export interface Loop { readonly at: Span; readonly decides: boolean }

const filling = new Set(['append', 'push', 'add', 'extend', 'insert', 'set', 'update', 'push_str', 'setattr', 'push_bind', 'bind']);

const mapping = new Set(['map', 'flatMap', 'flat_map', 'filter_map', 'filter', 'reduce', 'fold']);

export function loopsIn(body: Body): Loop[] {
  const found: Loop[] = [];
  for (const index of body.all.blocks) {
    const block = body.file.blocks[index];
    if (block?.kind !== 'loop' || (!block.over && !block.test) || isConstant(block.over) || isStream(body, block.over)) continue;
    const at = block.over?.at ?? block.test?.at ?? { start: block.at.start, end: block.at.start };
    const loop = judged(body, at, body.within(index));
    if (loop) found.push(loop);
  }
  for (const closure of body.all.closures) {
    const taker = body.takerOf(closure);
    const loop = taker && body.iterates(taker) ? judged(body, taker.callee.kind === 'member' ? taker.callee.of.at : taker.nameAt, body.withinClosure(closure), mapping.has(body.pathOf(taker.callee).at(-1) ?? '')) : undefined;
    if (loop) found.push(loop);
  }
  return found;
}

/** Telling variants apart, and mapping with presence checks, is still mapping: only a rule about what is stored makes that decide. */
function judged(body: Body, at: Span, inside: Contents, maps = false): Loop | undefined {
  const deciding = inside.blocks.some(index => {
    const block = body.file.blocks[index];
    if (block?.kind !== 'if' || matchesVariant(block.test) || (maps && !testsState(body, block.test))) return false;
    return decides(body, index, block) || selects(body, index, block);
  });
  if (deciding || sortsOut(inside)) return { at, decides: true };
  return works(body, inside) ? { at, decides: false } : undefined;
}

/** Entities go to different collections by what happened to them: `failed.append(...)` here, `updated.append(...)` there. */
function sortsOut({ calls }: Contents): boolean {
  const collections = new Map<string, number>();
  for (const { fact } of calls) {
    if (fact.callee.kind === 'member' && fact.callee.of.kind === 'name' && /^(append|push|add)$/.test(fact.callee.name)) collections.set(fact.callee.of.name, fact.block);
  }
  return collections.size > 1 && new Set(collections.values()).size > 1;
}

/** `for label in ["main", "settings"]`: no entities. */
function isConstant(over: Value | undefined): boolean { return over?.kind === 'list' && over.items.every(item => item.kind === 'text' || item.kind === 'number'); }

/** What arrives piece by piece is transport. */
function isStream(body: Body, over: Value | undefined): boolean {
  const callee = over?.kind === 'call' ? body.file.calls[over.call]?.callee : over;
  return callee !== undefined && body.pathOf(callee).flatMap(wordsOf).some(word => word === 'stream' || word === 'reader' || word === 'receiver');
}

function works(body: Body, { calls, assignments }: Contents): boolean {
  return calls.some(({ fact }) => fact.dropped === true && !fills(body, fact.callee) && !isAside(body.pathOf(fact.callee)))
    || assignments.some(one => one.target.kind === 'member' && one.target.of.kind !== 'call');
}

function fills(body: Body, callee: Value): boolean { return filling.has(body.pathOf(callee).at(-1) ?? ''); }
