import { describe, expect, test } from 'vitest';
import { lower, spell, spellArgument, spellType } from './spell.js';

describe('functions', () => {
  test('parameters, annotations, decorators', () => {
    const facts = lower([
      '@router.get("/x", dependencies=[Depends(auth)])',
      'async def show(db: Annotated[Session, Depends(get_db)], /, q: "Optional[str]" = None, *args: int, k: a.B | None = 3, **kw) -> list[User]: ...',
    ].join('\n'));
    const [fn] = facts.functions;
    expect(fn?.async).toBe(true);
    expect(fn?.params.map(param => `${param.name}: ${spellType(param.type, facts)}${param.default ? ` = ${spell(param.default, facts)}` : ''}${param.rest ? '*' : ''}${param.keywords ? '**' : ''}`)).toEqual([
      'db: Annotated<Session, Depends(get_db)>', 'q: Optional<str> = None', 'args: int*', 'k: |<a.B, None> = 3', 'kw: none**',
    ]);
    expect(spellType(fn?.returns, facts)).toBe('list<User>');
    const [decorator] = fn?.decorators ?? [];
    expect([decorator?.path, decorator?.called, decorator?.args.map(arg => spellArgument(arg, facts))]).toEqual(['router.get', true, ['"/x"', 'dependencies=[Depends(auth)]']]);
    expect(facts.calls.map(call => spell(call.callee, facts))).toEqual(['Depends', 'Depends']);
  });

  test('methods, nested functions, generators, lambdas', () => {
    const facts = lower('class A:\n  def m(self):\n    def inner():\n      yield 1\n    return lambda x: x.y\n');
    expect(facts.functions.map(fn => [fn.name, fn.kind, fn.in, fn.class, fn.generator])).toEqual([
      ['m', 'method', -1, 0, false], ['inner', 'function', 0, -1, true], ['<closure>', 'closure', 0, -1, false],
    ]);
    expect(facts.returns.map(each => [spell(each.value, facts), each.yields, each.in])).toEqual([['1', true, 1], ['x.y', false, 2], ['function <closure>', false, 0]]);
  });

  test('tests', () => {
    expect(lower('def test_a(): pass\ndef helper(): pass', 'test').functions.map(fn => fn.test)).toEqual([true, false]);
    expect(lower('def test_a(): pass\nclass T(unittest.TestCase):\n  def test_b(self): pass').functions.map(fn => fn.test)).toEqual([false, true]);
  });
});

test('classes: bases, keywords, fields', () => {
  const facts = lower('class User(Base, Generic[T], table=True):\n  """Doc."""\n  __tablename__ = "users"\n  id: Mapped[int] = mapped_column(primary_key=True)\n  name: str\n  class Config:\n    orm_mode = True\n  other = 1\n');
  const [user, config] = facts.classes;
  expect(user?.bases.map(base => spellType(base, facts))).toEqual(['Base', 'Generic<T>']);
  expect(user?.keywords.map(each => spellArgument(each, facts))).toEqual(['table=True']);
  expect(user?.fields.map(field => `${field.name}: ${spellType(field.type, facts)} = ${field.value ? spell(field.value, facts) : ''}`)).toEqual([
    '__tablename__: none = "users"', 'id: Mapped<int> = mapped_column(primary_key=True)', 'name: str = ', 'other: none = 1',
  ]);
  expect(config?.fields.map(field => field.name)).toEqual(['orm_mode']);
  expect(facts.assignments).toEqual([]);
});

test('module-level aliases are values and types, their calls happen once', () => {
  const facts = lower('SessionDep = Annotated[Session, Depends(get_db)]\nId = int | None\nRow: TypeAlias = "dict[str, Any]"\ntype Rows = list[Row]\nfirst = ITEMS[0]\nMaybe = Union[A, B]\n');
  expect(facts.aliases.map(alias => `${alias.name} = ${spellType(alias.type, facts)}`)).toEqual([
    'SessionDep = Annotated<Session, Depends(get_db)>', 'Id = |<int, None>', 'Row = dict<str, Any>', 'Rows = list<Row>', 'Maybe = Union<A, B>',
  ]);
  expect(facts.assignments.map(each => spell(each.target, facts))).toEqual(['SessionDep', 'Id', 'Row', 'first', 'Maybe']);
  expect(facts.calls).toHaveLength(1);
});

test('Literal keeps its values', () => {
  const facts = lower('def f(order: Literal["asc", "desc"], kind: typing.Literal[1]): pass');
  expect(facts.functions[0]?.params.map(param => spellType(param.type, facts))).toEqual(['Literal<"asc", "desc">', 'typing.Literal<1>']);
});

