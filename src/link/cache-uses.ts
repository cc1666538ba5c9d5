/** What is put into caches, and the caches that are made: whether a lifetime or a greatest size ends them. */
import type { Argument, Assignment, Call } from '../facts/structure.js';
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import { partsOfValue } from '../facts/parts.js';
import type { Value } from '../facts/value.js';
import type { CacheRow } from '../libraries/library.js';
import type { FunctionRef } from '../rule/program.js';
import type { CacheUse } from '../rule/waiting.js';
import { argumentOf, calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

const cacheNames = /cache|memo(?!r)/i;
const puts = new Set(['set', 'insert', 'setdefault', 'put', 'update']);
const removes = new Set(['pop', 'popitem', 'clear', 'delete', 'remove', 'retain', 'drain', 'truncate', 'shift', 'invalidate', 'evict', 'expire']);
const containers = /(^|\.)(Map|dict|defaultdict|OrderedDict|HashMap\.new|DashMap\.new|BTreeMap\.new|HashMap\.default|DashMap\.default)$/;

export class CacheUses {
  readonly all: CacheUse[] = [];

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly files: readonly FileIndex[], readonly textOf: (file: FileIndex) => string, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined) {
    for (const file of files) {
      for (const call of file.facts.calls) this.#lookAtCall(file, call);
      if (file.facts.language === 'python') this.#lookAtDecorators(file);
      for (const one of file.facts.assignments) if (one.in < 0) this.#lookAtMap(file, one);
    }
  }

  #lookAtCall(file: FileIndex, call: Call): void {
    const path = this.evaluator.resolve(file, call)?.path;
    const row = path === undefined ? undefined : this.tables(file).cache(path);
    if (!row || row.entriesDecide || path === undefined || /^(functools|async_lru|aiocache\.cached)/.test(path)) return;
    const limited = row.chain ? this.#chainLimits(file, call, row.chain) : limitOf(call, row);
    const later = limited.known && !limited.value && row.what === 'entry' && (this.#expiresLater(file, call) || (row.store !== undefined && this.#storeLimits(row.store)));
    const isCache = row.keepsState !== true || this.#isCalledCache(file, call) || this.#isLookedFor(file, call);
    // What lives for a time only may be anything: a lock, a session, a count.
    if (!isCache && (later || !limited.known || limited.value)) return;
    const lifetime = lifetimeOf(file, call, row);
    this.all.push({
      at: { file: file.file, start: call.nameAt.start, end: call.nameAt.end }, what: row.what, name: this.#written(file, call.callee).replaceAll(/\s+/g, ''),
      limited: isCache ? (later ? known(true) : limited) : unknown('nothing tells whether it is kept there or only cached'), ...(lifetime && { lifetime }),
    });
  }

  #written(file: FileIndex, { at }: Value): string { return this.textOf(file).slice(at.start, at.end); }

  #isCalledCache(file: FileIndex, call: Call): boolean {
    const key = call.args[0]?.value;
    const fact = file.functionAt(call.in);
    return [this.#written(file, call.callee), key ? this.#written(file, key) : '', fact?.name ?? '', (fact && file.classAt(fact.class)?.name) ?? '', file.file.slice(file.file.lastIndexOf('/') + 1)].some(one => cacheNames.test(one));
  }

  /** `get(key)` on the same store stands before `set(key, value)`: what was not found is put there. */
  #isLookedFor(file: FileIndex, call: Call): boolean {
    const key = call.args[0]?.value;
    const { callee } = call;
    return key !== undefined && callee.kind === 'member' && (file.calls.get(call.in) ?? []).some(index => {
      const one = file.facts.calls[index];
      const other = one?.args[0]?.value;
      return one?.callee.kind === 'member' && other !== undefined && one.at.start < call.at.start && /^(get|getBuffer|getex)$/i.test(one.callee.name) && this.#written(file, other) === this.#written(file, key) && this.#written(file, one.callee.of) === this.#written(file, callee.of);
    });
  }

  /** `redis.expire(key, 60)` after `redis.set(key, value)`. */
  #expiresLater(file: FileIndex, call: Call): boolean {
    const key = call.args[0]?.value;
    const textOf = (value: Value): string => this.textOf(file).slice(value.at.start, value.at.end);
    return key !== undefined && (file.calls.get(call.in) ?? []).some(index => {
      const one = file.facts.calls[index];
      const other = one?.args[0]?.value;
      return one !== undefined && other !== undefined && /^p?expire(_at|at)?$/i.test(calledName(one)) && textOf(other) === textOf(key);
    });
  }

  #storeLimits(store: string): boolean {
    return this.files.some(file => file.facts.calls.some(call => {
      const path = this.evaluator.resolve(file, call)?.path;
      const row = path !== undefined && this.tables(file).canonical(path) === store ? this.tables(file).cache(path) : undefined;
      const limited = row && limitOf(call, row);
      return limited !== undefined && (!limited.known || limited.value);
    }));
  }

  #chainLimits(file: FileIndex, call: Call, chain: readonly string[]): Known<boolean> {
    let at: Value | undefined = call.callee.kind === 'member' ? call.callee.of : undefined;
    for (let turn = 0; at?.kind === 'call' && turn < 20; turn++) {
      const inner: Call | undefined = file.facts.calls[at.call];
      if (inner && chain.includes(calledName(inner))) return known(true);
      if (inner && calledName(inner) === 'builder') return known(false);
      at = inner?.callee.kind === 'member' ? inner.callee.of : undefined;
    }
    return unknown('it is built elsewhere');
  }

  /** `@lru_cache(maxsize=None)` and `@cache` over arguments. */
  #lookAtDecorators(file: FileIndex): void {
    for (const fact of file.facts.functions) {
      const over = fact.params.filter((param, index) => !(index === 0 && /^(self|cls)$/.test(param.name)) && param.type?.name !== 'bool');
      if (over.length === 0) continue;
      for (const decorator of fact.decorators) {
        const shape = this.evaluator.shapeOf(file, fact.in, decorator.callee);
        const row = shape.kind === 'library' ? this.tables(file).cache(shape.path) : undefined;
        if (row?.what !== 'store') continue;
        this.all.push({ at: { file: file.file, start: fact.nameAt.start, end: fact.nameAt.end }, what: 'store', name: decorator.path, limited: limitOf(decorator, row) });
      }
    }
  }

  /** A map of the module that is called a cache: entries are added under keys that are not written out, and none is ever taken away. */
  #lookAtMap(file: FileIndex, { target, value, type, at }: Assignment): void {
    if (target.kind !== 'name' || !cacheNames.test(target.name) || !(this.#isMap(file, value) || (file.facts.language === 'rust' && /\b(HashMap|DashMap|BTreeMap)\b/.test(type?.text ?? '')))) return;
    const { name } = target;
    const feeding = [
      ...file.facts.assignments.filter(one => one.in >= 0 && one.target.kind === 'index' && rootOf(file, one.target.of) === name && isOpen(file, one.in, one.target.key)),
      ...file.facts.calls.filter(one => one.in >= 0 && puts.has(calledName(one)) && one.callee.kind === 'member' && rootOf(file, one.callee.of) === name && one.args[0] !== undefined && isOpen(file, one.in, one.args[0].value)),
    ];
    if (feeding.length === 0) return;
    const fedIn = feeding.flatMap(one => this.functionRef(file, one.in) ?? []);
    const ends = this.files.some(other => other.facts.language === file.facts.language && this.#takesAway(other, name)) || this.#isMeasured(file, name);
    this.all.push({ at: { file: file.file, start: at.start, end: at.end }, what: 'store', name, limited: known(ends), grows: true, fedIn });
  }

  #isMap(file: FileIndex, value: Value): boolean {
    if (value.kind === 'record') return value.type === undefined && value.entries.length === 0;
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    return call !== undefined && containers.test(this.evaluator.resolve(file, call)?.path ?? '');
  }

  #takesAway(file: FileIndex, name: string): boolean {
    return file.facts.calls.some(one => {
      if (one.callee.kind === 'name') return one.callee.name === 'del' && one.args.some(argument => rootOf(file, argument.value) === name);
      return one.callee.kind === 'member' && removes.has(one.callee.name) && rootOf(file, one.callee.of) === name;
    }) || file.facts.assignments.some(one => one.in >= 0 && !one.declares && one.operator === '=' && one.target.kind === 'name' && one.target.name === name);
  }

  /** `if len(cache) > 1000`, `cache.size >= limit`. */
  #isMeasured(file: FileIndex, name: string): boolean {
    return file.facts.blocks.some(({ test }) => test !== undefined && [...partsOfValue(test)].some(part => {
      if (part.kind === 'member') return part.name === 'size' && rootOf(file, part.of) === name;
      const call = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
      return call !== undefined && calledName(call) === 'len' && (call.callee.kind === 'member' ? rootOf(file, call.callee.of) === name : call.args[0] !== undefined && rootOf(file, call.args[0].value) === name);
    }));
  }
}

