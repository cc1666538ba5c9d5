/** Python's own interface for database drivers (PEP 249): connections give cursors, cursors run text. Drivers derive from these types. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

export const connectionMethods: Readonly<Record<string, Effect>> = {
  cursor: { returns: 'dbapi.Cursor', from: 'self' },
  commit: { session: 'commit' },
  rollback: { session: 'rollback' },
  close: { session: 'close' },
};

export const cursorMethods: Readonly<Record<string, Effect>> = {
  execute: { runs: [0, 'operation', 'query', 'sql'], returns: 'self' },
  executemany: { runs: [0, 'operation', 'query', 'sql'], rows: 'none' },
  callproc: { rows: 'none' },
  fetchone: { fetches: true, rows: 'one' },
  fetchall: { fetches: true, rows: 'many' },
  fetchmany: { fetches: true, rows: 'many' },
  close: {},
};

/** The same rows where nothing is awaited: whatever talks to the database blocks the thread. */
export function blocking(methods: Readonly<Record<string, Effect>>): Record<string, Effect> {
  return Object.fromEntries(Object.entries(methods).map(([name, row]) => [name, talks(row) ? { ...row, blocks: 'database' } : row]));
}

function talks(row: Effect): boolean {
  return row.runs !== undefined || row.rows !== undefined || row.session === 'commit' || row.session === 'rollback' || row.session === 'flush';
}

export const dbapi: Library = {
  name: 'dbapi',
  language: 'python',
  // Never imported by its own name: it stands behind the drivers.
  mentions: ['cursor', 'execute', 'connect', 'raw_connection'],
  sessions: ['dbapi.Connection', 'dbapi.Cursor'],
  attributes: { 'dbapi.Cursor.lastrowid': 'builtins.int', 'dbapi.Cursor.rowcount': 'builtins.int', 'dbapi.Cursor.connection': 'dbapi.Connection' },
  calls: {
    ...onType('dbapi.Connection', blocking(connectionMethods)),
    ...onType('dbapi.Cursor', blocking(cursorMethods)),
  },
};
