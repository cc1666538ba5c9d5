/** Finds what holds a thread that others wait for: blocking calls in async code and request handlers, also behind sync helpers. */
import type { Call, FunctionFact } from '../facts/structure.js';
import type { Step } from '../findings/finding.js';
import type { BlockingCall, Endpoint, FunctionRef } from '../rule/program.js';
import { calledName } from './arguments.js';
import { closureStandsIn } from './callbacks.js';
import type { CallGraph, FunctionAt } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';

/** What a call waits for, and the way there through helpers. */
interface Wait { readonly waits: BlockingCall['waits']; readonly source: string; readonly brief: boolean; readonly waitsAt: Step['at']; readonly path: readonly Step[] }

const maxHelpers = 6;

export class BlockingCalls {
  readonly all: BlockingCall[] = [];
  readonly #waitOfHelper = new Map<string, Wait | undefined>();
  readonly #inside = new Map<string, number[]>();

  constructor(readonly graph: CallGraph, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[], endpoints: readonly Endpoint[], handlings: readonly FunctionAt[]) {
    for (const file of files) this.#groupByRunner(file);
    for (const file of files) if (file.facts.language !== 'typescript') file.facts.functions.forEach((fact, fn) => { if (fact.async && this.#runner(file, fn) === fn) this.#lookInto(file, fn, 'event loop'); });
    const byName = new Map(files.map(file => [file.file, file]));
    for (const endpoint of endpoints) {
      const file = byName.get(endpoint.handler.file.file);
      const { fact, index } = endpoint.handler;
      if (file && endpoint.kind === 'command' && !fact.async && !runsOnThread(fact)) this.#lookInto(file, index, 'window');
    }
    this.#followRequests([...endpoints.flatMap(one => { const file = byName.get(one.handler.file.file); return file ? [{ file, fn: one.handler.index }] : []; }), ...handlings]);
  }

  /** Node serves every request on one thread: whatever handlers reach, sync or not, holds them all. */
  #followRequests(entries: readonly FunctionAt[]): void {
    const seen = new Set<string>();
    const found = new Set<Call>();
    const visit = (entry: FunctionRef, file: FileIndex, fn: number, path: readonly Step[]): void => {
      if (seen.has(keyOf(file, fn)) || path.length > maxHelpers) return;
      seen.add(keyOf(file, fn));
      for (const inner of withFunctionsIn(file, fn)) {
        for (const index of file.calls.get(inner) ?? []) {
          const call = file.facts.calls[index];
          if (!call) continue;
          const wait = this.#ownWait(file, call);
          if (wait && !found.has(call)) {
            found.add(call);
            this.all.push({ at: placeOf(file, call), call: { file: file.facts, index, fact: call }, ...wait, in: entry, holds: 'event loop', path });
          }
          const callee = this.graph.calleeOf(call);
          if (callee && !call.new) visit(entry, callee.file, callee.fn, [...path, { at: placeOf(file, call), message: `\`${calledName(call)}\` is called here` }]);
        }
      }
    };
    for (const { file, fn } of entries) {
      const entry = file.facts.language === 'typescript' ? this.functionRef(file, fn) : undefined;
      if (entry) visit(entry, file, fn, []);
    }
  }

  #lookInto(file: FileIndex, fn: number, holds: BlockingCall['holds']): void {
    const ref = this.functionRef(file, fn);
    if (!ref) return;
    for (const index of this.#callsRunBy(file, fn)) {
      const call = file.facts.calls[index];
      const wait = call && (this.#ownWait(file, call) ?? this.#helpersWait(call));
      if (call && wait && !(isStartUp(ref.fact) && wait.waits !== 'sleep' && wait.waits !== 'input')) this.all.push({ at: placeOf(file, call), call: { file: file.facts, index, fact: call }, ...wait, in: ref, holds });
    }
  }

  #ownWait(file: FileIndex, call: Call): Wait | undefined {
    // What is awaited yields, whatever the table says of its sync twin.
    if (call.awaited) return undefined;
    const resolved = this.graph.evaluator.resolve(file, call);
    const waits = resolved?.effect?.blocks;
    return waits && { waits, source: resolved.path, brief: resolved.effect?.brief === true, waitsAt: placeOf(file, call), path: [] };
  }

  /** A sync function of this program that waits holds up the async one that calls it. */
  #helpersWait(call: Call): Wait | undefined {
    const callee = call.awaited ? undefined : this.graph.calleeOf(call);
    const wait = callee && this.#waitOf(callee.file, callee.fn, 0);
    return wait;
  }

