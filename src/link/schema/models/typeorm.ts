/** TypeORM's entities: decorated fields, and relations that make their own columns. */
import type { DdlColumn, DdlConstraint } from '../../../facts/sql.js';
import type { ClassFact, Decorator, Field } from '../../../facts/structure.js';
import type { Doubt, Relation, SchemaTable } from '../../../rule/schema.js';
import type { FileIndex } from '../../file-index.js';
import type { FlowNode } from '../../flow.js';
import type { ClassRef } from '../../shapes.js';
import { namesOf, tableNamed } from '../described-columns.js';
import type { Reading } from '../reading.js';
import { ancestryOf } from '../table-names.js';
import { tableOf } from './model-table.js';

const columns = /^(Column|PrimaryColumn|PrimaryGeneratedColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|DbAwareColumn)$/;
const dates = /^(Create|Update|Delete)DateColumn$/;
const scripted: Readonly<Record<string, string>> = { string: 'varchar', number: 'integer', boolean: 'boolean', Date: 'datetime', Buffer: 'blob' };

export function typeormTables(reading: Reading, files: readonly FileIndex[]): readonly SchemaTable[] {
  return files.flatMap(file => (file.facts.language !== 'typescript' || file.facts.role === 'test' ? [] : file.facts.classes.flatMap((fact, cls) => entityAt(reading, { file, cls }, fact))));
}

function entityAt(reading: Reading, ref: ClassRef, fact: ClassFact): readonly SchemaTable[] {
  const entity = fact.decorators.find(one => lastOf(one) === 'Entity');
  if (!entity || !ref.file.facts.imports.some(one => one.module === 'typeorm')) return [];
  const at = { file: ref.file.file, ...fact.nameAt };
  const place = { start: fact.nameAt.start, end: fact.nameAt.end };
  const name = tableNameOf(reading, ref);
  const line = ancestryOf(reading, ref);
  const found: DdlColumn[] = [];
  const constraints: DdlConstraint[] = [];
  const relations: Relation[] = [];
  const doubts: Doubt[] = line.unknown.map(base => ({ about: 'columns', because: `its base ${base} is not in this program`, at }));
  for (const owner of line.classes) {
    const home = owner.file.classAt(owner.cls);
    for (const decorator of home?.decorators ?? []) if (/^(Index|Unique)$/.test(lastOf(decorator))) constraints.push(...classKey(reading, owner, decorator));
    for (const field of home?.fields ?? []) readField(reading, owner, field, { found, constraints, relations });
  }
  return tableOf({
    file: ref.file.file, table: tableNamed(name), doubts, ddl: [{ kind: 'create table', table: tableNamed(name), columns: found, constraints, partial: false, ifNotExists: false, ...place }],
    model: { file: ref.file.file, class: ref.cls, name: fact.name, at, orm: 'typeorm', relations },
  });
}

