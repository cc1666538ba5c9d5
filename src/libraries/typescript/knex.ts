/** Knex: `knex('users').where(...).limit(10)` runs when awaited; `raw` and the `...Raw` clauses take SQL text. */
import type { Library } from '../library.js';
import { each } from './rows.js';

const query = 'knex.Knex.QueryBuilder';

export const knex: Library = {
  name: 'knex',
  language: 'typescript',
  mentions: ['knex', 'Knex'],
  aliases: { 'knex.knex': 'knex', 'knex.default': 'knex', 'knex.QueryBuilder': query, 'knex.Transaction': 'knex.Knex.Transaction', 'knex.ChainableInterface': query },
  bases: { 'knex.Knex.Transaction': 'knex.Knex' },
  calls: {
    'knex': { opens: 0, returns: 'knex.Knex' },
    'knex.Knex.call': { starts: 'select', table: 0, returns: query, from: 'self' },
    ...each('knex.Knex', 'table from queryBuilder with withRecursive', { starts: 'select', table: 0, returns: query, from: 'self' }),
    ...each('knex.Knex', 'select distinct column', { starts: 'select', returns: query, from: 'self' }),
    ...each('knex.Knex', 'insert batchInsert', { starts: 'insert', returns: query, from: 'self' }),
    'knex.Knex.raw': { runs: 0, rows: 'many', returns: 'knex.Knex.Raw' },
    'knex.Knex.Raw.*': { returns: 'self' },
    'knex.Knex.ref': { quotes: true },
    'knex.Knex.transaction': { session: 'begin', passes: 'knex.Knex.Transaction', returns: 'knex.Knex.Transaction', from: 'self' },
    'knex.Knex.Transaction.commit': { session: 'commit' },
    'knex.Knex.Transaction.rollback': { session: 'rollback' },
    'knex.Knex.destroy': { session: 'close' },
    // `where`, `join`, `onConflict`, `returning` and the rest keep the query.
    [`${query}.*`]: { returns: 'self' },
    ...each(query, 'where andWhere whereIn whereBetween whereNull having', { adds: 'filter', returns: 'self' }),
    ...each(query, 'whereRaw andWhereRaw orWhereRaw havingRaw orderByRaw groupByRaw joinRaw fromRaw', { raw: 0, returns: 'self' }),
    ...each(query, 'from into table', { table: 0, returns: 'self' }),
    ...each(query, 'orderBy', { adds: 'order', returns: 'self' }),
    ...each(query, 'groupBy', { adds: 'group', returns: 'self' }),
    ...each(query, 'limit', { adds: 'limit', limit: 0, returns: 'self' }),
    ...each(query, 'offset', { adds: 'offset', returns: 'self' }),
    ...each(query, 'first', { adds: 'aggregate', rows: 'one', runs: 'self', returns: 'self' }),
    ...each(query, 'count countDistinct sum avg min max', { adds: 'aggregate', rows: 'scalar', runs: 'self', returns: 'self' }),
    ...each(query, 'insert', { starts: 'insert', returns: 'self' }),
    ...each(query, 'update increment decrement', { starts: 'update', returns: 'self' }),
    ...each(query, 'delete del truncate', { starts: 'delete', returns: 'self' }),
    ...each(query, 'stream', { runs: 'self', rows: 'many' }),
  },
  attributes: { 'knex.Knex.fn': 'knex.Knex.Functions', 'knex.Knex.schema': 'knex.Knex.SchemaBuilder' },
  runsWhenAwaited: [query],
  sessions: ['knex.Knex'],
};
