/** Drizzle: `db.select().from(users).limit(10)` runs when awaited; `sql` tags bind their holes, `sql.raw` pastes. */
import type { Effect, Library } from '../library.js';
import { each, readsMany, readsOne, readsScalar } from './rows.js';

const database = 'drizzle-orm.Database';
const query = 'drizzle-orm.Query';
const table = 'drizzle-orm.RelationalTable';

/** Each driver's module has its own `drizzle()` and its own name for the database's type. */
const typeOfDriver: Readonly<Record<string, string>> = {
  'node-postgres': 'NodePgDatabase', 'postgres-js': 'PostgresJsDatabase', 'neon-http': 'NeonHttpDatabase', 'neon-serverless': 'NeonDatabase',
  'vercel-postgres': 'VercelPgDatabase', 'pglite': 'PgliteDatabase', 'mysql2': 'MySql2Database', 'planetscale-serverless': 'PlanetScaleDatabase',
  'better-sqlite3': 'BetterSQLite3Database', 'libsql': 'LibSQLDatabase', 'd1': 'DrizzleD1Database', 'bun-sqlite': 'BunSQLiteDatabase',
};

export const drizzle: Library = {
  name: 'drizzle',
  language: 'typescript',
  mentions: ['drizzle'],
  aliases: {
    ...Object.fromEntries(Object.entries(typeOfDriver).map(([driver, type]) => [`drizzle-orm/${driver}.${type}`, database])),
    'drizzle-orm/pg-core.PgDatabase': database,
    'drizzle-orm/mysql-core.MySqlDatabase': database,
    'drizzle-orm/sqlite-core.BaseSQLiteDatabase': database,
    'drizzle-orm/pg-core.PgTransaction': database,
    'drizzle-orm/mysql-core.MySqlTransaction': database,
    'drizzle-orm/sqlite-core.SQLiteTransaction': database,
  },
  calls: {
    ...Object.fromEntries(Object.keys(typeOfDriver).map((driver): [string, Effect] => [`drizzle-orm/${driver}.drizzle`, { opens: 0, returns: database }])),
    ...each(database, 'select selectDistinct selectDistinctOn', { starts: 'select', returns: query, from: 'self' }),
    [`${database}.insert`]: { starts: 'insert', table: 0, returns: query, from: 'self' },
    [`${database}.update`]: { starts: 'update', table: 0, returns: query, from: 'self' },
    [`${database}.delete`]: { starts: 'delete', table: 0, returns: query, from: 'self' },
    ...each(database, 'with', { returns: 'self' }),
    ...each(database, 'execute all values', { runs: 0, rows: 'many' }),
    [`${database}.get`]: { runs: 0, rows: 'one' },
    [`${database}.run`]: { runs: 0, rows: 'none' },
    [`${database}.$count`]: { ...readsScalar, table: 0 },
    [`${database}.transaction`]: { session: 'begin', passes: 'self' },
    [`${table}.findMany`]: { ...readsMany, table: 'path', limit: 'limit' },
    [`${table}.findFirst`]: { ...readsOne, table: 'path' },
    // `values`, `set`, `returning`, `leftJoin`, `onConflictDoNothing`, `$dynamic` and the rest keep the query.
    [`${query}.*`]: { returns: 'self' },
    [`${query}.from`]: { table: 0, returns: 'self' },
    [`${query}.where`]: { adds: 'filter', returns: 'self' },
    [`${query}.limit`]: { adds: 'limit', limit: 0, returns: 'self' },
    [`${query}.offset`]: { adds: 'offset', returns: 'self' },
    [`${query}.orderBy`]: { adds: 'order', returns: 'self' },
    [`${query}.groupBy`]: { adds: 'group', returns: 'self' },
    [`${query}.execute`]: { runs: 'self' },
    [`${query}.all`]: { runs: 'self', rows: 'many' },
    [`${query}.get`]: { adds: 'aggregate', runs: 'self', rows: 'one' },
    [`${query}.run`]: { runs: 'self', rows: 'none' },
    'drizzle-orm.sql': { text: 0, returns: 'drizzle-orm.SQL' },
    'drizzle-orm.sql.raw': { text: 0, returns: 'drizzle-orm.SQL' },
    'drizzle-orm.sql.join': { quotes: true, returns: 'drizzle-orm.SQL' },
    'drizzle-orm.sql.identifier': { quotes: true, returns: 'drizzle-orm.SQL' },
    'drizzle-orm.sql.placeholder': { quotes: true, returns: 'drizzle-orm.SQL' },
    'drizzle-orm.SQL.*': { returns: 'self' },
  },
  attributes: { [`${database}.query`]: 'drizzle-orm.RelationalQueries', 'drizzle-orm.RelationalQueries.*': table },
  runsWhenAwaited: [query],
  sessions: [database],
};
