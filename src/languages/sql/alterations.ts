/** The changes of ALTER TABLE, in five dialects. */
import type { DdlChange } from '../../facts/sql.js';
import { readColumn, readConstraint } from './columns.js';
import type { Cursor } from './cursor.js';

const existence: ReadonlySet<string> = new Set(['IF', 'NOT', 'EXISTS']);
const constraintWords: ReadonlySet<string> = new Set(['CONSTRAINT', 'PRIMARY', 'FOREIGN', 'UNIQUE', 'CHECK', 'INDEX', 'KEY', 'FULLTEXT', 'SPATIAL', 'EXCLUDE']);

/** T-SQL's `ADD a int, b int` and `DROP COLUMN a, b` name the action once. */
export function readChanges(cursor: Cursor): readonly DdlChange[] {
  const changes: DdlChange[] = [];
  let repeats: 'add' | 'drop column' | 'drop constraint' | undefined;
  for (const item of cursor.items()) {
    if (item.take('WITH', 'CHECK') || item.take('WITH', 'NOCHECK')) repeats = undefined;
    const starts = item.word();
    if (item.take('ADD')) {
      repeats = 'add';
      changes.push(...added(item));
    } else if (item.take('DROP')) {
      const change = dropped(item);
      repeats = change.kind === 'drop column' ? 'drop column' : change.kind === 'drop constraint' ? 'drop constraint' : undefined;
      changes.push(change);
    } else if (item.take('RENAME')) changes.push(renamed(item));
    else if (item.take('ALTER') || item.take('MODIFY')) { repeats = undefined; changes.push(altered(item)); }
    else if (item.take('CHANGE')) { repeats = undefined; changes.push(changed(item)); }
    else if (repeats === 'add' && item.peek()?.kind !== 'symbol') changes.push(...added(item));
    else if (repeats === 'drop column' && starts !== '') changes.push(named('drop column', item));
    else if (repeats === 'drop column' || repeats === 'drop constraint') changes.push(named(repeats, item));
    else changes.push({ kind: 'other' });
  }
  return changes;
}

function added(item: Cursor): readonly DdlChange[] {
  const isColumn = item.take('COLUMN');
  item.skip(existence);
  // MySQL and Oracle: `ADD (a int, b int)`.
  const inner = item.inside();
  if (inner) return inner.items().flatMap(addedItem);
  if (!isColumn && constraintWords.has(item.word())) {
    const constraint = readConstraint(item);
    if (constraint) return [{ kind: 'add constraint', constraint }];
  }
  return addedItem(item);
}

function addedItem(item: Cursor): readonly DdlChange[] {
  const column = readColumn(item);
  return column ? [{ kind: 'add column', column }] : [{ kind: 'other' }];
}

function dropped(item: Cursor): DdlChange {
  if (item.take('PRIMARY', 'KEY')) return { kind: 'drop constraint', name: 'PRIMARY' };
  if (item.take('CONSTRAINT') || item.take('FOREIGN', 'KEY') || item.take('INDEX') || item.take('KEY') || item.take('CHECK')) return named('drop constraint', item);
  item.take('COLUMN');
  return named('drop column', item);
}

function named(kind: 'drop column' | 'drop constraint', item: Cursor): DdlChange {
  item.skip(existence);
  const name = item.name();
  return name === undefined ? { kind: 'other' } : { kind, name };
}

/** RENAME TO t, RENAME [COLUMN] a TO b. */
function renamed(item: Cursor): DdlChange {
  if (item.take('TO') || item.take('AS')) {
    const to = item.table()?.name;
    return to === undefined ? { kind: 'other' } : { kind: 'rename table', to };
  }
  if (item.take('CONSTRAINT') || item.take('INDEX') || item.take('KEY')) return { kind: 'other' };
  item.take('COLUMN');
  const name = item.name();
  if (name === undefined) return { kind: 'other' };
  if (!item.take('TO')) return { kind: 'rename table', to: name };
  const to = item.name();
  return to === undefined ? { kind: 'other' } : { kind: 'rename column', name, to };
}

/** PostgreSQL's ALTER [COLUMN] a TYPE .. | SET NOT NULL, T-SQL's ALTER COLUMN a int NOT NULL, MySQL's MODIFY a int. */
function altered(item: Cursor): DdlChange {
  if (item.take('CONSTRAINT') || item.take('INDEX')) return { kind: 'other' };
  item.take('COLUMN');
  const name = item.peek()?.text;
  const column = item.word(1);
  if (name === undefined) return { kind: 'other' };
  if (column === 'SET' || column === 'DROP') {
    const isNull = item.word(2) === 'NOT' && item.word(3) === 'NULL';
    const retyped = item.word(2) === 'DATA' ? typeAfter(item, 4) : undefined;
    const defaulted = item.word(2) !== 'DEFAULT' ? {} : { default: column === 'DROP' ? null : typeAfter(item, 3) };
    return { kind: 'alter column', name, ...(isNull ? { notNull: column === 'SET' } : {}), ...(retyped === undefined ? {} : { type: retyped }), ...defaulted };
  }
  if (column === 'TYPE') return { kind: 'alter column', name, type: typeAfter(item, 2) };
  const written = readColumn(item);
  return written && written.type !== '' ? { kind: 'alter column', name, type: written.type, notNull: written.notNull } : { kind: 'alter column', name };
}

function typeAfter(item: Cursor, ahead: number): string {
  const from = item.at + ahead;
  item.at = from;
  while (!item.done && item.word() !== 'USING' && item.word() !== 'COLLATE') item.step();
  return item.written(from, item.at).replace(/\s+/g, ' ');
}

/** MySQL's CHANGE [COLUMN] old new type. */
function changed(item: Cursor): DdlChange {
  item.take('COLUMN');
  const name = item.name();
  const column = readColumn(item);
  if (name === undefined || !column) return { kind: 'other' };
  return { kind: 'alter column', name, type: column.type, notNull: column.notNull, ...(column.name === name ? {} : { to: column.name }) };
}
