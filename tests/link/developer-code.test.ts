/** What lies in a folder for developers is production only as far as production names it. */
import { expect, test } from 'vitest';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { link } from '../../src/link/program.js';
import { nothingDeclared } from '../../src/rule/settings.js';
import { roleOf } from '../../src/source/role.js';

/** The roles of functions, by name. */
function rolesIn(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const facts = Object.entries(files).map(([file, text]) => (file.endsWith('.py') ? lowerPython(file, text, roleOf(file, 'python', text)) : lowerRust(file, text, roleOf(file, 'rust', text))));
  const program = link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined);
  return Object.fromEntries(program.files.flatMap(file => program.functionsOf(file).map(one => [one.fact.name, program.roleAt(program.place(file, one.fact.nameAt))])));
}

test('what main calls of it runs in production, and what only tests call does not', () => {
  expect(rolesIn({
    'src/main.rs': 'mod _dev_utils;\nfn main() { _dev_utils::init_dev(); }\n#[cfg(test)]\nmod tests { fn prepares() { crate::_dev_utils::seed_users(); } }\n',
    'src/_dev_utils/mod.rs': 'mod dev_db;\npub fn init_dev() { dev_db::create(); }\npub fn seed_users() { seed_one(); }\nfn seed_one() {}\n',
    'src/_dev_utils/dev_db.rs': 'pub fn create() {}\npub fn clean() {}\n',
  })).toMatchObject({ main: 'production', init_dev: 'production', create: 'production', seed_users: 'test', seed_one: 'test', clean: 'test' });
});

test('a file nobody names is a script; one that is imported registers its routes', () => {
  const seed = 'from app.main import app\n\n@app.get("/seed")\ndef seed_route():\n    return fill()\n\ndef fill():\n    return 1\n\ndef clear():\n    return 2\n';
  const main = 'from fastapi import FastAPI\napp = FastAPI()\n';
  expect(rolesIn({ 'app/main.py': main, 'app/dev_seed.py': seed })).toMatchObject({ seed_route: 'script', fill: 'script', clear: 'script' });
  expect(rolesIn({ 'app/main.py': `${main}from app import dev_seed\n`, 'app/dev_seed.py': seed })).toMatchObject({ seed_route: 'production', fill: 'production', clear: 'test' });
});

test('a part of the product that is called dev stays production', () => {
  expect(rolesIn({ 'app/dev/pages.py': 'def show():\n    return 1\n', 'app/devices.py': 'def find():\n    return 1\n' })).toEqual({ show: 'production', find: 'production' });
});
