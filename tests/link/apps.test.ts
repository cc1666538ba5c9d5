/** Applications, with what is installed on them in which order. */
import { expect, test } from 'vitest';
import { link } from '../../src/link/program.js';
import { lowerPython } from '../../src/languages/python/lower.js';
import { lowerRust } from '../../src/languages/rust/lower.js';
import { lowerTypeScript } from '../../src/languages/typescript/lower.js';
import { nothingDeclared } from '../../src/rule/settings.js';

function appsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const facts = Object.entries(files).map(([file, text]) => (file.endsWith('.rs') ? lowerRust : file.endsWith('.py') ? lowerPython : lowerTypeScript)(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined).apps.map(app => {
    const middleware = app.middleware.map(one => `${one.library ?? one.handler?.fact.name ?? 'unseen'}`);
    const handlers = app.errorHandlers.map(one => one.catches);
    return `${app.framework} ${app.name} serves ${String(app.endpoints.length)} through [${middleware.join(', ')}] and catches [${handlers.join(', ')}]`;
  });
}

test('an application made by a factory and equipped by helpers', () => {
  expect(appsOf({
    'main.py': 'from fastapi import FastAPI\nfrom setup import equip\n\ndef create_app() -> FastAPI:\n    application = FastAPI()\n    equip(application)\n    return application\n\napp = create_app()\n\n@app.get("/one")\ndef one():\n    return 1\n',
    'setup.py': 'from fastapi import FastAPI, HTTPException\nfrom fastapi.middleware.cors import CORSMiddleware\n\nasync def failed(request, error):\n    return error\n\ndef equip(app: FastAPI):\n    app.add_middleware(CORSMiddleware, allow_origins=["*"])\n    app.add_exception_handler(HTTPException, failed)\n    @app.exception_handler(Exception)\n    async def all(request, error):\n        return error\n',
  })).toEqual(['fastapi application serves 1 through [fastapi.middleware.cors.CORSMiddleware] and catches [HTTPException, any]']);
});

test('middleware in order, the error handler told by its parameters, routers left out', () => {
  expect(appsOf({
    'app.ts': 'import express, { Router } from \'express\';\nimport helmet from \'helmet\';\nconst app = express();\nconst users = Router();\nusers.get(\'/\', (req, res) => { res.json([]); });\nfunction stamp(req, res, next) { next(); }\napp.use(helmet());\napp.use(stamp);\napp.use(\'/users\', users);\napp.use((error, req, res, next) => { res.status(500).end(); });\n',
  })).toEqual(['express app serves 1 through [helmet, stamp, <closure>] and catches [any]']);
});

test('Nest\'s global filters and those its modules provide', () => {
  expect(appsOf({
    'main.ts': 'import { Catch, Controller, Get, Module, ValidationPipe } from \'@nestjs/common\';\nimport { APP_FILTER, NestFactory } from \'@nestjs/core\';\nclass Missing extends Error {}\n@Catch(Missing)\nexport class MissingFilter { catch(error: Missing) { return error; } }\n@Catch()\nexport class AllFilter { catch(error: unknown) { return error; } }\n@Controller(\'one\')\nexport class One { @Get() one() { return 1; } }\n@Module({ controllers: [One], providers: [{ provide: APP_FILTER, useClass: MissingFilter }] })\nexport class AppModule {}\nasync function start() {\n  const app = await NestFactory.create(AppModule);\n  app.useGlobalPipes(new ValidationPipe());\n  app.useGlobalFilters(new AllFilter());\n  await app.listen(3000);\n}\nvoid start();\n',
  })).toEqual(['nestjs app serves 1 through [@nestjs/common.ValidationPipe] and catches [any, Missing]']);
});

test('layers of a router that is served, one by one', () => {
  expect(appsOf({
    'main.rs': 'use axum::{middleware::from_fn, routing::get, Router};\nuse tower::ServiceBuilder;\nuse tower_http::{cors::CorsLayer, trace::TraceLayer};\nasync fn one() -> &\'static str { "1" }\nasync fn stamp(r: axum::extract::Request, n: axum::middleware::Next) -> axum::response::Response { n.run(r).await }\npub async fn serve(l: tokio::net::TcpListener) {\n    let app = Router::new().route("/one", get(one)).layer(from_fn(stamp)).layer(ServiceBuilder::new().layer(TraceLayer::new_for_http()).layer(CorsLayer::permissive()));\n    axum::serve(l, app).await.unwrap();\n}\n',
  })).toEqual(['axum app serves 1 through [stamp, tower_http.trace.TraceLayer.new_for_http, tower_http.cors.CorsLayer.permissive] and catches []']);
});
