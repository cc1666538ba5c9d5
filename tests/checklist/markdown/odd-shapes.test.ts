/** Markdown of odd shapes: every tie is read, none is taken from a neighbour, and the copy ticks nothing that was not judged. */
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../../src/checklist/markdown/items.js';
import { tickedCopy } from '../../../src/checklist/markdown/ticks.js';
import type { JudgedChecklist, LineStatus } from '../../../src/findings/judged-checklist.js';

const ties = (text: string) => documentOf(text).items.map(item => [item.text, item.line, item.tie]);

function judgedAs(text: string, status: LineStatus): JudgedChecklist {
  return { id: 'a.md', title: '', document: 'a.md', because: '', sections: [{ title: '', lines: documentOf(text).items.map((item, index) => ({ id: String(index), says: item.text, at: item.line, status, note: undefined, parts: [] })) }] };
}

describe('ties', () => {
  test('two comments on one line are both meant', () => {
    expect(ties('- [ ] clean <!-- collaudo: no-print --> and safe <!-- collaudo: no-hardcoded-secret -->\n')).toEqual([['clean  and safe', 1, 'no-print, no-hardcoded-secret']]);
  });

  test('a comment behind words that go on below, or below them, is the item\'s', () => {
    expect(ties('- [ ] a long\n  line <!-- collaudo: no-print -->\n- [ ] another\n')).toEqual([['a long line', 1, 'no-print'], ['another', 3, undefined]]);
    expect(ties('- [ ] a line\n\n  <!-- collaudo: no-print -->\n- [ ] another\n')[0]?.[2]).toBe('no-print');
  });

  test('a comment of a nested item is not its parent\'s', () => {
    expect(ties('- [ ] outer\n  - [ ] inner <!-- collaudo: no-print -->\n')).toEqual([['outer', 1, undefined], ['inner', 2, 'no-print']]);
  });

  test('a comment quoted as code ties nothing', () => {
    expect(ties('- [ ] lines end with `<!-- collaudo: no-print -->`\n')[0]?.[2]).toBeUndefined();
  });

  test('boxes in indented code have the comments of their own lines', () => {
    expect(ties('Template:\n\n    - [ ] one <!-- collaudo: no-print -->\n    - [ ] two <!-- collaudo: tests -->\n')).toEqual([['one', 3, 'no-print'], ['two', 4, 'tests']]);
  });

  test.each([
    ['a fence', '```md\n- [ ] one <!-- collaudo: no-print -->\n- [ ] two <!-- collaudo: tests -->\n```\n', 2],
    ['a fence of tildes in a quote', '> ~~~\n> - [ ] one <!-- collaudo: no-print -->\n> - [ ] two <!-- collaudo: tests -->\n> ~~~\n', 2],
    ['a fence with Windows line ends', '```\r\n- [ ] one <!-- collaudo: no-print -->\r\n- [ ] two <!-- collaudo: tests -->\r\n```\r\n', 2],
    ['a quote', '> - [ ] one <!-- collaudo: no-print -->\n> - [ ] two <!-- collaudo: tests -->\n', 1],
    ['numbers', '1. [ ] one <!-- collaudo: no-print -->\n2. [ ] two <!-- collaudo: tests -->\n', 1],
  ])('in %s too', (_, text, first) => {
    expect(ties(text)).toEqual([['one', first, 'no-print'], ['two', first + 1, 'tests']]);
  });

  test('the same words twice are two lines', () => {
    expect(ties('- [ ] same <!-- collaudo: no-print -->\n- [ ] same <!-- collaudo: tests -->\n')).toEqual([['same', 1, 'no-print'], ['same', 2, 'tests']]);
  });
});

describe('the ticked copy', () => {
  test.each([
    ['a list in a list', '- - [x] one\n'],
    ['a quote', '> * [X] one\n'],
    ['numbers', '1) [x] one\n'],
    ['a template', '```\n- [x] one\n```\n'],
    ['indented code', 'So:\n\n    - [x] one\n'],
    ['HTML that swallows it', '<details>\n- [x] one\n</details>\n'],
    ['a fence in an item', '- [x] outer\n  ```\n  - [x] one\n  ```\n'],
  ])('%s: nothing failed stays ticked', (_, text) => {
    expect(tickedCopy(text, judgedAs(text, 'fail'))).not.toMatch(/\[[xX]\]/);
  });

  test('verdicts of before are gone, however many', () => {
    expect(tickedCopy('- [x] one <!-- judged: pass --> <!-- judged: pass -->\n', judgedAs('- [x] one\n', 'fail'))).toBe('- [ ] one <!-- judged: fail -->\n');
  });
});
