/** `collaudo explain <rule>`: a rule's page in the terminal. */
import { Chalk } from 'chalk';
import { Command } from 'commander';
import { rules } from '../../../rules/index.js';
import { unknownRule } from '../../config/configuration.js';
import { wrap } from '../../report/wrap.js';
import type { Rule } from '../../rule/rule.js';
import { rulePage, type PagePart } from '../../rule/page.js';
import { wantsColor, widthOf, type Surroundings } from '../surroundings.js';

export function explainCommand(around: Surroundings): Command {
  const command = new Command('explain')
    .description('say what a rule reports, why, and what to write instead')
    .argument('<rule>', 'the rule\'s id')
    .option('--no-color', 'no colours');
  return command.action((id: string) => {
    const rule = rules.find(one => one.id === id);
    if (!rule) throw unknownRule('', id, rules);
    const color = wantsColor(around.stdout, around.env, command.opts<{ color: boolean }>().color);
    around.stdout.write(page(rule, color, widthOf(around.stdout)));
  });
}

function page(rule: Rule, color: boolean, width: number): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const part = ({ title, text }: PagePart) => [chalk.bold(title), ...text.split('\n').flatMap(line => wrap(line, width - 2)).map(line => `  ${line}`), ''];
  return `${[chalk.cyan.bold(rule.id), '', ...rulePage(rule).flatMap(part)].join('\n')}`;
}
