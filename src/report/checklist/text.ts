/** The checklist report for a terminal: every line of every document with what became of it, by whom, and where it fails. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { JudgedChecklist, JudgedLine, JudgedSection, LineStatus } from '../../findings/judged-checklist.js';
import type { Outcome } from '../../findings/outcome.js';
import { printable } from '../frame.js';
import { Locator } from '../located.js';
import { summary } from '../summary.js';
import type { TextStyle } from '../text.js';
import { wrap } from '../wrap.js';
import { findingsOf, spellPart, spellStatuses } from './wording.js';

/** Places beyond these add nothing to the line's verdict; the text report has them all. */
const mostPlaces = 5;

export function checklistReport(outcome: Outcome, style: TextStyle): string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const drawing = { chalk, style, locator: new Locator(outcome) };
  const documents = outcome.checklists.flatMap(checklist => documentLines(checklist, drawing));
  const none = outcome.checklists.length === 0 ? ['No checklist is active: name one with --checklist, or set `checklists` in collaudo.jsonc (`collaudo checklist` lists them).', ''] : [];
  return `${[...documents, ...none, ...summary(outcome, chalk, style)].map(line => line.trimEnd()).join('\n')}\n`;
}

interface Drawing { readonly chalk: ChalkInstance; readonly style: TextStyle; readonly locator: Locator }

function documentLines(checklist: JudgedChecklist, drawing: Drawing): readonly string[] {
  const { chalk, style } = drawing;
  const sections = checklist.sections.flatMap(section => sectionLines(section, drawing));
  return [
    chalk.bold.underline(`${checklist.title} (${checklist.document})`),
    ...wrap(`${checklist.because}; ${spellStatuses(checklist)}`, style.width - 2).map(line => chalk.dim(`  ${line}`)),
    '', ...sections,
  ];
}

function sectionLines(section: JudgedSection, drawing: Drawing): readonly string[] {
  const shown = section.lines.filter(line => !drawing.style.quiet || line.status === 'fail');
  return shown.length === 0 ? [] : [`  ${drawing.chalk.bold(section.title)}`, ...shown.flatMap(line => judgedLine(line, drawing)), ''];
}

/** As wide as the longest status word. */
const statusWidth = 16;

function judgedLine(line: JudgedLine, { chalk, style, locator }: Drawing): readonly string[] {
  const indent = ' '.repeat(statusWidth + 5);
  const [first = '', ...more] = wrap(`${line.id}  ${line.says}`, style.width - indent.length);
  const said = [...line.parts.map(spellPart), ...(line.note === undefined ? [] : [line.note])].flatMap(text => wrap(printable(text), style.width - indent.length));
  const found = findingsOf(line);
  const places = found.slice(0, mostPlaces).map(kept => {
    const { file, line: number } = locator.region(kept.finding.at);
    return `${file}:${number}  ${printable(kept.finding.message)}`;
  });
  const rest = found.length > mostPlaces ? [`and ${found.length - mostPlaces} more`] : [];
  return [
    `    ${colorOf(chalk, line.status)(line.status.padEnd(statusWidth))} ${first}`,
    ...more.map(text => `${indent}${text}`),
    ...said.map(text => chalk.dim(`${indent}${text}`)),
    ...[...places, ...rest].flatMap(text => wrap(text, style.width - indent.length - 2)).map(text => `${indent}  ${text}`),
  ];
}

function colorOf(chalk: ChalkInstance, status: LineStatus): ChalkInstance {
  switch (status) {
    case 'pass': return chalk.green;
    case 'fail': return chalk.red;
    case 'partly': return chalk.yellow;
    case 'no evidence': case 'a person decides': return chalk.blue;
    case 'not applicable': return chalk.dim;
  }
}
