/** What writing statements set, and how they meet rows that exist already. */
import { expect, test } from 'vitest';
import { read } from './reading.js';

test.each([
  ['INSERT INTO t (a, [b c], "d") VALUES (1, 2, 3)', 'a|b c|d', false, false],
  ['INSERT INTO t WITH (TABLOCK) (a) VALUES (1)', 'a', false, false],
  ['INSERT INTO t VALUES (1)', '', false, false],
  ['INSERT INTO t (a) SELECT x FROM u WHERE f(y) = 1', 'a', false, false],
  ['INSERT INTO t (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b, c = 1 RETURNING id', 'a|b|c', true, true],
  ['INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = VALUES(a)', 'a', true, false],
  ['INSERT OR IGNORE INTO t (a) VALUES (1)', 'a', true, false],
  ['INSERT IGNORE INTO t (a) VALUES (1)', 'a', true, false],
  ['INSERT INTO t SET a = 1, b = 2', 'a|b', false, false],
  ['REPLACE INTO t (a) VALUES (1)', 'a', true, false],
  ['UPDATE t SET a = 1, t.b = f(2, 3), {} = ? WHERE c = 1', 'a|b|{}', false, false],
  ['UPDATE t SET (a, b) = (SELECT 1, 2), c = 3', 'a|b|c', false, false],
  ['UPDATE t SET a = 1 OUTPUT inserted.a WHERE b = 1', 'a', false, true],
  ['MERGE INTO t USING s ON t.i = s.i WHEN MATCHED THEN UPDATE SET a = s.a', 'a', true, false],
  ['UPDATE OR INSERT INTO t (a) VALUES (1)', 'a', true, false],
] as const)('%s', (sql, sets, upserts, returning) => {
  const [statement] = read(sql);
  expect([statement?.sets?.join('|'), statement?.upserts ?? false, statement?.returning ?? false]).toEqual([sets, upserts, returning]);
});

test('a read sets nothing', () => {
  const [statement] = read('SELECT a FROM t');
  expect(statement?.sets).toBeUndefined();
});
