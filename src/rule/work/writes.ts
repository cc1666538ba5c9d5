/** Writes a handler runs one after another, itself or by calling functions that write: the longest row of them one request can run. */
import { partsOfValue } from '../../facts/parts.js';
import type { Place } from '../../facts/span.js';
import type { Block, Call } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import type { CallRef, FunctionRef, Program, Query } from '../program.js';
import type { Around, Body } from './body.js';
import { soundsLikeReading, soundsLikeWriting } from './words.js';

export interface Write {
  readonly at: Place;
  readonly what: string;
  /** One commit makes it last together with the write before it, or with itself for the other items of its loop. */
  readonly together: boolean;
  /** Runs for every item of a loop. */
  readonly repeated: boolean;
  /** Only writes something that was sent along, if it was: `if body.name: set_name(body.name)`. */
  readonly optional: boolean;
}

/** A write with what stands around it. */
interface Placed extends Omit<Write, 'together'> {
  readonly start: number;
  /** Does its own commit. */
  readonly commits: boolean;
  /** Only handed to a session, which writes it with a later commit. */
  readonly handed: boolean;
   readonly around: readonly Around[];
}

/** How far below a function that says it writes the statement may be; one that does not say so must run it itself. */
const spokenDepth = 4;
const writers = new WeakMap<FunctionRef, boolean>();

/** The longest row of writes that one run can reach: of alternatives only one counts. */
export function writesIn(body: Body, program: Program): readonly Write[] {
  const all = [...ownWrites(body, program), ...delegatedWrites(body, program)].sort((one, other) => one.start - other.start);
  const rows: { readonly length: number; readonly before: number }[] = [];
  all.forEach((write, index) => {
    let best = { length: 1, before: -1 };
    for (let other = 0; other < index; other++) {
      const [earlier, row] = [all[other], rows[other]];
      if (earlier && row && row.length + 1 > best.length && !excludes(body, earlier, write)) best = { length: row.length + 1, before: other };
    }
    rows.push(best);
  });
  let at = rows.reduce((longest, row, index) => (row.length > (rows[longest]?.length ?? 0) ? index : longest), 0);
  const chosen: Placed[] = [];
  for (let write = all[at]; write; write = all[at]) {
    chosen.unshift(write);
    at = rows[at]?.before ?? -1;
  }
  const commits = commitsIn(body, program);
  return chosen.map((write, index) => ({ ...write, together: isTogether(body, chosen[index - 1], write, commits) || (write.repeated && isCommittedOnce(write, commits)) }));
}

/** One commit comes after both, and none between them. */
function isTogether(body: Body, earlier: Placed | undefined, later: Placed, commits: readonly number[]): boolean {
  if (!earlier || earlier.commits || later.commits) return false;
  const transaction = transactionAround(body, earlier);
  if (transaction !== undefined && transaction === transactionAround(body, later)) return true;
  return ((earlier.handed && later.handed) || commits.some(at => at > later.start)) && !commits.some(at => earlier.start < at && at < later.start);
}

/** Where the `with session.begin():` or `db.transaction(async tx => ...)` around a write begins. */
function transactionAround(body: Body, write: Placed): number | undefined {
  for (const one of write.around) {
    if (one.kind !== 'block') {
      if (opensTransaction(body.pathOf(one.call.callee))) return one.call.at.start;
    } else if (one.block.kind === 'with' && one.block.over) {
      for (const part of partsOfValue(one.block.over)) {
        const callee = part.kind === 'call' ? body.file.calls[part.call]?.callee : undefined;
        if (callee && opensTransaction(body.pathOf(callee))) return one.block.at.start;
      }
    }
  }
  return undefined;
}

function opensTransaction(path: readonly string[]): boolean { return /^(\$?transaction|atomic|begin|begin_nested|in_transaction)$/.test(path.at(-1) ?? ''); }

/** The condition asks whether one of the arguments is there, and nothing else: `if body.name`, `if let Some(name)`, `if !name.is_empty()`. */
function isOptional(body: Body, call: Call, around: readonly Around[]): boolean {
  const [nearest] = around;
  const test = nearest?.kind === 'block' && nearest.block.kind === 'if' ? nearest.block.test : undefined;
  const asked = test && presentIn(body, test);
  if (asked === undefined) return false;
  return call.args.some(argument => [...partsOfValue(argument.value)].some(part => (part.kind === 'name' || part.kind === 'member') && part.name === asked));
}

/** The name of something sent that a condition finds to be there. */
function presentIn(body: Body, test: Value): string | undefined {
  if (test.kind === 'name' || test.kind === 'member') return isSent(body, test) ? test.name : undefined;
  if (test.kind !== 'operation') return undefined;
  const [first, second] = test.operands;
  if (!first) return undefined;
  if (test.operator === 'let') return second?.kind === 'name' && second.name === 'Some' ? presentIn(body, first) : undefined;
  if (/^(!=|!==|is not)$/.test(test.operator)) return second?.kind === 'nothing' ? presentIn(body, first) : undefined;
  const call = /^(not|!)$/.test(test.operator) && first.kind === 'call' ? body.file.calls[first.call] : undefined;
  return call?.callee.kind === 'member' && call.callee.name === 'is_empty' ? presentIn(body, call.callee.of) : undefined;
}

