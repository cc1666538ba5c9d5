/** Which runs several documents ask for, and whose word about a rule counts. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { line, rule as judgedBy, type Checklist, type Meaning } from '../../src/checklist/checklist.js';
import { planRuns, type ActiveChecklist, type TeamWord } from '../../src/checklist/plan.js';
import { wholeProgram } from '../../src/rule/look.js';
import { defineRule, type Rule } from '../../src/rule/rule.js';
import { nothingDeclared, type Settings } from '../../src/rule/settings.js';

const someRule = (id: string, tier: Rule['tier'] = 'stable'): Rule => defineRule({
  id, group: 'api', severity: 'error', tier, languages: ['rust'], summary: '', why: '', instead: '',
  options: z.strictObject({ most: z.number().default(4) }), look: wholeProgram(), check: () => undefined,
});
const rules = [someRule('first'), someRule('second'), someRule('young', 'preview')];
const settings: Settings = { ...nothingDeclared, ruleOptions: { first: { most: 4 }, second: { most: 4 }, young: { most: 4 } } };
const silent: TeamWord = { severities: new Map(), options: new Map(), named: new Map(), only: undefined, preview: false, settingsBeside: beside => ({ ...settings, ...beside }) };

function active(id: string, meanings: Record<string, Meaning>, extra: Partial<ActiveChecklist> = {}, declared?: Partial<Settings>): ActiveChecklist {
  const checklist: Checklist = {
    id, title: id, document: `${id}.md`, summary: '', fits: () => false, rules: meanings, ...(declared && { settings: declared }),
    sections: [{ title: '', lines: rules.map((one, index) => line(`${id}${String(index)}`, index, one.id, [judgedBy(one.id)])) }],
  };
  return { checklist, because: '', changed: new Map(), detected: false, ...extra };
}

describe('the runs of a rule', () => {
  test('two documents that mean the same share one', () => {
    const plan = planRuns(rules, [], [active('a', {}), active('b', {})], silent, settings);
    expect(plan.runs.map(run => run.rule.id)).toEqual(['first', 'second', 'young']);
  });

  test('two that mean it differently have one each, and lines find their own', () => {
    const [a, b] = [active('a', { first: { options: { most: 1 } } }), active('b', { first: { severity: 'warn' } })];
    const plan = planRuns(rules, [], [a, b], silent, settings);
    expect(plan.runOf(a, { kind: 'rule', rule: 'first' })).toMatchObject({ options: { most: 1 }, severity: undefined });
    expect(plan.runOf(b, { kind: 'rule', rule: 'first' })).toMatchObject({ options: { most: 4 }, severity: 'warning' });
  });

  test('a line may mean it differently from its document', () => {
    const a = active('a', { first: { options: { most: 1 } } });
    expect(planRuns(rules, [], [a], silent, settings).runOf(a, { kind: 'rule', rule: 'first', options: { most: 9 } })).toMatchObject({ options: { most: 9 } });
  });

  test('what a document declares holds for its own runs', () => {
    const a = active('a', {}, {}, { smallTables: ['kinds'] });
    const run = planRuns(rules, [], [a], silent, settings).runOf(a, { kind: 'rule', rule: 'first' });
    expect(typeof run === 'string' ? run : run.settings.smallTables).toEqual(['kinds']);
  });
});

describe('whose word counts', () => {
  const a = active('a', { first: { severity: 'warn', options: { most: 1 } } }, { changed: new Map([['first', { options: { most: 2 } }]]) });

  test('the team\'s change of the document outranks the document', () => {
    expect(planRuns(rules, [], [a], silent, settings).runOf(a, { kind: 'rule', rule: 'first' })).toMatchObject({ options: { most: 2 }, severity: 'warning' });
  });

  test('the team\'s configuration outranks both', () => {
    const team = { ...silent, severities: new Map([['first', 'error' as const]]), options: new Map([['first', { most: 3 }]]) };
    expect(planRuns(rules, [], [a], team, settings).runOf(a, { kind: 'rule', rule: 'first' })).toMatchObject({ options: { most: 3 }, severity: 'error' });
  });

  test('the command line outranks everything', () => {
    const team = { ...silent, severities: new Map([['first', 'error' as const]]), named: new Map([['first', 'off' as const]]) };
    expect(planRuns(rules, [], [a], team, settings).runOf(a, { kind: 'rule', rule: 'first' })).toBe('switched off');
  });

  test('a rule that runs by itself gives way when every document says the opposite, and not when the team names it', () => {
    const off = active('off', { first: { severity: 'off' } });
    const selected = [{ rule: rules[0] ?? someRule('first'), severity: undefined }];
    const idsOf = (team: TeamWord, lists: readonly ActiveChecklist[]) => planRuns(rules, selected, lists, team, settings).runs.map(run => run.rule.id);
    expect(idsOf(silent, [off])).not.toContain('first');
    expect(idsOf(silent, [off, active('b', {})])).toContain('first');
    expect(idsOf(silent, [active('off', { first: { severity: 'off' } }, { detected: true })])).toContain('first');
    expect(idsOf({ ...silent, severities: new Map([['first', 'error']]) }, [off])).toContain('first');
  });
});

test('rules in preview run for a document somebody asked for, and for a recognised one only with --preview', () => {
  const young = { kind: 'rule', rule: 'young' } as const;
  const [asked, found] = [active('a', {}), active('b', {}, { detected: true })];
  expect(planRuns(rules, [], [asked], silent, settings).runOf(asked, young)).toMatchObject({ rule: { id: 'young' } });
  expect(planRuns(rules, [], [found], silent, settings).runOf(found, young)).toBe('in preview');
  expect(planRuns(rules, [], [found], { ...silent, preview: true }, settings).runOf(found, young)).toMatchObject({ rule: { id: 'young' } });
});

test('a rule nobody has written is said to be missing', () => {
  const a = active('a', {});
  expect(planRuns(rules, [], [a], silent, settings).runOf(a, { kind: 'rule', rule: 'to-come' })).toBe('not built');
});
