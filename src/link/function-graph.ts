/** The functions of the program by number, the calls between them and the closures in them: what is walked from a function, nearest first. */
import type { Step } from '../findings/finding.js';
import type { CallRef, FunctionRef } from '../rule/program.js';
import type { ReachedCall, ReachedPlace } from '../rule/summary.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { FileIndex } from './file-index.js';

/** A call from one function to another; `call` is its position among the calls of the caller's file. */
export interface Edge { readonly to: number; readonly call: number }

/** One function with its number in the graph. */
export interface Node { readonly file: FileIndex; readonly fn: number; readonly edges: readonly Edge[]; readonly inside: readonly number[] }

export interface Caller { readonly by: number; readonly edge: Edge | undefined }

export class FunctionGraph {
  readonly nodes: Node[] = [];
  readonly #first = new Map<FileIndex, number>();

  /** `runsAlone`: a function that stands in another but is not run by it, such as a handler that is registered there. */
  constructor(readonly graph: CallGraph, files: readonly FileIndex[], readonly ref: (file: FileIndex, fn: number) => FunctionRef | undefined, runsAlone: (file: FileIndex, fn: number) => boolean) {
    let count = 0;
    for (const file of files) {
      this.#first.set(file, count);
      count += file.facts.functions.length;
    }
    for (const file of files) {
      const inside = file.facts.functions.map((): number[] => []);
      file.facts.functions.forEach((fact, fn) => { if (fact.in >= 0 && !runsAlone(file, fn)) inside[fact.in]?.push(this.numberOf(file, fn)); });
      file.facts.functions.forEach((_, fn) => { this.nodes.push({ file, fn, edges: this.#edgesOf(file, fn), inside: inside[fn] ?? [] }); });
    }
  }

  numberOf(file: FileIndex, fn: number): number { return (this.#first.get(file) ?? -1) + fn; }

  /** A function and the closures that run for it, outermost first. */
  bodyOf(number: number): readonly number[] {
    const found = [number];
    for (let turn = 0; turn < found.length; turn++) found.push(...(this.nodes[found[turn] ?? -1]?.inside ?? []));
    return found;
  }

  /** Who calls or holds whom among functions that reach each other; the edge is missing for a closure. */
  callersWithin(members: readonly number[]): ReadonlyMap<number, readonly Caller[]> {
    const callers = new Map<number, Caller[]>(members.map(number => [number, []]));
    for (const by of members) {
      for (const edge of this.nodes[by]?.edges ?? []) callers.get(edge.to)?.push({ by, edge });
      for (const inner of this.nodes[by]?.inside ?? []) callers.get(inner)?.push({ by, edge: undefined });
    }
    return callers;
  }

  /** Runs `update` on every member, and again on the callers of each that changed. */
  settle(members: readonly number[], update: (number: number) => boolean): void {
    const callers = this.callersWithin(members);
    const waiting = new Set(members);
    for (const number of waiting) {
      waiting.delete(number);
      if (update(number)) for (const { by } of callers.get(number) ?? []) waiting.add(by);
    }
  }

  /** Every call a function makes, then those of what it calls, and so on: each function once, in the order of their distance. */
  *callsReachedFrom(file: FileIndex, fn: number): Generator<ReachedCall> {
    const start = this.numberOf(file, fn);
    const seen = new Set([start]);
    const walked = new Set<number>();
    const queue: Way[] = [new Way(start, undefined, undefined)];
    for (let turn = 0; turn < queue.length; turn++) {
      const way = queue[turn];
      if (!way) continue;
      for (const number of this.bodyOf(way.to)) {
        const node = this.nodes[number];
        const inner = node && this.ref(node.file, node.fn);
        if (!inner || walked.has(number)) continue;
        walked.add(number);
        seen.add(number);
        let edge = 0;
        for (const index of node.file.calls.get(node.fn) ?? []) {
          const fact = node.file.facts.calls[index];
          if (!fact) continue;
          const call: CallRef = { file: node.file.facts, index, fact };
          yield { call, in: inner, get path() { return way.steps; } };
          for (let next = node.edges[edge]; next?.call === index; next = node.edges[++edge]) {
            if (seen.has(next.to)) continue;
            seen.add(next.to);
            queue.push(new Way(next.to, way, call));
          }
        }
      }
    }
  }

  callsWhere(file: FileIndex, fn: number, matches: (call: CallRef) => boolean): readonly ReachedPlace[] {
    const found: ReachedPlace[] = [];
    for (const { call, path } of this.callsReachedFrom(file, fn)) {
      if (matches(call)) found.push({ at: { file: call.file.file, start: call.fact.nameAt.start, end: call.fact.nameAt.end }, path, call });
    }
    return found;
  }

  #edgesOf(file: FileIndex, fn: number): readonly Edge[] {
    return (file.calls.get(fn) ?? []).flatMap(index => {
      const call = file.facts.calls[index];
      return call ? this.graph.calleesOf(call).map(callee => ({ to: this.numberOf(callee.file, callee.fn), call: index })) : [];
    });
  }
}

/** How a function was reached: only as many steps are spelt out as somebody asks for. */
class Way {
  #steps: readonly Step[] | undefined;
  constructor(readonly to: number, readonly from: Way | undefined, readonly by: CallRef | undefined) {}

  get steps(): readonly Step[] { return (this.#steps ??= stepsTo(this)); }
}

function stepsTo(way: Way): readonly Step[] {
  const steps: Step[] = [];
  for (let at: Way | undefined = way; at?.by; at = at.from) steps.push(stepThrough(at.by));
  return steps.reverse();
}

export function stepThrough(call: CallRef): Step {
  return { at: { file: call.file.file, start: call.fact.callee.at.start, end: call.fact.callee.at.end }, message: `\`${calledName(call.fact)}\` is called here` };
}
