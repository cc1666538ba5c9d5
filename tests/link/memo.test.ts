/** What was worked out once stays, and does not depend on what was asked first. */
import { expect, test } from 'vitest';
import { Memo } from '../../src/link/memo.js';
import type { Shape } from '../../src/link/shapes.js';
import { firstKnown, unknownShape } from '../../src/link/shapes.js';

interface Node { readonly name: string; readonly ways: readonly string[] }

/** Each node is the first of its ways that is known: another node, or `=value`. */
function answersIn(nodes: readonly Node[], order: readonly string[]): Readonly<Record<string, string>> {
  const memo = new Memo();
  const byName = new Map(nodes.map(node => [node.name, node]));
  const of = (name: string): Shape => {
    const node = byName.get(name);
    if (!node) return name.startsWith('=') ? { kind: 'library', path: name.slice(1) } : unknownShape('nothing');
    return memo.of(node, () => firstKnown(node.ways.map(way => () => of(way)), 'nothing'));
  };
  for (const name of order) of(name);
  return Object.fromEntries(nodes.map(({ name }) => { const shape = of(name); return [name, shape.kind === 'library' ? shape.path : shape.kind]; }));
}

function orders(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length <= 1) return [names];
  return names.flatMap((first, index) => orders(names.filter((_, other) => other !== index)).map(rest => [first, ...rest]));
}

const circles: Readonly<Record<string, readonly Node[]>> = {
  'two that ask each other first': [{ name: 'a', ways: ['b', '=x'] }, { name: 'b', ways: ['a', '=y'] }],
  'a ring that one member knows a way out of': [{ name: 'a', ways: ['b'] }, { name: 'b', ways: ['c'] }, { name: 'c', ways: ['a', '=y'] }],
  'a ring nobody knows anything of': [{ name: 'a', ways: ['b'] }, { name: 'b', ways: ['a'] }, { name: 'out', ways: ['a', '=z'] }],
  'rings within rings': [
    { name: 'a', ways: ['b', 'd'] }, { name: 'b', ways: ['c', 'a'] }, { name: 'c', ways: ['b', 'd', '=c'] }, { name: 'd', ways: ['e', 'a'] }, { name: 'e', ways: ['d', '=e'] },
  ],
  'one that looks further once something is known': [{ name: 'a', ways: ['b'] }, { name: 'b', ways: ['a', 'c'] }, { name: 'c', ways: ['d', 'b'] }, { name: 'd', ways: ['c', 'a', '=d'] }],
};

test.each(Object.entries(circles))('%s: the same in every order', (_, nodes) => {
  const found = orders(nodes.map(node => node.name)).map(order => JSON.stringify(answersIn(nodes, order)));
  expect(new Set(found).size).toBe(1);
});

test('a hundred circles at random: the same in every order', () => {
  let seed = 7;
  const random = (below: number): number => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((seed / 2_147_483_648) * below); };
  for (let turn = 0; turn < 100; turn++) {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const nodes = names.map((name): Node => ({ name, ways: Array.from({ length: 1 + random(3) }, () => (random(6) === 0 ? `=${name}` : names[random(names.length)] ?? 'a')) }));
    const found = new Set(orders(names).map(order => JSON.stringify(answersIn(nodes, order))));
    expect([...found], JSON.stringify(nodes)).toHaveLength(1);
  }
});

test('what is known somewhere in a circle is known everywhere in it', () => {
  expect(answersIn(circles['a ring that one member knows a way out of'] ?? [], ['a'])).toEqual({ a: 'y', b: 'y', c: 'y' });
  expect(answersIn(circles['a ring nobody knows anything of'] ?? [], ['a'])).toEqual({ a: 'unknown', b: 'unknown', out: 'z' });
});

test('a chain longer than the stack is followed to its end, each link once', () => {
  const memo = new Memo();
  const links = Array.from({ length: 50_000 }, (_, index) => ({ index }));
  let worked = 0;
  const of = (index: number): Shape => {
    const link = links[index];
    return link ? memo.of(link, () => { worked++; return of(index + 1); }) : { kind: 'library', path: 'end' };
  };
  expect(of(0)).toEqual({ kind: 'library', path: 'end' });
  // What was too deep is begun again once it is known.
  expect(worked).toBeLessThan(3 * links.length);
});

test('a ring longer than the depth ends', () => {
  const memo = new Memo();
  const links = Array.from({ length: 3_000 }, (_, index) => ({ index }));
  const of = (index: number): Shape => {
    const link = links[index % links.length];
    return link ? memo.of(link, () => of(index + 1)) : unknownShape('nothing');
  };
  expect(of(0).kind).toBe('unknown');
});
