/** `-- name: get-user^` headers: SQL files whose statements code loads by name, as aiosql and its relatives do. */
import type { NamedSql, SqlStatement } from '../../facts/sql.js';
import { readSqlText } from './read.js';

const header = /^[ \t]*--[ \t]*name[ \t]*:[ \t]*([\w-]{1,200})[ \t]*(<!|\*!|\^|\$|!|#)?[^\n]*$/gm;

export function readNamedSql(text: string): readonly NamedSql[] {
  const headers = [...text.matchAll(header)];
  return headers.map((match, index) => {
    const start = match.index + match[0].length;
    const end = headers[index + 1]?.index ?? text.length;
    const body = text.slice(start, end);
    return {
      name: match[1] ?? '',
      operator: match[2] ?? '',
      text: body.trim(),
      statements: readSqlText(body).map(statement => moved(statement, start)),
      at: { start: match.index, end: start },
    };
  });
}

function moved(statement: SqlStatement, by: number): SqlStatement {
  return { ...statement, start: statement.start + by, end: statement.end + by };
}
