/** The columns that WHERE, ON and HAVING compare, with what, and whether the comparison surely narrows the result. */
import type { ColumnTest } from '../../facts/sql.js';
import { clauseWords, comparisonSymbols, expressionWords } from './keywords.js';
import { valueBetween, type ComparedValue } from './compared.js';
import { sameName } from './names.js';
import type { Parens } from './parens.js';
import type { Clause, Scope, StatementScopes } from './scopes.js';
import type { StatementTables, TableUse } from './tables.js';
import type { Token } from './tokens.js';

const wordOperators: ReadonlySet<string> = new Set(['IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'GLOB', 'MATCH', 'SIMILAR', 'BETWEEN', 'IS', 'CONTAINING', 'STARTING']);
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const tested: ReadonlySet<string> = new Set(['where', 'on', 'having']);

interface Group { readonly close: number; readonly first: number; any: boolean; readonly negated: boolean }

export function readTests(tokens: readonly Token[], parens: Parens, found: StatementScopes, tables: StatementTables): readonly ColumnTest[] {
  const tests: ColumnTest[] = [];
  const byScope = new Map<number, TableUse[]>();
  for (const use of tables.uses) byScope.set(use.scope, [...byScope.get(use.scope) ?? [], use]);
  for (const [index, scope] of found.scopes.entries()) {
    const reader = new ConditionReader(tokens, parens, found, tablesAround(index, found.scopes, byScope));
    for (const clause of scope.clauses) {
      if (tested.has(clause.kind) || (clause.kind === 'head' && index === 0 && isFragment(tokens, clause))) tests.push(...reader.read(clause, narrows(found.scopes, scope, index, clause)));
      else if (clause.kind === 'using') tests.push(...reader.joinedBy(clause));
    }
  }
  return tests;
}

/** `AND name = ?`: a piece of a condition that is put together elsewhere. */
function isFragment(tokens: readonly Token[], clause: Clause): boolean {
  const first = tokens[clause.from]?.upper;
  return first === 'AND' || first === 'OR';
}

function narrows(scopes: readonly Scope[], scope: Scope, index: number, clause: Clause): boolean {
  if (clause.kind === 'on' && clause.join !== '') return false;
  if (scope.branches > 1) return false;
  return index === 0 || (scope.kind === 'join' && scope.parent === 0 && (scopes[0]?.branches ?? 0) <= 1);
}

/** The tables a name in this scope may mean, nearest first. */
function tablesAround(index: number, scopes: readonly Scope[], byScope: ReadonlyMap<number, readonly TableUse[]>): readonly (readonly TableUse[])[] {
  const around: (readonly TableUse[])[] = [];
  for (let at = index, steps = 0; at >= 0 && steps < 16; at = scopes[at]?.parent ?? -1, steps++) around.push(byScope.get(at) ?? []);
  return around;
}

interface Column { readonly name: string; readonly qualifier?: string; readonly from: number; readonly wrapped: boolean }

class ConditionReader {
  readonly #tokens: readonly Token[];
  readonly #parens: Parens;
  readonly #found: StatementScopes;
  readonly #tables: readonly (readonly TableUse[])[];

  constructor(tokens: readonly Token[], parens: Parens, found: StatementScopes, tables: readonly (readonly TableUse[])[]) {
    this.#tokens = tokens;
    this.#parens = parens;
    this.#found = found;
    this.#tables = tables;
  }

  /** One pass over the clause; a group with an OR or under a NOT makes what it holds uncertain. */
  read(clause: Clause, certain: boolean): readonly ColumnTest[] {
    const tests: ColumnTest[] = [];
    const groups: Group[] = [{ close: clause.to, first: 0, any: false, negated: !certain }];
    const settle = (group: Group): void => {
      if (!group.any && !group.negated) return;
      for (let at = group.first; at < tests.length; at++) {
        const test = tests[at];
        if (test) tests[at] = { ...test, certain: false };
      }
    };
    let cases = 0;
    for (let at = clause.from; at < clause.to; at++) {
      let group = groups.at(-1);
      while (group && at >= group.close && groups.length > 1) { settle(group); groups.pop(); group = groups.at(-1); }
      const token = this.#tokens[at];
      if (!token || !group) break;
      if (token.upper === '(') {
        const close = Math.min(this.#parens.closeOf[at] ?? clause.to, clause.to);
        if (this.#found.scopeAt.has(at)) { at = close; continue; }
        const before = this.#tokens[at - 1];
        const plain = before === undefined || before.kind === 'symbol' || clauseWords.has(before.upper);
        groups.push({ close, first: tests.length, any: false, negated: !plain || before?.upper === 'NOT' || before?.upper === 'IN' });
      } else if (token.upper === 'CASE') cases++;
      else if (token.upper === 'END' && cases > 0) cases--;
      else if (token.upper === 'OR' || token.upper === 'XOR') group.any = true;
      else if (this.#isOperator(at)) {
        const negated = this.#startsWithNot(at, clause.from);
        for (const test of this.#testsAt(at, clause)) tests.push(cases > 0 || negated ? { ...test, certain: false } : test);
      }
    }
    for (const group of groups.reverse()) settle(group);
    return tests;
  }

  joinedBy(clause: Clause): readonly ColumnTest[] {
    const tests: ColumnTest[] = [];
    const close = Math.min(this.#parens.closeOf[clause.from] ?? clause.to, clause.to);
    for (let at = clause.from + 1; at < close; at++) {
      const token = this.#tokens[at];
      if (token && (token.kind === 'word' || token.kind === 'quoted')) tests.push({ column: token.text, operator: '=', value: 'column', certain: false });
    }
    return tests;
  }

  #isOperator(at: number): boolean {
    const token = this.#tokens[at];
    if (!token) return false;
    if (token.kind === 'symbol') return comparisonSymbols.has(token.upper);
    return wordOperators.has(token.upper) && this.#tokens[at + 1]?.upper !== '.';
  }

  /** `NOT a = 1`: the word before the left operand. */
  #startsWithNot(operator: number, from: number): boolean {
    const left = this.#columnBefore(operator);
    const before = (left?.from ?? operator) - 1;
    return before >= from && this.#tokens[before]?.upper === 'NOT' && left !== undefined;
  }

  #testsAt(at: number, clause: Clause): readonly ColumnTest[] {
    const token = this.#tokens[at];
    if (!token) return [];
    const not = this.#tokens[at - 1]?.upper === 'NOT';
    const leftEnd = not ? at - 1 : at;
    let operator = token.upper.toLowerCase();
    let from = at + 1;
    const after = this.#tokens[from]?.upper;
    if (operator === 'is' && after === 'NOT') { operator = 'is not'; from++; }
    if (operator === 'similar' || operator === 'starting') from++;
    if (operator === '==') operator = '=';
    if (not) operator = `not ${operator}`;
    const value = valueBetween(this.#tokens, this.#parens, from, clause.to, operator);
    // `id = ANY($1)` is PostgreSQL's IN.
    if (operator === '=' && (after === 'ANY' || after === 'SOME')) operator = 'in';
    const left = this.#columnBefore(leftEnd);
    const tests: ColumnTest[] = [];
    if (left) tests.push(this.#test(left, operator, value.kind));
    const right = value.column === undefined ? undefined : this.#columnAt(value.column);
    if (right) tests.push(this.#test(right, mirrored[operator] ?? operator, left ? 'column' : this.#valueBefore(leftEnd)));
    return tests;
  }

  #test(column: Column, operator: string, value: ComparedValue): ColumnTest {
    const table = this.#tableOf(column.qualifier);
    return { column: column.name, ...(table === undefined ? {} : { table }), operator, value, ...(column.wrapped ? { wrapped: true, certain: false } : { certain: true }) };
  }

  /** The alias's table; without a qualifier the only table in scope. */
  #tableOf(qualifier: string | undefined): string | undefined {
    if (qualifier === undefined) {
      const [own] = this.#tables;
      const names = new Set((own ?? []).map(use => use.table.name));
      return names.size === 1 ? own?.[0]?.table.name : undefined;
    }
    for (const uses of this.#tables) {
      const use = uses.find(each => each.table.alias !== undefined && sameName(each.table.alias, qualifier)) ?? uses.find(each => sameName(each.table.name, qualifier));
      if (use) return use.table.name;
    }
    return qualifier;
  }

  /** The column that ends before `at`: plain, cast, or inside a function call. */
  #columnBefore(at: number): Column | undefined {
    let last = at - 1;
    if (this.#tokens[last - 1]?.upper === '::') last -= 2;
    const token = this.#tokens[last];
    if (token?.upper === ')') return this.#columnInCall(last);
    if (!isColumn(token)) return this.#tokens[last - 1]?.upper === 'COLLATE' ? this.#columnBefore(last - 1) : undefined;
    if (this.#tokens[last - 1]?.upper === 'COLLATE') return this.#columnBefore(last - 1);
    return this.#columnEnding(last, false);
  }

  #columnEnding(last: number, wrapped: boolean): Column | undefined {
    const token = this.#tokens[last];
    if (!token) return undefined;
    let from = last;
    let qualifier: string | undefined;
    while (this.#tokens[from - 1]?.upper === '.' && isColumn(this.#tokens[from - 2])) {
      qualifier ??= this.#tokens[from - 2]?.text;
      from -= 2;
    }
    const before = this.#tokens[from - 1];
    const computed = before?.kind === 'symbol' && /^(?:[-+*/%]|\|\|)$/.test(before.upper);
    return { name: token.text, ...(qualifier === undefined ? {} : { qualifier }), from, wrapped: wrapped || computed };
  }

  /** `LOWER(u.email)`: the last plain column inside, at most a few tokens back. */
  #columnInCall(close: number): Column | undefined {
    const furthest = 24;
    let found: number | undefined;
    let depth = 0;
    for (let at = close; at >= Math.max(0, close - furthest); at--) {
      const token = this.#tokens[at];
      if (token?.upper === ')') depth++;
      else if (token?.upper === '(' && --depth === 0) {
        const called = this.#tokens[at - 1]?.kind === 'word' && this.#tokens[at - 1]?.upper !== '' && !clauseWords.has(this.#tokens[at - 1]?.upper ?? '');
        const column = called && found !== undefined ? this.#columnEnding(found, true) : undefined;
        return column && { ...column, from: at - 1 };
      } else if (token?.upper === 'SELECT') return undefined;
      else if (found === undefined && isColumn(token) && this.#tokens[at + 1]?.upper !== '(' && this.#tokens[at - 1]?.upper !== 'AS' && this.#tokens[at - 1]?.upper !== '::') found = at;
    }
    return undefined;
  }

  #columnAt(at: number): Column | undefined {
    let last = at;
    while (this.#tokens[last + 1]?.upper === '.' && isColumn(this.#tokens[last + 2])) last += 2;
    return this.#columnEnding(last, false);
  }

  #valueBefore(at: number): ComparedValue {
    const token = this.#tokens[at - 1];
    switch (token?.kind) {
      case 'string': return token.holes.length > 0 ? 'hole' : 'constant';
      case 'number': return 'constant';
      case 'placeholder': return 'bound';
      case 'hole': return 'hole';
      default: return 'other';
    }
  }
}

export function isColumn(token: Token | undefined): boolean {
  if (token?.kind === 'quoted') return true;
  return token?.kind === 'word' && !expressionWords.has(token.upper) && !clauseWords.has(token.upper);
}
