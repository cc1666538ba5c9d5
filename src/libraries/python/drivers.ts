/** Drivers that follow Python's database interface closely: MySQL's, SQL Server's, Oracle's, and DuckDB. */
import type { Library } from '../library.js';
import { connectionMethods, cursorMethods } from './dbapi.js';
import { onType } from './on-type.js';

const whichDatabase = ['database', 'db', 'dbname', 'dsn', 'unix_socket', 'host'];

export const mysqlConnector: Library = {
  name: 'mysql.connector',
  language: 'python',
  mentions: ['mysql'],
  aliases: {
    'mysql.connector.connection.MySQLConnection': 'mysql.connector.MySQLConnection',
    'mysql.connector.connection_cext.CMySQLConnection': 'mysql.connector.MySQLConnection',
    'mysql.connector.CMySQLConnection': 'mysql.connector.MySQLConnection',
    'mysql.connector.abstracts.MySQLConnectionAbstract': 'mysql.connector.MySQLConnection',
    'mysql.connector.pooling.PooledMySQLConnection': 'mysql.connector.MySQLConnection',
    'mysql.connector.cursor.MySQLCursor': 'mysql.connector.MySQLCursor',
    'mysql.connector.abstracts.MySQLCursorAbstract': 'mysql.connector.MySQLCursor',
  },
  bases: { 'mysql.connector.MySQLConnection': 'dbapi.Connection', 'mysql.connector.MySQLCursor': 'dbapi.Cursor' },
  sessions: ['mysql.connector.MySQLConnection', 'mysql.connector.MySQLCursor', 'mysql.connector.pooling.MySQLConnectionPool'],
  calls: {
    'mysql.connector.connect': { opens: whichDatabase, returns: 'mysql.connector.MySQLConnection', blocks: 'database' },
    'mysql.connector.MySQLConnection': { opens: whichDatabase, returns: 'mysql.connector.MySQLConnection', blocks: 'database' },
    'mysql.connector.MySQLConnection.cursor': { returns: 'mysql.connector.MySQLCursor', from: 'self' },
    'mysql.connector.MySQLConnection.cmd_query': { runs: [0, 'query'], rows: 'none', blocks: 'database' },
    'mysql.connector.MySQLConnection.start_transaction': { session: 'begin' },
    'mysql.connector.MySQLConnection.is_connected': {},
    'mysql.connector.pooling.MySQLConnectionPool': { opens: whichDatabase, returns: 'mysql.connector.pooling.MySQLConnectionPool', blocks: 'database' },
    'mysql.connector.pooling.MySQLConnectionPool.get_connection': { returns: 'mysql.connector.MySQLConnection', from: 'self', blocks: 'database' },
  },
};

export const pymysql: Library = {
  name: 'pymysql',
  language: 'python',
  mentions: ['pymysql', 'MySQLdb'],
  aliases: {
    'pymysql.connections.Connection': 'pymysql.Connection', 'pymysql.cursors.Cursor': 'pymysql.Cursor', 'pymysql.cursors.DictCursor': 'pymysql.Cursor', 'pymysql.Connect': 'pymysql.connect',
    'MySQLdb.connect': 'pymysql.connect', 'MySQLdb.Connect': 'pymysql.connect', 'MySQLdb.connections.Connection': 'pymysql.Connection', 'MySQLdb.cursors.Cursor': 'pymysql.Cursor',
  },
  bases: { 'pymysql.Connection': 'dbapi.Connection', 'pymysql.Cursor': 'dbapi.Cursor' },
  sessions: ['pymysql.Connection', 'pymysql.Cursor'],
  calls: {
    'pymysql.connect': { opens: [...whichDatabase, 3, 0], returns: 'pymysql.Connection', blocks: 'database' },
    'pymysql.Connection.cursor': { returns: 'pymysql.Cursor', from: 'self' },
    'pymysql.Connection.query': { runs: [0, 'sql'], rows: 'none', blocks: 'database' },
    'pymysql.Connection.begin': { session: 'begin' },
    'pymysql.Connection.escape': { quotes: true },
    'pymysql.Connection.escape_string': { quotes: true },
    'pymysql.Cursor.mogrify': { text: [0, 'query'], returns: 'self' },
  },
};

export const aiomysql: Library = {
  name: 'aiomysql',
  language: 'python',
  mentions: ['aiomysql'],
  aliases: {
    'aiomysql.connection.Connection': 'aiomysql.Connection', 'aiomysql.pool.Pool': 'aiomysql.Pool', 'aiomysql.cursors.Cursor': 'aiomysql.Cursor', 'aiomysql.DictCursor': 'aiomysql.Cursor',
    'aiomysql.cursors.DictCursor': 'aiomysql.Cursor', 'aiomysql.SSCursor': 'aiomysql.Cursor',
  },
  sessions: ['aiomysql.Connection', 'aiomysql.Pool', 'aiomysql.Cursor'],
  calls: {
    'aiomysql.connect': { opens: whichDatabase, returns: 'aiomysql.Connection' },
    'aiomysql.create_pool': { opens: whichDatabase, returns: 'aiomysql.Pool' },
    'aiomysql.Pool.acquire': { returns: 'aiomysql.Connection', from: 'self' },
    'aiomysql.Pool.release': { session: 'close' },
    ...onType('aiomysql.Connection', { ...connectionMethods, cursor: { returns: 'aiomysql.Cursor', from: 'self' }, begin: { session: 'begin' }, escape: { quotes: true } }),
    ...onType('aiomysql.Cursor', { ...cursorMethods, execute: { runs: [0, 'query'], rows: 'many' } }),
  },
};

