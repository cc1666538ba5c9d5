/** pg-promise: the method says how many rows are expected; the SQL text comes first. */
import type { Library } from '../library.js';
import { each } from './rows.js';

const database = 'pg-promise.IDatabase';

export const pgPromise: Library = {
  name: 'pg-promise',
  language: 'typescript',
  mentions: ['pg-promise'],
  aliases: { 'pg-promise.ITask': database, 'pg-promise.IBaseProtocol': database },
  calls: {
    'pg-promise': { returns: 'pg-promise.IMain' },
    'pg-promise.IMain.call': { opens: 0, returns: database },
    ...each(database, 'any many manyOrNone query multi multiResult result map each', { runs: ['text', 0], rows: 'many' }),
    ...each(database, 'one oneOrNone', { runs: ['text', 0], rows: 'one' }),
    [`${database}.none`]: { runs: ['text', 0], rows: 'none' },
    [`${database}.tx`]: { session: 'begin', passes: 'self' },
    [`${database}.task`]: { passes: 'self' },
  },
  sessions: [database],
};
