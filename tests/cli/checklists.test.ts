/** Checklists from the command line: chosen, recognised, explained, suggested, ticked. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryProject } from '../temporary-project.js';
import { collaudo } from './terminal.js';

const shop = {
  'requirements.txt': 'fastapi==0.115\nsqlalchemy>=2\n',
  'app/main.py': [
    'from fastapi import Depends, FastAPI',
    'from sqlalchemy import text',
    'from sqlalchemy.orm import Session',
    '',
    'from app.db import get_db',
    '',
    'app = FastAPI()',
    '',
    '',
    '@app.get("/api/v1/orders/{name}")',
    'def find(name: str, db: Session = Depends(get_db)):',
    '    return db.execute(text(f"SELECT id FROM orders WHERE name = \'{name}\' LIMIT 5")).all()',
    '',
  ].join('\n'),
  'app/db.py': 'from sqlalchemy import create_engine\nfrom sqlalchemy.orm import sessionmaker\n\nSessionLocal = sessionmaker(bind=create_engine("postgresql://shop"))\n\n\ndef get_db():\n    db = SessionLocal()\n    try:\n        yield db\n    finally:\n        db.close()\n',
};

interface Report { readonly checklists: readonly { readonly id: string; readonly because: string; readonly counts: Record<string, number>; readonly sections: readonly { readonly lines: readonly { readonly id: string; readonly says: string; readonly status: string }[] }[] }[]; readonly findings: readonly { readonly rule: string; readonly checklist: readonly string[] }[] }

async function reportOf(folder: string, args: readonly string[]): Promise<Report> {
  const { stdout } = await collaudo(folder, ['scan', '--format', 'json', ...args]);
  return JSON.parse(stdout) as Report;
}

describe('which checklists are judged', () => {
  test('without a configuration, those that fit the stack, and the report says why', async () => {
    const { checklists, findings } = await reportOf(temporaryProject(shop), []);
    expect(checklists.map(one => one.id)).toEqual(['backend-standard']);
    expect(checklists[0]?.because).toContain('fastapi');
    expect(findings.find(one => one.rule === 'no-string-built-sql')?.checklist.some(line => line.startsWith('backend-standard: Security checklist'))).toBe(true);
  });

  test('with a configuration, those it names and no other', async () => {
    expect((await reportOf(temporaryProject({ ...shop, 'collaudo.json': '{}' }), [])).checklists).toEqual([]);
    expect((await reportOf(temporaryProject({ ...shop, 'collaudo.json': '{ "checklists": ["fastapi-sqlmodel"] }' }), [])).checklists.map(one => one.id)).toEqual(['fastapi-sqlmodel']);
  });

  test('an unknown one is refused with the ones there are', async () => {
    expect(await collaudo(temporaryProject(shop), ['scan', '--checklist', 'backend-standart'])).toMatchObject({ code: 2, stderr: expect.stringContaining('backend-standard') });
  });
});

describe('a document of the team', () => {
  const document = '# Shop\n\n## Checklist\n\n- [x] No SQL from strings <!-- collaudo: no-string-built-sql -->\n- [ ] Lists are paginated\n- [ ] Everybody is happy\n';

  test('is judged line by line, from the folder it is named in', async () => {
    const { checklists } = await reportOf(temporaryProject({ ...shop, 'docs/b.md': document }), ['--checklist', 'docs/b.md']);
    expect(checklists[0]?.sections.flatMap(section => section.lines).map(line => [line.says, line.status])).toEqual([
      ['No SQL from strings', 'fail'], ['Lists are paginated', 'partly'], ['Everybody is happy', 'a person decides'],
    ]);
  });

  test('is ticked in a copy, and never itself', async () => {
    const folder = temporaryProject({ ...shop, 'docs/b.md': document });
    await collaudo(folder, ['scan', '--checklist', 'docs/b.md', '--ticks', 'out/ticked.md']);
    expect(readFileSync(join(folder, 'out/ticked.md'), 'utf8')).toContain('- [ ] No SQL from strings <!-- collaudo: no-string-built-sql --> <!-- judged: fail -->');
    expect(readFileSync(join(folder, 'docs/b.md'), 'utf8')).toBe(document);
    expect(await collaudo(folder, ['scan', '--checklist', 'docs/b.md', '--ticks', 'docs/b.md'])).toMatchObject({ code: 2 });
  });

  test('gets suggestions written in, or only shown', async () => {
    const folder = temporaryProject({ 'b.md': document });
    const shown = await collaudo(folder, ['checklist', '--suggest', 'b.md', '--dry-run']);
    expect(shown.stdout).toContain('no-unbounded-list');
    expect(readFileSync(join(folder, 'b.md'), 'utf8')).toBe(document);
    await collaudo(folder, ['checklist', '--suggest', 'b.md']);
    expect(readFileSync(join(folder, 'b.md'), 'utf8')).toContain('- [ ] Lists are paginated <!-- collaudo: no-unbounded-list -->');
  });

  test('with an unknown rule in a comment is refused by file and line', async () => {
    const folder = temporaryProject({ ...shop, 'b.md': '- [ ] x <!-- collaudo: no-such-rule -->\n' });
    expect(await collaudo(folder, ['scan', '--checklist', 'b.md'])).toMatchObject({ code: 2, stderr: expect.stringContaining('b.md:1') });
  });

  test('that is not there, or has nothing to judge, is refused', async () => {
    const folder = temporaryProject({ ...shop, 'poem.md': '# Roses\n\nare red\n' });
    expect(await collaudo(folder, ['scan', '--checklist', 'absent.md'])).toMatchObject({ code: 2, stderr: expect.stringContaining('absent.md') });
    expect(await collaudo(folder, ['scan', '--checklist', 'poem.md'])).toMatchObject({ code: 2, stderr: expect.stringContaining('poem.md') });
    expect(existsSync(join(folder, 'poem.md'))).toBe(true);
  });
});

describe('collaudo checklist', () => {
  test('lists the documents, one of them, and one line', async () => {
    const folder = temporaryProject({});
    expect((await collaudo(folder, ['checklist'])).stdout).toMatch(/asi-gest\s+107/);
    expect((await collaudo(folder, ['checklist', 'fluxion'])).stdout).toContain('F33');
    const line = (await collaudo(folder, ['checklist', 'b51'])).stdout;
    expect(line).toContain('over 80 %');
    expect(line).not.toContain('B50');
    expect(await collaudo(folder, ['checklist', 'nonsense'])).toMatchObject({ code: 2 });
  });
});
