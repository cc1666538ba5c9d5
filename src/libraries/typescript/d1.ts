/** Cloudflare D1: a database bound to the worker's environment; statements are prepared, bound and then run. */
import type { Library } from '../library.js';

const database = '@cloudflare/workers-types.D1Database';
const statement = '@cloudflare/workers-types.D1PreparedStatement';

export const d1: Library = {
  name: 'd1',
  language: 'typescript',
  mentions: ['D1'],
  calls: {
    [`${database}.prepare`]: { text: 0, returns: statement, from: 'self' },
    [`${database}.exec`]: { runs: 0, rows: 'none' },
    [`${database}.withSession`]: { returns: 'self' },
    [`${statement}.bind`]: { returns: 'self' },
    [`${statement}.first`]: { runs: 'self', rows: 'one' },
    [`${statement}.all`]: { runs: 'self', rows: 'many' },
    [`${statement}.raw`]: { runs: 'self', rows: 'many' },
    [`${statement}.run`]: { runs: 'self', rows: 'none' },
  },
  sessions: [database],
};
