/** Postgres drivers: asyncpg, psycopg2, psycopg 3 with its pools, and psycopg's composed SQL. */
import type { Effect, Library } from '../library.js';
import { connectionMethods, cursorMethods } from './dbapi.js';
import { onType } from './on-type.js';

const asyncpgMethods: Readonly<Record<string, Effect>> = {
  fetch: { runs: [0, 'query'], rows: 'many' },
  fetchrow: { runs: [0, 'query'], rows: 'one' },
  fetchval: { runs: [0, 'query'], rows: 'scalar' },
  fetchmany: { runs: [0, 'query'], rows: 'many' },
  execute: { runs: [0, 'query'], rows: 'none' },
  executemany: { runs: [0, 'command'], rows: 'none' },
  copy_from_query: { runs: [0, 'query'], rows: 'many' },
  copy_records_to_table: { rows: 'none', starts: 'insert', table: [0, 'table_name'] },
  close: { session: 'close' },
};

export const asyncpg: Library = {
  name: 'asyncpg',
  language: 'python',
  mentions: ['asyncpg'],
  aliases: {
    'asyncpg.connection.Connection': 'asyncpg.Connection', 'asyncpg.connection.connect': 'asyncpg.connect',
    'asyncpg.pool.Pool': 'asyncpg.Pool', 'asyncpg.pool.create_pool': 'asyncpg.create_pool', 'asyncpg.pool.PoolConnectionProxy': 'asyncpg.Connection',
  },
  sessions: ['asyncpg.Connection', 'asyncpg.Pool'],
  calls: {
    'asyncpg.connect': { opens: [0, 'dsn', 'database', 'host'], returns: 'asyncpg.Connection' },
    'asyncpg.create_pool': { opens: [0, 'dsn', 'database', 'host'], returns: 'asyncpg.Pool' },
    ...onType('asyncpg.Connection', {
      ...asyncpgMethods,
      transaction: { session: 'begin' },
      cursor: { runs: [0, 'query'], rows: 'many' },
      prepare: { text: [0, 'query'], returns: 'asyncpg.PreparedStatement', from: 'self' },
    }),
    ...onType('asyncpg.Pool', {
      ...asyncpgMethods,
      acquire: { returns: 'asyncpg.Connection', from: 'self' },
      release: { session: 'close' },
    }),
    ...onType('asyncpg.PreparedStatement', {
      fetch: { runs: 'self', rows: 'many' },
      fetchrow: { runs: 'self', rows: 'one' },
      fetchval: { runs: 'self', rows: 'scalar' },
      executemany: { runs: 'self', rows: 'none' },
      cursor: { runs: 'self', rows: 'many' },
    }),
  },
};

/** `sql.SQL("... {}").format(sql.Identifier(x))`: the template is SQL text, what is put into it is quoted. */
function composedSql(module: string): Record<string, Effect> {
  const composable: Readonly<Record<string, Effect>> = { format: { returns: 'self' }, join: { returns: 'self' }, as_string: { returns: 'self' } };
  return {
    [`${module}.SQL`]: { text: [0, 'string', 'obj'], returns: `${module}.SQL` },
    [`${module}.Identifier`]: { quotes: true, returns: `${module}.Quoted` },
    [`${module}.Literal`]: { quotes: true, returns: `${module}.Quoted` },
    [`${module}.Placeholder`]: { quotes: true, returns: `${module}.Quoted` },
    [`${module}.Composed`]: { quotes: true, returns: `${module}.Quoted` },
    [`${module}.quote`]: { quotes: true },
    ...onType(`${module}.SQL`, composable),
    ...onType(`${module}.Quoted`, { ...composable, as_string: { quotes: true } }),
  };
}

export const psycopg2: Library = {
  name: 'psycopg2',
  language: 'python',
  mentions: ['psycopg2'],
  aliases: {
    'psycopg2.extensions.connection': 'psycopg2.Connection', 'psycopg2.extensions.cursor': 'psycopg2.Cursor',
    'psycopg2.extras.DictCursor': 'psycopg2.Cursor', 'psycopg2.extras.RealDictCursor': 'psycopg2.Cursor', 'psycopg2.extras.NamedTupleCursor': 'psycopg2.Cursor',
    'psycopg2.pool.SimpleConnectionPool': 'psycopg2.Pool', 'psycopg2.pool.ThreadedConnectionPool': 'psycopg2.Pool',
  },
  bases: { 'psycopg2.Connection': 'dbapi.Connection', 'psycopg2.Cursor': 'dbapi.Cursor' },
  sessions: ['psycopg2.Connection', 'psycopg2.Cursor', 'psycopg2.Pool'],
  calls: {
    ...composedSql('psycopg2.sql'),
    'psycopg2.connect': { opens: [0, 'dsn', 'dbname', 'database', 'host'], returns: 'psycopg2.Connection', blocks: 'database' },
    'psycopg2.Pool': { opens: [2, 'dsn', 'dbname', 'database', 'host'], returns: 'psycopg2.Pool', blocks: 'database' },
    'psycopg2.Pool.getconn': { returns: 'psycopg2.Connection', from: 'self', blocks: 'database' },
    'psycopg2.Pool.putconn': { session: 'close' },
    'psycopg2.Connection.cursor': { returns: 'psycopg2.Cursor', from: 'self' },
    'psycopg2.Cursor.mogrify': { text: [0, 'query'], returns: 'self' },
    'psycopg2.Cursor.copy_expert': { runs: [0, 'sql'], rows: 'none', blocks: 'database' },
    'psycopg2.extras.execute_values': { runs: [1, 'sql'], on: [0, 'cur'], rows: 'none', blocks: 'database' },
    'psycopg2.extras.execute_batch': { runs: [1, 'sql'], on: [0, 'cur'], rows: 'none', blocks: 'database' },
    'psycopg2.extensions.quote_ident': { quotes: true },
    'psycopg2.extensions.AsIs': { raw: 0 },
  },
};

