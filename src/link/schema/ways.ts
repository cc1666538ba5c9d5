/** The functions by which a migration file of TypeORM, Knex or Sequelize goes forward and back. */
import type { Value } from '../../facts/value.js';
import { entryOf } from '../arguments.js';
import type { FileIndex } from '../file-index.js';

/** The function called `up` or `down`: a method, an export, an entry of what the module exports. */
export function wayOf(file: FileIndex, name: 'up' | 'down'): number | undefined {
  const exported = file.exports.get(name) ?? entered(file.exports.get('=') ?? file.exports.get('default'), name) ?? assigned(file, name);
  const [plain] = file.functions.get(-1)?.get(name) ?? [];
  return functionIn(file, exported) ?? plain ?? methodOf(file, name);
}

function methodOf(file: FileIndex, name: string): number | undefined {
  for (const methods of file.methods.values()) {
    const found = methods.get(name)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

function entered(value: Value | undefined, name: string): Value | undefined {
  return value && entryOf(value, name);
}

/** `exports.up = ...` where it was not recorded as an export. */
function assigned(file: FileIndex, name: string): Value | undefined {
  return file.members.get(name)?.find(one => one.in < 0)?.value;
}

function functionIn(file: FileIndex, value: Value | undefined): number | undefined {
  if (value?.kind === 'function') return value.function;
  if (value?.kind === 'name') return file.functions.get(-1)?.get(value.name)?.[0] ?? functionIn(file, file.assignments.get(-1)?.get(value.name)?.[0]?.value);
  return undefined;
}

/** The name at the root of `knex.schema.createTable(...).createTable`. */
export function rootOf(file: FileIndex, value: Value): string | undefined {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'member') return rootOf(file, value.of);
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call && rootOf(file, call.callee);
}
