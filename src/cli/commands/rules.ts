/** `collaudo rules`: every rule, what it reads and whether it counts. */
import { Command } from 'commander';
import { rules } from '../../../rules/index.js';
import { table } from '../table.js';
import type { Surroundings } from '../surroundings.js';

export function rulesCommand(around: Surroundings): Command {
  const command = new Command('rules')
    .description('list the rules: severity, tier, languages')
    .option('--json', 'as JSON')
    .option('--no-color', 'no colours');
  return command.action(() => {
    const listed = rules.map(({ id, group, severity, tier, languages, summary }) => ({ id, group, severity, tier, languages, summary }));
    if (command.opts<{ json?: boolean }>().json) around.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    else around.stdout.write(table(['rule', 'severity', 'tier', 'languages', 'reports'], listed.map(rule => [rule.id, rule.severity, rule.tier, rule.languages.join(' '), rule.summary])));
  });
}
