/** What the Rust front-end makes of source text. */
import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../../../src/facts/structure.js';
import type { Value } from '../../../src/facts/value.js';
import { lowerRust } from '../../../src/languages/rust/lower.js';

function lower(text: string): FileFacts { return lowerRust('src/main.rs', text, 'production'); }

/** A value in one line, so that a test reads like the code it is about. */
function shown(value: Value | undefined, facts: FileFacts): string {
  if (!value) return '-';
  const all = (values: readonly Value[]): string => values.map(one => shown(one, facts)).join(', ');
  switch (value.kind) {
    case 'text': return JSON.stringify(value.text);
    case 'number': case 'boolean': return String(value.value);
    case 'nothing': return '()';
    case 'joined': return `joined(${all(value.parts)})`;
    case 'name': return value.name;
    case 'member': return `${shown(value.of, facts)}.${value.name}`;
    case 'index': return `${shown(value.of, facts)}[${shown(value.key, facts)}]`;
    case 'call': return callShown(value.call, facts);
    case 'list': return `[${all(value.items)}${value.repeat ? `; ${shown(value.repeat, facts)}` : ''}]`;
    case 'record': return `${value.type ?? ''}{${value.entries.map(entry => `${shown(entry.key, facts)}: ${shown(entry.value, facts)}`).join(', ')}}`;
    case 'choice': return `choice(${all(value.options)})`;
    case 'operation': return `(${value.operator} ${all(value.operands)})`;
    case 'function': return `fn#${value.function}`;
    case 'each': return `each(${shown(value.element, facts)})`;
    case 'item': return `item(${shown(value.of, facts)})`;
    case 'unknown': return '?';
  }
}

function callShown(index: number, facts: FileFacts): string {
  const call = facts.calls[index];
  if (!call) return '?';
  const args = call.args.map(arg => `${arg.name ? `${arg.name}=` : ''}${shown(arg.value, facts)}`).join(', ');
  return `${shown(call.callee, facts)}${call.macro ? '!' : ''}(${args})`;
}

function calls(text: string): string[] {
  const facts = lower(text);
  return facts.calls.map((_, index) => callShown(index, facts));
}

function assignments(text: string): string[] {
  const facts = lower(text);
  return facts.assignments.map(one => `${shown(one.target, facts)} = ${shown(one.value, facts)}`);
}

describe('calls', () => {
  test('inner calls come before outer ones, `?` and `.await` leave no trace', () => {
    const facts = lower('async fn f() { let x = sqlx::query("select 1").bind(id()).fetch_all(&pool).await?; }');
    expect(facts.calls.map((_, index) => callShown(index, facts))).toEqual([
      'sqlx.query("select 1")', 'id()', 'sqlx.query("select 1").bind(id())', 'sqlx.query("select 1").bind(id()).fetch_all(pool)',
    ]);
    expect(facts.calls[3]).toMatchObject({ awaited: true });
    expect(facts.calls[3]?.dropped).toBeUndefined();
  });

  test('a statement of its own is dropped, a tail call is returned', () => {
    const facts = lower('fn f() -> u8 { a()?; let _ = b(); c() }');
    expect(facts.calls.map(call => call.dropped ?? false)).toEqual([true, false, false]);
    expect(facts.returns.map(one => shown(one.value, facts))).toEqual(['c()']);
  });

  test('what wraps or begins with nothing is no call', () => {
    expect(assignments('fn f() { let a = Some(x()); let b: Vec<u8> = Vec::new(); let c = String::with_capacity(9); let d = Ok(()); }')).toEqual(['a = x()', 'b = []', 'c = ""', 'd = ()']);
  });

  test('type arguments are kept', () => {
    const facts = lower('fn f() { sqlx::query_as::<_, model::User>("x"); }');
    expect(facts.calls[0]?.types?.map(type => type.name)).toEqual(['_', 'model.User']);
  });

  test('doc comments and strings are no calls', () => {
    expect(calls('/// x.unwrap()\n//! y.unwrap()\nfn f() -> &str { /* z.unwrap() */ "w.unwrap()" }')).toEqual([]);
  });
});

