/** What statements other than queries are about: the table created, altered, dropped, granted on, copied, the procedure run. */
import type { SqlVerb, TableName } from '../../facts/sql.js';
import { beginsName, readName } from './names.js';
import type { StatementRange } from './statements.js';
import type { Token } from './tokens.js';

export interface ObjectUse {
  readonly targets: readonly TableName[];
  readonly sources: readonly TableName[];
  /** Undefined: by the verb. */
  readonly writes?: boolean;
}

const nothing: ObjectUse = { targets: [], sources: [] };

/** Words between the verb and the name it is about. */
const fillers: ReadonlySet<string> = new Set([
  'OR', 'REPLACE', 'ALTER', 'IF', 'NOT', 'EXISTS', 'TABLE', 'VIEW', 'MATERIALIZED', 'UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'FULLTEXT', 'SPATIAL', 'COLUMNSTORE', 'INDEX', 'ONLY', 'CONCURRENTLY',
  'TEMP', 'TEMPORARY', 'GLOBAL', 'LOCAL', 'UNLOGGED', 'VIRTUAL', 'EXTERNAL', 'FOREIGN', 'RECURSIVE', 'BITMAP', 'IGNORE', 'ONLINE', 'OFFLINE',
]);
/** Objects that are tables or like them: their own name is the target. */
const tableLike: ReadonlySet<string> = new Set(['TABLE', 'VIEW']);
/** Objects on a table: the name after ON is the target. */
const onTable: ReadonlySet<string> = new Set(['INDEX', 'TRIGGER', 'POLICY', 'RULE', 'STATISTICS']);
const lookedAt = 40;

export function readObjects(tokens: readonly Token[], range: StatementRange, verb: SqlVerb): ObjectUse {
  const { from, to } = range;
  switch (verb) {
    case 'create': case 'alter': return defined(tokens, from, to);
    case 'drop': return dropped(tokens, from, to);
    case 'truncate': return { targets: namesFrom(tokens, tokens[from + 1]?.upper === 'TABLE' ? from + 2 : from + 1, to), sources: [] };
    case 'rename': return { targets: namesFrom(tokens, tokens[from + 1]?.upper === 'TABLE' ? from + 2 : from + 1, to), sources: [] };
    case 'grant': case 'revoke': return afterWord(tokens, from, to, 'ON');
    case 'execute': return executed(tokens, from, to);
    case 'copy': return copied(tokens, from, to);
    case 'insert': return tokens[from]?.upper === 'BULK' ? { targets: namesFrom(tokens, from + 2, to).slice(0, 1), sources: [] } : nothing;
    case 'select': return tokens[from]?.upper === 'TABLE' ? { targets: [], sources: namesFrom(tokens, from + 1, to).slice(0, 1) } : nothing;
    case 'show': return { targets: [], sources: shown(tokens, from, to) };
    default: return nothing;
  }
}

function defined(tokens: readonly Token[], from: number, to: number): ObjectUse {
  let at = from + 1;
  let temporary = false;
  let kind = '';
  for (; at < Math.min(to, from + 12); at++) {
    const word = tokens[at]?.upper ?? '';
    if (word === 'TEMP' || word === 'TEMPORARY') temporary = true;
    if (tableLike.has(word)) kind = 'TABLE';
    else if (onTable.has(word)) { kind = 'ON'; break; }
    else if (!fillers.has(word)) break;
  }
  if (kind === 'ON') return afterWord(tokens, at, to, 'ON');
  if (kind !== 'TABLE') return nothing;
  const name = readName(tokens, at, to);
  return { targets: name ? [temporary ? { ...name.table, temporary } : name.table] : [], sources: [] };
}

function dropped(tokens: readonly Token[], from: number, to: number): ObjectUse {
  const kind = tokens[from + 1]?.upper ?? '';
  let at = from + 1;
  while (at < to && (fillers.has(tokens[at]?.upper ?? ''))) at++;
  if (onTable.has(kind)) return afterWord(tokens, at, to, 'ON');
  const isTable = kind === 'TABLE' || kind === 'VIEW' || kind === 'MATERIALIZED' || kind === 'TEMPORARY' || kind === 'FOREIGN';
  return isTable ? { targets: namesFrom(tokens, at, to), sources: [] } : nothing;
}

