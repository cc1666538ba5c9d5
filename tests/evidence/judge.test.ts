/** Whether evidence proves what a line asks for: thresholds at their edge, what is missing, what is stale, and what only looks like proof. */
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/evidence.js';
import { judgeEvidence, type Hearing } from '../../src/evidence/judge.js';
import { readEvidence } from '../../src/evidence/read.js';
import { spellRequirement, type Requirement } from '../../src/evidence/requirement.js';
import { evidenceOf, head, written } from './fixture.js';

function judged(requirement: Requirement, evidence: readonly Evidence[], extra: Partial<Hearing> = {}): string {
  const { verdict, says } = judgeEvidence(requirement, { evidence, head, changedLines: undefined, scanned: [], ...extra });
  return `${verdict}: ${says}`;
}

const up: Requirement = { kind: 'migrations', direction: 'up' };
const upAndDown: Requirement = { kind: 'migrations', direction: 'up and down' };
const response: Requirement = { kind: 'response time', underMs: 200 };
const dashboards: Requirement = { kind: 'query time', underMs: 1000, names: ['/api/dashboard/*'] };
const vulnerable: Requirement = { kind: 'vulnerabilities', atMost: 0, productionOnly: true };

test.each<[Requirement, readonly string[], string]>([
  [{ kind: 'build' }, ['cargo-build/good.json'], 'pass: cargo build succeeded (cargo-build/good.json)'],
  [{ kind: 'build' }, ['cargo-build/bad.json'], 'fail: cargo failed with 1 error, first src/lib.rs:9: mismatched types (cargo-build/bad.json)'],
  [{ kind: 'build' }, ['cargo-clippy/good-clippy.json'], 'no evidence: cargo check found no error, but it does not link (cargo-clippy/good-clippy.json); hand in what `cargo build --message-format=json` writes, or record `cargo build`'],
  [{ kind: 'build' }, [], 'no evidence: hand in what `cargo build --message-format=json` writes, or record `cargo build`'],
  [{ kind: 'clippy' }, ['cargo-clippy/good-clippy.json'], 'pass: clippy has no warning (cargo-clippy/good-clippy.json)'],
  [{ kind: 'clippy' }, ['cargo-clippy/bad.json'], 'fail: 2 warnings, first src/lib.rs:9: unused variable: `unused` (cargo-clippy/bad.json)'],
  [{ kind: 'clippy' }, ['cargo-clippy/bad-denied.json'], 'fail: 0 warnings and 2 errors, first src/lib.rs:9: unused variable: `unused` (cargo-clippy/bad-denied.json)'],
  [{ kind: 'build' }, ['cargo-clippy/bad-denied.json'], 'no evidence: cargo clippy failed on denied warnings alone (cargo-clippy/bad-denied.json); hand in what `cargo build --message-format=json` writes, or record `cargo build`'],
  [{ kind: 'clippy' }, ['cargo-build/bad.json'], 'fail: 0 warnings and 1 error, first src/lib.rs:9: mismatched types (cargo-build/bad.json)'],
  [{ kind: 'tests' }, ['junit/good.xml'], 'pass: 3 tests passed, 1 skipped (junit/good.xml)'],
  [{ kind: 'tests' }, ['junit/good.xml', 'junit/bad.xml'], 'fail: 1 of 2 tests failed, first orders > answer 404 when gone in tests/orders.test.ts (junit/bad.xml)'],
  [{ kind: 'tests' }, ['cargo-test/good.json'], 'pass: 3 tests passed, 1 skipped (cargo-test/good.json)'],
  [{ kind: 'tests' }, ['libtest/bad.json'], 'fail: 1 of 2 tests failed, first tests::keeps_the_first (libtest/bad.json)'],
  [{ kind: 'tests' }, ['junit/empty.xml'], 'no evidence: no test ran (junit/empty.xml); hand in the JUnit XML of the test run, or record the command that runs the tests'],
  [up, ['command-record/good.json'], 'pass: `alembic upgrade head` exited with 0 (command-record/good.json)'],
  [up, ['command-record/bad.json'], 'fail: `alembic upgrade head` exited with 1 (command-record/bad.json)'],
  [upAndDown, ['command-record/good.json'], 'no evidence: no run that takes migrations back among the records (`alembic upgrade head`); record it with `collaudo record -- <command>` and hand in .collaudo/records'],
  [response, ['k6-export/good.json'], 'pass: p95 143 ms over 2,310 requests, under 200 ms (k6-export/good.json)'],
  [response, ['k6-export/bad.json'], 'fail: p95 811.25 ms over 1,200 requests, not under 200 ms (k6-export/bad.json)'],
  [{ kind: 'response time', underMs: 143 }, ['k6-export/good.json'], 'fail: p95 143 ms over 2,310 requests, not under 143 ms (k6-export/good.json)'],
  [response, ['k6-summary/bad.json'], 'no evidence: all of 600 requests failed (k6-summary/bad.json); hand in the summary of a k6 run: `k6 run --summary-export=load/k6.json <script>`'],
  [{ kind: 'error rate', under: 0.001 }, ['k6-summary/good.json'], 'pass: 0.025 % of 4,100 requests failed, under 0.1 % (k6-summary/good.json)'],
  [{ kind: 'error rate', under: 0.001 }, ['k6-export/bad.json'], 'fail: 1.5 % of 1,200 requests failed, not under 0.1 % (k6-export/bad.json)'],
  [{ kind: 'load test' }, ['k6-export/good.json'], 'pass: 2,310 requests made, all 3 thresholds held (k6-export/good.json)'],
  [{ kind: 'load test' }, ['k6-export/bad.json'], 'fail: 2 thresholds of 2 crossed, first http_req_failed rate<0.001 (k6-export/bad.json)'],
  [{ kind: 'query time', underMs: 50 }, ['k6-summary/good.json'], 'pass: whole responses take 38.25 ms at p95, under 50 ms, and so do the queries in them (k6-summary/good.json)'],
  [{ kind: 'query time', underMs: 50 }, ['k6-export/good.json'], 'no evidence: responses take 143 ms at p95, which says nothing about the queries in them (k6-export/good.json); hand in query times: CSV with name,p95 in milliseconds, or JSON'],
  [{ kind: 'query time', underMs: 50 }, ['k6-export/good.json', 'query-times/good.csv'], 'pass: 3 queries under 50 ms, slowest GET /api/dashboard/summary with p95 31.5 ms (query-times/good.csv)'],
  [{ kind: 'query time', underMs: 50 }, ['query-times/bad.csv'], 'fail: 2 of 3 queries not under 50 ms, slowest GET /api/dashboard/summary with p95 1,240 ms (query-times/bad.csv)'],
  [{ kind: 'query time', underMs: 500, except: ['/api/dashboard/*'] }, ['query-times/bad.csv'], 'fail: 1 of 2 queries not under 500 ms, slowest orders.export with p95 701.25 ms (query-times/bad.csv)'],
  [dashboards, ['query-times/bad.csv'], 'fail: 1 of 1 query not under 1000 ms, slowest GET /api/dashboard/summary with p95 1,240 ms (query-times/bad.csv)'],
  [dashboards, ['k6-export/good.json'], 'pass: whole responses take 301.6 ms at p95, under 1000 ms, and so do the queries in them (k6-export/good.json)'],
  [dashboards, ['k6-summary/good.json'], 'no evidence: it has no figure for /api/dashboard/* alone (k6-summary/good.json); hand in query times: CSV with name,p95 in milliseconds, or JSON'],
  [vulnerable, ['cargo-audit/good.json', 'pip-audit/good.json'], 'pass: cargo audit reports no vulnerability (cargo-audit/good.json); pip-audit reports no vulnerability, but could not look up asi-gest (pip-audit/good.json)'],
  [{ ...vulnerable, atMost: 1 }, ['cargo-audit/bad.json'], 'pass: cargo audit reports 1 vulnerability, first RUSTSEC-2024-0363 in sqlx, told to ignore RUSTSEC-2023-0071 (cargo-audit/bad.json)'],
  [vulnerable, ['cargo-audit/bad.json'], 'fail: cargo audit reports 1 vulnerability, first RUSTSEC-2024-0363 in sqlx (cargo-audit/bad.json)'],
  [vulnerable, ['npm-audit-6/good.json'], 'pass: npm audit reports no vulnerability, 1 more in development only (npm-audit-6/good.json)'],
  [{ ...vulnerable, productionOnly: false }, ['npm-audit-6/good.json'], 'fail: npm audit reports 1 vulnerability, first CVE-2020-7598 in minimist (low) (npm-audit-6/good.json)'],
  [vulnerable, ['npm-audit-6/bad.json'], 'fail: npm audit reports 1 vulnerability, first CVE-2020-7598 in minimist (low) (npm-audit-6/bad.json)'],
  [vulnerable, ['npm-audit/bad.json'], 'fail: npm audit reports 1 vulnerability, first GHSA-xvch-5gv4-984h in minimist (critical); it does not say which are for development only: `npm audit --omit=dev` leaves those out (npm-audit/bad.json)'],
  [vulnerable, ['sarif/bad.sarif'], 'fail: Trivy reports 2 vulnerabilities, first CVE-2024-12797 in requirements.txt (high) (sarif/bad.sarif)'],
  [{ ...vulnerable, atMost: 2 }, ['sarif/bad.sarif'], 'pass: Trivy reports 2 vulnerabilities, first CVE-2024-12797 in requirements.txt (high) (sarif/bad.sarif)'],
  [{ ...vulnerable, atMost: 2 }, ['sarif/bad.sarif', 'cargo-audit/bad.json'], 'fail: Trivy reports 2 vulnerabilities, first CVE-2024-12797 in requirements.txt (high) (sarif/bad.sarif); cargo audit reports 1 vulnerability, first RUSTSEC-2024-0363 in sqlx (cargo-audit/bad.json)'],
  [vulnerable, ['sarif/good.sarif'], 'pass: Bandit reports no vulnerability (sarif/good.sarif)'],
  [{ kind: 'handoff' }, [], 'pass: every scan writes it: `--format handoff`'],
])('%j of %j', (requirement, files, answer) => {
  expect(judged(requirement, evidenceOf(...files))).toBe(answer);
});

