/** Row limits in five dialects, and SELECTs that answer one row anyway. */
import { describe, expect, test } from 'vitest';
import { limitsOf, read } from './reading.js';

const limits: readonly (readonly [sql: string, limit: string])[] = [
  ['SELECT * FROM t', 'none'],
  ['SELECT * FROM t LIMIT 10', '10'],
  ['SELECT * FROM t LIMIT 10 OFFSET 20', '10'],
  ['SELECT * FROM t OFFSET 20 LIMIT 10', '10'],
  ['SELECT * FROM t LIMIT 20, 10', '10'],
  ['SELECT * FROM t LIMIT ?, ?', '?'],
  ['SELECT * FROM t LIMIT $2 OFFSET $3', '$2'],
  ['SELECT * FROM t LIMIT :limit OFFSET :offset', ':limit'],
  ['SELECT * FROM t LIMIT %s', '%s'],
  ['SELECT * FROM t LIMIT %(limit)s', '%(limit)s'],
  ['SELECT * FROM t LIMIT {}', '{0}'],
  ['SELECT {} FROM t LIMIT {}', '{1}'],
  ['SELECT * FROM t LIMIT ALL', 'none'],
  ['SELECT * FROM t LIMIT -1', 'none'],
  ['SELECT * FROM t LIMIT LEAST($1, 100)', '100'],
  ['SELECT * FROM t LIMIT MIN(?1, 50)', '50'],
  ['SELECT * FROM t LIMIT COALESCE($1, 20)', '$1'],
  ['SELECT * FROM t LIMIT $1::int', '$1'],
  ['SELECT * FROM t WHERE a IN (SELECT b FROM u LIMIT 5)', 'none'],
  ['SELECT (SELECT TOP 1 x FROM u) FROM t', 'none'],
  ['SELECT * FROM a UNION ALL SELECT * FROM b LIMIT 7', '7'],
  ['(SELECT * FROM a LIMIT 5)', '5'],
  ['WITH x AS (SELECT * FROM t LIMIT 3) SELECT * FROM x', '3'],
  ['WITH x AS (SELECT * FROM t LIMIT 3) SELECT * FROM x JOIN y ON y.i = x.i', 'none'],
  ['SELECT * FROM (SELECT TOP 5 * FROM t) q', '5'],
  ['SELECT * FROM (SELECT TOP 5 * FROM t) q, u', 'none'],
  ['SELECT * FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY id) AS rn FROM t) q WHERE rn BETWEEN @a AND @b', '@b'],
  ['SELECT * FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY id) rn FROM t) q WHERE q.rn > 10 AND q.rn <= 20', '20'],
  ['WITH q AS (SELECT a, ROW_NUMBER() OVER (ORDER BY a) AS n FROM t) SELECT * FROM q WHERE n < {}', '{0}'],
  ['SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY c ORDER BY id) rn FROM t) q WHERE rn = 1', 'none'],
  ['SELECT * FROM (SELECT rn FROM t) q WHERE rn <= 20', 'none'],
  ['WITH x AS (SELECT * FROM t) SELECT * FROM x LIMIT 3', '3'],
  ['SELECT TOP 10 * FROM t', '10'],
  ['SELECT TOP (10) * FROM t', '10'],
  ['SELECT DISTINCT TOP 10 a FROM t', '10'],
  ['SELECT TOP (@n) * FROM t', '@n'],
  ['SELECT TOP ({}) * FROM t', '{0}'],
  ['SELECT TOP {} * FROM t', '{0}'],
  ['SELECT TOP 10 PERCENT * FROM t', 'none'],
  ['SELECT TOP (10) WITH TIES * FROM t ORDER BY a', '10'],
  ['SELECT TOP 1 a FROM t UNION SELECT a FROM u', 'none'],
  ['SELECT TOP 1 a FROM t UNION SELECT TOP 2 a FROM u', '3'],
  ['SELECT top FROM t', 'none'],
  ['SELECT * FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT 25 ROWS ONLY', '25'],
  ['SELECT * FROM t ORDER BY a OFFSET @o ROWS FETCH NEXT @n ROWS ONLY', '@n'],
  ['SELECT * FROM t ORDER BY a OFFSET {} ROWS FETCH NEXT {} ROWS ONLY', '{1}'],
  ['SELECT * FROM t FETCH FIRST ROW ONLY', '1'],
  ['SELECT * FROM t FETCH FIRST 5 ROWS ONLY', '5'],
  ['SELECT FIRST 10 * FROM t', '10'],
  ['SELECT FIRST ? SKIP ? * FROM t', '?'],
  ['SELECT first, last FROM t', 'none'],
  ['SELECT * FROM t ROWS 5', '5'],
  ['SELECT * FROM t ROWS 11 TO 20', '10'],
  ['SELECT sum(x) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t', 'none'],
  ['SELECT a, limit, offset FROM t', 'none'],
  ['SELECT * FROM t WHERE t.limit = 5', 'none'],
  ["SELECT 'LIMIT 5' FROM t", 'none'],
  ['SELECT * FROM t -- LIMIT 5', 'none'],
  ['SELECT * FROM t LIMIT 5; SELECT * FROM u', '5 ; none'],
  ['SELECT * FROM t LIMIT 5 FOR UPDATE', '5'],
  ['INSERT INTO a SELECT * FROM b LIMIT 9', '9'],
  ['SELECT * FROM t LIMIT {}, {}', '{1}'],
];

