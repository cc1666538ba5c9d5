import { describe, expect, test } from 'vitest';
import { pythonLibraries } from '../../../src/libraries/python/index.js';
import { LibraryTables } from '../../../src/link/library-tables.js';

const tables = new LibraryTables(pythonLibraries);
const calls = pythonLibraries.flatMap(library => Object.entries(library.calls ?? {}));
const special = /^(self|generic|argument \d+|instance \d+)$/;

/** Every type a value can get: returned, read from an attribute, received in a parameter, or derived from. */
const types = new Set([
  ...calls.flatMap(([, effect]) => [effect.returns, effect.passes].filter(type => type !== undefined)),
  ...pythonLibraries.flatMap(library => [
    ...Object.values(library.attributes ?? {}), ...Object.values(library.bases ?? {}), ...Object.values(library.aliases ?? {}), ...library.models ?? [],
    ...library.requests ?? [], ...library.sessions ?? [], ...Object.values(library.handlerParams ?? {}).flat(),
  ]),
].map(type => tables.canonical(type)));

const ownerOf = (path: string): string => path.slice(0, path.lastIndexOf('.'));
/** `PIL.Image` is a module written like a type. */
const isType = (path: string): boolean => /\.[A-Z]\w*$/.test(path) && path !== 'PIL.Image';

describe('the tables fit together', () => {
  test('every type with methods, routes or mounts is one a value can get', () => {
    const owners = pythonLibraries.flatMap(library => [library.calls, library.attributes, library.routeDecorators, library.routeCalls, library.mounts].flatMap(table => Object.keys(table ?? {}).map(ownerOf)));
    const unreachable = [...new Set(owners)].filter(isType).filter(owner => !types.has(tables.canonical(owner)));
    expect(unreachable).toEqual([]);
  });

  test('nothing is written under a path that an alias leads away from', () => {
    const written = pythonLibraries.flatMap(library => [library.calls, library.attributes, library.routeDecorators, library.routeCalls, library.mounts, library.bases].flatMap(table => Object.keys(table ?? {})));
    expect(written.filter(path => tables.canonical(path) !== path)).toEqual([]);
  });

  test('aliases end somewhere', () => {
    for (const library of pythonLibraries) {
      for (const path of Object.keys(library.aliases ?? {})) expect(tables.canonical(tables.canonical(path))).toBe(tables.canonical(path));
    }
  });

  test('a type that runs statements is a session', () => {
    const running = calls.filter(([, effect]) => effect.runs !== undefined && effect.runs !== 'self' && effect.on === undefined).map(([path]) => ownerOf(path)).filter(isType);
    const notSessions = [...new Set(running)].filter(type => !tables.isSession(type));
    expect(notSessions.sort()).toEqual(['django.db.SchemaEditor', 'django.db.models.QuerySet', 'peewee.Model', 'sqlalchemy.orm.Query', 'tortoise.models.Model']);
  });

  test('results are written as a type or one of the special words', () => {
    for (const [path, effect] of calls) if (effect.returns !== undefined) expect(`${path}: ${effect.returns}`).toMatch(special.test(effect.returns) ? /./ : /: \w+(\.\w+)+$/);
  });
});

describe('paths as programs spell them', () => {
  test.each([
    ['sqlalchemy.orm.session.Session.execute', { runs: [0, 'statement', 'clause'] }],
    ['sqlalchemy.orm.scoped_session.query', { starts: 'select' }],
    ['sqlalchemy.sql.expression.text', { text: [0, 'text'] }],
    ['sqlalchemy.sql.text', { text: [0, 'text'] }],
    ['sqlalchemy.sql.func.count', { adds: 'aggregate' }],
    ['sqlalchemy.func.lower', { returns: 'sqlalchemy.ColumnElement' }],
    ['sqlalchemy.future.select', { starts: 'select' }],
    ['sqlalchemy.dialects.postgresql.insert', { starts: 'insert' }],
    ['sqlalchemy.engine.Connection.execute', { returns: 'sqlalchemy.Result' }],
    ['sqlalchemy.engine.CursorResult.fetchall', { fetches: true, rows: 'many' }],
    ['sqlmodel.Session.exec', { returns: 'sqlalchemy.ScalarResult' }],
    ['sqlmodel.Session.add', { session: 'write' }],
    ['sqlmodel.select', { starts: 'select' }],
    ['sqlmodel.ext.asyncio.session.AsyncSession.exec', { runs: [0, 'statement'] }],
    ['flask_sqlalchemy.SQLAlchemy.select', { starts: 'select' }],
    ['flask_sqlalchemy.Query.filter_by', { adds: 'filter' }],
    ['asyncpg.pool.Pool.fetch', { rows: 'many' }],
    ['psycopg2.extras.RealDictCursor.execute', { runs: [0, 'operation', 'query', 'sql'] }],
    ['psycopg.sql.Identifier', { quotes: true }],
    ['mysql.connector.connection.MySQLConnection.cursor', { returns: 'mysql.connector.MySQLCursor' }],
    ['sqlite3.Cursor.fetchone', { rows: 'one' }],
    ['MySQLdb.connect', { returns: 'pymysql.Connection' }],
    ['flask.request.args.get', { request: true }],
    ['flask.request.get_json', { request: true }],
    ['fastapi.Request.json', { request: true }],
    ['starlette.requests.RequestData.get', { request: true }],
    ['requests.Session.get', { blocks: 'network' }],
    ['builtins.open', { blocks: 'file' }],
  ])('%s', (path, effect) => expect(tables.effect(path)).toMatchObject(effect));

  test('routes', () => {
    expect(tables.routeDecorator('fastapi.FastAPI.get')).toMatchObject({ method: 'GET' });
    expect(tables.routeDecorator('fastapi.routing.APIRouter.post')).toMatchObject({ method: 'POST' });
    expect(tables.routeDecorator('flask.Flask.route')).toMatchObject({ methodFrom: 'methods' });
    expect(tables.routeCall('aiohttp.web.UrlDispatcher.add_get')).toMatchObject({ method: 'GET' });
    expect(tables.mount('fastapi.FastAPI.include_router')).toMatchObject({ prefix: 'prefix' });
    expect(tables.mount('flask.Flask.register_blueprint')).toMatchObject({ prefix: 'url_prefix' });
  });

  test('only what is awaited leaves the thread free', () => {
    expect(tables.effect('sqlalchemy.orm.Session.execute')?.blocks).toBe('database');
    expect(tables.effect('sqlmodel.Session.commit')?.blocks).toBe('database');
    expect(tables.effect('sqlalchemy.ext.asyncio.AsyncSession.execute')?.blocks).toBeUndefined();
    expect(tables.effect('aiosqlite.Cursor.fetchall')?.blocks).toBeUndefined();
    expect(tables.effect('httpx.get')?.blocks).toBe('network');
    expect(tables.effect('httpx.AsyncClient.get')?.blocks).toBeUndefined();
  });
});