const lines = (covered: number, all: number) => readEvidence([written('lcov.info', `SF:app/lots.py\n${Array.from({ length: all }, (_, line) => `DA:${line + 1},${line < covered ? 1 : 0}\n`).join('')}end_of_record\n`)]);
const changed = (...files: readonly (readonly [string, readonly number[]])[]) => new Map(files.map(([file, numbers]) => [file, new Set(numbers)]));
const above: Requirement = { kind: 'coverage', of: 'total', percent: { over: 80 } };
const atLeast: Requirement = { kind: 'coverage', of: 'total', percent: { atLeast: 80 } };
const ofChanged: Requirement = { kind: 'coverage', of: 'changed lines', percent: { atLeast: 80 } };

test('exactly 80 % is at least 80 % and not over it, and nothing is rounded up to it', () => {
  expect(judged(atLeast, lines(80, 100))).toBe('pass: 80 %: 80 of 100 lines covered, at least 80 % wanted (lcov.info)');
  expect(judged(above, lines(80, 100))).toBe('fail: 80 %: 80 of 100 lines covered, over 80 % wanted (lcov.info)');
  expect(judged(above, lines(81, 100))).toMatch(/^pass: 81 %/);
  expect(judged(atLeast, lines(79_999, 100_000))).toBe('fail: 79.99 %: 79,999 of 100,000 lines covered, at least 80 % wanted (lcov.info)');
});

