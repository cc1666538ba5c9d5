/** What kind of statement begins with which word. */
import type { SqlVerb } from '../../facts/sql.js';
import type { Token } from './tokens.js';

const verbOfWord: Readonly<Record<string, SqlVerb>> = {
  SELECT: 'select', TABLE: 'select', INSERT: 'insert', UPSERT: 'insert', UPDATE: 'update', DELETE: 'delete', MERGE: 'merge', REPLACE: 'replace', TRUNCATE: 'truncate',
  CREATE: 'create', RECREATE: 'create', ALTER: 'alter', DROP: 'drop', RENAME: 'rename', GRANT: 'grant', REVOKE: 'revoke', DENY: 'revoke', EXEC: 'execute', EXECUTE: 'execute', CALL: 'execute', DO: 'execute',
  BEGIN: 'begin', START: 'begin', COMMIT: 'commit', END: 'commit', ROLLBACK: 'rollback', ABORT: 'rollback', SET: 'set', USE: 'use', PRAGMA: 'pragma', EXPLAIN: 'explain',
  SHOW: 'show', DESCRIBE: 'show', DESC: 'show', VALUES: 'values', COPY: 'copy', DECLARE: 'declare', LOAD: 'copy', BULK: 'insert', SP_RENAME: 'execute',
};

/** The verb by the first word; a query behind WITH or parentheses is told by its scope instead. */
export function verbAt(tokens: readonly Token[], at: number, queryVerb: string): SqlVerb {
  const token = tokens[at];
  const next = tokens[at + 1];
  const word = token?.upper ?? '';
  if (word === 'WITH' || word === '(') return verbOfWord[queryVerb] ?? 'select';
  if (word === 'UPDATE' && next?.upper === 'OR' && tokens[at + 2]?.upper === 'INSERT') return 'insert';
  if (word === 'UPDATE' && next?.upper === 'STATISTICS') return 'other';
  if (word === 'START' && next?.upper !== 'TRANSACTION') return 'other';
  if (word === 'LOAD' && next?.upper !== 'DATA' && next?.upper !== 'XML') return 'other';
  if (word === 'REPLACE' && next?.upper === '(') return 'other';
  if (Object.hasOwn(verbOfWord, word)) return verbOfWord[word] ?? 'other';
  return token !== undefined && callsProcedure(tokens, at) ? 'execute' : 'other';
}

/** T-SQL runs a procedure whose bare name begins a batch: `sp_who`, `dbo.usp_close_order @id = 1`. */
function callsProcedure(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at];
  if (first?.kind !== 'word' && first?.kind !== 'quoted') return false;
  let last = at;
  while (tokens[last + 1]?.upper === '.' && tokens[last + 2] !== undefined) last += 2;
  const after = tokens[last + 1];
  const ends = after === undefined || after.upper === ';';
  if (/^(?:sp|usp|xp|proc)_\w/i.test(tokens[last]?.text ?? '')) return ends || after.kind !== 'symbol';
  return last > at && (ends || (after.kind === 'placeholder' && after.text.startsWith('@') && tokens[last + 2]?.upper === '='));
}
