/** Small programs through the whole of linking: what the tables make of calls as people write them. */
import { describe, expect, test } from 'vitest';
import { lowerTypeScript } from '../../../src/languages/typescript/lower.js';
import { link } from '../../../src/link/program.js';
import type { Program } from '../../../src/rule/program.js';
import { nothingDeclared } from '../../../src/rule/settings.js';

function program(files: Readonly<Record<string, string>>): Program {
  const facts = Object.entries(files).map(([file, text]) => lowerTypeScript(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined);
}

/** `select many users limit` for every query, in the order of the text. */
function queries(text: string, more: Readonly<Record<string, string>> = {}): string[] {
  return program({ 'app.ts': text, ...more }).queries.map(query => [query.verb, query.rows, [...new Set(query.tables)].join('+'), query.bound.kind].filter(Boolean).join(' '));
}

/** The pasted values of every SQL text that is run. */
function pasted(text: string): string[] {
  return program({ 'app.ts': text }).sqlTexts.filter(one => one.sink).flatMap(one => one.holes.map(hole => `${hole.source}: ${hole.origin.kind}`));
}

function endpoints(files: Readonly<Record<string, string>>): string[] {
  return program(files).endpoints.map(endpoint => `${endpoint.method} ${endpoint.path} ${endpoint.handler.fact.name}`);
}

describe('queries', () => {
  test('Prisma, on any model, through a service that extends the client', () => {
    expect(queries([
      "import { PrismaService } from './prisma.service';",
      'class Users { constructor(private readonly prisma: PrismaService) {}',
      '  async all() { await this.prisma.user.findMany(); await this.prisma.user.findMany({ take: 10 }); await this.prisma.user.findUnique({ where: { id: 1 } }); }',
      '  async more() { await this.prisma.post.count(); await this.prisma.post.create({ data: {} }); await this.prisma.$queryRaw`SELECT * FROM posts LIMIT 3`; }',
      '  async both() { await this.prisma.$transaction(async tx => { await tx.post.deleteMany(); }); }',
      '}',
    ].join('\n'), { 'prisma.service.ts': "import { PrismaClient } from '@prisma/client';\nexport class PrismaService extends PrismaClient {}" })).toEqual([
      'select many user none', 'select many user limit', 'select one user one row', 'select scalar post one row', 'insert none post none', 'select many posts limit', 'delete none post none',
    ]);
  });

  test('TypeORM repositories, managers, active records and builders', () => {
    expect(queries([
      "import { BaseEntity, DataSource, Entity, type Repository } from 'typeorm';",
      '@Entity() class User extends BaseEntity {}',
      "const source = new DataSource({ url: 'postgres://localhost/shop' });",
      'class Users { constructor(private readonly users: Repository<User>) {} all() { return this.users.find(); } page() { return this.users.find({ take: 20 }); } }',
      'async function run() {',
      '  await source.getRepository(User).findOne({ where: { name: 1 } });',
      '  await source.manager.save(User, {});',
      '  await User.count();',
      "  await source.getRepository(User).createQueryBuilder('u').where('u.age > :age', { age }).take(5).getMany();",
      "  await source.createQueryBuilder(User, 'u').getManyAndCount();",
      '  await source.transaction(async manager => { await manager.delete(User, 1); });',
      '}',
    ].join('\n')).map(one => one.replace(/(User\+users|users)/, 'User'))).toEqual([
      'select many User none', 'select many User limit', 'select one User one row', 'insert none User none', 'select scalar User one row', 'select many User limit', 'select many User none', 'delete none User none',
    ]);
  });

  test('Sequelize models and the instances they find', () => {
    expect(queries([
      "import { Model, Sequelize } from 'sequelize';",
      "const db = new Sequelize('sqlite::memory:');",
      'class Order extends Model {}',
      "async function run() { await Order.findAll(); await Order.findAll({ limit: 3 }); const one = await Order.findByPk(1); await one.update({ paid: true }); await db.query('SELECT * FROM orders'); }",
    ].join('\n')).map(one => one.replace('Order+one', 'Order'))).toEqual(['select many Order none', 'select many Order limit', 'select one Order one row', 'update none Order none', 'select many orders none']);
  });

  test('drivers', () => {
    expect(queries("import pg from 'pg';\nconst pool = new pg.Pool();\nawait pool.query('SELECT * FROM t');\nconst client = await pool.connect();\nawait client.query({ text: 'DELETE FROM t WHERE id = $1', values: [1] });")).toEqual(['select many t none', 'delete many t unknown']);
    expect(queries("const { Pool } = require('pg');\nconst pool = new Pool();\nexports.all = () => pool.query('SELECT * FROM t LIMIT 5');")).toEqual(['select many t limit']);
    expect(queries("import mysql from 'mysql2/promise';\nconst pool = mysql.createPool({ database: 'shop' });\nconst [rows] = await pool.execute('SELECT * FROM t WHERE id = ?', [1]);")).toEqual(['select many t one row']);
    expect(queries("import Database from 'better-sqlite3';\nconst db = new Database('a.db');\ndb.prepare('SELECT * FROM t').all();\ndb.exec('DROP TABLE t');")).toEqual(['select many t none', 'ddl none t unknown']);
    expect(queries("const sqlite3 = require('sqlite3').verbose();\nconst db = new sqlite3.Database('a.db');\ndb.all('SELECT * FROM t', [], done);")).toEqual(['select many t none']);
    expect(queries("import sql from 'mssql';\nconst pool = await sql.connect(config);\nawait pool.request().input('id', 1).query('SELECT TOP 3 * FROM t');")).toEqual(['select many t limit']);
    expect(queries("import Database from '@tauri-apps/plugin-sql';\nconst db = await Database.load('sqlite:a.db');\nawait db.select('SELECT * FROM t');")).toEqual(['select many t none']);
    expect(queries("import postgres from 'postgres';\nconst sql = postgres(url);\nawait sql`SELECT * FROM t WHERE id = ${id}`;\nawait sql.begin(async tx => { await tx`DELETE FROM t`; });")).toEqual(['select many t one row', 'delete many t unknown']);
    expect(queries("import type { D1Database } from '@cloudflare/workers-types';\ninterface Env { DB: D1Database }\nasync function f(env: Env) { await env.DB.prepare('SELECT * FROM t').bind(1).all(); }")).toEqual(['select many t none']);
    expect(queries("import { Kysely } from 'kysely';\nconst db = new Kysely<DB>({});\nawait db.selectFrom('t').selectAll().limit(3).execute();\nawait db.insertInto('t').values({}).execute();")).toEqual(['select many t limit', 'insert many t none']);
    expect(queries("import { drizzle } from 'drizzle-orm/node-postgres';\nconst db = drizzle(url, { schema });\nawait db.query.users.findMany({ limit: 5 });\nawait db.query.users.findMany();\nawait db.execute('DELETE FROM t');")).toEqual(['select many users limit', 'select many users none', 'delete many t unknown']);
    expect(queries("import mongoose from 'mongoose';\nconst User = mongoose.model('User', schema);\nawait User.find({}).limit(3).exec();\nawait User.findById(1);").map(one => one.replace('+User', ''))).toEqual(['select many User limit', 'select one User one row']);
  });

  test('builders that run when awaited', () => {
    expect(queries("import knex from 'knex';\nconst db = knex({ client: 'pg' });\nexport const f = async () => { await db('t').select('*'); await db('t').limit(3); await db('t').where('id', 1).first(); await db('t').update({ a: 1 }).where({ id: 1 }); };").sort()).toEqual(['select many t limit', 'select many t none', 'select one t one row', 'update none t one row']);
    expect(queries("import { drizzle } from 'drizzle-orm/node-postgres';\nimport { t } from './schema';\nconst db = drizzle(url);\nexport const f = async () => { await db.select().from(t); await db.select().from(t).limit(3); await db.insert(t).values({}); };").sort()).toEqual(['insert none t none', 'select many t limit', 'select many t none']);
  });

  test('a local function of the same name is none', () => {
    expect(queries("function query(text: string) {}\nquery('SELECT * FROM t');\nclass Bus { execute(command: string) {} }\nnew Bus().execute('DELETE FROM t');\nconst find = [1].find(x => x);")).toEqual([]);
  });
});

describe('pasted values', () => {
  test('strings are pasted, tags bind', () => {
    expect(pasted("import { Pool } from 'pg';\nconst pool = new Pool();\nimport { Router } from 'express';\nconst router = Router();\nrouter.get('/', async (req, res) => { res.json(await pool.query(`SELECT * FROM t WHERE a = '${req.query.a}'`)); });")).toEqual(['req.query.a: request']);
    expect(pasted("import { Prisma, PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function f(id: string) { await prisma.$queryRaw`SELECT * FROM t WHERE id = ${id}`; await prisma.$queryRaw(Prisma.sql`SELECT ${id}`); }")).toEqual([]);
    expect(pasted("import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function f(id: string) { await prisma.$queryRawUnsafe(`SELECT * FROM t WHERE id = '${id}'`); }")).toEqual(['id: parameter']);
    expect(pasted("import { sql } from 'drizzle-orm';\nexport const order = (column: string) => sql`ORDER BY ${sql.raw(`${column} DESC`)}`;")).toEqual(['column: parameter']);
    expect(pasted("import { DataSource } from 'typeorm';\nexport const f = (source: DataSource, name: string) => source.createQueryBuilder().where(`name = '${name}'`).getMany();")).toEqual(['name: parameter']);
    expect(pasted("import type { Knex } from 'knex';\nexport const f = (knex: Knex, name: string) => knex('t').whereRaw(`name = '${name}'`);")).toEqual(['name: parameter']);
  });
});

describe('endpoints', () => {
  test('Express routers mounted in another file', () => {
    expect(endpoints({
      'app.ts': "import express from 'express';\nimport users from './users';\nconst app = express();\napp.use('/api', users);\napp.route('/health').get(function health(req, res) { res.send('ok'); });",
      'users.ts': "import { Router } from 'express';\nconst router = Router();\nexport const list = (req, res) => { res.json([]); };\nrouter.get('/users', list);\nrouter.delete('/users/:id', auth, async function remove(req, res) {});\nexport default router;",
    }).sort()).toEqual(['DELETE /api/users/:id remove', 'GET /api/users list', 'GET /health health']);
  });

  test('Nest controllers', () => {
    expect(endpoints({ 'users.controller.ts': "import { Body, Controller, Get, Post } from '@nestjs/common';\n@Controller('users')\nexport class UsersController { @Get(':id') show() {} @Post() create(@Body() dto: Dto) {} }" })).toEqual(['GET /users/:id show', 'POST /users create']);
  });

  test('Fastify plugins, Koa routers and Hono applications', () => {
    expect(endpoints({ 'app.ts': "import Fastify from 'fastify';\nimport routes from './routes';\nconst app = Fastify();\napp.register(routes, { prefix: '/v1' });", 'routes.ts': "import type { FastifyInstance } from 'fastify';\nexport default async function routes(fastify: FastifyInstance) { fastify.get('/users', { schema }, async function list(request, reply) { return []; }); fastify.route({ method: 'PUT', url: '/users/:id', handler: save }); }\nfunction save() {}" })).toEqual(['GET /v1/users list', 'PUT /v1/users/:id save']);
    expect(endpoints({ 'app.ts': "import Router from '@koa/router';\nconst router = new Router({ prefix: '/api' });\nrouter.get('/users', async function list(ctx) { ctx.body = []; });" })).toEqual(['GET /api/users list']);
    expect(endpoints({ 'app.ts': "import { Hono } from 'hono';\nconst users = new Hono();\nusers.get('/', function list(c) { return c.json([]); });\nconst app = new Hono();\napp.route('/users', users);" })).toEqual(['GET /users list']);
  });
});