test('a report about other code proves nothing', () => {
  expect(judged(above, lines(9, 10), { scanned: ['src/main.rs'] })).toBe('no evidence: no reported file is among those scanned (lcov.info)');
});

test('changed lines are judged when the scan knows them, and only those that can run', () => {
  const app = ['app/lots.py'];
  expect(judged(ofChanged, lines(8, 10))).toBe('no evidence: coverage of changed lines needs `--since <ref>`, which says what changed (lcov.info)');
  expect(judged(ofChanged, lines(8, 10), { scanned: app, changedLines: changed(['app/lots.py', [4, 5, 6, 7, 9, 400]]) })).toBe('pass: 80 %: 4 of 5 changed lines covered, at least 80 % wanted; not covered: app/lots.py:9 (lcov.info)');
  expect(judged(ofChanged, lines(8, 10), { scanned: app, changedLines: changed(['app/lots.py', [8, 9]]) })).toMatch(/^fail: 50 %: 1 of 2 changed lines covered/);
  expect(judged(ofChanged, lines(8, 10), { scanned: app, changedLines: changed(['app/lots.py', [400]], ['README.md', [1]]) })).toBe('pass: no changed line can run, so none is uncovered (lcov.info)');
});

test('changed files in no report leave the answer open, unless it is lost already', () => {
  const scanned = ['app/lots.py', 'app/new.py'];
  expect(judged(ofChanged, lines(8, 10), { scanned, changedLines: changed(['app/lots.py', [1, 2]], ['app/new.py', [1, 2, 3]]) })).toBe('no evidence: 100 %: 2 of 2 changed lines covered, at least 80 % wanted, but 3 changed lines of app/new.py are in no report (lcov.info)');
  expect(judged(ofChanged, lines(0, 10), { scanned, changedLines: changed(['app/lots.py', [1, 2, 3, 4]], ['app/new.py', [1, 2, 3]]) })).toMatch(/^fail: 0 %/);
});

