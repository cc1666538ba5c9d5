/** What a call on Knex's schema builder does, with the columns its callback describes. */
import type { DdlChange, DdlColumn, DdlConstraint, DdlStatement } from '../../facts/sql.js';
import type { Call } from '../../facts/structure.js';
import type { SchemaStep } from '../../rule/schema.js';
import { calledName } from '../arguments.js';
import type { FlowNode } from '../flow.js';
import { namesOf, tableNamed } from './described-columns.js';
import type { CallHere, Reading } from './reading.js';
import { stepsOfText } from './sql-in-code.js';
import { rootOf } from './ways.js';

const tableCalls: ReadonlySet<string> = new Set(['createTable', 'createTableIfNotExists', 'alterTable', 'table']);
/** Methods of the table builder that describe no column. */
const others: ReadonlySet<string> = new Set(['foreign', 'index', 'unique', 'primary', 'check', 'dropColumn', 'dropColumns', 'renameColumn', 'dropForeign', 'dropIndex', 'dropUnique', 'dropPrimary', 'dropTimestamps', 'setNullable', 'dropNullable', 'comment', 'engine', 'charset', 'collate', 'inherits', 'timestamps', 'dropChecks', 'raw', 'setNullable']);

export function knexSteps(reading: Reading, here: CallHere): readonly SchemaStep[] {
  const { callee } = here.call;
  if (callee.kind !== 'member' || !/^(knex|trx|db|schema|tx)$/i.test(rootOf(here.file, callee.of) ?? '')) return [];
  const at = reading.place(here);
  const first = reading.argument(here, 0);
  const file = here.file.file;
  const place = { start: here.call.nameAt.start, end: here.call.nameAt.end };
  if (!first) return [];
  if (callee.name === 'raw') return stepsOfText(reading, first, at);
  const name = reading.textOf(first);
  const second = reading.argument(here, 1);
  if (/^dropTable(IfExists)?$/.test(callee.name)) return name === undefined ? [] : [{ kind: 'ddl', file, ddl: { kind: 'drop', what: 'table', names: [tableNamed(name)], ifExists: callee.name.endsWith('IfExists'), ...place } }];
  if (callee.name === 'renameTable') {
    const to = reading.textOf(second);
    return name === undefined || to === undefined ? [] : [{ kind: 'ddl', file, ddl: { kind: 'rename table', table: tableNamed(name), to, ...place } }];
  }
  if (!tableCalls.has(callee.name) || second?.value.kind !== 'function') return [];
  if (name === undefined) return [{ kind: 'unread', at, because: 'the table is computed', about: 'everything' }];
  const changes = changesIn(reading, here, second.value.function, name);
  const creates = callee.name.startsWith('create');
  const ddl: DdlStatement = creates
    ? { kind: 'create table', table: tableNamed(name), columns: changes.flatMap(one => (one.kind === 'add column' ? [one.column] : [])), constraints: changes.flatMap(one => (one.kind === 'add constraint' ? [one.constraint] : [])), partial: changes.some(one => one.kind === 'other'), ifNotExists: callee.name.endsWith('NotExists'), ...place }
    : { kind: 'alter table', table: tableNamed(name), changes, ...place };
  return [{ kind: 'ddl', file, ddl }];
}

/** Every chain that begins at the callback's parameter: `table.string('email').notNullable().unique()`. */
function changesIn(reading: Reading, { file, frame }: CallHere, fn: number, table: string): readonly DdlChange[] {
  const param = file.functionAt(fn)?.params[0]?.name;
  const calls = (file.calls.get(fn) ?? []).map(index => ({ index, call: file.facts.calls[index] }));
  const chains = new Map<number, Call[]>();
  const heads: { readonly index: number; readonly call: Call }[] = [];
  for (const { index, call } of calls) {
    if (!call || call.callee.kind !== 'member') continue;
    if (call.callee.of.kind === 'name' && call.callee.of.name === param) heads.push({ index, call });
  }
  const headOf = (call: Call): number | undefined => {
    if (call.callee.kind !== 'member' || call.callee.of.kind !== 'call') return undefined;
    const before = call.callee.of.call;
    return heads.some(one => one.index === before) ? before : headOf(file.facts.calls[before] ?? call);
  };
  for (const { call } of calls) {
    const head = call && (call.callee.kind === 'member' && call.callee.of.kind === 'call' && call.callee.of.call === -1 ? undefined : headOf(call));
    if (call && head !== undefined) chains.set(head, [...chains.get(head) ?? [], call]);
  }
  return heads.sort((one, other) => one.call.nameAt.start - other.call.nameAt.start).flatMap(({ index, call }) => {
    const chain = (chains.get(index) ?? []).sort((one, other) => one.nameAt.start - other.nameAt.start).map(one => ({ file, call: one, frame }));
    return changeOf(reading, { file, call, frame }, chain, table);
  });
}

