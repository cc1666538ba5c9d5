/** The tables of a program's schema as plain rows. */
import type { Place } from '../facts/span.js';
import type { Schema, SchemaColumn, SchemaTable } from '../rule/schema.js';
import type { FactRow } from './facts.js';

export function tableRows(schema: Schema, at: (place: Place) => string): readonly FactRow[] {
  return schema.tables.map(table => ({
    table: table.schema === undefined ? table.name : `${table.schema}.${table.name}`,
    at: at(table.at), source: table.source, model: table.model?.name ?? null,
    columns: table.columns.map(spellColumn),
    'primary key': table.primaryKey?.columns ?? [],
    uniques: [...table.uniques.map(one => one.columns.join('+')), ...table.indexes.filter(one => one.unique).map(one => one.columns.join('+'))],
    indexes: table.indexes.map(one => `${one.columns.join('+')}${one.filtered ? ' (filtered)' : ''}`),
    'foreign keys': table.foreignKeys.map(one => `${one.columns.join('+')} -> ${one.table}${one.references.length > 0 ? `.${one.references.join('+')}` : ''}${one.onDelete === undefined ? '' : ` (${one.onDelete})`}`),
    doubts: doubtsOf(table, at),
  }));
}

function spellColumn(column: SchemaColumn): string {
  return `${column.name} ${column.type}${column.nullable ? '' : ' not null'}${column.default === undefined ? '' : ` = ${column.default}`}`;
}

function doubtsOf(table: SchemaTable, at: (place: Place) => string): readonly string[] {
  return table.doubts.map(one => `${one.about}: ${one.because} (${at(one.at)})`);
}
