/** Whatever the text, the reader answers: it neither throws nor hangs, and the same text gives the same answer. */
import { expect, test } from 'vitest';
import { statements } from './dialects.js';
import { read } from './reading.js';

const rounds = 6_000;
const longest = 600;
const pieces = ['(', ')', "'", '"', '`', '[', ']', ';', ',', '.', '--', '/*', '*/', '/*!', '$$', '$a$', '{}', '?', ':', '@', '%s', '#', '\n', '\\', '\nGO\n', ' WITH ', ' FROM ', ' SELECT ', ' AND ', ' OR ', ' CASE ', ' END ', ' BEGIN ', ' UNION ', ' AS ', ' INTO ', ' DELIMITER //\n', '\uFFFC', '\uD800', 'é', '\0'];

/** A small generator of numbers that is the same on every machine (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const seeds = Object.values(statements).flatMap(rows => rows.map(([sql]) => sql));

function mutated(sql: string, next: (below: number) => number): string {
  let text = sql;
  for (let times = 1 + next(4); times > 0; times--) {
    const at = next(text.length + 1);
    const other = seeds[next(seeds.length)] ?? '';
    switch (next(5)) {
      case 0: text = text.slice(0, at) + (pieces[next(pieces.length)] ?? '') + text.slice(at); break;
      case 1: text = text.slice(0, at) + text.slice(at + 1 + next(8)); break;
      case 2: text = text.slice(0, at) + other.slice(next(other.length + 1)); break;
      case 3: text = text.slice(at) + text.slice(0, at); break;
      case 4: text = text.slice(0, at) + text.slice(next(text.length + 1)); break;
    }
  }
  return text.slice(0, longest);
}

test('mutated statements are read without a crash, the same way twice, within their text', () => {
  const next = numbersFrom(20_240_917);
  for (let round = 0; round < rounds; round++) {
    const sql = mutated(seeds[round % seeds.length] ?? '', next);
    const length = sql.replaceAll('{}', ' ').length;
    const answer = read(sql);
    if (round % 10 === 0) expect(read(sql)).toEqual(answer);
    let last = 0;
    for (const statement of answer) {
      expect(statement.start, sql).toBeGreaterThanOrEqual(last);
      expect(statement.end, sql).toBeGreaterThan(statement.start);
      expect(statement.end, sql).toBeLessThanOrEqual(length);
      last = statement.end;
    }
    const holes = answer.flatMap(statement => statement.holes.map(hole => hole.hole));
    expect(new Set(holes).size, sql).toBe(holes.length);
  }
});

test.each([
  ['open parentheses', `SELECT ${'('.repeat(200_000)}`],
  ['nested subqueries', `SELECT * FROM ${'(SELECT * FROM '.repeat(30_000)}`],
  ['nested conditions', `SELECT * FROM a WHERE x = ${'(y = '.repeat(50_000)}`],
  ['many joins', `SELECT * FROM a ${'JOIN b ON a.x = b.y '.repeat(20_000)}`],
  ['unclosed dollar tags', Array.from({ length: 50_000 }, (_, index) => `$a${index}$`).join(' ')],
  ['open comments', '/*'.repeat(300_000)],
  ['SQL inside SQL', `DO ${Array.from({ length: 20_000 }, (_, index) => `$a${index}$ begin do `).join('')}${Array.from({ length: 20_000 }, (_, index) => `$a${19_999 - index}$`).join(' ')}`],
  ['a long dump', `INSERT INTO t VALUES ${"(1, 'it''s', NULL),".repeat(30_000)}(1, 'x', NULL)`],
])('time grows with the length only: %s', (_, sql) => {
  expect(read(sql).length).toBeLessThanOrEqual(1);
}, 30_000);
