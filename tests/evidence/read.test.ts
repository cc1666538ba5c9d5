/** Every kind of result file: what is read from it, and what is said when it is damaged. */
import { expect, test } from 'vitest';
import { describe } from '../../src/evidence/describe.js';
import { readEvidence } from '../../src/evidence/read.js';
import { UsageError } from '../../src/usage-error.js';
import { evidenceOf, fixture, fixtures, written } from './fixture.js';

const facts: Readonly<Record<string, readonly string[]>> = {
  'cargo-audit/bad.json': ['cargo audit: 1 vulnerability, 1 ignored'],
  'cargo-audit/good.json': ['cargo audit: 0 vulnerabilities'],
  'cargo-build/bad.json': ['cargo failed, 1 error, 0 warnings'],
  'cargo-build/good.json': ['cargo build succeeded, 0 errors, 0 warnings'],
  'cargo-clippy/bad-denied.json': ['cargo clippy failed, 2 errors, 0 warnings'],
  'cargo-clippy/bad.json': ['cargo clippy succeeded, 0 errors, 2 warnings'],
  'cargo-clippy/good-clippy.json': ['cargo check succeeded, 0 errors, 0 warnings'],
  'cargo-test/bad.json': ['cargo test succeeded, 0 errors, 1 warning', '1 test passed, 1 failed, 0 skipped'],
  'cargo-test/good.json': ['cargo test succeeded, 0 errors, 0 warnings', '3 tests passed, 0 failed, 1 skipped'],
  'cobertura/bad.xml': ['4 of 8 lines (50 %) covered in 2 files'],
  'cobertura/good.xml': ['7 of 8 lines (87.5 %) covered in 2 files'],
  'command-record/bad.json': ['`alembic upgrade head` exited with 1 after 2.41 s'],
  'command-record/good.json': ['`alembic upgrade head` exited with 0 after 2.41 s'],
  'junit/bad-pytest.xml': ['1 test passed, 1 failed, 0 skipped'],
  'junit/bad.xml': ['1 test passed, 1 failed, 1 skipped'],
  'junit/empty.xml': ['0 tests passed, 0 failed, 0 skipped'],
  'junit/good-vitest.xml': ['2 tests passed, 0 failed, 1 skipped'],
  'junit/good.xml': ['3 tests passed, 0 failed, 1 skipped'],
  'k6-export/bad.json': ['1,200 requests, avg 340.8 ms, med 300.1 ms, p90 610.9 ms, p95 811.25 ms, max 2,210.4 ms, 1.5 % failed, 0 of 2 thresholds held'],
  'k6-export/good.json': ['2,310 requests, avg 61.2 ms, med 55.9 ms, p90 118.4 ms, p95 143 ms, max 412.7 ms, 0 % failed, 3 of 3 thresholds held'],
  'k6-summary/bad.json': ['600 requests, avg 0 ms, med 0 ms, p90 0 ms, p95 0 ms, max 0 ms, 100 % failed, 1 of 2 thresholds held'],
  'k6-summary/good.json': ['4,100 requests, avg 18.4 ms, med 16.1 ms, p90 31.9 ms, p95 38.25 ms, p99 61.7 ms, max 96.3 ms, 0.025 % failed, 2 of 2 thresholds held'],
  'lcov/bad.info': ['3 of 7 lines (42.85 %) covered in 2 files'],
  'lcov/good.info': ['7 of 8 lines (87.5 %) covered in 2 files'],
  'libtest/bad.json': ['cargo test succeeded, 0 errors, 1 warning', '1 test passed, 1 failed, 0 skipped'],
  'libtest/good.json': ['cargo test succeeded, 0 errors, 0 warnings', '3 tests passed, 0 failed, 1 skipped'],
  'npm-audit-6/bad.json': ['npm audit: 1 vulnerability'],
  'npm-audit-6/good.json': ['npm audit: 1 vulnerability'],
  'npm-audit/bad.json': ['npm audit: 1 vulnerability'],
  'npm-audit/good.json': ['npm audit: 0 vulnerabilities'],
  'pip-audit/bad.json': ['pip-audit: 2 vulnerabilities'],
  'pip-audit/good.json': ['pip-audit: 0 vulnerabilities, 1 package not looked up'],
  'query-times-json/bad.json': ['1 query, p95 up to 1,012.4 ms'],
  'query-times-json/good.json': ['2 queries, p95 up to 40 ms'],
  'query-times/bad.csv': ['3 queries, p95 up to 1,240 ms'],
  'query-times/good.csv': ['3 queries, p95 up to 31.5 ms'],
  'sarif/bad.sarif': ['Trivy: 1 error, 1 warning, 0 notes, 2 vulnerabilities'],
  'sarif/good.sarif': ['Bandit: 0 errors, 0 warnings, 0 notes, 0 vulnerabilities'],
};

