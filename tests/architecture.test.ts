/** Who may import whom: one table, read from every import in the source. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url).pathname;

/**
 * A part and the parts it may import besides itself. Stages do not import each other: `run.ts` and `understand.ts` join them.
 * `errors` is `usage-error.ts`: any part may find that the user is mistaken.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/facts': [],
  'src/findings': ['src/facts', 'src/rule'],
  'src/rule': ['src/facts', 'src/findings'],
  rules: ['src/rule', 'src/facts'],
  'src/languages': ['src/facts'],
  'src/languages/rust': ['src/languages', 'src/languages/sql', 'src/facts'],
  'src/languages/python': ['src/languages', 'src/languages/sql', 'src/facts'],
  'src/languages/typescript': ['src/languages', 'src/languages/sql', 'src/facts'],
  'src/languages/sql': ['src/languages', 'src/facts'],
  'src/libraries': ['src/facts'],
  'src/link': ['src/facts', 'src/findings', 'src/libraries', 'src/languages/sql', 'src/rule'],
  'src/source': ['src/facts', 'src/findings', 'errors'],
  'src/config': ['src/rule', 'errors'],
  'src/checklist': ['src/check', 'src/config', 'src/evidence', 'src/facts', 'src/findings', 'src/rule', 'errors'],
  checklists: ['src/checklist', 'src/rule'],
  'src/evidence': ['src/findings', 'errors'],
  'src/check': ['src/facts', 'src/findings', 'src/rule'],
  'src/accept': ['src/facts', 'src/findings', 'src/rule'],
  'src/report': ['src/checklist', 'src/evidence', 'src/facts', 'src/findings', 'src/rule'],
  'src/cli': ['src/check', 'src/checklist', 'checklists', 'src/config', 'src/evidence', 'src/findings', 'src/report', 'src/rule', 'src/source', 'rules', 'run', 'errors'],
  run: ['src/accept', 'src/check', 'src/checklist', 'src/evidence', 'src/config', 'src/evidence', 'src/facts', 'src/findings', 'src/languages', 'src/languages/rust', 'src/languages/python', 'src/languages/typescript', 'src/languages/sql', 'src/libraries', 'src/link', 'src/rule', 'src/source', 'errors'],
  errors: [],
};

/** Where somebody who adds a part must first say what it may import. */
const parts = Object.keys(mayImport).sort((one, other) => other.length - one.length);

function partOf(file: string): string {
  if (file === 'src/usage-error.ts') return 'errors';
  if (/^src\/[^/]+\.ts$/.test(file)) return 'run';
  return parts.find(part => file.startsWith(`${part}/`)) ?? `no part: ${file}`;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
}

interface Import { readonly from: string; readonly to: string }

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/^(?:import|export)\b[^'"]*?from\s+'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'\s*\)|^import\s+'(\.[^']+)'/gm)];
  return specifiers.map(([, one, two, three]) => ({ from: file, to: relative(root, join(root, dirname(file), one ?? two ?? three ?? '')).replace(/\.js$/, '.ts') }));
}

const files = [...filesIn('src'), ...filesIn('rules'), ...filesIn('checklists')];
const imports = files.flatMap(importsOf);

test('imports are found at all', () => {
  expect(imports).toContainEqual({ from: 'src/run.ts', to: 'src/link/program.ts' });
  expect(imports).toContainEqual({ from: 'src/understand.ts', to: 'src/languages/rust/lower.ts' });
});

test('every part imports only what it may', () => {
  const refused = imports
    .map(({ from, to }) => ({ from, to, allowed: partOf(from) === partOf(to) || (mayImport[partOf(from)] ?? []).includes(partOf(to)) }))
    .filter(one => !one.allowed)
    .map(({ from, to }) => `${from} imports ${to}`);
  expect(refused).toEqual([]);
});

/** A rule says what it is for in its own fields. */
test('every source file opens with what it is for', () => {
  expect(files.filter(file => file.startsWith('src/') && !readFileSync(join(root, file), 'utf8').startsWith('/**'))).toEqual([]);
});

test('no folder or file hides what it is', () => {
  expect(files.filter(file => /(^|\/)(utils?|helpers?|common|shared|misc|core)(\/|\.ts$)/.test(file))).toEqual([]);
});
