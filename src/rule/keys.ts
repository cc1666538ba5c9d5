/** Which columns of a table the database can look up without reading all rows. */
import type { SchemaTable } from './schema.js';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The column lists of primary key, unique keys and indexes; those over some rows only are left out. */
export function lookups(table: SchemaTable): readonly (readonly string[])[] {
  return [...(table.primaryKey ? [table.primaryKey.columns] : []), ...table.uniques.map(one => one.columns), ...table.indexes.filter(one => !one.filtered).map(one => one.columns)];
}

/** Whether a key begins with these columns, in whatever order among themselves. */
export function ledBy(table: SchemaTable, columns: readonly string[]): boolean {
  const own = (one: string): boolean => columns.some(column => same(column, one));
  // A shorter index of nothing but these columns leads near enough: `(account_id)` for a key of `(account_id, user_id)`.
  return lookups(table).some(key => key.length > 0 && key.slice(0, columns.length).every(own));
}

/** An index over some rows, or over an expression, may serve what is asked: nothing is said then. */
export function mayBeLedBy(table: SchemaTable, columns: readonly string[]): boolean {
  return table.indexes.some(one => (one.filtered && columns.some(column => same(column, one.columns[0] ?? ''))) || one.columns[0] === '()');
}

/** Something about its keys, or about everything, was not read. */
export function keysAreUnsure(table: SchemaTable): boolean {
  return table.doubts.some(one => one.about !== 'columns');
}
