/** The tables of every query in a statement: read, written, by which alias. */
import type { TableName } from '../../facts/sql.js';
import { clauseWords } from './keywords.js';
import { beginsName, readName, sameName } from './names.js';
import type { Parens } from './parens.js';
import { clausesOf, type Clause, type Scope, type StatementScopes } from './scopes.js';
import type { Token } from './tokens.js';

export interface TableUse { readonly table: TableName; readonly scope: number; readonly clause: Clause }

export interface StatementTables {
  readonly sources: readonly TableName[];
  readonly targets: readonly TableName[];
  /** Everything in FROM, JOIN, USING and INTO positions, before CTE names are taken out: what an alias or qualifier may mean. */
  readonly uses: readonly TableUse[];
}

const notTables: ReadonlySet<string> = new Set(['ONLY', 'LATERAL', 'TABLE', 'TOP', 'LOW_PRIORITY', 'HIGH_PRIORITY', 'DELAYED', 'QUICK', 'ABORT', 'FAIL', 'OVERWRITE', 'TEMP', 'TEMPORARY', 'UNLOGGED', 'LOCAL', 'INTO', 'OR', 'PERCENT', 'IGNORE', 'REPLACE', 'ROLLBACK']);
const fileTargets: ReadonlySet<string> = new Set(['OUTFILE', 'DUMPFILE']);

export function readTables(tokens: readonly Token[], parens: Parens, found: StatementScopes): StatementTables {
  const uses: TableUse[] = [];
  const { scopes } = found;
  const usesOf: readonly TableUse[][] = scopes.map(() => []);
  for (const [index, scope] of scopes.entries()) {
    for (const clause of scope.clauses) {
      if (clause.kind === 'from' || clause.kind === 'target' || clause.kind === 'into') {
        for (const table of tablesIn(tokens, parens, clause)) {
          const use = { table, scope: index, clause };
          uses.push(use);
          usesOf[index]?.push(use);
        }
      }
    }
  }
  const ctes = new Set(scopes.flatMap(scope => (scope.cteName === undefined ? [] : [scope.cteName.toLowerCase()])));
  const isCte = (table: TableName): boolean => table.schema === undefined && ctes.has(table.name.toLowerCase());

  const written = new Set<TableUse>();
  const targets: TableName[] = [];
  for (const [index, scope] of scopes.entries()) {
    const own = usesOf[index] ?? [];
    const joined = jointlyUpdated(tokens, scope, own);
    for (const use of targetsOf(scope, own)) {
      const real = joined ?? (scope.verb === 'UPDATE' || scope.verb === 'DELETE' ? realTarget(use, own) : [use]);
      for (const other of real) {
        if (isCte(other.table)) targets.push(...sourcesOfCte(other.table.name, scopes, uses).filter(table => !isCte(table)));
        else targets.push(other.table);
        written.add(other);
      }
      if (joined) break;
      written.add(use);
    }
  }
  const sources = uses.filter(use => !written.has(use) && !isCte(use.table) && isRead(use)).map(use => use.table);
  return { sources: distinct(sources), targets: distinct(targets), uses };
}

function isRead(use: TableUse): boolean {
  return use.clause.kind === 'from' || use.clause.kind === 'target';
}

/** The uses that are written, as named: an alias is resolved later. */
function targetsOf(scope: Scope, own: readonly TableUse[]): readonly TableUse[] {
  const into = own.filter(use => use.clause.kind === 'into' && !(scope.verb === 'SELECT' && /^[@:]/.test(use.table.name)));
  const target = own.filter(use => use.clause.kind === 'target');
  switch (scope.verb) {
    case 'INSERT': case 'REPLACE': case 'UPSERT': case 'MERGE': return [...target.slice(0, 1), ...into];
    case 'UPDATE': return [...target, ...into];
    case 'DELETE': {
      if (target.length > 0) return [...target, ...into];
      const [first] = clausesOf(scope, 'from');
      const named = own.filter(use => use.clause === first);
      return [...(clausesOf(scope, 'from').length > 1 ? named : named.slice(0, 1)), ...into];
    }
  }
  return into;
}

/** A multi-table UPDATE writes only what SET names; without qualifiers the first. */
function jointlyUpdated(tokens: readonly Token[], scope: Scope, own: readonly TableUse[]): readonly TableUse[] | undefined {
  if (scope.verb !== 'UPDATE') return undefined;
  const joined = own.filter(use => use.clause.kind === 'target' || (use.clause.kind === 'from' && isBeforeSet(use, scope)));
  if (joined.length < 2) return undefined;
  const qualifiers = qualifiersOfSet(tokens, scope);
  const named = joined.filter(use => qualifiers.has((use.table.alias ?? use.table.name).toLowerCase()));
  return named.length > 0 ? named : joined.slice(0, 1);
}

