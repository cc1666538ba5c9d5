/** mssql: a pool gives requests; `query` and `batch` take SQL text or are tags, `execute` names a procedure. */
import type { Library } from '../library.js';

export const mssql: Library = {
  name: 'mssql',
  language: 'typescript',
  mentions: ['mssql'],
  aliases: { 'mssql/msnodesqlv8': 'mssql' },
  calls: {
    'mssql.connect': { opens: 0, returns: 'mssql.ConnectionPool' },
    'mssql.query': { runs: 0, rows: 'many' },
    'mssql.batch': { runs: 0, rows: 'many' },
    'mssql.ConnectionPool': { opens: 0, returns: 'mssql.ConnectionPool' },
    'mssql.ConnectionPool.connect': { returns: 'self' },
    'mssql.ConnectionPool.request': { returns: 'mssql.Request', from: 'self' },
    'mssql.ConnectionPool.transaction': { returns: 'mssql.Transaction', from: 'self' },
    'mssql.ConnectionPool.query': { runs: 0, rows: 'many' },
    'mssql.ConnectionPool.batch': { runs: 0, rows: 'many' },
    'mssql.ConnectionPool.close': { session: 'close' },
    'mssql.Request': { returns: 'mssql.Request', from: 0 },
    'mssql.Request.input': { returns: 'self' },
    'mssql.Request.output': { returns: 'self' },
    'mssql.Request.query': { runs: 0, rows: 'many' },
    'mssql.Request.batch': { runs: 0, rows: 'many' },
    'mssql.Request.bulk': { starts: 'insert', runs: 'self', rows: 'none' },
    // A procedure may do anything: it counts as a change.
    'mssql.Request.execute': { starts: 'update', table: 0, runs: 'self', rows: 'many' },
    'mssql.Transaction': { returns: 'mssql.Transaction', from: 0 },
    'mssql.Transaction.begin': { session: 'begin' },
    'mssql.Transaction.commit': { session: 'commit' },
    'mssql.Transaction.rollback': { session: 'rollback' },
    'mssql.Transaction.request': { returns: 'mssql.Request', from: 'self' },
    'mssql.PreparedStatement': { returns: 'mssql.PreparedStatement', from: 0 },
    'mssql.PreparedStatement.prepare': { runs: 0, rows: 'none' },
  },
  sessions: ['mssql.ConnectionPool', 'mssql.Request', 'mssql.Transaction', 'mssql.PreparedStatement'],
};
