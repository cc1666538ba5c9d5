/** Receivers whose type only the compiler can work out. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { receiverType } from '../../src/languages/typescript/typed.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

const settings = nothingDeclared;

function queriesOf(files: Readonly<Record<string, string>>): readonly string[] {
  const facts = Object.entries(files).map(([file, text]) => lowerTypeScript(file, text, 'production'));
  const program = link(facts, new Map(Object.entries(files)), settings, () => undefined, receiverType);
  return program.queries.map(query => `${query.at.file}: ${query.verb} ${query.tables.join(', ')}`);
}

test('a pool behind a computed type is a pool', () => {
  expect(queriesOf({
    'deps.ts': "import { Pool } from 'pg';\nexport interface Everything { pool: Pool; name: string }\nexport type Deps = Pick<Everything, 'pool'>;\n",
    'users.ts': "import type { Deps } from './deps.js';\nexport async function all(deps: Deps) { return deps.pool.query('SELECT name FROM users'); }\n",
  })).toEqual(['users.ts: select users']);
});

test('an object with a method of that name is none', () => {
  expect(queriesOf({
    'search.ts': "interface Index { query(text: string): string[] }\ntype Deps = Pick<{ index: Index }, 'index'>;\nexport function all(deps: Deps) { return deps.index.query('SELECT name FROM users'); }\n",
  })).toEqual([]);
});
