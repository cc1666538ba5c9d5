/** What is known about Rust's libraries. */
import type { Library } from '../library.js';
import { auth } from './auth.js';
import { cors } from './cors.js';
import { tls } from './tls.js';
import { testing } from './testing.js';
import { tokens } from './tokens.js';
import { actixWeb } from './actix-web.js';
import { awaitables } from './awaitables.js';
import { resilience } from './resilience.js';
import { axum } from './axum.js';
import { diesel } from './diesel.js';
import { logging } from './logging.js';
import { mongodb } from './mongodb.js';
import { aide, utoipa } from './openapi.js';
import { protections } from './protections.js';
import { reqwest } from './reqwest.js';
import { rocket } from './rocket.js';
import { rusqlite } from './rusqlite.js';
import { seaOrm } from './sea-orm.js';
import { seaQuery } from './sea-query.js';
import { sqlx } from './sqlx.js';
import { std } from './std.js';
import { tauri } from './tauri.js';
import { tiberius } from './tiberius.js';
import { tokio } from './tokio.js';
import { tokioPostgres } from './tokio-postgres.js';

export const rustLibraries: readonly Library[] = [auth, cors, tls, tokens, awaitables, resilience, std, tokio, sqlx, rusqlite, seaOrm, seaQuery, diesel, tiberius, tokioPostgres, mongodb, axum, aide, utoipa, protections, actixWeb, rocket, tauri, reqwest, logging, testing];
