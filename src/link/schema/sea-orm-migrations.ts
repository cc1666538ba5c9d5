/** sea-orm's migrations in Rust: `manager.create_table(Table::create().table(User::Table).col(ColumnDef::new(User::Id).integer()))`. */
import type { DdlChange, DdlColumn, DdlConstraint, DdlReference, DdlStatement } from '../../facts/sql.js';
import type { Down, SchemaStep } from '../../rule/schema.js';
import { calledName } from '../arguments.js';
import type { FileIndex } from '../file-index.js';
import type { FlowNode } from '../flow.js';
import { chainOf, stepNamed, type Chain } from './chains.js';
import { tableNamed } from './described-columns.js';
import type { CallHere, Reading } from './reading.js';
import { nameOf } from './sea-names.js';
import { stepsOfText } from './sql-in-code.js';
import { stepsOf, type UnplayedHistory, type UnplayedMigration } from './sql-histories.js';
import { callsRun } from './walk.js';
import { wayOf } from './ways.js';

const operations: ReadonlySet<string> = new Set(['create_table', 'alter_table', 'drop_table', 'rename_table', 'create_index', 'drop_index', 'create_foreign_key', 'drop_foreign_key']);
const types = /^(char|string|text|tiny_integer|small_integer|integer|big_integer|tiny_unsigned|small_unsigned|unsigned|big_unsigned|float|double|decimal|date_time|timestamp|timestamp_with_time_zone|time|date|year|interval|binary|var_binary|blob|boolean|money|json|json_binary|uuid|enumeration|array|custom|cidr|inet|mac_address|vector|bit|ltree)(_len)?$/;
/** `sea_orm_migration::schema`'s short forms: `string_null(User::Name)`, `pk_auto(User::Id)`. */
const short = /^(pk_auto|pk_uuid|\w+?)(_null|_uniq)?$/;

export function seaOrmHistories(reading: Reading, files: readonly FileIndex[]): readonly UnplayedHistory[] {
  const folders = new Map<string, UnplayedMigration[]>();
  for (const file of files) {
    if (file.facts.language !== 'rust' || !file.facts.classes.some(one => one.kind === 'impl' && one.bases.some(base => /(^|::|\.)MigrationTrait$/.test(base.name)))) continue;
    const up = wayOf(file, 'up');
    if (up === undefined) continue;
    const at = Math.max(0, file.file.lastIndexOf('/'));
    const folder = file.file.slice(0, at);
    const name = file.file.slice(at === 0 ? 0 : at + 1).replace(/\.rs$/, '');
    const place = { file: file.file, ...file.functionAt(up)?.nameAt ?? { start: 0, end: 0 } };
    folders.set(folder, [...folders.get(folder) ?? [], { at: place, name, version: name, steps: stepsIn(reading, file, up, files), down: downOf(reading, file, files) }]);
  }
  return [...folders].map(([folder, migrations]) => ({ tool: 'sea-orm', folder, migrations: inOrder(migrations, listed(reading, folder, files)) }));
}

/** `fn migrations() -> Vec<..> { vec![Box::new(m2024_users::Migration)] }`: the order they run in, whatever their names say. */
function listed(reading: Reading, folder: string, files: readonly FileIndex[]): readonly string[] {
  const homes = [`${folder}/lib.rs`, `${folder}/mod.rs`, `${folder.slice(0, Math.max(0, folder.lastIndexOf('/')))}/lib.rs`];
  const texts = homes.flatMap(home => (files.some(one => one.file === home) ? reading.sources.get(home) ?? [] : []));
  const text = texts.find(one => one.includes('MigratorTrait'));
  return text === undefined ? [] : [...text.slice(text.indexOf('fn migrations')).replaceAll(/\/\/[^\n]*/g, '').matchAll(/(\w+)::Migration\b/g)].map(match => match[1] ?? '');
}

function inOrder(migrations: readonly UnplayedMigration[], order: readonly string[]): readonly UnplayedMigration[] {
  if (!migrations.every(one => order.includes(one.name))) return [...migrations].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [...migrations].sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}