describe('macros', () => {
  test('arguments are read again, nested ones too, and keep their place', () => {
    const text = 'fn f() { println!("{} {}", a.unwrap(), format!("<{}>", b.get(0).unwrap())); }';
    const facts = lower(text);
    const unwraps = facts.calls.filter(call => text.slice(call.nameAt.start, call.nameAt.end) === 'unwrap');
    expect(unwraps.map(call => text.slice(call.at.start, call.at.end))).toEqual(['a.unwrap()', 'b.get(0).unwrap()']);
    expect(callShown(facts.calls.length - 1, facts)).toBe('println!(joined(a.unwrap(), " ", joined("<", b.get(0).unwrap(), ">")))');
  });

  test('inline captures, positions, names and numeric conversions', () => {
    expect(assignments('fn f() { let q = format!("select {col} from {0} where {x:?} {n:x} {{}}", t.name, x = y); }')).toEqual([
      'q = joined("select ", col, " from ", t.name, " where ", y, " ", (number n), " {}")',
    ]);
  });

  test('lists, JSON and named arguments', () => {
    expect(assignments('fn f() { let a = vec!["?"; n]; let b = vec![x.y(), 2]; let c = json!({"k": v.get(), "l": [1, {"m": null}]}); }')).toEqual([
      'a = ["?"; n]', 'b = [x.y(), 2]', 'c = {"k": v.get(), "l": [1, {"m": null}]}',
    ]);
    expect(calls('fn f() { info!(user = %id, count = list.len(), "found {}", name); }').at(-1)).toBe('info!(user=id, count=list.len(), joined("found ", name))');
    expect(calls('fn f() { error!(error.message = %e, a.b(), "x {}", c.collect::<Vec<Vec<u8>>>()); }')).toEqual(['a.b()', 'c.collect()', 'error!(error.message=e, a.b(), joined("x ", c.collect()))']);
  });

  test('statics in macros, select arms, definitions skipped', () => {
    const facts = lower(`
      lazy_static! { static ref RE: Regex = Regex::new("x").unwrap(); }
      macro_rules! m { ($e:expr) => { $e.unwrap() }; }
      async fn f() { tokio::select! { Some(m) = rx.recv() => { m.handle().unwrap(); } _ = stop.changed() => return, } }`);
    expect(facts.assignments.map(one => `${shown(one.target, facts)} = ${shown(one.value, facts)}`)).toEqual([
      'RE = Regex.new("x").unwrap()', 'm = rx.recv()',
    ]);
    expect(facts.calls.filter(call => call.callee.kind === 'member' && call.callee.name === 'unwrap')).toHaveLength(2);
    expect(facts.calls.find(call => call.callee.kind === 'member' && call.callee.name === 'recv')?.awaited).toBe(true);
  });

  test('a comment at the end of a macro ends with it', () => {
    expect(calls('thread_local! { static A: B = b(); // why\n}\nfn f() { assert!(x.is_some(), "y"); vec![g() /* one */, h() // two\n]; }')).toEqual([
      'b()', 'thread_local!()', 'x.is_some()', 'assert!(x.is_some(), "y")', 'g()', 'h()',
    ]);
  });

  test('one unreadable argument does not spoil its neighbours', () => {
    expect(calls('fn f() { odd!(a =>> b ; c.unwrap()); fine!(d.unwrap()); }').filter(one => one.endsWith('.unwrap()'))).toEqual(['c.unwrap()', 'd.unwrap()']);
  });
});

