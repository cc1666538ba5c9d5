/** The checklists themselves, before anything is scanned: which line is judged by what, in this document's meaning. */
import type { Checklist, Judge, Line } from '../../checklist/checklist.js';
import { spellRequirement } from '../../evidence/requirement.js';
import type { Rule } from '../../rule/rule.js';

export type MainJudge = 'stable rule' | 'preview rule' | 'rule to come' | 'evidence' | 'person';

/** Who decides a line: the first of its judges. */
export function mainJudgeOf(line: Line, rules: ReadonlyMap<string, Rule>): MainJudge {
  const deciding = line.judges.filter(judge => judge.kind === 'rule').map(judge => rules.get(judge.rule)?.tier);
  const [first] = line.judges;
  if (!first || first.kind === 'person') return 'person';
  if (first.kind === 'evidence') return 'evidence';
  // Several rules can share a line; one that counts makes it judged.
  if (deciding.includes('stable')) return 'stable rule';
  return deciding.includes('preview') ? 'preview rule' : 'rule to come';
}

/** `require-auth-on-routes (off)`, `p95 of responses under 200 ms`, `a person: ...`. */
export function spellJudge(judge: Judge, checklist: Checklist, rules: ReadonlyMap<string, Rule>): string {
  switch (judge.kind) {
    case 'person': return `a person: ${judge.because}`;
    case 'evidence': return `evidence: ${spellRequirement(judge.needs)}`;
    case 'rule': {
      const tier = rules.get(judge.rule)?.tier;
      const severity = judge.severity ?? checklist.rules?.[judge.rule]?.severity;
      const options = { ...checklist.rules?.[judge.rule]?.options, ...judge.options };
      const means = [
        ...(tier === undefined ? ['to come'] : tier === 'preview' ? ['preview'] : []),
        ...(severity === undefined ? [] : [severity]),
        ...Object.entries(options).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
      ];
      return `${judge.rule}${means.length > 0 ? ` (${means.join(', ')})` : ''}`;
    }
  }
}
