/** A rule's page as Markdown, with its first fixtures as examples. */
import { rulePage } from './page.js';
import type { Rule } from './rule.js';

/** A fixture's file name and text. */
export interface Example { readonly name: string; readonly text: string }

export function ruleDocument(rule: Rule, flags: Example | undefined, allows: Example | undefined): string {
  const parts = rulePage(rule).map(({ title, text }) => `## ${title}\n\n${title === 'Options' ? text.split('\n').map(line => `- ${line}`).join('\n') : text.replace(/\n/g, '  \n')}`);
  return `${[
    `# ${rule.id}`,
    '<!-- Made from the rule and its fixtures by `npm run docs`. -->',
    ...parts,
    ...(flags ? [`## Reported\n\n${fenced(flags)}`] : []),
    ...(allows ? [`## Fine\n\n${fenced(allows)}`] : []),
  ].join('\n\n')}\n`;
}

/** The list of all rules, each linked to its page. */
export function rulesDocument(rules: readonly Rule[]): string {
  const rows = rules.map(rule => `| [${rule.id}](${rule.id}.md) | ${rule.group} | ${rule.severity} | ${rule.tier} | ${rule.languages.join(', ')} | ${rule.summary} |`);
  return `${['# Rules', '', '<!-- Made from the rules by `npm run docs`. -->', '', '| rule | group | severity | tier | languages | reports |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n')}\n`;
}

const fenceNames: Readonly<Record<string, string>> = { rs: 'rust', py: 'python', ts: 'ts', tsx: 'tsx', js: 'js', sql: 'sql' };

/** Marks that fixtures carry become arrows: a reader wants to see which line is meant. */
function fenced({ name, text }: Example): string {
  const shown = text
    .replace(/\n[ \t]*(\/\/|#|--)[ \t]*expect-above:.*/g, '  $1 <- here')
    .replace(/[ \t]*(\/\/|#|--)[ \t]*expect:[^\n]*/g, '  $1 <- here')
    .trimEnd();
  return `\`\`\`${fenceNames[name.split('.').at(-1) ?? ''] ?? ''}\n${shown}\n\`\`\``;
}
