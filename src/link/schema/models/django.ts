/** Django's models: fields with those of abstract bases, keys and indexes of `Meta`, and the tables between many-to-many models. */
import type { DdlColumn, DdlConstraint, DdlStatement } from '../../../facts/sql.js';
import type { Doubt, SchemaTable } from '../../../rule/schema.js';
import type { FileIndex } from '../../file-index.js';
import type { FlowNode } from '../../flow.js';
import type { ClassRef } from '../../shapes.js';
import { tableNamed } from '../described-columns.js';
import { djangoConstraint, djangoField, isDjangoField, linkParts, togetherOf, type DjangoField } from '../django-fields.js';
import { metaOf, metaValue, type DjangoNames, type ModelName } from '../django-names.js';
import type { Reading } from '../reading.js';
import { ancestryOf, type Ancestry } from '../table-names.js';
import { tableOf } from './model-table.js';

interface Model { readonly ref: ClassRef; readonly line: Ancestry; readonly name: ModelName; readonly table: string }

const modelBase = /(^|\.)(django|mptt|polymorphic|modelcluster|treebeard|wagtail|django_\w+|model_utils|simple_history)(\.\w+)*\.\w*(Model|Page|AbstractUser|AbstractBaseUser|PermissionsMixin|MP_Node|NS_Node|AL_Node)$/;
/** What Django's own abstract users bring along. */
const brought: Readonly<Record<string, readonly string[]>> = {
  AbstractBaseUser: ['password varchar(128)', 'last_login timestamp?'], PermissionsMixin: ['is_superuser boolean'],
  AbstractUser: ['password varchar(128)', 'last_login timestamp?', 'is_superuser boolean', 'username varchar(150)', 'first_name varchar(150)', 'last_name varchar(150)', 'email varchar(254)', 'is_staff boolean', 'is_active boolean', 'date_joined timestamp'],
};

export function djangoTables(reading: Reading, files: readonly FileIndex[], names: DjangoNames): readonly SchemaTable[] {
  const where = files.filter(({ facts }) => facts.language === 'python' && facts.role !== 'test' && facts.role !== 'migration' && facts.imports.some(one => /^django\b/.test(one.module)));
  const found = where.flatMap(file => file.facts.classes.flatMap((_, cls) => modelAt(reading, { file, cls }, names) ?? []));
  for (const one of found) names.keep(one.name, one.table);
  const byClass = new Map(found.map(one => [`${one.ref.file.file}#${String(one.ref.cls)}`, one]));
  return found.flatMap(one => tablesOf(reading, one, names, byClass));
}

function modelAt(reading: Reading, ref: ClassRef, names: DjangoNames): Model | undefined {
  const fact = ref.file.classAt(ref.cls);
  if (!fact || fact.bases.length === 0) return undefined;
  const line = ancestryOf(reading, ref);
  if (!line.libraries.some(path => modelBase.test(path)) || saysOfItself(ref, 'abstract') === true || saysOfItself(ref, 'proxy') === true || saysOfItself(ref, 'managed') === false) return undefined;
  const name = names.nameOf(ref);
  const table = reading.textOf(metaNode(line.classes, 'db_table'));
  return { ref, line, name, table: table?.replaceAll('"', '') ?? `${name.label}_${name.model.toLowerCase()}` };
}

function metaNode(line: readonly ClassRef[], key: string): FlowNode | undefined {
  const found = metaValue(line, key);
  return found && { ...found, fn: -1, frame: undefined };
}

/** What a class says of itself alone: children of an abstract class are none. */
function saysOfItself(ref: ClassRef, key: string): boolean | undefined {
  const value = metaValue([ref], key)?.value;
  return value?.kind === 'boolean' ? value.value : undefined;
}

