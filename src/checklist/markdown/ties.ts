/** What a line's comment ties it to: `<!-- collaudo: no-print, tests, coverage >= 80, person -->`. */
import { didYouMean } from '../../config/nearest.js';
import type { Requirement } from '../../evidence/requirement.js';
import { UsageError } from '../../usage-error.js';
import { evidence, person, rule, type Judge } from '../checklist.js';

/** How evidence is written in a comment; what `readTie` reads, `writtenAs` writes. */
const evidenceWords: readonly { readonly shape: RegExp; readonly needs: (number: number, sign: string) => Requirement }[] = [
  { shape: /^build$/, needs: () => ({ kind: 'build' }) },
  { shape: /^clippy$/, needs: () => ({ kind: 'clippy' }) },
  { shape: /^tests$/, needs: () => ({ kind: 'tests' }) },
  { shape: /^migrations$/, needs: () => ({ kind: 'migrations', direction: 'up' }) },
  { shape: /^migrations up and down$/, needs: () => ({ kind: 'migrations', direction: 'up and down' }) },
  { shape: /^load test$/, needs: () => ({ kind: 'load test' }) },
  { shape: /^smoke$/, needs: () => ({ kind: 'smoke' }) },
  { shape: /^no vulnerabilities$/, needs: () => ({ kind: 'vulnerabilities', atMost: 0, productionOnly: true }) },
  { shape: /^coverage (>=?) (\d+(?:\.\d+)?)$/, needs: (percent, sign) => ({ kind: 'coverage', of: 'changed lines', percent: sign === '>' ? { over: percent } : { atLeast: percent } }) },
  { shape: /^total coverage (>=?) (\d+(?:\.\d+)?)$/, needs: (percent, sign) => ({ kind: 'coverage', of: 'total', percent: sign === '>' ? { over: percent } : { atLeast: percent } }) },
  { shape: /^response time (<) (\d+(?:\.\d+)?)$/, needs: underMs => ({ kind: 'response time', underMs }) },
  { shape: /^query time (<) (\d+(?:\.\d+)?)$/, needs: underMs => ({ kind: 'query time', underMs }) },
  { shape: /^error rate (<) (\d+(?:\.\d+)?)$/, needs: percent => ({ kind: 'error rate', under: percent / 100 }) },
];

export const evidenceExamples: readonly string[] = [
  'build', 'clippy', 'tests', 'migrations', 'migrations up and down', 'load test', 'smoke', 'no vulnerabilities',
  'coverage >= 80', 'total coverage >= 80', 'response time < 200', 'query time < 50', 'error rate < 0.1',
];

/** Times are milliseconds, the rest per cent. */
export function evidenceOf(words: string): Requirement | undefined {
  const plain = words.trim().toLowerCase().replace(/\s*(ms|%)$/, '').replace(/\s*(<|>=?)\s*/, ' $1 ').replace(/\s+/g, ' ');
  for (const { shape, needs } of evidenceWords) {
    const match = shape.exec(plain);
    if (match) return needs(Number(match[2]), match[1] ?? '');
  }
  return undefined;
}

/** `where` is the file and line; every word must be known, because a tie that judges nothing would tick nothing or everything. */
export function readTie(tie: string, where: string, ruleIds: readonly string[]): readonly Judge[] {
  const words = tie.split(',').map(word => word.trim()).filter(word => word !== '');
  if (words.length === 0) throw new UsageError(`${where}: the collaudo comment names nothing`, 'name rules, evidence or `person`, separated by commas');
  return words.map(word => {
    if (ruleIds.includes(word)) return rule(word);
    if (/^person\b/.test(word)) return person(word.replace(/^person:?\s*/, '') || 'the document leaves it to a person');
    const needs = evidenceOf(word);
    if (needs) return evidence(needs);
    throw new UsageError(`${where}: there is no rule or evidence called "${word}"`, didYouMean(word, [...ruleIds, ...evidenceExamples]) ?? `run \`collaudo rules\` to list the rules; evidence is written as ${evidenceExamples.join(', ')}; \`person\` leaves a line to a person`);
  });
}
