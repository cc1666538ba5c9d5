/** Django's fields as columns, as models and migrations both write them: `models.ForeignKey('shop.User', models.CASCADE, null=True)`. */
import type { DdlColumn, DdlConstraint, DdlPlace } from '../../facts/sql.js';
import { calledName } from '../arguments.js';
import type { FlowNode } from '../flow.js';
import type { DjangoNames, ModelName } from './django-names.js';
import { tableNamed } from './described-columns.js';
import type { CallHere, Reading } from './reading.js';
import { ancestryOf } from './table-names.js';

/** The model a field stands in; `tableOf` where a table may have had another name then. */
export interface Owner extends ModelName { readonly table: string; readonly tableOf?: (name: ModelName) => string | undefined }

export interface DjangoField {
  /** Absent for a field kept in a table of links. */
  readonly column?: DdlColumn;
  readonly unique: boolean;
  readonly indexed: boolean;
  readonly reference?: { readonly table: string; readonly onDelete?: string };
  /** The table of links a many-to-many field makes, with the names of its two keys. */
  readonly links?: { readonly table: string; readonly own: string; readonly other: string; readonly target: string };
  /** Rows that are there already get a value. */
  readonly filled: boolean;
}

const types: Readonly<Record<string, string>> = {
  AutoField: 'serial', BigAutoField: 'bigserial', SmallAutoField: 'smallserial', BooleanField: 'boolean', NullBooleanField: 'boolean', CharField: 'varchar', SlugField: 'varchar(50)', EmailField: 'varchar(254)', URLField: 'varchar(200)',
  FileField: 'varchar(100)', ImageField: 'varchar(100)', FilePathField: 'varchar(100)', TextField: 'text', IntegerField: 'integer', PositiveIntegerField: 'integer', BigIntegerField: 'bigint', PositiveBigIntegerField: 'bigint',
  SmallIntegerField: 'smallint', PositiveSmallIntegerField: 'smallint', FloatField: 'double precision', DecimalField: 'numeric', DateField: 'date', DateTimeField: 'timestamp', TimeField: 'time', DurationField: 'interval',
  UUIDField: 'uuid', JSONField: 'jsonb', BinaryField: 'bytea', GenericIPAddressField: 'inet', IPAddressField: 'inet', ArrayField: 'array', HStoreField: 'hstore', CommaSeparatedIntegerField: 'varchar', SearchVectorField: 'tsvector',
};
const manyToMany = /ManyToMany(Field|Key)$/;
const refers = /(ForeignKey|OneToOneField|ParentalKey)$/;
/** What else stands in a model and looks like a field. */
const noColumn = /^(Generic(ForeignKey|Relation)|FilteredRelation)$/;

/** The field's own class, under the name Django has for it where it derives from one of Django's. */
function kindOf(reading: Reading, here: CallHere): string {
  const path = reading.calledPath(here);
  if (path !== undefined) return path.split('.').at(-1) ?? '';
  const shape = reading.flow.evaluator.shapeOf(here.file, here.call.in, here.call.callee);
  const known = shape.kind === 'class' ? ancestryOf(reading, shape.ref).libraries.map(one => one.split('.').at(-1) ?? '').find(one => one in types || refers.test(one) || manyToMany.test(one)) : undefined;
  return known ?? calledName(here.call);
}

export function isDjangoField(reading: Reading, here: CallHere): boolean {
  const kind = kindOf(reading, here);
  return !noColumn.test(kind) && (/Field$/.test(kind) || refers.test(kind) || manyToMany.test(kind));
}

export function djangoField(reading: Reading, names: DjangoNames, here: CallHere, name: string, owner: Owner): DjangoField {
  const kind = kindOf(reading, here);
  const place: DdlPlace = { start: here.call.at.start, end: here.call.at.end };
  const flag = (key: string): boolean | undefined => reading.flag(reading.argument(here, key));
  if (manyToMany.test(kind)) return links(reading, names, here, name, owner);
  const primaryKey = flag('primary_key') === true;
  const refersTo = refers.test(kind);
  const oneToOne = kind.endsWith('OneToOneField');
  const written = reading.textOf(reading.argument(here, 'db_column'));
  const filled = reading.argument(here, 'db_default');
  const length = reading.argument(here, 'max_length');
  const target = refersTo ? reading.argument(here, 0, 'to') : undefined;
  const onDelete = refersTo ? lastOf(reading.argument(here, 1, 'on_delete'))?.replaceAll('_', ' ').toLowerCase() : undefined;
  const model = target && names.modelOf(reading, target, owner);
  const table = model && (owner.tableOf?.(model) ?? names.tableOf(model));
  const type = types[kind] ?? '';
  const unique = flag('unique') === true || oneToOne;
  return {
    column: {
      name: written ?? (refersTo ? `${name}_id` : name), type: length?.value.kind === 'number' && type.startsWith('varchar') ? `varchar(${String(length.value.value)})` : type, notNull: flag('null') !== true && kind !== 'NullBooleanField',
      primaryKey, unique: false, generated: kind.endsWith('AutoField'), ...(filled ? { default: reading.written(filled) } : {}), ...place,
    },
    unique: unique && !primaryKey, indexed: !unique && !primaryKey && (flag('db_index') ?? (refersTo || kind === 'SlugField')),
    ...(table === undefined || flag('db_constraint') === false ? {} : { reference: { table, ...(onDelete === undefined || /^(do nothing|protect)$/.test(onDelete) ? {} : { onDelete }) } }),
    filled: filled !== undefined || reading.argument(here, 'default') !== undefined || flag('auto_now') === true || flag('auto_now_add') === true || (flag('blank') === true && /^(varchar|text)/.test(type)),
  };
}

