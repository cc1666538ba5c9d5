/** @tauri-apps/plugin-sql: SQL run from a desktop application's front-end. */
import type { Library } from '../library.js';

const database = '@tauri-apps/plugin-sql.Database';

export const tauriSql: Library = {
  name: 'tauri-sql',
  language: 'typescript',
  mentions: ['plugin-sql'],
  aliases: { 'tauri-plugin-sql-api': '@tauri-apps/plugin-sql' },
  // The class is the module's default export.
  bases: { '@tauri-apps/plugin-sql': database },
  calls: {
    '@tauri-apps/plugin-sql.load': { opens: 0, returns: database },
    '@tauri-apps/plugin-sql.get': { opens: 0, returns: database },
    [`${database}.load`]: { opens: 0, returns: database },
    [`${database}.get`]: { opens: 0, returns: database },
    [`${database}.select`]: { runs: 0, rows: 'many' },
    [`${database}.execute`]: { runs: 0, rows: 'none' },
    [`${database}.close`]: { session: 'close' },
  },
  sessions: [database],
};
