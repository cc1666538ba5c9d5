/** SQLAlchemy's models, old and new style, SQLModel's and Flask-SQLAlchemy's: classes with columns, mixins included, and plain tables. */
import type { DdlColumn, DdlConstraint } from '../../../facts/sql.js';
import type { ClassFact, Field, TypeRef } from '../../../facts/structure.js';
import type { Doubt, Relation, SchemaTable } from '../../../rule/schema.js';
import type { FileIndex } from '../../file-index.js';
import type { FlowNode } from '../../flow.js';
import type { ClassRef } from '../../shapes.js';
import type { CallHere, Reading } from '../reading.js';
import { lastName, readColumn, readParts, type Field as Annotated } from '../sqlalchemy-columns.js';
import { ancestryOf, tableNameOf } from '../table-names.js';
import { tableOf } from './model-table.js';
import { pythonType } from './python-types.js';

const columnCalls: ReadonlySet<string> = new Set(['Column', 'mapped_column', 'Field', 'deferred']);

export function sqlalchemyTables(reading: Reading, files: readonly FileIndex[]): readonly SchemaTable[] {
  const where = files.filter(({ facts }) => facts.language === 'python' && facts.role !== 'test' && facts.role !== 'migration' && facts.role !== 'example');
  const named = where.flatMap(file => file.facts.classes.flatMap((fact, cls) => (isAbstract(fact) ? [] : [{ ref: { file, cls }, name: tableNameOf(reading, { file, cls }) }])));
  const shared = sharedTables(reading, named);
  return [
    ...named.flatMap(({ ref, name }) => (name === undefined ? [] : [modelAt(reading, ref, name, shared.get(keyOf(ref)) ?? [])])).flat(),
    ...where.flatMap(file => plainTables(reading, file)),
  ];
}

function isAbstract(fact: ClassFact): boolean {
  return fact.fields.some(one => one.name === '__abstract__' && one.value?.kind === 'boolean' && one.value.value);
}

/** Classes without a table of their own whose base has one: their columns are the base's too. */
function sharedTables(reading: Reading, named: readonly { readonly ref: ClassRef; readonly name: string | undefined }[]): ReadonlyMap<string, readonly ClassRef[]> {
  const tables = new Map(named.flatMap(({ ref, name }) => (name === undefined ? [] : [[keyOf(ref), ref] as const])));
  const shared = new Map<string, ClassRef[]>();
  for (const { ref, name } of named) {
    if (name !== undefined) continue;
    const base = ancestryOf(reading, ref).classes.find(one => tables.has(keyOf(one)));
    if (base) shared.set(keyOf(base), [...shared.get(keyOf(base)) ?? [], ref]);
  }
  return shared;
}

function keyOf({ file, cls }: ClassRef): string {
  return `${file.file}#${String(cls)}`;
}

function modelAt(reading: Reading, ref: ClassRef, name: string, children: readonly ClassRef[]): readonly SchemaTable[] {
  const fact = ref.file.classAt(ref.cls);
  if (!fact) return [];
  const place = { start: fact.at.start, end: fact.at.end };
  const at = { file: ref.file.file, ...fact.nameAt };
  const columns: DdlColumn[] = [];
  const constraints: DdlConstraint[] = [];
  const relations: Relation[] = [];
  const doubts: Doubt[] = [];
  // Mixins first, as SQLAlchemy orders them hardly matters; an attribute of the class itself wins.
  const line = ancestryOf(reading, ref);
  const seen = new Set<string>();
  for (const owner of [...line.classes, ...children]) {
    for (const { column, index, relation, named } of attributesOf(reading, owner, name)) {
      if (seen.has(named)) continue;
      seen.add(named);
      if (relation) relations.push(relation);
      if (column) columns.push(owner === line.classes[0] ? column : { ...column, ...place });
      if (index) constraints.push(index);
    }
    const parts = tableArguments(reading, owner);
    if (parts) constraints.push(...readParts(reading, parts, name).constraints);
  }
  for (const unseen of [...line.unknown, ...line.libraries.filter(path => /Mixin$/.test(path))]) doubts.push({ about: 'columns', because: `its base ${unseen} is not in this program`, at });
  const table = { name, hole: false, temporary: false, ...schemaOf(reading, ref) };
  return tableOf({
    file: ref.file.file, table, doubts,
    ddl: [{ kind: 'create table', table, columns, constraints, partial: false, ifNotExists: false, start: fact.nameAt.start, end: fact.nameAt.end }],
    model: { file: ref.file.file, class: ref.cls, name: fact.name, at, orm: 'sqlalchemy', relations },
  });
}

