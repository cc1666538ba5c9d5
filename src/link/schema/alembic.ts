/** Alembic's migrations: revisions that follow each other, each with a way forward and a way back. */
import type { DdlChange, DdlColumn, DdlConstraint, DdlStatement, TableName } from '../../facts/sql.js';
import type { Place } from '../../facts/span.js';
import type { Down, SchemaStep } from '../../rule/schema.js';
import type { FileIndex } from '../file-index.js';
import type { FlowNode } from '../flow.js';
import type { CallHere, Reading } from './reading.js';
import { stepsOfText } from './sql-in-code.js';
import type { UnplayedHistory, UnplayedMigration } from './sql-histories.js';
import { columnNamed, isFiltered, readColumn, readParts } from './sqlalchemy-columns.js';
import { callsRun } from './walk.js';

/** The parameters of an operation; inside a batch, the table's is left out. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  create_table: ['table_name'], create_table_comment: [], drop_table: ['table_name'], rename_table: ['old_table_name', 'new_table_name'],
  add_column: ['table_name', 'column'], drop_column: ['table_name', 'column_name'], alter_column: ['table_name', 'column_name'],
  create_index: ['index_name', 'table_name', 'columns'], drop_index: ['index_name', 'table_name'],
  create_foreign_key: ['constraint_name', 'source_table', 'referent_table', 'local_cols', 'remote_cols'],
  create_unique_constraint: ['constraint_name', 'table_name', 'columns'], create_primary_key: ['constraint_name', 'table_name', 'columns'],
  create_check_constraint: ['constraint_name', 'table_name', 'condition'], drop_constraint: ['constraint_name', 'table_name', 'type_'],
};
const tableParameters: ReadonlySet<string> = new Set(['table_name', 'source_table']);
const runsSql = /^(alembic\.op\.execute|.*\b(Connection|Session|Engine)\.(execute|exec_driver_sql|exec)|.*\.get_bind\.execute)$/;

export function alembicHistories(reading: Reading, files: readonly FileIndex[]): readonly UnplayedHistory[] {
  const folders = new Map<string, UnplayedMigration[]>();
  for (const file of files) {
    if (file.facts.language !== 'python' || file.facts.role === 'test') continue;
    const named = moduleTexts(reading, file, 'revision');
    const parents = moduleTexts(reading, file, 'down_revision');
    if (!named || !parents || !file.functions.get(-1)?.has('upgrade')) continue;
    const folder = file.file.slice(0, Math.max(0, file.file.lastIndexOf('/')));
    const migration = migrationOf(reading, file, named[0] ?? '', parents);
    folders.set(folder, [...folders.get(folder) ?? [], migration]);
  }
  return [...folders].map(([folder, migrations]) => ({ tool: 'alembic', folder, migrations: inOrder(migrations) }));
}

function moduleTexts(reading: Reading, file: FileIndex, name: string): readonly string[] | undefined {
  const assigned = file.assignments.get(-1)?.get(name)?.[0];
  if (!assigned) return undefined;
  const node: FlowNode = { file, fn: -1, value: assigned.value, frame: undefined };
  if (assigned.value.kind === 'nothing') return [];
  return assigned.value.kind === 'list' ? reading.items(node)?.flatMap(one => reading.textsOf(one)) : reading.textsOf(node);
}

/** Parents before children; two branches by the revisions' order in the files. */
function inOrder(migrations: readonly UnplayedMigration[]): readonly UnplayedMigration[] {
  const byVersion = new Map(migrations.map(one => [one.version, one]));
  const done = new Set<UnplayedMigration>();
  const visit = (one: UnplayedMigration, above: number): void => {
    if (done.has(one) || above > migrations.length) return;
    for (const parent of one.parents ?? []) {
      const before = byVersion.get(parent);
      if (before) visit(before, above + 1);
    }
    done.add(one);
  };
  // Deep chains: begin with those whose parents are done, so that the stack stays flat.
  let waiting = [...migrations].sort((one, other) => (one.at.file < other.at.file ? -1 : 1));
  for (let before = -1; waiting.length > 0 && waiting.length !== before;) {
    before = waiting.length;
    for (const one of waiting) if ((one.parents ?? []).every(parent => !byVersion.has(parent) || done.has(byVersion.get(parent) ?? one))) done.add(one);
    waiting = waiting.filter(one => !done.has(one));
  }
  for (const one of waiting) visit(one, 0);
  return [...done];
}

