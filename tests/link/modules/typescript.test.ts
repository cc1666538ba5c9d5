import { expect, test } from 'vitest';
import { buildTypeScriptModules } from '../../../src/link/modules/typescript.js';

function resolverOver(texts: Readonly<Record<string, string>>): ReturnType<typeof buildTypeScriptModules> {
  return buildTypeScriptModules(Object.keys(texts).filter(path => /\.[cm]?[jt]sx?$/.test(path)), path => texts[path]);
}

const file = (path: string, ...rest: string[]): unknown => ({ kind: 'file', file: path, rest });

test('a relative import finds the source behind a `.js` specifier, a bare stem and a folder', () => {
  const resolve = resolverOver({ 'src/app.ts': '', 'src/db.ts': '', 'src/routes/index.tsx': '', 'src/old.js': '' });
  expect(resolve('src/app.ts', './db.js', 'pool')).toEqual(file('src/db.ts', 'pool'));
  expect(resolve('src/app.ts', './db', 'default')).toEqual(file('src/db.ts', 'default'));
  expect(resolve('src/app.ts', './routes')).toEqual(file('src/routes/index.tsx'));
  expect(resolve('src/routes/index.tsx', '..')).toMatchObject({ kind: 'unknown' });
  expect(resolve('src/app.ts', './old.js')).toEqual(file('src/old.js'));
  expect(resolve('src/app.ts', './gone')).toMatchObject({ kind: 'unknown' });
});

test('a name with a dot is no extension', () => {
  const resolve = resolverOver({ 'src/app.ts': '', 'src/user.service.ts': '' });
  expect(resolve('src/app.ts', './user.service', 'UserService')).toEqual(file('src/user.service.ts', 'UserService'));
});

test('the nearest tsconfig decides, with comments, trailing commas and a base inside the repository', () => {
  const resolve = resolverOver({
    'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["libs/*/src"], /* exact */ "@env": ["env.ts"], } } }',
    'apps/api/tsconfig.json': '{ "extends": "../../tsconfig.base", "compilerOptions": { "strict": true } } // end',
    'apps/web/tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./source/*"] } } }',
    'apps/api/main.ts': '', 'apps/web/source/page.tsx': '', 'apps/web/main.ts': '', 'libs/db/src/index.ts': '', 'env.ts': '',
  });
  expect(resolve('apps/api/main.ts', '@lib/db', 'open')).toEqual(file('libs/db/src/index.ts', 'open'));
  expect(resolve('apps/api/main.ts', '@env', 'url')).toEqual(file('env.ts', 'url'));
  expect(resolve('apps/web/main.ts', '~/page', 'default')).toEqual(file('apps/web/source/page.tsx', 'default'));
  expect(resolve('apps/web/main.ts', '@lib/db', 'open')).toEqual({ kind: 'external', path: '@lib/db.open' });
});

test('a `baseUrl` makes folders importable without shadowing libraries', () => {
  const resolve = resolverOver({ 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }', 'src/main.ts': '', 'src/db/pool.ts': '' });
  expect(resolve('src/main.ts', 'db/pool', 'pool')).toEqual(file('src/db/pool.ts', 'pool'));
  expect(resolve('src/main.ts', 'express', 'Router')).toEqual({ kind: 'external', path: 'express.Router' });
});

test('a solution file leads to the configs it refers to', () => {
  const resolve = resolverOver({
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    'tsconfig.app.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    'src/main.ts': '', 'src/db.ts': '',
  });
  expect(resolve('src/main.ts', '@/db', 'db')).toEqual(file('src/db.ts', 'db'));
});

test('nothing above the root of the scan is read', () => {
  const asked: string[] = [];
  const resolve = buildTypeScriptModules(['src/a.ts'], path => {
    asked.push(path);
    return path === 'tsconfig.json' ? '{ "extends": "../../secret/tsconfig.json", "references": [{ "path": "../other" }] }' : undefined;
  });
  expect(resolve('src/a.ts', 'zod')).toEqual({ kind: 'external', path: 'zod' });
  expect(asked).toContain('tsconfig.json');
  expect(asked.filter(path => path.startsWith('..') || path.startsWith('/'))).toEqual([]);
});

test('a config that extends itself ends', () => {
  const resolve = resolverOver({ 'tsconfig.json': '{ "extends": "./tsconfig.json" }', 'a.ts': '' });
  expect(resolve('a.ts', 'zod', 'z')).toEqual({ kind: 'external', path: 'zod.z' });
});

test('a package of the same repository leads to its source, also where its manifest names the compiled file', () => {
  const resolve = resolverOver({
    'packages/db/package.json': '{ "name": "@acme/db", "main": "dist/index.js" }', 'packages/db/src/index.ts': '', 'packages/db/src/pool.ts': '',
    'packages/log/package.json': '{ "name": "log", "exports": { ".": { "types": "./dist/log.d.ts", "default": "./dist/log.js" } } }', 'packages/log/src/log.ts': '',
    'packages/api/package.json': '{ "name": "api", "imports": { "#internal/*": "./src/internal/*.js" } }', 'packages/api/src/main.ts': '', 'packages/api/src/internal/secret.ts': '',
  });
  expect(resolve('packages/api/src/main.ts', '@acme/db', 'pool')).toEqual(file('packages/db/src/index.ts', 'pool'));
  expect(resolve('packages/api/src/main.ts', '@acme/db/pool', 'pool')).toEqual(file('packages/db/src/pool.ts', 'pool'));
  expect(resolve('packages/api/src/main.ts', 'log', 'info')).toEqual(file('packages/log/src/log.ts', 'info'));
  expect(resolve('packages/api/src/main.ts', '#internal/secret', 'key')).toEqual(file('packages/api/src/internal/secret.ts', 'key'));
});

test('a generated client that is not in the repository stands for its package', () => {
  const resolve = resolverOver({ 'src/db.ts': '' });
  expect(resolve('src/db.ts', '../generated/prisma/client.js', 'PrismaClient')).toEqual({ kind: 'external', path: '@prisma/client.PrismaClient' });
});

test('everything else is a library, by package and name', () => {
  const resolve = resolverOver({ 'a.ts': '' });
  expect(resolve('a.ts', 'node:fs/promises', 'readFile')).toEqual({ kind: 'external', path: 'fs/promises.readFile' });
  expect(resolve('a.ts', 'express', 'default')).toEqual({ kind: 'external', path: 'express' });
  expect(resolve('a.ts', '@nestjs/common', 'Get')).toEqual({ kind: 'external', path: '@nestjs/common.Get' });
  expect(resolve('a.ts', 'drizzle-orm/node-postgres', 'drizzle')).toEqual({ kind: 'external', path: 'drizzle-orm/node-postgres.drizzle' });
  expect(resolve('a.ts', 'pg')).toEqual({ kind: 'external', path: 'pg' });
});
