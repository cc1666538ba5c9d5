/** Cuts tokens into statements: at `;`, and in T-SQL where a statement simply begins after another. */
import type { Parens } from './parens.js';
import { endOfRoutine, isRoutine } from './routines.js';
import type { Token } from './tokens.js';

/** A statement's tokens, `to` excluded. */
export interface StatementRange { readonly from: number; readonly to: number }

export function splitStatements(tokens: readonly Token[], parens: Parens): readonly StatementRange[] {
  const ranges: StatementRange[] = [];
  let at = 0;
  let blocks = 0;
  while (at < tokens.length) {
    const control = controlAt(tokens, at, blocks);
    blocks += control.blocks;
    if (control.skip > 0) { at += control.skip; continue; }
    const to = isRoutine(tokens, at) ? endOfRoutine(tokens, at) : endOfStatement(tokens, parens, at);
    ranges.push({ from: at, to });
    at = to;
  }
  return ranges;
}

const transactionWords: ReadonlySet<string> = new Set(['TRAN', 'TRANSACTION', 'WORK', 'DISTRIBUTED', 'DEFERRED', 'IMMEDIATE', 'EXCLUSIVE', 'CONCURRENT', 'ISOLATION', 'READ', ';', '']);

/** Words between statements that are none themselves: `;`, ELSE, and the BEGIN and END of a block. */
function controlAt(tokens: readonly Token[], at: number, blocks: number): { readonly skip: number; readonly blocks: number } {
  const next = tokens[at + 1];
  switch (tokens[at]?.upper) {
    case ';': case ')': case '}': return { skip: 1, blocks: 0 };
    case 'ELSE': case 'THEN': return { skip: 1, blocks: 0 };
    case 'BEGIN':
      if (next === undefined || transactionWords.has(next.upper) || next.kind !== 'word') return { skip: 0, blocks: 0 };
      return { skip: next.upper === 'TRY' || next.upper === 'CATCH' ? 2 : 1, blocks: 1 };
    case 'END':
      if (blocks > 0 || next?.upper === 'ELSE') return { skip: next?.upper === 'TRY' || next?.upper === 'CATCH' || (next?.upper === 'IF' && tokens[at + 2]?.upper === ';') ? 2 : 1, blocks: blocks > 0 ? -1 : 0 };
      return { skip: 0, blocks: 0 };
  }
  return { skip: 0, blocks: 0 };
}

function endOfStatement(tokens: readonly Token[], parens: Parens, from: number): number {
  const first = tokens[from]?.upper ?? '';
  const state: Progress = { verb: first === '(' ? 'SELECT' : first, explained: first === 'EXPLAIN', awaitsQuery: awaiting.has(first), cases: 0 };
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token || token.upper === ';') return at;
    if (at > from && token.upper !== '' && state.cases === 0 && beginsStatement(tokens, at, state)) return at;
    follow(state, token);
    at = token.upper === '(' ? Math.max(at + 1, parens.closeOf[at] ?? at + 1) : at + 1;
  }
  return tokens.length;
}

/** What is known of the statement while its end is looked for. */
interface Progress {
  verb: string;
  explained: boolean;
  /** A SELECT or another verb is still to come: after WITH, INSERT INTO t, CREATE VIEW v AS, UNION. */
  awaitsQuery: boolean;
  cases: number;
}

const awaiting: ReadonlySet<string> = new Set(['WITH', 'INSERT', 'REPLACE', 'CREATE', 'EXPLAIN', 'MERGE', 'ALTER', 'COPY', 'PREPARE', 'UPSERT', 'DO', 'GRANT', 'REVOKE', 'DENY']);
const reopening: ReadonlySet<string> = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS', 'INTO']);
const writingVerbs: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE']);

function follow(state: Progress, token: Token): void {
  const word = token.upper;
  if (word === 'CASE') state.cases++;
  else if (word === 'END' && state.cases > 0) state.cases--;
  else if (reopening.has(word) && state.verb !== 'FETCH') state.awaitsQuery = word !== 'INTO' || state.verb === 'INSERT' || state.verb === 'REPLACE';
  else if (word === 'SELECT' || word === 'VALUES') { state.awaitsQuery = false; if (state.verb === 'WITH') state.verb = 'SELECT'; }
  else if ((state.verb === 'WITH' || state.verb === 'EXPLAIN') && writingVerbs.has(word)) { state.verb = word; state.awaitsQuery = awaiting.has(word); }
}

/** Words before which an operand is missing: what follows continues the same statement. */
const demanding: ReadonlySet<string> = new Set([
  ',', '.', '=', '+', '-', '/', '||', '::', '<', '>', 'AS', 'AND', 'OR', 'NOT', 'ON', 'BY', 'FOR', 'OF', 'DO', 'UNION', 'ALL', 'EXCEPT', 'INTERSECT', 'MINUS', 'EXPLAIN', 'ANALYZE', 'FROM', 'JOIN',
  'INTO', 'SELECT', 'DISTINCT', 'WHERE', 'SET', 'AFTER', 'BEFORE', 'GRANT', 'REVOKE', 'DENY', 'KEY', 'NO', 'THEN', 'LIKE', 'IN', 'TO', 'COLUMN', 'INSTEAD', 'OR', 'TABLE', 'WITH', 'USING', 'EXISTS', 'ADD', 'HAVING', 'LIMIT', 'BULK',
]);

