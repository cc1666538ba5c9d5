/** Column definitions and table constraints, as CREATE TABLE and ALTER TABLE write them. */
import type { DdlColumn, DdlConstraint, DdlReference } from '../../facts/sql.js';
import type { Cursor } from './cursor.js';

/** Words that end a column's type. */
const columnWords: ReadonlySet<string> = new Set([
  'NOT', 'NULL', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'DEFAULT', 'CHECK', 'CONSTRAINT', 'COLLATE', 'GENERATED', 'AS', 'IDENTITY', 'AUTO_INCREMENT', 'AUTOINCREMENT', 'COMMENT', 'ON', 'KEY', 'FOREIGN',
  'FIRST', 'AFTER', 'USING', 'SPARSE', 'ROWGUIDCOL', 'COMPUTED', 'VIRTUAL', 'STORED', 'INVISIBLE', 'VISIBLE', 'DEFERRABLE', 'INITIALLY', 'FOR',
]);
const generatedTypes = /^(?:small|big)?serial\d?\b/i;

export function readColumn(cursor: Cursor): DdlColumn | undefined {
  const place = cursor.place();
  const name = cursor.name();
  if (name === undefined) return undefined;
  const typeFrom = cursor.at;
  while (!cursor.done && !columnWords.has(cursor.word())) cursor.step();
  const type = cursor.written(typeFrom, cursor.at).replace(/\s+/g, ' ');
  const column = { name, type, notNull: false, primaryKey: false, unique: false, generated: generatedTypes.test(type), ...place };
  let written: string | undefined;
  let references: DdlReference | undefined;
  while (!cursor.done) {
    if (cursor.take('NOT', 'NULL')) column.notNull = true;
    else if (cursor.take('PRIMARY', 'KEY')) column.primaryKey = true;
    else if (cursor.take('UNIQUE')) column.unique = true;
    else if (cursor.take('DEFAULT')) written = readDefault(cursor);
    else if (cursor.word() === 'REFERENCES') references = readReference(cursor);
    else if (generates(cursor)) column.generated = true;
    else cursor.step();
  }
  return { ...column, ...(written === undefined ? {} : { default: written }), ...(references === undefined ? {} : { references }) };
}

function generates(cursor: Cursor): boolean {
  return cursor.take('AUTOINCREMENT') || cursor.take('AUTO_INCREMENT') || cursor.take('IDENTITY') || cursor.take('GENERATED') || cursor.take('AS');
}

/** One operand at least; what follows belongs to it until the column says something else. */
function readDefault(cursor: Cursor): string {
  const from = cursor.at;
  cursor.step();
  while (!cursor.done && !columnWords.has(cursor.word())) cursor.step();
  return cursor.written(from, cursor.at);
}

/** From REFERENCES on. */
export function readReference(cursor: Cursor): DdlReference | undefined {
  cursor.take('REFERENCES');
  const table = cursor.table();
  if (!table) return undefined;
  const columns = namesIn(cursor.inside());
  let onDelete: string | undefined;
  while (!cursor.done) {
    if (cursor.take('ON', 'DELETE')) onDelete = readAction(cursor);
    else if (cursor.take('ON', 'UPDATE')) readAction(cursor);
    else if (cursor.take('MATCH')) cursor.step();
    else if (!cursor.take('DEFERRABLE') && !cursor.take('NOT', 'DEFERRABLE') && !cursor.take('INITIALLY', 'DEFERRED') && !cursor.take('INITIALLY', 'IMMEDIATE')) break;
  }
  return { table, columns, ...(onDelete === undefined ? {} : { onDelete }) };
}

function readAction(cursor: Cursor): string {
  const words = [cursor.word()];
  cursor.step();
  if (words[0] === 'SET' || words[0] === 'NO') { words.push(cursor.word()); cursor.step(); }
  return words.join(' ').toLowerCase();
}

const indexFillers: ReadonlySet<string> = new Set(['KEY', 'INDEX', 'CLUSTERED', 'NONCLUSTERED', 'FULLTEXT', 'SPATIAL']);

/** A table constraint, or undefined when the piece is a column. */
export function readConstraint(cursor: Cursor): DdlConstraint | undefined {
  const place = cursor.place();
  const named = cursor.take('CONSTRAINT') ? cursor.name() : undefined;
  const name = { ...place, ...(named === undefined ? {} : { name: named }) };
  if (cursor.take('PRIMARY', 'KEY')) { cursor.skip(indexFillers); return { kind: 'primary key', ...name, columns: indexed(cursor) }; }
  if (cursor.take('FOREIGN', 'KEY')) {
    if (cursor.word() !== '(') cursor.name();
    const columns = namesIn(cursor.inside());
    const references = readReference(cursor);
    return references ? { kind: 'foreign key', ...name, columns, references } : { kind: 'other', ...name, columns };
  }
  if (cursor.word() === 'UNIQUE' && (named !== undefined || isUniqueConstraint(cursor))) {
    cursor.take('UNIQUE');
    cursor.skip(indexFillers);
    if (cursor.take('NULLS', 'NOT')) cursor.take('DISTINCT');
    const own = cursor.word() === '(' || cursor.word() === 'USING' ? undefined : cursor.name();
    return { kind: 'unique', ...(own === undefined ? name : { ...place, name: own }), columns: indexed(cursor) };
  }
  if (cursor.word() === 'CHECK' && cursor.word(1) === '(') return { kind: 'check', ...name, columns: [] };
  if (isIndex(cursor)) {
    cursor.skip(indexFillers);
    const own = cursor.word() === '(' ? undefined : cursor.name();
    return { kind: 'index', ...place, ...(own === undefined ? {} : { name: own }), columns: indexed(cursor), unique: false, filtered: false };
  }
  if (named !== undefined || cursor.word() === 'EXCLUDE' || (cursor.word() === 'PERIOD' && cursor.word(1) === 'FOR')) return { kind: 'other', ...name, columns: [] };
  return undefined;
}

function isUniqueConstraint(cursor: Cursor): boolean {
  const next = cursor.word(1);
  return next === '(' || indexFillers.has(next) || cursor.word(2) === '(' || next === 'NULLS';
}

/** MySQL's `KEY by_name (name)`, but not a column called key: `key varchar(20)`. */
function isIndex(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === 'FULLTEXT' || word === 'SPATIAL') return indexFillers.has(cursor.word(1)) || cursor.word(1) === '(' || cursor.word(2) === '(';
  if (word !== 'KEY' && word !== 'INDEX') return false;
  if (cursor.word(1) === '(') return true;
  return cursor.word(2) === '(' && cursor.peek(3)?.kind !== 'number' && cursor.word(3) !== 'MAX';
}

/** The columns of an index or key: `a`, `b DESC`, `c(10)`; `()` for an expression. */
export function indexed(cursor: Cursor): readonly string[] {
  while (!cursor.done && cursor.word() !== '(') cursor.at++;
  return (cursor.inside()?.items() ?? []).map(item => {
    const first = item.peek();
    const plain = first !== undefined && (first.kind === 'word' || first.kind === 'quoted' || first.kind === 'hole');
    const called = item.word(1) === '(' && item.peek(2)?.kind !== 'number';
    return plain && !called ? first.text : '()';
  });
}

export function namesIn(cursor: Cursor | undefined): readonly string[] {
  return (cursor?.items() ?? []).flatMap(item => item.name() ?? []);
}
