/** The report as Markdown, short enough for a comment under a pull request. */
import type { Outcome, ShownEvidence, Since } from '../findings/outcome.js';
import { countByRule, countBySeverity, plural, spellCounts } from './counts.js';
import { checklistMarkdown } from './checklist/markdown.js';
import { Locator, type Located } from './located.js';
import { code, escaped } from './markup.js';
import { spellSince, uncoveredPlaces } from './since.js';

/** Comments have a length limit and readers have patience for about this many. */
const mostFindings = 100;

export function markdownReport(outcome: Outcome): string {
  const locator = new Locator(outcome);
  const findings = outcome.kept.map(kept => kept.finding);
  const located = outcome.kept.slice(0, mostFindings).map(kept => locator.locate(kept));
  const counts = spellCounts(countBySeverity(findings));
  const sections = [
    `## collaudo: ${outcome.crashes.length > 0 ? 'broken' : outcome.verdict.passed ? 'passed' : 'failed'}`,
    `${counts === '' ? 'No findings' : counts} in ${plural(outcome.files.judged, 'file')}${outcome.excused.length > 0 ? `, ${outcome.excused.length} excused` : ''}.`,
    ...(outcome.since ? [`Only what changed since ${code(outcome.since.ref)} counts: ${spellSince(outcome.since)}.`] : []),
    ...uncoveredPart(outcome.since),
    ...(findings.length > 0 ? [ruleTable(outcome)] : []),
    ...located.map(findingSection),
    ...(findings.length > mostFindings ? [`And ${plural(findings.length - mostFindings, 'more finding')}.`] : []),
    ...outcome.checklists.map(one => checklistMarkdown(one, locator)),
    ...(outcome.evidence.length > 0 ? [`### Evidence\n\n${outcome.evidence.map(evidenceLine).join('\n')}`] : []),
    ...gaps(outcome),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Places beyond these are in the JSON report. */
const mostUncovered = 20;

function uncoveredPart(since: Since | undefined): readonly string[] {
  const places = uncoveredPlaces(since);
  const rest = places.length > mostUncovered ? [`- and ${places.length - mostUncovered} more`] : [];
  return places.length === 0 ? [] : [['### Changed lines that no test ran', '', ...places.slice(0, mostUncovered).map(place => `- ${code(place)}`), ...rest].join('\n')];
}

function evidenceLine({ source, facts, stale }: ShownEvidence): string {
  return `- ${code(source)}: ${escaped(facts)}${stale === undefined ? '' : ` (**stale**: ${escaped(stale)})`}`;
}

function ruleTable(outcome: Outcome): string {
  const rows = [...countByRule(outcome.kept.map(kept => kept.finding))].map(([rule, counts]) => `| ${rule} | ${counts.error} | ${counts.warning} | ${counts.note} |`);
  return ['| rule | errors | warnings | notes |', '| --- | --: | --: | --: |', ...rows].join('\n');
}

function findingSection({ finding, at, snippet, path }: Located): string {
  const steps = path.map(step => `  - ${code(`${step.at.file}:${step.at.line}`)} ${escaped(step.message)}`);
  return [
    `- **${finding.severity}** ${code(`${at.file}:${at.line}`)} \`${finding.rule}\`: ${escaped(finding.message)}`,
    ...steps,
    `  - instead: ${escaped(finding.instead)}`,
    '',
    ...fenced(snippet).map(line => `  ${line}`),
  ].join('\n');
}

/** A fence longer than any in the snippet, so that judged code cannot end it. */
function fenced(snippet: string): readonly string[] {
  const longest = Math.max(2, ...[...snippet.matchAll(/`+/g)].map(match => match[0].length));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...snippet.split(/\r\n|\n|\r/).slice(0, 6), fence];
}

function gaps(outcome: Outcome): readonly string[] {
  const lines = [
    ...outcome.crashes.map(crash => `- collaudo broke: ${escaped(crash.part)}${crash.file === undefined ? '' : ` of ${code(crash.file)}`}: ${escaped(crash.because)}`),
    ...outcome.unread.map(({ file, because }) => `- not read: ${code(file)}: ${escaped(because)}`),
    ...outcome.partlyRead.map(({ file, because }) => `- judged in part: ${code(file)}: ${escaped(because)}`),
  ];
  return lines.length > 0 ? [`### What could not be judged\n\n${lines.join('\n')}`] : [];
}