function downOf(reading: Reading, file: FileIndex, files: readonly FileIndex[]): Down {
  const down = wayOf(file, 'down');
  if (down === undefined) return { kind: 'missing' };
  const at = { file: file.file, ...file.functionAt(down)?.nameAt ?? { start: 0, end: 0 } };
  const steps = stepsIn(reading, file, down, files);
  return steps.length === 0 && (file.raises.get(down) ?? []).length > 0 ? { kind: 'refuses', at } : { kind: 'steps', at, steps };
}

function stepsIn(reading: Reading, file: FileIndex, fn: number, files: readonly FileIndex[]): readonly SchemaStep[] {
  return callsRun(reading.flow, file, fn).flatMap((here): readonly SchemaStep[] => {
    const operation = calledName(here.call);
    const at = reading.place(here);
    const text = reading.argument(here, 0);
    if (here.call.callee.kind !== 'member' || !text) return [];
    if (operation === 'execute_unprepared') return included(file, text, files) ?? stepsOfText(reading, text, at);
    if (!operations.has(operation)) return [];
    const chain = chainOf(reading, text);
    const ddl = chain && ddlOf(reading, chain, { start: at.start, end: at.end });
    return ddl ? ddl.map(one => ({ kind: 'ddl', file: here.file.file, ddl: one })) : [{ kind: 'unread', at, because: `what ${operation} is given is computed`, about: 'everything' }];
  });
}

/** `include_str!("up.sql")` */
function included(file: FileIndex, node: FlowNode, files: readonly FileIndex[]): readonly SchemaStep[] | undefined {
  const call = node.value.kind === 'call' ? node.file.facts.calls[node.value.call] : undefined;
  const path = call && calledName(call) === 'include_str' ? call.args[0]?.value : undefined;
  if (path?.kind !== 'text') return undefined;
  const parts = `${file.file.slice(0, Math.max(0, file.file.lastIndexOf('/') + 1))}${path.text}`.split('/').reduce<string[]>((kept, part) => (part === '..' ? kept.slice(0, -1) : part === '.' ? kept : [...kept, part]), []);
  const target = files.find(one => one.file === parts.join('/') && one.facts.language === 'sql');
  return target && stepsOf(target.facts);
}

interface Span { readonly start: number; readonly end: number }

/** The statement a chain builds; undefined when it cannot be told. */
function ddlOf(reading: Reading, chain: Chain, place: Span): readonly DdlStatement[] | undefined {
  const { callee } = chain.base.call;
  const kind = callee.kind === 'member' && (callee.of.kind === 'name' || callee.of.kind === 'member') ? `${callee.of.name}.${callee.name}` : calledName(chain.base.call);
  const inner = kind === 'timestamps' || kind === 'timestamps_tz' ? chainOf(reading, reading.argument(chain.base, 0)) : undefined;
  if (inner) return stamped(ddlOf(reading, { base: inner.base, steps: [...inner.steps, ...chain.steps] }, place), place);
  const table = nameOf(reading, argumentOf(reading, chain, 'table')) ?? (kind.startsWith('table_auto') ? nameOf(reading, reading.argument(chain.base, 0)) : undefined);
  const all = (name: string): readonly FlowNode[] => chain.steps.filter(({ call }) => calledName(call) === name).flatMap(step => reading.argument(step, 0) ?? []);
  switch (kind) {
    case 'Table.create': case 'table_auto': case 'table_auto_tz': {
      if (table === undefined) return undefined;
      const columns = all('col').map(node => columnOf(reading, node));
      const known = columns.flatMap(one => one ?? []);
      const indexes = (step: string): readonly Chain[] => all(step).flatMap(node => chainOf(reading, node) ?? []);
      const constraints = [
        ...all('foreign_key').flatMap(node => foreignKeyOf(reading, node, place) ?? []),
        ...indexes('primary_key').flatMap(index => keyOf(reading, index, true, place)), ...indexes('index').flatMap(index => keyOf(reading, index, stepNamed(index, 'primary') !== undefined, place)),
      ];
      const made: readonly DdlStatement[] = [{ kind: 'create table', table: tableNamed(table), columns: known, constraints, partial: known.length < columns.length, ifNotExists: stepNamed(chain, 'if_not_exists') !== undefined, ...place }];
      return kind === 'Table.create' ? made : stamped(made, place);
    }
    case 'Table.alter': return table === undefined ? undefined : altered(reading, chain, table, place);
    case 'Table.drop': return table === undefined ? undefined : [{ kind: 'drop', what: 'table', names: all('table').flatMap(node => { const name = nameOf(reading, node); return name === undefined ? [] : [tableNamed(name)]; }), ifExists: stepNamed(chain, 'if_exists') !== undefined, ...place }];
    case 'Table.rename': {
      const step = stepNamed(chain, 'table');
      const [from, to] = [step && nameOf(reading, reading.argument(step, 0)), step && nameOf(reading, reading.argument(step, 1))];
      return from === undefined || to === undefined ? undefined : [{ kind: 'rename table', table: tableNamed(from), to, ...place }];
    }
    case 'Index.create': { const read = indexOf(reading, chain); return table === undefined || !read ? undefined : [{ kind: 'create index', table: tableNamed(table), ...read, ...place }]; }
    case 'Index.drop': { const name = nameOf(reading, argumentOf(reading, chain, 'name')); return name === undefined ? undefined : [{ kind: 'drop', what: 'index', names: [tableNamed(name)], ifExists: true, ...(table === undefined ? {} : { table: tableNamed(table) }), ...place }]; }
    case 'ForeignKey.create': {
      const key = foreignKeyFrom(reading, chain, place);
      const from = nameOf(reading, argumentOf(reading, chain, 'from')) ?? nameOf(reading, argumentOf(reading, chain, 'from_tbl'));
      return key && from !== undefined ? [{ kind: 'alter table', table: tableNamed(from), changes: [{ kind: 'add constraint', constraint: key }], ...place }] : undefined;
    }
    case 'ForeignKey.drop': { const name = nameOf(reading, argumentOf(reading, chain, 'name')); return table === undefined || name === undefined ? undefined : [{ kind: 'alter table', table: tableNamed(table), changes: [{ kind: 'drop constraint', name }], ...place }]; }
    default: return undefined;
  }
}

