/** What becomes of a function's parameters: which are sessions, and which are pasted into SQL text, here or in what they are passed to. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName, givenTo } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Flow } from './flow.js';
import type { FunctionGraph } from './function-graph.js';
import type { LibraryTables } from './library-tables.js';
import type { Queries } from './queries.js';
import { carryingCalls, carryingMethods, safeTypes } from './safe-values.js';

const maxDepth = 12;

export class ParameterUse {
  readonly #intoSql: Set<number>[] = [];

  constructor(readonly functions: FunctionGraph, readonly flow: Flow, readonly tables: (file: FileIndex) => LibraryTables, queries: Queries) {
    for (const { file, call, text, bound } of queries.sinks) if (!bound && text.file === file) this.#note(file, call.in, text.value);
  }

  intoSql(number: number): readonly number[] { return [...(this.#intoSql[number] ?? [])].sort((one, other) => one - other); }

  sessionsOf(number: number): readonly number[] {
    const node = this.functions.nodes[number];
    if (!node) return [];
    const { file, fn } = node;
    return (file.functionAt(fn)?.params ?? []).flatMap((param, position) => {
      const shape = this.flow.evaluator.shapeOfParam(file, fn, param, position);
      return shape.kind === 'object' && this.tables(file).isSession(shape.type) ? [position] : [];
    });
  }

  settle(members: readonly number[]): void {
    this.functions.settle(members, number => this.#takeOver(number));
  }

  #takeOver(number: number): boolean {
    const node = this.functions.nodes[number];
    const sizes = (): number => (this.#intoSql[number]?.size ?? 0);
    const before = sizes();
    for (const edge of node?.edges ?? []) {
      const callee = this.functions.nodes[edge.to];
      const call = node?.file.facts.calls[edge.call];
      for (const position of this.#intoSql[edge.to] ?? []) {
        const param = callee?.file.functionAt(callee.fn)?.params[position];
        const given = callee && param && call && givenTo(call, callee.file, callee.fn, param, position);
        if (node && given) this.#note(node.file, node.fn, given);
      }
    }
    return sizes() > before;
  }

  /** A closure's text may hold a parameter of the function around it. */
  #note(file: FileIndex, fn: number, value: Value): void {
    for (const one of this.#parametersIn(file, fn, value, new Set())) {
      const number = this.functions.numberOf(file, one.fn);
      (this.#intoSql[number] ??= new Set()).add(one.position);
    }
  }

  #parametersIn(file: FileIndex, fn: number, value: Value, seen: Set<Value>): readonly { readonly fn: number; readonly position: number }[] {
    if (seen.has(value) || seen.size > maxDepth * 20) return [];
    seen.add(value);
    const go = (next: Value): readonly { fn: number; position: number }[] => this.#parametersIn(file, fn, next, seen);
    switch (value.kind) {
      case 'joined': return value.parts.flatMap(go);
      case 'choice': return value.options.flatMap(go);
      case 'list': return value.items.flatMap(go);
      case 'item': case 'member': case 'index': return go(value.of);
      case 'each': return go(value.element);
      case 'operation': return value.operator === '+' || value.operator === '%' ? value.operands.flatMap(go) : [];
      case 'name': return this.flow.evaluator.names.define(file, fn, value.name, value.at.start).definitions.flatMap(one => {
        if (one.kind === 'assignment' && one.file === file) return this.#parametersIn(file, one.fact.in, one.fact.value, seen);
        if (one.kind !== 'param' || one.file !== file) return [];
        const safe = file.facts.language !== 'python' && one.param.type !== undefined && safeTypes[file.facts.language].has(one.param.type.name);
        return safe || one.param.name === 'self' || one.param.name === 'cls' ? [] : [{ fn: one.fn, position: one.position }];
      });
      case 'call': {
        const call = file.facts.calls[value.call];
        return call ? this.#carriedBy(file, call).flatMap(next => this.#parametersIn(file, call.in, next, seen)) : [];
      }
      default: return [];
    }
  }

  /** What surely goes on through a call: nothing is said of calls that may check or convert. */
  #carriedBy(file: FileIndex, call: Call): readonly Value[] {
    const resolved = this.flow.evaluator.resolve(file, call);
    const [first] = call.args;
    const text = resolved?.effect?.text ?? resolved?.effect?.raw;
    if (resolved && first && (carryingCalls.has(resolved.path) || text !== undefined)) return [first.value];
    if (this.functions.graph.calleeOf(call) || call.callee.kind !== 'member' || !carryingMethods.has(calledName(call))) return [];
    return [call.callee.of, ...call.args.map(argument => argument.value)];
  }
}
