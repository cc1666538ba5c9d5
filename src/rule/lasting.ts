/** What a function makes to last, piece by piece in the order of the text: commits, writes outside a transaction, whole transactions, and calls that do such things. */
import type { Place } from '../facts/span.js';
import { partsWithCalls } from '../facts/parts.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { CallRef, FunctionRef, Program } from './program.js';
import type { DatabaseStep } from './transactions.js';
import { Body, type Around, type Contents } from './work/body.js';
import { isAside, soundsLikeReading } from './work/words.js';
import { excludes, isRepetition } from './work/writes.js';

/** One piece that stays when what comes after it fails. */
export interface Lasting {
  readonly at: Place;
  readonly kind: 'commit' | 'write' | 'transaction' | 'call';
  readonly call: CallRef;
  /** In words that follow on from `this`: `commits`, `writes orders`. */
  readonly what: string;
  /** What is written with it, as far as it is seen. */
  readonly tables: readonly string[];
  /** The declared databases it goes to. */
  readonly databases: readonly string[];
  /** The library that writes: `sqlalchemy`, `@prisma/client`. */
  readonly library: string;
  readonly around: readonly Around[];
  /** The parameter with which a caller can lend its own session instead: `(conn or db).insert(row)`. */
  readonly unlessGiven: string | undefined;
  /** For a call: what lasts in it. */
  readonly path: readonly Step[];
}

export interface Pieces { readonly body: Body; readonly all: readonly Lasting[]; /** Writes of which could not be told when they last. */ readonly unknown: readonly DatabaseStep[] }

/** Calls that run the closure they are given, once and here. */
const runsHere = /^(?:spawn_blocking|block_in_place|interact|call|then|run_in_executor|run_sync|run|with_\w+|and_then|map|write|read)$/;
const perProgram = new WeakMap<Program, Map<FunctionRef['fact'], Pieces>>();

export function lastingIn(fn: FunctionRef, program: Program): Pieces {
  const known = perProgram.get(program) ?? new Map<FunctionRef['fact'], Pieces>();
  perProgram.set(program, known);
  const found = known.get(fn.fact);
  if (found) return found;
  const body = new Body(fn);
  // A function that calls itself adds nothing new.
  known.set(fn.fact, { body, all: [], unknown: [] });
  const pieces = gather(body, program);
  known.set(fn.fact, pieces);
  return pieces;
}

/** Both can happen in one run. */
export function onOnePath(body: Body, earlier: Lasting, later: Lasting): boolean { return !excludes(body, earlier, later); }

/** What repeats it, innermost first. */
export function loopsAround(one: Lasting): readonly Around[] { return one.around.filter(isRepetition); }

function gather(body: Body, program: Program): Pieces {
  const closures = runningClosures(body, program);
  const steps = [body.fn.index, ...closures].flatMap(index => program.databaseStepsOf({ file: body.file, index, fact: body.file.functions[index] ?? body.fn.fact }));
  const calls = callsIn(body, closures).filter(call => !isCleaningUp(body.around(call.fact)) && !isDetached(call, program));
  const stepOf = new Map(steps.map(step => [step.call.fact, step]));
  const all: Lasting[] = [];
  let pending: DatabaseStep[] = [];
  const spans = new Map<number, DatabaseStep[]>();
  const put = (kind: Lasting['kind'], call: CallRef, what: string, written: readonly DatabaseStep[], path: readonly Step[] = []): void => {
    all.push({ at: program.place(body.file, call.fact.nameAt), kind, call, what, tables: tablesOf(written), databases: databasesOf(written), library: libraryOf(written[0]?.call ?? call, program), unlessGiven: lentTo(body.fn, call), around: body.around(call.fact), path });
  };
  for (const call of calls) {
    const step = stepOf.get(call.fact);
    const span = program.transactionAround(call);
    if (span && !span.nested) {
      const held = step ? [step] : delegatedTo(call, program);
      if (held.some(one => one.kind === 'write')) {
        const seen = spans.get(span.at.start) ?? [];
        if (seen.length === 0) put('transaction', call, 'writes in a transaction of its own', held);
        spans.set(span.at.start, [...seen, ...held]);
      }
    } else if (step) {
      if (step.kind === 'write' && step.lasts === 'with a commit') pending.push(step);
      if (step.kind === 'write' && step.lasts === 'at once') put('write', call, `writes ${tablesOf([step])[0] ?? 'to the database'}`, [step]);
      if (step.kind === 'commit') { put('commit', call, 'commits', pending); pending = []; }
      if (step.kind === 'rollback') pending = [];
    } else {
      const inner = delegated(call, body, program);
      if (inner?.kind === 'commit') { put('commit', call, 'commits', pending); pending = []; }
      else if (inner) all.push(inner);
    }
  }
  return { body, all, unknown: steps.filter(step => step.kind === 'write' && step.lasts === 'unknown') };
}

