/** Commands promised for later: each says so itself, instead of being taken for a path to scan. */
import { Command } from 'commander';
import { UsageError } from '../../usage-error.js';

const names = ['init', 'baseline', 'merge'] as const;

export function laterCommands(): readonly Command[] {
  return names.map(name => new Command(name)
    .argument('[words...]')
    .allowUnknownOption()
    .action(() => {
      throw new UsageError(`\`collaudo ${name}\` is not available yet`, `to scan a folder of that name: collaudo scan ./${name}`);
    }));
}
