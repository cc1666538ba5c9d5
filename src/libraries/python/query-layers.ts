/** Thin layers over drivers: databases, aiosql, peewee, and the data-frame libraries' SQL readers. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

const query = [0, 'query'] as const;

const databaseMethods: Readonly<Record<string, Effect>> = {
  fetch_all: { runs: query, rows: 'many' },
  fetch_one: { runs: query, rows: 'one' },
  fetch_val: { runs: query, rows: 'scalar' },
  iterate: { runs: query, rows: 'many' },
  execute: { runs: query, rows: 'none' },
  execute_many: { runs: query, rows: 'none' },
  transaction: { session: 'begin' },
};

export const databases: Library = {
  name: 'databases',
  language: 'python',
  mentions: ['databases'],
  aliases: { 'databases.core.Database': 'databases.Database', 'databases.core.Connection': 'databases.Connection' },
  sessions: ['databases.Database', 'databases.Connection'],
  calls: {
    'databases.Database': { opens: [0, 'url'], returns: 'databases.Database' },
    ...onType('databases.Database', { ...databaseMethods, connection: { returns: 'databases.Connection', from: 'self' }, connect: {}, disconnect: {} }),
    ...onType('databases.Connection', databaseMethods),
  },
};

/** The statements stand in `.sql` files; the methods are named after them and take the connection first. */
export const aiosql: Library = {
  name: 'aiosql',
  language: 'python',
  mentions: ['aiosql'],
  calls: {
    'aiosql.from_path': { returns: 'aiosql.Queries' },
    'aiosql.from_str': { returns: 'aiosql.Queries' },
    'aiosql.Queries.*': { runs: 'self', on: 0, named: true },
  },
};

const pypikaSteps: Readonly<Record<string, Effect>> = {
  select: { adds: 'columns', returns: 'self' },
  where: { adds: 'filter', returns: 'self' },
  join: { adds: 'join', returns: 'self' }, left_join: { adds: 'join', returns: 'self' }, inner_join: { adds: 'join', returns: 'self' }, on: { returns: 'self' },
  orderby: { adds: 'order', returns: 'self' },
  groupby: { adds: 'group', returns: 'self' },
  having: { adds: 'filter', returns: 'self' },
  limit: { adds: 'limit', limit: 0, returns: 'self' },
  offset: { adds: 'offset', returns: 'self' },
  distinct: { returns: 'self' }, as_: { returns: 'self' }, set: { returns: 'self' }, insert: { returns: 'self' }, columns: { returns: 'self' }, on_conflict: { returns: 'self' },
  delete: { starts: 'delete', returns: 'self' },
  // The finished text, ready for a driver.
  get_sql: { returns: 'self' },
};

/** PyPika builds text that a driver runs. */
export const pypika: Library = {
  name: 'pypika',
  language: 'python',
  mentions: ['pypika'],
  aliases: Object.fromEntries([
    'PostgreSQLQuery', 'MySQLQuery', 'SQLLiteQuery', 'MSSQLQuery', 'OracleQuery',
  ].flatMap(dialect => [[`pypika.${dialect}`, 'pypika.Query'], [`pypika.dialects.${dialect}`, 'pypika.Query']])),
  calls: {
    'pypika.Query.from_': { starts: 'select', table: 0, returns: 'pypika.QueryBuilder' },
    'pypika.Query.select': { starts: 'select', returns: 'pypika.QueryBuilder' },
    'pypika.Query.into': { starts: 'insert', table: 0, returns: 'pypika.QueryBuilder' },
    'pypika.Query.update': { starts: 'update', table: 0, returns: 'pypika.QueryBuilder' },
    'pypika.Table': { quotes: true, returns: 'pypika.Table' },
    'pypika.Parameter': { quotes: true, returns: 'pypika.Parameter' },
    ...onType('pypika.QueryBuilder', pypikaSteps),
  },
};

const peeweeSteps: Readonly<Record<string, Effect>> = {
  where: { adds: 'filter', returns: 'self' },
  filter: { adds: 'filter', returns: 'self' },
  order_by: { adds: 'order', returns: 'self' },
  group_by: { adds: 'group', returns: 'self' },
  join: { adds: 'join', returns: 'self' },
  limit: { adds: 'limit', limit: 0, returns: 'self' },
  offset: { adds: 'offset', returns: 'self' },
  paginate: { adds: 'limit', limit: 1, returns: 'self' },
  distinct: { returns: 'self' }, dicts: { returns: 'self' }, tuples: { returns: 'self' }, alias: { returns: 'self' }, switch: { returns: 'self' },
  get: { runs: 'self', rows: 'one', blocks: 'database' },
  get_or_none: { runs: 'self', rows: 'one', blocks: 'database' },
  first: { runs: 'self', rows: 'one', blocks: 'database' },
  scalar: { runs: 'self', rows: 'scalar', blocks: 'database' },
  count: { runs: 'self', rows: 'scalar', adds: 'aggregate', blocks: 'database' },
  exists: { runs: 'self', rows: 'scalar', adds: 'aggregate', blocks: 'database' },
  execute: { runs: 'self', blocks: 'database' },
};