describe('functions, classes and modules', () => {
  test('methods belong to their impl, with trait and type', () => {
    const facts = lower('impl<T> Repo<T> for Pg<T> { async fn all(&self, limit: i64) -> Vec<T> { todo!() } }');
    expect(facts.classes[0]).toMatchObject({ kind: 'impl', name: 'Pg', bases: [{ name: 'Repo' }] });
    expect(facts.functions[0]).toMatchObject({ name: 'all', kind: 'method', class: 0, async: true, public: true });
    expect(facts.functions[0]?.params.map(param => `${param.name}: ${param.type?.name}`)).toEqual(['self: Self', 'limit: i64']);
    expect(facts.functions[0]?.returns?.args[0]?.name).toBe('T');
  });

  test('extractors are named by what they extract', () => {
    const facts = lower('fn h(State(pool): State<PgPool>, Path((a, b)): Path<(Uuid, String)>, Query(Page { size, .. }): Query<Page>, Json(body): Json<X>) {}');
    expect(facts.functions[0]?.params.map(param => `${param.name}: ${param.type?.text}`)).toEqual([
      'pool: State<PgPool>', '[]: Path<(Uuid, String)>', '{}: Query<Page>', 'body: Json<X>',
    ]);
    expect(facts.assignments.map(one => `${shown(one.target, facts)} = ${shown(one.value, facts)}`)).toEqual(['a = [].0', 'b = [].1', 'size = {}.size']);
  });

  test('a bound says what a type parameter is', () => {
    const facts = lower("fn f<'e, E>(db: E, f: impl Fn(i32) -> bool) where E: sqlx::Executor<'e, Database = Postgres> {}");
    expect(facts.functions[0]?.params.map(param => param.type?.name)).toEqual(['sqlx.Executor', 'Fn']);
    const generic = lower('struct S<R: Repo> { repo: Arc<R>, n: u8 } impl<R> S<R> where R: Repo { fn new(repo: R) -> R { repo } }');
    expect(generic.classes[0]?.fields[0]?.type).toMatchObject({ name: 'Arc', args: [{ name: 'Repo', text: 'R' }] });
    expect(generic.functions[0]).toMatchObject({ params: [{ type: { name: 'Repo' } }], returns: { name: 'R' } });
  });

  test('tests are marked by attribute, module and cfg, not by cfg(not(test))', () => {
    const facts = lower(`
      #[cfg(test)] mod tests { fn helper() {} #[test] fn t() {} }
      fn a() {} #[sqlx::test] async fn b() {} #[cfg(all(test, unix))] fn c() {} #[cfg(not(test))] fn d() {} fn e() {}`);
    expect(facts.functions.filter(one => one.test).map(one => one.name)).toEqual(['helper', 't', 'b', 'c']);
    expect(facts.functions[0]?.module).toEqual(['tests']);
    expect(facts.testRegions).toHaveLength(3);
  });

  test('attributes become decorators with their values', () => {
    const facts = lower('#[get("/x")] #[serde(rename = "y", default)] #[validate(length(max = 10))] fn f() {}');
    expect(facts.functions[0]?.decorators.map(one => `${one.path}(${one.args.map(arg => `${arg.name ?? ''}=${shown(arg.value, facts)}`).join(', ')})`)).toEqual([
      'get(="/x")', 'serde(rename="y", =default)', 'validate(=length{"max": 10})',
    ]);
  });

  test('fields and variants with their attributes', () => {
    const facts = lower('struct A { #[serde(rename = "i")] id: i64, tags: Vec<&\'static str> } struct B(pub u8); enum C { X, #[b] Y(String), Z { q: u8 } }');
    expect(facts.classes.map(one => `${one.name}(${one.fields.map(field => `${field.name}: ${field.type?.text ?? '-'}`).join(', ')})`)).toEqual([
      "A(id: i64, tags: Vec<&'static str>)", 'B(0: u8)', 'C(X: -, Y: String, Z: -)',
    ]);
    expect(facts.classes[0]?.fields[1]?.type?.args[0]?.name).toBe('str');
    expect(facts.classes[2]?.fields[1]?.decorators[0]?.path).toBe('b');
  });
});

