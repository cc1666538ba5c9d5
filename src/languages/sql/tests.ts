/** The columns that WHERE, ON and HAVING compare, with what, and whether the comparison surely narrows the result. */
import type { ColumnTest } from '../../facts/sql.js';
import { clauseWords, comparisonSymbols, expressionWords } from './keywords.js';
import { valueBetween, type Compared, type ComparedValue } from './compared.js';
import { tableNames, type TableNames } from './qualifiers.js';
import type { Parens } from './parens.js';
import type { Clause, Scope, StatementScopes } from './scopes.js';
import type { StatementTables } from './tables.js';
import type { Token } from './tokens.js';

const wordOperators: ReadonlySet<string> = new Set(['IN', 'LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'GLOB', 'MATCH', 'SIMILAR', 'BETWEEN', 'IS', 'CONTAINING', 'STARTING']);
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
/** Words and signs between a column and something that only changes how it is read. */
const suffixes: ReadonlySet<string> = new Set(['COLLATE', '::', '->', '->>', '#>', '#>>']);
const tested: ReadonlySet<string> = new Set(['where', 'on', 'having']);

interface Group { readonly close: number; readonly first: number; any: boolean; readonly negated: boolean }

export function readTests(tokens: readonly Token[], parens: Parens, found: StatementScopes, tables: StatementTables): readonly ColumnTest[] {
  const names = tableNames(found.scopes, tables.uses);
  const tests: ColumnTest[] = [];
  for (const [index, scope] of found.scopes.entries()) {
    const reader = new ConditionReader(tokens, parens, found, names, index, tests);
    for (const clause of scope.clauses) {
      if (tested.has(clause.kind) || (clause.kind === 'head' && index === 0 && isFragment(tokens, clause))) reader.read(clause, narrows(found.scopes, scope, index, clause));
      else if (clause.kind === 'using') reader.joinedBy(clause);
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

interface Column { readonly name: string; readonly qualifier?: string; readonly from: number; readonly wrapped: boolean }

class ConditionReader {
  readonly #tokens: readonly Token[];
  readonly #parens: Parens;
  readonly #found: StatementScopes;
  readonly #names: TableNames;
  readonly #scope: number;
  readonly #tests: ColumnTest[];

  constructor(tokens: readonly Token[], parens: Parens, found: StatementScopes, names: TableNames, scope: number, tests: ColumnTest[]) {
    this.#tokens = tokens;
    this.#parens = parens;
    this.#found = found;
    this.#names = names;
    this.#scope = scope;
    this.#tests = tests;
  }

  /** One pass over the clause; a group with an OR or under a NOT makes what it holds uncertain. */
  read(clause: Clause, certain: boolean): void {
    const begin = this.#tests.length;
    const uncertain: { readonly from: number; readonly to: number }[] = [];
    const groups: Group[] = [{ close: clause.to, first: begin, any: false, negated: !certain }];
    const settle = (group: Group): void => {
      if (group.any || group.negated) uncertain.push({ from: group.first, to: this.#tests.length });
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
        groups.push({ close, first: this.#tests.length, any: false, negated: !plain || before?.upper === 'NOT' || before?.upper === 'IN' });
      } else if (token.upper === 'CASE') cases++;
      else if (token.upper === 'END' && cases > 0) cases--;
      else if (token.upper === 'OR' || token.upper === 'XOR') group.any = true;
      else if (this.#isOperator(at)) {
        const negated = cases > 0 || this.#startsWithNot(at, clause.from);
        for (const test of this.#testsAt(at, clause)) this.#tests.push(negated ? { ...test, certain: false } : test);
      }
    }
    for (const group of groups.reverse()) settle(group);
    this.#markUncertain(begin, uncertain);
  }

  #markUncertain(begin: number, ranges: readonly { readonly from: number; readonly to: number }[]): void {
    if (ranges.length === 0) return;
    const opened = new Int32Array(this.#tests.length - begin + 1);
    for (const { from, to } of ranges) {
      opened[from - begin] = (opened[from - begin] ?? 0) + 1;
      opened[to - begin] = (opened[to - begin] ?? 0) - 1;
    }
    let depth = 0;
    for (let at = begin; at < this.#tests.length; at++) {
      depth += opened[at - begin] ?? 0;
      const test = this.#tests[at];
      if (depth > 0 && test?.certain === true) this.#tests[at] = { ...test, certain: false };
    }
  }

  joinedBy(clause: Clause): void {
    const close = Math.min(this.#parens.closeOf[clause.from] ?? clause.to, clause.to);
    for (let at = clause.from + 1; at < close; at++) {
      const token = this.#tokens[at];
      if (token && (token.kind === 'word' || token.kind === 'quoted')) this.#tests.push({ column: token.text, operator: '=', value: 'column', certain: false });
    }
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
    const compared = valueBetween(this.#tokens, this.#parens, from, clause.to, operator);
    // `id = ANY($1)` is PostgreSQL's IN.
    if (operator === '=' && (after === 'ANY' || after === 'SOME')) operator = 'in';
    const left = this.#columnBefore(leftEnd);
    const value: Compared = left && clause.kind !== 'on' && this.#isQuotedText(left, compared.column) ? { kind: 'constant' } : compared;
    const tests: ColumnTest[] = [];
    if (left) tests.push(this.#test(left, operator, value.kind));
    const right = value.column === undefined ? undefined : this.#columnAt(value.column);
    if (right) tests.push(this.#test(right, mirrored[operator] ?? operator, left ? 'column' : this.#valueBefore(leftEnd)));
    return tests;
  }

  /** MySQL's `name = "x"`: where names are quoted like that, the one before it is too, or its table is named. */
  #isQuotedText(left: Column, right: number | undefined): boolean {
    if (right === undefined || this.#tokens[right]?.doubleQuoted !== true) return false;
    return this.#tokens[left.from]?.doubleQuoted !== true && this.#tokens[right - 1]?.upper !== '.' && this.#tokens[right + 1]?.upper !== '.';
  }

  #test(column: Column, operator: string, value: ComparedValue): ColumnTest {
    const table = this.#names.tableOf(this.#scope, column.qualifier);
    return { column: column.name, ...(table === undefined ? {} : { table }), operator, value, ...(column.wrapped ? { wrapped: true, certain: false } : { certain: true }) };
  }

  /** The column that ends before `at`: plain, cast, or inside a function call. */
  #columnBefore(at: number): Column | undefined {
    let last = at - 1;
    let wrapped = false;
    // `name COLLATE NOCASE`, `name::text`, `data->'a'->>'b'`.
    for (let before = this.#tokens[last - 1]?.upper ?? ''; suffixes.has(before); before = this.#tokens[last - 1]?.upper ?? '') {
      wrapped ||= before !== 'COLLATE' && before !== '::';
      last -= 2;
    }
    const token = this.#tokens[last];
    if (token?.upper === ')') return this.#columnInCall(last);
    return isColumn(token) ? this.#columnEnding(last, wrapped) : undefined;
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
