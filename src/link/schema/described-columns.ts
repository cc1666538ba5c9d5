/** Columns, keys and indexes described by objects: TypeORM's `Table` and Sequelize's attributes. */
import type { DdlColumn, DdlConstraint, DdlPlace, DdlReference } from '../../facts/sql.js';
import type { FlowNode } from '../flow.js';
import type { Reading } from './reading.js';

export function placeOf(node: FlowNode): DdlPlace {
  return { start: node.value.at.start, end: node.value.at.end };
}

export function tableNamed(name: string, schema?: string): { readonly name: string; readonly hole: false; readonly temporary: false; readonly schema?: string } {
  return { name, hole: false, temporary: false, ...(schema === undefined ? {} : { schema }) };
}

/** The object handed to `new TableColumn({...})`, or the object itself. */
export function described(reading: Reading, node: FlowNode | undefined): FlowNode | undefined {
  if (!node) return undefined;
  const record = reading.record(node);
  if (record) return record;
  const call = reading.callOf(node);
  const given = call && reading.argument(call, 0);
  return given && reading.record(given);
}

function texts(reading: Reading, node: FlowNode | undefined): readonly string[] {
  return (node && reading.items(node)?.map(one => reading.textOf(one) ?? '()')) ?? [];
}

export function typeormColumn(reading: Reading, node: FlowNode): DdlColumn | undefined {
  const own = described(reading, node);
  const name = reading.textOf(reading.entry(own, 'name'));
  if (!own || name === undefined) return undefined;
  const primaryKey = reading.flag(reading.entry(own, 'isPrimary')) ?? false;
  const length = reading.textOf(reading.entry(own, 'length'));
  const type = reading.textOf(reading.entry(own, 'type')) ?? '';
  const filled = reading.entry(own, 'default');
  return {
    name, type: `${type}${length === undefined ? '' : `(${length})`}${reading.flag(reading.entry(own, 'isArray')) === true ? '[]' : ''}`,
    notNull: reading.flag(reading.entry(own, 'isNullable')) !== true, primaryKey, unique: reading.flag(reading.entry(own, 'isUnique')) ?? false,
    generated: reading.flag(reading.entry(own, 'isGenerated')) ?? false, ...(filled && filled.value.kind !== 'nothing' ? { default: reading.written(filled) } : {}), ...placeOf(node),
  };
}

export function typeormKeys(reading: Reading, table: FlowNode): readonly DdlConstraint[] {
  const all = (key: string, read: (node: FlowNode) => DdlConstraint | undefined): readonly DdlConstraint[] => {
    const list = reading.entry(table, key);
    return (list && reading.items(list)?.flatMap(one => read(one) ?? [])) ?? [];
  };
  return [...all('foreignKeys', one => typeormForeignKey(reading, one)), ...all('indices', one => typeormIndex(reading, one)), ...all('uniques', one => typeormUnique(reading, one))];
}

export function typeormForeignKey(reading: Reading, node: FlowNode): DdlConstraint | undefined {
  const own = described(reading, node);
  const target = reading.textOf(reading.entry(own, 'referencedTableName'));
  if (!own || target === undefined) return undefined;
  const onDelete = reading.textOf(reading.entry(own, 'onDelete'))?.toLowerCase();
  const name = reading.textOf(reading.entry(own, 'name'));
  const references: DdlReference = { table: tableNamed(target), columns: texts(reading, reading.entry(own, 'referencedColumnNames')), ...(onDelete === undefined ? {} : { onDelete }) };
  return { kind: 'foreign key', columns: texts(reading, reading.entry(own, 'columnNames')), references, ...(name === undefined ? {} : { name }), ...placeOf(node) };
}

export function typeormIndex(reading: Reading, node: FlowNode): DdlConstraint & { readonly kind: 'index' } | undefined {
  const own = described(reading, node);
  if (!own) return undefined;
  const name = reading.textOf(reading.entry(own, 'name'));
  return { kind: 'index', columns: texts(reading, reading.entry(own, 'columnNames')), unique: reading.flag(reading.entry(own, 'isUnique')) ?? false, filtered: reading.entry(own, 'where') !== undefined, ...(name === undefined ? {} : { name }), ...placeOf(node) };
}