describe('imports', () => {
  test('use trees are flattened', () => {
    const facts = lower('use a::{self, b::{C as D, *}, e as _}; pub use crate::x::Y; use tokio; mod m; pub mod n { #[path = "o.rs"] mod o; use super::Q; }');
    expect(facts.imports.map(one => `${one.local} <- ${one.module} . ${one.name ?? '-'}${one.reexport ? ' re' : ''}${one.declaresModule ? ' mod' : ''}${one.inlineModule ? ` in ${one.inlineModule.join('::')}` : ''}`)).toEqual([
      'a <- a . -', 'D <- a::b . C', '* <- a::b . *', '_ <- a . e', 'Y <- crate::x . Y re', 'tokio <- tokio . -', 'm <- m . - mod', 'o <- o . - mod in n', 'Q <- super . Q in n',
    ]);
    expect(facts.imports.find(one => one.local === 'o')?.declaredPath).toBe('o.rs');
  });
});

describe('flow', () => {
  test('branches of one if are one group, names are bound inside', () => {
    const facts = lower('fn f(o: Option<u8>) -> u8 { if o.is_some() { o.unwrap() } else if let Some(x) = g() { x } else { 0 } }');
    expect(facts.blocks.map(block => `${block.kind} ${block.group} ${shown(block.test, facts)}`)).toEqual(['if 0 o.is_some()', 'if 0 (let g())', 'else 0 -'].map(one => one.replace('(let g())', '(let g(), Some)')));
    expect(facts.returns.map(one => shown(one.value, facts))).toEqual(['o.unwrap()', 'x', '0']);
    expect(facts.returns.map(one => one.block)).toEqual([0, 1, 2]);
    expect(facts.assignments).toMatchObject([{ block: 1, target: { name: 'x' } }]);
  });

  test('match arms, guards and literals', () => {
    const facts = lower('fn f(s: &str) { let c = match s { "a" | "b" => "x", y if y.is_empty() => "e", _ => "z" }; }');
    expect(facts.blocks.map(block => shown(block.test, facts))).toEqual(['["a", "b"]', 'y.is_empty()', '-']);
    expect(facts.assignments.map(one => `${shown(one.target, facts)} = ${shown(one.value, facts)}`)).toEqual(['y = s', 'c = choice("x", "e", "z")']);
  });

  test('a branch that leaves gives no value and says so', () => {
    const facts = lower('fn f(s: &str) { let c = match s { "a" => "x", "b" => return, _ => { log(); panic!("no") } }; let d = if s == "a" { "y" } else { return }; }');
    expect(facts.assignments.map(one => shown(one.value, facts))).toEqual(['choice("x")', 'choice("y")']);
    expect(facts.blocks.map(block => block.leaves ?? false)).toEqual([false, true, true, false, true]);
  });

  test('loops, let else, closures', () => {
    const facts = lower('fn f() { for (i, x) in xs.iter().enumerate() { g(x); } let Some(y) = h() else { return; }; let add = |a: u8| a + 1; while let Some(z) = it.next() {} }');
    expect(facts.assignments.map(one => `${shown(one.target, facts)} = ${shown(one.value, facts)}`)).toEqual([
      'i = item(xs.iter().enumerate()).0', 'x = item(xs.iter().enumerate()).1', 'y = h()', 'add = fn#1', 'z = it.next()',
    ]);
    expect(facts.functions[1]).toMatchObject({ name: 'add', kind: 'closure', in: 0 });
    expect(facts.blocks.map(block => block.kind)).toEqual(['loop', 'else', 'while']);
  });

  test('errors that leave are raises', () => {
    const facts = lower('fn f() -> R { if a { return Err(E::A); } Err(b)?; ensure!(ok, "no {}", x); bail!("bad"); if c { Ok(1) } else { Err(E::C(2)) } }');
    expect(facts.raises.map(one => shown(one.value, facts))).toEqual(['Err(E.A)', 'Err(b)', 'joined("no ", x)', '"bad"', 'Err(E.C(2))']);
    expect(facts.returns.map(one => shown(one.value, facts))).toEqual(['1']);
  });

  test('async blocks answer for themselves', () => {
    const facts = lower('fn f() { spawn(async move { run().await }); }');
    expect(facts.returns[0]?.in).toBe(1);
    expect(facts.functions[1]).toMatchObject({ kind: 'closure', async: true });
  });
});

