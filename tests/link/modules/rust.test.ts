/** Which file a Rust path means. */
import { describe, expect, test } from 'vitest';
import { lowerRust } from '../../../src/languages/rust/lower.js';
import { buildRustModules } from '../../../src/link/modules/rust.js';
import type { Resolution } from '../../../src/link/modules/resolution.js';

const sources: Readonly<Record<string, string>> = {
  'app/src/main.rs': 'mod routes; mod db; use app_core::model::User; fn main() {}',
  'app/src/routes.rs': 'pub mod users; use crate::db::pool; mod inner { use super::users::list; pub mod deep { use super::super::users; } }',
  'app/src/routes/users.rs': 'use super::super::db; use db::pool; enum Kind { A } use Kind::*;',
  'app/src/db/mod.rs': 'pub mod pool; #[path = "old_queries.rs"] pub mod queries; pub fn open() {}',
  'app/src/db/pool.rs': 'use self::made::Pool; mod made { pub struct Pool; }',
  'app/src/db/old_queries.rs': '',
  'app/src/bin/worker.rs': '#[path = "../db/mod.rs"] mod db;',
  'app/tests/api/main.rs': 'mod helpers;',
  'app/tests/api/helpers.rs': '',
  'core/lib/entry.rs': 'pub mod model;',
  'core/lib/model.rs': 'pub struct User;',
  'core/lib/orphan.rs': 'use crate::model::User;',
};

const manifests: Readonly<Record<string, string>> = {
  'Cargo.toml': '[workspace]\nmembers = ["app", "core"]',
  'app/Cargo.toml': '[package]\nname = "my-app"\n[dependencies]\nkern = { path = "../core", package = "app-core" }\nsqlx = "0.8"',
  'core/Cargo.toml': '[package]\nname = "app-core"\n[lib]\npath = "lib/entry.rs"',
};

const modules = buildRustModules(Object.entries(sources).map(([file, text]) => lowerRust(file, text, 'production')), path => manifests[path]);

function shown(found: Resolution): string {
  switch (found.kind) {
    case 'file': return `${found.file} [${found.rest.join(' ')}]`;
    case 'external': return `external ${found.path}`;
    case 'unknown': return 'unknown';
  }
}

describe('rust modules', () => {
  test.each([
    ['app/src/routes.rs', 'crate::db', 'pool', [], 'app/src/db/pool.rs []'],
    ['app/src/routes.rs', 'crate::db', 'open', [], 'app/src/db/mod.rs [open]'],
    ['app/src/routes/users.rs', 'super::super', 'db', [], 'app/src/db/mod.rs []'],
    ['app/src/routes/users.rs', 'db', 'pool', [], 'app/src/db/pool.rs []'],
    ['app/src/routes/users.rs', 'Kind', '*', [], 'app/src/routes/users.rs [Kind]'],
    ['app/src/routes.rs', 'super::users', 'list', ['inner'], 'app/src/routes/users.rs [list]'],
    ['app/src/routes.rs', 'super::super', 'users', ['inner', 'deep'], 'app/src/routes/users.rs []'],
    ['app/src/db/pool.rs', 'self::made', 'Pool', [], 'app/src/db/pool.rs [Pool]'],
    ['app/src/main.rs', 'db::queries', 'all', [], 'app/src/db/old_queries.rs [all]'],
    ['app/src/main.rs', 'app_core::model', 'User', [], 'core/lib/model.rs [User]'],
    ['app/src/main.rs', 'kern::model', 'User', [], 'core/lib/model.rs [User]'],
    ['core/lib/orphan.rs', 'crate::model', 'User', [], 'core/lib/model.rs [User]'],
    ['app/tests/api/main.rs', 'helpers', 'spawn', [], 'app/tests/api/helpers.rs [spawn]'],
    ['app/tests/api/main.rs', 'my_app', 'db', [], 'app/src/db/mod.rs []'],
    ['app/src/main.rs', 'sqlx::postgres', 'PgPool', [], 'external sqlx.postgres.PgPool'],
    ['app/src/main.rs', 'core::time', 'Duration', [], 'external std.time.Duration'],
    ['app/src/main.rs', 'sqlx', undefined, [], 'external sqlx'],
    ['app/src/main.rs', 'super', 'x', [], 'unknown'],
  ])('%s: use %s %s in %j', (file, module, name, inside, expected) => {
    expect(shown(modules.resolve(file, module, name, inside))).toBe(expected);
  });

  test('a function that shares its name with its module is what an importer means', () => {
    const routes = buildRustModules([
      ['src/lib.rs', 'mod routes;'], ['src/routes/mod.rs', 'mod home; mod login; mod other; pub use home::*; pub use login::login;'],
      ['src/routes/home.rs', 'pub fn home() {}'], ['src/routes/login/mod.rs', 'mod post; pub use post::login;'], ['src/routes/login/post.rs', 'pub fn login() {}'], ['src/routes/other.rs', 'pub fn other() {}'],
    ].map(([file = '', text = '']) => lowerRust(file, text, 'production')), () => undefined);
    const of = (name: string): string => shown(routes.resolve('src/lib.rs', 'crate::routes', name, []));
    expect(shown(routes.resolve('src/routes/mod.rs', 'home', '*', []))).toBe('src/routes/home.rs []');
    expect(['home', 'login', 'other'].map(of)).toEqual(['src/routes/home.rs [home]', 'src/routes/login/mod.rs [login]', 'src/routes/other.rs []']);
  });

  test('the binary that borrows a module by path shares its file', () => {
    expect(shown(modules.resolve('app/src/bin/worker.rs', 'db', 'open', []))).toBe('app/src/db/mod.rs [open]');
  });

  test('a broken manifest and no manifest at all still resolve by path', () => {
    const bare = buildRustModules(Object.entries(sources).map(([file, text]) => lowerRust(file, text, 'production')), () => '[package');
    expect(shown(bare.resolve('app/src/routes.rs', 'crate::db', 'open', []))).toBe('app/src/db/mod.rs [open]');
  });
});
