/** What a SQL statement does, read tolerantly in five dialects from text that may have holes. */
import type { Span } from './span.js';

/** SQL text as the program builds it: literal pieces, and holes where a value is pasted in. `at` is the piece's place in the source file. */
export type SqlPart =
  | { readonly kind: 'literal'; readonly text: string; readonly at: Span }
  | { readonly kind: 'hole'; readonly at: Span };

export type SqlVerb =
  | 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'replace' | 'truncate'
  | 'create' | 'alter' | 'drop' | 'rename' | 'grant' | 'revoke' | 'execute'
  | 'begin' | 'commit' | 'rollback' | 'set' | 'use' | 'pragma' | 'explain' | 'show' | 'values' | 'copy' | 'declare' | 'other';

/** `ASITRON.dbo.COMMESSE`: database `ASITRON`, schema `dbo`, name `COMMESSE`; quotes and brackets removed. `hole` when a part of the name is pasted in. */
export interface TableName {
  readonly name: string;
  readonly schema?: string;
  readonly database?: string;
  /** T-SQL's linked server: the first of four parts. */
  readonly server?: string;
  readonly alias?: string;
  readonly hole: boolean;
  /** `#temp`, `CREATE TEMP TABLE`, a CTE's or table variable's name: nothing that lasts. */
  readonly temporary: boolean;
}

/** How a statement's number of rows is limited. `constant` has its number; `bound` is a placeholder (`?`, `$1`, `:limit`, `%s`), `hole` a pasted value. */
export type SqlLimit =
  | { readonly kind: 'none' }
  | { readonly kind: 'constant'; readonly rows: number }
  /** `before` and `after`: how many other placeholders stand around it in the whole text. */
  | { readonly kind: 'bound'; readonly name: string; readonly before?: number; readonly after?: number }
  | { readonly kind: 'hole'; readonly hole: number };

/** One compared column of WHERE, ON or HAVING: `operator` is `=`, `in`, `like`, `<`, `between`, `is`...; `value` what it is compared with. */
export interface ColumnTest {
  readonly column: string;
  readonly table?: string;
  readonly operator: string;
  readonly value: 'constant' | 'bound' | 'hole' | 'column' | 'list' | 'subquery' | 'other';
  /** The whole condition is joined by AND on the top level, so it surely narrows the result: never in a subquery, an outer join's ON, under OR, NOT or CASE. */
  readonly certain: boolean;
  /** The column stands inside a function call or arithmetic (`LOWER(email) = ?`): no plain index serves it and no key is matched. */
  readonly wrapped?: boolean;
}

export interface SqlStatement {
  readonly verb: SqlVerb;
  /** Offset of its first token in the joined text (holes count as one character). */
  readonly start: number;
  readonly end: number;
  /** Tables written to, altered, created or dropped; a multi-table DELETE or an UPDATE .. FROM names only the written one here; an EXEC names its procedure. */
  readonly targets: readonly TableName[];
  /** Tables read, subqueries and CTEs included, CTE names left out. */
  readonly sources: readonly TableName[];
  /** True for anything that changes lasting data or schema: INSERT .. TRUNCATE, DDL, EXEC, `SELECT .. INTO table`, a CTE that writes. Temporary tables do not count. */
  readonly writes: boolean;
  /** The limit of the outermost SELECT (TOP, LIMIT, FETCH FIRST/NEXT, ROWS, FIRST), or of the one subquery or CTE it reads from; a page cut out by ROW_NUMBER() counts too. */
  readonly limit: SqlLimit;
  /** SELECT with aggregates only and no GROUP BY, EXISTS at the top, or a SELECT without FROM: one row whatever the table holds. */
  readonly singleRow: boolean;
  readonly grouped: boolean;
  /** The columns the outermost SELECT gives: `id`, `u.name`, `*`, `u.*`, an expression's alias or, without one, an empty string. */
  readonly selects: readonly string[];
  readonly tests: readonly ColumnTest[];
  /** What the outermost ORDER BY names: `name`, `u.name`, `2`, `{}` when pasted, `()` for an expression. */
  readonly orders: readonly string[];
  /** The columns an INSERT lists or an UPDATE, MERGE or upsert sets; empty when an INSERT lists none. */
  readonly sets?: readonly string[];
  /** A row that exists already is no error: ON CONFLICT, ON DUPLICATE KEY, INSERT OR REPLACE, INSERT IGNORE, REPLACE, MERGE, UPDATE OR INSERT. */
  readonly upserts?: boolean;
  /** RETURNING or OUTPUT: the written rows come back. */
  readonly returning?: boolean;
  /** Index of the holes that stand inside this statement, in order, with the position's grammatical role. */
  readonly holes: readonly SqlHole[];
}

