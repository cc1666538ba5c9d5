/** Tortoise: models are asked like Django's, and a query set runs when it is awaited. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

const querySet = 'tortoise.queryset.QuerySet';
const begins: Effect = { starts: 'select', table: 'self', returns: querySet };
const one: Effect = { starts: 'select', table: 'self', rows: 'one' };

/** What models and query sets answer alike. */
const asked: Readonly<Record<string, Effect>> = {
  all: begins, filter: { ...begins, adds: 'filter' }, exclude: begins, annotate: begins,
  // `get` picks one row, or raises.
  get: { ...one, adds: 'filter' }, get_or_none: { ...one, adds: 'filter' }, first: one, last: one, earliest: one, latest: one,
  exists: { starts: 'select', table: 'self', adds: 'aggregate', rows: 'scalar' }, in_bulk: { starts: 'select', table: 'self', rows: 'many' },
};

const steps: Readonly<Record<string, Effect>> = {
  count: { adds: 'aggregate', rows: 'scalar' },
  order_by: { adds: 'order', returns: querySet }, limit: { adds: 'limit', limit: 0, returns: querySet }, offset: { adds: 'offset', returns: querySet }, group_by: { adds: 'group', returns: querySet },
  distinct: { returns: querySet }, prefetch_related: { returns: querySet }, select_related: { returns: querySet }, only: { returns: querySet }, values: { returns: querySet }, values_list: { returns: querySet },
  using_db: { returns: querySet, from: 0 }, select_for_update: { returns: querySet }, use_index: { returns: querySet }, force_index: { returns: querySet },
  update: { starts: 'update', table: 'self', rows: 'none' }, delete: { starts: 'delete', table: 'self', rows: 'none' },
};

const connection: Readonly<Record<string, Effect>> = {
  execute_query: { runs: [0, 'query'], rows: 'many' }, execute_query_dict: { runs: [0, 'query'], rows: 'many' }, execute_insert: { runs: [0, 'query'], rows: 'none' },
  execute_many: { runs: [0, 'query'], rows: 'none' }, execute_script: { runs: [0, 'query'], rows: 'none' },
};

export const tortoise: Library = {
  name: 'tortoise',
  language: 'python',
  mentions: ['tortoise'],
  aliases: { 'tortoise.Model': 'tortoise.models.Model', 'tortoise.transactions.current_transaction': 'tortoise.Connection', 'tortoise.backends.base.client.BaseDBAsyncClient': 'tortoise.Connection', 'tortoise.BaseDBAsyncClient': 'tortoise.Connection' },
  sessions: ['tortoise.Connection'],
  models: ['tortoise.models.Model'],
  runsWhenAwaited: [querySet],
  calls: {
    ...onType('tortoise.models.Model', {
      ...asked,
      create: { starts: 'insert', table: 'self', rows: 'none', returns: 'tortoise.models.Model' }, bulk_create: { starts: 'insert', table: 'self', rows: 'none' }, bulk_update: { starts: 'update', table: 'self', rows: 'none' },
      get_or_create: { starts: 'insert', table: 'self', rows: 'one' }, update_or_create: { starts: 'insert', table: 'self', rows: 'one' },
      raw: { runs: [0, 'sql'], rows: 'many' }, save: { session: 'write' }, delete: { session: 'delete' }, refresh_from_db: { rows: 'one' }, update_from_dict: { returns: 'self' },
    }),
    ...onType(querySet, { ...asked, ...steps }),
    'tortoise.Tortoise': { returns: 'tortoise.Tortoise' }, 'tortoise.Tortoise.get_connection': { opens: 0, returns: 'tortoise.Connection' }, 'tortoise.connections.get': { opens: 0, returns: 'tortoise.Connection' }, 'tortoise.connection.connections.get': { opens: 0, returns: 'tortoise.Connection' },
    'tortoise.transactions.in_transaction': { opens: [0, 'connection_name'], returns: 'tortoise.Connection', session: 'begin' }, 'tortoise.transactions.atomic': { session: 'begin' },
    ...onType('tortoise.Connection', connection),
    'tortoise.expressions.RawSQL': { text: [0, 'sql'], returns: 'tortoise.expressions.RawSQL' },
  },
};
