/** The columns of known tables by which a query chooses, joins or orders its rows. */
import type { Program, Query, SchemaColumn, SchemaTable, TypeFamily } from '../../src/rule/index.js';

export interface Asked { readonly column: SchemaColumn; readonly how: 'filtered by' | 'joined by' | 'ordered by' }

const served: ReadonlySet<string> = new Set(['=', '==', 'in', '<', '>', '<=', '>=', 'between']);
/** A few values share all rows, or no plain index serves them; a type nobody here knows may be an enumeration. */
const unserved: ReadonlySet<TypeFamily> = new Set(['boolean', 'enum', 'json', 'list', 'other', 'unknown']);
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function asked(query: Query, program: Program): readonly (readonly [SchemaTable, readonly Asked[]])[] {
  const found = new Map<SchemaTable, Asked[]>();
  const note = (table: SchemaTable | undefined, column: string, how: Asked['how']): void => {
    const known = table?.columns.find(one => same(one.name, column));
    if (!table || !known || unserved.has(known.family)) return;
    const list = found.get(table) ?? [];
    found.set(table, list);
    if (!list.some(one => one.column === known)) list.push({ column: known, how });
  };
  for (const statement of query.statements) {
    const named = [...statement.sources, ...statement.targets].filter(one => !one.hole && !one.temporary && one.database === undefined);
    const tables = named.flatMap(one => { const table = only(program.schema.tablesNamed(one.name, one.schema)); return table ? [{ table, name: one.alias ?? one.name, full: one.name }] : []; });
    const ownerOf = (column: string, qualifier: string | undefined): SchemaTable | undefined => {
      if (qualifier !== undefined) return tables.find(one => same(one.name, qualifier) || same(one.full, qualifier))?.table;
      const holding = [...new Set(tables.map(one => one.table))].filter(one => one.columns.some(each => same(each.name, column)));
      // With a table nobody knows in the same statement, a bare column may be its own.
      return tables.length === named.length ? only(holding) : undefined;
    };
    const certain = statement.tests.filter(test => test.certain && test.wrapped !== true && served.has(test.operator));
    for (const test of certain) note(ownerOf(test.column, test.table), test.column, test.value === 'column' ? 'joined by' : 'filtered by');
    if (statement.limit.kind === 'none' || found.size > 0) continue;
    for (const order of statement.orders.slice(0, 1)) {
      const [column = '', qualifier] = order.split('.').reverse();
      if (/^\w+$/.test(column) && !/^\d+$/.test(column)) note(ownerOf(column, qualifier), column, 'ordered by');
    }
  }
  // A builder's update names the new values where another names its condition.
  if (query.statements.length === 0 && query.tables.length === 1 && (query.verb === 'select' || query.verb === 'delete')) {
    const [name = ''] = query.tables;
    const table = only(program.schema.tablesOfModel(name)) ?? only(program.schema.tablesNamed(name));
    for (const filter of query.filters) if (served.has(filter.operator) && (filter.table === undefined || same(filter.table, name) || same(filter.table, table?.name ?? ''))) note(table, filter.column, 'filtered by');
  }
  return [...found];
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}