function links(reading: Reading, names: DjangoNames, here: CallHere, name: string, owner: Owner): DjangoField {
  const target = reading.argument(here, 0, 'to');
  const other = target && names.modelOf(reading, target, owner);
  const none = { unique: false, indexed: false, filled: true };
  if (!other || reading.argument(here, 'through') !== undefined) return none;
  const own = owner.model.toLowerCase();
  const same = other.label === owner.label && other.model.toLowerCase() === own;
  return { ...none, links: { table: reading.textOf(reading.argument(here, 'db_table')) ?? `${owner.table}_${name}`, own: same ? `from_${own}_id` : `${own}_id`, other: same ? `to_${own}_id` : `${other.model.toLowerCase()}_id`, target: owner.tableOf?.(other) ?? names.tableOf(other) } };
}

/** What a table of links consists of. */
export function linkParts(field: NonNullable<DjangoField['links']>, owner: string, place: DdlPlace): { readonly columns: readonly DdlColumn[]; readonly constraints: readonly DdlConstraint[] } {
  const key = (name: string, table: string): DdlColumn => ({ name, type: '', notNull: true, primaryKey: false, unique: false, generated: false, references: { table: tableNamed(table), columns: [] }, ...place });
  const index = (column: string): DdlConstraint => ({ kind: 'index', columns: [column], unique: false, filtered: false, ...place });
  return {
    columns: [{ name: 'id', type: 'bigserial', notNull: true, primaryKey: true, unique: false, generated: true, ...place }, key(field.own, owner), key(field.other, field.target)],
    constraints: [{ kind: 'unique', columns: [field.own, field.other], ...place }, index(field.own), index(field.other)],
  };
}

/** `models.Index(fields=['-created'], condition=Q(...))`, `models.UniqueConstraint(fields=['a', 'b'])`, by the columns of the fields. */
export function djangoConstraint(reading: Reading, here: CallHere, columnOf: (field: string) => string): DdlConstraint {
  const kind = (reading.calledPath(here) ?? calledName(here.call)).split('.').at(-1) ?? '';
  const listed = reading.argument(here, 'fields');
  const columns = (listed && reading.items(listed))?.map(one => columnOf((reading.textOf(one) ?? '()').replace(/^-/, ''))) ?? ['()'];
  const name = reading.textOf(reading.argument(here, 'name'));
  const shared = { ...(name === undefined ? {} : { name }), start: here.call.at.start, end: here.call.at.end };
  const filtered = reading.argument(here, 'condition') !== undefined;
  if (kind === 'CheckConstraint') return { kind: 'check', columns: [], ...shared };
  if (kind === 'UniqueConstraint') return filtered || listed === undefined ? { kind: 'index', columns, unique: true, filtered, ...shared } : { kind: 'unique', columns, ...shared };
  return kind === 'ExclusionConstraint' ? { kind: 'other', columns: [], ...shared } : { kind: 'index', columns, unique: false, filtered, ...shared };
}

/** `unique_together`: several lists of fields, or one. */
export function togetherOf(reading: Reading, node: FlowNode | undefined): readonly (readonly string[])[] {
  // `set([('a', 'b')])`
  const call = node?.value.kind === 'call' ? node.file.facts.calls[node.value.call] : undefined;
  if (node && call && /^(set|frozenset|list|tuple)$/.test(calledName(call))) return togetherOf(reading, call.args[0] && { ...node, value: call.args[0].value });
  const items = (node && reading.items(node)) ?? [];
  const single = items.length > 0 && items.every(one => one.value.kind === 'text');
  return (single && node ? [node] : items).map(one => (reading.items(one) ?? []).flatMap(item => reading.textOf(item) ?? []));
}

function lastOf(node: FlowNode | undefined): string | undefined {
  return node?.value.kind === 'member' || node?.value.kind === 'name' ? node.value.name : undefined;
}
