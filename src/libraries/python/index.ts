/** The tables of Python's libraries. */
import type { Library } from '../library.js';
import { dbapi } from './dbapi.js';
import { aiomysql, duckdb, mysqlConnector, oracle, pymssql, pymysql, pyodbc } from './drivers.js';
import { flaskSqlalchemy } from './flask-sqlalchemy.js';
import { asyncpg, psycopg, psycopg2 } from './postgres.js';
import { sqlalchemy } from './sqlalchemy.js';
import { aiosqlite, sqlite3 } from './sqlite.js';
import { sqlmodel } from './sqlmodel.js';

export const pythonLibraries: readonly Library[] = [
  sqlalchemy, sqlmodel, flaskSqlalchemy, dbapi, sqlite3, aiosqlite, asyncpg, psycopg2, psycopg, mysqlConnector, pymysql, aiomysql, pyodbc, pymssql, oracle, duckdb,
];