export const psycopg: Library = {
  name: 'psycopg',
  language: 'python',
  mentions: ['psycopg'],
  aliases: {
    'psycopg.connection.Connection': 'psycopg.Connection', 'psycopg.connection_async.AsyncConnection': 'psycopg.AsyncConnection',
    'psycopg.cursor.Cursor': 'psycopg.Cursor', 'psycopg.cursor_async.AsyncCursor': 'psycopg.AsyncCursor', 'psycopg.ServerCursor': 'psycopg.Cursor', 'psycopg.ClientCursor': 'psycopg.Cursor',
    'psycopg_pool.pool.ConnectionPool': 'psycopg_pool.ConnectionPool', 'psycopg_pool.NullConnectionPool': 'psycopg_pool.ConnectionPool',
    'psycopg_pool.pool_async.AsyncConnectionPool': 'psycopg_pool.AsyncConnectionPool', 'psycopg_pool.AsyncNullConnectionPool': 'psycopg_pool.AsyncConnectionPool',
  },
  bases: { 'psycopg.Connection': 'dbapi.Connection', 'psycopg.Cursor': 'dbapi.Cursor' },
  sessions: ['psycopg.Connection', 'psycopg.AsyncConnection', 'psycopg.Cursor', 'psycopg.AsyncCursor', 'psycopg_pool.ConnectionPool', 'psycopg_pool.AsyncConnectionPool'],
  calls: {
    ...composedSql('psycopg.sql'),
    'psycopg.connect': { opens: [0, 'conninfo', 'dbname', 'host'], returns: 'psycopg.Connection', blocks: 'database' },
    ...onType('psycopg.Connection', {
      connect: { opens: [0, 'conninfo', 'dbname', 'host'], returns: 'psycopg.Connection', blocks: 'database' },
      cursor: { returns: 'psycopg.Cursor', from: 'self' },
      execute: { runs: [0, 'query'], returns: 'psycopg.Cursor', from: 'self', blocks: 'database' },
      transaction: { session: 'begin' },
    }),
    ...onType('psycopg.Cursor', { stream: { runs: [0, 'query'], rows: 'many', blocks: 'database' }, copy: { runs: [0, 'statement'], rows: 'many', blocks: 'database' } }),
    ...onType('psycopg.AsyncConnection', {
      ...connectionMethods,
      connect: { opens: [0, 'conninfo', 'dbname', 'host'], returns: 'psycopg.AsyncConnection' },
      cursor: { returns: 'psycopg.AsyncCursor', from: 'self' },
      execute: { runs: [0, 'query'], returns: 'psycopg.AsyncCursor', from: 'self' },
      transaction: { session: 'begin' },
    }),
    ...onType('psycopg.AsyncCursor', { ...cursorMethods, stream: { runs: [0, 'query'], rows: 'many' }, copy: { runs: [0, 'statement'], rows: 'many' } }),
    'psycopg_pool.ConnectionPool': { opens: [0, 'conninfo'], returns: 'psycopg_pool.ConnectionPool' },
    'psycopg_pool.ConnectionPool.connection': { returns: 'psycopg.Connection', from: 'self', blocks: 'database' },
    'psycopg_pool.ConnectionPool.getconn': { returns: 'psycopg.Connection', from: 'self', blocks: 'database' },
    'psycopg_pool.ConnectionPool.putconn': { session: 'close' },
    'psycopg_pool.AsyncConnectionPool': { opens: [0, 'conninfo'], returns: 'psycopg_pool.AsyncConnectionPool' },
    'psycopg_pool.AsyncConnectionPool.connection': { returns: 'psycopg.AsyncConnection', from: 'self' },
    'psycopg_pool.AsyncConnectionPool.getconn': { returns: 'psycopg.AsyncConnection', from: 'self' },
    'psycopg_pool.AsyncConnectionPool.putconn': { session: 'close' },
  },
};
