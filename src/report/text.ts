/** The report for a person at a terminal: findings by file, then a summary that can be read alone. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Severity } from '../findings/finding.js';
import type { Outcome } from '../findings/outcome.js';
import { codeFrame, printable } from './frame.js';
import { Locator, type Located } from './located.js';
import { summary } from './summary.js';
import { wrap } from './wrap.js';

export interface TextStyle {
  readonly color: boolean;
  readonly width: number;
  /** Only errors and the verdict. */
  readonly quiet: boolean;
}

export function textReport(outcome: Outcome, style: TextStyle): string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const locator = new Locator(outcome);
  const shown = outcome.kept.filter(kept => !style.quiet || kept.finding.severity === 'error').map(kept => locator.locate(kept));
  const explained = new Set<string>();
  const lines: string[] = [];
  let file: string | undefined;
  for (const located of shown) {
    if (located.at.file !== file) lines.push(chalk.underline.bold(located.at.file), '');
    file = located.at.file;
    lines.push(...findingLines(located, { outcome, locator, chalk, style, explained }), '');
  }
  return `${[...lines, ...summary(outcome, chalk, style)].map(line => line.trimEnd()).join('\n')}\n`;
}

interface Drawing {
  readonly outcome: Outcome;
  readonly locator: Locator;
  readonly chalk: ChalkInstance;
  readonly style: TextStyle;
  /** Rules whose reason was already given: it is said once. */
  readonly explained: Set<string>;
}

function findingLines(located: Located, { outcome, locator, chalk, style, explained }: Drawing): readonly string[] {
  const { finding, at } = located;
  const paint = colorOf(chalk, finding.severity);
  const preview = finding.tier === 'preview' ? chalk.dim(' (preview: does not fail the gate)') : '';
  const head = `  ${chalk.bold(`${at.file}:${at.line}:${at.column}`)}  ${paint(finding.severity)}  ${chalk.cyan(finding.rule)}${preview}`;
  const message = wrap(printable(finding.message), style.width - 4).map(line => `    ${line}`);
  const frame = codeFrame(locator.lines.of(at.file), at, { gutter: chalk.dim, mark: paint, width: style.width - 4 }).map(line => `    ${line}`);
  const steps = located.path.map(step => `${step.at.file}:${step.at.line}  ${printable(step.message)}`);
  const why = explained.has(finding.rule) ? undefined : outcome.rules.find(rule => rule.id === finding.rule)?.why;
  explained.add(finding.rule);
  return [
    head, ...message, ...frame,
    ...labelled('path', steps, chalk, style.width),
    ...labelled('why', why === undefined ? [] : [why], chalk, style.width),
    ...labelled('instead', [finding.instead], chalk, style.width),
  ];
}

/** A label once, its lines beside it. */
function labelled(label: string, texts: readonly string[], chalk: ChalkInstance, width: number): readonly string[] {
  const indent = 12;
  return texts
    .flatMap(text => wrap(text, width - indent))
    .map((line, index) => `    ${chalk.dim((index === 0 ? label : '').padEnd(indent - 4))}${line}`);
}

export function colorOf(chalk: ChalkInstance, severity: Severity): ChalkInstance {
  switch (severity) {
    case 'error': return chalk.red;
    case 'warning': return chalk.yellow;
    case 'note': return chalk.blue;
  }
}
