import { expect, test } from 'vitest';
import { lowerTypeScript } from '../../../src/languages/typescript/lower.js';
import { assignments, calls, lower, show, showType } from './reading.js';

test('functions know their names, parameters, types and scope', () => {
  const facts = lower(`
    export async function list(repo: Repository<User>, { page, size = 20 }: Query, ...ids: number[]): Promise<User[]> { return repo.find(); }
    const load = async (id = 1) => fetch(id);
    function* hidden(this: Ctx, [first]: string[]) { yield first; }
  `);
  expect(facts.functions.map(fn => [fn.name, fn.kind, fn.public, fn.async, fn.generator])).toEqual([
    ['list', 'function', true, true, false], ['load', 'closure', false, true, false], ['hidden', 'function', false, false, true],
  ]);
  expect(facts.functions[0]?.params.map(param => [param.name, showType(param.type), param.rest ?? false])).toEqual([
    ['repo', 'Repository<User>', false], ['{}', 'Query', false], ['ids', '[]<number>', true],
  ]);
  expect(showType(facts.functions[0]?.returns)).toBe('Promise<[]<User>>');
  expect(facts.functions[1]?.params.map(param => show(facts, param.default))).toEqual(['1']);
  expect(facts.functions[2]?.params.map(param => param.name)).toEqual(['[]']);
  expect(assignments(facts)).toEqual(['page = {}.page', 'size = ({}.size | 20)', 'load = fn load', 'first = *[]@0']);
  expect(facts.returns.map(fact => [show(facts, fact.value), fact.in, fact.yields])).toEqual([['repo.find()', 0, false], ['fetch(id)', 1, false], ['first', 2, true]]);
});

test('two destructured parameters are not mistaken for each other', () => {
  expect(assignments(lower('function f({ a }, { b }) {}'))).toEqual(['a = {}.a', 'b = {}2.b']);
});

test('a class has fields, parameter properties, methods and decorators', () => {
  const facts = lower(`
    @Controller('users')
    export class UsersController extends Base<User> implements OnInit, a.B {
      @Column({ type: 'text' }) name?: string;
      static limit = 50;
      #db = open();
      handler = async (req: Request) => this.users.find();
      constructor(private readonly users: UsersService, @Inject(POOL) private pool: Pool, plain: number) { super(); }
      @Get(':id') @nest.UseGuards(AuthGuard) show(@Param('id') id: string, @Body() dto: CreateUser) { return this.users.one(id); }
      get repo(): Repository<User> { return this.#db; }
      private secret() {}
    }
  `);
  const [controller] = facts.classes;
  expect(controller?.bases.map(showType)).toEqual(['Base<User>', 'OnInit', 'a.B']);
  expect(controller?.decorators.map(decorator => [decorator.path, decorator.args.map(arg => show(facts, arg.value)).join()])).toEqual([['Controller', "'users'"]]);
  expect(controller?.fields.map(field => [field.name, showType(field.type), show(facts, field.value)])).toEqual([
    ['name', 'string', '-'], ['limit', '-', '50'], ['#db', '-', 'open()'], ['handler', '-', 'fn handler'],
    ['users', 'UsersService', '-'], ['pool', 'Pool', '-'], ['repo', 'Repository<User>', '-'],
  ]);
  expect(facts.functions.map(fn => [fn.name, fn.kind, fn.class, fn.public])).toEqual([
    ['handler', 'method', 0, true], ['constructor', 'method', 0, true], ['show', 'method', 0, true], ['repo', 'method', 0, true], ['secret', 'method', 0, false],
  ]);
  const shown = facts.functions[2];
  expect(shown?.decorators.map(decorator => [decorator.path, decorator.called])).toEqual([['Get', true], ['nest.UseGuards', true]]);
  expect(shown?.params.map(param => [param.name, showType(param.type), param.decorators[0]?.path])).toEqual([['id', 'string', 'Param'], ['dto', 'CreateUser', 'Body']]);
});

