/** Closures that run where they are written: handed to a call that calls them at once, for every item or only once. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';

/** Where a closure's body runs, and the call it was handed to, if any. */
export interface Standing { readonly fn: number; readonly block: number; readonly call: Call | undefined }

/** Calls that run their callback for every item of a collection. */
const forEveryItem = new Set([
  'map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex', 'reduce', 'each', 'eachSeries', 'eachLimit', 'mapSeries', 'mapLimit', 'forEachSeries',
  'for_each', 'try_for_each', 'for_each_concurrent', 'try_for_each_concurrent', 'filter_map', 'flat_map', 'find_map', 'any', 'all', 'fold', 'try_fold', 'partition', 'retain', 'then', 'query_map', 'query_and_then',
]);
/** Methods Rust's options, results and futures share with its iterators. */
const ambiguousInRust = new Set(['map', 'then', 'filter', 'flat_map', 'any', 'all', 'filter_map']);
const itemsInRust = new Set(['iter', 'into_iter', 'iter_mut', 'drain', 'chars', 'lines', 'keys', 'values', 'chunks', 'stream', 'enumerate', 'zip', 'rows', 'query_map', 'par_iter', 'into_par_iter', 'into_values', 'into_keys', 'windows', 'split', 'rev', 'skip', 'take', 'cloned', 'copied']);
/** Calls that run their callback once, before or while the surrounding code goes on. */
const once = new Set([
  'then', 'catch', 'finally', 'tap', 'Promise', 'transaction', '$transaction', 'atomic', 'all', 'allSettled', 'race', 'gather', 'run', 'call', 'with',
  'and_then', 'or_else', 'unwrap_or_else', 'ok_or_else', 'map', 'map_err', 'map_or', 'map_or_else', 'is_some_and', 'is_ok_and', 'inspect', 'get_or_init', 'get_or_insert_with', 'or_insert_with', 'try_with', 'sort_by', 'sort_by_key',
  'filter', 'sorted', 'max', 'min', 'sort', 'block_on', 'timeout', 'wait_for', 'instrument', 'boxed', 'pin', 'spawn', 'spawn_local', 'push', 'create_task', 'ensure_future', 'join', 'try_join', 'select',
]);

/** Undefined when the closure runs elsewhere, later, or nobody knows where. */
export function closureStandsIn(evaluator: Evaluator, file: FileIndex, fn: number): Standing | undefined {
  const fact = file.functionAt(fn);
  if (fact?.kind !== 'closure' || fact.in < 0) return undefined;
  const use = evaluator.closureUses(file, fn);
  if (use) {
    const { call } = use;
    if (evaluator.resolve(file, call)?.effect?.offloads === true) return undefined;
    const name = calledName(call) || macroName(call);
    return forEveryItem.has(name) || once.has(name) ? { fn: call.in, block: call.block, call } : undefined;
  }
  // An `async` block, or what a callback returns, runs for the code around it.
  const isBlock = file.facts.language === 'rust' && fact.async && fact.params.length === 0;
  return isBlock ? { fn: fact.in, block: innermostBlock(file, fact.in, fact.at.start), call: undefined } : undefined;
}

/** The collection a callback is run for every item of. */
export function repeatingCallback(file: FileIndex, call: Call): Value | undefined {
  const name = calledName(call);
  if (!forEveryItem.has(name)) return undefined;
  const [first, second] = call.args;
  if (call.callee.kind !== 'member') return file.facts.language === 'python' && (name === 'map' || name === 'filter') ? second?.value : undefined;
  // `Promise.map(users, ...)`, `async.eachLimit(users, 5, ...)`: the collection comes first.
  if (first && first.value.kind !== 'function' && call.args.at(-1)?.value.kind === 'function' && file.facts.language === 'typescript') return name === 'reduce' ? call.callee.of : first.value;
  if (name === 'then' && file.facts.language !== 'rust') return undefined;
  if (file.facts.language === 'rust' && ambiguousInRust.has(name) && !givesItems(file, call.callee.of)) return undefined;
  return call.callee.of;
}

function givesItems(file: FileIndex, receiver: Value): boolean {
  const call = receiver.kind === 'call' ? file.facts.calls[receiver.call] : undefined;
  if (!call) return false;
  if (itemsInRust.has(calledName(call))) return true;
  if (call.callee.kind !== 'member') return false;
  return call.callee.of.kind === 'name' && call.callee.of.name === 'stream' ? true : givesItems(file, call.callee.of);
}

function innermostBlock(file: FileIndex, fn: number, at: number): number {
  let found = -1;
  let size = Number.MAX_SAFE_INTEGER;
  file.facts.blocks.forEach((block, index) => {
    const length = block.at.end - block.at.start;
    if (block.in === fn && block.at.start <= at && at < block.at.end && length < size) { found = index; size = length; }
  });
  return found;
}

function macroName(call: Call): string {
  return call.callee.kind === 'name' ? call.callee.name : '';
}
