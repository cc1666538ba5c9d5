/** The value a name or member was given where it is defined, in whichever file: one step, for those who must see how it was made. */
import type { Value } from '../facts/value.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Definition } from './names.js';
import type { Located } from './shapes.js';

export function definedValue(evaluator: Evaluator, file: FileIndex, fn: number, value: Value): Located | undefined {
  if (value.kind === 'name') return among(evaluator.names.define(file, fn, value.name, value.at.start).definitions);
  if (value.kind !== 'member') return undefined;
  const owner = evaluator.shapeOf(file, fn, value.of);
  if (owner.kind === 'module') return among(evaluator.names.exported(owner.file, [value.name]).definitions);
  if (owner.kind !== 'record') return undefined;
  const entry = owner.value.entries.find(one => one.key?.kind === 'text' && one.key.text === value.name);
  return entry && { file: owner.file, fn: owner.fn, value: entry.value };
}

function among(definitions: readonly Definition[]): Located | undefined {
  for (const one of definitions) {
    if (one.kind === 'assignment') return { file: one.file, fn: one.fact.in, value: one.fact.value };
    if (one.kind === 'value') return { file: one.file, fn: -1, value: one.value };
  }
  return undefined;
}
