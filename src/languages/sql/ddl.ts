/** Reads what SQL text does to the schema: tables, columns, constraints, indexes, and their changes. */
import type { DdlColumn, DdlConstraint, DdlStatement, SqlPart, TableName } from '../../facts/sql.js';
import { readChanges } from './alterations.js';
import { indexed, readColumn, readConstraint } from './columns.js';
import { Cursor } from './cursor.js';
import { joinParts } from './joined.js';
import { matchParens } from './parens.js';
import { isRoutine } from './routines.js';
import { splitStatements } from './statements.js';
import { tokenize } from './tokenizer.js';
import type { Token } from './tokens.js';

export function readDdlText(text: string): DdlStatement[] {
  return readDdl([{ kind: 'literal', text, at: { start: 0, end: text.length } }]);
}

export function readDdl(parts: readonly SqlPart[]): DdlStatement[] {
  const joined = joinParts(parts);
  const { tokens } = tokenize(joined);
  const parens = matchParens(tokens);
  return splitStatements(tokens, parens).flatMap(({ from, to }) => {
    if (isRoutine(tokens, from)) return [];
    if (tokens[from]?.upper === 'DO') return tokens.slice(from, to).flatMap(bodyOf);
    const cursor = new Cursor(joined.text, tokens, parens, from, to);
    const statement = readStatement(cursor);
    return statement ? [statement] : [];
  });
}

/** PostgreSQL's `DO $$ BEGIN ALTER TABLE ...; EXCEPTION WHEN duplicate_object THEN null; END $$`: what stands in the body is done when it is not done yet. */
function bodyOf({ kind, text, start, end }: Token): readonly DdlStatement[] {
  const tag = (end - start - text.length) / 2;
  const unconditional = text.replaceAll(/\b(ELS)?IF\b[^;]*?\bTHEN\b/gi, condition => ' '.repeat(condition.length));
  return kind === 'string' ? readDdlText(`${' '.repeat(start + tag)}${unconditional}`) : [];
}

function readStatement(cursor: Cursor): DdlStatement | undefined {
  switch (cursor.word()) {
    case 'CREATE': case 'RECREATE': return created(cursor);
    case 'ALTER': return altered(cursor);
    case 'DROP': return dropped(cursor);
    case 'RENAME': return renamed(cursor);
    case 'EXEC': case 'EXECUTE': case 'SP_RENAME': return renamedByProcedure(cursor);
  }
  return undefined;
}

const tableModifiers: ReadonlySet<string> = new Set(['CREATE', 'RECREATE', 'OR', 'REPLACE', 'ALTER', 'GLOBAL', 'LOCAL', 'UNLOGGED', 'FOREIGN', 'EXTERNAL', 'MATERIALIZED', 'ALGORITHM', '=', 'RECURSIVE']);
const indexModifiers: ReadonlySet<string> = new Set(['CLUSTERED', 'NONCLUSTERED', 'FULLTEXT', 'SPATIAL', 'BITMAP', 'COLUMNSTORE', 'ASC', 'ASCENDING', 'DESC', 'DESCENDING']);

function created(cursor: Cursor): DdlStatement | undefined {
  const place = cursor.place();
  cursor.skip(tableModifiers);
  const temporary = cursor.take('TEMP') || cursor.take('TEMPORARY');
  const virtual = cursor.take('VIRTUAL');
  const unique = cursor.take('UNIQUE');
  cursor.skip(indexModifiers);
  if (cursor.take('INDEX')) return createdIndex(cursor, place, unique);
  const kind = cursor.take('TABLE') ? 'table' : cursor.take('VIEW') ? 'view' : undefined;
  if (!kind) return undefined;
  const ifNotExists = cursor.take('IF', 'NOT', 'EXISTS');
  const named = cursor.table();
  if (!named) return undefined;
  const table: TableName = temporary ? { ...named, temporary } : named;
  if (kind === 'view') return { kind: 'create view', table, ...place };
  const body = virtual ? undefined : cursor.inside();
  const { columns, constraints, partial } = body ? definitions(body) : { columns: [], constraints: [], partial: true };
  return { kind: 'create table', table, columns, constraints, partial, ifNotExists, ...place };
}

