/** Table names as written: up to four parts, quoted or not, pasted or not, and whether they outlast the session. */
import type { TableName } from '../../facts/sql.js';
import { clauseWords } from './keywords.js';
import type { Token } from './tokens.js';

export interface ReadName { readonly table: TableName; /** The index after the name. */ readonly next: number }

/** Whether a (part of a) name can begin here. */
export function beginsName(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'word') return !clauseWords.has(token.upper);
  return token.kind === 'quoted' || token.kind === 'hole' || (token.kind === 'placeholder' && (token.text.startsWith('@') || token.text.startsWith('??') || token.text.startsWith(':')));
}

export function readName(tokens: readonly Token[], at: number, to: number): ReadName | undefined {
  const first = tokens[at];
  if (!first || at >= to || !beginsName(first)) return undefined;
  const parts: string[] = [first.text];
  let hole = first.holes.length > 0 || first.text === '??';
  let next = at + 1;
  while (tokens[next]?.upper === '.' && next < to) {
    const part = tokens[next + 1];
    if (part?.upper === '.') { parts.push(''); next++; continue; }
    if (!part || next + 1 >= to || (part.kind !== 'word' && part.kind !== 'quoted' && part.kind !== 'hole')) { next++; break; }
    parts.push(part.text);
    hole ||= part.holes.length > 0;
    next += 2;
  }
  return { table: tableOf(parts, hole), next };
}

function tableOf(parts: readonly string[], hole: boolean): TableName {
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  const database = parts.at(-3);
  const server = parts.at(-4);
  const temporary = name.startsWith('#') || name.startsWith('@') || /^(?:temp|pg_temp)$/i.test(schema ?? '');
  return {
    name,
    ...(schema ? { schema } : {}),
    ...(database ? { database } : {}),
    ...(server ? { server } : {}),
    hole,
    temporary,
  };
}

export function sameName(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}
