/** Histories replayed into tables, as rules see them. */
import { expect, test } from 'vitest';
import { lowerSql } from '../../../src/languages/sql/lower.js';
import { Replay } from '../../../src/link/schema/replay.js';
import { sqlHistories, stepsOf } from '../../../src/link/schema/sql-histories.js';
import { prismaTables } from '../../../src/link/schema/models/prisma.js';
import { declaredTables } from '../../../src/link/schema/declared.js';
import { lossesOf } from '../../../src/link/schema/losses.js';
import { familyOf } from '../../../src/link/schema/families.js';
import type { SchemaTable } from '../../../src/rule/schema.js';

function replayed(...texts: readonly string[]): readonly SchemaTable[] {
  const replay = new Replay();
  for (const [index, text] of texts.entries()) replay.apply(stepsOf(lowerSql(`migrations/${String(index)}.sql`, text, 'migration')));
  return replay.tables('migrations');
}

function spelt(table: SchemaTable | undefined): string {
  if (!table) return '';
  return [
    `${table.name}(${table.columns.map(one => `${one.name} ${one.type}${one.nullable ? '' : '!'}`).join(', ')})`,
    ...(table.primaryKey ? [`pk ${table.primaryKey.columns.join('+')}`] : []), ...table.uniques.map(one => `unique ${one.columns.join('+')}`),
    ...table.indexes.map(one => `index ${one.columns.join('+')}`), ...table.foreignKeys.map(one => `${one.columns.join('+')} -> ${one.table}`),
  ].join('; ');
}

test.each<[string, readonly string[], string]>([
  ['columns come, go and are renamed', ['CREATE TABLE t (id int PRIMARY KEY, a text, b text)', 'ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME COLUMN b TO c; ALTER TABLE t ADD COLUMN d int NOT NULL'], 't(id int!, c text, d int!); pk id'],
  ['keys follow the names of their columns', ['CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES u (id)); CREATE INDEX i ON t (u)', 'ALTER TABLE t RENAME COLUMN u TO u_id'], 't(id int!, u_id int); pk id; index u_id; u_id -> u'],
  ['keys follow the names of the tables they point to', ['CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (u int REFERENCES u (id))', 'ALTER TABLE u RENAME TO users'], 't(u int); u -> users'],
  ['a dropped column takes its indexes along', ['CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, b); CREATE INDEX j ON t (b)', 'ALTER TABLE t DROP COLUMN a'], 't(b int); index b'],
  ['a constraint nobody named goes by the name the database gives it', ['CREATE TABLE t (a int UNIQUE, b int REFERENCES u (id))', 'ALTER TABLE t DROP CONSTRAINT t_a_key; ALTER TABLE t DROP CONSTRAINT t_b_fkey'], 't(a int, b int)'],
  ['SQLite\'s rebuild leaves the new table under the old name', ['CREATE TABLE t (a int)', 'CREATE TABLE n (a int NOT NULL); INSERT INTO n SELECT a FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t'], 't(a int!)'],
  ['a column of the primary key is never null', ['CREATE TABLE t (a TEXT, b TEXT, PRIMARY KEY (a))'], 't(a TEXT!, b TEXT); pk a'],
])('%s', (_, texts, expected) => {
  expect(spelt(replayed(...texts).find(table => table.name === 't'))).toBe(expected);
});

test('what drops a name nobody read makes the keys of its table doubtful', () => {
  const [table] = replayed('CREATE TABLE t (a int)', 'ALTER TABLE t DROP CONSTRAINT unheard_of');
  expect(table?.doubts.map(one => one.about)).toEqual(['keys']);
});

test('files of one folder are put in the order of their numbers, each with its way back', () => {
  const files = ['10_c.up.sql', '9_b.up.sql', '9_b.down.sql', '1_a.up.sql'].map(name => lowerSql(`migrations/${name}`, 'CREATE TABLE t (a int)', 'migration'));
  const [history] = sqlHistories(files, new Map());
  expect(history?.migrations.map(one => `${one.version} ${one.down.kind}`)).toEqual(['1 missing', '9 steps', '10 missing']);
});

test('Diesel\'s folders are ordered by their numbers without dashes', () => {
  const files = ['2017-09-23-182408_b', '20170804200817_a', '2026-06-05-120000-0000_c'].map(name => lowerSql(`migrations/${name}/up.sql`, 'CREATE TABLE t (a int)', 'migration'));
  expect(sqlHistories(files, new Map())[0]?.migrations.map(one => one.name.at(-1))).toEqual(['a', 'b', 'c']);
});

test('a use before the table is made is told from one after it is gone, and from tables of others', () => {
  const replay = new Replay();
  for (const text of ['CREATE INDEX i ON later (a); ALTER TABLE elsewhere ADD a int', 'CREATE TABLE later (a int); CREATE TABLE gone (a int)', 'DROP TABLE gone', 'UPDATE gone SET a = 1']) replay.apply(stepsOf(lowerSql('m.sql', text, 'migration')));
  expect(replay.misplaced.map(one => `${one.table} ${one.when}`)).toEqual(['later made later', 'gone gone']);
  expect(replay.foreign).toEqual(['elsewhere']);
});

test('what a migration makes and drops itself is no loss', () => {
  const before = new Replay().now();
  const steps = stepsOf(lowerSql('m.sql', 'CREATE TABLE t (a int); DROP TABLE t', 'migration'));
  expect(lossesOf(steps, before, new Replay().apply(steps).now())).toEqual([]);
});

test('Prisma\'s models with mapped names, relations and the tables between two lists', () => {
  const schema = `model User {
  id    Int     @id @default(autoincrement())
  email String  @unique
  notes Note[]
  tags  Tag[]
  @@map("users")
}
model Note {
  id     Int  @id
  userId Int  @map("user_id")
  data   Json @default("{}")
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@index([userId])
}
model Tag {
  name  String @id
  users User[]
}
`;
  expect(prismaTables(new Map([['schema.prisma', schema]])).map(spelt)).toEqual([
    'users(id Int!, email String!); pk id; unique email',
    'Note(id Int!, user_id Int!, data Json!); pk id; index user_id; user_id -> users',
    'Tag(name String!); pk name',
    '_TagToUser(A !, B !); pk A+B; index B; A -> Tag; B -> users',
  ]);
});

test('a document\'s SQL fences are a declared schema, at the document\'s own offsets', () => {
  const text = '# Tables\n\n```sql\nCREATE TABLE lots (id int PRIMARY KEY)\n```\n\nand more\n\n```python\nx = 1\n```\n';
  const [table] = declaredTables(['docs/tables.md'], [], new Map(), () => text);
  expect(spelt(table)).toBe('lots(id int!); pk id');
  expect(text.slice(table?.at.start).startsWith('CREATE TABLE')).toBe(true);
});

test.each([['varchar(255)', 'text'], ['sa.String(length=80)', 'text'], ['BIGINT', 'integer'], ['timestamp with time zone', 'date and time'], ['tinyint(1)', 'boolean'], ['numeric(10, 2)', 'number'], ['DataTypes.UUID', 'uuid'], ['JSONB', 'json'], ['integer[]', 'list'], ['', 'unknown']])('%s holds %s', (type, family) => {
  expect(familyOf(type)).toBe(family);
});