function readField(reading: Reading, ref: ClassRef, field: Field, into: { readonly found: DdlColumn[]; readonly constraints: DdlConstraint[]; readonly relations: Relation[] }): void {
  const place = { start: field.at.start, end: field.at.end };
  const decorated = (pattern: RegExp): Decorator | undefined => field.decorators.find(one => pattern.test(lastOf(one)));
  const column = decorated(columns);
  const relation = decorated(/^(ManyToOne|OneToOne|OneToMany|ManyToMany)$/);
  const joined = decorated(/^JoinColumn$/);
  let stored: string | undefined;
  if (column) {
    const kind = lastOf(column);
    const options = nodesOf(ref, column).find(node => reading.record(node));
    const primaryKey = kind.startsWith('Primary') || reading.flag(reading.entry(options, 'primary')) === true;
    stored = reading.textOf(reading.entry(options, 'name')) ?? field.name;
    const type = reading.textOf(nodesOf(ref, column)[0]) ?? reading.textOf(reading.entry(options, 'type')) ?? (dates.test(kind) ? 'datetime' : kind === 'PrimaryGeneratedColumn' ? 'integer' : scripted[field.type?.name ?? ''] ?? '');
    const filled = reading.entry(options, 'default');
    into.found.push({
      name: stored, type: type === 'increment' ? 'integer' : type, notNull: reading.flag(reading.entry(options, 'nullable')) !== true && kind !== 'DeleteDateColumn', primaryKey, unique: reading.flag(reading.entry(options, 'unique')) ?? false,
      generated: kind === 'PrimaryGeneratedColumn', ...(filled ? { default: reading.written(filled) } : dates.test(kind) && kind !== 'DeleteDateColumn' ? { default: 'now' } : {}), ...place,
    });
  } else if (relation && (lastOf(relation) === 'ManyToOne' || joined)) {
    const target = targetOf(reading, ref, relation);
    const options = nodesOf(ref, relation).find(node => reading.record(node));
    stored = reading.textOf(reading.entry(joined && nodesOf(ref, joined)[0], 'name')) ?? `${field.name}Id`;
    const onDelete = reading.textOf(reading.entry(options, 'onDelete'))?.toLowerCase();
    if (!into.found.some(one => one.name === stored)) into.found.push({ name: stored, type: '', notNull: reading.flag(reading.entry(options, 'nullable')) === false, primaryKey: false, unique: lastOf(relation) === 'OneToOne', generated: false, ...place });
    if (target) into.constraints.push({ kind: 'foreign key', columns: [stored], references: { table: tableNamed(tableNameOf(reading, target)), columns: [], ...(onDelete === undefined ? {} : { onDelete }) }, ...place });
  }
  if (relation) into.relations.push({ name: field.name, model: targetOf(reading, ref, relation)?.file.classAt(targetOf(reading, ref, relation)?.cls ?? -1)?.name, makesBack: false, columns: stored === undefined ? [] : [stored], at: { file: ref.file.file, ...place } });
  const index = decorated(/^Index$/);
  if (index && stored !== undefined) into.constraints.push({ kind: 'index', columns: [stored], unique: reading.flag(reading.entry(nodesOf(ref, index).find(node => reading.record(node)), 'unique')) ?? false, filtered: false, ...place });
}

/** `@Index(['a', 'b'])`, `@Unique('name', ['a', 'b'])`. */
function classKey(reading: Reading, ref: ClassRef, decorator: Decorator): readonly DdlConstraint[] {
  const nodes = nodesOf(ref, decorator);
  const listed = nodes.find(node => node.value.kind === 'list');
  const names = namesOf(reading, listed);
  const place = { start: decorator.at.start, end: decorator.at.end };
  if (names.length === 0) return [];
  if (lastOf(decorator) === 'Unique') return [{ kind: 'unique', columns: names, ...place }];
  const options = nodes.find(node => reading.record(node));
  return [{ kind: 'index', columns: names, unique: reading.flag(reading.entry(options, 'unique')) ?? false, filtered: reading.entry(options, 'where') !== undefined, ...place }];
}

/** `() => User`, `'User'`. */
function targetOf(reading: Reading, ref: ClassRef, relation: Decorator): ClassRef | undefined {
  const [first] = nodesOf(ref, relation);
  if (first?.value.kind !== 'function') return undefined;
  const [returned] = ref.file.returns.get(first.value.function) ?? [];
  const shape = returned && reading.flow.evaluator.shapeOf(ref.file, first.value.function, returned.value);
  return shape?.kind === 'class' ? shape.ref : undefined;
}

/** `@Entity('users')`, `@Entity({ name: 'users' })`, else the class's name in snake case. */
function tableNameOf(reading: Reading, ref: ClassRef): string {
  const fact = ref.file.classAt(ref.cls);
  const entity = fact?.decorators.find(one => lastOf(one) === 'Entity');
  const [first, second] = entity ? nodesOf(ref, entity) : [];
  return reading.textOf(first) ?? reading.textOf(reading.entry(first ?? second, 'name')) ?? (fact?.name ?? '').replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}

function nodesOf(ref: ClassRef, decorator: Decorator): readonly FlowNode[] {
  return decorator.args.map(argument => ({ file: ref.file, fn: -1, value: argument.value, frame: undefined }));
}

function lastOf(decorator: Decorator): string {
  return decorator.path.split('.').at(-1) ?? decorator.path;
}