test('reports of several test runs are put together', () => {
  const [one] = readEvidence([written('a.info', 'SF:app/lots.py\nDA:1,1\nDA:2,0\nend_of_record\n')]);
  const [two] = readEvidence([written('b.info', 'SF:/ci/build/app/lots.py\nDA:1,0\nDA:2,7\nend_of_record\n')]);
  const both = [one, two].filter(each => each !== undefined);
  expect(judged(above, both, { scanned: ['app/lots.py'] })).toBe('pass: 100 %: 2 of 2 lines covered, over 80 % wanted (a.info, b.info)');
  expect(judged(ofChanged, both, { scanned: ['app/lots.py'], changedLines: changed(['app/lots.py', [1, 2]]) })).toMatch(/^pass: 100 %: 2 of 2 changed lines/);
});

test('percentiles that are missing follow from those around them, or not at all', () => {
  const k6 = (values: object) => readEvidence([written('k6.json', JSON.stringify({ metrics: { http_reqs: { count: 100 }, http_req_duration: values } }))]);
  expect(judged(response, k6({ 'p(99)': 150 }))).toBe('pass: p99 150 ms over 100 requests, under 200 ms (k6.json)');
  expect(judged(response, k6({ 'p(90)': 250, max: 900 }))).toBe('fail: p90 250 ms over 100 requests, not under 200 ms (k6.json)');
  expect(judged(response, k6({ avg: 20, 'p(90)': 30, max: 900 }))).toMatch(/^no evidence: p95 is not in this file/);
  expect(judged({ kind: 'error rate', under: 0.001 }, k6({ avg: 20 }))).toMatch(/^no evidence: http_req_failed is not in this file/);
});

test('quick failures do not make responses fast', () => {
  const [load] = readEvidence([written('k6.json', JSON.stringify({ metrics: { http_reqs: { count: 10 }, http_req_failed: { value: 0.9 }, http_req_duration: { 'p(95)': 12 }, 'http_req_duration{expected_response:true}': { 'p(95)': 450 } } }))]);
  expect(judged(response, load ? [load] : [])).toMatch(/^fail: p95 450 ms/);
});

