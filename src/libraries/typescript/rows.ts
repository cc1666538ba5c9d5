/** Rows that many database libraries have in common, so that their tables read as lists of names. */
import type { Effect } from '../library.js';

/** The same effect under many names: `Repository.findOne`, `Repository.findOneBy`... */
export function each(type: string, names: string, effect: Effect): Readonly<Record<string, Effect>> {
  return Object.fromEntries(names.split(' ').map(name => [`${type}.${name}`, effect]));
}

/** `users.find({ where, take })`: a statement on the receiver's own table, run at once. */
export const readsMany = { starts: 'select', table: 'self', runs: 'self', rows: 'many' } as const satisfies Effect;
export const readsOne = { starts: 'select', table: 'self', adds: 'aggregate', runs: 'self', rows: 'one' } as const satisfies Effect;
export const readsScalar = { starts: 'select', table: 'self', adds: 'aggregate', runs: 'self', rows: 'scalar' } as const satisfies Effect;
export const inserts = { starts: 'insert', table: 'self', runs: 'self', rows: 'none' } as const satisfies Effect;
export const updates = { starts: 'update', table: 'self', runs: 'self', rows: 'none' } as const satisfies Effect;
export const deletes = { starts: 'delete', table: 'self', runs: 'self', rows: 'none' } as const satisfies Effect;
