/** tokio-postgres, postgres and deadpool-postgres: text and parameters on a client or transaction. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const RUNS: Readonly<Record<string, Effect>> = {
  query: { runs: 0, rows: 'many' }, query_one: { runs: 0, rows: 'one' }, query_opt: { runs: 0, rows: 'one' }, query_raw: { runs: 0, rows: 'many' }, query_typed: { runs: 0, rows: 'many' },
  execute: { runs: 0, rows: 'none' }, execute_raw: { runs: 0, rows: 'none' }, batch_execute: { runs: 0, rows: 'none' }, simple_query: { runs: 0, rows: 'many' },
  prepare: { text: 0, from: 'self', returns: 'tokio_postgres.Statement' }, prepare_cached: { text: 0, from: 'self', returns: 'tokio_postgres.Statement' },
  transaction: { from: 'self', session: 'begin', returns: 'tokio_postgres.Transaction' },
};

export const tokioPostgres: Library = {
  name: 'tokio-postgres',
  language: 'rust',
  mentions: ['tokio_postgres', 'postgres', 'deadpool_postgres'],
  aliases: { 'deadpool_postgres.Client': 'tokio_postgres.Client', 'deadpool_postgres.Object': 'tokio_postgres.Client', 'deadpool_postgres.Transaction': 'tokio_postgres.Transaction', 'deadpool_postgres.tokio_postgres': 'tokio_postgres' },
  bases: { 'tokio_postgres.Transaction': 'tokio_postgres.Client', 'tokio_postgres.GenericClient': 'tokio_postgres.Client', 'deadpool_postgres.GenericClient': 'tokio_postgres.Client', 'postgres.Transaction': 'postgres.Client', ...kept('tokio_postgres.Client', 'postgres.Client', 'deadpool_postgres.Pool', 'tokio_postgres.Statement') },
  sessions: ['tokio_postgres.Client', 'tokio_postgres.Transaction', 'postgres.Client', 'postgres.Transaction', 'deadpool_postgres.Pool'],
  calls: {
    'tokio_postgres.connect': { opens: 0 }, 'postgres.Client.connect': { opens: 0, returns: 'postgres.Client', blocks: 'database' },
    ...Object.fromEntries(Object.entries(RUNS).flatMap(([method, effect]) => [[`tokio_postgres.Client.${method}`, effect], [`postgres.Client.${method}`, { ...effect, blocks: 'database' }]])),
    'tokio_postgres.Transaction.commit': { session: 'commit' }, 'tokio_postgres.Transaction.rollback': { session: 'rollback' }, 'postgres.Transaction.commit': { session: 'commit' }, 'postgres.Transaction.rollback': { session: 'rollback' },
    'deadpool_postgres.Pool.get': { from: 'self', returns: 'tokio_postgres.Client' }, 'deadpool_postgres.Config.create_pool': { from: 'self', returns: 'deadpool_postgres.Pool' },
  },
};
