/** Writes plausible Rust, Python, TypeScript and SQL backend files, the same on every machine, for a benchmark without a corpus. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const nouns = ['order', 'invoice', 'customer', 'product', 'shipment', 'payment', 'account', 'ticket', 'article', 'comment', 'session', 'report', 'batch', 'device', 'sensor', 'contract'];
const columns = ['name', 'status', 'total', 'created_at', 'owner_id', 'quantity', 'note', 'code', 'price', 'weight', 'category', 'region'];

/** Writes about `lines` lines below `folder`; answers nothing, the caller counts what is there. */
export function generate(folder, lines) {
  let written = 0;
  for (let index = 0; written < lines; index++) {
    const noun = nouns[index % nouns.length];
    const module = `${noun}_${Math.floor(index / nouns.length)}`;
    for (const [path, text] of filesFor(module, noun, index)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      written += text.split('\n').length - 1;
    }
  }
}

function pick(list, seed) {
  return list[((seed * 2_654_435_761) >>> 0) % list.length];
}

function filesFor(module, noun, index) {
  return [
    [`rust/src/${module}.rs`, rust(noun, index)],
    [`python/app/${module}.py`, python(noun, index)],
    [`typescript/src/${module}.ts`, typescript(noun, index)],
    [`sql/migrations/${String(index).padStart(5, '0')}_${module}.sql`, sql(noun, index)],
  ];
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function repeated(count, index, body) {
  return Array.from({ length: count }, (_, item) => body(pick(columns, index * 31 + item * 7), item)).join('\n');
}

function rust(noun, index) {
  const type = capital(noun);
  return `//! ${type} queries and handlers.
use axum::{extract::{Path, State}, Json};
use sqlx::PgPool;

#[derive(Debug, Clone, serde::Serialize, sqlx::FromRow)]
pub struct ${type} {
    pub id: i64,
${repeated(4, index, (column, item) => `    pub ${column}_${item}: Option<String>,`)}
}

${repeated(8, index, (column, item) => `/// Finds by ${column}.
pub async fn find_by_${column}_${item}(pool: &PgPool, value: &str, limit: i64) -> Result<Vec<${type}>, sqlx::Error> {
    let rows = sqlx::query_as::<_, ${type}>("SELECT * FROM ${noun}s WHERE ${column} = $1 ORDER BY id LIMIT $2")
        .bind(value)
        .bind(limit)
        .fetch_all(pool)
        .await?;
    if rows.is_empty() {
        tracing::debug!(%value, "no ${noun} found");
    }
    Ok(rows.into_iter().filter(|row| row.id > ${item}).collect())
}

pub async fn show_${item}(State(pool): State<PgPool>, Path(id): Path<i64>) -> Json<Option<${type}>> {
    let found = sqlx::query_as::<_, ${type}>("SELECT * FROM ${noun}s WHERE id = $1").bind(id).fetch_optional(&pool).await;
    Json(found.${item % 3 === 0 ? 'unwrap()' : 'unwrap_or_default()'})
}
`)}
pub async fn search(pool: &PgPool, table: &str) -> Result<u64, sqlx::Error> {
    let statement = format!("DELETE FROM {table} WHERE id < 0");
    Ok(sqlx::query(&statement).execute(pool).await?.rows_affected())
}
`;
}

function python(noun, index) {
  const type = capital(noun);
  return `"""${type} routes and queries."""
from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.database import get_db
from app.models import ${type}

router = APIRouter(prefix="/${noun}s")

${repeated(8, index, (column, item) => `
@router.get("/by-${column}-${item}")
def list_by_${column}_${item}(value: str, limit: int = 50, db: Session = Depends(get_db)):
    query = select(${type}).where(${type}.${column} == value).order_by(${type}.id)
    if limit > 0:
        query = query.limit(limit)
    rows = db.execute(query).scalars().all()
    return [{"id": row.id, "${column}": row.${column}} for row in rows]


def count_${column}_${item}(db: Session, owner: int) -> int:
    statement = ${item % 4 === 0 ? `f"SELECT COUNT(*) FROM ${noun}s WHERE ${column} = {owner}"` : `"SELECT COUNT(*) FROM ${noun}s WHERE ${column} = :owner"`}
    try:
        return db.execute(text(statement), {"owner": owner}).scalar_one()
    except ValueError as error:
        raise HTTPException(status_code=400, detail="${noun} is not countable") from error
`)}
`;
}

function typescript(noun, index) {
  const type = capital(noun);
  return `/** ${type} routes and queries. */
import { Router, type Request, type Response } from 'express';
import { pool } from './database.js';

export interface ${type} { readonly id: number; ${repeated(3, index, (column, item) => `readonly ${column}${item}: string;`).replaceAll('\n', ' ')} }

export const ${noun}s = Router();

${repeated(8, index, (column, item) => `export async function findBy${capital(column)}${item}(value: string, limit: number): Promise<readonly ${type}[]> {
  const found = await pool.query<${type}>('SELECT * FROM ${noun}s WHERE ${column} = $1 LIMIT $2', [value, limit]);
  if (found.rows.length === 0) console.debug('no ${noun} found', value);
  return found.rows.filter(row => row.id > ${item});
}

${noun}s.get('/by-${column}-${item}', async (request: Request, response: Response) => {
  const value = String(request.query['${column}'] ?? '');
  const rows = await ${item % 4 === 0 ? `pool.query(\`SELECT * FROM ${noun}s WHERE ${column} = '\${value}'\`)` : `findBy${capital(column)}${item}(value, 50)`};
  response.json(rows);
});
`)}
`;
}

function sql(noun, index) {
  return `CREATE TABLE ${noun}s_${index} (
  id BIGSERIAL PRIMARY KEY,
${repeated(6, index, (column, item) => `  ${column}_${item} TEXT${item % 2 === 0 ? ' NOT NULL' : ''},`)}
  owner_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE INDEX ${noun}s_${index}_owner ON ${noun}s_${index} (owner_id);
INSERT INTO ${noun}s_${index} (owner_id) SELECT id FROM accounts WHERE active = true;
`;
}
