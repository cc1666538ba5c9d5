/** What a call on Sequelize's query interface does to the schema. */
import type { DdlChange, DdlStatement } from '../../facts/sql.js';
import type { SchemaStep } from '../../rule/schema.js';
import type { FlowNode } from '../flow.js';
import { namesOf, sequelizeColumn, sequelizeConstraint, tableNamed } from './described-columns.js';
import type { CallHere, Reading } from './reading.js';
import { stepsOfText } from './sql-in-code.js';
import { rootOf } from './ways.js';

const operations: ReadonlySet<string> = new Set([
  'createTable', 'dropTable', 'renameTable', 'addColumn', 'removeColumn', 'renameColumn', 'changeColumn', 'addIndex', 'removeIndex', 'addConstraint', 'removeConstraint', 'dropAllTables',
]);

export function sequelizeSteps(reading: Reading, here: CallHere): readonly SchemaStep[] {
  const { callee } = here.call;
  if (callee.kind !== 'member' || !/^(queryInterface|qi)$/i.test(rootOf(here.file, callee.of) ?? '')) return [];
  const at = reading.place(here);
  const first = reading.argument(here, 0);
  if (!first) return [];
  if (callee.name === 'query') return stepsOfText(reading, first, at);
  if (!operations.has(callee.name)) return [];
  const tables = reading.textsOf(reading.entry(first, 'tableName') ?? first);
  if (tables.length === 0) return [{ kind: 'unread', at, because: 'the table is computed', about: 'everything' }];
  return tables.flatMap((table): readonly SchemaStep[] => {
    const ddl = ddlOf(reading, here, callee.name, table);
    return ddl ? ddl.map((one): SchemaStep => ({ kind: 'ddl', file: here.file.file, ddl: one })) : [{ kind: 'unread', at, because: `what ${callee.name} is given is computed`, table, about: 'everything' }];
  });
}

function ddlOf(reading: Reading, here: CallHere, operation: string, name: string): readonly DdlStatement[] | undefined {
  const place = { start: here.call.at.start, end: here.call.at.end };
  const table = tableNamed(name);
  const second = reading.argument(here, 1);
  const third = reading.argument(here, 2);
  const text = reading.textOf(second);
  const alter = (...changes: readonly DdlChange[]): readonly DdlStatement[] => [{ kind: 'alter table', table, changes, ...place }];
  switch (operation) {
    case 'createTable': {
      const record = reading.record(second);
      if (!record) return undefined;
      const columns = record.value.entries.flatMap(entry => (entry.key?.kind === 'text' ? [{ ...sequelizeColumn(reading, entry.key.text, { ...record, value: entry.value }), start: entry.key.at.start, end: entry.value.at.end }] : []));
      return [{ kind: 'create table', table, columns, constraints: [], partial: record.value.entries.some(entry => entry.spread), ifNotExists: false, ...place }];
    }
    case 'dropTable': return [{ kind: 'drop', what: 'table', names: [table], ifExists: false, ...place }];
    case 'renameTable': return text === undefined ? undefined : [{ kind: 'rename table', table, to: text, ...place }];
    case 'addColumn': return text === undefined || !third ? undefined : alter({ kind: 'add column', column: { ...sequelizeColumn(reading, text, third), ...place } });
    case 'removeColumn': return text === undefined ? undefined : alter({ kind: 'drop column', name: text });
    case 'renameColumn': {
      const to = reading.textOf(third);
      return text === undefined || to === undefined ? undefined : alter({ kind: 'rename column', name: text, to });
    }
    case 'changeColumn': {
      if (text === undefined || !third) return undefined;
      const column = sequelizeColumn(reading, text, third);
      const nullable = reading.flag(reading.entry(third, 'allowNull'));
      return alter({ kind: 'alter column', name: text, ...(column.type === '' ? {} : { type: column.type }), ...(nullable === undefined ? {} : { notNull: !nullable }) }, ...(column.references ? [{ kind: 'add constraint' as const, constraint: { kind: 'foreign key' as const, columns: [text], references: column.references, ...place } }] : []));
    }
    case 'addIndex': return indexOf(reading, second, third, name, place).map((constraint): DdlStatement => ({ kind: 'alter table', table, changes: [{ kind: 'add constraint', constraint }], ...place }));
    case 'removeIndex': return alter({ kind: 'drop constraint', name: text ?? indexName(name, namesOf(reading, second)) });
    case 'addConstraint': {
      const constraint = second && sequelizeConstraint(reading, second);
      return constraint && alter({ kind: 'add constraint', constraint });
    }
    case 'removeConstraint': return text === undefined ? undefined : alter({ kind: 'drop constraint', name: text });
    default: return [];
  }
}

/** `addIndex('users', ['email'], { unique: true })`, `addIndex('users', { fields: ['email'] })`. */
function indexOf(reading: Reading, second: FlowNode | undefined, third: FlowNode | undefined, table: string, place: { readonly start: number; readonly end: number }) {
  const listed = second && reading.items(second) && second.value.kind !== 'record' ? second : reading.entry(second, 'fields');
  const options = listed === second ? third : second;
  const columns = namesOf(reading, listed);
  const name = reading.textOf(reading.entry(options, 'name')) ?? reading.textOf(reading.entry(options, 'indexName')) ?? indexName(table, columns);
  const unique = reading.flag(reading.entry(options, 'unique')) ?? /^unique$/i.test(reading.textOf(reading.entry(options, 'type')) ?? '');
  return columns.length === 0 ? [] : [{ kind: 'index' as const, name, columns, unique, filtered: reading.entry(options, 'where') !== undefined, ...place }];
}

/** As Sequelize calls an index nobody named. */
function indexName(table: string, columns: readonly string[]): string {
  return [table, ...columns].join('_').replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