function afterWord(tokens: readonly Token[], from: number, to: number, word: string): ObjectUse {
  for (let at = from; at < Math.min(to, from + lookedAt); at++) {
    if (tokens[at]?.upper !== word) continue;
    const start = tokens[at + 1]?.upper === 'TABLE' || tokens[at + 1]?.upper === 'ONLY' || tokens[at + 1]?.upper === '::' ? at + 2 : at + 1;
    const name = readName(tokens, start, to);
    return { targets: name ? [name.table] : [], sources: [] };
  }
  return nothing;
}

/** Procedures of SQL Server's catalogue that only look. */
const lookingProcedures = /^sp_(?:help\w*|columns|tables|who2?|spaceused|databases|fkeys|pkeys|statistics|stored_procedures|describe_\w+|depends|lock|server_info|special_columns)$/i;

/** EXEC [@result =] procedure, CALL procedure, EXECUTE PROCEDURE name, or a bare name. */
function executed(tokens: readonly Token[], from: number, to: number): ObjectUse {
  let at = from;
  if (/^(?:EXEC|EXECUTE|CALL|DO)$/.test(tokens[from]?.upper ?? '')) at++;
  if (tokens[at]?.upper === 'BLOCK' || tokens[from]?.upper === 'DO') return nothing;
  if (tokens[at]?.upper === 'PROCEDURE') at++;
  if (tokens[at]?.kind === 'placeholder' && tokens[at + 1]?.upper === '=') at += 2;
  const name = readName(tokens, at, to);
  if (!name || name.table.temporary || tokens[at]?.kind === 'placeholder') return nothing;
  return { targets: [name.table], sources: [], ...(lookingProcedures.test(name.table.name) ? { writes: false } : {}) };
}

/** `COPY t FROM` and `LOAD DATA .. INTO TABLE t` write, `COPY t TO` reads. */
function copied(tokens: readonly Token[], from: number, to: number): ObjectUse {
  if (tokens[from]?.upper === 'LOAD') {
    for (let at = from; at < Math.min(to, from + lookedAt); at++) {
      if (tokens[at]?.upper === 'INTO') return { targets: namesFrom(tokens, tokens[at + 1]?.upper === 'TABLE' ? at + 2 : at + 1, to).slice(0, 1), sources: [], writes: true };
    }
    return { ...nothing, writes: true };
  }
  const name = readName(tokens, from + 1, to);
  let at = name?.next ?? from + 1;
  if (tokens[at]?.upper === '(') while (at < to && tokens[at]?.upper !== ')') at++;
  const reads = tokens.slice(at, Math.min(to, at + 3)).some(token => token.upper === 'TO') || name === undefined;
  const tables = name ? [name.table] : [];
  return reads ? { targets: [], sources: tables, writes: false } : { targets: tables, sources: [], writes: true };
}

function shown(tokens: readonly Token[], from: number, to: number): readonly TableName[] {
  if (tokens[from]?.upper !== 'SHOW') return namesFrom(tokens, from + 1, to).slice(0, 1);
  const last = Math.min(to, from + lookedAt);
  let found = from;
  while (found < last && tokens[found]?.upper !== 'FROM' && tokens[found]?.upper !== 'TABLE') found++;
  return found < last ? namesFrom(tokens, found + 1, to).slice(0, 1) : [];
}

function namesFrom(tokens: readonly Token[], from: number, to: number): readonly TableName[] {
  const tables: TableName[] = [];
  let at = from;
  while (at < to) {
    while (fillers.has(tokens[at]?.upper ?? '') && at < to) at++;
    if (!beginsName(tokens[at])) break;
    const name = readName(tokens, at, to);
    if (!name) break;
    tables.push(name.table);
    if (tokens[name.next]?.upper !== ',') break;
    at = name.next + 1;
  }
  return tables;
}
