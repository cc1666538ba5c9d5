/** Mail, processes, images, documents and requests in loops that an HTTP handler waits for, also through the functions it calls. */
import type { Call } from '../facts/structure.js';
import type { Step } from '../findings/finding.js';
import type { LongWorkKind } from '../facts/long-work.js';
import type { Endpoint, FunctionRef } from '../rule/program.js';
import type { LongWork } from '../rule/waiting.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Loops } from './loops.js';

const maxHelpers = 8;
/** How far a request in a loop is followed: further on, the loop is rarely about what the client sent. */
const maxHelpersToRequests = 4;
const chaining = new Set(['then', 'catch', 'finally']);

export class LongWorks {
  readonly all: LongWork[] = [];
  readonly #detached = new Map<FileIndex, readonly Call[]>();

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly loops: Loops, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[], endpoints: readonly Endpoint[], readonly textOf: (file: FileIndex) => string) {
    const byName = new Map(files.map(file => [file.file, file]));
    const done = new Set<string>();
    for (const { kind, handler } of endpoints) {
      const file = byName.get(handler.file.file);
      if (kind !== 'http' || !file || done.has(keyOf(file, handler.index))) continue;
      done.add(keyOf(file, handler.index));
      this.#walk(handler, file, handler.index, false, [], new Set());
    }
  }

  #walk(handler: FunctionRef, file: FileIndex, fn: number, repeated: boolean, path: readonly Step[], seen: Set<string>): void {
    const key = `${keyOf(file, fn)} ${String(repeated)}`;
    if (seen.has(key) || path.length > maxHelpers) return;
    seen.add(key);
    for (const inner of withFunctionsIn(file, fn)) {
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        if (!call || this.#runsOn(file, call, index)) continue;
        const again = repeated || this.loops.around(file, call).some(one => one.extent === 'each');
        const resolved = this.graph.evaluator.resolve(file, call);
        const kind: LongWorkKind | undefined = resolved && (this.tables(file).longWork(resolved.path) ?? (again && path.length <= maxHelpersToRequests && resolved.effect?.sends !== undefined ? 'request' : undefined));
        if (kind && resolved) this.all.push({ handler, at: placeOf(file, call), kind, source: resolved.path, repeated: again, path });
        const callee = this.graph.calleeOf(call);
        if (callee && !call.new) this.#walk(handler, callee.file, callee.fn, again, [...path, { at: placeOf(file, call), message: `\`${calledName(call)}\` is called here` }], seen);
      }
    }
  }

  /** Nobody waits for it: handed to a task, a thread or a timer, or a promise that is let go. */
  #runsOn(file: FileIndex, call: Call, index: number): boolean {
    if (this.#detachingCalls(file).some(one => one.at.start < call.at.start && call.at.end <= one.at.end && !(call.awaited && call.in === one.in))) return true;
    if (file.facts.language !== 'typescript' || call.awaited) return false;
    const callee = this.graph.calleeOf(call);
    const path = this.graph.evaluator.resolve(file, call)?.path;
    if (!(callee?.file.functionAt(callee.fn)?.async ?? (path !== undefined && this.tables(file).awaitable(path) !== undefined))) return false;
    if (call.dropped || /\bvoid\s+$/.test(this.textOf(file).slice(Math.max(0, call.at.start - 12), call.at.start))) return true;
    let last = index;
    for (;;) {
      const next: number = file.facts.calls.findIndex(one => one.callee.kind === 'member' && one.callee.of.kind === 'call' && one.callee.of.call === last && chaining.has(one.callee.name));
      if (next < 0) break;
      last = next;
    }
    const end = file.facts.calls[last];
    return last !== index && end?.dropped === true && !end.awaited;
  }

  /** `fn spawn_logged(task: impl Future) { tokio::spawn(async { task.await ... }) }`: a function of the program's own that lets what it is given run on. */
  #handsOn(file: FileIndex, fn: number): boolean {
    const params = file.functionAt(fn)?.params.filter(one => !/^(self|cls)$/.test(one.name)) ?? [];
    return params.length > 0 && (file.calls.get(fn) ?? []).some(index => {
      const one = file.facts.calls[index];
      const path = one && !one.awaited ? this.graph.evaluator.resolve(file, one)?.path : undefined;
      if (!one || path === undefined || !this.tables(file).detaches(path)) return false;
      const text = this.textOf(file).slice(one.callee.at.end, one.at.end);
      return params.some(param => standsIn(text, param.name));
    });
  }

  #detachingCalls(file: FileIndex): readonly Call[] {
    const found = this.#detached.get(file) ?? file.facts.calls.filter(call => {
      if (call.awaited) return false;
      const path = this.graph.evaluator.resolve(file, call)?.path;
      if (path !== undefined && this.tables(file).detaches(path)) return true;
      const callee = this.graph.calleeOf(call);
      return callee !== undefined && call.args.length > 0 && this.#handsOn(callee.file, callee.fn);
    });
    this.#detached.set(file, found);
    return found;
  }
}

function standsIn(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}

function withFunctionsIn(file: FileIndex, fn: number): readonly number[] {
  const inside = new Set([fn]);
  file.facts.functions.forEach((one, index) => { if (inside.has(one.in) && one.kind === 'closure') inside.add(index); });
  return [...inside];
}

function placeOf(file: FileIndex, call: Call): LongWork['at'] {
  return { file: file.file, start: call.nameAt.start, end: call.nameAt.end };
}