test('stale evidence proves and refutes nothing, and does not hide what is current', () => {
  const later = { ...head, committedAt: '2026-11-21T12:00:00Z' };
  expect(judged({ kind: 'tests' }, evidenceOf('junit/good.xml'), { head: later })).toBe('stale: from 2026-11-21 10:39 UTC, before HEAD (3f2c9d0, 2026-11-21 12:00 UTC) (junit/good.xml)');
  expect(judged({ kind: 'tests' }, evidenceOf('junit/bad.xml'), { head: later })).toMatch(/^stale/);
  expect(judged(above, evidenceOf('lcov/good.info'), { head: later })).toBe('stale: from 2026-11-21 10:45 UTC, by its modification time, before HEAD (3f2c9d0, 2026-11-21 12:00 UTC) (lcov/good.info)');
  expect(judged(up, evidenceOf('command-record/good.json'), { head: { ...later, commit: 'a'.repeat(40) } })).toBe('stale: made for commit 3f2c9d0, and HEAD is aaaaaaa (command-record/good.json)');
  expect(judged(up, evidenceOf('command-record/good.json'), { head: later })).toMatch(/^pass/);
  expect(judged({ kind: 'tests' }, evidenceOf('junit/good.xml'), { head: undefined })).toMatch(/^pass/);
});

test('a report that is stale in part is not proof', () => {
  const between = { ...head, committedAt: '2026-11-21T10:39:37.000Z' };
  expect(judged({ kind: 'tests' }, evidenceOf('junit/good.xml', 'junit/good-vitest.xml'), { head: between })).toMatch(/^stale: .*\(junit\/good\.xml\)$/);
});

function run(command: string, exit = 0, extra: object = {}): Evidence {
  const [evidence] = readEvidence([written('run.json', JSON.stringify({ command, exit, commit: head.commit, at: '2026-11-21T10:42:03Z', seconds: 1, ...extra }))]);
  if (!evidence) throw new Error('no record');
  return evidence;
}

test.each([
  ['sqlx migrate run', 'pass'], ['cargo sqlx migrate run --source migrations', 'pass'], ['npx prisma migrate deploy', 'pass'], ['DATABASE_URL=sqlite::memory: alembic -c db/alembic.ini upgrade head', 'pass'],
  ['docker compose exec api alembic upgrade head', 'pass'], ['python manage.py migrate', 'pass'], ['cd backend && uv run alembic upgrade head', 'pass'],
  ['alembic upgrade head || true', 'no evidence'], ['alembic upgrade head; echo done', 'no evidence'], ['echo alembic upgrade head', 'no evidence'], ['alembic upgrade head --sql', 'no evidence'],
  ['alembic history', 'no evidence'], ['python manage.py migrate --plan', 'no evidence'],
])('`%s` as proof of migrations: %s', (command, verdict) => {
  expect(judged(up, [run(command)])).toMatch(new RegExp(`^${verdict}`));
  expect(judged(up, [run(command, 1)])).toMatch(verdict === 'pass' ? /^fail/ : /^no evidence/);
});

test('up and down, and the latest run of a command counts', () => {
  const records = [run('alembic upgrade head'), run('alembic downgrade base')];
  expect(judged(upAndDown, records)).toBe('pass: `alembic upgrade head` exited with 0 (run.json); `alembic downgrade base` exited with 0 (run.json)');
  expect(judged(upAndDown, [...records, run('alembic downgrade base', 1, { at: '2026-11-21T10:43:00Z' })])).toMatch(/^fail: `alembic downgrade base` exited with 1/);
  expect(judged(up, [run('alembic upgrade head', 1, { at: '2026-11-21T10:41:00Z' }), run('alembic upgrade head')])).toMatch(/^pass/);
  expect(judged(up, [run('make migrate')])).toMatch(/^no evidence: no run of the migrations among the records \(`make migrate`\)/);
  expect(judged({ ...up, commands: ['make migrate'] }, [run('make migrate')])).toMatch(/^pass/);
});

