/** Variables of a module that a function changes: what one process keeps for itself. */
import type { FileFacts } from '../facts/structure.js';
import type { Place } from '../facts/span.js';
import type { Value } from '../facts/value.js';
import { withClosures } from './closures.js';
import type { FunctionRef, Program } from './program.js';

export interface SharedState { readonly at: Place; readonly name: string }

const adds = new Set(['append', 'add', 'extend', 'insert', 'push', 'unshift', 'set', 'update', 'setdefault', 'pop', 'remove', 'delete', 'clear', 'push_back', 'fetch_add', 'fetch_sub', 'store', 'swap', 'splice', 'shift']);
/** What a process may well keep for itself. */
const mayBeKept = /cache|memo|metric|counter|stat(s|istics)?$|gauge|histogram|pool|limit|throttl|client|connection|socket|subscriber|listener|session|logger|config|settings|registry|task|worker|lock|semaphore|queue|model|engine|loaded|ready|initiali[sz]ed|started|instance|singleton/i;
const locked = new Set(['lock', 'write', 'read', 'unwrap', 'expect', 'get_mut', 'borrow_mut', 'entry', 'get']);

export function sharedStateChangedIn(program: Program, fn: FunctionRef): readonly SharedState[] {
  const { file } = fn;
  const kept = stateOf(file);
  if (kept.size === 0) return [];
  const functions = withClosures(fn);
  const own = new Set(file.assignments.flatMap(one => (functions.has(one.in) && one.declares && one.target.kind === 'name' ? [one.target.name] : [])));
  for (const index of functions) for (const param of file.functions[index]?.params ?? []) own.add(param.name);
  const named = (value: Value): string | undefined => { const name = rootOf(file, value); return name !== undefined && kept.has(name) && !own.has(name) && !mayBeKept.test(name) ? name : undefined; };
  const found: SharedState[] = [];
  for (const one of file.assignments) {
    if (!functions.has(one.in)) continue;
    // A plain name is the module's only where the language does not make it a local one.
    const name = one.target.kind === 'name' && (one.declares || (file.language === 'python' && !saysGlobal(file, one.target.name, functions))) ? undefined : named(one.target);
    if (name !== undefined) found.push({ at: program.place(file, one.target.at), name });
  }
  for (const call of file.calls) {
    if (!functions.has(call.in) || call.callee.kind !== 'member' || !adds.has(call.callee.name)) continue;
    const name = named(call.callee.of);
    if (name !== undefined) found.push({ at: program.place(file, call.nameAt), name });
  }
  return found;
}

/** Variables of the module that hold a collection, a number, a flag or a lock around one. */
function stateOf(file: FileFacts): ReadonlySet<string> {
  return new Set(file.assignments.flatMap(one => (one.in < 0 && one.target.kind === 'name' && holdsState(file, one.value, one.type?.text) ? [one.target.name] : [])));
}

function holdsState(file: FileFacts, value: Value, type: string | undefined): boolean {
  if (file.language === 'rust') return /\b(Mutex|RwLock|Atomic\w+|DashMap)\b/.test(type ?? '');
  if (value.kind === 'call') {
    const callee = file.calls[value.call]?.callee;
    const name = callee?.kind === 'name' || callee?.kind === 'member' ? callee.name : '';
    return /^(dict|list|set|defaultdict|OrderedDict|deque|Counter|Map|Set|WeakMap|Array)$/.test(name);
  }
  return value.kind === 'list' || value.kind === 'record' || value.kind === 'number' || value.kind === 'boolean' || value.kind === 'nothing';
}

/** Python's `global name` leaves no fact of its own: the name is then assigned in the module's scope too. */
function saysGlobal(file: FileFacts, name: string, functions: ReadonlySet<number>): boolean {
  return file.assignments.some(one => one.target.kind === 'name' && one.target.name === name && functions.has(one.in) && !one.declares && one.operator !== '=');
}

function rootOf(file: FileFacts, value: Value): string | undefined {
  let at: Value | undefined = value;
  for (let turn = 0; at && turn < 12; turn++) {
    if (at.kind === 'name') return at.name;
    if (at.kind === 'member' || at.kind === 'index') at = at.of;
    else if (at.kind === 'call') {
      const callee: Value | undefined = file.calls[at.call]?.callee;
      at = callee?.kind === 'member' && locked.has(callee.name) ? callee.of : undefined;
    } else return undefined;
  }
  return undefined;
}