interface Attribute { readonly named: string; readonly column?: DdlColumn; readonly index?: DdlConstraint & { readonly kind: 'index' }; readonly relation?: Relation }

function attributesOf(reading: Reading, ref: ClassRef, table: string): readonly Attribute[] {
  const fact = ref.file.classAt(ref.cls);
  const fields = (fact?.fields ?? []).flatMap(field => attributeOf(reading, ref, field, table) ?? []);
  const methods = [...ref.file.methods.get(fact?.name ?? '') ?? []].flatMap(([name, [fn]]): readonly Attribute[] => {
    const method = fn === undefined ? undefined : ref.file.functionAt(fn);
    if (fn === undefined || !method?.decorators.some(one => /(^|\.)declared_attr(\.\w+)?$/.test(one.path))) return [];
    const [returned] = ref.file.returns.get(fn) ?? [];
    const made = returned && callMade(reading, { file: ref.file, fn, value: returned.value, frame: undefined });
    return made ? [attributeFrom(reading, made, name, table, annotationOf(reading, ref, method.returns)) ?? { named: name }] : [];
  });
  return [...fields, ...methods];
}

function attributeOf(reading: Reading, ref: ClassRef, field: Field, table: string): Attribute | undefined {
  if (field.name.startsWith('__') || /^(ClassVar|PrivateAttr)$/.test(field.type?.name.split('.').at(-1) ?? '')) return undefined;
  const annotated = annotationOf(reading, ref, field.type);
  const made = field.value && callMade(reading, { file: ref.file, fn: -1, value: field.value, frame: undefined });
  if (made) return attributeFrom(reading, made, field.name, table, annotated) ?? { named: field.name };
  // `name: Mapped[str]` and SQLModel's `name: str` are columns without a call.
  if (field.type === undefined || (field.value && field.value.kind === 'call') || annotated.relation) return undefined;
  if (!/(^|\.)Mapped$/.test(field.type.name) && !isSqlModel(reading, ref)) return undefined;
  const alias = annotated.made;
  if (alias) return attributeFrom(reading, alias, field.name, table, annotated);
  return { named: field.name, column: { name: field.name, type: annotated.type ?? '', notNull: annotated.nullable !== true, primaryKey: false, unique: false, generated: false, start: field.at.start, end: field.at.end } };
}

function attributeFrom(reading: Reading, made: CallHere, name: string, table: string, annotated: Annotated): Attribute | undefined {
  const called = lastName(reading.calledPath(made), made);
  if (/^(relationship|Relationship|dynamic_loader)$/.test(called)) return { named: name, relation: relationOf(reading, made, name, annotated.type) };
  if (called === 'deferred') {
    const inner = reading.argument(made, 0);
    const call = inner && reading.callOf(inner);
    return call && attributeFrom(reading, call, name, table, annotated);
  }
  const full = called === 'Field' ? reading.argument(made, 'sa_column') : undefined;
  const fullCall = full && reading.callOf(full);
  if (fullCall) return attributeFrom(reading, fullCall, name, table, { name, place: { start: made.call.at.start, end: made.call.at.end } });
  const read = called === 'Field' ? sqlModelField(reading, made, table, { ...annotated, name }) : columnCalls.has(called) ? readColumn(reading, made, table, { ...annotated, name }) : undefined;
  return read && { named: name, column: read.column, ...(read.index ? { index: { kind: 'index', ...read.index } } : {}) };
}

/** SQLModel's `Field(foreign_key='user.id', ondelete='CASCADE')`; its first argument is a default. */
function sqlModelField(reading: Reading, made: CallHere, table: string, field: Annotated): ReturnType<typeof readColumn> {
  const read = readColumn(reading, { ...made, call: { ...made.call, args: made.call.args.filter(one => one.name !== undefined) } }, table, field);
  const target = reading.textOf(reading.argument(made, 'foreign_key'));
  if (!read || target === undefined) return read;
  const onDelete = reading.textOf(reading.argument(made, 'ondelete'))?.toLowerCase();
  const [column = '', name = ''] = target.split('.').reverse();
  return { ...read, column: { ...read.column, references: { table: { name, hole: false, temporary: false }, columns: [column], ...(onDelete === undefined ? {} : { onDelete }) } } };
}

