/** What a file runs in, told by what it draws, serves or parses and by who imports it. */
import { expect, test } from 'vitest';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { link } from '../../src/link/program.js';
import { nothingDeclared } from '../../src/rule/settings.js';
import { roleOf } from '../../src/source/role.js';

function purposesOf(files: Readonly<Record<string, string>>) {
  const sources = Object.entries(files).filter(([file]) => !file.endsWith('.json'));
  const facts = sources.map(([file, text]) => (file.endsWith('.py') ? lowerPython(file, text, roleOf(file, 'python', text)) : lowerTypeScript(file, text, roleOf(file, 'typescript', text))));
  const program = link(facts, new Map(sources), nothingDeclared, () => undefined, undefined, new Map(Object.entries(files).filter(([file]) => file.endsWith('.json'))));
  return {
    of: Object.fromEntries(program.files.map(file => [file.file, program.purposeOf(file)])),
    outgoing: program.outgoingCalls.map(one => one.at.file),
  };
}

const request = 'export const load = async () => (await fetch(\'https://api.example.org/users\')).json();\n';
const page = 'import { load } from \'./api\';\nimport React from \'react\';\nexport const Page = () => <ul onClick={() => load()} />;\n';
const server = 'import express from \'express\';\nimport { load } from \'./api\';\nconst app = express();\napp.get(\'/users\', async (req, res) => { res.json(await load()); });\napp.listen(3000);\n';

test('what pages import runs in the browser, and a test of it changes nothing', () => {
  const { of, outgoing } = purposesOf({ 'src/api.ts': request, 'src/page.tsx': page, 'src/api.test.ts': 'import { load } from \'./api\';\ntest(\'loads\', async () => { expect(await load()).toEqual([]); });\n' });
  expect(of).toMatchObject({ 'src/api.ts': 'browser', 'src/page.tsx': 'browser' });
  expect(outgoing).toEqual([]);
});

test('in a package that draws pages and serves nothing, everything does, barrels nobody imports too', () => {
  const { of, outgoing } = purposesOf({ 'web/package.json': '{ "dependencies": { "react": "18" } }', 'web/src/api.ts': request, 'web/src/index.ts': 'export * from \'./api\';\n', 'web/src/page.tsx': page });
  expect(of).toMatchObject({ 'web/src/api.ts': 'browser', 'web/src/index.ts': 'browser' });
  expect(outgoing).toEqual([]);
});

test('what a server imports runs in the server, whatever its package draws with', () => {
  const { of, outgoing } = purposesOf({ 'package.json': '{ "dependencies": { "express": "4", "react": "18" } }', 'src/api.ts': request, 'src/page.tsx': page, 'src/server.ts': server });
  expect(of).toMatchObject({ 'src/api.ts': 'server', 'src/page.tsx': 'browser', 'src/server.ts': 'server' });
  expect(outgoing).toEqual(['src/api.ts']);
});

test('a package of pages beside a server', () => {
  const { of, outgoing } = purposesOf({ 'api/package.json': '{ "dependencies": { "express": "4" } }', 'api/src/api.ts': request, 'api/src/server.ts': server, 'web/package.json': '{ "dependencies": { "vue": "3" } }', 'web/src/api.ts': request });
  expect(of).toMatchObject({ 'api/src/api.ts': 'server', 'web/src/api.ts': 'browser' });
  expect(outgoing).toEqual(['api/src/api.ts']);
});