function migrationOf(reading: Reading, file: FileIndex, version: string, parents: readonly string[]): UnplayedMigration {
  const [up] = file.functions.get(-1)?.get('upgrade') ?? [];
  const name = file.file.slice(file.file.lastIndexOf('/') + 1).replace(/\.py$/, '');
  const revision = file.assignments.get(-1)?.get('revision')?.[0]?.at ?? { start: 0, end: 0 };
  const labels = moduleTexts(reading, file, 'branch_labels') ?? [];
  return { at: { file: file.file, ...revision }, name, version, parents, branches: labels.length > 0, steps: up === undefined ? [] : stepsOf(reading, file, up), down: downOf(reading, file) };
}

function downOf(reading: Reading, file: FileIndex): Down {
  const [down] = file.functions.get(-1)?.get('downgrade') ?? [];
  const fact = down === undefined ? undefined : file.functionAt(down);
  if (down === undefined || !fact) return { kind: 'missing' };
  const at: Place = { file: file.file, ...fact.nameAt };
  const steps = stepsOf(reading, file, down);
  const raised = steps.length === 0 && file.raises.get(down)?.some(one => one.block === -1) === true;
  return raised ? { kind: 'refuses', at } : { kind: 'steps', at, steps };
}

function stepsOf(reading: Reading, file: FileIndex, fn: number): readonly SchemaStep[] {
  return callsRun(reading.flow, file, fn).flatMap(here => stepsOfCall(reading, here));
}

function stepsOfCall(reading: Reading, here: CallHere): readonly SchemaStep[] {
  const { callee } = here.call;
  if (callee.kind !== 'member') return [];
  const at = reading.place(here);
  const operation = callee.name;
  const path = reading.calledPath(here) ?? '';
  if (runsSql.test(path) || (/^(execute|exec_driver_sql)$/.test(operation) && (path === '' || path.startsWith('alembic')))) {
    const text = reading.argument(here, 0, 'sqltext', 'statement');
    return text ? stepsOfText(reading, text, at).map(step => (step.kind === 'unread' && !path.startsWith('alembic.op.') ? { ...step, about: 'keys' } : step)) : [];
  }
  if (!(operation in parameters)) return [];
  const batch = path === `alembic.op.${operation}` ? undefined : batchOf(reading, here, callee.of);
  if (path !== `alembic.op.${operation}` && batch === undefined) return [];
  const names = parameters[operation] ?? [];
  const given = batch === undefined ? names : names.filter(one => !tableParameters.has(one));
  const argument = (name: string): FlowNode | undefined => {
    const position = given.indexOf(name);
    return reading.argument(here, ...(position < 0 ? [name] : [position, name]));
  };
  const table = argument('table_name') ?? argument('source_table');
  const tables = batch ?? (operation === 'rename_table' ? reading.textsOf(argument('old_table_name') ?? reading.node(here, callee)) : table ? reading.textsOf(table) : []);
  const schema = reading.textOf(reading.argument(here, 'schema', 'source_schema'));
  if (tables.length === 0) return operation === 'drop_index' || operation === 'drop_constraint' ? dropped(reading, argument, at) : [{ kind: 'unread', at, because: 'the table\'s name is computed', about: 'everything' }];
  return tables.flatMap(name => {
    const ddl = ddlOf(reading, here, operation, argument, tableName(name, schema));
    return ddl === undefined ? [{ kind: 'unread' as const, at, because: `what ${operation} is given is computed`, table: name, about: 'columns' as const }] : ddl.map((one): SchemaStep => ({ kind: 'ddl', file: here.file.file, ddl: one }));
  });
}

function tableName(name: string, schema: string | undefined): TableName {
  return { name, hole: false, temporary: false, ...(schema === undefined ? {} : { schema }) };
}

/** `op.drop_index('ix_a')`: the name is enough. */
function dropped(reading: Reading, argument: (name: string) => FlowNode | undefined, at: Place): readonly SchemaStep[] {
  const name = reading.textOf(argument('index_name') ?? argument('constraint_name'));
  return name === undefined ? [] : [{ kind: 'ddl', file: at.file, ddl: { kind: 'drop', what: 'index', names: [tableName(name, undefined)], ifExists: true, start: at.start, end: at.end } }];
}

/** `with op.batch_alter_table('users') as batch_op` */
function batchOf(reading: Reading, { file, call, frame }: CallHere, receiver: FlowNode['value']): readonly string[] | undefined {
  const made = reading.callOf({ file, fn: call.in, value: receiver, frame });
  if (!made || made.call.callee.kind !== 'member' || made.call.callee.name !== 'batch_alter_table') return undefined;
  const table = reading.argument(made, 0, 'table_name');
  return table && reading.textsOf(table);
}

