/** The tree collaudo reads is the one `@typescript-eslint/parser` gives to every ESLint rule: the same facts come out of both. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { describe, expect, test } from 'vitest';
import { lowerProgram, lowerTypeScript } from '../../../src/languages/typescript/lower.js';

const folders = ['shop-express/src', 'mixed-monorepo/services/catalog/src', 'mixed-monorepo/services/warehouse/src', 'fluxion-desk/src'];
const files = folders.flatMap(folder => {
  const root = join(import.meta.dirname, '../../../fixtures/projects', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name)).map(name => join(root, name));
});

describe('facts from the parser every ESLint rule sees', () => {
  test('there are files to compare', () => { expect(files.length).toBeGreaterThan(20); });

  test.each(files)('%s', file => {
    const text = readFileSync(file, 'utf8');
    const program = parse(text, { range: true, comment: true, sourceType: 'module', ecmaFeatures: { jsx: file.endsWith('x') }, filePath: file }) as unknown as TSESTree.Program;
    expect(lowerTypeScript(file, text, 'production')).toEqual(lowerProgram(file, text, 'production', { program, broken: [] }));
  });
});