export const pyodbc: Library = {
  name: 'pyodbc',
  language: 'python',
  mentions: ['pyodbc'],
  bases: { 'pyodbc.Connection': 'dbapi.Connection', 'pyodbc.Cursor': 'dbapi.Cursor' },
  sessions: ['pyodbc.Connection', 'pyodbc.Cursor'],
  calls: {
    'pyodbc.connect': { opens: [0, 'DSN', 'database', 'Database', 'DATABASE'], returns: 'pyodbc.Connection', blocks: 'database' },
    'pyodbc.Connection.cursor': { returns: 'pyodbc.Cursor', from: 'self' },
    'pyodbc.Connection.execute': { runs: 0, returns: 'pyodbc.Cursor', from: 'self', blocks: 'database' },
    'pyodbc.Cursor.fetchval': { fetches: true, rows: 'scalar', blocks: 'database' },
    'pyodbc.Cursor.commit': { session: 'commit', blocks: 'database' },
    'pyodbc.Cursor.rollback': { session: 'rollback', blocks: 'database' },
  },
};

export const pymssql: Library = {
  name: 'pymssql',
  language: 'python',
  mentions: ['pymssql'],
  aliases: { 'pymssql._pymssql.Connection': 'pymssql.Connection', 'pymssql._pymssql.Cursor': 'pymssql.Cursor' },
  bases: { 'pymssql.Connection': 'dbapi.Connection', 'pymssql.Cursor': 'dbapi.Cursor' },
  sessions: ['pymssql.Connection', 'pymssql.Cursor'],
  calls: {
    'pymssql.connect': { opens: ['database', 3, 'server', 0], returns: 'pymssql.Connection', blocks: 'database' },
    'pymssql.Connection.cursor': { returns: 'pymssql.Cursor', from: 'self' },
  },
};

export const oracle: Library = {
  name: 'oracledb',
  language: 'python',
  mentions: ['oracledb', 'cx_Oracle'],
  aliases: { 'cx_Oracle.connect': 'oracledb.connect', 'cx_Oracle.Connection': 'oracledb.Connection', 'cx_Oracle.Cursor': 'oracledb.Cursor', 'cx_Oracle.SessionPool': 'oracledb.create_pool' },
  bases: { 'oracledb.Connection': 'dbapi.Connection', 'oracledb.Cursor': 'dbapi.Cursor' },
  sessions: ['oracledb.Connection', 'oracledb.Cursor', 'oracledb.ConnectionPool'],
  calls: {
    'oracledb.connect': { opens: ['dsn', 0, 2], returns: 'oracledb.Connection', blocks: 'database' },
    'oracledb.create_pool': { opens: ['dsn', 0, 2], returns: 'oracledb.ConnectionPool' },
    'oracledb.ConnectionPool.acquire': { returns: 'oracledb.Connection', from: 'self', blocks: 'database' },
    'oracledb.Connection.cursor': { returns: 'oracledb.Cursor', from: 'self' },
  },
};

export const duckdb: Library = {
  name: 'duckdb',
  language: 'python',
  mentions: ['duckdb'],
  bases: { 'duckdb.DuckDBPyConnection': 'dbapi.Cursor' },
  sessions: ['duckdb.DuckDBPyConnection'],
  calls: {
    'duckdb.connect': { opens: [0, 'database'], returns: 'duckdb.DuckDBPyConnection', blocks: 'database' },
    'duckdb.sql': { runs: [0, 'query'], returns: 'duckdb.DuckDBPyConnection', blocks: 'database' },
    'duckdb.query': { runs: [0, 'query'], returns: 'duckdb.DuckDBPyConnection', blocks: 'database' },
    'duckdb.execute': { runs: [0, 'query'], returns: 'duckdb.DuckDBPyConnection', blocks: 'database' },
    ...onType('duckdb.DuckDBPyConnection', {
      sql: { runs: [0, 'query'], returns: 'self', blocks: 'database' },
      query: { runs: [0, 'query'], returns: 'self', blocks: 'database' },
      df: { fetches: true, rows: 'many' }, fetchdf: { fetches: true, rows: 'many' }, pl: { fetches: true, rows: 'many' }, arrow: { fetches: true, rows: 'many' },
    }),
  },
};