test('a class expression is named by what it is assigned to, a mixin keeps its call', () => {
  const facts = lower('const Repo = class extends Base {}; export class Jwt extends PassportStrategy(Strategy) {}');
  expect(facts.classes.map(fact => fact.name)).toEqual(['Repo', 'Jwt']);
  expect(facts.classes[1]?.bases[0]?.values?.map(value => show(facts, value))).toEqual(['PassportStrategy(Strategy)']);
});

test('interfaces, object types, enums and aliases', () => {
  const facts = lower(`
    export interface Deps extends Base { db: Pool; find(id: number): Promise<User> }
    type Options = { limit?: number };
    type Sort = 'asc' | "desc" | null;
    enum Role { Admin = 'admin', User = 'user' }
    const enum Level { Low, High = 5, Top }
    function open({ db }: { db: Pool }) {}
    namespace sql { export interface Row { id: number } }
    declare module 'express' { interface Request { user: User } }
  `);
  expect(facts.classes.map(fact => [fact.kind, fact.name.replace(/\d+/, '#'), fact.fields.map(field => `${field.name}: ${field.type ? showType(field.type) : show(facts, field.value)}`).join(', ')])).toEqual([
    ['interface', 'Deps', 'db: Pool'], ['interface', 'Options', 'limit: number'], ['enum', 'Role', "Admin: 'admin', User: 'user'"],
    ['enum', 'Level', 'Low: 0, High: 5, Top: 6'], ['interface', '{#}', 'db: Pool'], ['interface', 'Row', 'id: number'], ['interface', 'express.Request', 'user: User'],
  ]);
  expect(facts.aliases.map(alias => [alias.name, showType(alias.type)])).toEqual([['Sort', "|<'asc', 'desc', null>"]]);
  expect(facts.functions[0]).toMatchObject({ name: 'find', class: 0 });
  const annotated = facts.functions.find(fn => fn.name === 'open')?.params[0]?.type?.name;
  expect(facts.classes.some(fact => fact.name === annotated)).toBe(true);
});

