/** What limits the rows of a query: a limit, a key that selects one row, a parent's key, or nothing. */
import type { SqlStatement } from '../facts/sql.js';
import type { Bound } from '../rule/program.js';
import type { Built, Filter } from './shapes.js';

export function boundOfStatements(statements: readonly SqlStatement[]): Bound {
  const select = statements.findLast(one => one.verb === 'select') ?? statements.find(one => one.verb === 'values');
  if (!select) return { kind: 'unknown', because: 'no SELECT was found in the text' };
  if (select.limit.kind === 'constant') return { kind: 'limit', rows: select.limit.rows };
  if (select.limit.kind !== 'none') return { kind: 'limit' };
  if (select.singleRow) return { kind: 'one row' };
  if (select.sources.length === 0) return select.sources.length === 0 && select.holes.length > 0 ? { kind: 'unknown', because: 'the table is pasted in' } : { kind: 'one row' };
  const tests = select.tests.filter(test => test.certain && test.value !== 'column');
  return boundOfColumns(tests, select.sources.map(table => table.name));
}

export function boundOfBuilt(built: Built): Bound {
  if (built.limit !== undefined) return built.limit === 'given' ? { kind: 'limit' } : { kind: 'limit', rows: built.limit };
  if (built.single) return { kind: 'one row' };
  return boundOfColumns(built.filters, built.tables);
}

function boundOfColumns(tests: readonly Filter[], tables: readonly string[]): Bound {
  const equal = tests.filter(test => test.operator === '=');
  const isOwn = (test: Filter): boolean => test.parent !== true && isOfTable(test.table, tables[0]) && isOwnKey(test.column, tables);
  const isParent = (test: Filter): boolean => test.parent === true || isForeignKey(test.column) || (!isOfTable(test.table, tables[0]) && isOwnKey(test.column, [test.table ?? '']));
  if (equal.some(isOwn)) return { kind: 'one row' };
  // Explicit values of a key: as many rows as the caller named.
  if (tests.some(test => test.operator === 'in' && (isOwn(test) || isParent(test) || isNumber(test.column)))) return { kind: 'limit' };
  const parent = equal.find(isParent);
  return parent ? { kind: 'children', of: parent.table !== undefined && !isOfTable(parent.table, tables[0]) ? `${parent.table}.${parent.column}` : parent.column } : { kind: 'none' };
}

/** Whether a qualifier can be the table's own name or a short alias of it: `request.id` of `MediaRequest`, not `author.id`. */
function isOfTable(qualifier: string | undefined, table: string | undefined): boolean {
  if (qualifier === undefined || table === undefined || qualifier.length <= 2) return true;
  const [short, long] = [qualifier, table].map(one => one.toLowerCase().replaceAll(/[^a-z]/g, '').replace(/s$/, '')).sort((a, b) => a.length - b.length);
  return short !== undefined && long !== undefined && long.includes(short);
}

/** `id`, `uuid`, or the table's own name followed by `id`: `LottoID` of `Lotti`, `clienteId` of `Cliente`. */
function isOwnKey(column: string, tables: readonly string[]): boolean {
  const plain = column.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (/^(id|uuid|guid|pk|rowid|slug|email|username|token|key|code|codice|hash)$/.test(plain)) return true;
  return tables.some(table => {
    const stem = table.toLowerCase().replaceAll(/[^a-z]/g, '').slice(0, -1);
    return stem.length >= 3 && (plain === `${stem}id` || (plain.endsWith('id') && plain.startsWith(stem) && plain.length <= stem.length + 4));
  });
}

/** Whose a row is, where the column is called by whom it belongs to: `"user" = :user`. */
const belonging = /^(user|owner|author|account|customer|tenant|organi[sz]ation|member|creator|parent|(created|owned|requested|uploaded)_?by)$/i;

function isForeignKey(column: string): boolean {
  return /(_id|Id|ID|_uuid|_fk|_slug|_code|_key)$/.test(column) || /^(fk|id)_/i.test(column) || belonging.test(column);
}

/** `articlenumber`, `isbn`: what people call single things by. */
function isNumber(column: string): boolean {
  return /(number|nummer|isbn|asin|sku|ean)$/i.test(column) || /(_|[a-z](?=N))(nr|no)$/i.test(column);
}
