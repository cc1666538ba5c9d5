/** What the tables make of small programs, seen through the linked program. */
import { describe, expect, test } from 'vitest';
import { lowerRust } from '../../../src/languages/rust/lower.js';
import { link } from '../../../src/link/program.js';
import type { Program } from '../../../src/rule/program.js';
import { nothingDeclared } from '../../../src/rule/settings.js';

function programOf(text: string): Program {
  const sources = new Map([['src/main.rs', text]]);
  return link([lowerRust('src/main.rs', text, 'production')], sources, nothingDeclared, () => undefined);
}

function queries(text: string): readonly string[] {
  return programOf(text).queries.map(query => `${query.verb} ${query.tables.join(',')} ${query.rows}`);
}

function endpoints(text: string): readonly string[] {
  return programOf(text).endpoints.map(one => `${one.kind} ${one.method} ${one.path} ${one.handler.fact.name}`);
}

describe('queries', () => {
  test('sqlx: functions, macros, types of their own, transactions', () => {
    expect(queries(`
      use sqlx::{PgPool, Postgres, Transaction, query_as};
      async fn a(pool: &PgPool) { sqlx::query("select * from users").fetch_all(pool).await?; }
      async fn b(pool: &PgPool) { query_as!(User, "select id from users where id = $1", id).fetch_optional(pool).await?; }
      async fn c(tx: &mut Transaction<'_, Postgres>) { query_as::<_, User>("delete from users where id = $1").bind(1).execute(&mut **tx).await?; }
      async fn d(pool: PgPool) { let mut tx = pool.begin().await?; sqlx::query!("insert into a values (1)").execute(&mut *tx).await?; tx.commit().await?; }
    `)).toEqual(['select users many', 'select users one', 'delete users none', 'insert a none', 'commit  none']);
  });

  test('sqlx: text run on the executor, scalar, bound by type parameter', () => {
    expect(queries(`
      use sqlx::{Executor, SqlitePool};
      async fn a(pool: &SqlitePool) { pool.execute("create table t (id int)").await?; }
      async fn b<'e, E>(db: E) where E: sqlx::PgExecutor<'e> { sqlx::query_scalar("select count(*) from t").fetch_one(db).await?; }
    `)).toEqual(['ddl t none', 'select t scalar']);
  });

  test('sea-query: statements finished into text, and run by a function of the program', () => {
    const text = `
      use sea_query::{Alias, Expr, PostgresQueryBuilder, Query};
      use sea_query_binder::SqlxBinder;
      use sqlx::{PgPool, Postgres, query::{Query as Ready, QueryAs}};
      pub struct Db { pool: PgPool }
      impl Db {
        pub async fn all<'q, O, A>(&self, query: QueryAs<'q, Postgres, O, A>) -> Result<Vec<O>> { query.fetch_all(&self.pool).await }
        pub async fn run<'q, A>(&self, query: Ready<'q, Postgres, A>) -> Result<u64> { query.execute(&self.pool).await }
      }
      async fn a(db: &Db) { let (sql, values) = Query::select().column(User::Id).from(User::Table).and_where(Expr::col((User::Table, User::Id)).eq(1)).build_sqlx(PostgresQueryBuilder); sqlx::query_as_with::<_, Row, _>(&sql, values).fetch_all(&db.pool).await?; }
      async fn b(db: &Db) { let mut query = Query::delete(); query.from_table(Alias::new("users")).and_where(Expr::col(User::Id).eq(1)); let (sql, values) = query.build_sqlx(PostgresQueryBuilder); let ready = sqlx::query_with(&sql, values); db.run(ready).await?; }
      async fn c(db: &Db, options: Options) { let mut query = Query::select(); query.from(User::Table); options.apply_to(&mut query); let (sql, values) = query.build_sqlx(PostgresQueryBuilder); let ready = sqlx::query_as_with::<_, Row, _>(&sql, values); db.all(ready).await?; }
      async fn d(db: &Db) { let (sql, values) = Query::select().from(User::Table).page(3).build_sqlx(PostgresQueryBuilder); sqlx::query_as_with::<_, Row, _>(&sql, values).fetch_all(&db.pool).await?; }
      enum User { Table, Id }
    `;
    expect(programOf(text).queries.filter(query => query.in?.fact.name.length === 1).map(query => `${query.in?.fact.name ?? ''} ${query.verb} ${query.tables.join(',')} ${query.rows} ${query.bound.kind}`)).toEqual([
      'a select User many one row', 'd other  many unknown', 'c select User many limit', 'b delete users none one row',
    ]);
  });

  test('sqlx: the query builder runs what it was begun with', () => {
    expect(queries(`
      use sqlx::QueryBuilder;
      async fn a(pool: &sqlx::PgPool) { let mut builder = QueryBuilder::new("select * from users where id = "); builder.push_bind(1); builder.build_query_as::<User>().fetch_all(pool).await?; }
    `)).toEqual(['select users many']);
  });

  test('rusqlite: connections, statements, pools of them', () => {
    expect(queries(`
      use rusqlite::{params, Connection};
      fn a(conn: &Connection) { conn.execute("update t set a = ?1", params![1])?; let mut s = conn.prepare("select a from t")?; let rows = s.query_map([], |row| row.get(0))?; }
      fn b() { let conn = Connection::open("a.db").unwrap(); conn.query_row("select a from t where id = 1", [], |row| row.get(0)).unwrap(); }
      async fn c(conn: &tokio_rusqlite::Connection) { conn.call(|conn| { conn.execute("delete from t", [])?; Ok(()) }).await?; }
    `)).toEqual(['update t none', 'select t many', 'select t one', 'delete t none']);
  });

  test('tiberius and tokio-postgres', () => {
    expect(queries(`
      async fn a(client: &mut tiberius::Client<Stream>) { client.query("SELECT TOP 5 * FROM dbo.COMMESSE", &[]).await?.into_first_result().await?; client.execute("DELETE FROM LOTTI", &[]).await?; }
      async fn b(client: &tokio_postgres::Client) { client.query_one("select 1 from t", &[]).await?; }
    `)).toEqual(['select COMMESSE many', 'delete LOTTI none', 'select t one']);
  });

  test('sea-orm: entities and active models that only a derive declares', () => {
    expect(queries(`
      use sea_orm::{entity::prelude::*, ActiveValue::Set, DatabaseConnection};
      #[derive(Clone, DeriveEntityModel)] #[sea_orm(table_name = "ships")] pub struct Model { #[sea_orm(primary_key)] pub id: i32 }
      impl ActiveModelBehavior for ActiveModel {}
      async fn a(db: &DatabaseConnection) { Entity::find().all(db).await?; Entity::find_by_id(1).one(db).await?; Entity::delete_by_id(1).exec(db).await?; }
      async fn b(db: &DatabaseConnection) { let ship = ActiveModel { id: Set(1), ..Default::default() }; ship.insert(db).await?; }
    `).map(one => one.replace(/ \S* /, ' '))).toEqual(['select many', 'select one', 'delete none', 'insert one']);
  });
});

