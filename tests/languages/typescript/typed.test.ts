import { expect, test } from 'vitest';
import type { Known } from '../../../src/facts/known.js';
import { receiverType, type DeclaredType, type TypedFiles } from '../../../src/languages/typescript/typed.js';

function filesOf(texts: Readonly<Record<string, string>>): TypedFiles {
  return { texts: new Map(Object.entries(texts)), resolve: (_, specifier) => Object.keys(texts).find(path => path.endsWith(`${specifier.replace(/^\.\//, '')}.ts`)) };
}

function typeOf(files: TypedFiles, file: string, expression: string): Known<DeclaredType> {
  const text = files.texts.get(file) ?? '';
  const start = text.lastIndexOf(expression);
  return receiverType(files, file, { start, end: start + expression.length });
}

const pool = { known: true, value: { name: 'Pool', module: 'pg', external: true } };

test('a field of a generic base class has the type its subclass gives it', () => {
  const files = filesOf({
    'base.ts': 'export class Base<R> { constructor(protected readonly store: R) {} }',
    'users.ts': "import { Repository } from 'typeorm'; import { Base } from './base'; import { User } from './user';\nclass Users extends Base<Repository<User>> { all() { return this.store.find(); } }",
    'user.ts': 'export class User {}',
  });
  expect(typeOf(files, 'users.ts', 'this.store')).toEqual({ known: true, value: { name: 'Repository', module: 'typeorm', external: true } });
});

test('`ReturnType`, `Pick` and promises are looked through', () => {
  const files = filesOf({
    'db.ts': "import { Pool } from 'pg'; export async function open() { return new Pool(); } export interface Deps { db: Pool; log: string }",
    'app.ts': "import { open, type Deps } from './db';\ntype Opened = Awaited<ReturnType<typeof open>>;\nfunction run(first: Opened, { db }: Pick<Deps, 'db'>, third?: Deps) { first.query(''); db.query(''); third?.db.query(''); open().then(x => x); }",
  });
  expect(typeOf(files, 'app.ts', 'first')).toEqual(pool);
  expect(typeOf(files, 'app.ts', 'db')).toEqual(pool);
  expect(typeOf(files, 'app.ts', 'third?.db')).toEqual(pool);
  expect(typeOf(files, 'app.ts', 'open()')).toEqual(pool);
});

test('a type of this repository is told by its file, a default export of a package by `default`', () => {
  const files = filesOf({ 'app.ts': "import Database from 'better-sqlite3'; import { Users } from './users'; const db = new Database('x'); function f(users: Users) { users.find(); db.prepare(''); }", 'users.ts': 'export class Users { find() {} }' });
  expect(typeOf(files, 'app.ts', 'users')).toEqual({ known: true, value: { name: 'Users', module: 'users.ts', external: false } });
  expect(typeOf(files, 'app.ts', 'db')).toEqual({ known: true, value: { name: 'default', module: 'better-sqlite3', external: true } });
});

test('what is not declared is unknown, with the reason', () => {
  const files = filesOf({ 'app.ts': 'function f(req, rows: string[]) { req.body.name; rows.map(x => x); }' });
  expect(typeOf(files, 'app.ts', 'req.body')).toEqual({ known: false, because: 'its type is not declared' });
  expect(typeOf(files, 'app.ts', 'rows')).toMatchObject({ known: false });
  expect(receiverType(files, 'app.ts', { start: 0, end: 3 })).toMatchObject({ known: false });
  expect(receiverType(files, 'gone.ts', { start: 0, end: 3 })).toEqual({ known: false, because: 'the file was not handed in' });
});
