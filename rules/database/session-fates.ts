/** What becomes of an opened session: closed whatever happens, closed at best, shared by all, or never closed. */
import type { CallRef, FunctionRef, Opening, Program, Step } from '../../src/rule/index.js';
import { partsWithCalls, withClosures } from '../../src/rule/index.js';

export type Fate =
  | { readonly kind: 'fine' }
  | { readonly kind: 'shared' | 'made again' | 'never closed' | 'not closed on failure'; readonly weak: boolean; readonly path: readonly Step[] }
  | { readonly kind: 'unknown'; readonly because: string };

const fine: Fate = { kind: 'fine' };
/** What is made once and then kept. */
const once = /^(?:lru_cache|cache|cached|singleton|alru_cache|functools\.(?:lru_)?cache)$/;
const kept = /(?:get_or_(?:try_)?init|get_or_insert_with|call_once|set|once|memoize\w*|force)$/;

export function fateOf(opening: Opening, perRequest: ReadonlyMap<FunctionRef['fact'], readonly Step[]>, program: Program): Fate {
  const fn = opening.in;
  if (opening.opens === 'engine') {
    const way = fn && perRequest.get(fn.fact);
    return way && makesEngine(opening) && !opensWhatIsNamed(fn) && !isKept(opening.call, program) && !isPartOfValue(opening, fn) ? { kind: 'made again', weak: false, path: way } : fine;
  }
  if (opening.scoped) return fine;
  if (!fn) return opening.call.file.language === 'python' ? shared(opening, program) : fine;
  if (leavesWith(opening, fn) || isKept(opening.call, program)) return fine;
  if (opening.name === undefined) return { kind: 'unknown', because: 'what becomes of the session could not be followed' };
  const closing = closingsOf(opening.name, fn, program);
  if (closing.some(call => inFailure(call, fn, program))) return fine;
  const path = perRequest.get(fn.fact) ?? [];
  if (closing.length > 0) return { kind: 'not closed on failure', weak: true, path };
  return handsOver(opening.name, fn) ? { kind: 'unknown', because: 'the session is handed to somebody who may close it' } : { kind: 'never closed', weak: false, path };
}

/** `open(path)` opens another file each time: one to import, a backup. */
function opensWhatIsNamed(fn: FunctionRef): boolean { return fn.fact.params.some(param => /path|file|folder|dir|url|dsn|uri|database|tenant/i.test(param.name) || /\bPath(?:Buf)?\b/.test(param.type?.text ?? '')); }

/** A pool, engine or client, not what is only taken from one. */
function makesEngine({ type, call }: Opening): boolean {
  return /Engine|Pool|PrismaClient|Sequelize|DataSource|Knex|Sql$|DatabaseConnection/.test(type) && !/begin|acquire|getConnection/.test(call.fact.callee.kind === 'member' ? call.fact.callee.name : '');
}

/** Put into a struct or object: whoever keeps that keeps the pool. */
function isPartOfValue({ name, call }: Opening, fn: FunctionRef): boolean {
  const { file } = fn;
  const values = [...file.returns.filter(one => one.in === fn.index).map(one => one.value), ...file.assignments.filter(one => one.in === fn.index).map(one => one.value), ...file.calls.filter(one => one.in === fn.index).flatMap(one => one.args.map(argument => argument.value))];
  const records = values.flatMap(value => [...partsWithCalls(value, file.calls)]).filter(part => part.kind === 'record' || (part.kind === 'call' && file.calls[part.call]?.new === true));
  const inside = records.flatMap(record => (record.kind === 'record' ? record.entries.map(entry => entry.value) : record.kind === 'call' ? file.calls[record.call]?.args.map(argument => argument.value) ?? [] : []));
  return inside.some(value => [...partsWithCalls(value, file.calls)].some(part => (part.kind === 'name' && part.name === name) || (part.kind === 'call' && part.call === call.index)));
}

/** A module's own session: a thread or request that fails leaves it broken for all others. */
function shared(opening: Opening, program: Program): Fate {
  if (opening.name === undefined || program.purposeOf(opening.call.file) === 'command line') return fine;
  return { kind: 'shared', weak: false, path: [] };
}

/** Kept beyond the function: in a member or a name outside it, behind a cache, or in a cell that is filled once. */
export function isKept(call: CallRef, program: Program): boolean {
  const { file, index } = call;
  const fn = file.functions[call.fact.in];
  if (fn?.decorators.some(one => once.test(one.path))) return true;
  const outer = file.calls.some(one => one.args.some(({ value }) => value.kind === 'function' && value.function === call.fact.in) && (one.callee.kind === 'member' || one.callee.kind === 'name') && kept.test(one.callee.name));
  const assigned = file.assignments.filter(one => [...partsWithCalls(one.value, file.calls)].some(part => part.kind === 'call' && part.call === index));
  return outer || assigned.some(one => one.target.kind !== 'name' || isOutside(one.target.name, call, program) || (fn !== undefined && file.assignments.some(next => next.target.kind !== 'name' && next.in === one.in && next.value.kind === 'name' && one.target.kind === 'name' && next.value.name === one.target.name)));
}

/** Python's `global engine`, TypeScript's module variable. */
function isOutside(name: string, { file, fact }: CallRef, program: Program): boolean {
  const own = file.assignments.some(one => one.in === fact.in && one.declares && one.target.kind === 'name' && one.target.name === name);
  const outside = file.assignments.some(one => one.in !== fact.in && one.target.kind === 'name' && one.target.name === name && (one.in < 0 || file.language === 'typescript'));
  const body = file.functions[fact.in];
  return outside && (!own || (body !== undefined && new RegExp(`\\b(?:global|nonlocal)\\b[^\\n]*\\b${name}\\b`).test(program.textOf(file).slice(body.at.start, body.at.end))));
}

/** Returned or yielded: whoever asked for it has it now; a generator that only yields it is a dependency, which must close it. */
function leavesWith(opening: Opening, fn: FunctionRef): boolean {
  return fn.file.returns.some(one => one.in === fn.index && !one.yields && [...partsWithCalls(one.value, fn.file.calls)].some(part => (part.kind === 'call' && part.call === opening.call.index) || (opening.name !== undefined && part.kind === 'name' && part.name === opening.name && part === one.value)));
}

function closingsOf(name: string, fn: FunctionRef, program: Program): readonly CallRef[] {
  const inside = withClosures(fn);
  return program.calls(fn.file).filter(({ fact }) => inside.has(fact.in) && fact.callee.kind === 'member' && /^(?:a?close|release|end|dispose|remove|destroy|disconnect|putconn|close_all)$/.test(fact.callee.name)
    && [...partsWithCalls(fact.callee, fn.file.calls), ...fact.args.map(argument => argument.value)].some(part => part.kind === 'name' && part.name === name));
}

function inFailure(call: CallRef, fn: FunctionRef, program: Program): boolean {
  return call.fact.in !== fn.index || program.blocksAround(fn.file, call.fact.block).some(block => block.kind === 'finally' || block.kind === 'with');
}

/** Passed to a call, or put into something. */
function handsOver(name: string, fn: FunctionRef): boolean {
  return fn.file.calls.some(call => call.in === fn.index && call.new === true && call.args.some(({ value }) => value.kind === 'name' && value.name === name))
    || fn.file.returns.some(one => one.in === fn.index && !one.yields && [...partsWithCalls(one.value, fn.file.calls)].some(part => part.kind === 'name' && part.name === name && part !== one.value && one.value.kind !== 'call'));
}
