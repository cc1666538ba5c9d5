/** Which lines of a Markdown document are lines to judge. */
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../src/checklist/markdown/items.js';
import { repaired } from '../../../src/checklist/markdown/mojibake.js';

const textsOf = (markdown: string): readonly string[] => documentOf(markdown).items.map(item => item.text);

describe('lines to judge', () => {
  test('boxes anywhere, with the heading and bold label they stand under', () => {
    const { title, items } = documentOf('# Our backend\n\nHello.\n\n## Before release\n\n**Security:**\n- [ ] no secrets in code\n- [x] SQL is **parameterised**\n');
    expect(title).toBe('Our backend');
    expect(items).toMatchObject([
      { text: 'no secrets in code', line: 8, section: 'Before release / Security', kind: 'task' },
      { text: 'SQL is parameterised', line: 9, section: 'Before release / Security', kind: 'task' },
    ]);
  });

  test('plain bullets only where a heading announces a checklist, in English and Italian', () => {
    expect(textsOf('## Introduction\n- we like tea\n')).toEqual([]);
    expect(textsOf('## Acceptance checks\n- routers live under /api\n')).toEqual(['routers live under /api']);
    expect(textsOf('## Requisiti di qualità\n- nessuna query nelle route\n')).toEqual(['nessuna query nelle route']);
  });

  test('bullets beside boxes are explanations', () => {
    expect(textsOf('## Checklist\n- read this first\n\n- [ ] lists are paged\n')).toEqual(['lists are paged']);
  });

  test('lines that begin with a cross forbid what they say', () => {
    expect(documentOf('## Avoid\n\n\u274c SQL in controllers\n\u274c print in production\n').items).toMatchObject([
      { text: 'SQL in controllers', line: 3, kind: 'cross' }, { text: 'print in production', line: 4, kind: 'cross' },
    ]);
  });

  test('boxes in a fence, and below a fence inside a fence of the same length', () => {
    const quoted = '```\n### Acceptance\n- [ ] it compiles\n```json\n{}\n```\n- [ ] tests pass\n```\n';
    expect(documentOf(quoted).items).toMatchObject([{ text: 'it compiles', line: 3 }, { text: 'tests pass', line: 7 }]);
  });

  test('a comment behind the line ties it, and is no part of its words', () => {
    expect(documentOf('- [ ] no print <!-- collaudo: no-print, require-docstrings -->\n').items).toMatchObject([{ text: 'no print', tie: 'no-print, require-docstrings' }]);
  });

  test('nested boxes are lines of their own; a labelled parent only names them', () => {
    expect(documentOf('## Checklist\n- Lists:\n  - paged\n  - sorted\n').items).toMatchObject([{ text: 'paged', section: 'Checklist / Lists' }, { text: 'sorted' }]);
  });

  test('Windows line ends keep their lines', () => {
    expect(documentOf('# A\r\n\r\n- [ ] one\r\n- [ ] two\r\n').items).toMatchObject([{ line: 3 }, { line: 4 }]);
  });
});

describe('text read in the wrong encoding', () => {
  test.each([
    ['Windows-1252', 'qualit\u00c3\u00a0 \u2014 r\u00c3\u00a8gle', 'qualità — règle'],
    ['Mac Roman', 'qualit\u221a\u2020', 'qualità'],
    ['nothing wrong', 'qualità, naïve, 日本', 'qualità, naïve, 日本'],
  ])('%s', (_, wrong, right) => {
    expect(repaired(wrong)).toBe(right);
  });
});
