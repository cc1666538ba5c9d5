import { expect, test } from 'vitest';
import { assignments, calls, lower, show } from './reading.js';

function valueOf(expression: string, file = 'src/app.ts'): string {
  const facts = lower(`x = ${expression};`, file);
  return show(facts, facts.assignments.at(-1)?.value);
}

test('a template keeps its pieces and holes; without holes it is text', () => {
  expect(valueOf('`select * from ${table} where id = ${req.params.id}`')).toBe("template<'select * from ' ++ table ++ ' where id = ' ++ req.params.id>");
  expect(valueOf('`plain\\n`')).toBe("'plain\n'");
});

test('every piece points at its own characters', () => {
  const source = 'x = `a${b}c` + "d";';
  const facts = lower(source);
  const value = facts.assignments[0]?.value;
  const pieces = value?.kind === 'joined' ? value.parts.map(part => source.slice(part.at.start, part.at.end)) : [];
  expect(pieces).toEqual(['a', 'b', 'c', '"d"']);
});

test('`+` with text on one side is text, however long the chain; without it is arithmetic', () => {
  expect(valueOf('"select " + cols + " from " + table')).toBe("plus<'select ' ++ cols ++ ' from ' ++ table>");
  expect(valueOf('prefix + name + ".sql"')).toBe("plus<prefix ++ name ++ '.sql'>");
  expect(valueOf('`${a} ` + b')).toBe("plus<a ++ ' ' ++ b>");
  expect(valueOf('page * size + 1')).toBe('+(*(page, size), 1)');
  expect(valueOf('"$" + (i + 1)')).toBe("plus<'$' ++ +(i, 1)>");
  expect(valueOf(Array.from({ length: 500 }, () => '"a"').join(' + '))).toContain("'a' ++ 'a'");
});

test('what may be one of several is a choice', () => {
  expect(valueOf('desc ? "DESC" : "ASC"')).toBe("('DESC' | 'ASC')");
  expect(valueOf('a ?? b')).toBe('(a | b)');
  expect(valueOf('ready && run()')).toBe('(ready | run())');
});

test('chains, casts, non-null, satisfies and await leave no trace', () => {
  expect(valueOf('(req!.query as any)?.name satisfies string')).toBe('req.query.name');
  expect(valueOf('await (await pool.connect()).query(sql)')).toBe('await await pool.connect().query(sql)');
  expect(valueOf('<string>req.query', 'src/a.ts')).toBe('req.query');
});

test('calls know `new`, tags, type arguments and spreads', () => {
  expect(valueOf('new Pool({ max: 5 })')).toBe("new Pool({'max': 5})");
  expect(valueOf('sql`select ${id}`')).toBe("sql(template<'select ' ++ id>) tagged");
  expect(valueOf('sql`select 1`')).toBe("sql('select 1') tagged");
  expect(valueOf('prisma.$queryRaw<User[]>`select 1`')).toBe("prisma.$queryRaw<[]<User>>('select 1') tagged");
  expect(valueOf('ds.getRepository<User>(User).find(...args)')).toBe('ds.getRepository<User>(User).find(...args)');
  expect(valueOf('ids.map(id => id * 2)')).toBe('ids.map(fn <closure>)');
});

test('a call comes after the calls among its arguments and points at its own name', () => {
  const source = 'save(load(1));';
  const facts = lower(source);
  expect(calls(facts)).toEqual(['load(1)', 'save(load(1)) dropped']);
  const nested = lower('db.users.find(1)').calls[0];
  expect(nested && 'db.users.find(1)'.slice(nested.nameAt.start, nested.nameAt.end)).toBe('find');
});

test('literals, lists and records', () => {
  expect(valueOf('[1, -2, null, undefined, true, ...rest]')).toBe('[1, -2, nothing, nothing, true, *rest]');
  expect(valueOf('{ a, "b": 1, [c]: 2, ...d, e() {}, f: () => 1 }')).toBe("{'a': a, 'b': 1, c: 2, ...d, 'e': fn e, 'f': fn f}");
  expect(valueOf('row["name"]')).toBe("row['name']");
  expect(valueOf('/^[a-z]+$/')).toBe("regex('^[a-z]+$')");
  expect(valueOf('+req.query.page')).toBe('number(req.query.page)');
});

test('destructuring gives one assignment for every name', () => {
  expect(assignments(lower('const { a, b: { c }, d = 1, [k]: e, ...rest } = req.body;'))).toEqual([
    'a = req.body.a', 'c = req.body.b.c', 'd = (req.body.d | 1)', 'e = req.body[k]', 'rest = req.body',
  ]);
  expect(assignments(lower('const [rows, , [first], ...more] = await db.query(q);'))).toEqual([
    'rows = *await db.query(q)@0', 'first = **await db.query(q)@2@0', 'more = await db.query(q)',
  ]);
  expect(assignments(lower('[this.a, b.c] = pair;'))).toEqual(['this.a = *pair@0', 'b.c = *pair@1']);
});

test('the places of `Promise.all` are known', () => {
  expect(assignments(lower('const [users, posts] = await Promise.all([findUsers(), findPosts()]);'))).toEqual(['users = findUsers()', 'posts = findPosts()']);
});

test('assignments say how', () => {
  expect(assignments(lower('let sql = "select"; sql += ` where ${c}`; n -= 1; cache ??= open(); i++;'))).toEqual([
    "sql = 'select'", "sql += template<' where ' ++ c>", 'n other 1', 'cache = (cache | open())', 'i other ++(i)',
  ]);
});

test('text with holes that reads like SQL is remembered once, a tagged one is left to its tag', () => {
  const facts = lower('run("select * from users where id = " + id + " limit 1"); run(sql`select * from users where id = ${id}`); log(`select a file, ${name}`); run(`select 1 from a`);');
  expect(facts.texts.map(text => show(facts, text.value))).toEqual(["plus<'select * from users where id = ' ++ id ++ ' limit 1'>"]);
});

test('JSX is no call, but its handlers and calls are seen', () => {
  const facts = lower('const page = <List rows={load()} onPick={id => open(id)}>{name()}<b/></List>;', 'src/page.tsx');
  expect(calls(facts)).toEqual(['load()', 'open(id)', 'name()']);
  expect(facts.functions.map(fn => fn.name)).toEqual(['onPick']);
});