const setOptions: ReadonlySet<string> = new Set([
  'NOCOUNT', 'XACT_ABORT', 'ANSI_NULLS', 'ANSI_WARNINGS', 'ANSI_PADDING', 'QUOTED_IDENTIFIER', 'IDENTITY_INSERT', 'ROWCOUNT', 'TRANSACTION', 'DATEFORMAT', 'DATEFIRST',
  'LANGUAGE', 'LOCK_TIMEOUT', 'DEADLOCK_PRIORITY', 'ARITHABORT', 'CONCAT_NULL_YIELDS_NULL', 'STATISTICS', 'CONTEXT_INFO',
]);
const createdThings: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'INDEX', 'UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'SCHEMA', 'DATABASE', 'OR', 'TYPE', 'LOGIN', 'USER', 'ROLE', 'SEQUENCE', 'SYNONYM', 'STATISTICS', 'TEMP', 'TEMPORARY', 'EXTENSION']);

const queryWords: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'WITH', 'DECLARE', 'EXEC', 'SET', 'IF', 'CREATE', 'DROP', 'TRUNCATE', 'BEGIN']);

/** Whether a statement begins here although no `;` came before. */
function beginsStatement(tokens: readonly Token[], at: number, state: Progress): boolean {
  const word = tokens[at]?.upper ?? '';
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  if (state.verb === 'SET' && (previous?.upper === 'ON' || previous?.upper === 'OFF')) return queryWords.has(word);
  if (!previous || demanding.has(previous.upper) || state.explained && state.awaitsQuery) return false;
  const declares = state.verb === 'GRANT' || state.verb === 'REVOKE' || state.verb === 'DENY' || state.verb === 'ALTER';
  const named = next !== undefined && (next.kind === 'word' || next.kind === 'quoted' || next.kind === 'hole');
  switch (word) {
    case 'SELECT': return !state.awaitsQuery && state.verb !== 'SET' || state.verb === 'SET' && previous.upper !== '=';
    case 'INSERT': return named && state.verb !== 'WITH' && !declares && (state.verb !== 'CREATE' || previous.upper === ')') && (next.upper === 'INTO' || next.upper === 'OR' || next.upper === 'IGNORE' || !state.awaitsQuery);
    case 'UPDATE': return named && state.verb !== 'WITH' && !declares && state.verb !== 'MERGE' && state.verb !== 'CREATE' && next.upper !== 'SET' && next.upper !== 'OF' && next.upper !== 'CASCADE';
    case 'DELETE': return named && state.verb !== 'WITH' && !declares && state.verb !== 'MERGE' && state.verb !== 'CREATE' && next.upper !== 'CASCADE';
    case 'MERGE': return next?.upper === 'INTO' && state.verb !== 'WITH';
    case 'SET': return (next?.kind === 'placeholder' && next.text.startsWith('@') && state.verb !== 'UPDATE' && state.verb !== 'MERGE') || (next !== undefined && setOptions.has(next.upper));
    case 'TRUNCATE': return next?.upper === 'TABLE' && !declares;
    case 'CREATE': case 'DROP': return next !== undefined && createdThings.has(next.upper) && !declares && state.verb !== 'CREATE';
    case 'ALTER': return next?.upper === 'TABLE' && !declares;
    case 'EXEC': return named && state.verb !== 'INSERT' && !declares;
    case 'EXECUTE': return named && !declares && state.verb !== 'INSERT' && state.verb !== 'CREATE' && next.upper !== 'FUNCTION' && next.upper !== 'PROCEDURE' && next.upper !== 'ON' && next.upper !== 'AS';
    case 'DECLARE': return next?.kind === 'placeholder';
    case 'PRINT': return next !== undefined && (next.kind === 'string' || next.kind === 'placeholder' || next.upper === 'CONCAT' || next.upper === '(');
    case 'USE': return named && next.upper !== 'INDEX' && next.upper !== 'KEY' && next.upper !== 'PLAN' && next.upper !== 'HINT' && previous.upper !== '(' && (state.verb === 'USE' || state.verb === 'SET');
    case 'BEGIN': return next?.kind === 'word' && next.upper !== '';
    case 'COMMIT': case 'ROLLBACK': return next === undefined || next.upper === ';' || next.upper.startsWith('TRAN') || next.upper === 'END' || next.upper === 'WORK';
    case 'IF': return !declares && state.verb !== 'DROP' && state.verb !== 'CREATE' && (after(previous) || next?.kind !== 'symbol');
    case 'RAISERROR': return next?.upper === '(' && after(previous);
    case 'THROW': case 'WAITFOR': case 'DBCC': case 'DEALLOCATE': case 'CHECKPOINT': return next?.kind !== 'symbol' || next.upper === ';';
    case 'ELSE': case 'END': return true;
    case 'WHILE': return next?.kind === 'placeholder' || next?.upper === '(';
    case 'RETURN': return state.verb !== 'CREATE';
    case 'WITH': return false;
  }
  return false;
}

/** Something that can end a statement stands before: a word, a value or a closing parenthesis. */
function after(previous: Token): boolean {
  return previous.kind !== 'symbol' || previous.upper === ')';
}
