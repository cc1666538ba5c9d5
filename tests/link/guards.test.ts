/** What stands before an endpoint, and every way it is reached by. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

const settings = nothingDeclared;

function endpointsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const facts = Object.entries(files).map(([file, text]) => (file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript)(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), settings, () => undefined).endpoints.map(one => {
    const guards = one.guards.filter(guard => guard.kind !== 'other').map(guard => `${guard.name} ${guard.kind} ${guard.where}`);
    return `${one.method} ${one.path} ${one.mounted.known ? String(one.mounted.value) : 'unknown'} [${guards.join(', ')}]`;
  });
}

const guard = 'function known(req, res, next) { if (!req.headers.authorization) return res.sendStatus(401); next(); }\n';

test('a router mounted twice gives its routes twice, each with the guards of its mount', () => {
  expect(endpointsOf({
    'app.ts': `import express, { Router } from 'express';\n${guard}const app = express();\nconst tools = Router();\ntools.post('/rebuild', (req, res) => { res.json({}); });\napp.use('/in', known, tools);\napp.use('/out', tools);\n`,
  })).toEqual(['POST /in/rebuild true [known auth mount]', 'POST /out/rebuild true []']);
});

test('middleware holds for what is registered after it, under its path', () => {
  expect(endpointsOf({
    'app.ts': `import express from 'express';\n${guard}const app = express();\napp.get('/a/1', (req, res) => { res.json({}); });\napp.use('/a', known);\napp.get('/a/2', (req, res) => { res.json({}); });\napp.get('/b', (req, res) => { res.json({}); });\n`,
  })).toEqual(['GET /a/1 true []', 'GET /a/2 true [known auth app]', 'GET /b true []']);
});

test('a dependency is judged by what it does, whatever it is called', () => {
  expect(endpointsOf({
    'app.py': 'from fastapi import Depends, FastAPI, HTTPException, Request\n\napp = FastAPI()\n\ndef jam(request: Request):\n    if not request.cookies:\n        raise HTTPException(status_code=401)\n\ndef auth_settings():\n    return {"issuer": "here"}\n\n@app.get("/one")\ndef one(_=Depends(jam)):\n    return 1\n\n@app.get("/two")\ndef two(settings=Depends(auth_settings)):\n    return 2\n',
  })).toEqual(['GET /one true [_ auth parameter]', 'GET /two true []']);
});

test('a layer stands before the routes added before it', () => {
  expect(endpointsOf({
    'main.rs': 'use axum::{middleware, routing::get, Router};\nuse axum::http::StatusCode;\nuse axum::extract::Request;\nuse axum::middleware::Next;\nuse axum::response::Response;\n\nasync fn gate(request: Request, next: Next) -> Result<Response, StatusCode> {\n    if request.headers().is_empty() { return Err(StatusCode::UNAUTHORIZED); }\n    Ok(next.run(request).await)\n}\nasync fn one() {}\nasync fn two() {}\npub fn app() -> Router {\n    Router::new().route("/one", get(one)).layer(middleware::from_fn(gate)).route("/two", get(two))\n}\n',
  })).toEqual(['GET /one true [middleware::from_fn(gate) auth router]', 'GET /two true []']);
});

test('a router nothing mounts is not reached', () => {
  expect(endpointsOf({
    'app.py': 'from fastapi import APIRouter, FastAPI\n\napp = FastAPI()\nrouter = APIRouter(prefix="/boats")\n\n@router.get("/")\ndef boats():\n    return []\n',
  })).toEqual(['GET /boats false []']);
});