function argumentOf(reading: Reading, chain: Chain, step: string, index = 0): FlowNode | undefined {
  const found = stepNamed(chain, step);
  return found && reading.argument(found, index);
}

function stamped(made: readonly DdlStatement[] | undefined, place: Span): readonly DdlStatement[] | undefined {
  const stamp = (name: string): DdlColumn => ({ name, type: 'timestamp', notNull: true, primaryKey: false, unique: false, generated: false, default: 'CURRENT_TIMESTAMP', ...place });
  return made?.map(one => (one.kind === 'create table' ? { ...one, columns: [...one.columns, stamp('created_at'), stamp('updated_at')] } : one));
}

function altered(reading: Reading, chain: Chain, table: string, place: Span): readonly DdlStatement[] | undefined {
  const changes: DdlChange[] = [];
  for (const step of chain.steps) {
    const [first, second] = [reading.argument(step, 0), reading.argument(step, 1)];
    switch (calledName(step.call)) {
      case 'add_column': case 'add_column_if_not_exists': { const column = first && columnOf(reading, first); if (!column) return undefined; changes.push({ kind: 'add column', column }); break; }
      case 'modify_column': { const column = first && columnOf(reading, first); if (!column) return undefined; changes.push({ kind: 'alter column', name: column.name, ...(column.type === '' ? {} : { type: column.type }), notNull: column.notNull, ...(column.default === undefined ? {} : { default: column.default }) }); break; }
      case 'drop_column': case 'drop_column_if_exists': { const name = nameOf(reading, first); if (name === undefined) return undefined; changes.push({ kind: 'drop column', name }); break; }
      case 'rename_column': { const [from, to] = [nameOf(reading, first), nameOf(reading, second)]; if (from === undefined || to === undefined) return undefined; changes.push({ kind: 'rename column', name: from, to }); break; }
      case 'add_foreign_key': { const key = first && foreignKeyOf(reading, first, place); if (!key) return undefined; changes.push({ kind: 'add constraint', constraint: key }); break; }
      case 'drop_foreign_key': { const name = nameOf(reading, first); if (name === undefined) return undefined; changes.push({ kind: 'drop constraint', name }); break; }
    }
  }
  return [{ kind: 'alter table', table: tableNamed(table), changes, ...place }];
}

