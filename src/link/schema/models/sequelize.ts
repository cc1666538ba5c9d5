/** Sequelize's models: `Model.init(attributes, options)`, `sequelize.define(name, attributes, options)`, and the keys their associations add. */
import type { DdlColumn, DdlConstraint, DdlPlace } from '../../../facts/sql.js';
import type { SchemaTable } from '../../../rule/schema.js';
import { calledName } from '../../arguments.js';
import type { FileIndex } from '../../file-index.js';
import type { FlowNode } from '../../flow.js';
import { namesOf, sequelizeColumn, tableNamed } from '../described-columns.js';
import type { CallHere, Reading } from '../reading.js';
import { tableOf } from './model-table.js';

interface Declared { readonly here: CallHere; readonly name: string; readonly table: string; readonly attributes: FlowNode; readonly options: FlowNode | undefined; readonly class: number; readonly key: string }

export function sequelizeTables(reading: Reading, files: readonly FileIndex[]): readonly SchemaTable[] {
  const where = files.filter(({ facts }) => facts.language === 'typescript' && facts.role !== 'test' && facts.role !== 'migration');
  if (!where.some(file => file.facts.imports.some(one => one.module === 'sequelize'))) return [];
  const declared = where.flatMap(file => file.facts.calls.flatMap(call => declaredBy(reading, { file, call, frame: undefined }) ?? []));
  const keys = where.flatMap(file => file.facts.calls.flatMap(call => belongsTo(reading, { file, call, frame: undefined }, declared)));
  return declared.flatMap(one => tableFrom(reading, one, keys.filter(key => key.of === one)));
}

function declaredBy(reading: Reading, here: CallHere): Declared | undefined {
  const { call, file } = here;
  const called = calledName(call);
  if (call.callee.kind !== 'member' || (called !== 'init' && called !== 'define')) return undefined;
  const attributes = reading.argument(here, called === 'init' ? 0 : 1);
  const options = reading.argument(here, called === 'init' ? 1 : 2);
  const record = reading.record(attributes);
  if (!record || !record.value.entries.some(entry => /DataTypes|Sequelize\./.test(reading.written({ ...record, value: entry.value })))) return undefined;
  const shape = called === 'init' ? reading.flow.evaluator.shapeOf(file, call.in, call.callee.of) : undefined;
  const owner = shape?.kind === 'class' ? shape.ref : undefined;
  const name = owner ? owner.file.classAt(owner.cls)?.name : reading.textOf(reading.argument(here, 0));
  if (name === undefined) return undefined;
  const table = reading.textOf(reading.entry(options, 'tableName')) ?? (reading.flag(reading.entry(options, 'freezeTableName')) === true ? name : plural(name));
  return { here, name, table, attributes: record, options, class: owner?.file === file ? owner.cls : -1, key: owner ? `${owner.file.file}#${String(owner.cls)}` : name };
}

interface Key { readonly of: Declared; readonly column: string; readonly table: string; readonly at: DdlPlace }

/** `Address.belongsTo(User, { foreignKey: 'UserId' })` */
function belongsTo(reading: Reading, here: CallHere, declared: readonly Declared[]): readonly Key[] {
  const { call, file } = here;
  if (call.callee.kind !== 'member' || !/^(belongsTo|hasMany|hasOne)$/.test(call.callee.name)) return [];
  const modelOf = (node: FlowNode | undefined): Declared | undefined => {
    const shape = node && reading.flow.evaluator.shapeOf(node.file, node.fn, node.value);
    return shape?.kind === 'class' ? declared.find(one => one.key === `${shape.ref.file.file}#${String(shape.ref.cls)}`) : node?.value.kind === 'name' ? declared.find(one => node.value.kind === 'name' && one.name === node.value.name) : undefined;
  };
  const own = modelOf({ file, fn: call.in, value: call.callee.of, frame: undefined });
  const other = modelOf(reading.argument(here, 0));
  const given = reading.argument(here, 'foreignKey');
  if (!own || !other) return [];
  const [child, parent] = call.callee.name === 'belongsTo' ? [own, other] : [other, own];
  const column = reading.textOf(given) ?? reading.textOf(reading.entry(given, 'name')) ?? `${parent.name}Id`;
  return [{ of: child, column, table: parent.table, at: { start: call.at.start, end: call.at.end } }];
}

function tableFrom(reading: Reading, one: Declared, keys: readonly Key[]): readonly SchemaTable[] {
  const file = one.here.file.file;
  const place = { start: one.here.call.nameAt.start, end: one.here.call.nameAt.end };
  const record = reading.record(one.attributes);
  const columns: DdlColumn[] = (record?.value.entries ?? []).flatMap(entry => (record && entry.key?.kind === 'text' ? [{ ...sequelizeColumn(reading, entry.key.text, { ...record, value: entry.value }), start: entry.key.at.start, end: entry.value.at.end }] : []));
  const has = (name: string): boolean => columns.some(column => column.name.toLowerCase() === name.toLowerCase());
  if (!columns.some(column => column.primaryKey)) columns.unshift({ name: 'id', type: 'INTEGER', notNull: true, primaryKey: true, unique: false, generated: true, ...place });
  const constraints: DdlConstraint[] = [];
  for (const key of keys) {
    if (!has(key.column)) columns.push({ name: key.column, type: 'INTEGER', notNull: false, primaryKey: false, unique: false, generated: false, ...place });
    if (!constraints.some(other => other.columns[0] === key.column)) constraints.push({ kind: 'foreign key', columns: [key.column], references: { table: tableNamed(key.table), columns: [] }, ...place });
  }
  if (reading.flag(reading.entry(one.options, 'timestamps')) !== false) for (const name of ['createdAt', 'updatedAt']) if (!has(name)) columns.push({ name, type: 'DATE', notNull: true, primaryKey: false, unique: false, generated: false, ...place });
  const indexes = reading.entry(one.options, 'indexes');
  for (const index of (indexes && reading.items(indexes)) ?? []) {
    const fields = namesOf(reading, reading.entry(index, 'fields'));
    if (fields.length > 0) constraints.push({ kind: 'index', columns: fields, unique: reading.flag(reading.entry(index, 'unique')) ?? false, filtered: reading.entry(index, 'where') !== undefined, ...place });
  }
  const at = { file, ...place };
  return tableOf({
    file, table: tableNamed(one.table), doubts: record?.value.entries.some(entry => entry.spread) === true ? [{ about: 'columns', because: 'its attributes are put together', at }] : [],
    ddl: [{ kind: 'create table', table: tableNamed(one.table), columns, constraints, partial: false, ifNotExists: false, ...place }],
    model: { file, class: one.class, name: one.name, at, orm: 'sequelize' },
  });
}

/** As Sequelize does it, for the words that occur. */
function plural(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/i.test(name) ? `${name}es` : `${name}s`;
}
