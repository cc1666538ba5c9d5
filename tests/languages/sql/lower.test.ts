/** `.sql` files: statements, statements loaded by name, and comments meant for collaudo. */
import { describe, expect, test } from 'vitest';
import { lowerSql } from '../../../src/languages/sql/lower.js';

describe('a file of named statements', () => {
  const text = '-- name: get-users^\n-- one user\nSELECT * FROM users WHERE id = :id LIMIT 1\n\n-- name: add_user<!\nINSERT INTO users (name) VALUES (:name) RETURNING id;\n-- name: all\nSELECT * FROM users\n';
  const facts = lowerSql('users.sql', text, 'production');

  test('each has its name and operator', () => {
    expect(facts.namedSql?.map(query => `${query.name} ${query.operator}`)).toEqual(['get-users ^', 'add_user <!', 'all ']);
  });

  test('their statements keep the offsets of the file', () => {
    expect(facts.sql?.map(statement => text.slice(statement.start, statement.end))).toEqual([
      'SELECT * FROM users WHERE id = :id LIMIT 1',
      'INSERT INTO users (name) VALUES (:name) RETURNING id',
      'SELECT * FROM users',
    ]);
  });

  test('a header without semicolon before it still separates', () => {
    expect(facts.namedSql?.map(query => query.statements.length)).toEqual([1, 1, 1]);
  });
});

test('a plain file has statements and no names', () => {
  const facts = lowerSql('0001_init.sql', 'CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);', 'migration');
  expect(facts.namedSql).toBeUndefined();
  expect(facts.sql?.map(statement => statement.verb)).toEqual(['create', 'insert']);
});

test('comments for collaudo are found, those in strings are not', () => {
  const text = "-- collaudo-destructive: merged into b\nDROP TABLE a; -- collaudo-allow x: y\n/* collaudo */ SELECT '-- collaudo';\n-- other\n";
  expect(lowerSql('a.sql', text, 'migration').comments.map(comment => [comment.text, comment.ownLine])).toEqual([
    ['collaudo-destructive: merged into b', true],
    ['collaudo-allow x: y', false],
    ['collaudo', true],
  ]);
});
