/** Whether a query asks for rows by a key that only the schema knows as one. */
import type { Program, Query, SchemaTable } from '../../src/rule/index.js';

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const equals: ReadonlySet<string> = new Set(['=', '==', 'in']);

/** All columns of a primary, unique or foreign key are given, by value. */
export function isByKnownKey(query: Query, { schema }: Program): boolean {
  const select = query.statements.findLast(one => one.verb === 'select');
  const tests = select ? select.tests.filter(test => test.certain && test.value !== 'column') : query.filters;
  const sources = select ? select.sources.map(one => ({ name: one.name, known: one.alias ?? one.name })) : query.tables.map(name => ({ name, known: name }));
  return sources.some(({ name, known }) => {
    // A database that is only read has no migrations here: its tables are in what the team declared.
    const tables = [...schema.tablesNamed(name), ...schema.tablesOfModel(name), ...schema.models.filter(one => one.model?.name === name), ...schema.declared.filter(one => same(one.name, name))];
    return tables.some(table => {
      const given = tests.filter(test => equals.has(test.operator) && (test.table === undefined || [known, name, table.name].some(one => same(one, test.table ?? ''))));
      return keys(table).some(key => key.length > 0 && key.every(column => given.some(test => same(test.column, column))));
    });
  });
}

function keys(table: SchemaTable): readonly (readonly string[])[] {
  const unique = table.indexes.filter(one => one.unique && !one.filtered);
  return [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniques, ...unique, ...table.foreignKeys].map(one => one.columns);
}