const setOnly = /^(NX|XX|GET|KEEPTTL)$/i;

function limitOf(call: { readonly args: readonly Argument[] }, row: CacheRow): Known<boolean> {
  if (call.args.some(one => one.spread)) return unknown('its options are put together elsewhere');
  const given = row.limit === undefined ? undefined : argumentOf(call, row.limit);
  if (!given) return known(row.limited === true);
  if (given.kind === 'record') return given.entries.some(one => one.spread) ? unknown('its options are put together elsewhere') : known(false);
  return known(given.kind !== 'nothing' && !(given.kind === 'text' && setOnly.test(given.text)));
}

/** The name a chain of members, indexes and calls begins with. */
function rootOf(file: FileIndex, value: Value): string | undefined {
  let at: Value | undefined = value;
  for (let turn = 0; at && turn < 20; turn++) {
    if (at.kind === 'name') return at.name;
    if (at.kind === 'member' || at.kind === 'index' || at.kind === 'item') at = at.of;
    else if (at.kind === 'call') at = calleeOf(file, at.call);
    else return undefined;
  }
  return undefined;
}

function calleeOf(file: FileIndex, call: number): Value | undefined {
  const callee = file.facts.calls[call]?.callee;
  return callee?.kind === 'member' ? callee.of : undefined;
}