function columnOf(reading: Reading, node: FlowNode): DdlColumn | undefined {
  const chain = chainOf(reading, node);
  const name = chain && nameOf(reading, reading.argument(chain.base, 0));
  if (!chain || name === undefined) return undefined;
  const made = calledName(chain.base.call);
  const [, shortType = '', suffix] = made === 'new' || made === 'new_with_type' ? [] : short.exec(made) ?? [];
  const typed = chain.steps.map(({ call }) => calledName(call)).find(one => types.test(one)) ?? shortType;
  const filled = stepNamed(chain, 'default');
  const value = filled && reading.argument(filled, 0);
  const primaryKey = stepNamed(chain, 'primary_key') !== undefined || shortType.startsWith('pk_');
  const type = shortType === 'pk_auto' ? 'integer' : shortType === 'pk_uuid' ? 'uuid' : typed === 'enumeration' ? 'enum' : typed.replace(/_len$/, '').replaceAll('_', '').replace('unsigned', 'integer');
  const notNull = stepNamed(chain, 'null') === undefined && (stepNamed(chain, 'not_null') !== undefined || (shortType !== '' && suffix !== '_null'));
  return {
    name, type, notNull: notNull || primaryKey, primaryKey, unique: stepNamed(chain, 'unique_key') !== undefined || suffix === '_uniq', generated: stepNamed(chain, 'auto_increment') !== undefined || shortType === 'pk_auto',
    ...(value ? { default: reading.written(value) } : {}), start: chain.base.call.at.start, end: chain.base.call.at.end,
  };
}

function foreignKeyOf(reading: Reading, node: FlowNode, place: Span): DdlConstraint | undefined {
  const chain = chainOf(reading, node);
  return chain && foreignKeyFrom(reading, chain, place);
}

/** An index inside `Table::create()`. */
function keyOf(reading: Reading, chain: Chain, primary: boolean, place: Span): readonly DdlConstraint[] {
  const read = indexOf(reading, chain);
  if (!read) return [];
  const named = read.name === undefined ? {} : { name: read.name };
  return primary || read.unique ? [{ kind: primary ? 'primary key' : 'unique', ...named, columns: read.columns, ...place }] : [{ kind: 'index', ...read, ...place }];
}

/** `ForeignKey::create().from(A::Table, A::UserId).to(User::Table, User::Id).on_delete(ForeignKeyAction::Cascade)` */
function foreignKeyFrom(reading: Reading, chain: Chain, place: Span): DdlConstraint | undefined {
  const target = nameOf(reading, argumentOf(reading, chain, 'to') ?? argumentOf(reading, chain, 'to_tbl'));
  const listed = (step: string, single: string): readonly string[] => {
    const node = argumentOf(reading, chain, step, 1);
    const nodes = node ? (node.value.kind === 'list' ? node.value.items.map(value => ({ ...node, value })) : [node]) : chain.steps.filter(({ call }) => calledName(call) === single).flatMap(one => reading.argument(one, 0) ?? []);
    return nodes.flatMap(one => nameOf(reading, one) ?? []);
  };
  const name = nameOf(reading, argumentOf(reading, chain, 'name'));
  const action = argumentOf(reading, chain, 'on_delete')?.value;
  const onDelete = action?.kind === 'member' ? action.name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase() : undefined;
  const columns = listed('from', 'from_col');
  if (target === undefined || columns.length === 0) return undefined;
  const references: DdlReference = { table: tableNamed(target), columns: listed('to', 'to_col'), ...(onDelete === undefined || onDelete === 'no action' ? {} : { onDelete }) };
  return { kind: 'foreign key', ...(name === undefined ? {} : { name }), columns, references, ...place };
}

function indexOf(reading: Reading, chain: Chain): { readonly name?: string; readonly columns: readonly string[]; readonly unique: boolean; readonly filtered: boolean } | undefined {
  const columns = chain.steps.filter((step: CallHere) => calledName(step.call) === 'col').map(step => nameOf(reading, reading.argument(step, 0)) ?? '()');
  const name = nameOf(reading, argumentOf(reading, chain, 'name'));
  return columns.length === 0 ? undefined : { ...(name === undefined ? {} : { name }), columns, unique: stepNamed(chain, 'unique') !== undefined, filtered: stepNamed(chain, 'and_where', 'cond_where') !== undefined };
}
