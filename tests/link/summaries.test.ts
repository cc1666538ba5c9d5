/** What functions do to the world, by themselves and through calls. */
import { describe, expect, test } from 'vitest';
import { componentsOf } from '../../src/link/components.js';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';
import type { FunctionRef, Program } from '../../src/rule/program.js';
import type { FunctionSummary } from '../../src/rule/summary.js';

function programOf(files: Readonly<Record<string, string>>): Program {
  const facts = Object.entries(files).map(([file, text]) => (file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript)(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined);
}

function functionCalled(program: Program, name: string): FunctionRef {
  const found = program.files.flatMap(file => program.functionsOf(file)).find(one => one.fact.name === name);
  if (!found) throw new Error(`no function is called ${name}`);
  return found;
}

function effectsOf(program: Program, name: string): readonly string[] {
  const { effects }: FunctionSummary = program.summaryOf(functionCalled(program, name));
  return effects.map(one => `${one.kind} ${one.table ?? one.what}${one.bounded === undefined ? '' : one.bounded ? ' bounded' : ' unbounded'} ${one.calls}`);
}

describe('strongly connected components', () => {
  test('come after everything they lead to', () => {
    const next = [[1], [2], [1, 3], []];
    expect(componentsOf(4, node => next[node] ?? [])).toEqual([[3], [1, 2], [0]]);
  });

  test('a chain and a ring of a hundred thousand end', () => {
    const count = 100_000;
    expect(componentsOf(count, node => (node + 1 < count ? [node + 1] : []))).toHaveLength(count);
    expect(componentsOf(count, node => [(node + 1) % count])).toHaveLength(1);
  });
});

const users = `import sqlite3
import time

class Missing(Exception):
    pass

def connect():
    return sqlite3.connect("users.db")

def fetch(name):
    db = connect()
    rows = db.execute("SELECT * FROM users").fetchall()
    if not rows:
        raise Missing(name)
    return rows

def store(db: sqlite3.Connection, name):
    db.execute(f"INSERT INTO users VALUES ('{name}')")
    db.commit()

def rename(db: sqlite3.Connection, name):
    time.sleep(1)
    store(db, name.strip())

def careful(name):
    try:
        return fetch(name)
    except Missing:
        return []
`;

describe('a function', () => {
  test('does what it calls does, with the nearest place', () => {
    const program = programOf({ 'users.py': users });
    expect(effectsOf(program, 'rename')).toEqual(['blocks time.sleep 0', 'blocks sqlite3.Connection.commit 1', 'blocks sqlite3.Connection.execute 1', 'commits commit 1', 'writes users 1']);
    expect(effectsOf(program, 'fetch')).toEqual(expect.arrayContaining(['reads users unbounded 0', 'raises Missing 0', 'opens sqlite3.connect 1']));
    const [write] = program.reaches(functionCalled(program, 'rename'), 'writes');
    expect(write?.path.map(step => step.message)).toEqual(['`store` is called here']);
    expect(users.slice(write?.at.start, write?.at.end)).toBe('execute');
  });

  test('does not raise what it catches', () => {
    expect(effectsOf(programOf({ 'users.py': users }), 'careful').filter(one => one.startsWith('raises'))).toEqual([]);
  });

  test('is known by what it is handed and what it gives back', () => {
    const program = programOf({ 'users.py': users });
    expect(program.summaryOf(functionCalled(program, 'rename'))).toMatchObject({ receivesSession: [0], parametersIntoSql: [1], answers: 'nothing' });
    expect(program.summaryOf(functionCalled(program, 'careful'))).toMatchObject({ answers: 'collection', parametersIntoSql: [] });
  });

  test('logs when what it calls does', () => {
    const program = programOf({ 'app.py': 'import logging\n\nlogger = logging.getLogger(__name__)\n\ndef note(what):\n    logger.info(what)\n\ndef entry():\n    note("x")\n' });
    expect(effectsOf(program, 'entry')).toEqual([expect.stringMatching(/^logs logging.*info 1$/)]);
  });

  test('that calls itself through others has what they all do', () => {
    const program = programOf({
      'app.ts': `import { readFileSync } from 'node:fs';
export function even(n: number): string { return n === 0 ? readFileSync('x', 'utf8') : odd(n - 1); }
export function odd(n: number): string { return third(n); }
function third(n: number): string { return even(n - 1); }
export function entry() { return odd(5); }
`,
    });
    expect(['even', 'odd', 'third', 'entry'].map(name => effectsOf(program, name))).toEqual([
      ['blocks fs.readFileSync 0'], ['blocks fs.readFileSync 2'], ['blocks fs.readFileSync 1'], ['blocks fs.readFileSync 3'],
    ]);
  });

  test('reaches calls in the order of their distance', () => {
    const program = programOf({ 'app.rs': 'fn a() { b(); last(); }\nfn b() { c(); b(); }\nfn c() { std::fs::read("x"); a(); }\nfn last() { tick(); }\n' });
    const calls = [...program.callsReachedFrom(functionCalled(program, 'a'))].map(one => `${one.in.fact.name}:${one.path.length}`);
    expect(calls).toEqual(['a:0', 'a:0', 'b:1', 'b:1', 'last:1', 'c:2', 'c:2']);
    const [read] = program.reaches(functionCalled(program, 'a'), call => { const path = program.libraryPathOf(call); return path.known && path.value === 'std.fs.read'; });
    expect(read?.path.map(step => step.message)).toEqual(['`b` is called here', '`c` is called here']);
  });
});

describe('long and mutual calls end', () => {
  test('a chain ten thousand deep', () => {
    const count = 10_000;
    const text = `import time\n${Array.from({ length: count }, (_, index) => `def f${index}():\n    return ${index + 1 < count ? `f${index + 1}()` : 'time.sleep(1)'}\n`).join('')}`;
    const program = programOf({ 'chain.py': text });
    const [wait] = program.reaches(functionCalled(program, 'f0'), 'blocks');
    expect(wait?.path).toHaveLength(count - 1);
    expect([...program.callsReachedFrom(functionCalled(program, 'f0'))]).toHaveLength(count);
  }, 60_000);

  test('a ring of two thousand', () => {
    const count = 2_000;
    const text = `import time\n${Array.from({ length: count }, (_, index) => `def f${index}(x):\n    f${(index + 1) % count}(x)\n    return f${(index + 7) % count}(x)\n`).join('')}def wait():\n    time.sleep(1)\n    f0(1)\n`;
    const program = programOf({ 'ring.py': text });
    expect(effectsOf(program, 'f5')).toEqual([]);
    expect(effectsOf(program, 'wait')).toEqual(['blocks time.sleep 0']);
  }, 60_000);
});
