/** What a call gives: an instance, what a function returns, what tables say of a library's call. */
import type { Call, FunctionFact } from '../facts/structure.js';
import type { Effect } from '../libraries/library.js';
import { argumentOf } from './arguments.js';
import { applyEffect } from './builders.js';
import type { Evaluator, Resolved } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { requiredBy } from './required.js';
import type { Shape } from './shapes.js';
import { firstKnown, unknownShape } from './shapes.js';

export class Results {
  constructor(readonly evaluator: Evaluator) {}

  of(file: FileIndex, call: Call, index: number): Shape {
    const required = requiredBy(this.evaluator.names, file, call);
    if (required) return this.evaluator.shapeOfDefinition(required);
    const resolved = this.evaluator.resolve(file, call);
    if (resolved) return this.#ofLibrary(file, call, index, resolved);
    const result = this.called(file, this.evaluator.shapeOf(file, call.in, call.callee));
    // `getRepository(User)` of this program's own: a generic wrapper gives a repository of what it is passed.
    const argument = result.kind === 'object' && result.members ? call.args[0]?.value : undefined;
    const passed = argument && this.evaluator.shapeOf(file, call.in, argument);
    return result.kind === 'object' && passed?.kind === 'class' ? { ...result, members: [passed.ref.file.classAt(passed.ref.cls)?.name ?? ''] } : result;
  }

  /** What calling something gives. */
  called(file: FileIndex, callee: Shape): Shape {
    switch (callee.kind) {
      case 'class': return { kind: 'instance', ref: callee.ref };
      case 'function': return this.#ofFunction(callee.file, callee.fn);
      case 'library': return { kind: 'object', type: this.evaluator.tables(file).effect(callee.path)?.returns ?? callee.path };
      case 'object': return { kind: 'object', type: this.evaluator.tables(file).effect(`${callee.type}.call`)?.returns ?? callee.type };
      case 'instance': {
        const method = this.evaluator.methodOf(callee.ref, '__call__');
        return method ? this.#ofFunction(method.file, method.fn) : unknownShape('an instance is called');
      }
      case 'method': case 'module': case 'record': return unknownShape('the callee is not known');
      case 'unknown': return callee;
    }
  }

  ofFunction(file: FileIndex, fn: number, fact: FunctionFact): Shape {
    if (fact.returns) {
      const typed = this.evaluator.shapeOfType(file, fn, fact.returns);
      if (typed.kind !== 'unknown') return typed;
    }
    return firstKnown((file.returns.get(fn) ?? []).map(one => () => this.evaluator.shapeOf(file, fn, one.value)), `nothing tells what ${fact.name} gives`);
  }

  #ofFunction(file: FileIndex, fn: number): Shape {
    const fact = file.functionAt(fn);
    return fact ? this.evaluator.shapeOfResult(file, fn, fact) : unknownShape('the function is not known');
  }

  #ofLibrary(file: FileIndex, call: Call, index: number, resolved: Resolved): Shape {
    const { effect, owner } = resolved;
    if (!effect) return resolved.owner ? unknownShape(`${resolved.path} is not in the tables`) : { kind: 'object', type: resolved.path };
    const provides = effect.provides === undefined ? undefined : argumentOf(call, effect.provides);
    if (provides) return this.called(file, this.evaluator.shapeOf(file, call.in, provides));
    const returned = this.#returnedType(file, call, effect, resolved);
    return applyEffect(this.evaluator, file, call, index, effect, owner, returned);
  }

  #returnedType(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): Shape {
    const returns = effect.returns;
    if (returns === undefined) return resolved.owner ? unknownShape('the result is plain data') : { kind: 'object', type: resolved.path };
    if (returns === 'self') return resolved.owner ?? { kind: 'object', type: resolved.path };
    if (returns === 'generic') {
      const type = call.types?.[0];
      return type ? this.evaluator.shapeOfType(file, call.in, type) : unknownShape('no type argument');
    }
    const argument = /^(argument|instance) (\d+)$/.exec(returns);
    if (argument) {
      const value = argumentOf(call, Number(argument[2]));
      if (!value) return unknownShape('the argument is missing');
      const shape = this.evaluator.shapeOf(file, call.in, value);
      return argument[1] === 'instance' && shape.kind === 'class' ? { kind: 'instance', ref: shape.ref } : shape;
    }
    return { kind: 'object', type: this.evaluator.tables(file).canonical(returns) };
  }
}
