/** Verbs, written and read tables in five dialects. */
import { describe, expect, test } from 'vitest';
import { statements } from './dialects.js';
import { tablesOf } from './reading.js';

describe.each(Object.entries(statements))('%s', (_, rows) => {
  test.each(rows)('%s', (sql, tables) => {
    expect(tablesOf(sql)).toBe(tables);
  });
});