const complaints: Readonly<Record<string, string>> = {
  'cargo-audit/malformed.json': 'evidence cargo-audit/malformed.json: it counts 3 vulnerabilities and lists 1',
  'cargo-build/malformed.json': 'evidence cargo-build/malformed.json: cargo\'s `build-finished` message is missing',
  'cargo-clippy/malformed.json': 'evidence cargo-clippy/malformed.json:2: this message is no valid JSON',
  'cargo-test/malformed.json': 'evidence cargo-test/malformed.json:5: this test run has no result: the binary crashed, or lines are missing',
  'cobertura/malformed.xml': 'evidence cobertura/malformed.xml:24: hits="-1" of <line> is no count',
  'command-record/malformed.json': 'evidence command-record/malformed.json:4: `exit` is not as this format has it (expected number, received string)',
  'junit/malformed.xml': 'evidence junit/malformed.xml:20: this is no well-formed XML (unclosed tag: testcase)',
  'k6-export/malformed.json': 'evidence k6-export/malformed.json: http_req_duration has -1 for p(95), which is no amount',
  'k6-summary/malformed.json': 'evidence k6-summary/malformed.json: http_req_failed is 7, which is no rate between 0 and 1',
  'lcov/malformed.info': 'evidence lcov/malformed.info:13: the record of /home/runner/work/fluxion/fluxion/src-tauri/src/services/reminders.rs has no end_of_record',
  'libtest/malformed.json': 'evidence libtest/malformed.json:12: this test run has no result: the binary crashed, or the file is cut off',
  'npm-audit-6/malformed.json': 'evidence npm-audit-6/malformed.json:4: `advisories.1179.severity` is not as this format has it',
  'npm-audit/malformed.json': 'evidence npm-audit/malformed.json: npm audit itself failed (405 Method Not Allowed',
  'pip-audit/malformed.json': 'evidence pip-audit/malformed.json:1: `dependencies[0].vulns[0].id` is not as this format has it',
  'query-times-json/malformed.json': 'evidence query-times-json/malformed.json:3: `[1].p95` is not as this format has it (expected number, received string)',
  'query-times/malformed.csv': 'evidence query-times/malformed.csv:3: "fast" is no time in milliseconds',
  'sarif/malformed.sarif': 'evidence sarif/malformed.sarif:6: `runs[0].results[0].level` is not as this format has it',
};

test('every fixture is tried', () => {
  expect([...Object.keys(facts), ...Object.keys(complaints)].sort()).toEqual(fixtures);
});

test.each(Object.entries(facts))('%s is read', (path, lines) => {
  const read = evidenceOf(path);
  expect(read.map(describe)).toEqual(lines);
  expect(read.every(one => one.source === path && !Number.isNaN(Date.parse(one.at)))).toBe(true);
});