function tablesOf(reading: Reading, one: Model, names: DjangoNames, byClass: ReadonlyMap<string, Model>): readonly SchemaTable[] {
  const { ref, line, table } = one;
  const fact = ref.file.classAt(ref.cls);
  if (!fact) return [];
  const file = ref.file.file;
  const place = { start: fact.nameAt.start, end: fact.nameAt.end };
  const at = { file, ...place };
  const columns: DdlColumn[] = [];
  const constraints: DdlConstraint[] = [];
  const links: DjangoField['links'][] = [];
  const fields = new Map<string, string>();
  // What a base with a table of its own has is kept there, and so is what that one's bases bring.
  const parent = line.classes.find(base => base !== ref && byClass.has(keyOf(base)) && keyOf(base) !== keyOf(ref));
  const inherited = new Set(parent ? ancestryOf(reading, parent).classes.map(keyOf) : []);
  for (const owner of line.classes) {
    if (inherited.has(keyOf(owner))) continue;
    for (const field of owner.file.classAt(owner.cls)?.fields ?? []) {
      const call = field.value?.kind === 'call' ? owner.file.facts.calls[field.value.call] : undefined;
      const here = call && { file: owner.file, call, frame: undefined };
      if (!here || fields.has(field.name) || !isDjangoField(reading, here)) continue;
      const read = djangoField(reading, names, here, field.name, { ...names.nameOf(ref), label: one.name.label, table });
      const own = owner.file === ref.file && owner.cls === ref.cls;
      const column = read.column && (own ? read.column : { ...read.column, ...place });
      fields.set(field.name, column?.name ?? '');
      if (column) columns.push(column);
      if (read.links) links.push(read.links);
      constraints.push(...keysOf(read, column, place));
    }
  }
  if (line.libraries.some(path => /\.(AbstractUser|PermissionsMixin)$/.test(path))) {
    const own = `${one.name.model.toLowerCase()}_id`;
    links.push({ table: `${table}_groups`, own, other: 'group_id', target: 'auth_group' }, { table: `${table}_user_permissions`, own, other: 'permission_id', target: 'auth_permission' });
  }
  for (const path of line.libraries) {
    for (const text of brought[path.split('.').at(-1) ?? ''] ?? []) {
      const [name = '', type = ''] = text.split(' ');
      if (!columns.some(column => column.name === name)) columns.push({ name, type: type.replace('?', ''), notNull: !type.endsWith('?'), primaryKey: false, unique: name === 'username', generated: false, ...place });
    }
  }
  if (!columns.some(column => column.primaryKey)) {
    const pointer = parent && byClass.get(keyOf(parent));
    columns.unshift({ name: pointer ? `${pointer.name.model.toLowerCase()}_ptr_id` : 'id', type: pointer ? '' : 'bigserial', notNull: true, primaryKey: true, unique: false, generated: !pointer, ...(pointer ? { references: { table: tableNamed(pointer.table), columns: [] } } : {}), ...place });
  }
  const columnOf = (name: string): string => fields.get(name) ?? name;
  // The first `Meta` along the line counts: the class's own, else that of an abstract base.
  const own = line.classes.filter(owner => !inherited.has(keyOf(owner)));
  constraints.push(...metaKeys(reading, own.slice(Math.max(0, own.findIndex(owner => metaOf(owner)))), columnOf, place));
  const doubts: Doubt[] = [...line.unknown, ...line.libraries.filter(path => !/(^|\.)django\.|^(builtins|typing|abc)\./.test(path))].filter(base => base !== '').map(base => ({ about: 'columns', because: `its base ${base} is not in this program`, at }));
  const ddl: readonly DdlStatement[] = [{ kind: 'create table', table: tableNamed(table), columns, constraints, partial: false, ifNotExists: false, ...place }];
  return [
    ...tableOf({ file, table: tableNamed(table), doubts, ddl, model: { file, class: ref.cls, name: fact.name, at, orm: 'django' } }),
    ...links.flatMap(link => (link === undefined ? [] : tableOf({
      file, table: tableNamed(link.table), doubts: [], ddl: [{ kind: 'create table', table: tableNamed(link.table), ...linkParts(link, table, place), partial: false, ifNotExists: false, ...place }],
      model: { file, class: -1, name: link.table, at, orm: 'django' },
    }))),
  ];
}

function keysOf(read: DjangoField, column: DdlColumn | undefined, place: { readonly start: number; readonly end: number }): readonly DdlConstraint[] {
  if (!column) return [];
  const columns = [column.name];
  return [
    ...(read.unique ? [{ kind: 'unique' as const, columns, ...place }] : []), ...(read.indexed ? [{ kind: 'index' as const, columns, unique: false, filtered: false, ...place }] : []),
    ...(read.reference ? [{ kind: 'foreign key' as const, columns, references: { ...read.reference, table: tableNamed(read.reference.table), columns: [] }, start: column.start, end: column.end }] : []),
  ];
}

function metaKeys(reading: Reading, line: readonly ClassRef[], columnOf: (name: string) => string, place: { readonly start: number; readonly end: number }): readonly DdlConstraint[] {
  const together = (key: string): readonly (readonly string[])[] => togetherOf(reading, metaNode(line, key)).map(list => list.map(columnOf));
  const listed = ['indexes', 'constraints'].flatMap(key => { const node = metaNode(line, key); return (node && reading.items(node)) ?? []; });
  return [
    ...together('unique_together').map(columns => ({ kind: 'unique' as const, columns, ...place })), ...together('index_together').map(columns => ({ kind: 'index' as const, columns, unique: false, filtered: false, ...place })),
    ...listed.flatMap(node => { const call = reading.callOf(node); return call ? [djangoConstraint(reading, call, columnOf)] : []; }),
  ];
}

function keyOf({ file, cls }: ClassRef): string {
  return `${file.file}#${String(cls)}`;
}
