/** Reads SQL text with holes into statements: what each one does, to which tables, how narrowly. Never throws; what it does not know it skips. */
import type { SqlPart, SqlStatement, SqlVerb, TableName } from '../../facts/sql.js';
import { holesIn } from './holes.js';
import { joinParts } from './joined.js';
import { readObjects } from './objects.js';
import { rowLimit } from './pages.js';
import { matchParens, type Parens } from './parens.js';
import { readScopes, type StatementScopes } from './scopes.js';
import { readSelection } from './selections.js';
import { splitStatements, type StatementRange } from './statements.js';
import { readTables, type StatementTables } from './tables.js';
import { readTests } from './tests.js';
import { tokenize } from './tokenizer.js';
import type { Token, TokenStream } from './tokens.js';
import { verbAt } from './verbs.js';
import { readWritten } from './written.js';
import { writesData } from './writes.js';

export function readSqlText(text: string): SqlStatement[] {
  return readStatements(wholeText(text), true);
}

export function readSql(parts: readonly SqlPart[]): SqlStatement[] {
  return readStatements(parts, true);
}

function wholeText(text: string): readonly SqlPart[] {
  return [{ kind: 'literal', text, at: { start: 0, end: text.length } }];
}

/** `strings`: whether SQL that a statement runs from a string is read too; not inside such a string, so that nesting ends. */
function readStatements(parts: readonly SqlPart[], strings: boolean): SqlStatement[] {
  const stream = tokenize(joinParts(parts));
  const parens = matchParens(stream.tokens);
  const statements: SqlStatement[] = [];
  // A table created as temporary stays so for the statements after it.
  const temporaries = new Set<string>();
  for (const range of splitStatements(stream.tokens, parens)) {
    const statement = readStatement(stream, parens, range, temporaries, strings);
    for (const target of statement.targets) if (statement.verb === 'create' && target.temporary) temporaries.add(target.name.toLowerCase());
    statements.push(statement);
  }
  return withCommentHoles(statements, stream);
}

const queryVerbs: ReadonlySet<SqlVerb> = new Set<SqlVerb>(['select', 'insert', 'update', 'delete', 'merge', 'replace', 'values', 'create', 'explain', 'declare', 'copy', 'other', 'set', 'alter']);

function readStatement(stream: TokenStream, parens: Parens, range: StatementRange, temporaries: ReadonlySet<string>, strings: boolean): SqlStatement {
  const { tokens } = stream;
  const begin = queryBegin(tokens, parens, range);
  const first = tokens[range.from]?.upper ?? '';
  const written = verbAt(tokens, begin.from, '');
  const defines = written === 'create' || written === 'alter' || written === 'copy';
  const asksNothing = isRoutineText(tokens, range) || first === 'BULK' || (first === 'UPDATE' && written === 'other');
  const scopes = queryVerbs.has(written) && !asksNothing ? readScopes(tokens, parens, begin, defines) : noScopes;
  const outer = scopes.scopes[0];
  const verb = first === 'EXPLAIN' ? 'explain' : verbAt(tokens, begin.from, outer?.verb ?? '');
  const read = scopes === noScopes ? noTables : readTables(tokens, parens, scopes);
  const objects = readObjects(tokens, begin, verb);
  const lasting = (table: TableName): TableName => (table.schema === undefined && temporaries.has(table.name.toLowerCase()) ? { ...table, temporary: true } : table);
  const run = verb === 'execute' && strings ? runFromStrings(tokens, range) : noTables;
  const targets = [...objects.targets, ...read.targets, ...run.targets].map(lasting);
  const selection = outer ? readSelection(tokens, parens, outer) : noSelection;
  return {
    verb,
    start: tokens[range.from]?.start ?? 0,
    end: tokens[range.to - 1]?.end ?? 0,
    targets,
    sources: [...objects.sources, ...read.sources, ...run.sources].map(lasting),
    writes: writesData({ tokens, range, verb, targets, scopes: scopes.scopes, stated: objects.writes }),
    limit: outer ? rowLimit(tokens, parens, scopes, read) : { kind: 'none' },
    ...selection,
    tests: outer ? readTests(tokens, parens, scopes, read) : [],
    ...readWritten(tokens, parens, range, outer),
    holes: holesIn(stream, range),
  };
}

/** `EXEC ('DELETE ..')`, `EXEC sp_executesql N'..'`, `DO $$ .. $$`: SQL inside SQL names tables too. */
function runFromStrings(tokens: readonly Token[], range: StatementRange): Pick<SqlStatement, 'targets' | 'sources'> {
  const last = Math.min(range.to, range.from + furthestString);
  for (let at = range.from; at < last; at++) {
    const token = tokens[at];
    if (token?.kind !== 'string' || !looksLikeSql.test(token.text)) continue;
    const statements = readStatements(wholeText(token.text.replaceAll("''", "'")), false);
    return { targets: statements.flatMap(statement => statement.targets), sources: statements.flatMap(statement => statement.sources) };
  }
  return noTables;
}

const furthestString = 8;
const looksLikeSql = /^\s*(?:select|insert|update|delete|merge|with|truncate|drop|alter|create|begin|declare)\s/i;

const noScopes: StatementScopes = { scopes: [], scopeAt: new Map() };
const noTables: StatementTables = { sources: [], targets: [], uses: [] };
const noSelection = { selects: [], orders: [], grouped: false, singleRow: false } as const;

/** Past EXPLAIN and its options, and inside parentheses that hold the whole statement. */
function queryBegin(tokens: readonly Token[], parens: Parens, range: StatementRange): StatementRange {
  let { from, to } = range;
  if (tokens[from]?.upper === 'EXPLAIN' || (tokens[from]?.upper === '{' && tokens[from + 1]?.upper === 'CALL')) {
    from++;
    while (from < to && /^(?:ANALYZE|VERBOSE|QUERY|PLAN|FOR|EXTENDED|FORMAT|=|JSON|TREE)$/.test(tokens[from]?.upper ?? '')) from++;
    if (tokens[from]?.upper === '(' && parens.startsQuery[from] === 0) from = Math.min(to, (parens.closeOf[from] ?? from) + 1);
  }
  while (tokens[from]?.upper === '(' && parens.closeOf[from] === to - 1 && to - from > 2) { from++; to--; }
  return from < to ? { from, to } : range;
}

function isRoutineText(tokens: readonly Token[], range: StatementRange): boolean {
  const first = tokens[range.from]?.upper;
  if (first !== 'CREATE' && first !== 'ALTER' && first !== 'RECREATE') return false;
  for (let at = range.from + 1; at < Math.min(range.to, range.from + 8); at++) {
    const word = tokens[at]?.upper ?? '';
    if (/^(?:TRIGGER|PROCEDURE|PROC|FUNCTION|EVENT|PACKAGE|INDEX)$/.test(word)) return true;
    if (word === 'TABLE' || word === 'VIEW') return false;
  }
  return false;
}

/** A hole in a comment belongs to the statement around it, else to the one before, else to the first. */
function withCommentHoles(statements: readonly SqlStatement[], stream: TokenStream): SqlStatement[] {
  const result = [...statements];
  let index = 0;
  for (const { hole, at } of stream.commentHoles) {
    while (index + 1 < result.length && (result[index + 1]?.start ?? 0) <= at) index++;
    const statement = result[index];
    if (statement) result[index] = { ...statement, holes: [...statement.holes, { hole, place: 'comment' as const }].sort((a, b) => a.hole - b.hole) };
  }
  return result;
}
