/** Tables, columns, constraints, indexes and their changes, as five dialects write them. */
import { expect, test } from 'vitest';
import type { DdlChange, DdlColumn, DdlConstraint, DdlReference, DdlStatement } from '../../../src/facts/sql.js';
import { readDdlText } from '../../../src/languages/sql/ddl.js';

function reference(to: DdlReference | undefined): string {
  return to ? ` -> ${to.table.name}(${to.columns.join(' ')})${to.onDelete === undefined ? '' : ` on delete ${to.onDelete}`}` : '';
}

/** `name type! pk u gen =default -> table(column)`; `!` for NOT NULL. */
function column(of: DdlColumn): string {
  return `${of.name} ${of.type}${of.notNull ? '!' : ''}${of.primaryKey ? ' pk' : ''}${of.unique ? ' u' : ''}${of.generated ? ' gen' : ''}${of.default === undefined ? '' : ` =${of.default}`}${reference(of.references)}`;
}

function constraint(of: DdlConstraint): string {
  return `${of.kind}${of.name === undefined ? '' : ` ${of.name}`}(${of.columns.join(' ')})${of.kind === 'foreign key' ? reference(of.references) : ''}`;
}

function change(of: DdlChange): string {
  switch (of.kind) {
    case 'add column': return `add ${column(of.column)}`;
    case 'add constraint': return `add ${constraint(of.constraint)}`;
    case 'rename column': return `rename ${of.name} to ${of.to}`;
    case 'alter column': return `alter ${of.name}${of.type === undefined ? '' : ` ${of.type}`}${of.notNull === undefined ? '' : of.notNull ? ' not null' : ' null'}${of.to === undefined ? '' : ` to ${of.to}`}`;
    case 'rename table': return `rename to ${of.to}`;
    case 'other': return 'other';
    default: return `${of.kind} ${of.name}`;
  }
}

function spelt(of: DdlStatement): string {
  switch (of.kind) {
    case 'create table': return `${of.table.temporary ? 'temp ' : ''}table ${of.table.name}: ${[...of.columns.map(column), ...of.constraints.map(constraint)].join(', ')}${of.partial ? ' ...' : ''}`;
    case 'create view': return `view ${of.table.name}`;
    case 'create index': return `${of.unique ? 'unique ' : ''}index ${of.name ?? ''} on ${of.table.name}(${of.columns.join(' ')})${of.filtered ? ' filtered' : ''}`;
    case 'alter table': return `alter ${of.table.name}: ${of.changes.map(change).join(', ')}`;
    case 'drop': return `drop ${of.what} ${of.names.map(name => name.name).join(' ')}${of.table ? ` on ${of.table.name}` : ''}`;
    case 'rename table': return `rename ${of.table.name} to ${of.to}`;
  }
}