/** Where a hole stands: inside quotes, as a value, as a table or column name, in place of a list, as a whole clause, in a comment, as the number or name of a placeholder (`$${n}`). */
export interface SqlHole {
  readonly hole: number;
  readonly place: 'quoted' | 'value' | 'name' | 'list' | 'clause' | 'limit' | 'comment' | 'placeholder';
}

/** One statement of a `.sql` file that code loads by name (`-- name: get-user^`). */
export interface NamedSql {
  /** As written, without the operator: `get-user`. */
  readonly name: string;
  /** What follows the name and says what comes back: `^` one row, `$` one value, `!` nothing, `<!` what was inserted, `*!` many executions, `#` a script; empty for many rows. */
  readonly operator: string;
  /** The SQL below the header. */
  readonly text: string;
  /** Offsets are the file's. */
  readonly statements: readonly SqlStatement[];
  /** The header's line. */
  readonly at: Span;
}

/** What a statement does to the schema; everything else in the text is left out. */
export type DdlStatement =
  | { readonly kind: 'create table'; readonly table: TableName; readonly columns: readonly DdlColumn[]; readonly constraints: readonly DdlConstraint[]; /** `AS SELECT`, `LIKE other`, a virtual table's module: not all columns are listed. */ readonly partial: boolean; readonly ifNotExists: boolean } & DdlPlace
  | { readonly kind: 'create view'; readonly table: TableName } & DdlPlace
  | ({ readonly kind: 'create index' } & DdlIndex & { readonly table: TableName } & DdlPlace)
  | { readonly kind: 'alter table'; readonly table: TableName; readonly changes: readonly DdlChange[] } & DdlPlace
  | { readonly kind: 'drop'; readonly what: 'table' | 'view' | 'index' | 'other'; readonly names: readonly TableName[]; /** `DROP INDEX i ON t`. */ readonly table?: TableName; readonly ifExists: boolean } & DdlPlace
  | { readonly kind: 'rename table'; readonly table: TableName; readonly to: string } & DdlPlace;

/** Offsets of the statement in the joined text. */
export interface DdlPlace { readonly start: number; readonly end: number }

export interface DdlColumn extends DdlPlace {
  readonly name: string;
  /** As written, blanks made single: `varchar(255)`, `timestamp with time zone`; empty when SQLite's column has none. */
  readonly type: string;
  /** NOT NULL is written. A primary key is not null without it; that is for the schema model to say. */
  readonly notNull: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  /** The default's text. */
  readonly default?: string;
  /** AUTOINCREMENT, IDENTITY, SERIAL, GENERATED: the database fills it. */
  readonly generated: boolean;
  readonly references?: DdlReference;
}

/** `columns` is empty when the other table's primary key is meant. */
export interface DdlReference { readonly table: TableName; readonly columns: readonly string[]; /** `cascade`, `set null`, `restrict`. */ readonly onDelete?: string }

export type DdlConstraint = DdlPlace & (
  | { readonly kind: 'primary key' | 'unique' | 'check' | 'other'; readonly name?: string; readonly columns: readonly string[] }
  | { readonly kind: 'foreign key'; readonly name?: string; readonly columns: readonly string[]; readonly references: DdlReference }
  | ({ readonly kind: 'index' } & DdlIndex)
);

/** `columns` in order; an indexed expression is `()`. `filtered`: the index has a WHERE and serves some rows only. */
export interface DdlIndex { readonly name?: string; readonly columns: readonly string[]; readonly unique: boolean; readonly filtered: boolean }

export type DdlChange =
  | { readonly kind: 'add column'; readonly column: DdlColumn }
  | { readonly kind: 'drop column'; readonly name: string }
  | { readonly kind: 'rename column'; readonly name: string; readonly to: string }
  /** `type`, `notNull` and `default` only when the change says so. */
  | { readonly kind: 'alter column'; readonly name: string; readonly type?: string; readonly notNull?: boolean; /** SET DEFAULT; null for DROP DEFAULT. */ readonly default?: string | null; /** MySQL's CHANGE renames as well. */ readonly to?: string }
  | { readonly kind: 'add constraint'; readonly constraint: DdlConstraint }
  | { readonly kind: 'drop constraint'; readonly name: string }
  | { readonly kind: 'rename table'; readonly to: string }
  | { readonly kind: 'other' };
