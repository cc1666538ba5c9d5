/** Where one statement ends and the next begins. */
import { expect, test } from 'vitest';
import { read, tablesOf } from './reading.js';

test.each([
  ['SELECT 1; SELECT 2', 'select ; select'],
  ["INSERT INTO t VALUES ('a;b'); DELETE FROM u", 'insert! -> t ; delete! -> u'],
  ['SELECT * FROM a\nGO\nDELETE FROM b\nGO 5', 'select <- a ; delete! -> b'],
  ['SELECT * FROM a INSERT INTO b (x) VALUES (1) UPDATE c SET x = 1 DELETE FROM d', 'select <- a ; insert! -> b ; update! -> c ; delete! -> d'],
  ['SET NOCOUNT ON SELECT * FROM a', 'set ; select <- a'],
  ['DECLARE @x int = 1 SELECT @x FROM a SET @x = 2 EXEC dbo.p @x', 'declare ; select <- a ; set ; execute! -> dbo.p'],
  ['IF EXISTS (SELECT 1 FROM a WHERE id = @id) UPDATE a SET x = 1 WHERE id = @id ELSE INSERT INTO a (x) VALUES (1)', 'other <- a ; update! -> a ; insert! -> a'],
  ['IF @x = 1 BEGIN DELETE FROM a; DELETE FROM b END ELSE BEGIN SELECT 1 END', 'other ; delete! -> a ; delete! -> b ; select'],
  ['INSERT INTO a (x) VALUES (1) IF OBJECT_ID(\'b\') IS NOT NULL DROP TABLE b', 'insert! -> a ; other ; drop! -> b'],
  ['SELECT IF(a, 1, 2) * IF(b, 1, 2) FROM t', 'select <- t'],
  ['SELECT 1\nGO 60 -- times\nSELECT 2', 'select ; select'],
  ['EXEC p RAISERROR(\'x\', 16, 1)', 'execute! -> p ; other'],
  ["\\connect db\nCOPY t (a, b) FROM stdin;\n1\tO'Reilly; DELETE FROM x\n2\t\\N\n\\.\n\nSELECT 1", 'copy! -> t ; select'],
  ['BEGIN TRAN UPDATE a SET x = 1 COMMIT', 'begin ; update! -> a ; commit'],
  ['BEGIN TRY INSERT INTO a (x) VALUES (1) END TRY BEGIN CATCH ROLLBACK END CATCH', 'insert! -> a ; rollback'],
  ['BEGIN; INSERT INTO a VALUES (1); END;', 'begin ; insert! -> a ; commit'],
  ['CREATE TABLE #t (id int) INSERT INTO #t (id) SELECT id FROM a', 'create -> #t~ ; insert -> #t~ <- a'],
  ['CREATE VIEW v AS SELECT * FROM a', 'create! -> v <- a'],
  ['INSERT INTO a SELECT * FROM b UNION SELECT * FROM c', 'insert! -> a <- b, c'],
  ['CREATE PROCEDURE p AS BEGIN SELECT 1; DELETE FROM a; END\nGO\nSELECT 2', 'create! ; select'],
  ['CREATE PROC p AS SELECT 1; DELETE FROM a\nGO\nSELECT 2', 'create! ; select'],
  ['SELECT * FROM t FOR UPDATE; UPDATE t SET a = 1', 'select <- t ; update! -> t'],
  ['GRANT SELECT, INSERT, UPDATE, DELETE ON t TO u', 'grant! -> t'],
  ['CREATE TABLE a (id int REFERENCES b (id) ON DELETE CASCADE ON UPDATE SET NULL)', 'create! -> a'],
  ['ALTER TABLE a ALTER COLUMN x DROP NOT NULL, ADD COLUMN y int', 'alter! -> a'],
  ['WITH x AS (SELECT 1) SELECT * FROM x WHERE 1 = (SELECT 2)', 'select'],
  ['EXPLAIN SELECT * FROM a', 'explain <- a'],
  ['SELECT (1; SELECT 2', 'select ; select'],
  ["SELECT 'open FROM a; DELETE FROM b", 'select'],
  [') SELECT 1', 'select'],
  ['DECLARE c CURSOR FOR SELECT * FROM a', 'declare <- a'],
] as const)('%s', (sql, expected) => {
  expect(tablesOf(sql)).toBe(expected);
});

test('offsets cover the statement without its separator', () => {
  const sql = '  SELECT 1 ;\n-- note\nDELETE FROM a ; ';
  expect(read(sql).map(statement => sql.slice(statement.start, statement.end))).toEqual(['SELECT 1', 'DELETE FROM a']);
});
