/** Kysely: `db.selectFrom('users').limit(10).execute()`; `sql` tags bind their holes, `sql.raw` pastes. */
import type { Library } from '../library.js';
import { each } from './rows.js';

const database = 'kysely.Kysely';
const query = 'kysely.Query';

export const kysely: Library = {
  name: 'kysely',
  language: 'typescript',
  mentions: ['kysely', 'Kysely'],
  bases: { 'kysely.Transaction': database },
  calls: {
    [database]: { opens: 0, returns: database },
    [`${database}.selectFrom`]: { starts: 'select', table: 0, returns: query, from: 'self' },
    [`${database}.insertInto`]: { starts: 'insert', table: 0, returns: query, from: 'self' },
    [`${database}.replaceInto`]: { starts: 'insert', table: 0, returns: query, from: 'self' },
    [`${database}.updateTable`]: { starts: 'update', table: 0, returns: query, from: 'self' },
    [`${database}.deleteFrom`]: { starts: 'delete', table: 0, returns: query, from: 'self' },
    [`${database}.transaction`]: { session: 'begin', returns: 'kysely.TransactionBuilder', from: 'self' },
    'kysely.TransactionBuilder.setIsolationLevel': { returns: 'self' },
    'kysely.TransactionBuilder.execute': { passes: 'kysely.Transaction' },
    ...each(database, 'with withRecursive withSchema', { returns: 'self' }),
    [`${database}.destroy`]: { session: 'close' },
    [`${query}.*`]: { returns: 'self' },
    ...each(query, 'where whereRef', { adds: 'filter', returns: 'self' }),
    ...each(query, 'limit top fetch', { adds: 'limit', limit: 0, returns: 'self' }),
    [`${query}.offset`]: { adds: 'offset', returns: 'self' },
    [`${query}.orderBy`]: { adds: 'order', returns: 'self' },
    [`${query}.groupBy`]: { adds: 'group', returns: 'self' },
    ...each(query, 'execute stream', { runs: 'self', rows: 'many' }),
    ...each(query, 'executeTakeFirst executeTakeFirstOrThrow', { adds: 'aggregate', runs: 'self', rows: 'one' }),
    'kysely.sql': { text: 0, returns: 'kysely.RawBuilder' },
    'kysely.sql.raw': { text: 0, returns: 'kysely.RawBuilder' },
    ...each('kysely.sql', 'ref table id lit join val value', { quotes: true, returns: 'kysely.RawBuilder' }),
    'kysely.RawBuilder.execute': { runs: 'self', on: 0, rows: 'many' },
    'kysely.RawBuilder.as': { returns: 'self' },
    'kysely.RawBuilder.$castTo': { returns: 'self' },
  },
  sessions: [database],
};