test.each(limits)('limit of %s', (sql, limit) => {
  expect(limitsOf(sql)).toBe(limit);
});

describe('one row whatever the table holds', () => {
  test.each([
    'SELECT COUNT(*) FROM t',
    'SELECT count(*) AS n, max(a) latest FROM t WHERE b = 1',
    'SELECT COALESCE(MAX(position), 0) + 1 FROM t',
    'SELECT COUNT(*)::bigint FROM t',
    'SELECT COUNT(DISTINCT a), SUM(CASE WHEN b THEN 1 ELSE 0 END) FROM t',
    'SELECT count(*) FILTER (WHERE done) FROM t',
    'SELECT EXISTS(SELECT 1 FROM t WHERE a = 1)',
    'SELECT 1',
    'SELECT now(), version()',
    'SELECT json_agg(x) FROM t',
    'SELECT COUNT(*) FROM {}',
    'SELECT COUNT(1) FROM (SELECT a FROM t GROUP BY a) q',
    'SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)',
  ])('%s', sql => {
    expect(read(sql)[0]?.singleRow).toBe(true);
  });

  test.each([
    'SELECT a, COUNT(*) FROM t GROUP BY a',
    'SELECT COUNT(*) FROM t GROUP BY a',
    'SELECT COUNT(*) OVER () FROM t',
    'SELECT a FROM t',
    'SELECT * FROM t',
    'SELECT lower(name) FROM t',
    'SELECT unnest($1)',
    'SELECT COUNT(*) FROM a UNION ALL SELECT COUNT(*) FROM b',
    'SELECT {}',
    'SELECT {} FROM t',
    'SELECT name, (SELECT COUNT(*) FROM b) FROM a',
    'DELETE FROM t',
  ])('not %s', sql => {
    expect(read(sql)[0]?.singleRow).toBe(false);
  });
});

test.each([
  ['SELECT u.id, name AS n, count(*) total, lower(x), *, p.* FROM u ORDER BY u.name DESC, 2, lower(y), {} ASC', 'u.id n total  * p.*', 'u.name 2 () {}'],
  ['SELECT DISTINCT TOP (5) id, [Codice Articolo] FROM t ORDER BY [Codice Articolo]', 'id Codice Articolo', 'Codice Articolo'],
  ['SELECT totale = SUM(x), CASE WHEN a THEN 1 END FROM t', 'totale ', ''],
  ['SELECT a::text, b "B" FROM t ORDER BY a NULLS LAST', ' B', 'a'],
] as const)('selection and order of %s', (sql, selects, orders) => {
  const [statement] = read(sql);
  expect(statement?.selects.join(' ')).toBe(selects);
  expect(statement?.orders.join(' ')).toBe(orders);
});