export function typeormUnique(reading: Reading, node: FlowNode): DdlConstraint | undefined {
  const own = described(reading, node);
  const name = reading.textOf(reading.entry(own, 'name'));
  return own && { kind: 'unique', columns: texts(reading, reading.entry(own, 'columnNames')), ...(name === undefined ? {} : { name }), ...placeOf(node) };
}

/** `{ type: DataTypes.INTEGER, allowNull: false, references: { model: 'users', key: 'id' } }`, or the type alone. */
export function sequelizeColumn(reading: Reading, name: string, node: FlowNode): DdlColumn {
  const record = reading.record(node);
  const type = record ? reading.entry(record, 'type') : node;
  const primaryKey = reading.flag(reading.entry(record, 'primaryKey')) ?? false;
  const filled = reading.entry(record, 'defaultValue');
  const references = sequelizeReference(reading, record);
  const unique = reading.entry(record, 'unique');
  return {
    name: reading.textOf(reading.entry(record, 'field')) ?? name, type: type ? reading.written(type) : '', notNull: reading.flag(reading.entry(record, 'allowNull')) === false, primaryKey,
    unique: unique !== undefined && reading.flag(unique) !== false && unique.value.kind === 'boolean', generated: reading.flag(reading.entry(record, 'autoIncrement')) ?? false,
    ...(filled && filled.value.kind !== 'nothing' ? { default: reading.written(filled) } : {}), ...(references ? { references } : {}), ...placeOf(node),
  };
}

function sequelizeReference(reading: Reading, record: FlowNode | undefined): DdlReference | undefined {
  const references = record && reading.entry(record, 'references');
  if (!record || !references) return undefined;
  const model = reading.entry(references, 'model') ?? (reading.record(references) ? undefined : references);
  const target = model && (reading.textOf(reading.entry(model, 'tableName')) ?? reading.textOf(model));
  if (target === undefined) return undefined;
  const key = reading.textOf(reading.entry(references, 'key'));
  const onDelete = reading.textOf(reading.entry(record, 'onDelete'))?.toLowerCase();
  return { table: tableNamed(target), columns: key === undefined ? [] : [key], ...(onDelete === undefined ? {} : { onDelete }) };
}

/** Sequelize's addConstraint: `{ type: 'foreign key', fields: ['userId'], references: { table: 'users', field: 'id' } }`. */
export function sequelizeConstraint(reading: Reading, node: FlowNode): DdlConstraint | undefined {
  const own = described(reading, node);
  const kind = reading.textOf(reading.entry(own, 'type'))?.toLowerCase();
  const columns = texts(reading, reading.entry(own, 'fields'));
  const name = reading.textOf(reading.entry(own, 'name'));
  const base = { columns, ...(name === undefined ? {} : { name }), ...placeOf(node) };
  if (kind === 'primary key' || kind === 'unique' || kind === 'check') return { kind, ...base };
  const references = reading.entry(own, 'references');
  const target = reading.textOf(reading.entry(references, 'table'));
  if (kind !== 'foreign key' || target === undefined) return undefined;
  const field = reading.textOf(reading.entry(references, 'field'));
  const onDelete = reading.textOf(reading.entry(own, 'onDelete'))?.toLowerCase();
  return { kind: 'foreign key', ...base, references: { table: tableNamed(target), columns: field === undefined ? [] : [field], ...(onDelete === undefined ? {} : { onDelete }) } };
}

export function namesOf(reading: Reading, node: FlowNode | undefined): readonly string[] {
  if (!node) return [];
  return reading.items(node)?.map(one => reading.textOf(one) ?? reading.textOf(reading.entry(one, 'name')) ?? '()') ?? reading.textsOf(node);
}
