/** node-postgres: SQL text first, or as `text` of an options object; values apart. */
import type { Library } from '../library.js';

export const pg: Library = {
  name: 'pg',
  language: 'typescript',
  mentions: ['pg', 'postgres'],
  aliases: { '@neondatabase/serverless.Pool': 'pg.Pool', '@neondatabase/serverless.Client': 'pg.Client', 'pg.native.Pool': 'pg.Pool', 'pg.native.Client': 'pg.Client', 'pg-pool': 'pg.Pool' },
  bases: { 'pg.Client': 'pg.ClientBase', 'pg.PoolClient': 'pg.ClientBase' },
  calls: {
    'pg.Pool': { opens: ['connectionString', 0], returns: 'pg.Pool' },
    'pg.Client': { opens: ['connectionString', 0], returns: 'pg.Client' },
    'pg.Pool.query': { runs: ['text', 0], rows: 'many' },
    'pg.Pool.connect': { returns: 'pg.PoolClient', from: 'self' },
    'pg.Pool.end': { session: 'close' },
    'pg.ClientBase.query': { runs: ['text', 0], rows: 'many' },
    'pg.ClientBase.connect': {},
    'pg.ClientBase.release': { session: 'close' },
    'pg.ClientBase.end': { session: 'close' },
    'pg.ClientBase.escapeIdentifier': { quotes: true },
    'pg.ClientBase.escapeLiteral': { quotes: true },
    'pg.escapeIdentifier': { quotes: true },
    'pg.escapeLiteral': { quotes: true },
    // pg-format: `%I` and `%L` are quoted, so what it gives is SQL text without open holes.
    'pg-format': { text: 0, returns: 'pg-format.Text' },
    'pg-format.ident': { quotes: true },
    'pg-format.literal': { quotes: true },
  },
  sessions: ['pg.Pool', 'pg.ClientBase'],
};
