import { expect, test } from 'vitest';
import type { Effect, Library } from '../../../src/libraries/library.js';
import { typescriptLibraries } from '../../../src/libraries/typescript/index.js';

function typesWithRows(libraries: readonly Library[]): ReadonlySet<string> {
  const owners = libraries.flatMap(library => [
    ...Object.keys(library.calls ?? {}), ...Object.keys(library.attributes ?? {}), ...Object.keys(library.routeCalls ?? {}), ...Object.keys(library.answers ?? {}),
    ...[library.longWork, library.caches, library.awaitables, library.replies, library.installs, library.guards, library.tokens].flatMap(rows => Object.keys(rows ?? {})),
  ]);
  return new Set([
    ...owners, ...owners.map(path => path.slice(0, path.lastIndexOf('.'))),
    ...libraries.flatMap(library => [...library.requests ?? [], ...library.sessions ?? [], ...Object.keys(library.bases ?? {}), ...Object.keys(library.aliases ?? {})]),
  ]);
}

/** Values that only carry SQL text or a call's answer onward: nobody calls a method on them. */
const carriers = new Set(['globalThis.Error', 'koa.Response', 'pino.HttpLogger', 'sequelize.Rows', 'sequelize.Fn', 'sequelize.Literal', 'pg-format.Text', '@prisma/client.Sql', 'express.NextFunction', 'knex.Knex.Functions', 'knex.Knex.SchemaBuilder', 'mysql2/promise.Text', 'mysql2.Text', 'mysql.Text', 'promise-mysql.Text']);

function typeNamed(effect: Effect): readonly string[] {
  return [effect.returns, effect.passes].filter(type => type !== undefined && type !== 'self' && type !== 'generic' && !/^(argument|instance) /.test(type)).map(String);
}

test('every type a row leads to is described somewhere', () => {
  const described = typesWithRows(typescriptLibraries);
  const named = typescriptLibraries.flatMap(library => [
    ...Object.values(library.calls ?? {}).flatMap(typeNamed),
    ...Object.values(library.attributes ?? {}),
    ...Object.values(library.bases ?? {}),
    ...Object.values(library.handlerParams ?? {}).flat(),
    ...library.sessions ?? [],
    ...library.runsWhenAwaited ?? [],
  ]);
  expect([...new Set(named)].filter(type => !described.has(type) && !carriers.has(type))).toEqual([]);
});

test('no two libraries claim the same path', () => {
  const paths = typescriptLibraries.flatMap(library => Object.keys(library.calls ?? {}));
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

test('a row never both runs nothing and says how many rows come', () => {
  const silent = typescriptLibraries.flatMap(library => Object.entries(library.calls ?? {}))
    .filter(([, effect]) => effect.rows !== undefined && effect.runs === undefined)
    .map(([path]) => path);
  expect(silent).toEqual([]);
});

test('every library can be noticed by a word its users must write', () => {
  for (const library of typescriptLibraries) {
    expect(library.language).toBe('typescript');
    expect(library.mentions.length).toBeGreaterThan(0);
    const modules = [...Object.keys(library.calls ?? {}), ...Object.keys(library.routeCalls ?? {})].filter(path => !path.startsWith('globalThis') && library.name !== 'node');
    const unnoticed = modules.filter(path => !library.mentions.some(word => path.includes(word)));
    expect([library.name, unnoticed]).toEqual([library.name, []]);
  }
});
