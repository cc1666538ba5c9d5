/** Small programs through the whole of linking: what the tables make of calls as people write them. */
import { describe, expect, test } from 'vitest';
import { lowerPython } from '../../../src/languages/python/lower.js';
import { link } from '../../../src/link/program.js';
import type { Program } from '../../../src/rule/program.js';
import { nothingDeclared } from '../../../src/rule/settings.js';

function program(files: Readonly<Record<string, string>>): Program {
  const facts = Object.entries(files).map(([file, text]) => lowerPython(file, text, 'production'));
  return link(facts, new Map(Object.entries(files)), nothingDeclared, () => undefined);
}

/** `select many Order limit` for every query, in the order of the text. */
function queries(text: string): string[] {
  return program({ 'app.py': text }).queries.map(query => [query.verb, query.rows, query.tables.join('+'), query.bound.kind].filter(Boolean).join(' '));
}

describe('queries', () => {
  test('SQLAlchemy sessions from a dependency', () => {
    expect(queries([
      'from sqlalchemy import select, text, func, update', 'from sqlalchemy.orm import Session', 'from fastapi import Depends',
      'class Order(Base): pass', 'def show(db: Session = Depends(get_db)):',
      '    db.query(Order).filter(Order.total > 3).all()', '    db.query(Order).limit(10).all()', '    db.query(Order).filter(Order.id == 3).first()',
      '    db.execute(select(Order).limit(5)).scalars().all()', '    db.execute(text("SELECT * FROM orders"))', '    db.add(Order())', '    db.commit()',
      '    db.query(Order).count()', '    db.execute(update(Order).where(Order.id == 1).values(a=2))',
    ].join('\n'))).toEqual([
      'select many Order none', 'select many Order limit', 'select one Order one row', 'select many Order limit', 'select unknown orders none', 'insert none Order none',
      'commit none unknown', 'select scalar Order one row', 'update none Order one row',
    ]);
  });

  test('async factories and context managers', () => {
    expect(queries([
      'from sqlalchemy import select', 'from sqlalchemy.ext.asyncio import create_async_engine, async_sessionmaker', 'engine = create_async_engine(URL)',
      'Local = async_sessionmaker(engine, expire_on_commit=False)', 'async def show():', '    async with Local() as session:',
      '        rows = await session.execute(select(User))', '        await session.commit()', '        return rows.scalars().all()',
      'async def raw():', '    async with engine.begin() as conn:', '        await conn.exec_driver_sql("DELETE FROM users")',
    ].join('\n'))).toEqual(['select many User none', 'commit none unknown', 'delete none users unknown']);
  });

  test('SQLModel', () => {
    expect(queries([
      'from sqlmodel import Session, create_engine, select, func', 'engine = create_engine("sqlite://")', 'def show():', '    with Session(engine) as session:',
      '        session.exec(select(Hero).offset(0).limit(10)).all()', '        session.get(Hero, 1)', '        session.exec(select(Hero)).one()',
    ].join('\n'))).toEqual(['select many Hero limit', 'select one Hero none', 'select one Hero none']);
  });

  test('drivers', () => {
    expect(queries('import sqlite3\nconn = sqlite3.connect("a.db")\ncur = conn.cursor()\ncur.execute("SELECT * FROM t")\nrows = cur.fetchall()\nconn.execute("DELETE FROM t")\nconn.commit()\n')).toEqual(['select many t none', 'delete none t unknown', 'commit none unknown']);
    expect(queries('import psycopg2\nconn = psycopg2.connect(DSN)\nwith conn.cursor() as cur:\n    cur.execute("SELECT * FROM t LIMIT 1")\n    row = cur.fetchone()\n')).toEqual(['select one t limit']);
    expect(queries('import mysql.connector\nconn = mysql.connector.connect(database="shop")\ncursor = conn.cursor(dictionary=True)\ncursor.execute("INSERT INTO t VALUES (1)")\n')).toEqual(['insert none t unknown']);
    expect(queries('import asyncpg\nasync def f(pool: asyncpg.Pool):\n    async with pool.acquire() as conn:\n        return await conn.fetch("SELECT * FROM t")\n')).toEqual(['select many t none']);
    expect(queries('import aiosqlite\nasync def f():\n    async with aiosqlite.connect(P) as db:\n        async with db.execute("SELECT a FROM t") as cursor:\n            return await cursor.fetchall()\n')).toEqual(['select many t none']);
    expect(queries('import pyodbc\ndef f():\n    cn = pyodbc.connect("DSN=ASITRON")\n    return cn.cursor().execute("SELECT TOP 3 * FROM C").fetchall()\n')).toEqual(['select many C limit']);
    expect(queries('from django.db import connection\ndef f():\n    with connection.cursor() as c:\n        c.execute("UPDATE t SET a = 1")\n')).toEqual(['update none t unknown']);
    expect(queries('from databases import Database\ndatabase = Database(URL)\nasync def f():\n    return await database.fetch_all(query="SELECT * FROM t")\n')).toEqual(['select many t none']);
  });

  test('Tortoise', () => {
    expect(queries([
      'from tortoise.models import Model', 'from tortoise import connections', 'class Base(Model):', '    class Meta:', '        abstract = True', 'class Order(Base):', '    pass', 'async def show(term):',
      '    await Order.filter(total__gt=3)', '    await Order.all().limit(10).order_by("id")', '    await Order.get(id=1)', '    await Order.filter(id=1).first()', '    await Order.filter(done=True).count()',
      '    await Order.create(total=1)', '    await Order.filter(id=2).delete()', '    await Order.raw("SELECT * FROM orders")', '    await connections.get("default").execute_query("DELETE FROM orders")',
      '    query = Order.filter(a=1)', '    query = query.limit(3)', '    return await query',
    ].join('\n'))).toEqual([
      'select one Order one row', 'select one Order one row', 'select scalar Order one row', 'insert none Order none', 'delete none Order one row', 'select many orders none', 'delete many orders unknown', 'select many Order none', 'select many Order limit', 'select many Order limit',
    ]);
  });

  test('a local function of the same name is none', () => {
    expect(queries('def execute(x): return x\nexecute("SELECT * FROM t")\nclass Bus:\n    def execute(self, command): pass\nBus().execute("DELETE FROM t")\n')).toEqual([]);
  });
});