/** A parameter, part of one, or a name given to one. */
function isSent(body: Body, value: Value, steps = 2): boolean {
  let root = value;
  while (root.kind === 'member' || root.kind === 'index' || root.kind === 'item') root = root.of;
  if (root.kind !== 'name') return false;
  const { name } = root;
  if (body.fn.fact.params.some(param => param.name === name)) return true;
  return steps > 0 && body.all.assignments.some(one => one.target.kind === 'name' && one.target.name === name && one.value.kind !== 'call' && isSent(body, one.value, steps - 1));
}

export function isRepetition(one: Around): boolean { return one.kind === 'each' || (one.kind === 'block' && (one.block.kind === 'loop' || one.block.kind === 'while')); }

/** Written item by item, but committed after the loop. */
function isCommittedOnce(write: Placed, commits: readonly number[]): boolean {
  const loop = write.around.find(isRepetition);
  const end = loop?.kind === 'block' ? loop.block.at.end : loop?.call.at.end ?? write.start;
  return !write.commits && (write.handed || commits.some(at => at > end)) && !commits.some(at => at > write.start && at < end);
}

function commitsIn(body: Body, program: Program): readonly number[] {
  const calls = new Set(body.all.calls.map(one => one.fact));
  return queriesIn(body.fn, program).flatMap(query => (query.verb === 'commit' && calls.has(query.call.fact) ? [query.at.start] : []));
}

function ownWrites(body: Body, program: Program): Placed[] {
  const calls = new Set(body.all.calls.map(one => one.fact));
  return queriesIn(body.fn, program).filter(query => calls.has(query.call.fact) && isWrite(query))
    .flatMap(query => placed(body, query.call.fact, query.at, `writes ${query.tables[0] ?? 'to the database'}`, { commits: false, handed: isHanded(query) }));
}

function delegatedWrites(body: Body, program: Program): Placed[] {
  const queried = new Set(queriesIn(body.fn, program).map(query => query.call.fact));
  return body.all.calls.flatMap(({ index, fact }) => {
    if (queried.has(fact)) return [];
    const call: CallRef = { file: body.file, index, fact };
    const callee = program.calleeOf(call);
    if (!callee.known || !writesSomewhere(callee.value, program)) return [];
    const commits = program.reachedFrom(callee.value).some(one => one.query.verb === 'commit');
    return placed(body, fact, program.place(body.file, fact.nameAt), `calls \`${callee.value.fact.name}\`, which writes`, { commits, handed: false });
  });
}

/** Cleaning up after an error is no step of its own. */
function placed(body: Body, call: Call, at: Place, what: string, by: { readonly commits: boolean; readonly handed: boolean }): Placed[] {
  const around = body.around(call);
  if (around.some(one => one.kind === 'block' && (one.block.kind === 'catch' || one.block.kind === 'finally'))) return [];
  return [{ at, what, ...by, repeated: around.some(isRepetition), optional: isOptional(body, call, around), start: call.at.start, around }];
}

const perFile = new WeakMap<Program, Map<string, Query[]>>();

function queriesIn(fn: FunctionRef, program: Program): readonly Query[] {
  const known = perFile.get(program) ?? new Map<string, Query[]>();
  if (!perFile.has(program)) {
    perFile.set(program, known);
    for (const query of program.queries) known.set(query.at.file, [...(known.get(query.at.file) ?? []), query]);
  }
  return known.get(fn.file.file) ?? [];
}

function isWrite(query: Query): boolean {
  if (calledName(query) === 'flush') return false;
  return query.writes && query.verb !== 'commit' && query.verb !== 'rollback';
}

/** `session.add(order)`; an active record's own `order.save()` is written at once. */
function isHanded(query: Query): boolean { return query.built === 'orm' && query.call.fact.args.length > 0 && calledName(query) !== 'save'; }

function calledName(query: Query): string {
  const { callee } = query.call.fact;
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}

function writesSomewhere(fn: FunctionRef, program: Program): boolean {
  const known = writers.get(fn);
  if (known !== undefined) return known;
  const { name } = fn.fact;
  const depth = soundsLikeWriting(name) ? spokenDepth : 0;
  const writes = !soundsLikeReading(name) && program.reachedFrom(fn).some(one => isWrite(one.query) && one.path.length <= depth);
  writers.set(fn, writes);
  return writes;
}

/** Whether a run that reaches what stands in the earlier blocks cannot reach what stands in the later ones. */
export function excludes(body: Body, earlier: Pick<Placed, 'around'>, later: Pick<Placed, 'around'>): boolean {
  const shared = new Set(later.around.flatMap(one => (one.kind === 'block' ? [one.index] : [])));
  for (const one of earlier.around) {
    if (one.kind !== 'block') continue;
    if (shared.has(one.index)) return false;
    const sibling = later.around.some(other => other.kind === 'block' && other.block.group === one.block.group && other.block.parent === one.block.parent && other.index !== one.index);
    if (sibling && /^(if|else|case)$/.test(one.block.kind)) return true;
    if (/^(if|else|case)$/.test(one.block.kind) && endsIn(body, one.index, one.block)) return true;
  }
  return false;
}

function endsIn(body: Body, index: number, block: Block): boolean {
  const { returns, raises } = body.directlyIn(index);
  return block.leaves === true || returns.length > 0 || raises.length > 0;
}
