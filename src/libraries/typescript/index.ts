/** Every TypeScript and JavaScript library collaudo knows. */
import type { Library } from '../library.js';
import { auth } from './auth.js';
import { cors } from './cors.js';
import { tls } from './tls.js';
import { testing } from './testing.js';
import { tokens } from './tokens.js';
import { awaitables } from './awaitables.js';
import { resilience } from './resilience.js';
import { containers } from './containers.js';
import { d1 } from './d1.js';
import { drizzle } from './drizzle.js';
import { express } from './express.js';
import { fastify } from './fastify.js';
import { hono } from './hono.js';
import { httpClients } from './http-clients.js';
import { httpErrors } from './http-errors.js';
import { knex } from './knex.js';
import { koa } from './koa.js';
import { kysely } from './kysely.js';
import { logging } from './logging.js';
import { mongo } from './mongo.js';
import { mssql } from './mssql.js';
import { mysql } from './mysql.js';
import { nestjs } from './nestjs.js';
import { nestjsTypeorm } from './nestjs-typeorm.js';
import { next } from './next.js';
import { node } from './node.js';
import { pg } from './pg.js';
import { pgPromise } from './pg-promise.js';
import { postgres } from './postgres.js';
import { prisma } from './prisma.js';
import { protections } from './protections.js';
import { routingControllers } from './routing-controllers.js';
import { sequelize } from './sequelize.js';
import { sqlite } from './sqlite.js';
import { tauriSql } from './tauri-sql.js';
import { tsoa } from './tsoa.js';
import { typeorm } from './typeorm.js';

export const typescriptLibraries: readonly Library[] = [
  resilience,
  awaitables,
  auth, cors, tls, tokens,
  express, fastify, koa, hono, nestjs, nestjsTypeorm, routingControllers, tsoa, next,
  prisma, typeorm, knex, drizzle, sequelize, kysely,
  pg, postgres, pgPromise, mysql, sqlite, mssql, mongo, d1, tauriSql,
  containers,
  httpClients, httpErrors, protections, node, logging,
  testing,
];
