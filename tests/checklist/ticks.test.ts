/** Ticks that would not be true: what a rule saw only half of keeps its line back. */
import { describe, expect, test } from 'vitest';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

/** `checklist.md` holds one line, bound to one rule by name; how that line comes out, and why. */
async function lineOf(rule: string, files: Readonly<Record<string, string | Buffer>>): Promise<{ readonly status: string; readonly judged: number; readonly unknown: readonly string[] }> {
  const folder = temporaryProject({ ...files, 'checklist.md': `# Gate\n\n- [ ] the line <!-- collaudo: ${rule} -->\n` });
  const outcome = await scanFolder(folder, { checklists: { builtIn: [], named: ['checklist.md'], detect: false }, selection: { only: undefined, named: new Map(), preview: false } });
  const line = outcome.checklists[0]?.sections.flatMap(section => section.lines)[0];
  const parts = line?.parts.flatMap(part => (part.kind === 'rule' ? [part] : [])) ?? [];
  return {
    status: line?.status ?? 'none',
    judged: parts.flatMap(part => [...part.judged.values()]).reduce((sum, count) => sum + count, 0),
    unknown: parts.flatMap(part => part.unknown.map(one => one.because)),
  };
}

const express = "import express from 'express';\nconst app = express();\n";

describe('a file nobody could see all of', () => {
  const handler = `${express}app.get('/hold', async (req, res) => { res.json([]); });\n`;

  test('nothing missing: ticked', async () => {
    expect((await lineOf('no-hardcoded-secret', { 'app.ts': handler })).status).toBe('pass');
  });

  test.each([
    ['has a syntax error', { 'broken.ts': 'export function half( { if (x { return [; }\nconst key = <<<<<<< HEAD\n' }],
    ['is too large to read', { 'schema.ts': `export const rows = [\n${'  { id: 1 },\n'.repeat(300_000)}];\n` }],
  ])('%s', async (_, files) => {
    const line = await lineOf('no-hardcoded-secret', { 'app.ts': handler, ...files });
    expect(line.status).toBe('partly');
    expect(line.unknown).toHaveLength(1);
  });

  test.each([
    ['of tests', { 'app.test.ts': 'test(( => {\n' }],
    ['that is a bundle', { 'public/engine.js': `var a=[\n${'1,\n'.repeat(1_000_000)}];\n` }],
  ])('one %s keeps nothing back', async (_, files) => {
    expect((await lineOf('no-unawaited-async', { 'app.ts': `${handler}async function one() {}\nexport async function two() { await one(); }\n`, ...files })).status).toBe('pass');
  });
});

