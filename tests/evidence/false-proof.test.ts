/** Result files that look like proof and are none: contradictory, partial, foreign, stale or about something else. */
import { describe, expect, test } from 'vitest';
import { judgeEvidence, type Requirement } from '../../src/evidence/judge.js';
import { readEvidence } from '../../src/evidence/read.js';
import { head, written } from './fixture.js';

function verdictOf(requirement: Requirement, ...files: readonly (readonly [path: string, text: string])[]): string {
  const evidence = readEvidence(files.map(([path, text]) => written(path, text)));
  return judgeEvidence(requirement, { evidence, head, changedLines: undefined, scanned: ['app/main.py'] }).verdict;
}

/** A record of a command that ended well. */
function record(command: string): readonly [string, string] {
  return ['run.json', JSON.stringify({ command, words: command.split(' '), exit: 0, commit: head.commit, dirty: false, at: '2026-11-21T10:40:00Z', seconds: 1 })];
}

describe('a command that looked at only some of it', () => {
  test.each([
    'pytest tests/test_one.py', 'pytest tests/test_one.py::test_it', 'pytest --ignore-glob=x -k one', 'python -m pytest tests/test_one.py', 'cargo test orders', 'cargo test -p core', 'cargo test --lib', 'cargo test -- --skip slow', 'cargo test -- --exact one',
    'cargo nextest run -E test(one)', 'npx vitest run src/one.test.ts', 'npx jest --testPathPattern=one', 'npx jest src/one.test.ts', 'npx mocha -g one', 'node --test test/one.test.js', 'npx vitest run --shard=1/3', 'tox -e lint', 'nox -s lint', 'pnpm --filter api test',
  ])('`%s` does not prove the tests', command => {
    expect(verdictOf({ kind: 'tests' }, record(command))).toBe('no evidence');
  });

  test.each([
    'pytest', 'pytest tests', 'pytest -q --cov=app -n 4', 'python -m pytest tests/', 'cargo test', 'cargo test --workspace --all-features', 'cargo test --features sqlite', 'cargo test -- --test-threads=1', 'cargo test -- --nocapture', 'npm test', 'npx vitest run --coverage', 'npx vitest run --config vitest.ci.config.ts',
    'python manage.py test', 'docker compose exec api pytest', 'tox', 'cargo nextest run --workspace', 'poetry run pytest -x', 'node --test', 'python -m unittest',
  ])('`%s` does', command => {
    expect(verdictOf({ kind: 'tests' }, record(command))).toBe('pass');
  });

  test.each([['cargo build -p core', 'no evidence'], ['cargo build --bin worker', 'no evidence'], ['cargo build --release', 'pass'], ['cargo build --workspace --all-targets', 'pass'], ['npm run tauri build', 'pass']])('`%s` and the build: %s', (command, verdict) => {
    expect(verdictOf({ kind: 'build' }, record(command))).toBe(verdict);
  });

  test.each([['cargo clippy -- -D warnings -A clippy::all', 'no evidence'], ['cargo clippy -p core -- -D warnings', 'no evidence'], ['cargo clippy --all-targets -- -D warnings', 'pass'], ['cargo clippy --cap-lints=allow -- -D warnings', 'no evidence']])('`%s` and clippy: %s', (command, verdict) => {
    expect(verdictOf({ kind: 'clippy' }, record(command))).toBe(verdict);
  });

  test.each([['npm audit fix', 'no evidence'], ['npm audit signatures', 'no evidence'], ['pip-audit --ignore-vuln GHSA-1', 'no evidence'], ['npm audit --audit-level=critical', 'no evidence'], ['npm audit --omit=dev', 'pass'], ['pip-audit -r requirements.txt', 'pass'], ['cargo audit', 'pass']])('`%s` and vulnerabilities: %s', (command, verdict) => {
    expect(verdictOf({ kind: 'vulnerabilities', atMost: 0, productionOnly: true }, record(command))).toBe(verdict);
  });
});

describe('a report that contradicts itself', () => {
  const junit = (declared: number, inner: number, found: number) => `<testsuites tests="${declared}"><testsuite name="a" tests="${inner}">${'<testcase name="one"/>'.repeat(found)}</testsuite></testsuites>`;

  test.each([[3, 3, 3, 'pass'], [3, 3, 2, 'no evidence'], [3, 2, 2, 'no evidence'], [1, 1, 3, 'pass']])('it counts %i, %i in the suite, and lists %i: %s', (declared, inner, found, verdict) => {
    expect(verdictOf({ kind: 'tests' }, ['junit.xml', junit(declared, inner, found)])).toBe(verdict);
  });

  test('one that passed beside one that failed is a failure', () => {
    expect(verdictOf({ kind: 'tests' }, ['a.xml', junit(1, 1, 1)], ['b.xml', '<testsuite tests="1"><testcase name="one"><failure/></testcase></testsuite>'])).toBe('fail');
  });
});

describe('a load that tells nothing', () => {
  const k6 = (count: number) => ['k6.json', JSON.stringify({ metrics: { http_reqs: { count }, http_req_failed: { value: 0 }, http_req_duration: { 'p(95)': 12 } } })] as const;

  test.each([[1, 'no evidence'], [19, 'no evidence'], [20, 'pass']])('%i requests and the response time: %s', (count, verdict) => {
    expect(verdictOf({ kind: 'response time', underMs: 200 }, k6(count))).toBe(verdict);
    expect(verdictOf({ kind: 'load test' }, k6(count))).toBe(verdict);
  });

  test.each([[100, 'no evidence'], [1000, 'pass']])('no failure in %i requests is under 0.1 %%: %s', (count, verdict) => {
    expect(verdictOf({ kind: 'error rate', under: 0.001 }, k6(count))).toBe(verdict);
  });
});

describe('a commit that is none', () => {
  test.each(['', '3', 'main', 'HEAD'])('"%s" does not make an old file current', commit => {
    expect(verdictOf({ kind: 'query time', underMs: 50 }, ['queries.json', JSON.stringify({ commit, at: '2026-11-20T09:00:00Z', queries: [{ name: 'orders', p95: 3 }] })])).toBe('stale');
  });
});
