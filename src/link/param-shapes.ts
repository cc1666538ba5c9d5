/** What a parameter is: by its type, its default, what a framework hands over, what callers pass. */
import type { Call, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Shape } from './shapes.js';
import { elementOf, unknownShape } from './shapes.js';

export class ParamShapes {
  constructor(readonly evaluator: Evaluator) {}

  of(file: FileIndex, fn: number, param: Param, position: number): Shape {
    if (param.type) {
      const typed = this.evaluator.shapeOfType(file, fn, param.type);
      if (typed.kind !== 'unknown') return typed;
    }
    if (param.default) {
      const given = this.#provided(file, file.functionAt(fn)?.in ?? -1, param.default);
      if (given.kind !== 'unknown') return given;
    }
    const declared = this.evaluator.handlerParam(file, fn, position) ?? this.#paramOfTypedFunction(file, fn, position);
    if (declared !== undefined) return { kind: 'object', type: declared };
    const use = this.evaluator.closureUses(file, fn);
    if (use && position === 0) {
      const passed = this.#passedToClosure(file, use.call);
      if (passed.kind !== 'unknown') return passed;
    }
    const shift = file.functionAt(fn)?.kind === 'method' && (param.name === 'self' || file.functionAt(fn)?.params[0]?.name === 'self' || file.functionAt(fn)?.params[0]?.name === 'cls') ? 1 : 0;
    for (const caller of this.evaluator.callersOf(file, fn)) {
      if (caller.value.kind !== 'call') continue;
      const call = caller.file.facts.calls[caller.value.call];
      if (!call) continue;
      const given = argumentOf(call, param.name) ?? argumentOf(call, position - shift);
      if (!given) continue;
      const shape = this.evaluator.shapeOf(caller.file, caller.fn, given);
      if (shape.kind === 'unknown') continue;
      return (!param.type && (shape.kind === 'method' || (shape.kind === 'object' && !this.evaluator.tables(file).isSession(shape.type))) ? this.#namesake(file, param.name) : undefined) ?? shape;
    }
    return (param.type ? undefined : this.#namesake(file, param.name)) ?? unknownShape(`no caller tells what ${param.name} is`);
  }

  /** Nobody is seen to hand over anything known: a session this file keeps under the same name is what its functions are handed. */
  #namesake(file: FileIndex, name: string): Shape | undefined {
    for (const scope of file.assignments.values()) {
      for (const fact of scope.get(name) ?? []) {
        const shape = fact.value.kind === 'call' ? this.evaluator.shapeOf(file, fact.in, fact.value) : undefined;
        if (shape?.kind === 'object' && this.evaluator.tables(file).isSession(shape.type)) return shape;
      }
    }
    return undefined;
  }

  /** `const plugin: FastifyPluginAsync = async fastify => ...`: the variable's type tells the parameter's. */
  #paramOfTypedFunction(file: FileIndex, fn: number, position: number): string | undefined {
    const typed = file.typedFunctions.get(fn);
    const shape = typed?.type && this.evaluator.shapeOfType(file, typed.in, typed.type);
    return shape?.kind === 'object' ? this.evaluator.tables(file).handlerParams(shape.type)?.[position] : undefined;
  }

  /** `Depends(get_db)`: the value is what calling the provider gives. */
  #provided(file: FileIndex, fn: number, value: Value): Shape {
    if (value.kind !== 'call') return this.evaluator.shapeOf(file, fn, value);
    const provider = this.providerOf(file, fn, value);
    return provider ? this.evaluator.results.called(file, provider) : this.evaluator.shapeOf(file, fn, value);
  }

  /** The shape of the provider in a dependency call. */
  providerOf(file: FileIndex, fn: number, value: Value): Shape | undefined {
    if (value.kind !== 'call') return undefined;
    const call = file.facts.calls[value.call];
    if (!call) return undefined;
    const provides = this.evaluator.resolve(file, call)?.effect?.provides;
    const argument = provides === undefined ? undefined : argumentOf(call, provides);
    return argument && this.evaluator.shapeOf(file, fn, argument);
  }

  #passedToClosure(file: FileIndex, call: Call): Shape {
    const resolved = this.evaluator.resolve(file, call);
    const passes = resolved?.effect?.passes;
    if (passes === 'self') return resolved?.owner ?? unknownShape('the receiver is unknown');
    if (passes !== undefined) return { kind: 'object', type: passes };
    if (call.callee.kind !== 'member') return unknownShape('a callback');
    const receiver = this.evaluator.shapeOf(file, call.in, call.callee.of);
    return call.callee.name === 'then' ? receiver : elementOf(receiver);
  }
}
