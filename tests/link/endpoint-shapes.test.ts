/** Ways of declaring endpoints that are neither a decorator on the handler nor a plain route call. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

function endpointsOf(file: string, text: string): readonly string[] {
  const lower = file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript;
  return link([lower(file, text, 'production')], new Map([[file, text]]), nothingDeclared, () => undefined).endpoints.map(one => {
    const guards = one.guards.filter(guard => guard.kind === 'auth').map(guard => guard.name);
    return [one.method, one.path, one.handler.fact.name, ...guards].join(' ');
  });
}

test('every turn of a loop over a written list mounts a router of its own', () => {
  expect(endpointsOf('app.ts', "import express, { Router } from 'express';\nconst app = express();\nconst boats = Router();\nconst cars = Router();\nboats.get('/all', function list(req, res) { res.json([]); });\ncars.get('/all', function list(req, res) { res.json([]); });\nconst routes = [{ path: '/boats', route: boats }, { path: '/cars', route: cars }];\nroutes.forEach(one => { app.use(one.path, one.route); });\n"))
    .toEqual(['GET /boats/all list', 'GET /cars/all list']);
  expect(endpointsOf('app.py', 'from fastapi import APIRouter, FastAPI\n\napp = FastAPI()\nboats = APIRouter()\ncars = APIRouter()\n\n@boats.get("/all")\ndef all_boats():\n    return []\n\n@cars.get("/all")\ndef all_cars():\n    return []\n\nfor router, prefix in [(boats, "/boats"), (cars, "/cars")]:\n    app.include_router(router, prefix=prefix)\n'))
    .toEqual(['GET /boats/all all_boats', 'GET /cars/all all_cars']);
});

test('a class handed over as a view answers with its methods, also through a wrapper of the call', () => {
  expect(endpointsOf('api.py', 'from flask import Flask\nfrom flask_login import login_required\nfrom flask_restful import Api, Resource\n\nclass TeamApi(Api):\n    def add_team_resource(self, resource, *urls, **kwargs):\n        return self.add_resource(resource, *[scoped(url) for url in urls], **kwargs)\n\nclass Base(Resource):\n    decorators = [login_required]\n\nclass Boats(Base):\n    def get(self):\n        return []\n\n    def post(self):\n        return {}\n\nclass Cars(Resource):\n    def get(self):\n        return []\n\napp = Flask(__name__)\napi = TeamApi(app)\napi.add_team_resource(Boats, "/boats", endpoint="boats")\napi.add_resource(Cars, "/cars")\n'))
    .toEqual(['GET /boats get [login_required]', 'POST /boats post [login_required]', 'GET /cars get']);
  expect(endpointsOf('views.py', 'from flask import Flask\nfrom flask.views import MethodView\n\nclass Boats(MethodView):\n    def get(self):\n        return []\n\napp = Flask(__name__)\napp.add_url_rule("/boats", view_func=Boats.as_view("boats"))\n'))
    .toEqual(['GET /boats get']);
});

test('a function that gives a class of routers makes routers', () => {
  expect(endpointsOf('app.py', 'from fastapi import APIRouter as _APIRouter, FastAPI\n\ndef router_class(route) -> type[_APIRouter]:\n    class Made(_APIRouter):\n        pass\n    return Made\n\nAPIRouter = router_class(None)\nrouter = APIRouter(prefix="/boats")\n\n@router.get("/")\ndef boats():\n    return []\n\napp = FastAPI()\napp.include_router(router)\n'))
    .toEqual(['GET /boats boats']);
});

test('routes that carry their OpenAPI text are routes', () => {
  expect(endpointsOf('main.rs', 'use aide::axum::{routing::{get_with, post_with}, ApiRouter};\n\nasync fn list() {}\nasync fn add() {}\nasync fn show() {}\npub fn app() -> ApiRouter {\n    ApiRouter::new().api_route_with("/boats", post_with(add, described).get_with(list, described), tag()).api_route("/boats/{id}", get_with(show, described))\n}\n'))
    .toEqual(['POST /boats add', 'GET /boats list', 'GET /boats/{id} show']);
  expect(endpointsOf('main.rs', 'use utoipa_axum::{router::OpenApiRouter, routes};\n\n#[utoipa::path(get, path = "/boats")]\nasync fn list() {}\n#[utoipa::path(post, path = "/boats")]\nasync fn add() {}\n#[utoipa::path(get, path = "/only-described")]\nasync fn described() {}\npub fn app() -> OpenApiRouter {\n    OpenApiRouter::new().routes(routes!(list, add))\n}\n'))
    .toEqual(['GET /boats list', 'POST /boats add']);
});

test('what a star import brings is known from the tables', () => {
  const chain = Array.from({ length: 30 }, (_, index) => `.route("/${String(index)}", get().to(list))`).join('');
  expect(endpointsOf('main.rs', `use actix_web::{web::*, App};\n\nasync fn list() {}\npub fn config(cfg: &mut ServiceConfig) {\n    cfg.service(scope("/boats")${chain});\n}\npub fn app() { App::new().configure(config); }\n`).slice(0, 2))
    .toEqual(['GET /boats/0 list', 'GET /boats/1 list']);
});

test('an extractor of who is asking that can fail is a guard, and so is a check of a class made for it', () => {
  expect(endpointsOf('main.rs', 'use actix_web::{dev::Payload, web, App, FromRequest, HttpMessage, HttpRequest};\nuse std::future::{ready, Ready};\n\npub struct LocalUser { id: i32 }\nimpl FromRequest for LocalUser {\n    type Error = Problem;\n    type Future = Ready<Result<Self, Self::Error>>;\n    fn from_request(req: &HttpRequest, _payload: &mut Payload) -> Self::Future {\n        ready(req.extensions().get::<LocalUser>().cloned().ok_or(Problem::Stranger))\n    }\n}\nasync fn lock(user: LocalUser) {}\npub fn app() { App::new().route("/lock", web::post().to(lock)); }\n'))
    .toEqual(['POST /lock lock LocalUser']);
  expect(endpointsOf('main.rs', 'use axum::{routing::put, Router};\nuse http::request::Parts;\n\npub struct AuthCheck { token: bool }\nimpl AuthCheck {\n    pub fn only_cookie() -> AuthCheck { AuthCheck { token: false } }\n    pub async fn check(&self, parts: &Parts) -> Result<User, Problem> {\n        let Some(user) = cookie_of(parts) else { return Err(forbidden("no")); };\n        Ok(user)\n    }\n}\nasync fn update(parts: Parts) -> Result<(), Problem> {\n    let user = AuthCheck::only_cookie().check(&parts).await?;\n    Ok(())\n}\npub fn app() -> Router { Router::new().route("/me", put(update)) }\n'))
    .toEqual(['PUT /me update check']);
});