describe('text', () => {
  test('escapes, raw strings, continuation lines', () => {
    expect(assignments('fn f() { let a = "x\\n\\u{41}\\\n     y"; let b = r#"select "q" \\n"#; let c = \'c\'; let d = 1_000u32; let e = -0x1f; }')).toEqual([
      'a = "x\\nAy"', 'b = "select \\"q\\" \\\\n"', 'c = "c"', 'd = 1000', 'e = -31',
    ]);
  });

  test('text with holes that reads like SQL is noted once', () => {
    const facts = lower('fn f() { let q = String::from("select * from ") + table + " where id=" + &id; log(format!("deleted {}", n)); let w = format!(" WHERE {}", c); }');
    expect(facts.texts.map(one => shown(one.value, facts))).toEqual(['joined("select * from ", table, " where id=", id)', 'joined(" WHERE ", c)']);
  });

  test('a cast to a number is proof of one', () => {
    expect(assignments('fn f() { let a = x as i64; let b = y as usize as f64; let c = z as Foo; }')).toEqual(['a = (number x)', 'b = (number (number y))', 'c = z']);
  });
});

describe('odd input', () => {
  test('broken regions are data', () => {
    const text = 'fn a() { x.unwrap(); }\nfn b( { ]\nfn c() { y.unwrap(); }';
    const facts = lower(text);
    expect(facts.broken.length).toBeGreaterThan(0);
    expect(facts.calls.length).toBeGreaterThan(0);
  });

  test('a variable called raw is none', () => {
    expect(lower('fn f() { g(&raw, 1); h(&raw const x); }').broken).toEqual([]);
    expect(calls('fn f() { g(&raw, 1); }')).toEqual(['g(raw, 1)']);
  });

  test('nothing at all, and nesting without end', () => {
    expect(lower('').calls).toEqual([]);
    expect(() => lower(`fn f() { ${'('.repeat(3000)}1${')'.repeat(3000)}; }`)).not.toThrow();
    expect(() => lower(`fn f() { ${'if a { '.repeat(800)}${'}'.repeat(800)} }`)).not.toThrow();
  });

  test('cut off anywhere, every place still lies inside the text', () => {
    const text = '#[get("/x")] async fn f(Path((a, b)): Path<(u8, u8)>) -> R { tokio::select! { Some(m) = rx.recv() => { info!("é {}", m.id().unwrap()); } } match a { 1 | 2 if b > 1 => json!({"k": [x.y()?]}), _ => return Err(e) } }';
    for (let length = 0; length <= text.length; length++) {
      const facts = lower(text.slice(0, length));
      const spans = [...facts.calls.flatMap(call => [call.at, call.nameAt]), ...facts.functions.map(one => one.at), ...facts.assignments.map(one => one.at), ...facts.blocks.map(one => one.at)];
      expect(spans.filter(span => span.start < 0 || span.end < span.start || span.end > length)).toEqual([]);
    }
  });

  test('a file that says it is a test is one', () => {
    const facts = lower('#![cfg(test)]\nuse super::*;\nfn helper() { x.unwrap(); }');
    expect(facts.functions[0]?.test).toBe(true);
    expect(facts.testRegions).toEqual([{ start: 0, end: 55 }]);
  });

  test('a text longer than the reading buffer keeps its places', () => {
    const filler = '// a line of nothing but words, é and 𝕏, to fill the buffer\n'.repeat(2_000);
    const text = `fn a() { b(); }\n${filler}fn c() { d("é").unwrap(); }`;
    const facts = lower(text);
    expect(facts.broken).toEqual([]);
    expect(facts.calls.map(call => text.slice(call.at.start, call.at.end))).toEqual(['b()', 'd("é")', 'd("é").unwrap()']);
  });

  test('comments that mention collaudo', () => {
    expect(lower('fn f() {\n  a(); // collaudo-allow x: because\n  // collaudo-allow y: so\n}').comments).toMatchObject([
      { text: 'collaudo-allow x: because', ownLine: false }, { text: 'collaudo-allow y: so', ownLine: true },
    ]);
  });
});
