/** What a handler answers, and with which status. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

function repliesOf(file: string, text: string): readonly string[] {
  const lower = file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript;
  const program = link([lower(file, text, 'production')], new Map([[file, text]]), nothingDeclared, () => undefined);
  return program.endpoints.flatMap(endpoint => program.repliesOf(endpoint.handler).map(one => {
    const what = [one.implicit ? 'by default' : '', one.raised ? 'raised' : '', one.body === undefined ? 'empty' : '', one.gives ?? ''].filter(word => word !== '').join(' ');
    return `${one.status.known ? String(one.status.value) : 'unknown'}${what === '' ? '' : ` ${what}`}`;
  }));
}

test('the status of a route, of a response made by hand, and of an exception a helper raises', () => {
  expect(repliesOf('app.py', [
    'from fastapi import FastAPI, HTTPException, status', 'from fastapi.responses import JSONResponse', 'app = FastAPI()',
    'def missing(what):', '    raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail=what)',
    '@app.post("/orders", status_code=status.HTTP_201_CREATED)', 'def create(name: str):', '    if not name:', '        missing(name)', '    if name == "x":', '        return JSONResponse({}, status_code=409)', '    return {"name": name}', '',
  ].join('\n'))).toEqual(['409', '201', '404 raised']);
});

test('an exception of the program has the status it hands to its base', () => {
  expect(repliesOf('app.py', [
    'from fastapi import FastAPI, HTTPException', 'app = FastAPI()', 'class Gone(HTTPException):', '    def __init__(self, status):', '        super().__init__(status_code=status)',
    '@app.get("/orders")', 'def orders():', '    raise Gone(410)', '',
  ].join('\n'))).toEqual(['200 by default empty', '410 raised']);
});

test('a status set before an answer, in its chain or in a statement of its own', () => {
  expect(repliesOf('app.ts', [
    'import express from \'express\';', 'const app = express();', 'app.get(\'/orders\', (req, res) => {', '  if (req.query.a) return res.status(400).json({});', '  if (req.query.b) { res.status(404); return res.json({}); }', '  if (req.query.c) return res.sendStatus(204);', '  return res.redirect(\'/\');', '});', '',
  ].join('\n'))).toEqual(['400', '404', '204 empty', '302 empty redirect']);
});

test('what Nest throws and what it answers by default', () => {
  expect(repliesOf('app.ts', [
    'import { Controller, HttpCode, Module, NotFoundException, Post } from \'@nestjs/common\';', '@Controller(\'orders\')', 'export class Orders {', '  @Post()', '  create(name: string) { if (!name) throw new NotFoundException(); return name; }', '  @Post(\'close\')', '  @HttpCode(202)', '  close(name: string) { return name; }', '}', '@Module({ controllers: [Orders] })', 'export class App {}', '',
  ].join('\n'))).toEqual(['201 by default', '404 raised empty', '202']);
});

test('a status beside a body, and one in an error', () => {
  expect(repliesOf('app.rs', [
    'use axum::{http::StatusCode, routing::post, Json, Router};', 'async fn create(Json(name): Json<String>) -> Result<(StatusCode, Json<String>), StatusCode> {', '    if name.is_empty() { return Err(StatusCode::BAD_REQUEST); }', '    Ok((StatusCode::CREATED, Json(name)))', '}', 'pub fn app() -> Router { Router::new().route("/orders", post(create)) }', '',
  ].join('\n'))).toEqual(['201', '400 raised']);
});

test('what a builder answers', () => {
  expect(repliesOf('app.rs', [
    'use actix_web::{get, HttpResponse};', '#[get("/orders")]', 'async fn orders(id: i64) -> HttpResponse {', '    match id { 1 => HttpResponse::Ok().json(id), _ => HttpResponse::NotFound().finish() }', '}', '',
  ].join('\n'))).toEqual(['200', '404 empty']);
});
