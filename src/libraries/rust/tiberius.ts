/** tiberius (SQL Server): text and parameters on a client; rows come from a stream. */
import type { Library } from '../library.js';
import { kept } from './kept.js';

export const tiberius: Library = {
  name: 'tiberius',
  language: 'rust',
  mentions: ['tiberius'],
  aliases: { 'bb8_tiberius.ConnectionManager': 'tiberius.Manager', 'deadpool_tiberius.Manager': 'tiberius.Manager' },
  bases: kept('tiberius.Client', 'tiberius.Query', 'tiberius.QueryStream', 'tiberius.Config'),
  sessions: ['tiberius.Client'],
  calls: {
    'tiberius.Config.new': { returns: 'tiberius.Config' }, 'tiberius.Config.from_ado_string': { opens: 0, returns: 'tiberius.Config' }, 'tiberius.Config.from_jdbc_string': { opens: 0, returns: 'tiberius.Config' }, 'tiberius.Config.*': { returns: 'self' },
    'tiberius.Client.connect': { from: 0, returns: 'tiberius.Client' },
    'tiberius.Client.query': { runs: 0, rows: 'many', returns: 'tiberius.QueryStream' }, 'tiberius.Client.simple_query': { runs: 0, rows: 'many', returns: 'tiberius.QueryStream' }, 'tiberius.Client.execute': { runs: 0, rows: 'none' },
    'tiberius.Client.bulk_insert': { session: 'write' },
    'tiberius.Query.new': { text: 0, returns: 'tiberius.Query' }, 'tiberius.Query.bind': { returns: 'self' },
    'tiberius.Query.query': { runs: 'self', on: 0, rows: 'many', returns: 'tiberius.QueryStream' }, 'tiberius.Query.execute': { runs: 'self', on: 0, rows: 'none' },
    'tiberius.QueryStream.into_row': { fetches: true, rows: 'one' }, 'tiberius.QueryStream.into_first_result': { fetches: true, rows: 'many' }, 'tiberius.QueryStream.into_results': { fetches: true, rows: 'many' }, 'tiberius.QueryStream.into_row_stream': { fetches: true, rows: 'many' },
  },
};
