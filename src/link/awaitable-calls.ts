/** Every call that makes something to be awaited, and what becomes of it: used, or thrown away in one of several ways. */
import type { Assignment, Call } from '../facts/structure.js';
import type { AwaitableCall } from '../rule/waiting.js';
import type { FunctionRef } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { Made } from './awaitable-makers.js';
import { AwaitableMakers } from './awaitable-makers.js';
import type { CallGraph } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

const chaining = new Set(['then', 'catch', 'finally']);
/** Methods that throw away what their callback gives, and those whose result is itself an array of promises. */
const throwsAway = new Set(['forEach']);
const gathers = new Set(['map', 'flatMap']);

export class AwaitableCalls {
  readonly all: AwaitableCall[] = [];
  readonly #makers: AwaitableMakers;

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[], readonly textOf: (file: FileIndex) => string) {
    this.#makers = new AwaitableMakers(graph, tables);
    for (const file of files) this.#lookInto(file);
  }

  #lookInto(file: FileIndex): void {
    const calledOn = new Map<number, number>();
    const kept = new Map<number, Assignment[]>();
    file.facts.calls.forEach((call, index) => { if (call.callee.kind === 'member' && call.callee.of.kind === 'call') calledOn.set(call.callee.of.call, index); });
    for (const one of file.facts.assignments) if (one.value.kind === 'call') kept.set(one.value.call, [...(kept.get(one.value.call) ?? []), one]);
    file.facts.calls.forEach((call, index) => {
      const made = this.#makers.madeBy(file, call) ?? forEveryItem(file, call);
      if (!made) return;
      const fate = made.source === 'forEach' || made.source === 'map' ? 'each' : this.#fateOf(file, call, index, calledOn, kept);
      this.#note(file, call, index, made, fate);
    });
    // `let _ = task;` of a future made before.
    for (const one of file.facts.assignments) {
      if (file.facts.language !== 'rust' || one.target.kind !== 'name' || one.target.name !== '_' || one.type || one.value.kind !== 'name') continue;
      for (const definition of this.graph.evaluator.names.define(file, one.in, one.value.name, one.value.at.start).definitions) {
        const index = definition.kind === 'assignment' && definition.file === file && definition.fact.value.kind === 'call' ? definition.fact.value.call : -1;
        const call = file.facts.calls[index];
        const made = call && !call.awaited ? this.#makers.madeBy(file, call) : undefined;
        if (call && made) this.all.push({ at: { file: file.file, start: one.value.at.start, end: one.value.at.end }, call: { file: file.facts, index, fact: call }, in: this.functionRef(file, one.in), ...made, fate: 'discarded', path: [{ at: placeOf(file, call), message: 'it is made here' }] });
      }
    }
  }

  #note(file: FileIndex, call: Call, index: number, made: Made, fate: AwaitableCall['fate']): void {
    this.all.push({ at: placeOf(file, call), call: { file: file.facts, index, fact: call }, in: this.functionRef(file, call.in), ...made, fate, path: [] });
  }

  #fateOf(file: FileIndex, call: Call, index: number, calledOn: ReadonlyMap<number, number>, kept: ReadonlyMap<number, readonly Assignment[]>): AwaitableCall['fate'] {
    if (call.awaited) return 'used';
    if (call.dropped) return 'dropped';
    let last = index;
    let caught = false;
    for (let next = calledOn.get(index); next !== undefined; next = calledOn.get(next)) {
      const one = file.facts.calls[next];
      if (!one || !chaining.has(calledName(one))) break;
      last = next;
      caught ||= calledName(one) === 'catch' || one.args.length > 1;
    }
    const end = file.facts.calls[last];
    if (last !== index && end?.dropped && !end.awaited) return caught ? 'used' : 'chained';
    const [only, ...more] = kept.get(index) ?? [];
    if (!only || more.length > 0 || only.target.kind !== 'name' || only.in < 0) return 'used';
    if (only.target.name === '_' && file.facts.language === 'rust') return only.type ? 'used' : 'discarded';
    return this.#isRead(file, only.in, only.target.name) ? 'used' : 'unread';
  }

  /** Whether a variable's name stands anywhere in its function beside where it is assigned; also in a comment or a macro nobody could read. */
  #isRead(file: FileIndex, fn: number, name: string): boolean {
    const fact = file.functionAt(fn);
    if (!fact || name.startsWith('_')) return true;
    const text = this.textOf(file).slice(fact.at.start, fact.at.end);
    const stands = text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0;
    const set = file.facts.assignments.filter(one => one.target.kind === 'name' && one.target.name === name && one.at.start >= fact.at.start && one.at.end <= fact.at.end).length;
    return stands > set;
  }
}

/** `users.forEach(async user => ...)`: a promise for every item, and nobody takes them. */
function forEveryItem(file: FileIndex, call: Call): Made | undefined {
  const name = calledName(call);
  const callback = call.args[0]?.value;
  if (file.facts.language !== 'typescript' || call.callee.kind !== 'member' || callback?.kind !== 'function' || !file.functionAt(callback.function)?.async) return undefined;
  if (!throwsAway.has(name) && !(gathers.has(name) && call.dropped && !call.awaited)) return undefined;
  const waits = (file.facts.awaits ?? []).some(one => one.in === callback.function);
  return waits ? { makes: 'promise', source: throwsAway.has(name) ? 'forEach' : 'map', own: false, quiet: false } : undefined;
}

function placeOf(file: FileIndex, call: Call): AwaitableCall['at'] {
  return { file: file.file, start: call.nameAt.start, end: call.nameAt.end };
}
