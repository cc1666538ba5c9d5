/** Lowers a `.sql` file: its statements, the ones code loads by name, and the comments meant for collaudo. */
import type { SqlVerb } from '../../facts/sql.js';
import type { Comment, FileFacts, Role } from '../../facts/structure.js';
import { mayExcuse } from '../comments.js';
import { readDdlText } from './ddl.js';
import { joinParts } from './joined.js';
import { readNamedSql } from './named.js';
import { readSqlText } from './read.js';
import { tokenize } from './tokenizer.js';

const shapesSchema: ReadonlySet<SqlVerb> = new Set<SqlVerb>(['create', 'alter', 'drop', 'rename', 'execute']);

export function lowerSql(file: string, text: string, role: Role): FileFacts {
  const named = readNamedSql(text);
  const statements = named.length > 0 ? named.flatMap(query => query.statements) : readSqlText(text);
  return {
    file, language: 'sql', role,
    imports: [], exports: [], functions: [], classes: [], aliases: [], calls: [], assignments: [], returns: [], raises: [], blocks: [], texts: [],
    comments: mayExcuse(text) ? commentsIn(text) : [],
    testRegions: [], broken: [],
    sql: statements,
    ddl: statements.some(statement => shapesSchema.has(statement.verb)) ? readDdlText(text) : [],
    ...(named.length > 0 ? { namedSql: named } : {}),
  };
}

function commentsIn(text: string): readonly Comment[] {
  const { comments } = tokenize(joinParts([{ kind: 'literal', text, at: { start: 0, end: text.length } }]));
  return comments.flatMap(at => {
    const written = text.slice(at.start, at.end);
    if (!mayExcuse(written)) return [];
    const lineStart = text.lastIndexOf('\n', at.start - 1) + 1;
    return [{ text: withoutDelimiters(written), at, ownLine: text.slice(lineStart, at.start).trim() === '' }];
  });
}

function withoutDelimiters(comment: string): string {
  return comment.replace(/^(?:--|#|\/\*)/, '').replace(/\*\/$/, '').trim();
}
