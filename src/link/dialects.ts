/** Whether what is queried is SQLite, where a negative limit means no limit: told by the driver, or by the only kind of database the program opens. */
import { partsOfValue } from '../facts/parts.js';
import type { FileFacts } from '../facts/structure.js';

const sqliteDrivers = /^(sqlite3|aiosqlite|rusqlite|tokio_rusqlite|better-sqlite3|sqlite|node:sqlite|bun:sqlite|@libsql\/client|libsql|sqlx\.sqlite|sqlx\.Sqlite\w*)(\.|$)/;
const otherDrivers = /^(psycopg2?|psycopg2cffi|asyncpg|pg8000|pymysql|aiomysql|MySQLdb|mysql|pyodbc|pymssql|aioodbc|oracledb|cx_Oracle|fdb|firebird|pg|pg-promise|postgres|mysql2?|mssql|tedious|oracledb|tokio_postgres|postgres|tiberius|mysql_async|deadpool_postgres|sqlx\.(postgres|mysql|Pg\w*|Postgres|MySql\w*)|diesel\.pg)(\.|\/|$)/;
const sqliteUrl = /^(sqlite|libsql)(\+\w+)?:|^(sqlite|better-sqlite3|sqlite3)$/;
const otherUrl = /^(postgres(ql)?|mysql|mariadb|mssql|oracle|sqlserver|firebird)(\+\w+)?:|^(postgres|postgresql|mysql|mariadb|mssql|pg|mysql2|oracledb)$/;

export function opensSqliteOnly(files: readonly FileFacts[]): boolean {
  let sqlite = false;
  for (const file of files) {
    if (file.role !== 'production' || file.language === 'sql') continue;
    for (const one of file.imports) {
      const path = [one.module.replaceAll('::', '.'), ...(one.name === undefined ? [] : [one.name])].join('.');
      if (otherDrivers.test(path)) return false;
      sqlite ||= sqliteDrivers.test(path);
    }
    for (const value of [...file.assignments.map(one => one.value), ...file.calls.flatMap(call => call.args.map(argument => argument.value)), ...file.classes.flatMap(one => one.fields.flatMap(field => field.value ?? []))]) {
      for (const part of partsOfValue(value)) {
        if (part.kind !== 'text' || part.text.length > 300) continue;
        if (otherUrl.test(part.text)) return false;
        sqlite ||= sqliteUrl.test(part.text);
      }
    }
  }
  return sqlite;
}

export function isSqliteDriver(path: string): boolean {
  return sqliteDrivers.test(path);
}
