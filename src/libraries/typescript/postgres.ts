/** postgres.js: a connection is itself the tag (`sql`...``); `unsafe` takes a string. */
import type { Library } from '../library.js';

export const postgres: Library = {
  name: 'postgres',
  language: 'typescript',
  mentions: ['postgres'],
  bases: { 'postgres.ReservedSql': 'postgres.Sql', 'postgres.TransactionSql': 'postgres.Sql' },
  calls: {
    'postgres': { opens: 0, returns: 'postgres.Sql' },
    'postgres.Sql.call': { runs: 0, rows: 'many' },
    'postgres.Sql.unsafe': { runs: 0, rows: 'many' },
    'postgres.Sql.begin': { session: 'begin', passes: 'postgres.TransactionSql' },
    'postgres.Sql.savepoint': { passes: 'postgres.TransactionSql' },
    'postgres.Sql.reserve': { returns: 'postgres.ReservedSql', from: 'self' },
    'postgres.Sql.end': { session: 'close' },
  },
  sessions: ['postgres.Sql'],
};
