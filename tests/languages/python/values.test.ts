import { describe, expect, test } from 'vitest';
import { assigned, lower, spell } from './spell.js';

describe('values', () => {
  test.each([
    ['x = await repo.find(a, *b, k=1, **c)', 'repo.find(a, ...b, k=1, **=...c)'],
    ['x = rows[0]', 'rows[0]'],
    ['x = rows[1:n]', 'rows[[1, n]]slice'],
    ['x = rows[:5]', 'rows[[None, 5]]slice'],
    ['x = m[a, b]', 'm[[a, b]]'],
    ['x = {"a": 1, **rest}', '{"a": 1, **: rest}'],
    ['x = [a, *b]', '[a, item of b]'],
    ['x = (1, -2.5, 0x1F, 1_000, 0o17)', '[1, -2.5, 31, 1000, 15]'],
    ['x = a if t else b', '<if a | b>'],
    ['x = a or b or c', '<or a | b | c>'],
    ['x = a and b', '<and a | b>'],
    ['x = not a', '(not a)'],
    ['x = a not in b', '(not in a b)'],
    ['x = a is not None', '(is not a None)'],
    ['x = 0 < a <= 5', '<and (< 0 a) | (<= a 5)>'],
    ['x = [f(i) for i in xs if i.ok]', 'each f(i) of xs'],
    ['x = {k: v for k, v in d.items()}', 'each {k: v} of d.items()'],
    ['x = sum(i.price for i in items)', 'sum(each i.price of items)'],
    ['x = lambda a: a.b', 'function x'],
    ['x = Field(...)', 'Field(Ellipsis)'],
    ['x = (((a)))', 'a'],
    ['x = yield y', 'unknown: what the caller sends in'],
    ['x = 3j', 'unknown: a number of a rare kind'],
    ['x: int', 'unknown: declared without a value'],
    ['x = y = 3', '3'],
    ['x = a @ b', '(@ a b)'],
  ])('%s', (source, value) => expect(assigned(source)).toBe(value));

  test('very deep code is unknown, not a crash', () => {
    const deep = `x = ${'['.repeat(2_000)}${']'.repeat(2_000)}`;
    expect(() => lower(deep)).not.toThrow();
    expect(() => lower(`x = ${'not '.repeat(5_000)}y`)).not.toThrow();
    expect(assigned(`x = ${Array.from({ length: 3_000 }, () => 'a').join(' + ')}`)).toMatch(/^\(\+ a a/);
  });
});

describe('assignments', () => {
  const all = (source: string): string[] => {
    const facts = lower(source);
    return facts.assignments.map(each => `${spell(each.target, facts)} ${each.operator} ${spell(each.value, facts)}${each.declares ? '' : ' (not declared here)'}`);
  };

  test.each([
    ['a, b = f()', ['a = item0 of f()', 'b = item1 of f()']],
    ['a, (b, *c) = 1, pair', ['a = 1', 'b = item0 of pair', 'c = pair[[]]slice']],
    ['a, b = (1, 2) if t else (3, 4)', ['a = <if 1 | 3>', 'b = <if 2 | 4>']],
    ['a = b = c', ['a = c', 'b = c']],
    ['self.x = 1', ['self.x = 1 (not declared here)']],
    ['d["k"] = 1', ['d["k"] = 1 (not declared here)']],
    ['q += " x"', ['q += " x" (not declared here)']],
    ['n -= 1', ['n other 1 (not declared here)']],
    ['def f():\n  global g\n  g = 1', ['g = 1 (not declared here)']],
    ['for a, b in rows: pass', ['a = item0 of item of rows', 'b = item1 of item of rows']],
    ['with open(p) as f, db.begin(): pass', ['f = open(p)']],
    ['with (open(p) as f, db() as (c, d)): pass', ['f = open(p)', 'c = item0 of db()', 'd = item1 of db()']],
    ['if (n := f()): pass', ['n = f()']],
    ['try: pass\nexcept E as e: pass', ['e = unknown: the caught error']],
    ['match v:\n  case A(x=y): pass\n  case other: pass', ['y = item of v', 'other = v']],
  ])('%s', (source, expected) => expect(all(source)).toEqual(expected));
});

test('a chain that names an imported module is one name', () => {
  const facts = lower('import app.crud\nimport os.path as path, json\nx = app.crud.items(app.other)\n');
  expect(facts.calls.map(call => call.callee)).toMatchObject([{ kind: 'member', name: 'items', of: { kind: 'name', name: 'app.crud' } }]);
  expect(facts.calls[0]?.args[0]?.value).toMatchObject({ kind: 'member', name: 'other', of: { kind: 'name', name: 'app' } });
});

test('calls know whether they are awaited, dropped, and where their name is', () => {
  const source = 'async def f():\n  await db.commit()\n  x = other()\n  audit(x)';
  const facts = lower(source);
  expect(facts.calls.map(call => [source.slice(call.nameAt.start, call.nameAt.end), call.awaited ?? false, call.dropped ?? false, call.in])).toEqual([
    ['commit', true, true, 0], ['other', false, false, 0], ['audit', false, true, 0],
  ]);
});

test('a call is recorded after the calls it is made of', () => {
  const facts = lower('r = session.execute(select(User)).scalars().all()');
  expect(facts.calls.map(call => (call.callee.kind === 'member' ? call.callee.name : 'select'))).toEqual(['select', 'execute', 'scalars', 'all']);
});
