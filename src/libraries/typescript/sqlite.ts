/** SQLite from Node: better-sqlite3 and node:sqlite (synchronous), sqlite3 (callbacks) and sqlite (promises). */
import type { Effect, Library } from '../library.js';

/** A statement is prepared first; each way of running it waits for the disk. */
function synchronous(database: string, statement: string): Readonly<Record<string, Effect>> {
  return {
    [database]: { opens: 0, returns: database },
    [`${database}.prepare`]: { text: 0, returns: statement, from: 'self' },
    [`${database}.exec`]: { runs: 0, rows: 'none', blocks: 'database' },
    [`${database}.transaction`]: { session: 'begin' },
    [`${database}.pragma`]: { blocks: 'database' },
    [`${database}.close`]: { session: 'close' },
    [`${statement}.all`]: { runs: 'self', rows: 'many', blocks: 'database' },
    [`${statement}.iterate`]: { runs: 'self', rows: 'many', blocks: 'database' },
    [`${statement}.get`]: { runs: 'self', rows: 'one', blocks: 'database' },
    [`${statement}.run`]: { runs: 'self', rows: 'none', blocks: 'database' },
    [`${statement}.bind`]: { returns: 'self' },
    [`${statement}.pluck`]: { returns: 'self' },
    [`${statement}.raw`]: { returns: 'self' },
    [`${statement}.expand`]: { returns: 'self' },
  };
}

function asynchronous(module: string): Readonly<Record<string, Effect>> {
  const [database, statement] = [`${module}.Database`, `${module}.Statement`];
  return {
    [`${database}.all`]: { runs: 0, rows: 'many' },
    [`${database}.each`]: { runs: 0, rows: 'many' },
    [`${database}.get`]: { runs: 0, rows: 'one' },
    [`${database}.run`]: { runs: 0, rows: 'none' },
    [`${database}.exec`]: { runs: 0, rows: 'none' },
    [`${database}.prepare`]: { text: 0, returns: statement, from: 'self' },
    [`${database}.serialize`]: {},
    [`${database}.close`]: { session: 'close' },
    [`${statement}.all`]: { runs: 'self', rows: 'many' },
    [`${statement}.get`]: { runs: 'self', rows: 'one' },
    [`${statement}.run`]: { runs: 'self', rows: 'none' },
    [`${statement}.finalize`]: {},
  };
}

export const sqlite: Library = {
  name: 'sqlite',
  language: 'typescript',
  mentions: ['sqlite'],
  bases: { 'better-sqlite3': 'better-sqlite3.Database' },
  calls: {
    ...synchronous('better-sqlite3.Database', 'better-sqlite3.Statement'),
    'better-sqlite3': { opens: 0, returns: 'better-sqlite3.Database' },
    ...synchronous('sqlite.DatabaseSync', 'sqlite.StatementSync'),
    ...asynchronous('sqlite3'),
    'sqlite3.verbose': { returns: 'sqlite3' },
    'sqlite3.Database': { opens: 0, returns: 'sqlite3.Database' },
    ...asynchronous('sqlite'),
    'sqlite.open': { opens: ['filename', 0], returns: 'sqlite.Database' },
  },
  sessions: ['better-sqlite3.Database', 'sqlite.DatabaseSync', 'sqlite3.Database', 'sqlite.Database'],
};