test('control flow becomes blocks, alternatives share a group', () => {
  const facts = lower(`
    function f(kind, rows) {
      if (kind === 'a') a(); else if (kind === 'b') { b(); } else c();
      for (const row of rows) d(row);
      for (const key in rows) e(key);
      for (let i = 0; i < 3; i++) g(i);
      while (more()) h();
      switch (kind) { case 'x': k(); break; default: l(); }
      try { m(); } catch (problem) { n(problem); throw new Error('no'); } finally { o(); }
    }`);
  expect(facts.blocks.map(block => [block.kind, block.group, show(facts, block.test), show(facts, block.over)])).toEqual([
    ['if', 0, "===(kind, 'a')", '-'], ['if', 0, "===(kind, 'b')", '-'], ['else', 0, '-', '-'],
    ['loop', 1, '-', 'rows'], ['loop', 2, '-', 'rows'], ['loop', 3, '<(i, 3)', '-'], ['while', 4, 'more()', '-'],
    ['case', 5, "'x'", 'kind'], ['case', 5, '-', 'kind'], ['try', 6, '-', '-'], ['catch', 6, '-', '-'], ['finally', 6, '-', '-'],
  ]);
  const blockOf = (name: string): number | undefined => facts.calls.find(call => call.callee.kind === 'name' && call.callee.name === name)?.block;
  expect(['a', 'b', 'c', 'd', 'e', 'g', 'h', 'k', 'l', 'm', 'n', 'o'].map(blockOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(assignments(facts)).toContain('row = *rows');
  expect(facts.raises.map(raise => [show(facts, raise.value), raise.block])).toEqual([["new Error('no')", 10]]);
});

test('a call whose value nobody takes is dropped', () => {
  expect(calls(lower('save(); await load(); ready && go(); x = keep(); void later();'))).toEqual([
    'save() dropped', 'await load() dropped', 'go() dropped', 'keep()', 'later()',
  ]);
});

test('every way of importing', () => {
  const facts = lower(`
    import express, { Router as R, type Request } from 'express';
    import * as fs from 'node:fs';
    import type { User } from './user.js';
    import './side';
    import ts = require('typescript');
    const pg = require('pg'), { Pool, Client: C } = require('pg');
    const Sql = require('mssql').ConnectionPool;
    require('./routes')(app);
    const lazy = async () => { const { open } = await import('./db'); };
    export { find as search } from './search';
    export * from './all';
    export * as ns from './ns';
  `);
  expect(facts.imports.map(fact => [fact.local, fact.module, fact.name, fact.typeOnly ?? false, fact.reexport ?? false])).toEqual([
    ['express', 'express', 'default', false, false], ['R', 'express', 'Router', false, false], ['Request', 'express', 'Request', true, false],
    ['fs', 'node:fs', undefined, false, false], ['User', './user.js', 'User', true, false], ['', './side', undefined, false, false],
    ['ts', 'typescript', undefined, false, false], ['pg', 'pg', undefined, false, false], ['Pool', 'pg', 'Pool', false, false], ['C', 'pg', 'Client', false, false],
    ['Sql', 'mssql', 'ConnectionPool', false, false], ["require('./routes')", './routes', undefined, false, false],
    ["import('./db')", './db', undefined, false, false],
    ['search', './search', 'find', false, true], ['*', './all', '*', false, true], ['ns', './ns', undefined, false, true],
  ]);
  expect(calls(facts)).toEqual(["require('./routes')(app) dropped"]);
  expect(assignments(facts)).toContain("open = import('./db').open");
});

test('every way of exporting', () => {
  const names = (text: string): readonly string[] => {
    const facts = lower(text);
    return facts.exports.map(fact => `${fact.name}: ${show(facts, fact.value)}`);
  };
  expect(names('export const a = 1, { b } = c; export function f() {} export { g as h }; export default router;')).toEqual(['a: a', 'b: b', 'f: f', 'h: g', 'default: router']);
  expect(names('export default function () {}')).toEqual(['default: fn default']);
  expect(names('export default class {}')).toEqual(['default: default']);
  expect(names('module.exports = { find, save: () => 1 }; exports.x = y; module.exports.z = w;')).toEqual(["=: {'find': find, 'save': fn save}", 'find: find', 'save: fn save', 'x: y', 'z: w']);
  expect(names('export = pool')).toEqual(['=: pool']);
  expect(names('namespace n { export const inner = 1 }')).toEqual([]);
});

test('what stands in a test callback of a test file is a test', () => {
  const text = "function helper() {} describe('users', () => { it.each([1])('works', async () => { await find(); }); });";
  expect(lowerTypeScript('users.test.ts', text, 'test').functions.map(fn => fn.test)).toEqual([false, true, true]);
  expect(lowerTypeScript('users.ts', text, 'production').functions.map(fn => fn.test)).toEqual([false, false, false]);
});

test('comments that mention collaudo are kept, others are not', () => {
  const facts = lower('// other\nconst a = 1; // collaudo-ignore x: because\n/* collaudo */\n');
  expect(facts.comments.map(comment => [comment.text, comment.ownLine])).toEqual([['collaudo-ignore x: because', false], ['collaudo', true]]);
});

test('a broken statement does not take the rest of the file with it', () => {
  const facts = lower('const a = load();\nconst = ;\nfunction ok() { return save(); }\n');
  expect(facts.broken.length).toBeGreaterThan(0);
  expect(calls(facts)).toEqual(['load()', 'save()']);
  const cut = lower('export function login() {\n  query(`select ${x}`);\n  return (req) => { next(req)');
  expect(calls(cut)).toEqual(["query(template<'select ' ++ x>) dropped", 'next(req) dropped']);
  expect(cut.broken).toHaveLength(1);
  // The converter stumbles over an unfinished list of type arguments.
  const stumbling = lower('const a = load();\nfunction ok() { return save(); }\nlet rest: Map<string');
  expect(stumbling.broken.length).toBeGreaterThan(0);
  expect(calls(stumbling)).toEqual(['load()', 'save()']);
});

test('text that is no program at all is one broken region', () => {
  expect(lower('%PDF-1.4 <<>> (((').broken.length).toBeGreaterThan(0);
  expect(lower(`x = ${'('.repeat(20_000)}`).broken.length).toBeGreaterThan(0);
});
