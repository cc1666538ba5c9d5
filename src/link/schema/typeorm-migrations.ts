/** What a call on TypeORM's QueryRunner does to the schema. */
import type { DdlChange, DdlStatement } from '../../facts/sql.js';
import type { SchemaStep } from '../../rule/schema.js';
import type { FlowNode } from '../flow.js';
import { described, namesOf, tableNamed, typeormColumn, typeormForeignKey, typeormIndex, typeormKeys, typeormUnique } from './described-columns.js';
import type { CallHere, Reading } from './reading.js';
import { stepsOfText } from './sql-in-code.js';
import { rootOf } from './ways.js';

type Ddl = readonly DdlStatement[] | undefined;

/** Operations whose first argument is the table. */
const operations: ReadonlySet<string> = new Set([
  'dropTable', 'renameTable', 'addColumn', 'addColumns', 'dropColumn', 'dropColumns', 'renameColumn', 'changeColumn', 'createIndex', 'createIndices', 'dropIndex', 'createForeignKey', 'createForeignKeys',
  'dropForeignKey', 'createPrimaryKey', 'dropPrimaryKey', 'createUniqueConstraint', 'dropUniqueConstraint', 'createCheckConstraint', 'dropCheckConstraint', 'clearTable',
]);

export function typeormSteps(reading: Reading, here: CallHere): readonly SchemaStep[] {
  const { callee } = here.call;
  if (callee.kind !== 'member') return [];
  const path = reading.calledPath(here);
  const onRunner = path?.startsWith('typeorm.') ?? /^(queryRunner|runner|qr)$/i.test(rootOf(here.file, callee.of) ?? '');
  const at = reading.place(here);
  const first = reading.argument(here, 0);
  if (!onRunner || !first) return [];
  if (callee.name === 'query') return stepsOfText(reading, first, at);
  if (callee.name === 'createTable') return [createTable(reading, here, first)];
  if (!operations.has(callee.name)) return [];
  const table = reading.textOf(first) ?? reading.textOf(reading.entry(described(reading, first), 'name'));
  if (table === undefined) return [{ kind: 'unread', at, because: 'the table is computed', about: 'everything' }];
  const ddl = ddlOf(reading, here, callee.name, table);
  return ddl ? ddl.map((one): SchemaStep => ({ kind: 'ddl', file: here.file.file, ddl: one })) : [{ kind: 'unread', at, because: `what ${callee.name} is given is computed`, table, about: 'everything' }];
}

function createTable(reading: Reading, here: CallHere, first: FlowNode): SchemaStep {
  const at = reading.place(here);
  const own = described(reading, first);
  const name = reading.textOf(reading.entry(own, 'name'));
  if (!own || name === undefined) return { kind: 'unread', at, because: 'the table is computed', about: 'everything' };
  const listed = reading.entry(own, 'columns');
  const items = listed && reading.items(listed);
  const columns = (items ?? []).flatMap(one => typeormColumn(reading, one) ?? []);
  return { kind: 'ddl', file: here.file.file, ddl: { kind: 'create table', table: tableNamed(name), columns, constraints: typeormKeys(reading, own), partial: columns.length < (items?.length ?? 1), ifNotExists: false, start: at.start, end: at.end } };
}

function ddlOf(reading: Reading, here: CallHere, operation: string, name: string): Ddl {
  const place = { start: here.call.at.start, end: here.call.at.end };
  const table = tableNamed(name);
  const second = reading.argument(here, 1);
  const alter = (...changes: readonly DdlChange[]): Ddl => [{ kind: 'alter table', table, changes, ...place }];
  const each = (node: FlowNode | undefined, read: (one: FlowNode) => DdlChange | undefined): Ddl => {
    const list = node && (/s$/.test(operation) ? reading.items(node) : [node]);
    const changes = list?.map(read);
    return changes?.every(one => one !== undefined) === true ? alter(...changes) : undefined;
  };
  switch (operation) {
    case 'dropTable': return [{ kind: 'drop', what: 'table', names: [table], ifExists: reading.flag(second) ?? false, ...place }];
    case 'renameTable': {
      const to = reading.textOf(second);
      return to === undefined ? undefined : [{ kind: 'rename table', table, to, ...place }];
    }
    case 'addColumn': case 'addColumns': return each(second, one => {
      const column = typeormColumn(reading, one);
      return column && { kind: 'add column', column };
    });
    case 'dropColumn': return each(second, one => {
      const dropped = reading.textOf(one) ?? reading.textOf(reading.entry(described(reading, one), 'name'));
      return dropped === undefined ? undefined : { kind: 'drop column', name: dropped };
    });
    case 'dropColumns': return alter(...namesOf(reading, second).map((one): DdlChange => ({ kind: 'drop column', name: one })));
    case 'renameColumn': case 'changeColumn': {
      const from = reading.textOf(second) ?? reading.textOf(reading.entry(described(reading, second), 'name'));
      const third = reading.argument(here, 2);
      const column = third && typeormColumn(reading, third);
      const to = column?.name ?? reading.textOf(third);
      if (from === undefined || to === undefined) return undefined;
      return alter({ kind: 'alter column', name: from, ...(column ? { type: column.type, notNull: column.notNull } : {}), ...(to === from ? {} : { to }) });
    }
    case 'createIndex': case 'createIndices': return each(second, one => wrapped(typeormIndex(reading, one)));
    case 'createForeignKey': case 'createForeignKeys': return each(second, one => wrapped(typeormForeignKey(reading, one)));
    case 'createUniqueConstraint': return each(second, one => wrapped(typeormUnique(reading, one)));
    case 'createPrimaryKey': return alter({ kind: 'add constraint', constraint: { kind: 'primary key', columns: namesOf(reading, second), ...place } });
    case 'dropPrimaryKey': return alter({ kind: 'drop constraint', name: 'PRIMARY' });
    case 'dropIndex': case 'dropForeignKey': case 'dropUniqueConstraint': {
      const dropped = reading.textOf(second);
      return dropped === undefined ? undefined : alter({ kind: 'drop constraint', name: dropped });
    }
    default: return [];
  }
}

function wrapped(constraint: ReturnType<typeof typeormUnique>): DdlChange | undefined {
  return constraint && { kind: 'add constraint', constraint };
}