function lifetimeOf(file: FileIndex, call: Call, row: CacheRow): CacheUse['lifetime'] {
  const flag = call.args[2]?.value;
  // `set(key, value, 'EX', 60)`
  const spelled = row.keepsState && flag?.kind === 'text' && /^P?X$|^EX$/i.test(flag.text) ? call.args[3]?.value : undefined;
  if (spelled) return { value: spelled, unit: flag?.kind === 'text' && /^EX$/i.test(flag.text) ? 'seconds' : 'milliseconds', file: file.facts, in: call.in };
  const seconds = row.seconds === undefined ? undefined : argumentOf(call, row.seconds);
  const value = seconds ?? (row.milliseconds === undefined ? undefined : argumentOf(call, row.milliseconds));
  return value && { value, unit: seconds ? 'seconds' : 'milliseconds', file: file.facts, in: call.in };
}

/** A key out of a few words (`'app' | 'window'`) leaves the map as large as they are many. */
function isOpen(file: FileIndex, fn: number, key: Value): boolean {
  if (key.kind === 'name') {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) {
      const type = file.functionAt(at)?.params.find(one => one.name === key.name)?.type?.text;
      if (type === undefined) continue;
      return !/^(bool|boolean|Literal\[.*\]|\s*(\|?\s*(['"][^'"]*['"]|\d+)\s*)+)$/.test(type.trim());
    }
  }
  return key.kind !== 'text' && key.kind !== 'number' && !(key.kind === 'name' && /^[A-Z][A-Z0-9_]+$/.test(key.name));
}
