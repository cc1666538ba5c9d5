/** Rust crates and modules that exist for tests only. */
import { expect, test } from 'vitest';
import { discover } from '../../src/source/discover.js';
import { scopeOf } from '../../src/source/scope.js';
import { readSources } from '../../src/source/sources.js';
import { temporaryProject } from '../temporary-project.js';

function rolesIn(folder: string): Readonly<Record<string, string>> {
  const discovery = discover(scopeOf([], folder), { base: folder, include: [], exclude: [] });
  return Object.fromEntries(readSources(discovery, folder, 1_000_000).files.map(file => [file.file, file.role]));
}

test('a crate only tests depend on is test code', () => {
  const folder = temporaryProject({
    'Cargo.toml': '[workspace]\nmembers = ["app", "fakes", "db"]\n',
    'app/Cargo.toml': '[package]\nname = "app"\n[dependencies]\ndb = { path = "../db" }\n[dev-dependencies]\nfakes = { path = "../fakes" }\ndb = { path = "../db" }\n',
    'app/src/main.rs': '', 'db/Cargo.toml': '[package]\nname = "db"\n', 'db/src/lib.rs': '', 'fakes/Cargo.toml': '[package]\nname = "fakes"\n', 'fakes/src/lib.rs': '',
    'api-tests/Cargo.toml': '[package]\nname = "api-tests"\n', 'api-tests/src/lib.rs': '',
  });
  expect(rolesIn(folder)).toEqual({ 'app/src/main.rs': 'production', 'db/src/lib.rs': 'production', 'fakes/src/lib.rs': 'test', 'api-tests/src/lib.rs': 'test' });
});

test('a crate with a broken manifest is judged as usual', () => {
  const folder = temporaryProject({ 'Cargo.toml': '[package\n', 'src/main.rs': '' });
  expect(rolesIn(folder)).toEqual({ 'src/main.rs': 'production' });
});

test('a module declared for tests is test code, with everything below it', () => {
  const folder = temporaryProject({
    'src/lib.rs': '#[cfg(test)]\n#[path_free]\nmod fixtures;\n#[cfg(any(test, feature = "mocks"))] pub(crate) mod mocks;\nmod user;\n#[cfg(not(test))]\nmod real;\n',
    'src/fixtures.rs': '', 'src/fixtures/rows.rs': '', 'src/mocks/mod.rs': '', 'src/user.rs': '#[cfg(test)]\nmod samples;\n', 'src/user/samples.rs': '', 'src/real.rs': '',
  });
  expect(rolesIn(folder)).toEqual({
    'src/lib.rs': 'production', 'src/fixtures.rs': 'test', 'src/fixtures/rows.rs': 'test', 'src/mocks/mod.rs': 'test', 'src/user.rs': 'production', 'src/user/samples.rs': 'test', 'src/real.rs': 'production',
  });
});