describe('a secret of plain words', () => {
  test.each([
    ['stands in for the environment', 'app.ts', "export const key = process.env.JWT_SECRET || 'superSecret';\n"],
    ['stands in for the environment', 'app.py', 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY", "sauce")\n'],
    ['signs', 'app.ts', "import jwt from 'jsonwebtoken';\nexport const token = (id: number) => jwt.sign({ id }, 'kitchen-sink');\n"],
    ['is set', 'config.ts', "export const JWT_SECRET = 'open sesame'.replace(' ', '');\nexport const settings = { jwtSecret: 'opensesame' };\n"],
  ])('%s: %s', async (_, file, text) => {
    expect(await lineOf('no-hardcoded-secret', { [file]: text })).toMatchObject({ status: 'partly', unknown: [expect.stringContaining('is not told')] });
  });

  test.each([
    ['the name of a variable', 'app.ts', "export const key = read('JWT_SECRET');\nfunction read(name: string) { return process.env[name]; }\nexport const keys = { jwtSecret: 'JWT_SECRET' };\n"],
    ['a message', 'app.py', 'errors = {"client_secret": "the secret is wrong"}\n'],
  ])('%s is none', async (_, file, text) => {
    expect((await lineOf('no-hardcoded-secret', { [file]: text })).status).toBe('pass');
  });
});

describe('what must hold for every request', () => {
  const limiter = "import rateLimit from 'express-rate-limit';\n";

  test('stands before all: ticked', async () => {
    expect((await lineOf('require-rate-limit', { 'app.ts': `${limiter}${express}app.use(rateLimit({ max: 9 }));\napp.get('/orders', (req, res) => { res.json([]); });\n` })).status).toBe('pass');
  });

  test.each([
    ['a limiter before the sign-in only', 'require-rate-limit', `${limiter}${express}app.post('/login', rateLimit({ max: 9 }), (req, res) => { res.json({}); });\napp.get('/orders', (req, res) => { res.json([]); });\n`],
    ['a limiter that is only imported', 'require-rate-limit', `${limiter}${express}app.get('/orders', (req, res) => { res.json([]); });\n`],
    ['a header of one answer', 'require-security-headers', `${express}app.get('/orders', (req, res) => { res.setHeader('X-Frame-Options', 'DENY'); res.json([]); });\napp.get('/parts', (req, res) => { res.json([]); });\n`],
  ])('%s is no proof', async (_, rule, text) => {
    expect(await lineOf(rule, { 'app.ts': text })).toMatchObject({ status: 'partly', judged: 0 });
  });
});

describe('mail', () => {
  const rule = 'no-long-work-in-routes';

  test.each([
    ['is sent by what a table hands out', 'app.py', 'from flask import Flask\napp = Flask(__name__)\nPROVIDERS = {}\n\ndef notify(address):\n    PROVIDERS.get("smtp").sendmail(address, "hello")\n\n@app.post("/users")\ndef add():\n    notify("a@b.c")\n    return {}\n'],
    ['is sent by a client nobody knows', 'app.ts', `import { Postman } from 'some-postman';\n${express}class Mailer { constructor(private client: Postman) {} async SendWelcomeMail(to: string) { await this.client.messages.create('here', { to }); } }\nconst mailer = new Mailer(new Postman());\napp.post('/users', async (req, res) => { await mailer.SendWelcomeMail('a@b.c'); res.json({}); });\n`],
  ])('%s', async (_, file, text) => {
    expect(await lineOf(rule, { [file]: text })).toMatchObject({ status: 'partly', unknown: [expect.any(String)] });
  });

  test('is put into a queue: ticked', async () => {
    expect((await lineOf(rule, { 'app.ts': `import { jobs } from 'some-queue';\n${express}async function sendWelcomeMail(to: string) { await jobs.enqueue('mail', { to }); }\napp.post('/users', async (req, res) => { await sendWelcomeMail('a@b.c'); res.json({}); });\n` })).status).toBe('pass');
  });
});

describe('input', () => {
  const rule = 'require-input-validation';

  test.each([
    ['one question about one field of a body', 'app.ts', `${express}app.post('/orders', (req, res) => { if (!req.body.name) { res.status(400).end(); return; } save(req.body); res.json({}); });\nfunction save(order: unknown) { return order; }\n`],
    ['a form, field by field', 'app.py', 'from flask import Flask, request\napp = Flask(__name__)\n\n@app.post("/orders")\ndef add():\n    name = request.form["name"]\n    return {"name": name}\n'],
  ])('%s is no proof', async (_, file, text) => {
    expect(await lineOf(rule, { [file]: text })).toMatchObject({ status: 'partly', judged: 0, unknown: [expect.any(String)] });
  });

  test('a schema is one', async () => {
    expect(await lineOf(rule, { 'app.ts': `import { z } from 'zod';\n${express}const order = z.object({ name: z.string() });\napp.post('/orders', (req, res) => { res.json(order.parse(req.body)); });\n` })).toMatchObject({ status: 'pass', judged: 1 });
  });
});

describe('a guard that is none', () => {
  const rule = 'require-auth-on-routes';
  const known = 'function known(req, res, next) { if (!req.headers.authorization) return res.sendStatus(401); next(); }\n';

  test('turns strangers away: ticked', async () => {
    expect(await lineOf(rule, { 'app.ts': `${express}${known}app.get('/orders', known, (req, res) => { res.json([]); });\n` })).toEqual({ status: 'pass', judged: 1, unknown: [] });
  });

  test.each([
    ['lets through who shows no token', "function peek(req, res, next) { const token = req.headers.authorization; if (!token) return next(); if (token !== process.env.KEY) return res.sendStatus(401); next(); }\n"],
    ['refuses only who shows a token', "function peek(req, res, next) { const token = req.headers.authorization; if (token) { if (token !== process.env.KEY) return res.sendStatus(401); } next(); }\n"],
    ['is a library made lenient', "import { expressjwt } from 'express-jwt';\nconst peek = expressjwt({ secret: process.env.KEY, algorithms: ['HS256'], credentialsRequired: false });\n"],
    ['is known by its name only', "import { peek } from './out-of-sight/require-login.js';\nimport requireLogin from 'some-login';\n", 'requireLogin'],
  ])('%s', async (_, declared, guard = 'peek') => {
    const line = await lineOf(rule, { 'app.ts': `${declared}${express}${known}app.get('/orders', ${guard}, (req, res) => { res.json([]); });\napp.post('/orders', known, (req, res) => { res.json([]); });\n` });
    expect(line).toMatchObject({ status: 'partly', judged: 1 });
    expect(line.unknown).toHaveLength(1);
  });

  test.each([
    ['FastAPI', 'from fastapi import Depends, FastAPI, HTTPException, Request\napp = FastAPI()\n\ndef known(request: Request):\n    if not request.headers.get("authorization"):\n        raise HTTPException(status_code=401)\n\n@app.get("/orders")\ndef orders(user: str | None = Depends(known)):\n    return []\n\n@app.post("/orders")\ndef add(user: str = Depends(known)):\n    return {}\n'],
    ['Flask', 'from flask import Flask\nfrom flask_jwt_extended import jwt_required\napp = Flask(__name__)\n\n@app.get("/orders")\n@jwt_required(optional=True)\ndef orders():\n    return []\n\n@app.post("/orders")\n@jwt_required()\ndef add():\n    return {}\n'],
  ])('is optional in %s', async (_, text) => {
    expect(await lineOf(rule, { 'app.py': text })).toMatchObject({ status: 'partly', judged: 1 });
  });

  test('is an optional extractor in Rust', async () => {
    const text = 'use axum::{routing::{get, post}, Router, extract::FromRequestParts, http::{request::Parts, StatusCode}};\npub struct Known;\nimpl<S: Sync> FromRequestParts<S> for Known {\n    type Rejection = StatusCode;\n    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {\n        if parts.headers.get("authorization").is_none() { return Err(StatusCode::UNAUTHORIZED); }\n        Ok(Known)\n    }\n}\nasync fn orders(_who: Option<Known>) -> String { String::new() }\nasync fn add(_who: Known) -> String { String::new() }\npub fn app() -> Router { Router::new().route("/orders", get(orders)).route("/orders", post(add)) }\n';
    expect(await lineOf(rule, { 'src/main.rs': text })).toMatchObject({ status: 'partly', judged: 1 });
  });

  test.each([
    ['frames, not callers', "import lusca from 'lusca';\n", 'app.use(lusca.xssProtection(true));\n'],
    ['addresses, not callers', '', 'app.use((req, res, next) => { if (blocked.has(req.ip)) return res.sendStatus(403); next(); });\nconst blocked = new Set<string>();\n'],
  ])('looks at %s', async (_, imported, used) => {
    expect((await lineOf(rule, { 'app.ts': `${imported}${express}${used}${known}app.post('/orders', (req, res) => { res.json([]); });\napp.get('/orders', known, (req, res) => { res.json([]); });\n` })).status).toBe('fail');
  });

  test('only documents that one is needed', async () => {
    const text = "import { Controller, Get, Post, Module, UseGuards } from '@nestjs/common';\nimport { ApiBearerAuth } from '@nestjs/swagger';\nimport { AuthGuard } from '@nestjs/passport';\nimport { NestFactory } from '@nestjs/core';\n@ApiBearerAuth()\n@Controller('orders')\nexport class Orders {\n  @Get() all() { return []; }\n  @UseGuards(AuthGuard('jwt'))\n  @Post() add() { return {}; }\n}\n@Module({ controllers: [Orders] })\nexport class App {}\nNestFactory.create(App);\n";
    expect((await lineOf(rule, { 'app.ts': text })).status).toBe('partly');
  });
});
