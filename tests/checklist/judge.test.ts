/** When a line is ticked, and above all when it is not. */
import { describe, expect, test } from 'vitest';
import { statusOf } from '../../src/checklist/judge.js';
import type { EvidencePart, LinePart, LineStatus, PersonPart, RulePart } from '../../src/findings/judged-checklist.js';

const rulePart = (verdict: RulePart['verdict'], extra: Partial<RulePart> = {}): RulePart => ({ kind: 'rule', rule: 'some-rule', preview: false, verdict, judged: new Map(), unknown: [], findings: [], excused: 0, ...extra });
const proof = (verdict: EvidencePart['verdict']): EvidencePart => ({ kind: 'evidence', needs: 'tests pass', verdict, says: '' });
const person: PersonPart = { kind: 'person', because: 'taste' };
const unknown = [{ what: 'handler', because: 'its mount is unknown', count: 1 }];

const cases: readonly (readonly [string, readonly LinePart[], LineStatus])[] = [
  ['a clean rule ticks', [rulePart('clean')], 'pass'],
  ['a clean rule beside one with nothing to judge ticks', [rulePart('clean'), rulePart('nothing to judge')], 'pass'],
  ['nothing to judge is not applicable, never a tick', [rulePart('nothing to judge')], 'not applicable'],
  ['something unknown keeps the tick back', [rulePart('clean', { unknown })], 'partly'],
  ['something unknown and nothing judged is no tick either', [rulePart('nothing to judge', { unknown })], 'partly'],
  ['a preview rule never ticks', [rulePart('clean', { preview: true })], 'partly'],
  ['a preview rule never fails', [rulePart('failed', { preview: true })], 'partly'],
  ['a warning keeps the tick back', [rulePart('warned')], 'partly'],
  ['one failure fails the line', [rulePart('clean'), rulePart('failed')], 'fail'],
  ['failing evidence fails it too', [rulePart('clean'), proof('failed')], 'fail'],
  ['evidence alone ticks', [proof('clean')], 'pass'],
  ['missing evidence is no evidence', [proof('missing')], 'no evidence'],
  ['stale evidence is no evidence', [proof('stale')], 'no evidence'],
  ['a clean rule without the evidence is half of it', [rulePart('clean'), proof('missing')], 'partly'],
  ['a clean rule and a person is half of it', [rulePart('clean'), person], 'partly'],
  ['a person alone decides', [person], 'a person decides'],
  ['a rule that is off leaves the line to a person', [rulePart('switched off')], 'a person decides'],
  ['a rule that is not built leaves the line to a person', [rulePart('not built')], 'a person decides'],
  ['a rule that broke never ticks', [rulePart('crashed')], 'a person decides'],
  ['a clean rule beside one that broke is half of it', [rulePart('clean'), rulePart('crashed')], 'partly'],
];

describe('the status of a line', () => {
  test.each(cases)('%s', (_, parts, status) => {
    expect(statusOf(parts)).toBe(status);
  });
});