describe('pasted text', () => {
  const holes = (text: string): string[] => program({ 'app.py': text }).sqlTexts.flatMap(one => one.holes.map(hole => `${hole.source} ${hole.origin.kind}${one.sink ? '' : ' loose'}`));

  test('from the request of each framework', () => {
    expect(holes('from flask import Flask, request\nimport sqlite3\napp = Flask(__name__)\nconn = sqlite3.connect("a")\n@app.route("/x")\ndef show():\n    name = request.args.get("name")\n    conn.execute(f"SELECT * FROM t WHERE n = \'{name}\'")\n')).toEqual(['name request']);
    expect(holes('from fastapi import FastAPI, Request\nimport sqlite3\napp = FastAPI()\nconn = sqlite3.connect("a")\n@app.get("/x")\nasync def show(q: str, r: Request):\n    conn.execute(f"SELECT * FROM t WHERE n = \'{q}\'")\n    conn.execute("SELECT * FROM t WHERE n = \'%s\'" % r.query_params["n"])\n')).toEqual(['q request', 'r.query_params["n"] request']);
  });

  test('composed SQL is quoted', () => {
    expect(holes('import psycopg2\nfrom psycopg2 import sql\nconn = psycopg2.connect(D)\ncur = conn.cursor()\ndef f(t):\n    cur.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(t)))\n')).toEqual([]);
  });
});

test('endpoints with the prefixes of their routers', () => {
  const { endpoints } = program({
    'main.py': 'from fastapi import FastAPI\nfrom routes import users\napp = FastAPI()\napp.include_router(users.router, prefix="/api")\n@app.get("/health")\ndef health(): pass\n',
    'routes/__init__.py': '',
    'routes/users.py': 'from fastapi import APIRouter\nrouter = APIRouter(prefix="/users")\n@router.get("/{id}")\nasync def show(id: int): pass\n@router.api_route("/", methods=["POST", "PUT"])\ndef save(): pass\n@router.websocket("/ws")\nasync def feed(): pass\n',
    'site.py': 'from flask import Flask, Blueprint\nbp = Blueprint("bp", __name__, url_prefix="/shop")\n@bp.route("/cart", methods=["GET", "POST"])\ndef cart(): pass\n@bp.delete("/cart/<int:id>")\ndef drop(id): pass\nFlask(__name__).register_blueprint(bp)\n',
    'web.py': 'from aiohttp import web\nasync def hello(request): pass\napp = web.Application()\napp.router.add_get("/hello", hello)\n',
  });
  expect(endpoints.map(each => `${each.framework} ${each.kind} ${each.method} ${each.path} ${each.handler.fact.name}`).sort()).toEqual([
    'aiohttp http GET /hello hello', 'fastapi http GET /api/users/{id} show', 'fastapi http GET /health health', 'fastapi http POST|PUT /api/users save', 'fastapi socket * /api/users/ws feed',
    'flask http DELETE /shop/cart/<int:id> drop', 'flask http GET|POST /shop/cart cart',
  ]);
});
