/** Reads `expect: rule-id "piece of the message"` marks, and compares them with what a scan reports. */
import type { Outcome } from '../src/findings/outcome.js';
import { Locator } from '../src/report/located.js';

export interface Expectation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly piece?: string;
}

const mark = /(?:\/\/|#|--|\/\*)\s*expect(-above)?:\s*([a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)\s*(?:"([^"]*)")?/g;

/** For a file that has no comments: `expect in package.json:4: rule-id`, its path from the fixture's root. */
const markElsewhere = /(?:\/\/|#|--)\s*expect in ([^\s:]+):(\d+): ([a-z][a-z-]*)/g;

export function expectationsIn(file: string, text: string): readonly Expectation[] {
  const lines = text.split(/\r\n|\n|\r/);
  const elsewhere = [...text.matchAll(markElsewhere)].map(([, named = '', number, rule = '']) => ({ file: named, line: Number(number), rule }));
  return [...elsewhere, ...lines.flatMap((line, index) => [...line.matchAll(mark)].flatMap(([, above, rules = '', piece]) => {
    const at = above === undefined ? index : lineAbove(lines, index);
    return rules.split(',').map(rule => ({ file, line: at + 1, rule: rule.trim(), ...(piece !== undefined && { piece }) }));
  }))];
}

/** Several `expect-above` marks in a row all mean the line above the first of them. */
function lineAbove(lines: readonly string[], index: number): number {
  let at = index - 1;
  while (at > 0 && /expect-above:/.test(lines[at] ?? '')) at--;
  return at;
}

/** One line of text for every disagreement: empty when the marks and the findings say the same. */
export function disagreements(outcome: Outcome, expected: readonly Expectation[], judged: (rule: string) => boolean): readonly string[] {
  const locator = new Locator(outcome);
  const unmet = new Set(expected);
  const unexpected: string[] = [];
  for (const kept of outcome.kept) {
    const { at, finding } = locator.locate(kept);
    const met = [...unmet].find(one => one.file === at.file && one.line === at.line && one.rule === finding.rule && finding.message.includes(one.piece ?? ''));
    if (met) unmet.delete(met);
    else if (judged(finding.rule)) unexpected.push(`${at.file}:${at.line} is reported and not expected: ${finding.rule}: ${finding.message}`);
  }
  const missing = [...unmet].map(one => `${one.file}:${one.line} is expected and not reported: ${one.rule}${one.piece === undefined ? '' : ` "${one.piece}"`}`);
  return [...missing, ...unexpected, ...outcome.crashes.map(crash => `${crash.part} of ${crash.file ?? 'the program'} broke: ${crash.because}`)].sort();
}
