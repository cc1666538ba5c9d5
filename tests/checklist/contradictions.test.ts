/** Where documents contradict each other: each line is ticked by its own reading, and a finding is reported once. */
import { describe, expect, test } from 'vitest';
import { checklists } from '../../checklists/index.js';
import { linesOf, type LineStatus } from '../../src/findings/judged-checklist.js';
import type { Outcome } from '../../src/findings/outcome.js';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

function scanWith(files: Readonly<Record<string, string>>, ...named: readonly string[]): Promise<Outcome> {
  return scanFolder(temporaryProject(files), { checklists: { builtIn: checklists, named, detect: false }, selection: { only: undefined, named: new Map(), preview: false } });
}

function statusOf(outcome: Outcome, line: string): LineStatus | undefined {
  return outcome.checklists.flatMap(linesOf).find(one => one.id === line)?.status;
}

const session = 'from sqlalchemy import create_engine\nfrom sqlalchemy.orm import sessionmaker\n\nSessionLocal = sessionmaker(bind=create_engine("mssql+pyodbc://production"))\n\n\ndef get_db():\n    db = SessionLocal()\n    try:\n        yield db\n    finally:\n        db.close()\n';

const lots = [
  'from fastapi import APIRouter, Depends, FastAPI, HTTPException',
  'from sqlalchemy.orm import Session',
  '',
  'from app.db import get_db',
  'from app.crud import lots as crud',
  '',
  'app = FastAPI(title="Lots", version="1.0.0")',
  'router = APIRouter(prefix="/api/lots", tags=["lots"])',
  '',
  '',
  '@router.get("/{lot_id}")',
  'def one(lot_id: int, db: Session = Depends(get_db)):',
  '    """One lot."""',
  '    try:',
  '        return crud.one(db, lot_id)',
  '    except Exception as e:',
  '        raise HTTPException(status_code=500, detail=str(e))',
  '',
  '',
  'app.include_router(router)',
  '',
].join('\n');

const backend = { 'app/main.py': lots, 'app/db.py': session, 'app/crud/lots.py': 'from sqlalchemy import text\n\n\ndef one(db, lot_id: int):\n    return db.execute(text("SELECT id FROM lots WHERE id = :id"), {"id": lot_id}).first()\n' };

describe('an exception\'s text in the answer of the last resort', () => {
  test('is a warning for the document that allows it, an error for the one that does not, and one finding', async () => {
    const outcome = await scanWith(backend, 'asi-gest', 'fastapi-sqlmodel');
    expect([statusOf(outcome, 'A48'), statusOf(outcome, 'S41')]).toEqual(['partly', 'fail']);
    expect(outcome.kept.filter(one => one.finding.rule === 'no-internal-error-leak').map(one => one.finding.severity)).toEqual(['error']);
  });

  test('stays a warning where only that document is judged', async () => {
    const outcome = await scanWith(backend, 'asi-gest');
    expect(outcome.kept.filter(one => one.finding.rule === 'no-internal-error-leak').map(one => one.finding.severity)).toEqual(['warning']);
  });
});

describe('a version in the path', () => {
  test('is asked for by one document and never mentioned by the other', async () => {
    const outcome = await scanWith(backend, 'asi-gest', 'backend-standard');
    expect(statusOf(outcome, 'B22')).toBe('fail');
    expect(outcome.checklists.find(one => one.id === 'asi-gest')?.sections.flatMap(section => section.lines).flatMap(line => line.parts).some(part => part.kind === 'rule' && part.rule === 'require-api-version')).toBe(false);
  });

  test('may be absent everywhere where the document only asks for the one in use', async () => {
    expect((await scanWith(backend, 'fastapi-sqlmodel')).kept.filter(one => one.finding.rule === 'require-api-version')).toEqual([]);
  });
});

describe('a document\'s own silence', () => {
  test('a rule it contradicts does not run when nobody else asks for it', async () => {
    const tauri = {
      'src-tauri/Cargo.toml': '[package]\nname = "agenda"\n\n[dependencies]\ntauri = "2"\nsqlx = { version = "0.7", features = ["sqlite"] }\n',
      'src-tauri/src/main.rs': 'use sqlx::SqlitePool;\n\n#[tauri::command]\nasync fn get_notes(pool: tauri::State<\'_, SqlitePool>) -> Result<Vec<(i64,)>, sqlx::Error> {\n    sqlx::query_as("SELECT id FROM notes").fetch_all(pool.inner()).await\n}\n\nfn main() {\n    tauri::Builder::default().invoke_handler(tauri::generate_handler![get_notes]).run(tauri::generate_context!()).expect("starts");\n}\n',
    };
    const rulesIn = (outcome: Outcome) => outcome.kept.map(one => one.finding.rule);
    expect(rulesIn(await scanWith(tauri, 'fluxion'))).not.toContain('no-unbounded-list');
    expect(rulesIn(await scanWith(tauri, 'fluxion', 'backend-standard'))).toContain('no-unbounded-list');
    expect(rulesIn(await scanWith(tauri))).toContain('no-unbounded-list');
  });
});
