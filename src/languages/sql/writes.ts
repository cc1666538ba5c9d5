/** Whether a statement changes lasting data or schema. */
import type { SqlVerb, TableName } from '../../facts/sql.js';
import type { Scope } from './scopes.js';
import type { StatementRange } from './statements.js';
import type { Token } from './tokens.js';

export interface Judged {
  readonly tokens: readonly Token[];
  readonly range: StatementRange;
  readonly verb: SqlVerb;
  readonly targets: readonly TableName[];
  readonly scopes: readonly Scope[];
  /** What reading the object of the statement already decided. */
  readonly stated: boolean | undefined;
}

const writingVerbs: ReadonlySet<SqlVerb> = new Set<SqlVerb>(['insert', 'update', 'delete', 'merge', 'replace', 'truncate', 'create', 'alter', 'drop', 'rename', 'grant', 'revoke', 'execute']);
const writingScopes: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE', 'UPSERT']);
const writingWords: ReadonlySet<string> = new Set(['VACUUM', 'REINDEX', 'CLUSTER', 'OPTIMIZE', 'REPAIR', 'REFRESH', 'RESTORE', 'COMMENT', 'REASSIGN', 'IMPORT', 'UNDROP', 'RECREATE']);
/** Pragmas whose value is kept in the database file. */
const lastingPragmas: ReadonlySet<string> = new Set(['USER_VERSION', 'APPLICATION_ID', 'SCHEMA_VERSION', 'JOURNAL_MODE', 'ENCODING', 'PAGE_SIZE', 'AUTO_VACUUM', 'WRITABLE_SCHEMA']);
const workingPragmas: ReadonlySet<string> = new Set(['INCREMENTAL_VACUUM', 'WAL_CHECKPOINT', 'OPTIMIZE']);

export function writesData(judged: Judged): boolean {
  const { tokens, range, verb, targets, scopes, stated } = judged;
  if (stated !== undefined) return stated;
  const lasting = targets.length === 0 || targets.some(table => !table.temporary);
  if (writingVerbs.has(verb)) return lasting;
  if (verb === 'pragma') return pragmaWrites(tokens, range);
  if (verb === 'explain') return tokens.slice(range.from, range.from + 6).some(token => token.upper === 'ANALYZE') && targets.length > 0 && lasting;
  if (scopes.some(scope => writingScopes.has(scope.verb))) return lasting;
  if (verb === 'other') return writingWords.has(tokens[range.from]?.upper ?? '');
  return targets.length > 0 && lasting;
}

function pragmaWrites(tokens: readonly Token[], range: StatementRange): boolean {
  let at = range.from + 1;
  if (tokens[at + 1]?.upper === '.') at += 2;
  const name = tokens[at]?.text.toUpperCase() ?? '';
  const given = at + 1 < range.to && (tokens[at + 1]?.upper === '=' || tokens[at + 1]?.upper === '(');
  return workingPragmas.has(name) || (given && lastingPragmas.has(name));
}
