/** The page that accounts for every line of every document: where it stands and who judges it. */
import type { Checklist, Line } from '../../checklist/checklist.js';
import type { Rule } from '../../rule/rule.js';
import { mainJudgeOf, spellJudge, type MainJudge } from './catalogue.js';

const judges: readonly MainJudge[] = ['stable rule', 'preview rule', 'rule to come', 'evidence', 'person'];

export function checklistsDocument(checklists: readonly Checklist[], rules: readonly Rule[]): string {
  const byId = new Map(rules.map(rule => [rule.id, rule]));
  return `${[
    '# Checklists',
    '<!-- Made from the checklists by `npm run docs`. -->',
    'Every line of the five documents and who decides it: the first judge named, helped by the others. A rule in preview is shown and ticks nothing; a rule to come leaves its line to a person.',
    counts(checklists, byId),
    ...checklists.flatMap(checklist => documentPart(checklist, byId)),
  ].join('\n\n')}\n`;
}

function counts(checklists: readonly Checklist[], rules: ReadonlyMap<string, Rule>): string {
  const row = (name: string, lines: readonly Line[]): string => {
    const mains = lines.map(line => mainJudgeOf(line, rules));
    return `| ${[name, lines.length, ...judges.map(judge => mains.filter(main => main === judge).length), share(mains)].join(' | ')} |`;
  };
  const all = checklists.flatMap(linesOf);
  return [
    `| document | lines | ${judges.join(' | ')} | of what rules can judge, stable |`,
    `| --- |${' --: |'.repeat(judges.length + 2)}`,
    ...checklists.map(one => row(`[${one.id}](#${one.id})`, linesOf(one))),
    row('all', all),
  ].join('\n');
}

/** Of the lines a rule decides, those a stable one does. */
function share(mains: readonly MainJudge[]): string {
  const byRule = mains.filter(main => main.includes('rule'));
  return byRule.length === 0 ? '-' : `${Math.round((100 * byRule.filter(main => main === 'stable rule').length) / byRule.length)} %`;
}

function documentPart(checklist: Checklist, rules: ReadonlyMap<string, Rule>): readonly string[] {
  const rows = checklist.sections.flatMap(section => section.lines.map(line =>
    `| ${[line.id, line.at, section.title, line.says, line.judges.map(judge => spellJudge(judge, checklist, rules)).join('; ')].map(cell).join(' | ')} |`));
  const off = Object.entries(checklist.rules ?? {}).filter(([, meaning]) => meaning.severity === 'off').map(([id]) => `\`${id}\``);
  return [
    `## ${checklist.id}`,
    `${checklist.title}: ${checklist.summary}.${off.length > 0 ? ` Off in it: ${off.join(', ')}.` : ''}`,
    ['| line | in the document | section | says | judged by |', '| --- | --: | --- | --- | --- |', ...rows].join('\n'),
  ];
}

function cell(value: string | number): string {
  return String(value).replaceAll('|', '\\|');
}

function linesOf(checklist: Checklist): readonly Line[] {
  return checklist.sections.flatMap(section => section.lines);
}