function complaintOn(...files: Parameters<typeof readEvidence>[0]): UsageError {
  try {
    readEvidence(files);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${files.map(file => file.path).join()} was read`);
}

test.each(Object.entries(complaints))('%s is refused', (path, message) => {
  const complaint = complaintOn(fixture(path));
  expect(complaint.message.slice(0, message.length)).toBe(message);
  expect(complaint.hint).toBeTruthy();
});

test.each([
  ['nothing at all', ' \n', 'this file is empty'],
  ['a page of text', 'All tests passed!\n', ':1: this is no kind of result that is read here'],
  ['some JSON', '{"name": "shop", "version": "1.0.0"}', 'this JSON is no kind of result that is read here (its keys are name, version)'],
  ['Clover', '<coverage generated="1"><project timestamp="1"/></coverage>', 'XML with the root <coverage> is not read here'],
  ['an entity bomb', '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuites><testsuite name="&b;"/></testsuites>', ':1: this is no well-formed XML (undefined entity)'],
  ['hits before a file', 'TN:\nDA:1,1\nend_of_record\n', ':2: these hits belong to no file'],
  ['no number', 'SF:a.rs\nDA:1,NaN\nend_of_record\n', ':2: "DA:1,NaN" gives no line number with a count of hits'],
  ['fewer hits than none', 'SF:a.rs\nDA:1,-4\nend_of_record\n', ':2: "DA:1,-4" gives no line number'],
  ['a word cut off', 'SF:a.rs\nDA:1,4\nend_of_rec', ':3: "end_of_rec" is no LCOV record'],
  ['a row cut off', 'name,p95\nlots,12', ':2: the last row has no line end'],
  ['no rows', 'name,p95\n', ':1: this file has a header and no query'],
  ['a ragged row', 'name,p95\nlots,1,2\n', ':2: this row is no valid CSV'],
  ['a negative time', 'name,p95\nlots,-1\n', ':2: "-1" is no time'],
  ['no number for a time', 'name,p95\nlots,NaN\n', ':2: "NaN" is no time'],
  ['failures that are no number', '<testsuite tests="1" failures="NaN"><testcase name="a"/></testsuite>', ':1: failures="NaN" of <testsuite> is no count'],
  ['a log without runs', '{"version": "2.1.0", "runs": []}', 'this SARIF log holds no run'],
])('%s is refused', (_, text, message) => {
  expect(complaintOn(written('result', text)).message).toContain(message);
});

test('what runners count beyond what they list still failed', () => {
  const [read] = readEvidence([written('r.xml', '<testsuites failures="2"><testsuite><testcase name="a"/><error message="the module does not load"/></testsuite></testsuites>')]);
  expect(read).toMatchObject({ passed: 1, failed: 2 });
});

test('a test that failed and then passed, passed', () => {
  const [read] = readEvidence([written('r.xml', '<testsuite><testcase name="a"><flakyFailure message="once"/></testcase><testcase name="b" status="notrun"/></testsuite>')]);
  expect(read).toMatchObject({ passed: 1, failed: 0, skipped: 1 });
});

test('times in the file win, epoch and ISO; the rest go by modification time', () => {
  expect(evidenceOf('cobertura/good.xml', 'junit/good.xml', 'sarif/good.sarif', 'lcov/good.info').map(({ at, dated }) => `${at} ${dated}`)).toEqual([
    '2026-11-21T10:39:36.673Z in the file', '2026-11-21T10:39:36.513Z in the file', '2026-11-21T10:40:12.000Z in the file', '2026-11-21T10:45:00.000Z by modification time',
  ]);
});

test('a time without a zone is as late as it can be and never later than the file', () => {
  const at = (timestamp: string) => readEvidence([written('r.xml', `<testsuite timestamp="${timestamp}"><testcase name="a"/></testsuite>`)])[0]?.at;
  expect(at('2026-11-21T09:00:00')).toBe('2026-11-21T10:45:00.000Z');
  expect(at('2026-11-20T09:00:00')).toBe('2026-11-20T21:00:00.000Z');
});

test('a mark at the start of a file and other line ends change nothing', () => {
  const crlf = fixture('lcov/bad.info').text.replaceAll('\n', '\r\n');
  expect(readEvidence([written('a', `\uFEFF${crlf}`)]).map(describe)).toEqual(facts['lcov/bad.info']);
});

test('records of several runs add up, and the same file once', () => {
  const [read] = readEvidence([written('a', 'SF:./a.rs\nDA:1,0\nDA:2,0\nend_of_record\nSF:a.rs\nDA:2,3\nend_of_record\n')]);
  expect(read).toMatchObject({ covered: 1, total: 2, files: [{ path: 'a.rs', hits: new Map([[1, 0], [2, 3]]) }] });
});

test('a large tracefile takes time in proportion', () => {
  const record = `SF:/build/src/module.rs\n${Array.from({ length: 2000 }, (_, line) => `DA:${line + 1},${line % 3}\n`).join('')}end_of_record\n`;
  const text = Array.from({ length: 200 }, (_, index) => record.replace('module', `module${index}`)).join('');
  const started = performance.now();
  expect(readEvidence([written('a', text)])[0]).toMatchObject({ total: 400_000 });
  expect(performance.now() - started).toBeLessThan(5000);
});
