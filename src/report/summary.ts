/** What a tired person reads last: passed or failed, how much of what, what could not be judged, and what to run next. */
import type { ChalkInstance } from 'chalk';
import type { Outcome } from '../findings/outcome.js';
import { linesOf } from '../findings/judged-checklist.js';
import { spellStatuses } from './checklist/wording.js';
import { printable } from './frame.js';
import { commonestFirst, countByRule, countBySeverity, plural, spellCounts } from './counts.js';
import { spellSince, uncoveredPlaces } from './since.js';
import type { TextStyle } from './text.js';
import { wrap } from './wrap.js';

/** Lists longer than this are cut; JSON has all of them. */
const mostListed = 10;

export function summary(outcome: Outcome, chalk: ChalkInstance, style: TextStyle): readonly string[] {
  const findings = outcome.kept.map(kept => kept.finding);
  const counts = spellCounts(countBySeverity(findings));
  return [
    ...crashLines(outcome, chalk),
    ...(style.quiet ? [] : gapLines(outcome, chalk)),
    ...evidenceLines(outcome, chalk, style),
    ...checklistLines(outcome, chalk, style),
    ...uncoveredLines(outcome, chalk, style),
    ...ruleLines(outcome, chalk),
    `${banner(outcome, chalk)}  ${counts === '' ? 'no findings' : counts} in ${plural(outcome.files.judged, 'file')}${asides(outcome)}`,
    ...(outcome.since ? [`  only what changed since ${printable(outcome.since.ref)} counts: ${spellSince(outcome.since)}`] : []),
    ...nextLines(outcome, chalk),
  ];
}

function banner(outcome: Outcome, chalk: ChalkInstance): string {
  if (outcome.crashes.length > 0) return chalk.bgRed.white.bold(' BROKEN ');
  return outcome.verdict.passed ? chalk.bgGreen.black.bold(' PASSED ') : chalk.bgRed.white.bold(' FAILED ');
}

function asides(outcome: Outcome): string {
  const preview = outcome.kept.filter(kept => kept.finding.tier === 'preview').length;
  const parts = [
    preview > 0 ? `${preview} in preview, not counted by the gate` : '',
    outcome.excused.length > 0 ? `${outcome.excused.length} excused` : '',
    outcome.unread.length > 0 ? `${outcome.unread.length} unread` : '',
  ].filter(part => part !== '');
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function ruleLines(outcome: Outcome, chalk: ChalkInstance): readonly string[] {
  const rules = countByRule(outcome.kept.map(kept => kept.finding));
  if (rules.size === 0) return [];
  const widest = Math.max(...[...rules.keys()].map(rule => rule.length));
  return [...[...rules].map(([rule, counts]) => `  ${chalk.cyan(rule.padEnd(widest))}  ${spellCounts(counts)}`), ''];
}

/** What was handed in, so that a file read as something else than it is shows; what is stale proves nothing. */
function evidenceLines({ evidence }: Outcome, chalk: ChalkInstance, style: TextStyle): readonly string[] {
  if (evidence.length === 0 || style.quiet) return [];
  const lines = evidence.map(({ source, facts, stale }) => `  ${printable(source)}  ${printable(facts)}${stale === undefined ? '' : chalk.yellow(`  stale: ${stale}`)}`);
  return [chalk.bold('Evidence'), ...cut(lines), ''];
}

/** Where a test is missing, for whoever has to write it. */
function uncoveredLines({ since }: Outcome, chalk: ChalkInstance, style: TextStyle): readonly string[] {
  const places = uncoveredPlaces(since);
  return places.length === 0 || style.quiet ? [] : [chalk.bold('Changed lines that no test ran'), ...cut(places.flatMap(place => wrap(printable(place), style.width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`))), ''];
}

/** Each document in two lines: what became of its lines, and which fail. */
function checklistLines(outcome: Outcome, chalk: ChalkInstance, style: TextStyle): readonly string[] {
  if (outcome.checklists.length === 0 || style.quiet) return [];
  const documents = outcome.checklists.flatMap(checklist => {
    const failing = linesOf(checklist).filter(line => line.status === 'fail').map(line => line.id);
    return [
      `  ${chalk.bold(checklist.id)} ${chalk.dim(`(${checklist.because})`)}`,
      `    ${spellStatuses(checklist)}${failing.length > 0 ? `; failing: ${failing.join(' ')}` : ''}`,
    ];
  });
  const over = outcome.since ? ', judged over the whole program' : '';
  return [chalk.bold('Checklists') + chalk.dim(` (\`--format checklist\` shows every line${over}):`), ...documents, ''];
}

function crashLines(outcome: Outcome, chalk: ChalkInstance): readonly string[] {
  if (outcome.crashes.length === 0) return [];
  const lines = outcome.crashes.map(crash => `  ${crash.part}${crash.file === undefined ? '' : ` of ${crash.file}`}: ${firstLine(crash.because)}`);
  return [chalk.red.bold('collaudo itself broke here; what it did not judge may be wrong:'), ...lines, ''];
}

function gapLines(outcome: Outcome, chalk: ChalkInstance): readonly string[] {
  const gaps = [
    ...outcome.unread.map(({ file, because }) => `  ${file}: not read: ${because}`),
    ...outcome.partlyRead.map(({ file, because }) => `  ${file}: judged in part: ${because}`),
  ];
  const unknown = outcome.coverage
    .filter(({ seen, resolved }) => resolved < seen)
    .map(({ what, seen, resolved, because }) => `  ${what}: ${resolved} of ${seen} understood${commonest(because)}`);
  const notes = outcome.notes.map(note => `  ${note}`);
  const lines = [...cut(gaps), ...unknown, ...notes];
  return lines.length === 0 ? [] : [chalk.bold('What could not be judged:'), ...lines.map(line => chalk.dim(line)), ''];
}

function commonest(because: ReadonlyMap<string, number>): string {
  const [first] = commonestFirst(because);
  return first ? `; most often: ${first[0]} (${first[1]})` : '';
}

function cut(lines: readonly string[]): readonly string[] {
  return lines.length <= mostListed ? lines : [...lines.slice(0, mostListed), `  and ${lines.length - mostListed} more (\`--format json\` lists all)`];
}

function nextLines(outcome: Outcome, chalk: ChalkInstance): readonly string[] {
  if (outcome.crashes.length > 0) return [`  ${chalk.dim('please report this; `--rule <id>:off` leaves a broken rule out')}`];
  const worst = outcome.kept.find(kept => kept.finding.severity === 'error') ?? (outcome.verdict.passed ? undefined : outcome.kept[0]);
  const reasons = outcome.verdict.reasons.length > 0 ? [`  ${chalk.dim(`the gate fails on: ${outcome.verdict.reasons.join('; ')}`)}`] : [];
  return worst ? [...reasons, `  ${chalk.dim(`next: collaudo explain ${worst.finding.rule}`)}`] : reasons;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