describe('endpoints', () => {
  test('axum: method routers, nesting, several methods at one path', () => {
    expect(endpoints(`
      use axum::{routing::{get, post}, Router};
      fn app() -> Router { Router::new().nest("/api", users()).route("/health", get(|| async { "ok" })) }
      fn users() -> Router { Router::new().route("/users", get(list).post(create)) }
      async fn list() {}
      async fn create() {}
    `)).toEqual(expect.arrayContaining(['http GET /api/users list', 'http POST /api/users create', 'http GET /health <closure>']));
  });

  test('actix-web: attributes, scopes and routes', () => {
    expect(endpoints(`
      use actix_web::{get, web, App};
      #[get("/users/{id}")] async fn show() {}
      async fn list() {}
      fn app() { App::new().service(web::scope("/v1").route("/users", web::get().to(list))); }
    `)).toEqual(expect.arrayContaining(['http GET /users/{id} show', 'http GET /v1/users list']));
  });

  test('handlers with routes of their own hang under what they are given to', () => {
    expect(endpoints(`
      use actix_web::{get, post, web, App};
      #[get("/{id}")] async fn show() {}
      #[post("")] async fn create() {}
      async fn list() {}
      fn app() { App::new().service(web::scope("/api").service(show).service(web::scope("/users").service(create)).service(web::resource("/lots").route(web::get().to(list)))); }
    `)).toEqual(expect.arrayContaining(['http GET /api/{id} show', 'http POST /api/users create', 'http GET /api/lots list']));
    expect(endpoints(`
      #[rocket::get("/x")] fn x() {}
      fn app() { rocket::build().mount("/api", rocket::routes![x]); }
    `)).toEqual(['http GET /api/x x']);
  });

  test('rocket and Tauri', () => {
    expect(endpoints(`
      #[macro_use] extern crate rocket;
      #[rocket::get("/x")] fn x() {}
      #[tauri::command] async fn save() {}
      mod inner { use tauri::command; #[command] pub fn load() {} }
    `)).toEqual(expect.arrayContaining(['http GET /x x', 'command save  save', 'command load  load']));
  });
});
