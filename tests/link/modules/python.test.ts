import { describe, expect, test } from 'vitest';
import { buildPythonModules } from '../../../src/link/modules/python.js';

const resolve = buildPythonModules([
  'backend/app/__init__.py', 'backend/app/main.py', 'backend/app/db.py', 'backend/app/api/__init__.py', 'backend/app/api/users.py', 'backend/app/crud/items.py',
  'backend/alembic/env.py', 'backend/alembic/versions/0001_first.py', 'backend/tests/test_users.py', 'backend/tests/requests/__init__.py',
  'src/core/__init__.py', 'src/core/rules.py', 'scripts/load.py', 'scripts/settings.py', 'other/app/__init__.py', 'other/app/db.py', 'other/run.py',
  'lib/stubs.pyi', 'web/main.ts', 'logging/__init__.py',
]);

const spelled = (from: string, module: string, name?: string): string => {
  const target = resolve(from, module, name);
  switch (target.kind) {
    case 'file': return [target.file, ...target.rest].join(' > ');
    case 'external': return `external ${target.path}`;
    case 'unknown': return `unknown: ${target.because}`;
  }
};

describe('absolute imports', () => {
  test.each([
    ['backend/app/main.py', 'app.db', 'get_db', 'backend/app/db.py > get_db'],
    ['other/run.py', 'app.db', 'get_db', 'other/app/db.py > get_db'],
    ['backend/app/main.py', 'app', 'db', 'backend/app/db.py'],
    ['backend/app/main.py', 'app', 'title', 'backend/app/__init__.py > title'],
    ['backend/app/main.py', 'app.api', undefined, 'backend/app/api/__init__.py'],
    ['backend/app/main.py', 'app.api', '*', 'backend/app/api/__init__.py'],
    ['backend/app/main.py', 'app.crud', 'items', 'backend/app/crud/items.py'],
    ['backend/app/main.py', 'app.crud', undefined, 'unknown: `backend/app/crud` is a folder without code of its own'],
    ['backend/tests/test_users.py', 'app.main', 'app', 'backend/app/main.py > app'],
    ['backend/app/main.py', 'core.rules', 'check', 'src/core/rules.py > check'],
    ['scripts/load.py', 'settings', 'URL', 'scripts/settings.py > URL'],
    ['scripts/load.py', 'backend.app.db', 'get_db', 'backend/app/db.py > get_db'],
    ['backend/app/main.py', 'db', 'get_db', 'backend/app/db.py > get_db'],
    ['backend/app/api/users.py', 'app.missing', 'x', 'unknown: `backend/app` is part of this scan, but has no `app.missing`'],
    ['src/core/rules.py', 'stubs', 'x', 'lib/stubs.pyi > x'],
  ])('in %s: %s %s', (from, module, name, expected) => expect(spelled(from, module, name)).toBe(expected));
});

describe('libraries', () => {
  test.each([
    ['backend/app/main.py', 'sqlalchemy.orm', 'Session', 'external sqlalchemy.orm.Session'],
    ['backend/app/main.py', 'sqlalchemy', undefined, 'external sqlalchemy'],
    ['backend/app/main.py', 'fastapi', '*', 'external fastapi'],
    ['backend/app/main.py', 'logging', 'getLogger', 'external logging.getLogger'],
    ['backend/alembic/versions/0001_first.py', 'alembic', 'op', 'external alembic.op'],
    ['backend/app/main.py', 'requests', 'get', 'external requests.get'],
    ['backend/app/main.py', 'db.drivers', 'get', 'external db.drivers.get'],
  ])('in %s: %s %s', (from, module, name, expected) => expect(spelled(from, module, name)).toBe(expected));
});

describe('relative imports', () => {
  test.each([
    ['backend/app/api/users.py', '..db', 'get_db', 'backend/app/db.py > get_db'],
    ['backend/app/api/__init__.py', '.', 'users', 'backend/app/api/users.py'],
    ['backend/app/api/users.py', '..', 'title', 'backend/app/__init__.py > title'],
    ['backend/app/api/users.py', '.missing', 'x', 'unknown: no file of this scan is `.missing`'],
    ['scripts/load.py', '....x', 'y', 'unknown: `....x` leads out of this scan'],
  ])('in %s: %s %s', (from, module, name, expected) => expect(spelled(from, module, name)).toBe(expected));
});
