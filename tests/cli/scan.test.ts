/** `collaudo scan` from the outside: answers, exit codes, streams. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryProject } from '../temporary-project.js';
import { collaudo, jsonScan } from './terminal.js';

const guilty = 'import sqlite3\n\n\ndef find(db: sqlite3.Connection, name: str):\n    return db.execute(f"SELECT * FROM users WHERE name = \'{name}\'").fetchall()\n';
const innocent = 'import sqlite3\n\n\ndef find(db: sqlite3.Connection, name: str):\n    return db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchall()\n';
const unexplained = 'x = 1  # collaudo-allow no-string-built-sql\n';
const asError = ['--rule', 'no-unexplained-suppression:error'];

describe('the answer', () => {
  test('0 when the gate passes, on warnings too', async () => {
    expect((await collaudo(temporaryProject({ 'a.py': innocent }), [])).code).toBe(0);
    const warned = await collaudo(temporaryProject({ 'a.py': unexplained }), []);
    expect(warned.code).toBe(0);
    expect(warned.stdout).toContain('1 warning in 1 file');
  });

  test('1 when it fails: on errors, on warnings when asked, on more warnings than allowed', async () => {
    const folder = temporaryProject({ 'a.py': unexplained });
    expect((await collaudo(folder, asError)).code).toBe(1);
    expect((await collaudo(folder, ['--fail-on', 'warning'])).code).toBe(1);
    expect((await collaudo(folder, ['--max-warnings', '0'])).code).toBe(1);
    expect((await collaudo(folder, ['--max-warnings', '1'])).code).toBe(0);
    expect((await collaudo(folder, [...asError, '--fail-on', 'never'])).code).toBe(0);
  });

  test('the configuration decides the same things, and the command line is stronger', async () => {
    const folder = temporaryProject({ 'a.py': unexplained, 'collaudo.json': '{"gate": {"failOn": "warning"}}' });
    expect((await collaudo(folder, [])).code).toBe(1);
    expect((await collaudo(folder, ['--fail-on', 'error'])).code).toBe(0);
  });

  test('preview rules run when asked for, and never fail', async () => {
    const { report, code } = await jsonScan(temporaryProject({ 'a.py': guilty }), ['--only', 'no-string-built-sql', '--preview']);
    expect(report.findings.map(finding => [finding.rule, finding.line])).toEqual([['no-string-built-sql', 5]]);
    expect([0, 1]).toContain(code);
  });
});

describe('what the user gets wrong', () => {
  const folder = () => temporaryProject({ 'a.py': innocent });

  test.each([
    ['a path that is not there', ['nowhere'], 'there is no file or folder "nowhere"'],
    ['an unknown option', ['--frmat', 'json'], 'unknown option \'--frmat\'\n  did you mean --format?'],
    ['an option without its value', ['--format'], 'option \'--format <name[=file]>\' argument missing'],
    ['an unknown format', ['--format', 'jsn'], 'there is no format "jsn"\n  did you mean "json"?'],
    ['a format of later', ['--format', 'junit'], 'the format "junit" is not available yet\n  available: text, json, sarif, markdown'],
    ['a format with an empty file', ['--format', 'json='], '--format json= names no file'],
    ['two formats on one stream', ['--format', 'json', '--format', 'sarif'], 'two formats would be mixed on standard output'],
    ['an unknown rule', ['--rule', 'no-string-build-sql'], '--rule: there is no rule called "no-string-build-sql"\n  did you mean "no-string-built-sql"?'],
    ['an unknown severity', ['--rule', 'no-string-built-sql:fatal'], 'the severity is off, warn or error'],
    ['an unknown rule among several', ['--only', 'no-string-built-sql,nothing-like-it'], '--only: there is no rule called "nothing-like-it"'],
    ['a number that is none', ['--max-warnings', 'many'], '--max-warnings must be a whole number of at least 0, not "many"'],
    ['no jobs', ['--jobs', '0'], '--jobs must be a whole number of at least 1, not "0"'],
    ['a wrong --fail-on', ['--fail-on', 'errors'], '--fail-on cannot be "errors"'],
    ['a wrong --progress', ['--progress', 'sometimes'], '--progress cannot be "sometimes"'],
    ['a configuration that is not there', ['--config', 'no.json'], 'the configuration no.json cannot be read (ENOENT)'],
    ['what is not there yet', ['--staged'], '--staged is not available yet'],
    ['what is not there yet, with a value', ['--baseline', 'known.json'], '--baseline is not available yet'],
    ['a command of later', ['init'], '`collaudo init` is not available yet'],
    ['an unknown rule to explain', ['explain', 'no-unbound-list'], 'there is no rule called "no-unbound-list"\n  did you mean "no-unbounded-list"?'],
    ['a file where a folder must be', ['--format', 'json=a.py/report.json'], 'the report cannot be written to a.py/report.json'],
  ])('%s', async (_, args, message) => {
    const answer = await collaudo(folder(), args);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toContain(message);
    expect(answer.stderr).not.toContain('    at ');
    expect(answer.stdout).toBe('');
  });

  test('a broken configuration', async () => {
    const answer = await collaudo(temporaryProject({ 'a.py': '', 'collaudo.json': '{\n  "smalTables": []\n}\n' }), []);
    expect(answer).toEqual({ code: 2, stdout: '', stderr: 'collaudo: collaudo.json:2: unknown key `smalTables`\n  did you mean "smallTables"?\n' });
  });
});

test('the configuration nearest to what is named counts', async () => {
  const folder = temporaryProject({ 'collaudo.json': '{"rules": {"no-unexplained-suppression": "off"}}', 'api/collaudo.json': '{}', 'api/a.py': unexplained, 'web/b.py': unexplained });
  const findings = async (...paths: readonly string[]) => (await jsonScan(folder, paths)).report.findings.map(finding => finding.file);
  expect(await findings()).toEqual([]);
  expect(await findings('api')).toEqual(['api/a.py']);
  expect(await findings('api/a.py')).toEqual(['api/a.py']);
  expect(await findings('api/a.py', 'web/b.py')).toEqual([]);
});

describe('odd files', () => {
  test('what cannot be read is counted and shown, and fails only strictly', async () => {
    const folder = temporaryProject({ 'binary.py': Buffer.from([0x78, 0, 1]), 'large.ts': Buffer.alloc(50 * 1024 * 1024, 'x'), 'fine.py': innocent });
    const { code, report } = await jsonScan(folder);
    expect(code).toBe(0);
    expect(report.unread).toEqual([{ file: 'binary.py', because: 'binary' }, { file: 'large.ts', because: 'too large (50.0 MB; the limit is 2.0 MB)' }]);
    expect(report.files.judged).toBe(1);
    expect((await collaudo(folder, [])).stdout).toContain('binary.py: not read: binary');
    expect((await collaudo(folder, ['--strict'])).code).toBe(1);
  });

  test.runIf(process.getuid?.() !== 0)('a file that may not be opened', async () => {
    const folder = temporaryProject({ 'locked.py': innocent });
    execFileSync('chmod', ['000', join(folder, 'locked.py')]);
    expect((await jsonScan(folder)).report.unread).toEqual([{ file: 'locked.py', because: 'cannot be opened (EACCES)' }]);
  });

  test('a folder that is called like a file, and links in a circle', async () => {
    const folder = temporaryProject({ 'fine.py': innocent });
    mkdirSync(join(folder, 'module.py'));
    symlinkSync(folder, join(folder, 'module.py', 'again'));
    symlinkSync(join(folder, 'one.py'), join(folder, 'two.py'));
    symlinkSync(join(folder, 'two.py'), join(folder, 'one.py'));
    const { code, report } = await jsonScan(folder);
    expect(code).toBe(0);
    expect(report.files.judged).toBe(1);
    expect(report.unread.map(one => one.file)).toEqual(['one.py', 'two.py']);
  });

  test('the same finding at the same place in every encoding and with every line end', async () => {
    const text = `# è 🦀\n${guilty}`;
    const folder = temporaryProject({
      'plain.py': text, 'bom.py': `\ufeff${text}`, 'crlf.py': text.replaceAll('\n', '\r\n'), 'utf16le.py': Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf16be.py': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    });
    const { report } = await jsonScan(folder, []);
    expect(report.findings.map(({ rule, line, column, snippet }) => ({ rule, line, column, snippet }))).toEqual(Array.from({ length: 5 }, () => ({
      rule: 'no-string-built-sql', line: 6, column: 23, snippet: 'f"SELECT * FROM users WHERE name = \'{name}\'"',
    })));
  });

  test('bytes that are no UTF-8 are noted, and the rest is judged', async () => {
    const { code, report } = await jsonScan(temporaryProject({ 'latin1.py': Buffer.concat([Buffer.from(guilty), Buffer.from('# caff\xe8\n', 'latin1')]) }), []);
    expect(code).not.toBe(2);
    expect(report.partlyRead).toEqual([{ file: 'latin1.py', because: 'some bytes are not UTF-8' }]);
    expect(report.findings).toHaveLength(1);
  });

  test('a syntax error in each language is noted, and what stands beside it is judged', async () => {
    const folder = temporaryProject({
      'a.py': `def broken(:\n    pass\n\n\n${guilty}`, 'b.rs': 'fn broken( {\n}\nfn fine() {}\n', 'c.ts': 'export const = 1;\nexport const fine = 2;\n', 'd.sql': 'SELECT ((( FROM;\nSELECT 1;\n', 'e.py': '', 'f.rs': '', 'g.ts': '', 'h.sql': '',
    });
    const { code, report } = await jsonScan(folder, []);
    expect(code).not.toBe(2);
    expect(report.partlyRead.map(one => one.file)).toEqual(['a.py', 'b.rs', 'c.ts']);
    expect(report.findings.map(finding => finding.file)).toEqual(['a.py']);
  });

  test('an empty repository passes, and says how little it saw', async () => {
    const folder = temporaryProject({});
    execFileSync('git', ['init', '-q'], { cwd: folder });
    expect(await collaudo(folder, [])).toEqual({ code: 0, stdout: ' PASSED   no findings in 0 files\n', stderr: '' });
  });
});

describe('suppressions', () => {
  test('a reasoned one excuses, an idle one is a finding', async () => {
    const folder = temporaryProject({
      'a.py': guilty.replace('    return', '    # collaudo-allow no-string-built-sql: names are checked by the caller\n    return'),
      'b.py': 'x = 1  # collaudo-allow no-string-built-sql: long gone\n',
    });
    const { report } = await jsonScan(folder, []);
    expect(report.excused).toMatchObject([{ rule: 'no-string-built-sql', reason: 'names are checked by the caller' }]);
    expect(report.findings.map(({ rule, file, line }) => ({ rule, file, line }))).toEqual([{ rule: 'no-unexplained-suppression', file: 'b.py', line: 1 }]);
  });
});

describe('streams', () => {
  test('reports go to their files, and nothing else is said', async () => {
    const folder = temporaryProject({ 'a.py': unexplained });
    expect(await collaudo(folder, ['--format', 'json=out/report.json', '--format', 'sarif=out/report.sarif', '--format', 'markdown=out/report.md'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8'))).toMatchObject({ passed: true });
    expect(JSON.parse(readFileSync(join(folder, 'out', 'report.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(join(folder, 'out', 'report.md'), 'utf8')).toContain('## collaudo: passed');
  });

  test('the same bytes every time, whatever the number of jobs', async () => {
    const folder = temporaryProject({ 'a.py': guilty, 'b.py': unexplained, 'c/d.py': guilty });
    const scans = await Promise.all([[], ['--jobs', '1'], ['--jobs', '4']].map(jobs => collaudo(folder, [...jobs, '--preview', '--format', 'json'])));
    expect(new Set(scans.map(one => one.stdout)).size).toBe(1);
  });

  test('colours and progress are for terminals', async () => {
    const folder = temporaryProject({ 'a.py': unexplained });
    const escape = '\u001b[';
    expect((await collaudo(folder, [])).stdout).not.toContain(escape);
    expect((await collaudo(folder, [], {}, true)).stdout).toContain(escape);
    expect((await collaudo(folder, ['--no-color'], {}, true)).stdout).not.toContain(escape);
    expect((await collaudo(folder, [], { NO_COLOR: '1' }, true)).stdout).not.toContain(escape);
    expect((await collaudo(folder, [], { FORCE_COLOR: '1' })).stdout).toContain(escape);
    expect((await collaudo(folder, ['--progress', 'always'])).stderr).toContain('reading 1/1');
    expect((await collaudo(folder, ['--progress', 'never'], {}, true)).stderr).toBe('');
  });
});

describe('what is reported is relative to where the user stands', () => {
  test('a folder inside the current one keeps its name, one elsewhere is its own root', async () => {
    const folder = temporaryProject({ 'backend/app/a.py': unexplained });
    expect((await jsonScan(folder, ['backend'])).report.findings[0]?.file).toBe('backend/app/a.py');
    expect((await jsonScan(temporaryProject({}), [join(folder, 'backend')])).report.findings[0]?.file).toBe('app/a.py');
  });
});
