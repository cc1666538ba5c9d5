/** What a column is compared with. */
import type { ColumnTest } from '../../facts/sql.js';
import { clauseWords, comparisonSymbols, expressionWords, literalWords } from './keywords.js';
import type { Parens } from './parens.js';
import type { Token } from './tokens.js';

export type ComparedValue = ColumnTest['value'];

export interface Compared {
  readonly kind: ComparedValue;
  /** The first token of the column, when the value is one. */
  readonly column?: number;
}

/** Longer operands are cut off: what comes later hardly changes the answer and the reading stays linear. */
const longestOperand = 48;

const endWords: ReadonlySet<string> = new Set(['AND', 'OR', 'THEN', 'ESCAPE', 'WHEN', 'ELSE', 'END', 'ASC', 'DESC', 'XOR', 'COLLATE']);

export function valueBetween(tokens: readonly Token[], parens: Parens, from: number, to: number, operator: string): Compared {
  if (operator.endsWith('in')) return { kind: membersOf(tokens, parens, from) };
  let at = from;
  const first = tokens[at]?.upper;
  if (first === 'ANY' || first === 'ALL' || first === 'SOME') at++;
  if (tokens[at]?.upper === '(' && parens.startsQuery[at + 1] === 1) return { kind: 'subquery' };
  const end = Math.min(to, at + longestOperand, tokens.length);
  const seen = { hole: false, bound: false, constant: false, other: false };
  let column: number | undefined;
  let columns = 0;
  let pieces = 0;
  let depth = 0;
  let joins = operator.endsWith('between') ? 1 : 0;
  for (; at < end; at++) {
    const token = tokens[at];
    if (!token) break;
    if (token.upper === '(') { depth++; continue; }
    if (token.upper === ')') { if (--depth < 0) break; continue; }
    if (depth === 0 && token.upper === 'AND' && joins-- > 0) continue;
    if (depth === 0 && endsOperand(token)) break;
    if (token.kind === 'hole' || token.holes.length > 0 && token.kind !== 'placeholder') { seen.hole = true; pieces++; continue; }
    switch (token.kind) {
      case 'placeholder': seen.bound = true; pieces++; break;
      case 'number': case 'string': seen.constant = true; pieces++; break;
      case 'word': case 'quoted':
        if (tokens[at - 1]?.upper === '::' || tokens[at - 1]?.upper === 'AS') break;
        if (literalWords.has(token.upper)) { seen.constant = true; pieces++; break; }
        if (tokens[at + 1]?.upper === '(') { if (tokens[at + 2]?.upper === ')') { seen.other = true; pieces++; } break; }
        if (tokens[at + 1]?.upper === '.') break;
        if (expressionWords.has(token.upper)) { if (token.upper.startsWith('CURRENT') || token.upper === 'SYSDATE') { seen.other = true; pieces++; } break; }
        columns++;
        pieces++;
        column ??= at;
        break;
    }
  }
  if (seen.hole) return { kind: 'hole' };
  if (columns === 1 && pieces === 1 && column !== undefined) return { kind: 'column', column };
  if (columns > 0 || seen.other) return { kind: 'other' };
  if (seen.bound) return { kind: 'bound' };
  return { kind: seen.constant ? 'constant' : 'other' };
}

function endsOperand(token: Token): boolean {
  if (token.upper === ',' || token.upper === ';' || comparisonSymbols.has(token.upper)) return true;
  return endWords.has(token.upper) || (clauseWords.has(token.upper) && !expressionWords.has(token.upper) && token.upper !== 'DEFAULT');
}

/** `IN (1, 2)`, `IN (SELECT ..)`, `IN (?)`, `IN {}`, `IN ({})`. */
function membersOf(tokens: readonly Token[], parens: Parens, from: number): ComparedValue {
  const token = tokens[from];
  if (!token) return 'other';
  if (token.kind === 'hole') return 'hole';
  if (token.kind === 'placeholder') return 'bound';
  if (token.upper !== '(') return 'other';
  if (parens.startsQuery[from + 1] === 1) return 'subquery';
  const close = Math.min(parens.closeOf[from] ?? tokens.length, from + longestOperand);
  for (let at = from + 1; at < close; at++) {
    const member = tokens[at];
    if (member && member.kind !== 'placeholder' && member.holes.length > 0) return 'hole';
  }
  return 'list';
}
