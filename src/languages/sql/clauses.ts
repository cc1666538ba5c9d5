/** Which word opens which clause of a query, given the clause it stands in. */
import type { Token } from './tokens.js';

export type ClauseKind =
  | 'head' | 'with' | 'select' | 'into' | 'from' | 'on' | 'using' | 'where' | 'group' | 'having' | 'window' | 'order' | 'limit' | 'offset' | 'fetch' | 'rows' | 'for' | 'option'
  | 'target' | 'set' | 'values' | 'conflict' | 'when' | 'returning' | 'output' | 'set operation';

const afterRows: ReadonlySet<ClauseKind> = new Set<ClauseKind>(['from', 'on', 'using', 'where', 'group', 'having', 'window', 'order', 'limit', 'offset', 'fetch', 'rows', 'set operation', 'values', 'set', 'target', 'select', 'conflict', 'for', 'into']);

/** The clause opened by the word at `at`, if it opens one there. */
export function clauseOpenedBy(tokens: readonly Token[], at: number, current: ClauseKind, verb: string): ClauseKind | undefined {
  const previous = tokens[at - 1]?.upper ?? '';
  const next = tokens[at + 1];
  const after = next?.upper ?? '';
  switch (tokens[at]?.upper) {
    case 'SELECT': return 'select';
    case 'VALUES': return previous === '=' || after === '' && verb === 'INSERT' && next?.kind === 'word' ? undefined : 'values';
    case 'INSERT': case 'REPLACE': case 'UPSERT': return after === '(' || verb !== '' ? undefined : 'target';
    case 'UPDATE': return verb === '' && !(after === 'OR' && tokens[at + 2]?.upper === 'INSERT') ? 'target' : undefined;
    case 'DELETE': case 'MERGE': return verb === '' ? 'target' : undefined;
    case 'WITH': return (current === 'head' || current === 'target' || current === 'into' || current === 'with') && namesCte(tokens, at) ? 'with' : undefined;
    case 'FROM': return previous === 'DISTINCT' || current === 'values' || current === 'with' ? undefined : 'from';
    case 'JOIN': case 'STRAIGHT_JOIN': return current === 'select' && tokens[at]?.upper === 'STRAIGHT_JOIN' ? undefined : 'from';
    case 'APPLY': return current === 'from' || current === 'on' ? 'from' : undefined;
    case ',': return current === 'on' || current === 'using' ? 'from' : undefined;
    case 'ON': return opensOn(previous, after, current);
    case 'USING':
      if ((verb === 'DELETE' || verb === 'MERGE') && (current === 'from' || current === 'target')) return 'from';
      return current === 'from' ? 'using' : undefined;
    case 'INTO':
      if (current === 'target') return 'target';
      return current === 'output' || afterRows.has(current) ? 'into' : undefined;
    case 'WHERE': return 'where';
    case 'GROUP': return after === 'BY' ? 'group' : undefined;
    case 'HAVING': return 'having';
    case 'WINDOW': return afterRows.has(current) && current !== 'select' && next?.kind === 'word' ? 'window' : undefined;
    case 'ORDER': return after === 'BY' ? 'order' : undefined;
    case 'LIMIT': return afterRows.has(current) && beginsValue(next) ? 'limit' : undefined;
    case 'OFFSET': return afterRows.has(current) && beginsValue(next) ? 'offset' : undefined;
    case 'FETCH': return after === 'FIRST' || after === 'NEXT' ? 'fetch' : undefined;
    case 'ROWS': return current !== 'offset' && current !== 'fetch' && current !== 'select' && afterRows.has(current) && beginsValue(next) && after !== 'BETWEEN' && next?.kind !== 'word' ? 'rows' : undefined;
    case 'FOR': return afterRows.has(current) && current !== 'select' && current !== 'set' && after !== 'SYSTEM_TIME' && after !== 'JOIN' && previous !== 'INDEX' ? 'for' : undefined;
    case 'OPTION': return after === '(' ? 'option' : undefined;
    case 'SET': return verb === 'UPDATE' || verb === 'MERGE' || verb === 'INSERT' || verb === 'REPLACE' ? 'set' : undefined;
    case 'RETURNING': return 'returning';
    case 'OUTPUT': return verb === 'INSERT' || verb === 'UPDATE' || verb === 'DELETE' || verb === 'MERGE' ? 'output' : undefined;
    case 'WHEN': return verb === 'MERGE' ? 'when' : undefined;
    case 'UNION': case 'EXCEPT': case 'INTERSECT': case 'MINUS': return current === 'head' ? undefined : 'set operation';
  }
  return undefined;
}

function opensOn(previous: string, after: string, current: ClauseKind): ClauseKind | undefined {
  if (after === 'CONFLICT' || after === 'DUPLICATE') return 'conflict';
  if (previous === 'DISTINCT') return undefined;
  return current === 'from' || current === 'on' || current === 'using' ? 'on' : undefined;
}

/** `WITH name AS (` or `WITH name (`, but not `WITH (NOLOCK)`, `WITH TIES`, `WITH CHECK OPTION`. */
function namesCte(tokens: readonly Token[], at: number): boolean {
  const name = tokens[at + 1];
  if (name?.upper === 'RECURSIVE') return true;
  if (!name || (name.kind !== 'word' && name.kind !== 'quoted' && name.kind !== 'hole')) return false;
  const after = tokens[at + 2]?.upper;
  return name.upper !== 'ORDINALITY' && (after === 'AS' || after === '(');
}

function beginsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind !== 'symbol') return token.upper !== 'FROM' && token.upper !== 'AS' && token.upper !== 'ASC' && token.upper !== 'DESC';
  return token.upper === '(' || token.upper === '-' || token.upper === '$' || token.upper === '{' || token.upper === '%';
}
