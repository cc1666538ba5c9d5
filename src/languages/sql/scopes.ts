/** One statement as nested queries with their clauses, each a range of tokens: what the readers of tables, tests and limits walk. */
import { clauseOpenedBy, type ClauseKind } from './clauses.js';
import type { Parens } from './parens.js';
import type { StatementRange } from './statements.js';
import type { Token } from './tokens.js';

export interface Clause {
  readonly kind: ClauseKind;
  /** The first token after the clause's keyword. */
  readonly from: number;
  to: number;
  /** For `from` after a JOIN: `LEFT`, `RIGHT`, `FULL`, else empty. */
  readonly join: string;
}

/** A query: the statement itself, a subquery, a CTE's body, or a parenthesised join. */
export interface Scope {
  readonly parent: number;
  readonly kind: 'statement' | 'subquery' | 'cte' | 'join';
  readonly from: number;
  to: number;
  verb: string;
  readonly clauses: Clause[];
  /** How many SELECTs a UNION and its like put together. */
  branches: number;
  readonly cteName?: string;
}

export interface StatementScopes {
  readonly scopes: readonly Scope[];
  /** The `(` (or first token, for the statement) at which a scope begins, to its index. */
  readonly scopeAt: ReadonlyMap<number, number>;
}

interface Frame { readonly scope: number; readonly close: number; caseDepth: number; cteName: string }

const verbs: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'REPLACE', 'VALUES', 'UPSERT']);
const joinSides: ReadonlySet<string> = new Set(['LEFT', 'RIGHT', 'FULL']);
const beforeTable: ReadonlySet<string> = new Set(['FROM', 'JOIN', ',', '(', 'APPLY', 'STRAIGHT_JOIN', 'USING']);

/** `defines`: the statement is DDL, in which only `AS SELECT` or `AS WITH` begins a query. */
export function readScopes(tokens: readonly Token[], parens: Parens, range: StatementRange, defines: boolean): StatementScopes {
  const scopes: Scope[] = [];
  const scopeAt = new Map<number, number>();
  const frames: Frame[] = [];

  const open = (kind: Scope['kind'], from: number, close: number, first: ClauseKind, cteName?: string): void => {
    const parent = frames.at(-1)?.scope ?? -1;
    scopes.push({ parent, kind, from, to: close, verb: '', clauses: [{ kind: first, from, to: close, join: '' }], branches: 0, ...(cteName === undefined ? {} : { cteName }) });
    frames.push({ scope: scopes.length - 1, close, caseDepth: 0, cteName: '' });
  };

  open('statement', range.from, range.to, 'head');
  scopeAt.set(range.from - 1, 0);
  for (let at = range.from; at < range.to; at++) {
    let frame = frames.at(-1);
    while (frame && at >= frame.close && frames.length > 1) { frames.pop(); frame = frames.at(-1); }
    const token = tokens[at];
    const scope = frame && scopes[frame.scope];
    if (!token || !frame || !scope) continue;
    if (token.upper === '(') {
      const close = Math.min(parens.closeOf[at] ?? range.to, range.to);
      const clause = scope.clauses.at(-1)?.kind ?? 'head';
      const previous = tokens[at - 1]?.upper ?? '';
      if (parens.startsQuery[at + 1] === 1) {
        const cte = clause === 'with' && frame.cteName !== '';
        scopeAt.set(at, scopes.length);
        open(cte ? 'cte' : 'subquery', at + 1, close, 'head', cte ? frame.cteName : undefined);
      } else if ((clause === 'from' || clause === 'target') && beforeTable.has(previous)) {
        scopeAt.set(at, scopes.length);
        open('join', at + 1, close, 'from');
      } else at = close < range.to ? close : at;
      continue;
    }
    if (token.kind !== 'word' && token.kind !== 'symbol' && token.kind !== 'quoted') continue;
    if (defines && frame.scope === 0 && scope.clauses.length === 1 && token.upper !== 'SELECT' && token.upper !== 'WITH') continue;
    follow(tokens, at, scope, frame);
  }
  return { scopes, scopeAt };
}

function follow(tokens: readonly Token[], at: number, scope: Scope, frame: Frame): void {
  const token = tokens[at];
  const clause = scope.clauses.at(-1);
  if (!token || !clause) return;
  const word = token.upper;
  if (clause.kind === 'with' && (word === '' || !verbs.has(word))) {
    const previous = tokens[at - 1]?.upper ?? '';
    if (previous === 'WITH' || previous === 'RECURSIVE' || previous === ',') frame.cteName = token.text;
    if (word !== 'SEARCH') return;
  }
  if (word === '' || word === '.') return;
  if (word === 'CASE') frame.caseDepth++;
  else if (word === 'END' && frame.caseDepth > 0) frame.caseDepth--;
  if (frame.caseDepth > 0) return;

  const opened = clauseOpenedBy(tokens, at, clause.kind, scope.verb);
  if (!opened) return;
  if (scope.verb === '' && verbs.has(word)) scope.verb = word;
  if (word === 'SELECT' || word === 'VALUES') scope.branches++;
  const join = opened === 'from' ? joinSide(tokens, at) : '';
  clause.to = at;
  scope.clauses.push({ kind: opened, from: at + 1, to: scope.to, join: opened === 'on' ? clause.join : join });
}

/** The side named up to three words before a JOIN: `LEFT OUTER JOIN`, `FULL JOIN`. */
function joinSide(tokens: readonly Token[], at: number): string {
  if (tokens[at]?.upper !== 'JOIN' && tokens[at]?.upper !== 'APPLY') return '';
  for (let back = 1; back <= 3; back++) {
    const word = tokens[at - back]?.upper ?? '';
    if (joinSides.has(word)) return word;
    if (word !== 'OUTER' && word !== 'HASH' && word !== 'LOOP' && word !== 'MERGE') return '';
  }
  return '';
}

export function clausesOf(scope: Scope, kind: ClauseKind): readonly Clause[] {
  return scope.clauses.filter(clause => clause.kind === kind);
}