function definitions(body: Cursor): { readonly columns: readonly DdlColumn[]; readonly constraints: readonly DdlConstraint[]; readonly partial: boolean } {
  const columns: DdlColumn[] = [];
  const constraints: DdlConstraint[] = [];
  let partial = false;
  for (const item of body.items()) {
    if (item.word() === 'LIKE' || item.word() === 'SELECT' || item.word() === 'WITH' || item.peek()?.kind === 'hole') { partial = true; continue; }
    const constraint = readConstraint(item);
    const column = constraint ? undefined : readColumn(item);
    if (constraint) constraints.push(constraint, ...withoutComma(item));
    else if (column) columns.push(column);
  }
  return { columns, constraints, partial: partial || columns.length === 0 };
}

/** SQLite needs no comma between the constraints of a table. */
function withoutComma(item: Cursor): readonly DdlConstraint[] {
  while (!item.done && !/^(?:CONSTRAINT|FOREIGN|PRIMARY|UNIQUE)$/.test(item.word())) item.step();
  const next = item.done ? undefined : readConstraint(item);
  return next ? [next, ...withoutComma(item)] : [];
}

function createdIndex(cursor: Cursor, place: { readonly start: number; readonly end: number }, unique: boolean): DdlStatement | undefined {
  cursor.take('CONCURRENTLY');
  cursor.take('IF', 'NOT', 'EXISTS');
  const name = cursor.word() === 'ON' ? undefined : cursor.table()?.name;
  if (!cursor.take('ON')) return undefined;
  cursor.take('ONLY');
  const table = cursor.table();
  if (!table) return undefined;
  const columns = indexed(cursor);
  let filtered = false;
  for (; !cursor.done; cursor.step()) filtered ||= cursor.word() === 'WHERE';
  return { kind: 'create index', table, ...(name === undefined ? {} : { name }), columns, unique, filtered, ...place };
}

function altered(cursor: Cursor): DdlStatement | undefined {
  const place = cursor.place();
  cursor.take('ALTER');
  if (!cursor.take('TABLE')) return undefined;
  cursor.take('IF', 'EXISTS');
  cursor.take('ONLY');
  const table = cursor.table();
  return table ? { kind: 'alter table', table, changes: readChanges(cursor), ...place } : undefined;
}

function dropped(cursor: Cursor): DdlStatement | undefined {
  const place = cursor.place();
  cursor.take('DROP');
  const materialized = cursor.take('MATERIALIZED') || cursor.take('TEMPORARY') || cursor.take('FOREIGN');
  const what = cursor.take('TABLE') ? 'table' : cursor.take('VIEW') ? 'view' : cursor.take('INDEX') ? 'index' : 'other';
  if (what === 'other') { if (materialized || cursor.done) return undefined; cursor.step(); }
  cursor.take('CONCURRENTLY');
  const ifExists = cursor.take('IF', 'EXISTS');
  const names: TableName[] = [];
  do {
    const name = cursor.table();
    if (name) names.push(name);
  } while (cursor.take(','));
  const table = what === 'index' && cursor.take('ON') ? cursor.table() : undefined;
  return { kind: 'drop', what, names, ifExists, ...(table ? { table } : {}), ...place };
}

/** MySQL: RENAME TABLE a TO b. */
function renamed(cursor: Cursor): DdlStatement | undefined {
  const place = cursor.place();
  cursor.take('RENAME');
  cursor.take('TABLE');
  const table = cursor.table();
  const to = cursor.take('TO') ? cursor.table() : undefined;
  return table && to ? { kind: 'rename table', table, to: to.name, ...place } : undefined;
}

/** T-SQL: `EXEC sp_rename 'dbo.t.old', 'new', 'COLUMN'`. */
function renamedByProcedure(cursor: Cursor): DdlStatement | undefined {
  const place = cursor.place();
  if (cursor.word() !== 'SP_RENAME') cursor.at++;
  if (cursor.table()?.name.toLowerCase() !== 'sp_rename') return undefined;
  const [what, to, kind] = cursor.items().map(item => { while (!item.done && item.peek()?.kind !== 'string') item.at++; return item.peek()?.text; });
  if (what === undefined || to === undefined) return undefined;
  const path = what.split('.').map(part => part.replace(/^[["]|[\]"]$/g, ''));
  const name = path.pop() ?? '';
  if (kind === undefined || /^object$/i.test(kind)) return { kind: 'rename table', table: tableFrom([...path, name]), to, ...place };
  if (!/^column$/i.test(kind) || path.length === 0) return undefined;
  return { kind: 'alter table', table: tableFrom(path), changes: [{ kind: 'rename column', name, to }], ...place };
}

function tableFrom(path: readonly string[]): TableName {
  const schema = path.at(-2);
  return { name: path.at(-1) ?? '', ...(schema ? { schema } : {}), hole: false, temporary: false };
}
