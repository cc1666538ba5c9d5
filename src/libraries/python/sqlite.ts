/** sqlite3 from the standard library, and aiosqlite, which is the same awaited: connections run text themselves. */
import type { Effect, Library } from '../library.js';
import { connectionMethods, cursorMethods } from './dbapi.js';
import { onType } from './on-type.js';

const shortcuts: Readonly<Record<string, Effect>> = {
  execute: { runs: [0, 'sql'], returns: 'sqlite3.Cursor', from: 'self', blocks: 'database' },
  executemany: { runs: [0, 'sql'], rows: 'none', blocks: 'database' },
  executescript: { runs: [0, 'sql_script'], rows: 'none', blocks: 'database' },
};

export const sqlite3: Library = {
  name: 'sqlite3',
  language: 'python',
  mentions: ['sqlite3'],
  bases: { 'sqlite3.Connection': 'dbapi.Connection', 'sqlite3.Cursor': 'dbapi.Cursor' },
  sessions: ['sqlite3.Connection', 'sqlite3.Cursor'],
  calls: {
    'sqlite3.connect': { opens: [0, 'database'], returns: 'sqlite3.Connection', blocks: 'database' },
    ...onType('sqlite3.Connection', {
      ...shortcuts,
      cursor: { returns: 'sqlite3.Cursor', from: 'self' },
      backup: { blocks: 'database' },
      create_function: {}, set_trace_callback: {},
    }),
    ...onType('sqlite3.Cursor', { executescript: { runs: [0, 'sql_script'], rows: 'none', blocks: 'database' } }),
  },
};

export const aiosqlite: Library = {
  name: 'aiosqlite',
  language: 'python',
  mentions: ['aiosqlite'],
  aliases: { 'aiosqlite.core.Connection': 'aiosqlite.Connection', 'aiosqlite.core.connect': 'aiosqlite.connect', 'aiosqlite.cursor.Cursor': 'aiosqlite.Cursor' },
  sessions: ['aiosqlite.Connection', 'aiosqlite.Cursor'],
  attributes: { 'aiosqlite.Cursor.lastrowid': 'builtins.int', 'aiosqlite.Cursor.rowcount': 'builtins.int' },
  calls: {
    'aiosqlite.connect': { opens: [0, 'database'], returns: 'aiosqlite.Connection' },
    ...onType('aiosqlite.Connection', {
      ...connectionMethods,
      execute: { runs: [0, 'sql'], returns: 'aiosqlite.Cursor', from: 'self' },
      executemany: { runs: [0, 'sql'], rows: 'none' },
      executescript: { runs: [0, 'sql_script'], rows: 'none' },
      execute_fetchall: { runs: [0, 'sql'], rows: 'many' },
      execute_insert: { runs: [0, 'sql'], rows: 'one' },
      cursor: { returns: 'aiosqlite.Cursor', from: 'self' },
    }),
    ...onType('aiosqlite.Cursor', { ...cursorMethods, executescript: { runs: [0, 'sql_script'], rows: 'none' } }),
  },
};