function relationOf(reading: Reading, made: CallHere, name: string, annotated: string | undefined): Relation {
  const target = reading.argument(made, 0, 'argument');
  const back = reading.textOf(reading.argument(made, 'back_populates'));
  const backref = reading.argument(made, 'backref');
  const through = reading.argument(made, 'foreign_keys');
  const listed = through && (reading.items(through) ?? [through]);
  const written = target && (reading.textOf(target) ?? (target.value.kind === 'name' || target.value.kind === 'member' ? target.value.name : undefined));
  const model = (written ?? annotated)?.replaceAll(/^.*\[|["'\]]|\s*\|\s*None/g, '').split('.').at(-1);
  return {
    name, model, through: reading.argument(made, 'secondary') !== undefined, makesBack: backref !== undefined, at: reading.place(made), ...(back === undefined ? {} : { back }),
    columns: (listed ?? []).map(one => (one.value.kind === 'name' || one.value.kind === 'member' ? one.value.name : (reading.textOf(one) ?? '').replace(/^.*\./, '').replace(/\]$/, ''))),
  };
}

/** `Mapped[int | None]`, `Optional[str]`, an alias that carries its `mapped_column`. */
function annotationOf(reading: Reading, ref: ClassRef, type: TypeRef | undefined): Annotated & { readonly made?: CallHere; readonly relation?: boolean } {
  if (!type) return {};
  const inner = /(^|\.)(Mapped|Annotated)$/.test(type.name) ? type.args[0] : type;
  if (!inner) return {};
  const alias = reading.flow.evaluator.aliasOf(ref.file, -1, inner);
  const carried = (alias?.type.values ?? type.values ?? []).flatMap(value => reading.callOf({ file: alias?.file ?? ref.file, fn: -1, value, frame: undefined }) ?? []).find(call => columnCalls.has(lastName(reading.calledPath(call), call)));
  const read = pythonType(reading, alias?.file ?? ref.file, /(^|\.)Annotated$/.test(alias?.type.name ?? '') ? alias?.type.args[0] ?? inner : inner);
  return { type: read.type, nullable: read.nullable, ...(carried ? { made: carried } : {}), ...(read.model ? { relation: true } : {}) };
}

function isSqlModel(reading: Reading, ref: ClassRef): boolean {
  const line = ancestryOf(reading, ref);
  return line.libraries.some(path => /(^|\.)SQLModel$/.test(path));
}

function callMade(reading: Reading, node: FlowNode): CallHere | undefined {
  const call = node.value.kind === 'call' ? node.file.facts.calls[node.value.call] : undefined;
  if (!call) return undefined;
  const here: CallHere = { file: node.file, call, frame: node.frame };
  if (columnCalls.has(lastName(reading.calledPath(here), here)) || /^[rR]elationship$/.test(lastName(reading.calledPath(here), here))) return here;
  return reading.callOf(node);
}

/** `__table_args__`, a tuple or what a method returns. */
function tableArguments(reading: Reading, ref: ClassRef): readonly FlowNode[] | undefined {
  const fact = ref.file.classAt(ref.cls);
  const field = fact?.fields.find(one => one.name === '__table_args__');
  const [method] = ref.file.methods.get(fact?.name ?? '')?.get('__table_args__') ?? [];
  const value = field?.value ?? (method === undefined ? undefined : ref.file.returns.get(method)?.[0]?.value);
  return value && reading.items({ file: ref.file, fn: method ?? -1, value, frame: undefined })?.filter(one => one.value.kind !== 'text');
}

function schemaOf(reading: Reading, ref: ClassRef): { readonly schema?: string } {
  const fact = ref.file.classAt(ref.cls);
  const value = fact?.fields.find(one => one.name === '__table_args__')?.value;
  const options = value?.kind === 'record' ? value : value?.kind === 'list' ? value.items.find(one => one.kind === 'record') : undefined;
  const schema = options && reading.textOf(reading.entry({ file: ref.file, fn: -1, value: options, frame: undefined }, 'schema'));
  return schema === undefined ? {} : { schema };
}

/** `users_groups = Table('users_groups', metadata, Column(...))` */
function plainTables(reading: Reading, file: FileIndex): readonly SchemaTable[] {
  return file.facts.assignments.flatMap((assigned): readonly SchemaTable[] => {
    const { value, target } = assigned;
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (!call || assigned.in >= 0 || target.kind !== 'name') return [];
    const here: CallHere = { file, call, frame: undefined };
    if (lastName(reading.calledPath(here), here) !== 'Table') return [];
    const { nodes, missing } = reading.positional(here);
    const name = reading.textOf(nodes[0]);
    if (name === undefined) return [];
    const parts = readParts(reading, nodes.slice(2), name);
    const table = { name, hole: false, temporary: false };
    const at = reading.place(here);
    return tableOf({
      file: file.file, table, doubts: [],
      ddl: [{ kind: 'create table', table, columns: parts.columns, constraints: parts.constraints, partial: missing || parts.partial, ifNotExists: false, start: target.at.start, end: target.at.end }],
      model: { file: file.file, class: -1, name: target.name, at, orm: 'sqlalchemy' },
    });
  });
}
