/** `collaudo checklist`: the documents' checklists, what judges each line, and ties for a team's own document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { checklists } from '../../../checklists/index.js';
import { rules } from '../../../rules/index.js';
import type { Checklist, Line } from '../../checklist/checklist.js';
import { isMarkdown } from '../../checklist/activate.js';
import { suggestTies } from '../../checklist/markdown/suggest.js';
import { teamChecklist } from '../../checklist/markdown/team.js';
import { didYouMean } from '../../config/nearest.js';
import { spellJudge } from '../../report/checklist/catalogue.js';
import { wrap } from '../../report/wrap.js';
import { UsageError } from '../../usage-error.js';
import { table } from '../table.js';
import { widthOf, type Surroundings } from '../surroundings.js';

const byId = new Map(rules.map(rule => [rule.id, rule]));
const ruleIds = rules.map(rule => rule.id);

export function checklistCommand(around: Surroundings): Command {
  const command = new Command('checklist')
    .description('the checklists, what judges each line, and ties for a document of your own')
    .argument('[name]', 'a checklist, a line such as B51, or a Markdown file; all checklists when left out')
    .option('--suggest <file.md>', 'write into your document, behind each line, what its words suggest it is judged by')
    .option('--dry-run', 'with --suggest: say what would be written, and write nothing')
    .option('--no-color', 'no colours');
  return command.action((name: string | undefined) => {
    const { suggest, dryRun } = command.opts<{ suggest?: string; dryRun?: boolean }>();
    if (suggest !== undefined) suggestInto(suggest, dryRun ?? false, around);
    else around.stdout.write(answerTo(name, around));
  });
}

function answerTo(name: string | undefined, around: Surroundings): string {
  if (name === undefined) return table(['checklist', 'lines', 'document', 'for'], checklists.map(one => [one.id, String(linesOf(one).length), one.document, one.summary]));
  const named = isMarkdown(name) ? teamChecklist(name, textOf(name, around), ruleIds) : checklists.find(one => one.id === name);
  if (named) return page(named, linesOf(named), around);
  const explained = checklists.flatMap(one => linesOf(one).filter(line => line.id.toLowerCase() === name.toLowerCase()).map(line => ({ one, line })));
  const [found] = explained;
  if (!found) throw new UsageError(`there is no checklist or line called "${name}"`, didYouMean(name, checklists.map(one => one.id)) ?? 'run `collaudo checklist` to list them; lines are called F1, B51, A38 ...');
  return page(found.one, [found.line], around);
}

function page(checklist: Checklist, shown: readonly Line[], around: Surroundings): string {
  const width = widthOf(around.stdout);
  const sections = checklist.sections.map(section => ({ ...section, lines: section.lines.filter(line => shown.includes(line)) })).filter(section => section.lines.length > 0);
  return `${[
    `${checklist.title} (${checklist.document}): ${checklist.summary}`,
    ...sections.flatMap(section => ['', section.title, ...section.lines.flatMap(line => lineText(line, checklist, width))]),
  ].join('\n')}\n`;
}

function lineText(line: Line, checklist: Checklist, width: number): readonly string[] {
  const indent = ' '.repeat(8);
  const under = (text: string): readonly string[] => wrap(text, width - indent.length).map(one => `${indent}${one}`);
  return [
    `  ${line.id.padEnd(5)} ${line.says} (line ${String(line.at)})`,
    ...line.judges.flatMap(judge => under(spellJudge(judge, checklist, byId))),
    ...[line.note, line.proposed].flatMap(text => (text === undefined ? [] : under(text))),
  ];
}

function suggestInto(file: string, dry: boolean, around: Surroundings): void {
  const { text, tied, kept, unjudged } = suggestTies(textOf(file, around), ruleIds);
  if (tied.length + kept.length + unjudged.length === 0) throw new UsageError(`${file}: there is no line to judge in it`, 'write task items (`- [ ] ...`), or bullets under a heading such as "Checklist" or "Acceptance criteria"');
  if (!dry) writeFileSync(resolve(around.cwd, file), text);
  around.stdout.write(`${[
    ...(tied.length > 0 ? [`${dry ? 'would tie' : 'tied'}; read them, and change what is not meant:`, ...tied.map(({ item, proposal }) => `  ${file}:${String(item.line)}  ${item.text}\n      ${proposal.judges.join(', ')}  because of ${proposal.because}`)] : []),
    ...(kept.length > 0 ? [`${String(kept.length)} tied before, left as they are`] : []),
    ...(unjudged.length > 0 ? ['nothing here judges:', ...unjudged.map(item => `  ${file}:${String(item.line)}  ${item.text}`)] : []),
  ].join('\n')}\n`);
}

function linesOf(checklist: Checklist): readonly Line[] {
  return checklist.sections.flatMap(section => section.lines);
}

function textOf(file: string, around: Surroundings): string {
  try {
    return readFileSync(resolve(around.cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, 'name a Markdown file by its path from here');
  }
}
