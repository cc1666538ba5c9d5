/** Judged checklists as Markdown: a task list a person can read under a pull request. */
import type { JudgedChecklist, JudgedLine } from '../../findings/judged-checklist.js';
import type { Locator } from '../located.js';
import { code, escaped } from '../markup.js';
import { findingsOf, spellPart, spellStatuses } from './wording.js';

const mostPlaces = 3;

export function checklistMarkdown(checklist: JudgedChecklist, locator: Locator): string {
  return [
    `### ${escaped(checklist.title)}`,
    `${escaped(checklist.because)}: ${spellStatuses(checklist)}.`,
    ...checklist.sections.map(section => [`**${escaped(section.title)}**`, '', ...section.lines.flatMap(line => lineMarkdown(line, locator))].join('\n')),
  ].join('\n\n');
}

/** Only a line that passes is ticked. */
function lineMarkdown(line: JudgedLine, locator: Locator): readonly string[] {
  const places = findingsOf(line).map(kept => locator.region(kept.finding.at)).map(at => code(`${at.file}:${String(at.line)}`));
  const where = places.length === 0 ? '' : ` (${places.slice(0, mostPlaces).join(', ')}${places.length > mostPlaces ? `, and ${String(places.length - mostPlaces)} more` : ''})`;
  return [
    `- [${line.status === 'pass' ? 'x' : ' '}] ${line.id} ${escaped(line.says)}: **${line.status}**${where}`,
    ...line.parts.map(part => `  - ${escaped(spellPart(part))}`),
  ];
}
