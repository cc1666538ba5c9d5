/** A team's document as a checklist: what ties a line, what a guess may say, and what is refused. */
import { describe, expect, test } from 'vitest';
import { rules } from '../../../rules/index.js';
import { suggestTies } from '../../../src/checklist/markdown/suggest.js';
import { teamChecklist } from '../../../src/checklist/markdown/team.js';
import { tickedCopy } from '../../../src/checklist/markdown/ticks.js';
import { evidenceExamples, evidenceOf } from '../../../src/checklist/markdown/ties.js';

const ids = rules.map(rule => rule.id);
const judgesOf = (markdown: string) => teamChecklist('docs/b.md', markdown, ids).sections.flatMap(section => section.lines).map(line => line.judges);

describe('what judges a line', () => {
  test('the rules, evidence and person its comment names', () => {
    expect(judgesOf('- [ ] safe <!-- collaudo: no-string-built-sql, tests, coverage > 80, person: ask Ada -->')).toEqual([[
      { kind: 'rule', rule: 'no-string-built-sql' },
      { kind: 'evidence', needs: { kind: 'tests' } },
      { kind: 'evidence', needs: { kind: 'coverage', of: 'changed lines', percent: { over: 80 } } },
      { kind: 'person', because: 'ask Ada' },
    ]]);
  });

  test.each([
    ['SQL injection prevented', 'no-string-built-sql'],
    ['Paginazione sulle liste', 'no-unbounded-list'],
    ['Nessun `.unwrap()` in produzione', 'no-unwrap-in-production'],
    ['Business logic in API routes', 'no-business-logic-in-routes'],
    ['No N+1 queries', 'no-n-plus-one'],
    ['Database ERP in sola lettura', 'no-writes-to-read-only-database'],
  ])('without one, what its words suggest: %s', (text, rule) => {
    expect(judgesOf(`- [ ] ${text}`)).toEqual([[{ kind: 'rule', rule }]]);
  });

  test.each([
    'SQL injection tested', 'Authentication bypass tested', 'Secrets rotated regularly', 'Use pydantic-settings for configuration', 'Security audit completed', 'Read-only database users where possible',
  ])('words about something else suggest nothing: %s', text => {
    expect(judgesOf(`- [ ] ${text}`)).toMatchObject([[{ kind: 'person' }]]);
  });

  test('figures are read from the words', () => {
    expect(judgesOf('- [ ] Test coverage ≥ 85%\n- [ ] API response time < 200ms')).toEqual([
      [{ kind: 'evidence', needs: { kind: 'coverage', of: 'changed lines', percent: { atLeast: 85 } } }],
      [{ kind: 'evidence', needs: { kind: 'response time', underMs: 200 } }],
    ]);
  });

  test('words that suggest nothing leave the line to a person', () => {
    expect(judgesOf('- [ ] everybody is happy')).toMatchObject([[{ kind: 'person' }]]);
  });

  test.each(evidenceExamples)('evidence can be written as `%s`', example => {
    expect(evidenceOf(example)).toBeDefined();
  });
});

describe('what is refused', () => {
  test('an unknown rule in a comment, with file, line and the nearest name', () => {
    expect(() => teamChecklist('docs/b.md', '# A\n\n- [ ] x <!-- collaudo: no-string-build-sql -->\n', ids)).toThrow('docs/b.md:3: there is no rule or evidence called "no-string-build-sql"');
  });

  test('a comment that names nothing', () => {
    expect(() => teamChecklist('docs/b.md', '- [ ] x <!-- collaudo: , -->', ids)).toThrow('docs/b.md:1');
  });

  test('a document without a line to judge', () => {
    expect(() => teamChecklist('docs/b.md', '# Poem\n\nRoses are red.\n', ids)).toThrow('no line to judge');
  });
});

describe('suggestions', () => {
  const written = '# B\r\n\r\n- [ ] Lists are paginated\r\n- [ ] everybody is happy\r\n- [ ] no panics <!-- collaudo: no-unwrap-in-production -->\r\n';

  test('are written behind the line; everything else stays byte for byte', () => {
    const { text, tied, kept, unjudged } = suggestTies(written, ids);
    expect(text).toBe(written.replace('paginated\r', 'paginated <!-- collaudo: no-unbounded-list -->\r'));
    expect([tied.length, kept.length, unjudged.map(item => item.text)]).toEqual([1, 1, ['everybody is happy']]);
  });

  test('are read back as they were written, and writing them again changes nothing', () => {
    const { text } = suggestTies(written, ids);
    expect(judgesOf(text)[0]).toEqual([{ kind: 'rule', rule: 'no-unbounded-list' }]);
    expect(suggestTies(text, ids).text).toBe(text);
  });
});

test('a ticked copy ticks what passes, and nothing else', () => {
  const lines = [{ at: 1, status: 'pass' as const }, { at: 2, status: 'partly' as const }].map(one => ({ ...one, id: '', says: '', parts: [], note: undefined }));
  const judged = { id: 'b.md', title: 'B', document: 'b.md', because: '', sections: [{ title: '', lines }] };
  expect(tickedCopy('- [ ] one\n- [x] two\n- [x] three\n', judged)).toBe('- [x] one <!-- judged: pass -->\n- [ ] two <!-- judged: partly -->\n- [ ] three <!-- judged: not at all -->\n');
});