function changeOf(reading: Reading, head: CallHere, chain: readonly CallHere[], table: string): readonly DdlChange[] {
  const name = calledName(head.call);
  const first = reading.argument(head, 0);
  const place = { start: head.call.at.start, end: head.call.at.end };
  const columns = namesOf(reading, first);
  const keyName = (suffix: string): string => [table, ...columns, suffix].join('_').toLowerCase();
  const named = (suffix: string): string => reading.textOf(reading.argument(head, 1)) ?? reading.textOf(reading.argument(head, 'indexName')) ?? keyName(suffix);
  const constraint = (one: DdlConstraint): readonly DdlChange[] => [{ kind: 'add constraint', constraint: one }];
  if (!others.has(name)) return columnOf(reading, head, chain, table);
  switch (name) {
    case 'foreign': return constraint({ kind: 'foreign key', name: named('foreign'), columns, references: referenceOf(reading, chain), ...place });
    case 'index': return constraint({ kind: 'index', name: named('index'), columns, unique: false, filtered: false, ...place });
    case 'unique': return constraint({ kind: 'unique', name: named('unique'), columns, ...place });
    case 'primary': return constraint({ kind: 'primary key', name: named('pkey'), columns, ...place });
    case 'check': return constraint({ kind: 'check', columns: [], ...place });
    case 'dropColumn': case 'dropColumns': return reading.positional(head).nodes.flatMap(one => namesOf(reading, one)).map(one => ({ kind: 'drop column', name: one }));
    case 'renameColumn': {
      const to = reading.textOf(reading.argument(head, 1));
      return columns[0] === undefined || to === undefined ? [] : [{ kind: 'rename column', name: columns[0], to }];
    }
    case 'dropForeign': return [{ kind: 'drop constraint', name: named('foreign') }];
    case 'dropIndex': return [{ kind: 'drop constraint', name: named('index') }];
    case 'dropUnique': return [{ kind: 'drop constraint', name: named('unique') }];
    case 'dropPrimary': return [{ kind: 'drop constraint', name: 'PRIMARY' }];
    case 'timestamps': return ['created_at', 'updated_at'].map(one => ({ kind: 'add column', column: { name: one, type: 'timestamp', notNull: reading.flag(reading.argument(head, 1)) ?? false, primaryKey: false, unique: false, generated: false, ...(reading.flag(reading.argument(head, 1)) === true ? { default: 'now()' } : {}), ...place } }));
    case 'setNullable': case 'dropNullable': return columns.map(one => ({ kind: 'alter column', name: one, notNull: name === 'dropNullable' }));
    default: return [];
  }
}

function columnOf(reading: Reading, head: CallHere, chain: readonly CallHere[], table: string): readonly DdlChange[] {
  const type = calledName(head.call);
  const name = reading.textOf(reading.argument(head, 0)) ?? (/^(big)?increments$/i.test(type) ? 'id' : undefined);
  if (name === undefined) return [{ kind: 'other' }];
  const step = (...names: readonly string[]): CallHere | undefined => chain.find(one => names.includes(calledName(one.call)));
  const flat = { start: head.call.at.start, end: chain.at(-1)?.call.at.end ?? head.call.at.end };
  const counts = /increments$/i.test(type);
  const own = type === 'specificType' ? reading.textOf(reading.argument(head, 1)) : undefined;
  const filled = step('defaultTo');
  const notNull = step('notNullable') !== undefined || (step('nullable') !== undefined && reading.flag(reading.argument(step('nullable') ?? head, 0)) === false);
  if (step('alter')) return [{ kind: 'alter column', name, type: own ?? type, notNull }];
  const references = step('references') ? referenceOf(reading, chain) : undefined;
  const column: DdlColumn = {
    name, type: own ?? type, notNull, primaryKey: counts || step('primary') !== undefined, unique: step('unique') !== undefined, generated: counts,
    ...(filled ? { default: reading.written(filled.call.args[0] ? reading.node(filled, filled.call.args[0].value) : nothingAt(filled)) } : {}), ...(references ? { references } : {}), ...flat,
  };
  const indexed = step('index');
  return [{ kind: 'add column', column }, ...(indexed ? [{ kind: 'add constraint' as const, constraint: { kind: 'index' as const, name: reading.textOf(reading.argument(indexed, 0)) ?? `${table}_${name}_index`.toLowerCase(), columns: [name], unique: false, filtered: false, ...flat } }] : [])];
}

function nothingAt(here: CallHere): FlowNode {
  return { file: here.file, fn: here.call.in, value: here.call.callee, frame: here.frame };
}

/** `.references('id').inTable('users')`, `.references('users.id')`. */
function referenceOf(reading: Reading, chain: readonly CallHere[]): Extract<DdlConstraint, { kind: 'foreign key' }>['references'] {
  const given = (name: string): FlowNode | undefined => {
    const call = chain.find(one => calledName(one.call) === name);
    return call && reading.argument(call, 0);
  };
  const columns = namesOf(reading, given('references'));
  const inTable = reading.textOf(given('inTable')) ?? reading.textOf(given('on'));
  const onDelete = reading.textOf(given('onDelete'))?.toLowerCase();
  const table = inTable ?? columns[0]?.split('.')[0] ?? '';
  return { table: tableNamed(table), columns: columns.map(one => one.split('.').at(-1) ?? one), ...(onDelete === undefined ? {} : { onDelete }) };
}

