/** The tables of Python's libraries. */
import type { Library } from '../library.js';
import { auth } from './auth.js';
import { cors } from './cors.js';
import { tls } from './tls.js';
import { testing } from './testing.js';
import { tokens } from './tokens.js';
import { aiohttp } from './aiohttp.js';
import { awaitables } from './awaitables.js';
import { resilience } from './resilience.js';
import { dbapi } from './dbapi.js';
import { django } from './django.js';
import { aiomysql, duckdb, mysqlConnector, oracle, pymssql, pymysql, pyodbc } from './drivers.js';
import { fastapi, fastapiPagination } from './fastapi.js';
import { flask, flaskRestful } from './flask.js';
import { flaskSqlalchemy } from './flask-sqlalchemy.js';
import { httpx, requests, urllib } from './http-clients.js';
import { litestar } from './litestar.js';
import { asyncpg, psycopg, psycopg2 } from './postgres.js';
import { aiosql, alembic, databases, dataFrames, peewee, pypika } from './query-layers.js';
import { protections } from './protections.js';
import { sanic } from './sanic.js';
import { sqlalchemy } from './sqlalchemy.js';
import { aiosqlite, sqlite3 } from './sqlite.js';
import { tortoise } from './tortoise.js';
import { logging } from './logging.js';
import { sqlmodel } from './sqlmodel.js';
import { blockingCalls, builtins } from './standard.js';
import { starlette } from './starlette.js';

export const pythonLibraries: readonly Library[] = [
  resilience,
  awaitables,
  auth, cors, tls, tokens,
  // databases
  sqlalchemy, sqlmodel, flaskSqlalchemy, dbapi, sqlite3, aiosqlite, asyncpg, psycopg2, psycopg, mysqlConnector, pymysql, aiomysql, pyodbc, pymssql, oracle, duckdb,
  databases, aiosql, pypika, peewee, tortoise, dataFrames, alembic,
  // web
  fastapi, fastapiPagination, starlette, flask, flaskRestful, aiohttp, django, litestar, sanic, protections,
  // the rest of the world
  requests, httpx, urllib, builtins, blockingCalls, logging,
  testing,
];
