/** sea-orm's entities: `#[derive(DeriveEntityModel)] struct Model`, with the keys its `enum Relation` declares. */
import type { DdlColumn, DdlConstraint } from '../../../facts/sql.js';
import type { Decorator, Field, TypeRef } from '../../../facts/structure.js';
import type { SchemaTable } from '../../../rule/schema.js';
import type { FileIndex } from '../../file-index.js';
import { tableNamed } from '../described-columns.js';
import { snake } from '../sea-names.js';
import { tableOf } from './model-table.js';

interface Entity { readonly file: FileIndex; readonly cls: number; readonly name: string; readonly schema: string | undefined; /** The module it is in, as relations call it. */ readonly module: string }

const types: Readonly<Record<string, string>> = {
  String: 'varchar', i8: 'tinyint', i16: 'smallint', i32: 'integer', i64: 'bigint', u8: 'tinyint', u16: 'smallint', u32: 'integer', u64: 'bigint', f32: 'float', f64: 'double', bool: 'boolean', Uuid: 'uuid', Json: 'json', JsonValue: 'json', Value: 'json',
  Decimal: 'numeric', Date: 'date', NaiveDate: 'date', ChronoDate: 'date', TimeDate: 'date', Time: 'time', NaiveTime: 'time', DateTime: 'timestamp', NaiveDateTime: 'timestamp', DateTimeUtc: 'timestamp', DateTimeWithTimeZone: 'timestamp', DateTimeLocal: 'timestamp', ChronoDateTime: 'timestamp',
  ChronoDateTimeUtc: 'timestamp', ChronoDateTimeWithTimeZone: 'timestamp', OffsetDateTime: 'timestamp', TimeDateTime: 'timestamp', TimeDateTimeWithTimeZone: 'timestamp', Vec: 'binary',
};

export function seaOrmTables(files: readonly FileIndex[]): readonly SchemaTable[] {
  const entities = files.flatMap(file => (file.facts.language !== 'rust' || file.facts.role === 'test' ? [] : file.facts.classes.flatMap((fact, cls): readonly Entity[] => {
    if (fact.kind !== 'struct' || fact.name !== 'Model' || !fact.decorators.some(one => one.path === 'derive' && one.args.some(({ value }) => (value.kind === 'name' || value.kind === 'member') && value.name === 'DeriveEntityModel'))) return [];
    const name = said(fact.decorators, 'table_name');
    const module = fact.module?.at(-1) ?? file.file.replace(/\/mod\.rs$/, '').replace(/\.rs$/, '').split('/').at(-1) ?? '';
    return name === undefined ? [] : [{ file, cls, name, schema: said(fact.decorators, 'schema_name'), module }];
  })));
  return entities.flatMap(one => tableFrom(one, entities));
}

/** `#[sea_orm(table_name = "users")]` */
function said(decorators: readonly Decorator[], key: string): string | undefined {
  const value = decorators.filter(one => one.path === 'sea_orm').flatMap(one => one.args).find(one => one.name === key)?.value;
  return value?.kind === 'text' ? value.text : undefined;
}

/** `#[sea_orm(primary_key)]` */
function flagged(decorators: readonly Decorator[], key: string): boolean {
  return decorators.some(one => one.path === 'sea_orm' && one.args.some(({ name, value }) => name === undefined && value.kind === 'name' && value.name === key));
}

function isOff(decorators: readonly Decorator[], key: string): boolean {
  const value = decorators.flatMap(one => one.args).find(one => one.name === key)?.value;
  return value?.kind === 'boolean' && !value.value;
}

