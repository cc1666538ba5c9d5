/** Which rules run, and how severe what they find is. */
import { expect, test } from 'vitest';
import { selectRules, severityOf, type Selection } from '../../src/check/selection.js';
import { someRule } from '../outcome.js';

const stable = { ...someRule, id: 'stable', runs: 'always' as const };
const onRequest = { ...someRule, id: 'on-request' };
const preview = { ...someRule, id: 'preview', tier: 'preview' as const };
const nothing: Selection = { only: undefined, named: new Map(), configured: new Map(), preview: false };

function selected(change: Partial<Selection>): readonly (readonly [string, string | undefined])[] {
  return selectRules([stable, preview, onRequest], { ...nothing, ...change }).map(one => [one.rule.id, one.severity]);
}

test('the rules of every scan run; all rules, those in preview too, when they are asked for', () => {
  expect(selected({})).toEqual([['stable', undefined]]);
  expect(selected({ preview: true })).toEqual([['stable', undefined], ['preview', undefined], ['on-request', undefined]]);
  expect(selected({ named: new Map([['preview', 'on']]) })).toEqual([['stable', undefined], ['preview', undefined]]);
  expect(selected({ configured: new Map([['preview', 'warn']]) })).toEqual([['stable', undefined], ['preview', 'warning']]);
  expect(selected({ only: ['preview'] })).toEqual([['preview', undefined]]);
});

test('other stable rules run where they are named', () => {
  expect(selected({ named: new Map([['on-request', 'on']]), only: undefined })).toEqual([['stable', undefined], ['on-request', undefined]]);
  expect(selected({ configured: new Map([['on-request', 'error']]) })).toEqual([['stable', undefined], ['on-request', 'error']]);
  expect(selected({ only: ['on-request'] })).toEqual([['on-request', undefined]]);
});

test('the command line is stronger than the configuration', () => {
  expect(selected({ configured: new Map([['stable', 'off']]) })).toEqual([]);
  expect(selected({ configured: new Map([['stable', 'off']]), named: new Map([['stable', 'error']]) })).toEqual([['stable', 'error']]);
  expect(selected({ configured: new Map([['stable', 'off']]), named: new Map([['stable', 'on']]) })).toEqual([['stable', undefined]]);
  expect(selected({ configured: new Map([['stable', 'error']]), named: new Map([['stable', 'off']]) })).toEqual([]);
  expect(selected({ configured: new Map([['stable', 'off']]), only: ['stable'] })).toEqual([['stable', undefined]]);
  expect(selected({ only: ['stable'], named: new Map([['stable', 'off']]) })).toEqual([]);
});

test('a finding the rule calls weaker stays weaker, and none is stronger than what was set', () => {
  expect(severityOf(stable, undefined, undefined)).toBe('error');
  expect(severityOf(stable, undefined, 'warning')).toBe('warning');
  expect(severityOf(stable, 'warning', undefined)).toBe('warning');
  expect(severityOf(stable, 'warning', 'error')).toBe('warning');
  expect(severityOf(stable, 'error', 'warning')).toBe('warning');
});
