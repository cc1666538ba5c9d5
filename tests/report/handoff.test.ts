/** The hand-off answer: what an agent that delegated the work may conclude from it. */
import { describe, expect, test } from 'vitest';
import { handoffReport } from '../../src/report/handoff.js';
import type { EvidencePart } from '../../src/findings/judged-checklist.js';
import { findingOn, outcomeOf, someRule } from '../outcome.js';

const sources = new Map([['app/users.py', 'import sqlalchemy\n\ndef find(name):\n    run("select " + name)\n']]);
const proof = (verdict: EvidencePart['verdict']): EvidencePart => ({ kind: 'evidence', needs: 'tests pass', verdict, says: 'junit.xml' });
const passed = { passed: true, reasons: [] };

function answer(findings: readonly ReturnType<typeof findingOn>[], extra: Parameters<typeof outcomeOf>[2] = {}): Record<string, unknown> {
  return JSON.parse(handoffReport(outcomeOf(sources, findings, extra))) as Record<string, unknown>;
}

describe('the status', () => {
  test('is success only when the gate passes and build and tests are proven', () => {
    expect(answer([], { verdict: passed, proven: { build: proof('clean'), tests: proof('clean') } })).toMatchObject({ status: 'success', buildPassing: true, testsPassing: true, blockers: [] });
  });

  test.each(['missing', 'stale'] as const)('is partial when the tests are %s', verdict => {
    expect(answer([], { verdict: passed, proven: { build: proof('clean'), tests: proof(verdict) } })).toMatchObject({ status: 'partial', testsPassing: null });
  });

  test('is failure when a test failed, whatever the gate says', () => {
    expect(answer([], { verdict: passed, proven: { build: proof('clean'), tests: proof('failed') } })).toMatchObject({ status: 'failure', testsPassing: false });
  });

  test('is failure when the gate fails', () => {
    const failed = { passed: false, reasons: ['1 error'] };
    expect(answer([findingOn(sources, 'app/users.py', '"select " + name')], { verdict: failed, proven: { build: proof('clean'), tests: proof('clean') } })).toMatchObject({ status: 'failure' });
  });
});

test('a finding says where, why, what to change and how to verify it', () => {
  const finding = findingOn(sources, 'app/users.py', '"select " + name');
  expect(answer([finding])).toMatchObject({
    findings: [{
      rule: someRule.id, place: 'app/users.py:4:9', why: someRule.why, change: someRule.instead, code: '"select " + name',
      filesToOpen: ['app/users.py'], verify: `npx collaudo scan --only ${someRule.id}`,
    }],
  });
});

test('the change is told in the terms of the library the file imports', () => {
  const rule = { ...someRule, insteadWith: { sqlalchemy: 'bind it: text("... :name") and pass {"name": name}', sqlx: 'use .bind(name)' } };
  const finding = findingOn(sources, 'app/users.py', '"select " + name');
  expect(answer([finding], { rules: [rule], imports: new Map([['app/users.py', ['sqlalchemy.orm']]]) })).toMatchObject({ findings: [{ change: rule.insteadWith.sqlalchemy }] });
});
