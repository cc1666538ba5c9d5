/** Drizzle's tables as people declare them, in three dialects. */
import { expect, test } from 'vitest';
import { models } from './read.js';

test('columns, keys and indexes, helpers and spreads included', () => {
  expect(models({
    'schema/helpers.ts': [
      'import { timestamp, varchar, customType } from "drizzle-orm/pg-core";',
      'export const stamps = { createdAt: timestamp("created_at").notNull().defaultNow() };',
      'export const reference = (name: string) => varchar(name, { length: 15 }).notNull();',
      'export const secret = customType<{ data: string }>({ dataType() { return "text"; } });',
    ].join('\n'),
    'schema/users.ts': [
      'import { pgTable, pgEnum, serial, text, integer, uniqueIndex, index, primaryKey, foreignKey, unique } from "drizzle-orm/pg-core";',
      'import { sql } from "drizzle-orm";', 'import { stamps, reference, secret } from "./helpers.js";',
      'export const role = pgEnum("role", ["a", "b"]);',
      'export const users = pgTable("users", {', '  id: serial("id").primaryKey(),', '  email: text().notNull().unique(),', '  role: role("role").default("a"),', '  key: secret("api_key"),', '  tags: text("tags").array(),', '  ...stamps,', '}, table => [', '  uniqueIndex("lower_email").on(sql`lower(${table.email})`),', ']);',
      'export const posts = pgTable("posts", {', '  author: integer("author_id").notNull().references(() => users.id, { onDelete: "cascade" }),', '  slug: reference("slug"),', '}, (t) => ({', '  pk: primaryKey({ columns: [t.author, t.slug] }),', '  bySlug: index("by_slug").on(t.slug.desc(), t.author).where(sql`slug is not null`),', '  same: unique().on(t.slug),', '  toUser: foreignKey({ columns: [t.author], foreignColumns: [users.id] }).onDelete("set null"),', '}));',
    ].join('\n'),
  })).toEqual([
    'users(id integer! gen, email text!, role enum ="a", api_key text, tags list, created_at date and time! =now()); pk id; unique email; unique index ()',
    'posts(author_id integer!, slug text!); pk author_id+slug; unique slug; index slug+author_id where; author_id -> users(id) cascade; author_id -> users(id) set null',
  ]);
});

test('other dialects, names made by a function, schemas and cased names', () => {
  expect(models({
    'db.ts': 'import { drizzle } from "drizzle-orm/node-postgres";\nexport const db = drizzle(pool, { casing: "snake_case" });',
    'schema.ts': [
      'import { mysqlTable, mysqlTableCreator, bigint } from "drizzle-orm/mysql-core";', 'import { sqliteTable, integer } from "drizzle-orm/sqlite-core";', 'import { pgSchema, uuid } from "drizzle-orm/pg-core";',
      'const shopTable = mysqlTableCreator(name => `shop_${name}`);', 'const auth = pgSchema("auth");',
      'export const carts = shopTable("cart", { id: bigint({ mode: "number" }).autoincrement().primaryKey() });',
      'export const flags = sqliteTable("flags", { isOn: integer({ mode: "boolean" }).notNull(), at: integer("at", { mode: "timestamp_ms" }) });',
      'export const people = auth.table("people", { id: uuid().defaultRandom().primaryKey(), ...unseen() });',
    ].join('\n'),
  })).toEqual([
    'shop_cart(id integer! gen); pk id', 'flags(is_on boolean!, at date and time)', 'auth.people(); doubt its columns are put together',
  ]);
});

test('a function of the same name that is no table of Drizzle\'s', () => {
  expect(models({ 'a.ts': 'import { text } from "drizzle-orm/pg-core";\nimport { pgTable } from "./own.js";\nexport const t = pgTable("t", { id: text() });', 'own.ts': 'export const pgTable = (name: string, of: object) => name;' })).toEqual([]);
});