  #waitOf(file: FileIndex, fn: number, depth: number): Wait | undefined {
    const fact = file.functionAt(fn);
    if (!fact || fact.async || depth > maxHelpers) return undefined;
    const key = keyOf(file, fn);
    if (this.#waitOfHelper.has(key)) return this.#waitOfHelper.get(key);
    this.#waitOfHelper.set(key, undefined); // recursion ends here
    let found: Wait | undefined;
    for (const index of this.#callsRunBy(file, fn)) {
      const call = file.facts.calls[index];
      if (!call) continue;
      const own = this.#ownWait(file, call);
      const callee = own || call.awaited ? undefined : this.graph.calleeOf(call);
      const wait = own ?? (callee && this.#waitOf(callee.file, callee.fn, depth + 1));
      // A short look is worth a word where it stands, not through helpers.
      if (!wait || wait.brief || found) continue;
      found = { ...wait, path: [{ at: placeOf(file, call), message: own ? `\`${own.source}\` waits here` : `\`${calledName(call)}\` is called here` }, ...wait.path] };
    }
    this.#waitOfHelper.set(key, found);
    return found;
  }

  #callsRunBy(file: FileIndex, fn: number): readonly number[] { return this.#inside.get(keyOf(file, fn)) ?? []; }

  /** Calls by the function that runs them: closures run where they stand, unless they are handed to a thread. */
  #groupByRunner(file: FileIndex): void {
    file.facts.calls.forEach((call, index) => {
      const runner = this.#runner(file, call.in);
      if (runner === undefined) return;
      const key = keyOf(file, runner);
      push(this.#inside, key, index);
    });
  }

  /** The function whose thread runs a closure's body; undefined when that is not known or another thread. */
  #runner(file: FileIndex, fn: number): number | undefined {
    for (let at = fn, turn = 0; turn < 20; turn++) {
      const fact = file.functionAt(at);
      if (!fact) return undefined;
      if (fact.kind !== 'closure' || fact.in < 0) return at;
      const place = closureStandsIn(this.graph.evaluator, file, at);
      if (!place) return fact.async && !this.#isHandedOff(file, at) ? at : undefined;
      const outer = file.functionAt(place.fn);
      // An async block in a sync function is async code of its own.
      if (fact.async && outer && !outer.async) return this.#isHandedOff(file, place.fn) ? undefined : at;
      at = place.fn;
    }
    return undefined;
  }

  #isHandedOff(file: FileIndex, fn: number): boolean {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) {
      const use = this.graph.evaluator.closureUses(file, at);
      if (use && this.graph.evaluator.resolve(file, use.call)?.effect?.offloads) return true;
    }
    return false;
  }
}

/** Nobody waits yet for files and connections while a program starts. */
function isStartUp(fact: FunctionFact): boolean {
  return /^(main|lifespan|_?lifespan\w*|on_startup|startup\w*|start_up|on_shutdown|shutdown\w*|setup|bootstrap)$/.test(fact.name) || fact.decorators.some(one => /(^|\.)(on_event|before_serving|before_server_start|on_startup|tokio\.main)$/.test(one.path));
}

/** `#[tauri::command(async)]` takes a sync command off the main thread. */
function runsOnThread(fact: FunctionFact): boolean {
  return fact.decorators.some(one => one.args.some(argument => argument.name === 'async' || (argument.value.kind === 'name' && argument.value.name === 'async')));
}

function withFunctionsIn(file: FileIndex, fn: number): readonly number[] {
  const inside = new Set([fn]);
  file.facts.functions.forEach((one, index) => { if (inside.has(one.in)) inside.add(index); });
  return [...inside];
}

function placeOf(file: FileIndex, call: Call): Step['at'] {
  return { file: file.file, ...call.nameAt };
}
