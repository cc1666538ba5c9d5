/** What part of the grammar a pasted value takes the place of. */
import { expect, test } from 'vitest';
import { holesOf, read } from './reading.js';

const places: readonly (readonly [sql: string, places: string])[] = [
  ["SELECT * FROM t WHERE a = '{}'", 'quoted'],
  ["SELECT * FROM t WHERE a LIKE '%{}%'", 'quoted'],
  ["SELECT * FROM t WHERE a = '{}-{}'", 'quoted quoted'],
  ['SELECT * FROM t WHERE a = "{}"', 'quoted'],
  ['SELECT * FROM t WHERE a = {}', 'value'],
  ['SELECT * FROM t WHERE a = {} AND b > {}', 'value value'],
  ['SELECT * FROM t WHERE a BETWEEN {} AND {}', 'value value'],
  ['SELECT * FROM t WHERE {} = a', 'name'],
  ['SELECT * FROM t WHERE {} = ?', 'name'],
  ['SELECT * FROM t WHERE {} IS NULL', 'name'],
  ['SELECT * FROM t WHERE {}', 'clause'],
  ['SELECT * FROM t WHERE a = 1 AND {}', 'clause'],
  ['SELECT * FROM t {}', 'clause'],
  ['SELECT * FROM t{}', 'clause'],
  ['SELECT * FROM t WHERE a = 1 {} ORDER BY b', 'clause'],
  ['{} LIMIT 5', 'clause'],
  ['SELECT * {}', 'clause'],
  ['SELECT * FROM t WHERE a IN ({})', 'list'],
  ['SELECT * FROM t WHERE a IN {}', 'list'],
  ['SELECT * FROM t WHERE a IN (1, {})', 'value'],
  ['INSERT INTO t VALUES ({})', 'list'],
  ['INSERT INTO t VALUES ({}, {})', 'value value'],
  ['INSERT INTO t VALUES (1, {}), (2, {})', 'value value'],
  ['INSERT INTO t VALUES {}', 'list'],
  ['INSERT INTO t ({}) VALUES ({})', 'list list'],
  ['INSERT INTO t (a, {}) VALUES (1, ?)', 'name'],
  ['INSERT INTO {} (a) VALUES (1)', 'name'],
  ['SELECT {} FROM t', 'list'],
  ['SELECT a, {} FROM t', 'name'],
  ['SELECT max({}) FROM t', 'value'],
  ['SELECT f(a, {}) FROM t', 'value'],
  ['SELECT * FROM {}', 'name'],
  ['SELECT * FROM "{}"', 'name'],
  ['SELECT * FROM `{}`', 'name'],
  ['SELECT * FROM [{}].dbo.t', 'name'],
  ['SELECT * FROM {}.t', 'name'],
  ['SELECT * FROM log_{}', 'name'],
  ['SELECT * FROM t JOIN {} ON 1 = 1', 'name'],
  ['SELECT * FROM t ORDER BY {}', 'name'],
  ['SELECT * FROM t ORDER BY {} {}', 'name clause'],
  ['SELECT * FROM t ORDER BY a {}', 'clause'],
  ['SELECT * FROM t ORDER BY a, {}', 'name'],
  ['SELECT * FROM t GROUP BY {}', 'name'],
  ['SELECT * FROM t LIMIT {}', 'limit'],
  ['SELECT * FROM t LIMIT {} OFFSET {}', 'limit limit'],
  ['SELECT * FROM t LIMIT {}, {}', 'limit limit'],
  ['SELECT TOP {} * FROM t', 'limit'],
  ['SELECT TOP ({}) * FROM t', 'limit'],
  ['SELECT * FROM t OFFSET {} ROWS FETCH NEXT {} ROWS ONLY', 'limit limit'],
  ['UPDATE t SET {}', 'list'],
  ['UPDATE t SET {} = ?', 'name'],
  ['UPDATE t SET a = {}', 'value'],
  ['UPDATE t SET a = 1, {} = 2', 'name'],
  ['UPDATE t SET a = a + {}', 'value'],
  ['SELECT * FROM t WHERE a = ${}', 'placeholder'],
  ['SELECT * FROM t WHERE a = :p{}', 'placeholder'],
  ['SELECT * FROM t WHERE a = @{}', 'placeholder'],
  ['SELECT * FROM t -- {}', 'comment'],
  ['SELECT * /* {} */ FROM t', 'comment'],
  ['/* {} */ SELECT * FROM {}', 'comment name'],
  ['DROP TABLE {}', 'name'],
  ['DROP TABLE IF EXISTS {}', 'name'],
  ['CREATE TABLE {} (a int)', 'name'],
  ['ALTER TABLE {} ADD COLUMN {} {}', 'name name clause'],
  ['CREATE INDEX {} ON {} ({})', 'name name list'],
  ['PRAGMA table_info({})', 'value'],
  ['PRAGMA user_version = {}', 'value'],
  ['EXEC {}', 'name'],
  ['EXEC dbo.p @a = {}', 'value'],
  ['USE {}', 'name'],
  ['SELECT a::{} FROM t', 'name'],
  ["SELECT now() - INTERVAL '{} days'", 'quoted'],
  ['SELECT * FROM t WHERE a > {} - 1', 'value'],
  ['DELETE FROM t WHERE id = {}; DROP TABLE {}', 'value ; name'],
  ['SELECT * FROM t WHERE (a, b) IN ({})', 'list'],
  ['SELECT * FROM t WHERE a = ({})', 'value'],
  ['SELECT * FROM ({}) AS q', 'clause'],
];

test.each(places)('%s', (sql, expected) => {
  expect(holesOf(sql)).toBe(expected);
});

test('a hole counts as one character and keeps its number across statements', () => {
  const [first, second] = read('SELECT {}; DELETE FROM {}');
  expect(first).toMatchObject({ start: 0, end: 8, holes: [{ hole: 0 }] });
  expect(second).toMatchObject({ start: 10, end: 23, holes: [{ hole: 1 }] });
});

test('the hole character in a literal is no hole', () => {
  expect(read('SELECT \uFFFC FROM {}')[0]?.holes).toEqual([{ hole: 0, place: 'name' }]);
});
