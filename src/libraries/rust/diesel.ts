/** Diesel: queries are built from table modules and loaded on a connection; `sql_query` takes text. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const CONNECTIONS = ['diesel.PgConnection', 'diesel.SqliteConnection', 'diesel.MysqlConnection', 'diesel_async.AsyncPgConnection', 'diesel_async.AsyncMysqlConnection'];

const runsOn = (rows: NonNullable<Effect['rows']>): Effect => ({ runs: 'self', on: 0, rows, blocks: 'database' });

export const diesel: Library = {
  name: 'diesel',
  language: 'rust',
  mentions: ['diesel'],
  aliases: {
    'diesel.prelude': 'diesel', 'diesel.pg.PgConnection': 'diesel.PgConnection', 'diesel.sqlite.SqliteConnection': 'diesel.SqliteConnection', 'diesel.mysql.MysqlConnection': 'diesel.MysqlConnection',
    'diesel.r2d2.PooledConnection': 'diesel.Connection', 'diesel.query_builder.SqlQuery': 'diesel.SqlQuery', 'diesel.dsl.sql_query': 'diesel.sql_query', 'diesel.dsl.sql': 'diesel.sql', 'diesel.dsl.insert_into': 'diesel.insert_into',
  },
  bases: { ...Object.fromEntries(CONNECTIONS.map(type => [type, 'diesel.Connection'])), ...kept('diesel.Connection', 'diesel.Query', 'diesel.SqlQuery', 'diesel.r2d2.Pool') },
  sessions: ['diesel.Connection', 'diesel.r2d2.Pool', ...CONNECTIONS],
  calls: {
    'diesel.Connection.establish': { opens: 0, returns: 'diesel.Connection', blocks: 'database' },
    'diesel.Connection.transaction': { from: 'self', session: 'begin', passes: 'diesel.Connection' }, 'diesel.Connection.batch_execute': { runs: 0, rows: 'none', blocks: 'database' },
    'diesel.r2d2.ConnectionManager.new': { opens: 0, returns: 'diesel.r2d2.ConnectionManager' }, 'diesel.r2d2.Pool.builder': { returns: 'diesel.r2d2.Builder' }, 'diesel.r2d2.Builder.build': { from: 0, returns: 'diesel.r2d2.Pool' }, 'diesel.r2d2.Builder.*': { returns: 'self' },
    'diesel.r2d2.Pool.new': { from: 0, returns: 'diesel.r2d2.Pool' }, 'diesel.r2d2.Pool.get': { from: 'self', returns: 'diesel.Connection', blocks: 'database' },
    'diesel.sql_query': { text: 0, returns: 'diesel.SqlQuery' }, 'diesel.sql': { raw: 0, returns: 'diesel.Query' },
    'diesel.SqlQuery.bind': { returns: 'self' }, 'diesel.SqlQuery.sql': { raw: 0, returns: 'self' },
    'diesel.SqlQuery.load': runsOn('many'), 'diesel.SqlQuery.get_results': runsOn('many'), 'diesel.SqlQuery.get_result': runsOn('one'), 'diesel.SqlQuery.execute': runsOn('none'),
    'diesel.insert_into': { starts: 'insert', table: 0, returns: 'diesel.Query' }, 'diesel.update': { starts: 'update', table: 0, returns: 'diesel.Query' }, 'diesel.delete': { starts: 'delete', table: 0, returns: 'diesel.Query' }, 'diesel.replace_into': { starts: 'insert', table: 0, returns: 'diesel.Query' },
    'diesel.Query.filter': { adds: 'filter', returns: 'self' }, 'diesel.Query.find': { adds: 'key', returns: 'self' }, 'diesel.Query.limit': { adds: 'limit', limit: 0, returns: 'self' }, 'diesel.Query.offset': { adds: 'offset', returns: 'self' }, 'diesel.Query.order': { adds: 'order', returns: 'self' }, 'diesel.Query.order_by': { adds: 'order', returns: 'self' },
    'diesel.Query.load': runsOn('many'), 'diesel.Query.load_iter': runsOn('many'), 'diesel.Query.get_results': runsOn('many'), 'diesel.Query.get_result': runsOn('one'), 'diesel.Query.first': runsOn('one'), 'diesel.Query.execute': runsOn('none'),
    'diesel.Query.*': { returns: 'self' },
  },
};
