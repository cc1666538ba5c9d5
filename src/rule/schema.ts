/** The tables of the databases a program keeps, as its migrations, its models or a declared description make them. */
import type { DdlStatement, SqlStatement } from '../facts/sql.js';
import type { Place } from '../facts/span.js';

/** What a column holds, whatever the dialect or library calls it; `other` is a type nobody here knows, `unknown` one that could not be seen. */
export type TypeFamily =
  | 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'date and time' | 'interval' | 'json' | 'binary' | 'uuid' | 'enum' | 'list' | 'other' | 'unknown';

export interface SchemaColumn {
  readonly name: string;
  /** As written: `varchar(255)`, `sa.String(length=255)`. */
  readonly type: string;
  readonly family: TypeFamily;
  /** A column of the primary key is never null. */
  readonly nullable: boolean;
  /** The default's text, when the database fills the column if nobody does. */
  readonly default?: string;
  /** Counted up, computed or otherwise filled by the database. */
  readonly generated: boolean;
  readonly at: Place;
}

/** Columns in order; an indexed expression is `()`. */
export interface SchemaKey { readonly name?: string; readonly columns: readonly string[]; readonly at: Place }

/** `filtered`: the index has a WHERE and serves some rows only. */
export interface SchemaIndex extends SchemaKey { readonly unique: boolean; readonly filtered: boolean }

export interface ForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly table: string;
  /** Empty when the other table's primary key is meant. */
  readonly references: readonly string[];
  readonly onDelete?: string;
  readonly at: Place;
}

export interface SchemaCheck { readonly name?: string; readonly at: Place }

/** Something about a table that could not be read: then what is missing may be there nevertheless. */
export interface Doubt { readonly about: 'columns' | 'keys' | 'everything'; readonly because: string; readonly at: Place }

/** The class a table's rows become in code; `relations` is undefined where the library has none. */
export interface TableModel { readonly file: string; /** Its place in `FileFacts.classes`; -1 for a model that is no class. */ readonly class: number; readonly name: string; readonly at: Place; readonly orm: Orm; readonly relations?: readonly Relation[] }

export type Orm = 'sqlalchemy' | 'django' | 'tortoise' | 'typeorm' | 'prisma' | 'sequelize' | 'drizzle' | 'sea-orm' | 'diesel';

/** An attribute that holds rows of another model. */
export interface Relation {
  readonly name: string;
  /** The other model's name; undefined when it is computed. */
  readonly model: string | undefined;
  /** The attribute on the other side, when this one names it: `back_populates`; a `backref` makes it. */
  readonly back?: string;
  /** The other side is made by this declaration alone. */
  readonly makesBack: boolean;
  /** It leads through a table of links, and follows no key of either model. */
  readonly through?: boolean;
  /** The columns it follows, when it says which. */
  readonly columns: readonly string[];
  readonly at: Place;
}

export type SchemaSource = 'migrations' | 'models' | 'declared' | 'start-up';

export interface SchemaTable {
  readonly name: string;
  readonly schema?: string;
  /** Where it is created. */
  readonly at: Place;
  readonly source: SchemaSource;
  readonly columns: readonly SchemaColumn[];
  readonly primaryKey: SchemaKey | undefined;
  readonly uniques: readonly SchemaKey[];
  readonly indexes: readonly SchemaIndex[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly SchemaCheck[];
  /** Empty when everything about the table was read. */
  readonly doubts: readonly Doubt[];
  /** Something about the table was not read: `doubts` is not empty. */
  readonly partial: boolean;
  readonly model?: TableModel;
  /** The folder of the migrations that made it. */
  readonly history?: string;
}

/** One change to a schema; offsets inside are those of `file`. */
export type SchemaStep =
  | { readonly kind: 'ddl'; readonly file: string; readonly ddl: DdlStatement }
  /** Rows are written or read on the way. */
  | { readonly kind: 'data'; readonly at: Place; readonly statement: SqlStatement }
  /** `table` when only that one can be meant. */
  | { readonly kind: 'unread'; readonly at: Place; readonly because: string; readonly table?: string; readonly about: Doubt['about'] };

export type MigrationTool = 'sqlx' | 'refinery' | 'diesel' | 'sea-orm' | 'alembic' | 'django' | 'typeorm' | 'prisma' | 'knex' | 'sequelize' | 'drizzle' | 'sql files';

export interface Migration {
  /** Its first line. */
  readonly at: Place;
  /** As the tool calls it: file or folder, without the ending. */
  readonly name: string;
  /** What it is ordered by: `0001`, `20240101120000`, Alembic's revision. */
  readonly version: string;
  /** Alembic: the revisions it follows. */
  readonly parents?: readonly string[];
  readonly steps: readonly SchemaStep[];
  readonly down: Down;
  /** Alembic: it begins a branch on purpose. */
  readonly branches?: boolean;
  /** What going forward takes away or may fail on, where rows are there already. */
  readonly losses: readonly Loss[];
  /** It is part of a release and not what it was there: databases that ran it then keep the old form. */
  readonly edited?: Edited;
}

/** `release`: the tag, branch or commit that holds it as it `was` called then. `text`: it does the same as before, and its tool compares the text. */
export interface Edited { readonly how: 'edited' | 'text' | 'renamed'; readonly release: string; readonly was: string; /** The first line that differs. */ readonly at: Place }

/** `what` in words of the migration: `drops column users.email`. */
export interface Loss { readonly kind: 'drop' | 'rename' | 'narrow' | 'not null'; readonly table: string; readonly column?: string; readonly what: string; readonly at: Place }

/** The way back. `missing`: the tool has one and nobody wrote it; `none`: the tool knows no way back; `automatic`: the tool works it out. */
export type Down =
  | { readonly kind: 'missing' | 'none' | 'automatic' }
  | { readonly kind: 'refuses'; readonly at: Place }
  | { readonly kind: 'steps'; readonly at: Place; readonly steps: readonly SchemaStep[] };

/** A migration names a table or column that is not there: made only later, or gone by then. */
export interface Misplaced { readonly at: Place; readonly table: string; readonly column?: string; readonly when: 'made later' | 'gone'; /** Where it is made, or was dropped. */ readonly other: Place }

/** One line of migrations: everything one tool applies to one database, in its order. */
export interface History {
  readonly tool: MigrationTool;
  readonly folder: string;
  readonly migrations: readonly Migration[];
  readonly misplaced: readonly Misplaced[];
}

export interface Schema {
  /** Replayed migrations; where there are none, the models; where there are none, tables made at start-up. Declared descriptions are `declared`. */
  readonly tables: readonly SchemaTable[];
  /** What the models say, also where migrations decide. */
  readonly models: readonly SchemaTable[];
  /** What the declared `schemaSource` says; empty when none is declared. */
  readonly declared: readonly SchemaTable[];
  readonly histories: readonly History[];
  /** Tables of this name, schema left out or equal; several when databases or dialects have their own. Names are compared without case. */
  tablesNamed(name: string, schema?: string): readonly SchemaTable[];
  /** The table a model is kept in, by the class's or model's name. */
  tablesOfModel(name: string): readonly SchemaTable[];
  /** The database makes an index for every foreign key itself, as MySQL does. */
  readonly indexesForeignKeys: boolean;
  /** Steps that could not be read, of all histories. */
  readonly unread: readonly Extract<SchemaStep, { kind: 'unread' }>[];
}