test('imports', () => {
  const facts = lower([
    'import a.b, os', 'import c.d as e', 'from . import f', 'from ..g.h import (i as j, k)', 'from l import *', 'from __future__ import annotations',
    'if TYPE_CHECKING:', '  from m import N', 'def fn():', '  try:', '    import o', '  except ImportError: pass',
  ].join('\n'));
  expect(facts.imports.map(each => `${each.local} <- ${each.module}:${each.name ?? ''}${each.typeOnly ? ' type' : ''} in ${String(each.in)}`)).toEqual([
    'a <- a: in -1', 'a.b <- a.b: in -1', 'os <- os: in -1', 'e <- c.d: in -1', 'f <- .:f in -1', 'j <- ..g.h:i in -1', 'k <- ..g.h:k in -1',
    '* <- l:* in -1', 'annotations <- __future__:annotations in -1', 'N <- m:N type in -1', 'o <- o: in 0',
  ]);
});

describe('blocks', () => {
  const blocks = (source: string): string[] => {
    const facts = lower(source);
    return facts.blocks.map(block => [
      block.kind, `g${String(block.group)}`, `p${String(block.parent)}`, block.test ? spell(block.test, facts) : '', block.over ? `over ${spell(block.over, facts)}` : '', (block.catches ?? []).join(','),
    ].filter(Boolean).join(' '));
  };

  test.each([
    ['if a: pass\nelif b: pass\nelse: pass', ['if g0 p-1 a', 'if g0 p-1 b', 'else g0 p-1']],
    ['for x in xs:\n  while y: pass', ['loop g0 p-1 over xs', 'while g1 p0 y']],
    ['try: pass\nexcept (A, b.C) as e: pass\nexcept D: pass\nexcept: pass\nfinally: pass', ['try g0 p-1', 'catch g0 p-1 A,b.C', 'catch g0 p-1 D', 'catch g0 p-1', 'finally g0 p-1']],
    ['with a, b() as c: pass', ['with g0 p-1 over [a, b()]']],
    ['async def f():\n  async with a as b: pass', ['with g0 p-1 over [a]']],
    ['match v:\n  case "a" | "b": pass\n  case C.D: pass\n  case _: pass', ['case g0 p-1 (in v ["a", "b"]) over v', 'case g0 p-1 (== v C.D) over v', 'case g0 p-1 over v']],
    ['x = [y for y in ys if z]', ['loop g0 p-1 over ys', 'if g1 p0 z']],
    ['if __name__ == "__main__": main()', ['if g0 p-1 (== __name__ "__main__")']],
  ])('%s', (source, expected) => expect(blocks(source)).toEqual(expected));

  test('calls know their block', () => {
    const facts = lower('for x in xs():\n  f(x)\nelse:\n  g()');
    expect(facts.calls.map(call => `${spell(call.callee, facts)} ${String(call.block)}`)).toEqual(['xs -1', 'f 0', 'g 1']);
  });
});

test('raises', () => {
  const facts = lower('def f():\n  raise HTTPException(404) from e\n  raise');
  expect(facts.raises.map(each => spell(each.value, facts))).toEqual(['HTTPException(404)', 'None']);
});

test('comments that mention collaudo', () => {
  const facts = lower('x = 1  # collaudo: ignore a -- because\n# collaudo-file\n# nothing\n');
  expect(facts.comments.map(comment => [comment.text, comment.ownLine])).toEqual([['collaudo: ignore a -- because', false], ['collaudo-file', true]]);
});

describe('broken code', () => {
  test.each(['def f(:\n  x = 1\n', 'x = (', 'class :\n', 'f"{', '"""open', 'if x\n  y()\n', ')]}', '@\ndef', 'from import', 'match x:\n case', '\0\uD800', 'for in :'])('%j is data', source => {
    const facts = lower(source);
    expect(facts.broken.length).toBeGreaterThan(0);
  });

  test('what stands beside it is still read', () => {
    const facts = lower('def good():\n  return query(a)\n\ndef bad(:\n  pass\n\nlate = other()\n');
    expect(facts.calls.map(call => spell(call.callee, facts))).toContain('query');
    expect(facts.calls.map(call => spell(call.callee, facts))).toContain('other');
  });

  test('Python 2 spellings', () => {
    expect(() => lower('print "a %s" % b\nexec "x"\nraise E, "m"\ntry: pass\nexcept A, e: pass\ndef f((a, b)): pass\n')).not.toThrow();
  });
});

test('files longer than the parser\'s buffer are read whole', () => {
  const source = `${'# é filler line that only takes up space\n'.repeat(3_000)}last = call()\n`;
  const facts = lower(source);
  expect(facts.broken).toEqual([]);
  expect(facts.calls.map(call => source.slice(call.at.start, call.at.end))).toEqual(['call()']);
});