test.each([
  ['CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)', 'table t: id INTEGER pk gen, name TEXT!'],
  ['CREATE TABLE IF NOT EXISTS "t" ("id" uuid PRIMARY KEY DEFAULT gen_random_uuid(), email varchar(255) UNIQUE NOT NULL)', 'table t: id uuid pk =gen_random_uuid(), email varchar(255)! u'],
  ['CREATE TABLE t (at timestamp with time zone DEFAULT now() NOT NULL, n numeric(10, 2) DEFAULT 0)', 'table t: at timestamp with time zone! =now(), n numeric(10, 2) =0'],
  ['CREATE TABLE t (id serial, tags text[] NOT NULL)', 'table t: id serial gen, tags text[]!'],
  ['CREATE TABLE t (a int REFERENCES u (id) ON DELETE CASCADE ON UPDATE SET NULL NOT NULL)', 'table t: a int! -> u(id) on delete cascade'],
  ['CREATE TABLE t (a int REFERENCES u ON DELETE SET NULL, b int)', 'table t: a int -> u() on delete set null, b int'],
  ['CREATE TABLE t (a int, CONSTRAINT once UNIQUE (a) FOREIGN KEY (a) REFERENCES u (x))', 'table t: a int, unique once(a), foreign key(a) -> u(x)'],
  ['CREATE TABLE t (a int, b int, PRIMARY KEY (a, b), CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (x) ON DELETE NO ACTION, UNIQUE (b), CHECK (a > 0))', 'table t: a int, b int, primary key(a b), foreign key fk(a) -> u(x) on delete no action, unique(b), check()'],
  ['CREATE TABLE `t` (`id` int unsigned NOT NULL AUTO_INCREMENT, `key` varchar(20) DEFAULT \'a,b\' COMMENT \'x\', PRIMARY KEY (`id`), KEY `by_key` (`key`(10)), UNIQUE KEY `uq` (`key`)) ENGINE=InnoDB', "table t: id int unsigned! gen, key varchar(20) ='a,b', primary key(id), index by_key(key), unique uq(key)"],
  ['CREATE TABLE t (key TEXT PRIMARY KEY, value)', 'table t: key TEXT pk, value '],
  ['CREATE TABLE [dbo].[T] ([ID] [int] IDENTITY(1,1) NOT NULL, [Nome] [nvarchar](50) NULL, [D] datetime2 CONSTRAINT [DF_D] DEFAULT (getdate()), CONSTRAINT [PK_T] PRIMARY KEY CLUSTERED ([ID] ASC)) ON [PRIMARY]', 'table T: ID [int]! gen, Nome [nvarchar](50), D datetime2 =(getdate()), primary key PK_T(ID)'],
  ['CREATE TEMP TABLE t AS SELECT * FROM u', 'temp table t:  ...'],
  ['CREATE TABLE #t (a int)', 'temp table #t: a int'],
  ['CREATE TABLE t (LIKE u INCLUDING ALL, a int)', 'table t: a int ...'],
  ['CREATE VIRTUAL TABLE f USING fts5(a, b)', 'table f:  ...'],
  ['CREATE TABLE t (a int, total int GENERATED ALWAYS AS (a * 2) STORED, b int)', 'table t: a int, total int gen, b int'],
  ['CREATE TABLE t (a int CHECK (a IN (1, 2)) DEFAULT 1, b text DEFAULT \'x\' || \'y\')', "table t: a int =1, b text ='x' || 'y'"],
  ['CREATE VIEW v AS SELECT 1', 'view v'],
  ['CREATE MATERIALIZED VIEW v AS SELECT 1', 'view v'],
  ['CREATE INDEX i ON t (a, b DESC)', 'index i on t(a b)'],
  ['CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (lower(email), a) WHERE a IS NOT NULL', 'unique index i on t(() a) filtered'],
  ['CREATE NONCLUSTERED INDEX [i] ON [dbo].[t] ([a] ASC) INCLUDE ([b])', 'index i on t(a)'],
  ['CREATE INDEX ON t (a)', 'index  on t(a)'],
  ['ALTER TABLE t ADD COLUMN a text NOT NULL DEFAULT \'\', DROP COLUMN IF EXISTS b, ADD CONSTRAINT c UNIQUE (a)', "alter t: add a text! ='', drop column b, add unique c(a)"],
  ['ALTER TABLE t RENAME COLUMN a TO b', 'alter t: rename a to b'],
  ['ALTER TABLE t RENAME a TO b', 'alter t: rename a to b'],
  ['ALTER TABLE t RENAME TO u', 'alter t: rename to u'],
  ['ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b TYPE bigint USING b::bigint, ALTER c DROP NOT NULL, ALTER d SET DEFAULT 1', 'alter t: alter a not null, alter b bigint, alter c null, alter d'],
  ['ALTER TABLE dbo.t ALTER COLUMN a nvarchar(100) NOT NULL', 'alter t: alter a nvarchar(100) not null'],
  ['ALTER TABLE dbo.t ADD a int NULL, b int NOT NULL', 'alter t: add a int, add b int!'],
  ['ALTER TABLE dbo.t DROP COLUMN a, b', 'alter t: drop column a, drop column b'],
  ['ALTER TABLE t MODIFY a varchar(10) NOT NULL, CHANGE b c int', 'alter t: alter a varchar(10) not null, alter b int null to c'],
  ['ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id), ADD INDEX i (a), DROP PRIMARY KEY', 'alter t: add foreign key(a) -> u(id), add index i(a), drop constraint PRIMARY'],
  ['ALTER TABLE dbo.t WITH CHECK ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES u (id)', 'alter t: add foreign key fk(a) -> u(id)'],
  ['ALTER TABLE t ENABLE ROW LEVEL SECURITY', 'alter t: other'],
  ['DROP TABLE IF EXISTS a, b CASCADE', 'drop table a b'],
  ['DROP INDEX i ON t', 'drop index i on t'],
  ['DROP VIEW v', 'drop view v'],
  ['RENAME TABLE a TO b', 'rename a to b'],
  ["EXEC sp_rename 'dbo.t.old', 'new', 'COLUMN'", 'alter t: rename old to new'],
  ["EXEC sp_rename 'dbo.t', 'u'", 'rename t to u'],
  ['SELECT 1; INSERT INTO t VALUES (1)', ''],
  ['CREATE TABLE', ''],
  ['CREATE TABLE t (', 'table t:  ...'],
] as const)('%s', (sql, expected) => {
  expect(readDdlText(sql).map(spelt).join(' ; ')).toBe(expected);
});

test('a trigger that creates nothing says nothing about the schema', () => {
  expect(readDdlText('CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE u SET a = 1; END; DROP TABLE t;').map(spelt)).toEqual(['drop table t']);
});

test('what a guarded block of PostgreSQL does is done', () => {
  const text = 'DO $$ BEGIN\n ALTER TABLE "a" ADD CONSTRAINT "fk" FOREIGN KEY ("b") REFERENCES "b"("id");\nEXCEPTION\n WHEN duplicate_object THEN null;\nEND $$;\nDO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM x) THEN ALTER TABLE a ADD COLUMN c int; END IF; END $do$';
  const read = readDdlText(text);
  expect(read.map(one => (one.kind === 'alter table' ? one.changes.map(change) : one.kind))).toEqual([['add foreign key fk(b) -> b(id)'], ['add c int']]);
  expect(read.map(one => text.slice(one.start, one.start + 11))).toEqual(['ALTER TABLE', 'ALTER TABLE']);
});
