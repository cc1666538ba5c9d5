/** Short spellings of what the SQL reader answers, so that a table of statements can be read like a table. */
import type { SqlPart, SqlStatement, TableName } from '../../../src/facts/sql.js';
import { readSql } from '../../../src/languages/sql/read.js';

const nowhere = { start: 0, end: 0 };

/** `{}` in a test's SQL is a hole. */
export function partsOf(sql: string): SqlPart[] {
  return sql.split('{}').flatMap((text, index): SqlPart[] => {
    const literal: SqlPart = { kind: 'literal', text, at: nowhere };
    return index === 0 ? [literal] : [{ kind: 'hole', at: nowhere }, literal];
  });
}

export function read(sql: string): SqlStatement[] {
  return readSql(partsOf(sql));
}

function nameOf(table: TableName): string {
  const path = [table.server, table.database, table.schema, table.name].filter(part => part !== undefined).join('.');
  return `${path}${table.temporary ? '~' : ''}`;
}

/** `update! -> dbo.T <- u, v`: verb, `!` when it writes, targets, sources; statements joined by ` ; `. */
export function tablesOf(sql: string): string {
  return read(sql).map(statement => {
    const targets = statement.targets.length > 0 ? ` -> ${statement.targets.map(nameOf).join(', ')}` : '';
    const sources = statement.sources.length > 0 ? ` <- ${statement.sources.map(nameOf).join(', ')}` : '';
    return `${statement.verb}${statement.writes ? '!' : ''}${targets}${sources}`;
  }).join(' ; ');
}

/** `10`, `none`, the placeholder, or `{0}` for a hole. */
export function limitsOf(sql: string): string {
  return read(sql).map(({ limit }) => {
    switch (limit.kind) {
      case 'none': return 'none';
      case 'constant': return String(limit.rows);
      case 'bound': return limit.name;
      case 'hole': return `{${limit.hole}}`;
    }
  }).join(' ; ');
}

/** `users.id = bound!` with `!` for certain and `~` for wrapped in a function. */
export function testsOf(sql: string): string {
  return read(sql).flatMap(statement => statement.tests.map(test =>
    `${test.table === undefined ? '' : `${test.table}.`}${test.column} ${test.operator} ${test.value}${test.certain ? '!' : ''}${test.wrapped ? '~' : ''}`)).join(', ');
}

export function holesOf(sql: string): string {
  return read(sql).map(statement => statement.holes.map(hole => hole.place).join(' ')).join(' ; ');
}