/** What lasts in a function that is called, unless it works on what it is lent. */
function delegated(call: CallRef, body: Body, program: Program): Lasting | undefined {
  const callee = program.calleeOf(call);
  if (!callee.known || callee.value.fact === body.fn.fact || soundsLikeReading(callee.value.fact.name) || isAside(body.pathOf(call.fact.callee))) return undefined;
  const { fact } = callee.value;
  for (const inner of lastingIn(callee.value, program).all) {
    const lent = inner.unlessGiven === undefined ? undefined : argumentFor(call, callee.value, inner.unlessGiven);
    const passedOn = lent?.kind === 'name' && body.fn.fact.params.some(param => param.name === lent.name) && !body.all.assignments.some(one => one.target.kind === 'name' && one.target.name === lent.name) ? lent.name : undefined;
    if (lent && lent.kind !== 'nothing' && passedOn === undefined) continue;
    const at = program.place(body.file, call.fact.nameAt);
    const around = body.around(call.fact);
    // A wrapper of a commit: `tx.commit()` of a transaction type of this program.
    if (/^commit\w*$/i.test(fact.name)) return { ...inner, at, kind: 'commit', call, what: 'commits', around, path: [] };
    return {
      ...inner, at, kind: 'call', call, what: `calls \`${fact.name}\`, which ${inner.what.replace(/^calls .*?, which (?=[a-z])/, '')}`, around, unlessGiven: passedOn ?? lentTo(body.fn, call),
      path: inner.path.length > 0 ? inner.path : [{ at: inner.at, message: `it ${inner.what} here` }],
    };
  }
  return undefined;
}

/** The parameter that is used instead of the function's own session when somebody gives it. */
function lentTo(fn: FunctionRef, { file, fact: { callee, args } }: CallRef): string | undefined {
  for (const value of [callee, ...args.map(argument => argument.value)]) {
    for (const part of partsWithCalls(value, file.calls)) {
      if (part.kind !== 'choice') continue;
      const given = part.options.find(option => option.kind === 'name' && fn.fact.params.some(param => param.name === option.name));
      if (given?.kind === 'name' && part.options.length > 1) return given.name;
    }
  }
  return undefined;
}

function argumentFor(call: CallRef, callee: FunctionRef, name: string): Value | undefined {
  const named = call.fact.args.find(argument => argument.name === name);
  if (named) return named.value;
  const params = callee.fact.params.filter(param => param.name !== 'self' && param.name !== 'cls');
  const given = call.fact.args[params.findIndex(param => param.name === name)];
  return given?.name === undefined ? given?.value : undefined;
}

/** Writes of a function called inside a transaction: that there are some is all that matters. */
function delegatedTo(call: CallRef, program: Program): readonly DatabaseStep[] {
  const callee = program.calleeOf(call);
  return callee.known ? program.databaseStepsOf(callee.value).filter(step => step.kind === 'write') : [];
}

function callsIn(body: Body, closures: ReadonlySet<number>): readonly CallRef[] {
  return body.all.calls.filter(({ fact }) => fact.in === body.fn.index || closures.has(fact.in)).map(({ index, fact }) => ({ file: body.file, index, fact })).sort((one, other) => one.fact.at.end - other.fact.at.end || other.fact.at.start - one.fact.at.start);
}

/** Closures that are part of the function's own run: items of a loop, a transaction's body, work on another thread that is waited for. */
function runningClosures(body: Body, program: Program): ReadonlySet<number> {
  const found = new Set<number>();
  const open: Contents['closures'][number][] = [...body.all.closures];
  for (const closure of open.sort((one, other) => one - other)) {
    const outer = body.file.functions[closure]?.in ?? -1;
    const taker = body.takerOf(closure);
    if ((outer === body.fn.index || found.has(outer)) && taker && runs(body, taker, program)) found.add(closure);
  }
  return found;
}

function runs(body: Body, taker: Call, program: Program): boolean {
  const name = body.pathOf(taker.callee).at(-1) ?? '';
  if (body.iterates(taker) || runsHere.test(name)) return true;
  const index = body.file.calls.indexOf(taker);
  return program.databaseStepsOf({ file: body.file, index: taker.in, fact: body.fn.fact }).some(step => step.kind === 'begin' && step.call.index === index) || /transaction|^tx$|^begin$/i.test(name);
}

/** A promise nobody waits for goes its own way: `void order.update(...)`. */
function isDetached(call: CallRef, program: Program): boolean {
  if (call.file.language !== 'typescript' || call.fact.awaited) return false;
  if (call.fact.ignored) return true;
  const callee = call.fact.dropped ? program.calleeOf(call) : undefined;
  return callee?.known === true && callee.value.fact.async;
}

/** What follows a failure is no step of the operation. */
function isCleaningUp(around: readonly Around[]): boolean {
  return around.some(one => one.kind === 'block' && (one.block.kind === 'catch' || one.block.kind === 'finally' || (one.block.catches !== undefined && one.block.kind !== 'try')));
}

function tablesOf(steps: readonly DatabaseStep[]): readonly string[] { return [...new Set(steps.flatMap(step => step.query?.tables ?? []))]; }
function databasesOf(steps: readonly DatabaseStep[]): readonly string[] { return [...new Set(steps.flatMap(step => step.query?.databases().map(one => one.name) ?? []))]; }

function libraryOf(call: CallRef, program: Program): string {
  const path = program.libraryPathOf(call);
  return path.known ? /^@[^/]+\/[^.]+|^[^.]+/.exec(path.value)?.[0] ?? '' : '';
}
