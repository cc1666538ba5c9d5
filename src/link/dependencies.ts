/** What is injected through a parameter: `Depends(x)` as its default, in its `Annotated` type, or in an alias of one. */
import type { Param, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Shape } from './shapes.js';

export type Dependency =
  | { readonly kind: 'value'; readonly file: FileIndex; readonly fn: number; readonly value: Value }
  /** `Depends()`: the annotated class itself. */
  | { readonly kind: 'shape'; readonly file: FileIndex; readonly shape: Shape };

export function dependencyOf(evaluator: Evaluator, file: FileIndex, fn: number, param: { readonly type?: TypeRef; readonly default?: Value } & Partial<Pick<Param, 'name'>>): Dependency | undefined {
  const outer = file.functionAt(fn)?.in ?? -1;
  if (param.default) {
    const given = providedBy(evaluator, file, outer, param.default, param.type);
    if (given) return given;
  }
  return param.type && inType(evaluator, file, outer, param.type, 0);
}

function inType(evaluator: Evaluator, file: FileIndex, fn: number, type: TypeRef, depth: number): Dependency | undefined {
  if (depth > 4) return undefined;
  for (const value of type.values ?? []) {
    const given = providedBy(evaluator, file, fn, value, type.args[0]);
    if (given) return given;
  }
  const alias = evaluator.aliasOf(file, fn, type);
  const through = alias && inType(evaluator, alias.file, -1, alias.type, depth + 1);
  if (through) return through;
  for (const argument of type.args) {
    const given = inType(evaluator, file, fn, argument, depth + 1);
    if (given) return given;
  }
  return undefined;
}

function providedBy(evaluator: Evaluator, file: FileIndex, fn: number, value: Value, type: TypeRef | undefined): Dependency | undefined {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  const provides = call && evaluator.resolve(file, call)?.effect?.provides;
  if (!call || provides === undefined) return undefined;
  const given = argumentOf(call, provides);
  if (given) return { kind: 'value', file, fn, value: given };
  return type && { kind: 'shape', file, shape: evaluator.shapeOfType(file, fn, type) };
}