function columnName(field: Field): string {
  return said(field.decorators, 'column_name') ?? field.name.replace(/^r#/, '');
}

function tableFrom({ file, cls, name, schema, module }: Entity, entities: readonly Entity[]): readonly SchemaTable[] {
  const fact = file.classAt(cls);
  if (!fact) return [];
  const place = { start: fact.nameAt.start, end: fact.nameAt.end };
  const at = { file: file.file, ...place };
  const fields = fact.fields.filter(field => !flagged(field.decorators, 'ignore'));
  const constraints: DdlConstraint[] = fields.flatMap(field => (flagged(field.decorators, 'indexed') ? [{ kind: 'index', columns: [columnName(field)], unique: false, filtered: false, start: field.at.start, end: field.at.end }] : []));
  const relations = file.facts.classes.find(one => one.kind === 'enum' && one.name === 'Relation' && (one.module ?? []).join() === (fact.module ?? []).join());
  for (const relation of relations?.fields ?? []) {
    const target = said(relation.decorators, 'belongs_to');
    const from = said(relation.decorators, 'from');
    const other = target === undefined ? undefined : target === 'Entity' ? { name } : nearest(entities.filter(one => one.module === target.split('::').at(-2)), file.file);
    if (from === undefined || other === undefined) continue;
    const listed = (text: string): readonly string[] => [...text.matchAll(/Column::(\w+)/g)].map(match => storedName(fields, match[1] ?? ''));
    const onDelete = said(relation.decorators, 'on_delete')?.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
    constraints.push({
      kind: 'foreign key', columns: listed(from), references: { table: tableNamed(other.name), columns: [...(said(relation.decorators, 'to') ?? '').matchAll(/Column::(\w+)/g)].map(match => snake(match[1] ?? '')), ...(onDelete === undefined || onDelete === 'no action' ? {} : { onDelete }) },
      start: relation.at.start, end: relation.at.end,
    });
  }
  return tableOf({
    file: file.file, table: tableNamed(name, schema), ddl: [{ kind: 'create table', table: tableNamed(name, schema), columns: fields.map(columnOf), constraints, partial: false, ifNotExists: false, ...place }],
    // Indexes of several columns are made by migrations alone.
    doubts: [{ about: 'keys', because: 'entities of sea-orm declare no indexes of several columns', at }],
    model: { file: file.file, class: cls, name: module, at, orm: 'sea-orm' },
  });
}

/** `CrateFk` is `crate_fk`, and what that field says it is stored as. */
function storedName(fields: readonly Field[], variant: string): string {
  const field = fields.find(one => one.name.replace(/^r#/, '') === snake(variant));
  return field ? columnName(field) : snake(variant);
}

/** Of several entities of one name, the one in the folder next to this one. */
function nearest(entities: readonly Entity[], file: string): Entity | undefined {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return entities.find(one => one.file.file.startsWith(`${folder}/`)) ?? entities.find(one => folder.startsWith(one.file.file.slice(0, one.file.file.lastIndexOf('/')))) ?? entities[0];
}

function columnOf(field: Field): DdlColumn {
  const optional = field.type?.name === 'Option' ? field.type.args[0] : undefined;
  const primaryKey = flagged(field.decorators, 'primary_key');
  const written = said(field.decorators, 'column_type');
  const type = written === undefined ? typeOf(optional ?? field.type) : /^custom/i.test(written) ? '' : snake(written.replace(/\(.*$/, '')).replaceAll('_', '');
  const filled = field.decorators.flatMap(one => one.args).find(one => one.name === 'default_value' || one.name === 'default_expr')?.value;
  return {
    name: columnName(field), type: type === 'enum' ? 'enum' : type, notNull: !optional && !flagged(field.decorators, 'nullable'), primaryKey, unique: flagged(field.decorators, 'unique'), generated: primaryKey && /^(big|small)?int/.test(type) && !isOff(field.decorators, 'auto_increment'),
    ...(filled ? { default: filled.kind === 'text' ? filled.text : 'default' } : {}), start: field.at.start, end: field.at.end,
  };
}

function typeOf(type: TypeRef | undefined): string {
  const name = type?.name.split(/::|\./).at(-1) ?? '';
  return types[name] ?? '';
}
