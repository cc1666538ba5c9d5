/** The table a model class is kept in, as the class says itself. */
import type { FlowNode } from '../flow.js';
import type { ClassRef } from '../shapes.js';
import type { Reading } from './reading.js';

/** `User.id` as `user.id`, by the table of the class. */
export function textOfName(reading: Reading, node: FlowNode): string | undefined {
  const { value } = node;
  if (value.kind !== 'member') return undefined;
  const shape = reading.flow.evaluator.shapeOf(node.file, node.fn, value.of);
  const table = shape.kind === 'class' ? tableNameOf(reading, shape.ref) : undefined;
  return table === undefined ? undefined : `${table}.${value.name}`;
}

/** `__tablename__`, written or returned by a method; SQLModel's is the class's name in small letters. */
export function tableNameOf(reading: Reading, ref: ClassRef): string | undefined {
  const fact = ref.file.classAt(ref.cls);
  if (!fact) return undefined;
  const field = fact.fields.find(one => one.name === '__tablename__');
  if (field?.value) return reading.textOf({ file: ref.file, fn: -1, value: field.value, frame: undefined });
  return undefined;
}
