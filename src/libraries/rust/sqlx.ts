/** sqlx: `query*` takes SQL text first; the pool, connection or transaction it runs on arrives later, through `.execute(pool)`. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

/** Everything the three ways of naming the four databases call the same thing. */
const DATABASES: Readonly<Record<string, string>> = { Pg: 'postgres', Sqlite: 'sqlite', MySql: 'mysql', Any: 'any', Mssql: 'mssql' };

function spellings(suffix: string, canonical: string): Record<string, string> {
  return Object.fromEntries(Object.entries(DATABASES).flatMap(([prefix, module]) => [[`sqlx.${prefix}${suffix}`, canonical], [`sqlx.${module}.${prefix}${suffix}`, canonical]]));
}

/** How a built query is run: on the executor it is given. */
const RUNS: Readonly<Record<string, Effect>> = {
  fetch_all: { runs: 'self', on: 0, rows: 'many' }, fetch: { runs: 'self', on: 0, rows: 'many' }, fetch_many: { runs: 'self', on: 0, rows: 'many' },
  fetch_one: { runs: 'self', on: 0, rows: 'one' }, fetch_optional: { runs: 'self', on: 0, rows: 'one' },
  execute: { runs: 'self', on: 0, rows: 'none' }, execute_many: { runs: 'self', on: 0, rows: 'none' },
  bind: { returns: 'self' }, try_bind: { returns: 'self' }, persistent: { returns: 'self' }, map: { returns: 'self' }, try_map: { returns: 'self' }, sql: {},
};

/** How SQL text, or a query, is run on the receiver itself. */
const EXECUTOR: Readonly<Record<string, Effect>> = {
  execute: { runs: 0, rows: 'none' }, execute_many: { runs: 0, rows: 'none' }, fetch_all: { runs: 0, rows: 'many' }, fetch: { runs: 0, rows: 'many' }, fetch_many: { runs: 0, rows: 'many' },
  fetch_one: { runs: 0, rows: 'one' }, fetch_optional: { runs: 0, rows: 'one' }, prepare: { text: 0, returns: 'sqlx.Statement', from: 'self' },
};

function methods(type: string, rows: Readonly<Record<string, Effect>>): Record<string, Effect> {
  return Object.fromEntries(Object.entries(rows).map(([method, effect]) => [`${type}.${method}`, effect]));
}

const query: Effect = { text: 0, returns: 'sqlx.Query' };
const scalar: Effect = { text: 0, returns: 'sqlx.QueryScalar' };
/** `query_as!(User, "...")` has the type first, `query_as::<_, User>("...")` has only the text. */
const typed: Effect = { text: [1, 0], returns: 'sqlx.Query' };
const fromFile: Effect = { returns: 'sqlx.Query' };

