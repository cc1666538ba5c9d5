/** No line of a document is dropped, and every judge a line names can judge it as the document means. */
import { describe, expect, test } from 'vitest';
import { checklists } from '../../checklists/index.js';
import { rules } from '../../rules/index.js';
import { ruleJudgesOf } from '../../src/checklist/plan.js';

/** How many lines of each document say how a backend, or work on it, must be. */
const lines: Readonly<Record<string, readonly [letter: string, count: number]>> = {
  fluxion: ['F', 38], 'backend-standard': ['B', 62], 'asi-gest': ['A', 107], 'fastapi-sqlmodel': ['S', 51], 'backend-architect': ['K', 56],
};

/** Rules about contracts between languages, and about files this repository does not hold, come later. */
const toCome: ReadonlySet<string> = new Set([
  'schema-drift', 'tauri-invoke-matches-command', 'type-contract-drift', 'client-calls-known-endpoint', 'endpoint-registry-drift', 'no-breaking-contract-change',
]);

describe.each(checklists)('$id', checklist => {
  const all = checklist.sections.flatMap(section => section.lines);

  test('has every line of its document once', () => {
    const [letter = '', count = 0] = lines[checklist.id] ?? [];
    expect(all.map(line => line.id).sort()).toEqual(Array.from({ length: count }, (_, index) => `${letter}${String(index + 1)}`).sort());
  });

  test('every line has a judge', () => {
    expect(all.filter(line => line.judges.length === 0).map(line => line.id)).toEqual([]);
  });

  test('names rules that exist, with options they have', () => {
    for (const judge of ruleJudgesOf(checklist)) {
      const rule = rules.find(one => one.id === judge.rule);
      if (!rule) expect([...toCome]).toContain(judge.rule);
      else expect(rule.options?.safeParse({ ...checklist.rules?.[judge.rule]?.options, ...judge.options }).success ?? true, judge.rule).toBe(true);
    }
  });

  test('says something about rules it names only', () => {
    const known = new Set([...rules.map(rule => rule.id), ...toCome]);
    expect(Object.keys(checklist.rules ?? {}).filter(id => !known.has(id))).toEqual([]);
  });
});
