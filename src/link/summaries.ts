/**
 * One summary per function, made bottom-up over the call graph: first the functions that call nothing, then those that call them.
 * Functions that call each other are done together, until nothing changes. Only distances are kept: a way is found again step by step.
 */
import type { CallRef, FunctionRef } from '../rule/program.js';
import type { EffectKind, FunctionEffect, FunctionSummary, ReachedPlace, SummarizedEffect } from '../rule/summary.js';
import type { Place } from '../facts/span.js';
import type { Step } from '../findings/finding.js';
import type { AnswerKinds } from './answer-kinds.js';
import { closureStandsIn } from './callbacks.js';
import type { Caught } from './caught.js';
import { componentsOf } from './components.js';
import type { Edge, FunctionGraph, Node } from './function-graph.js';
import { stepThrough } from './function-graph.js';
import type { OwnEffects, PlacedEffect } from './own-effects.js';
import type { ParameterUse } from './parameter-use.js';

/** Effects by number, each with how many calls it is away. */
type Distances = Map<number, number>;

interface Way { readonly at: Place; readonly steps: readonly Step[]; readonly through: CallRef | undefined }

export class Summaries {
  readonly #effects: FunctionEffect[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #distances: Distances[] = [];
  readonly #own: (readonly { readonly number: number; readonly at: Place }[])[] = [];
  
