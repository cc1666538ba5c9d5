/** Whether the only database a program runs on is MySQL or MariaDB: told by drivers, and by names and addresses in settings. */
import { partsOfValue } from '../../facts/parts.js';
import type { FileFacts } from '../../facts/structure.js';

const mysqlDriver = /^(mysql|mysql2|mysql2\/promise|mariadb|@fastify\/mysql|pymysql|aiomysql|asyncmy|MySQLdb|mysql\.connector|mysql_async|sqlx[.:]+(mysql|MySql\w*)|diesel[.:]+mysql)/;
const otherDriver = /^(pg|pg-promise|postgres|psycopg2?|asyncpg|sqlite3|better-sqlite3|aiosqlite|rusqlite|mssql|pyodbc|tokio_postgres|tiberius|sqlx[.:]+(postgres|sqlite|Pg\w*|Sqlite\w*)|diesel[.:]+(pg|sqlite))(\/|\.|:|$)/;
const mysqlName = /^(mysql|mariadb)(\+\w+)?(:\/\/|$)/;
const otherName = /^(postgres(ql)?|sqlite|mssql|oracle|cockroachdb)(\+\w+)?(:|$)/;
const provider = /\bprovider\s*=\s*"(\w+)"/g;

export function runsOnMysqlOnly(files: readonly FileFacts[], companions: ReadonlyMap<string, string>): boolean {
  let mysql = false;
  for (const [path, text] of companions) {
    if (!path.endsWith('.prisma')) continue;
    for (const [, name = ''] of text.matchAll(provider)) {
      if (otherName.test(name)) return false;
      mysql ||= mysqlName.test(name);
    }
  }
  for (const file of files) {
    if (file.language === 'sql' || file.role === 'test' || file.role === 'example') continue;
    for (const one of file.imports) {
      if (otherDriver.test(one.module)) return false;
      mysql ||= mysqlDriver.test(one.module);
    }
    for (const value of [...file.assignments.map(one => one.value), ...file.calls.flatMap(call => call.args.map(argument => argument.value))]) {
      for (const part of partsOfValue(value)) {
        if (part.kind !== 'text' || part.text.length > 300) continue;
        if (otherName.test(part.text)) return false;
        mysql ||= mysqlName.test(part.text);
      }
    }
  }
  return mysql;
}
