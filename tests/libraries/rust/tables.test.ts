/** The Rust tables hang together: what a row leads to is itself known, and every run names rows. */
import { describe, expect, test } from 'vitest';
import { rustLibraries } from '../../../src/libraries/rust/index.js';

const calls = rustLibraries.flatMap(library => Object.entries(library.calls ?? {}).map(([path, effect]) => ({ library: library.name, path, effect })));
const aliases = new Map(rustLibraries.flatMap(library => Object.entries(library.aliases ?? {})));
const bases = new Map(rustLibraries.flatMap(library => Object.entries(library.bases ?? {})));

describe('rust library tables', () => {
  test('names are unique and every library says what mentions it', () => {
    const names = rustLibraries.map(library => library.name);
    expect(new Set(names).size).toBe(names.length);
    expect(rustLibraries.filter(library => library.mentions.length === 0)).toEqual([]);
  });

  test('every session type leads to a method that runs something', () => {
    const running = new Set(calls.filter(({ effect }) => effect.runs !== undefined || effect.rows !== undefined || effect.from !== undefined).map(({ path }) => path.slice(0, path.lastIndexOf('.'))));
    const reaches = (type: string): boolean => {
      for (let at: string | undefined = type; at !== undefined; at = bases.get(at)) if (running.has(at)) return true;
      return false;
    };
    const silent = rustLibraries.flatMap(library => library.sessions ?? []).filter(type => !reaches(type));
    expect(silent).toEqual([]);
  });

  test('aliases never lead in circles', () => {
    const circling = [...aliases.keys()].filter(start => {
      const seen = new Set<string>();
      for (let at: string | undefined = start; at !== undefined; at = aliases.get(at)) {
        if (seen.has(at)) return aliases.get(at) !== at;
        seen.add(at);
      }
      return false;
    });
    expect(circling).toEqual([]);
  });

  test('a call that takes SQL text says what carries it or how many rows it gives', () => {
    expect(calls.filter(({ effect }) => effect.text !== undefined && effect.returns === undefined && effect.rows === undefined).map(({ path }) => path)).toEqual([]);
    expect(calls.filter(({ effect }) => effect.runs !== undefined && effect.rows === undefined).map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ['sqlx.query_as', { text: [1, 0] }], ['sqlx.Query.fetch_all', { on: 0, rows: 'many' }], ['sqlx.QueryBuilder.push', { raw: 0 }],
    ['rusqlite.Connection.query_row', { runs: 0, rows: 'one' }], ['std.thread.sleep', { blocks: 'sleep' }], ['tiberius.Client.query', { runs: 0 }],
  ])('%s', (path, expected) => {
    expect(calls.find(one => one.path === path)?.effect).toMatchObject(expected);
  });
});