  constructor(readonly functions: FunctionGraph, own: OwnEffects, readonly caught: Caught, readonly parameters: ParameterUse, readonly answers: AnswerKinds) {
    const { nodes } = functions;
    nodes.forEach((node, number) => { this.#begin(number, own.of(node.file, node.fn).filter(one => this.#getsOut(node, one))); });
    const components = componentsOf(nodes.length, number => [...(nodes[number]?.edges.map(edge => edge.to) ?? []), ...(nodes[number]?.inside ?? [])]);
    for (const members of components) {
      this.#spread(members);
      answers.settle(members);
      parameters.settle(members);
    }
  }

  of(ref: FunctionRef, number: number): FunctionSummary {
    const nodes = this.functions.bodyOf(number).flatMap(one => this.functions.nodes[one] ?? []);
    const unknownCalls = nodes.reduce((sum, { file, fn }) => sum + (file.calls.get(fn) ?? []).filter(index => { const call = file.facts.calls[index]; return call && this.functions.graph.isUnknown(call); }).length, 0);
    return {
      in: ref,
      effects: this.#sorted(number).map(([effect, distance]) => this.#summarized(number, effect, distance)),
      answers: this.answers.of(number),
      receivesSession: this.parameters.sessionsOf(number),
      parametersIntoSql: this.parameters.intoSql(number),
      unknownCalls,
    };
  }

  /** Whether a function does such a thing, itself or through calls: no way is looked for. */
  has(number: number, kind: EffectKind): boolean {
    for (const effect of this.#distances[number]?.keys() ?? []) if (this.#effects[effect]?.kind === kind) return true;
    return false;
  }

  reached(number: number, kind: EffectKind): readonly ReachedPlace[] {
    return this.#sorted(number).flatMap(([effect]) => {
      const fact = this.#effects[effect];
      if (fact?.kind !== kind) return [];
      const { at, steps } = this.#way(number, effect);
      return [{ at, path: steps, effect: fact }];
    });
  }

  #begin(number: number, placed: readonly PlacedEffect[]): void {
    const own = placed.map(one => ({ number: this.#numberOf(one.effect), at: one.at }));
    this.#own[number] = own;
    this.#distances[number] = new Map(own.map(one => [one.number, 0]));
  }

  #numberOf(effect: FunctionEffect): number {
    const key = [effect.kind, effect.what, effect.database, effect.table, effect.bounded].join('\0');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#effects.length);
    this.#effects.push(effect);
    return this.#effects.length - 1;
  }

  /** Nearest first: what is one call away is taken over before what is two calls away, so each effect is taken over once. */
  #spread(members: readonly number[]): void {
    for (const number of members) this.#takeOver(number);
    const [first = -1] = members;
    if (members.length === 1 && !(this.functions.nodes[first]?.edges.some(edge => edge.to === first) ?? false)) return;
    const callers = this.functions.callersWithin(members);
    const byDistance: { readonly number: number; readonly effect: number }[][] = [];
    const note = (number: number, effect: number, distance: number): void => { (byDistance[distance] ??= []).push({ number, effect }); };
    for (const number of members) for (const [effect, distance] of this.#distances[number] ?? []) note(number, effect, distance);
    for (let distance = 0; distance < byDistance.length; distance++) {
      const here = byDistance[distance] ?? [];
      for (let turn = 0; turn < here.length; turn++) {
        const one = here[turn];
        if (!one || this.#distances[one.number]?.get(one.effect) !== distance) continue;
        for (const { by, edge } of callers.get(one.number) ?? []) {
          const away = edge ? distance + 1 : distance;
          if (this.#offer(by, edge, one.number, one.effect, away)) note(by, one.effect, away);
        }
      }
      byDistance[distance] = [];
    }
  }

  #takeOver(number: number): void {
    const node = this.functions.nodes[number];
    for (const edge of node?.edges ?? []) for (const [effect, distance] of this.#distances[edge.to] ?? []) this.#offer(number, edge, edge.to, effect, distance + 1);
    for (const inner of node?.inside ?? []) for (const [effect, distance] of this.#distances[inner] ?? []) this.#offer(number, undefined, inner, effect, distance);
  }

  /** True when it was new, or nearer than known. */
  #offer(number: number, edge: Edge | undefined, from: number, effect: number, distance: number): boolean {
    const known = this.#distances[number]?.get(effect);
    if ((known !== undefined && known <= distance) || !this.#passes(number, edge, from, effect)) return false;
    this.#distances[number]?.set(effect, distance);
    return true;
  }

  #passes(number: number, edge: Edge | undefined, from: number, effect: number): boolean {
    const kind = this.#effects[effect]?.kind;
    const node = this.functions.nodes[number];
    if (!node) return false;
    if (kind === 'raises') {
      const block = edge ? node.file.facts.calls[edge.call]?.block ?? -1 : -1;
      return (!edge || this.caught.passesOn(node.file, node.fn)) && this.caught.escapes(node.file, block, this.#effects[effect]?.what ?? '');
    }
    // A closure that another thread runs holds nobody up here.
    return kind !== 'blocks' || edge !== undefined || !this.#runsElsewhere(from);
  }

  #runsElsewhere(number: number): boolean {
    const inner = this.functions.nodes[number];
    const { evaluator } = this.functions.graph;
    const use = inner && evaluator.closureUses(inner.file, inner.fn);
    return inner !== undefined && use !== undefined && closureStandsIn(evaluator, inner.file, inner.fn) === undefined && evaluator.resolve(inner.file, use.call)?.effect?.offloads === true;
  }

  #getsOut({ file }: Node, { effect, block }: PlacedEffect): boolean {
    return effect.kind !== 'raises' || this.caught.escapes(file, block, effect.what);
  }

  #sorted(number: number): readonly (readonly [effect: number, distance: number])[] {
    const name = (effect: number): string => { const fact = this.#effects[effect]; return [fact?.kind, fact?.database, fact?.table, fact?.what].join(' '); };
    return [...(this.#distances[number] ?? [])].sort(([one, near], [other, far]) => near - far || (name(one) < name(other) ? -1 : 1));
  }

  #summarized(number: number, effect: number, distance: number): SummarizedEffect {
    const fact = this.#effects[effect] ?? { kind: 'reads', what: '' };
    const { at, through } = this.#way(number, effect);
    return { ...fact, at, calls: distance, through };
  }

  /** One call nearer with every step, the first in the text where several are as near. */
  #way(number: number, effect: number): Way {
    const steps: Step[] = [];
    let through: CallRef | undefined;
    let at = number;
    for (let distance = this.#distances[number]?.get(effect) ?? 0; ; distance--) {
      const here = this.functions.bodyOf(at).filter(one => this.#distances[one]?.get(effect) === distance);
      if (distance === 0) {
        const place = here.flatMap(one => this.#own[one] ?? []).find(one => one.number === effect)?.at;
        return { at: place ?? { file: '', start: 0, end: 0 }, steps, through };
      }
      const next = this.#nearer(here, effect, distance);
      if (!next) return { at: { file: '', start: 0, end: 0 }, steps, through };
      through ??= next.call;
      steps.push(stepThrough(next.call));
      at = next.to;
    }
  }

  #nearer(body: readonly number[], effect: number, distance: number): { readonly call: CallRef; readonly to: number } | undefined {
    for (const number of body) {
      const node = this.functions.nodes[number];
      for (const edge of node?.edges ?? []) {
        const fact = node?.file.facts.calls[edge.call];
        if (node && fact && this.#distances[edge.to]?.get(effect) === distance - 1 && this.#passes(number, edge, edge.to, effect)) return { call: { file: node.file.facts, index: edge.call, fact }, to: edge.to };
      }
    }
    return undefined;
  }
}