test('records of tests, clippy, curl and audits prove by their exit only what their words mean', () => {
  expect(judged({ kind: 'tests' }, [run('cargo test')])).toBe('pass: `cargo test` exited with 0 (run.json)');
  expect(judged({ kind: 'tests' }, [run('cargo test --no-run')])).toMatch(/^no evidence/);
  expect(judged({ kind: 'tests' }, [run('python -m pytest')])).toMatch(/^pass/);
  expect(judged({ kind: 'tests' }, [run('pytest -k total')])).toMatch(/^no evidence: `pytest -k total` ran only some of the tests/);
  expect(judged({ kind: 'clippy' }, [run('cargo clippy -- -D warnings')])).toMatch(/^pass/);
  expect(judged({ kind: 'clippy' }, [run('cargo clippy')])).toMatch(/^no evidence: `cargo clippy` ends well with warnings too/);
  expect(judged({ kind: 'build' }, [run('cargo build --release')])).toMatch(/^pass/);
  expect(judged({ kind: 'smoke' }, [run('curl -sSf http://localhost:8000/health')])).toMatch(/^pass/);
  expect(judged({ kind: 'smoke' }, [run('curl http://localhost:8000/health')])).toMatch(/^no evidence: .* without --fail curl also ends well on an error/);
  expect(judged({ kind: 'smoke' }, [run('curl http://localhost:8000/health', 7)])).toMatch(/^fail/);
  expect(judged(vulnerable, [run('npm audit')])).toMatch(/^pass/);
  expect(judged(vulnerable, [run('npm audit --audit-level=high')])).toMatch(/^no evidence/);
});

test('uncommitted changes are told, and are stale once they are gone', () => {
  const dirty = [run('cargo test', 0, { dirty: true })];
  expect(judged({ kind: 'tests' }, dirty, { head: { ...head, dirty: true } })).toBe('pass: `cargo test` exited with 0, with uncommitted changes (run.json)');
  expect(judged({ kind: 'tests' }, dirty)).toBe('stale: made with changes that 3f2c9d0 does not hold (run.json)');
});

test('what did not finish or is no scanner proves nothing by being empty', () => {
  const sarif = (name: string, successful: boolean) => readEvidence([written('x.sarif', JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name } }, invocations: [{ executionSuccessful: successful }], results: [] }] }))]);
  expect(judged(vulnerable, sarif('Bandit', false))).toMatch(/^no evidence: Bandit did not finish/);
  expect(judged(vulnerable, sarif('ESLint', true))).toMatch(/^no evidence: hand in/);
  expect(judged({ kind: 'clippy' }, sarif('clippy', true))).toMatch(/^pass/);
});

test('a test run without its documentation tests or binaries is not all of it', () => {
  const [, tests] = evidenceOf('cargo-test/good.json');
  expect(judged({ kind: 'tests' }, tests?.kind === 'tests' ? [{ ...tests, missing: 'the documentation tests of fluxion' }] : [])).toBe('no evidence: 3 tests passed, but the documentation tests of fluxion are not in the file (cargo-test/good.json)');
});

test('requirements in words', () => {
  expect([up, upAndDown, response, dashboards, vulnerable, above, ofChanged, { kind: 'error rate', under: 0.001 } as const].map(spellRequirement)).toEqual([
    'migrations apply', 'migrations apply and can be taken back', 'p95 of responses under 200 ms', 'p95 of queries under 1000 ms (/api/dashboard/*)', 'no known vulnerabilities in production',
    'over 80 % of all lines covered', 'at least 80 % of changed lines covered', 'fewer than 0.1 % of requests fail',
  ]);
});