/** `UPDATE a SET .. FROM t a` writes t. */
function realTarget(use: TableUse, own: readonly TableUse[]): readonly TableUse[] {
  const { table } = use;
  if (table.schema !== undefined || use.clause.kind === 'into') return [use];
  const read = own.filter(other => other !== use && other.clause.kind === 'from');
  const aliased = read.find(other => other.table.alias !== undefined && sameName(other.table.alias, table.name))
    ?? (use.clause.kind === 'target' ? read.find(other => sameName(other.table.name, table.name) && other.table.alias === undefined) : undefined);
  return [aliased ?? use];
}

function isBeforeSet(use: TableUse, scope: Scope): boolean {
  const set = scope.clauses.find(clause => clause.kind === 'set');
  return set !== undefined && use.clause.from < set.from;
}

function qualifiersOfSet(tokens: readonly Token[], scope: Scope): ReadonlySet<string> {
  const qualifiers = new Set<string>();
  for (const clause of clausesOf(scope, 'set')) {
    for (let at = clause.from; at < clause.to; at++) {
      const previous = at === clause.from ? ',' : tokens[at - 1]?.upper;
      if (previous === ',' && tokens[at + 1]?.upper === '.') qualifiers.add(tokens[at]?.text.toLowerCase() ?? '');
    }
  }
  return qualifiers;
}

function sourcesOfCte(name: string, scopes: readonly Scope[], uses: readonly TableUse[]): readonly TableName[] {
  const body = scopes.findIndex(scope => scope.cteName !== undefined && sameName(scope.cteName, name));
  return uses.filter(use => use.scope === body && use.clause.kind === 'from').map(use => use.table).slice(0, 1);
}

function tablesIn(tokens: readonly Token[], parens: Parens, clause: Clause): readonly TableName[] {
  const tables: TableName[] = [];
  let expects = true;
  let temporary = false;
  for (let at = clause.from; at < clause.to; at++) {
    const token = tokens[at];
    if (!token) break;
    if (token.upper === '(') { expects = false; at = parens.closeOf[at] ?? at; continue; }
    if (token.upper === ',') { expects = true; continue; }
    if (!expects) continue;
    if (token.kind === 'word' && (notTables.has(token.upper) && tokens[at + 1]?.upper !== '.')) {
      temporary ||= token.upper === 'TEMP' || token.upper === 'TEMPORARY';
      if (token.upper === 'TOP') { at += tokens[at + 1]?.upper === '(' ? (parens.closeOf[at + 1] ?? at) - at : 1; }
      continue;
    }
    if (fileTargets.has(token.upper)) break;
    if (!beginsName(token)) { expects = false; continue; }
    const name = readName(tokens, at, clause.to);
    if (!name) continue;
    expects = false;
    const called = tokens[name.next]?.upper === '(' && name.next < clause.to;
    const alias = aliasAt(tokens, name.next, clause.to);
    at = name.next - 1;
    if (called && clause.kind === 'from' && !isHint(tokens, name.next)) continue;
    tables.push({ ...name.table, ...(alias === undefined ? {} : { alias }), ...(temporary ? { temporary } : {}) });
  }
  return tables;
}

const hints = /^(?:NOLOCK|READUNCOMMITTED|READPAST|UPDLOCK|ROWLOCK|TABLOCKX?|HOLDLOCK|XLOCK|PAGLOCK|NOWAIT|FORCESEEK)$/;

/** `FROM t (NOLOCK)`: the old way of writing a T-SQL hint, not a function's arguments. */
function isHint(tokens: readonly Token[], open: number): boolean {
  return hints.test(tokens[open + 1]?.upper ?? '');
}

function aliasAt(tokens: readonly Token[], at: number, to: number): string | undefined {
  const next = tokens[at]?.upper === 'AS' ? at + 1 : at;
  const token = tokens[next];
  if (!token || next >= to) return undefined;
  if (token.kind === 'quoted') return token.text;
  if (token.kind === 'word' && !clauseWords.has(token.upper)) return token.text;
  return token.kind === 'hole' && next > at ? token.text : undefined;
}

function distinct(tables: readonly TableName[]): readonly TableName[] {
  const seen = new Set<string>();
  return tables.filter(table => {
    const key = [table.server, table.database, table.schema, table.name, table.alias].map(part => part?.toLowerCase() ?? '').join('.');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
