/** rusqlite and the pools around it: blocking calls that take SQL text and parameters on a connection. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const open: Effect = { opens: 0, returns: 'rusqlite.Connection', blocks: 'database' };
const statement: Effect = { text: 0, from: 'self', returns: 'rusqlite.Statement', blocks: 'database' };
const begin: Effect = { from: 'self', session: 'begin', returns: 'rusqlite.Transaction' };

function runs(what: 0 | 'self', rows: NonNullable<Effect['rows']>): Effect {
  return { runs: what, rows, blocks: 'database' };
}

export const rusqlite: Library = {
  name: 'rusqlite',
  language: 'rust',
  mentions: ['rusqlite', 'r2d2'],
  aliases: {
    'r2d2.PooledConnection': 'rusqlite.Connection', 'deadpool_sqlite.rusqlite.Connection': 'rusqlite.Connection', 'tokio_rusqlite.rusqlite.Connection': 'rusqlite.Connection',
    'tokio_rusqlite.rusqlite': 'rusqlite', 'rusqlite.CachedStatement': 'rusqlite.Statement', 'r2d2_sqlite.rusqlite': 'rusqlite',
  },
  bases: {
    'rusqlite.Transaction': 'rusqlite.Connection', 'rusqlite.Savepoint': 'rusqlite.Connection', 'tokio_rusqlite.Transaction': 'rusqlite.Transaction',
    ...kept('rusqlite.Connection', 'rusqlite.Statement', 'rusqlite.Rows', 'tokio_rusqlite.Connection', 'r2d2.Pool', 'deadpool_sqlite.Pool', 'deadpool_sqlite.Object', 'r2d2_sqlite.SqliteConnectionManager'),
  },
  sessions: ['rusqlite.Connection', 'rusqlite.Transaction', 'rusqlite.Savepoint', 'tokio_rusqlite.Connection', 'r2d2.Pool', 'deadpool_sqlite.Pool', 'deadpool_sqlite.Object'],
  calls: {
    'rusqlite.Connection.open': open, 'rusqlite.Connection.open_with_flags': open, 'rusqlite.Connection.open_in_memory': { returns: 'rusqlite.Connection' },
    'rusqlite.Connection.execute': runs(0, 'none'), 'rusqlite.Connection.execute_batch': runs(0, 'none'),
    'rusqlite.Connection.query_row': runs(0, 'one'), 'rusqlite.Connection.query_row_and_then': runs(0, 'one'), 'rusqlite.Connection.query_one': runs(0, 'one'),
    'rusqlite.Connection.prepare': statement, 'rusqlite.Connection.prepare_cached': statement, 'rusqlite.Connection.prepare_with_flags': statement,
    'rusqlite.Connection.transaction': begin, 'rusqlite.Connection.unchecked_transaction': begin, 'rusqlite.Connection.transaction_with_behavior': begin, 'rusqlite.Connection.savepoint': begin,
    'rusqlite.Connection.pragma_update': {}, 'rusqlite.Connection.last_insert_rowid': { number: true }, 'rusqlite.Connection.changes': { number: true }, 'rusqlite.Connection.close': { session: 'close' },
    'rusqlite.Transaction.commit': { session: 'commit', blocks: 'database' }, 'rusqlite.Transaction.rollback': { session: 'rollback', blocks: 'database' }, 'rusqlite.Savepoint.commit': { session: 'commit', blocks: 'database' },
    'rusqlite.Statement.query': { ...runs('self', 'many'), returns: 'rusqlite.Rows' }, 'rusqlite.Statement.query_map': { ...runs('self', 'many'), returns: 'rusqlite.Rows' },
    'rusqlite.Statement.query_and_then': { ...runs('self', 'many'), returns: 'rusqlite.Rows' }, 'rusqlite.Statement.raw_query': { ...runs('self', 'many'), returns: 'rusqlite.Rows' },
    'rusqlite.Statement.query_row': runs('self', 'one'), 'rusqlite.Statement.query_one': runs('self', 'one'), 'rusqlite.Statement.exists': runs('self', 'scalar'),
    'rusqlite.Statement.execute': runs('self', 'none'), 'rusqlite.Statement.insert': runs('self', 'none'), 'rusqlite.Statement.raw_execute': runs('self', 'none'),
    'rusqlite.Statement.raw_bind_parameter': {},
    'tokio_rusqlite.Connection.open': { opens: 0, returns: 'tokio_rusqlite.Connection' }, 'tokio_rusqlite.Connection.open_in_memory': { returns: 'tokio_rusqlite.Connection' },
    'tokio_rusqlite.Connection.call': { from: 'self', passes: 'rusqlite.Connection', offloads: true }, 'tokio_rusqlite.Connection.call_unwrap': { from: 'self', passes: 'rusqlite.Connection', offloads: true },
    'r2d2_sqlite.SqliteConnectionManager.file': { opens: 0, returns: 'r2d2_sqlite.SqliteConnectionManager' }, 'r2d2_sqlite.SqliteConnectionManager.*': { returns: 'self' },
    'r2d2.Pool.new': { from: 0, returns: 'r2d2.Pool' }, 'r2d2.Pool.builder': { returns: 'r2d2.Builder' }, 'r2d2.Builder.build': { from: 0, returns: 'r2d2.Pool' }, 'r2d2.Builder.*': { returns: 'self' },
    'r2d2.Pool.get': { from: 'self', returns: 'rusqlite.Connection', blocks: 'database' }, 'r2d2.Pool.get_timeout': { from: 'self', returns: 'rusqlite.Connection', blocks: 'database' },
    'deadpool_sqlite.Config.new': { opens: 0, returns: 'deadpool_sqlite.Config' }, 'deadpool_sqlite.Config.create_pool': { from: 'self', returns: 'deadpool_sqlite.Pool' },
    'deadpool_sqlite.Pool.get': { from: 'self', returns: 'deadpool_sqlite.Object' }, 'deadpool_sqlite.Object.interact': { from: 'self', passes: 'rusqlite.Connection', offloads: true },
  },
};
