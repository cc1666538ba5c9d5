/** mysql2 (callbacks and promises) and mysql: `query` and `execute` take SQL text first, or as `sql` of an options object. */
import type { Effect, Library } from '../library.js';

const modules = ['mysql2/promise', 'mysql2', 'mysql', 'promise-mysql'];

const rows = Object.fromEntries(modules.flatMap((module): [string, Effect][] => [
  [`${module}.createPool`, { opens: ['uri', 'database', 0], returns: `${module}.Pool` }],
  [`${module}.createConnection`, { opens: ['uri', 'database', 0], returns: `${module}.Connection` }],
  [`${module}.Connection.query`, { runs: ['sql', 0], rows: 'many', tuple: true }],
  [`${module}.Connection.execute`, { runs: ['sql', 0], rows: 'many', tuple: true }],
  [`${module}.Connection.promise`, { returns: 'self' }],
  [`${module}.Connection.beginTransaction`, { session: 'begin' }],
  [`${module}.Connection.commit`, { session: 'commit' }],
  [`${module}.Connection.rollback`, { session: 'rollback' }],
  [`${module}.Connection.release`, { session: 'close' }],
  [`${module}.Connection.end`, { session: 'close' }],
  [`${module}.Connection.escape`, { quotes: true }],
  [`${module}.Connection.escapeId`, { quotes: true }],
  [`${module}.Connection.format`, { text: 0, returns: `${module}.Text` }],
  [`${module}.Pool.getConnection`, { returns: `${module}.Connection`, passes: `${module}.Connection`, from: 'self' }],
  [`${module}.escape`, { quotes: true }],
  [`${module}.escapeId`, { quotes: true }],
  [`${module}.format`, { text: 0, returns: `${module}.Text` }],
]));

export const mysql: Library = {
  name: 'mysql',
  language: 'typescript',
  mentions: ['mysql'],
  bases: Object.fromEntries(modules.flatMap(module => [
    [`${module}.Pool`, `${module}.Connection`],
    [`${module}.PoolConnection`, `${module}.Connection`],
  ])),
  calls: rows,
  sessions: modules.map(module => `${module}.Connection`),
};
