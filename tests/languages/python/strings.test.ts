import { describe, expect, test } from 'vitest';
import { assigned, lower } from './spell.js';

describe('literals', () => {
  test.each([
    [String.raw`x = 'a\tb\x41\u00e9\101\\'`, String.raw`"a\tbAéA\\"`],
    [String.raw`x = r'a\tb'`, String.raw`"a\\tb"`],
    ['x = """two\nlines"""', String.raw`"two\nlines"`],
    ["x = 'select \\\n  1'", '"select   1"'],
    ["x = 'a' \"b\" \\\n  u'c'", '"abc"'],
    ["x = b'bytes'", '"bytes"'],
    ["x = f'{{}} plain'", '"{} plain"'],
    ["x = ''", '""'],
    [String.raw`x = '\N{BULLET}\U0001F600\q'`, '"\uFFFD\u{1F600}\\\\q"'],
  ])('%s', (source, value) => expect(assigned(source)).toBe(value));
});

describe('text with holes', () => {
  test.each([
    ["x = f'a {b!r} c'", 'template{"a " ~ b ~ " c"}'],
    ["x = f'{b:05.2f} {c:,} {d:>{w}} {e:%Y-%m-%d}'", 'template{(number b) ~ " " ~ (number c) ~ " " ~ d ~ " " ~ e}'],
    ["x = f'{b=}'", 'template{"b=" ~ b}'],
    ["x = 'a ' f'{b}' ' c'", 'template{"a " ~ b ~ " c"}'],
    ["x = rf'\\d{b}'", 'template{"\\\\d" ~ b}'],
    ["x = f\"{', '.join(cols)}\"", 'template{", ".join(cols)}'],
    ["x = 'a %s b' % c", 'percent{"a " ~ c ~ " b"}'],
    ["x = 'a %s b %d 100%%' % (c, d)", 'percent{"a " ~ c ~ " b " ~ (number d) ~ " 100%"}'],
    ["x = '%(n)s-%(m)s' % {'n': c, 'm': d}", 'percent{c ~ "-" ~ d}'],
    ["x = '%(n)s' % row", 'percent{row["n"]}'],
    ["x = '%s %s' % pair", 'percent{pair[0] ~ " " ~ pair[1]}'],
    ["x = 'a {} {1.y} {n[k]} {{}} {z:d}'.format(b, c, n=n, z=q)", 'format{"a " ~ b ~ " " ~ c.y ~ " " ~ n["k"] ~ " {} " ~ (number q)}'],
    ["x = '{a} {b}'.format(**names)", 'format{names["a"] ~ " " ~ names["b"]}'],
    ["x = '{} {}'.format(*pair)", 'format{item of pair ~ " " ~ item of pair}'],
    ["x = ('a '\n  'b {}').format(c)", 'format{"a b " ~ c}'],
    ["x = (f'{a} ' + '{}').format(c)", 'format{a ~ " " ~ c}'],
    ["x = 'a' + b + c", 'plus{"a" ~ b ~ c}'],
    ["x = a + b + 'c'", 'plus{a ~ b ~ "c"}'],
    ["x = a + (f'{b} d' + e)", 'plus{a ~ b ~ " d" ~ e}'],
    ["x = base + (' where ' + w if w else '')", 'plus{base ~ <if plus{" where " ~ w} | "">}'],
    ["x = 'in (' + ','.join(['?'] * len(ids)) + ')'", 'plus{"in (" ~ ",".join(["?"] * len(ids)) ~ ")"}'],
    ["x = a + b", '(+ a b)'],
    ["x = a % b", '(% a b)'],
    ["x = '?,' * n", '(* "?," n)'],
    ["x = n * ['?']", '["?"] * n'],
    ["x = 'a [V] b'.replace('[V]', c)", 'format{"a " ~ c ~ " b"}'],
    ["x = 'a b'.replace('z', c)", '"a b".replace("z", c)'],
    ["x = q.format(a)", 'q.format(a)'],
  ])('%s', (source, value) => expect(assigned(source)).toBe(value));

  test('a literal piece of a template keeps its own place', () => {
    const source = "x = 'select %s from t' % c";
    const value = lower(source).assignments[0]?.value;
    const pieces = value?.kind === 'joined' ? value.parts.map(part => source.slice(part.at.start, part.at.end)) : [];
    expect(pieces).toEqual(['select ', 'c', ' from t']);
  });
});

describe('texts that read like SQL', () => {
  const texts = (source: string): string[] => {
    const { texts } = lower(source);
    return texts.map(text => source.slice(text.at.start, text.at.end));
  };

  test('are noted once, at the outermost text', () => {
    expect(texts("db.execute('SELECT a FROM ' + t + f' WHERE b = {c}')")).toEqual(["'SELECT a FROM ' + t + f' WHERE b = {c}'"]);
    expect(texts("q = ('SELECT {} '\n 'FROM t').format(c)")).toEqual(["('SELECT {} '\n 'FROM t').format(c)"]);
    expect(texts("q += f' AND b = {c}'")).toEqual(["f' AND b = {c}'"]);
    expect(texts("q = (f'DELETE FROM {t}')")).toEqual(["f'DELETE FROM {t}'"]);
  });

  test('need a hole, and must not be prose', () => {
    expect(texts("q = 'SELECT a ' + 'FROM t'")).toEqual([]);
    expect(texts("log.info(f'Update the user {name}')")).toEqual([]);
    expect(texts("log.info(f'delete from cache failed: {error}')")).toEqual([]);
  });
});