function ddlOf(reading: Reading, here: CallHere, operation: string, argument: (name: string) => FlowNode | undefined, table: TableName): readonly DdlStatement[] | undefined {
  const place = { start: here.call.at.start, end: here.call.at.end };
  const name = reading.textOf(argument('constraint_name') ?? argument('index_name'));
  const named = name === undefined ? {} : { name };
  const alter = (...changes: readonly DdlChange[]): readonly DdlStatement[] => [{ kind: 'alter table', table, changes, ...place }];
  const columns = (parameter: string): readonly string[] => reading.items(argument(parameter) ?? reading.node(here, here.call.callee))?.map(one => columnNamed(reading, one)) ?? ['()'];
  const constraint = (one: DdlConstraint): readonly DdlStatement[] => alter({ kind: 'add constraint', constraint: one });
  switch (operation) {
    case 'create_table': {
      const { nodes, missing } = reading.positional(here);
      const parts = readParts(reading, nodes.slice(1), table.name);
      return [{ kind: 'create table', table, columns: parts.columns, constraints: parts.constraints, partial: missing || parts.partial, ifNotExists: false, ...place }];
    }
    case 'drop_table': return [{ kind: 'drop', what: 'table', names: [table], ifExists: false, ...place }];
    case 'rename_table': {
      const to = reading.textOf(argument('new_table_name'));
      return to === undefined ? undefined : [{ kind: 'rename table', table, to, ...place }];
    }
    case 'add_column': return addedColumns(reading, argument('column'), table, place);
    case 'drop_column': {
      const column = argument('column_name');
      const dropped = column ? reading.textsOf(column) : [];
      return dropped.length === 0 ? undefined : alter(...dropped.map((one): DdlChange => ({ kind: 'drop column', name: one })));
    }
    case 'alter_column': {
      const column = reading.textOf(argument('column_name'));
      return column === undefined ? undefined : alter({ kind: 'alter column', name: column, ...changeOf(reading, here) });
    }
    case 'create_index': return [{ kind: 'create index', table, ...named, columns: columns('columns'), unique: reading.flag(reading.argument(here, 'unique')) ?? false, filtered: isFiltered(here), ...place }];
    case 'drop_index': return name === undefined ? undefined : [{ kind: 'drop', what: 'index', names: [tableName(name, undefined)], ifExists: true, ...place }];
    case 'create_foreign_key': {
      const target = reading.textOf(argument('referent_table'));
      const onDelete = reading.textOf(reading.argument(here, 'ondelete'))?.toLowerCase();
      return target === undefined ? undefined : constraint({ kind: 'foreign key', ...named, columns: columns('local_cols'), references: { table: tableName(target, undefined), columns: columns('remote_cols'), ...(onDelete === undefined ? {} : { onDelete }) }, ...place });
    }
    case 'create_unique_constraint': return constraint({ kind: 'unique', ...named, columns: columns('columns'), ...place });
    case 'create_primary_key': return constraint({ kind: 'primary key', ...named, columns: columns('columns'), ...place });
    case 'create_check_constraint': return constraint({ kind: 'check', ...named, columns: [], ...place });
    case 'drop_constraint': return name === undefined ? undefined : alter({ kind: 'drop constraint', name });
    default: return [];
  }
}

function addedColumns(reading: Reading, node: FlowNode | undefined, table: TableName, place: { readonly start: number; readonly end: number }): readonly DdlStatement[] | undefined {
  const call = node && reading.callOf(node);
  const read = call && readColumn(reading, call, table.name);
  if (!read) return undefined;
  const column: DdlColumn = { ...read.column, ...place };
  const changes: DdlChange[] = [{ kind: 'add column', column }];
  return [{ kind: 'alter table', table, changes, ...place }, ...(read.index ? [{ kind: 'create index' as const, table, ...read.index, ...place }] : [])];
}

function changeOf(reading: Reading, here: CallHere): { readonly type?: string; readonly notNull?: boolean; readonly default?: string | null; readonly to?: string } {
  const type = reading.argument(here, 'type_');
  const nullable = reading.flag(reading.argument(here, 'nullable'));
  const filled = reading.argument(here, 'server_default');
  const to = reading.textOf(reading.argument(here, 'new_column_name'));
  return {
    ...(type ? { type: reading.written(type) } : {}), ...(nullable === undefined ? {} : { notNull: !nullable }), ...(to === undefined ? {} : { to }),
    ...(filled === undefined || filled.value.kind === 'boolean' ? {} : { default: filled.value.kind === 'nothing' ? null : reading.written(filled) }),
  };
}
