/** The forms of no-unwrap-in-production: which are warnings, and what switching one does. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanFolder } from '../scan.js';
import { temporaryProject } from '../temporary-project.js';

const source = `
fn a(x: Option<u8>) -> u8 { x.unwrap() }
fn b(x: Option<u8>) -> u8 { x.expect("there") }
fn c(m: &Mutex<u8>) -> u8 { *m.lock().unwrap() }
fn d() { unreachable!() }
fn main() { open().expect("a database"); }
`;

/** Line and severity of each finding, under the given options. */
async function found(options: object): Promise<readonly string[]> {
  const root = temporaryProject({ 'src/main.rs': source });
  writeFileSync(join(root, 'collaudo.json'), JSON.stringify({ rules: { 'no-unwrap-in-production': options } }));
  const outcome = await scanFolder(root);
  return outcome.kept.flatMap(({ finding }) => (finding.rule === 'no-unwrap-in-production' ? [`${String(source.slice(0, finding.at.start).split('\n').length)} ${finding.severity}`] : []));
}

describe('forms', () => {
  test('defaults', async () => {
    expect(await found({})).toEqual(['2 error', '3 error', '4 warning', '6 warning']);
  });

  test.each([
    [{ expect: 'off' }, ['2 error', '4 warning']],
    [{ expect: 'warn', lock: 'off' }, ['2 error', '3 warning', '6 warning']],
    [{ unreachable: 'error', startup: 'error' }, ['2 error', '3 error', '4 warning', '5 error', '6 error']],
    [{ severity: 'warn' }, ['2 warning', '3 warning', '4 warning', '6 warning']],
  ])('%j', async (options, expected) => {
    expect(await found(options)).toEqual(expected);
  });
});