export const peewee: Library = {
  name: 'peewee',
  language: 'python',
  mentions: ['peewee', 'playhouse'],
  aliases: { 'playhouse.pool.PooledPostgresqlDatabase': 'peewee.PostgresqlDatabase', 'playhouse.pool.PooledMySQLDatabase': 'peewee.MySQLDatabase', 'playhouse.postgres_ext.PostgresqlExtDatabase': 'peewee.PostgresqlDatabase' },
  bases: { 'peewee.SqliteDatabase': 'peewee.Database', 'peewee.PostgresqlDatabase': 'peewee.Database', 'peewee.MySQLDatabase': 'peewee.Database' },
  sessions: ['peewee.Database'],
  models: ['peewee.Model'],
  calls: {
    'peewee.SQL': { text: [0, 'sql'], returns: 'peewee.SQL' },
    'peewee.SqliteDatabase': { opens: [0, 'database'], returns: 'peewee.SqliteDatabase' },
    'peewee.PostgresqlDatabase': { opens: [0, 'database'], returns: 'peewee.PostgresqlDatabase' },
    'peewee.MySQLDatabase': { opens: [0, 'database'], returns: 'peewee.MySQLDatabase' },
    ...onType('peewee.Database', {
      execute_sql: { runs: [0, 'sql'], returns: 'dbapi.Cursor', blocks: 'database' },
      create_tables: { starts: 'ddl', rows: 'none', blocks: 'database' },
      drop_tables: { starts: 'ddl', rows: 'none', blocks: 'database' },
      atomic: { session: 'begin' }, transaction: { session: 'begin' },
      commit: { session: 'commit', blocks: 'database' }, rollback: { session: 'rollback', blocks: 'database' },
    }),
    ...onType('peewee.Model', {
      select: { starts: 'select', table: 'self', returns: 'peewee.Query' },
      insert: { starts: 'insert', table: 'self', returns: 'peewee.Query' },
      insert_many: { starts: 'insert', table: 'self', returns: 'peewee.Query' },
      update: { starts: 'update', table: 'self', returns: 'peewee.Query' },
      delete: { starts: 'delete', table: 'self', returns: 'peewee.Query' },
      raw: { runs: [0, 'sql'], rows: 'many', blocks: 'database' },
      create: { starts: 'insert', table: 'self', rows: 'none', blocks: 'database' },
      bulk_create: { starts: 'insert', table: 'self', rows: 'none', blocks: 'database' },
      get_or_create: { starts: 'insert', table: 'self', rows: 'one', blocks: 'database' },
      get: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      get_by_id: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      get_or_none: { starts: 'select', table: 'self', rows: 'one', blocks: 'database' },
      save: { session: 'write', blocks: 'database' },
      delete_instance: { session: 'delete', blocks: 'database' },
      create_table: { starts: 'ddl', rows: 'none', blocks: 'database' },
    }),
    ...onType('peewee.Query', peeweeSteps),
  },
};

export const dataFrames: Library = {
  name: 'pandas',
  language: 'python',
  mentions: ['pandas', 'polars'],
  aliases: { 'pandas.io.sql': 'pandas' },
  calls: {
    'pandas.read_sql': { runs: [0, 'sql'], on: [1, 'con'], rows: 'many', blocks: 'database' },
    'pandas.read_sql_query': { runs: [0, 'sql'], on: [1, 'con'], rows: 'many', blocks: 'database' },
    'pandas.read_sql_table': { starts: 'select', table: [0, 'table_name'], on: [1, 'con'], rows: 'many', blocks: 'database' },
    'pandas.DataFrame': { returns: 'pandas.DataFrame' },
    'pandas.DataFrame.to_sql': { starts: 'insert', table: [0, 'name'], on: [1, 'con'], rows: 'none', blocks: 'database' },
    'polars.read_database': { runs: [0, 'query'], on: [1, 'connection'], rows: 'many', blocks: 'database' },
    'polars.read_database_uri': { runs: [0, 'query'], on: [1, 'uri'], rows: 'many', blocks: 'database' },
  },
};

const operation: Effect = { starts: 'ddl', rows: 'none' };

export const alembic: Library = {
  name: 'alembic',
  language: 'python',
  mentions: ['alembic'],
  calls: {
    ...onType('alembic.op', {
      execute: { runs: [0, 'sqltext'], rows: 'none' },
      get_bind: { opens: 'environment', returns: 'sqlalchemy.Connection' },
      bulk_insert: { starts: 'insert', table: 0, rows: 'none' },
      f: { returns: 'argument 0' },
      ...Object.fromEntries([
        'create_table', 'drop_table', 'rename_table', 'add_column', 'drop_column', 'alter_column', 'create_index', 'drop_index', 'create_foreign_key',
        'create_unique_constraint', 'create_check_constraint', 'create_primary_key', 'drop_constraint',
      ].map(name => [name, { ...operation, table: 0 }])),
    }),
  },
};
