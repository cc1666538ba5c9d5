/** Which constraint of a table a write can break: a value that must be there once, or a row that must exist. */
import type { Program, Query, SchemaTable } from '../../src/rule/index.js';
import { madeBy } from '../../src/rule/new-rows.js';

export interface Breakable {
  readonly kind: 'unique' | 'foreign key' | 'check';
  readonly table: SchemaTable;
  readonly columns: readonly string[];
  /** The table a foreign key leads to. */
  readonly other: string | undefined;
  /** In words: `users.email is unique`. */
  readonly what: string;
}

export type Verdict = { readonly kind: 'breakable'; readonly one: Breakable } | { readonly kind: 'safe' } | { readonly kind: 'unknown'; readonly because: string };

const safe: Verdict = { kind: 'safe' };
/** A row that exists already is no error for it. */
const tolerant = /upsert|on_?conflict|on_?duplicate|or_?ignore|or_?create|ignore_?duplicates|skip_?duplicates|find_?or|get_?or|\bmerge\(/i;
/** Filled from who is signed in: that row is there. */
const identity = /^(?:(?:actor|current)_?)?(?:user|owner|author|creator|created_by|updated_by|account|tenant|org(?:anization|anisation)?|customer|member|profile|session)_?(?:id|uuid|name|username|email|fk)?$/i;
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function breakableBy(query: Query, program: Program): Verdict {
  const [statement] = query.statements.filter(one => one.writes);
  if (query.verb !== 'insert' && !(query.verb === 'update' && statement)) return safe;
  const { at } = query.call.fact;
  // Rows taken from rows that are there, and objects that were read before, are no new rows.
  if (statement && query.verb === 'insert' && statement.sources.length > 0) return safe;
  const made = query.built === 'text' ? undefined : madeBy(query, program);
  if (query.built !== 'text' && !made) return safe;
  if (statement?.upserts === true || tolerant.test(program.textOf(query.call.file).slice(at.start, at.end))) return safe;
  const name = statement ? statement.targets[0]?.name : query.tables[0];
  if (name === undefined) return { kind: 'unknown', because: 'the table it writes could not be told' };
  const [table] = [...program.schema.tablesNamed(name), ...program.schema.tablesOfModel(name)];
  if (!table) return { kind: 'unknown', because: `the schema of \`${name}\` is not in the repository` };
  const sets = statement?.sets ?? [];
  if (query.verb === 'update' && sets.length === 0) return safe;
  const written = (columns: readonly string[]): boolean => columns.length > 0 && (sets.length === 0 || columns.some(column => sets.some(set => same(set, column))));
  const one = uniqueOf(table, columns => written(columns) && !columns.some(column => made?.gives(column, nullableIn(table, column)) === 'no'), query.verb === 'insert') ?? foreignKeyOf(table, columns => holds(query, program) && written(columns) && !columns.some(column => made && made.gives(column, nullableIn(table, column)) !== 'sent')) ?? checkOf(table, sets);
  if (one) return { kind: 'breakable', one };
  return table.partial ? { kind: 'unknown', because: table.doubts[0]?.because ?? 'not all of its constraints could be read' } : safe;
}

function uniqueOf(table: SchemaTable, written: (columns: readonly string[]) => boolean, inserts: boolean): Breakable | undefined {
  const composite = inserts && table.primaryKey && table.primaryKey.columns.length > 1 ? [table.primaryKey] : [];
  const keys = [...table.uniques, ...table.indexes.filter(index => index.unique), ...composite];
  const key = keys.find(one => written(one.columns) && !one.columns.some(column => isFilled(table, column)));
  return key && { kind: 'unique', table, columns: key.columns, other: undefined, what: `\`${table.name}.${key.columns.join(', ')}\` is unique` };
}

/** SQLite in Python does not look at foreign keys unless told to; Prisma makes the other row where it is asked to. */
function holds(query: Query, program: Program): boolean {
  const path = program.libraryPathOf(query.call);
  if (path.known && /^(?:sqlite3|aiosqlite)\./.test(path.value)) return program.files.some(file => file.language === 'python' && /foreign_keys\s*=\s*(?:on|1|true)/i.test(program.textOf(file)));
  return !query.in || !/connectOrCreate/.test(program.textOf(query.in.file).slice(query.in.fact.at.start, query.in.fact.at.end));
}

function nullableIn(table: SchemaTable, name: string): boolean { return table.columns.find(one => same(one.name, name))?.nullable === true; }

/** Made by the database or by chance: an id, a token. */
function isFilled(table: SchemaTable, name: string): boolean {
  const column = table.columns.find(one => same(one.name, name));
  return column?.generated === true || column?.family === 'uuid' || column?.default !== undefined || /^(?:id|uuid|guid|nonce|client_?id|\w*public_?id)$|token|hash|secret|api_?key|checksum|fingerprint/i.test(name) || table.primaryKey?.columns.length === 1 && same(table.primaryKey.columns[0] ?? '', name);
}

function foreignKeyOf(table: SchemaTable, written: (columns: readonly string[]) => boolean): Breakable | undefined {
  const key = table.foreignKeys.find(one => written(one.columns) && !one.columns.some(column => identity.test(column)));
  return key && { kind: 'foreign key', table, columns: key.columns, other: key.table, what: `\`${table.name}.${key.columns.join(', ')}\` has to name a row of \`${key.table}\`` };
}

function checkOf(table: SchemaTable, sets: readonly string[]): Breakable | undefined {
  const [check] = sets.length === 0 ? table.checks : [];
  return check && { kind: 'check', table, columns: [], other: undefined, what: `\`${table.name}\` has the check \`${check.name ?? 'CHECK'}\`` };
}