export const sqlx: Library = {
  name: 'sqlx',
  language: 'rust',
  mentions: ['sqlx'],
  aliases: {
    ...spellings('Pool', 'sqlx.Pool'), ...spellings('Connection', 'sqlx.Connection'), ...spellings('PoolOptions', 'sqlx.PoolOptions'), ...spellings('ConnectOptions', 'sqlx.ConnectOptions'),
    ...spellings('Executor', 'sqlx.Executor'), ...spellings('Transaction', 'sqlx.Transaction'), ...spellings('Row', 'sqlx.Row'),
    'sqlx.pool.Pool': 'sqlx.Pool', 'sqlx.pool.PoolOptions': 'sqlx.PoolOptions', 'sqlx.pool.PoolConnection': 'sqlx.PoolConnection', 'sqlx_core.pool.Pool': 'sqlx.Pool',
    'sqlx.query.Query': 'sqlx.Query', 'sqlx.query.QueryAs': 'sqlx.Query', 'sqlx.query.QueryScalar': 'sqlx.QueryScalar', 'sqlx.query.Map': 'sqlx.Query',
    'sqlx.query_builder.QueryBuilder': 'sqlx.QueryBuilder', 'sqlx.query_builder.Separated': 'sqlx.Separated',
    'sqlx.query_builder.query': 'sqlx.query', 'sqlx.query_unchecked': 'sqlx.query', 'sqlx.query_as_unchecked': 'sqlx.query_as', 'sqlx.query_scalar_unchecked': 'sqlx.query_scalar',
    'sqlx.raw_sql.RawSql': 'sqlx.RawSql', 'sqlx.query_as.query_as': 'sqlx.query_as',
  },
  bases: {
    'sqlx.PoolConnection': 'sqlx.Connection', 'sqlx.Transaction': 'sqlx.Connection', 'sqlx.Acquire': 'sqlx.Connection', 'sqlx.QueryScalar': 'sqlx.Query', 'sqlx.RawSql': 'sqlx.Query', 'sqlx.Statement': 'sqlx.Query',
    ...kept('sqlx.Pool', 'sqlx.Connection', 'sqlx.Executor', 'sqlx.Query', 'sqlx.QueryBuilder', 'sqlx.PoolOptions', 'sqlx.ConnectOptions'),
  },
  sessions: ['sqlx.Pool', 'sqlx.Connection', 'sqlx.PoolConnection', 'sqlx.Transaction', 'sqlx.Executor', 'sqlx.Acquire'],
  calls: {
    'sqlx.query': query, 'sqlx.query_with': query, 'sqlx.query_as': typed, 'sqlx.query_as_with': query, 'sqlx.query_scalar': scalar, 'sqlx.query_scalar_with': scalar,
    'sqlx.raw_sql': { text: 0, returns: 'sqlx.RawSql' }, 'sqlx.AssertSqlSafe': { returns: 'argument 0' },
    'sqlx.query_file': fromFile, 'sqlx.query_file_as': fromFile, 'sqlx.query_file_scalar': { returns: 'sqlx.QueryScalar' }, 'sqlx.query_file_unchecked': fromFile, 'sqlx.query_file_as_unchecked': fromFile,
    ...methods('sqlx.Query', RUNS),
    'sqlx.QueryScalar.fetch_one': { runs: 'self', on: 0, rows: 'scalar' }, 'sqlx.QueryScalar.fetch_optional': { runs: 'self', on: 0, rows: 'scalar' },
    'sqlx.Statement.query': { returns: 'self' }, 'sqlx.Statement.query_as': { returns: 'self' }, 'sqlx.Statement.query_scalar': { returns: 'sqlx.QueryScalar' },
    'sqlx.QueryBuilder.new': { text: 0, returns: 'sqlx.QueryBuilder' }, 'sqlx.QueryBuilder.with_arguments': { text: 0, returns: 'sqlx.QueryBuilder' },
    'sqlx.QueryBuilder.push': { raw: 0, returns: 'self' }, 'sqlx.QueryBuilder.push_bind': { returns: 'self' }, 'sqlx.QueryBuilder.reset': { returns: 'self' },
    'sqlx.QueryBuilder.push_values': { returns: 'self', passes: 'sqlx.Separated' }, 'sqlx.QueryBuilder.push_tuples': { returns: 'self', passes: 'sqlx.Separated' },
    'sqlx.QueryBuilder.separated': { raw: 0, returns: 'sqlx.Separated', from: 'self' },
    'sqlx.QueryBuilder.build': { returns: 'sqlx.Query' }, 'sqlx.QueryBuilder.build_query_as': { returns: 'sqlx.Query' }, 'sqlx.QueryBuilder.build_query_scalar': { returns: 'sqlx.QueryScalar' },
    'sqlx.Separated.push': { raw: 0, returns: 'self' }, 'sqlx.Separated.push_unseparated': { raw: 0, returns: 'self' },
    'sqlx.Separated.push_bind': { returns: 'self' }, 'sqlx.Separated.push_bind_unseparated': { returns: 'self' },
    'sqlx.Pool.connect': { opens: 0, returns: 'sqlx.Pool' }, 'sqlx.Pool.connect_lazy': { opens: 0, returns: 'sqlx.Pool' }, 'sqlx.Pool.connect_with': { opens: 0, returns: 'sqlx.Pool' }, 'sqlx.Pool.connect_lazy_with': { opens: 0, returns: 'sqlx.Pool' },
    'sqlx.Pool.acquire': { from: 'self', returns: 'sqlx.PoolConnection' }, 'sqlx.Pool.try_acquire': { from: 'self', returns: 'sqlx.PoolConnection' },
    'sqlx.Pool.begin': { from: 'self', session: 'begin', returns: 'sqlx.Transaction' }, 'sqlx.Pool.try_begin': { from: 'self', session: 'begin', returns: 'sqlx.Transaction' }, 'sqlx.Pool.begin_with': { from: 'self', session: 'begin', returns: 'sqlx.Transaction' },
    'sqlx.Pool.close': { session: 'close' },
    ...methods('sqlx.Pool', EXECUTOR), ...methods('sqlx.Connection', EXECUTOR), ...methods('sqlx.Executor', EXECUTOR),
    'sqlx.PoolOptions.new': { returns: 'sqlx.PoolOptions' }, 'sqlx.PoolOptions.connect': { opens: 0, returns: 'sqlx.Pool' }, 'sqlx.PoolOptions.connect_lazy': { opens: 0, returns: 'sqlx.Pool' },
    'sqlx.PoolOptions.connect_with': { opens: 0, returns: 'sqlx.Pool' }, 'sqlx.PoolOptions.connect_lazy_with': { opens: 0, returns: 'sqlx.Pool' },
    'sqlx.PoolOptions.after_connect': { returns: 'self', passes: 'sqlx.Connection' }, 'sqlx.PoolOptions.*': { returns: 'self' },
    'sqlx.ConnectOptions.from_str': { opens: 0, returns: 'sqlx.ConnectOptions' }, 'sqlx.ConnectOptions.new': { returns: 'sqlx.ConnectOptions' }, 'sqlx.ConnectOptions.connect': { opens: 'self', returns: 'sqlx.Connection' }, 'sqlx.ConnectOptions.*': { returns: 'self' },
    'sqlx.Connection.connect': { opens: 0, returns: 'sqlx.Connection' }, 'sqlx.Connection.connect_with': { opens: 0, returns: 'sqlx.Connection' },
    'sqlx.Connection.begin': { from: 'self', session: 'begin', returns: 'sqlx.Transaction' }, 'sqlx.Connection.acquire': { from: 'self', returns: 'sqlx.PoolConnection' },
    'sqlx.Connection.transaction': { from: 'self', session: 'begin', passes: 'sqlx.Transaction' }, 'sqlx.Connection.close': { session: 'close' }, 'sqlx.Connection.detach': { returns: 'self' },
    'sqlx.Transaction.commit': { session: 'commit' }, 'sqlx.Transaction.rollback': { session: 'rollback' },
    'sqlx.migrate': { returns: 'sqlx.Migrator' }, 'sqlx.Migrator.run': {},
  },
};
