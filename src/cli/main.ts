/** The command line: reads the arguments, runs one command, answers with an exit code. */
import { Command, CommanderError } from 'commander';
import { Chalk } from 'chalk';
import { UsageError } from '../usage-error.js';
import { version } from '../version.js';
import { checklistCommand } from './commands/checklist.js';
import { explainCommand } from './commands/explain.js';
import { factsCommand } from './commands/facts.js';
import { laterCommands } from './commands/later.js';
import { recordCommand } from './commands/record.js';
import { rulesCommand } from './commands/rules.js';
import { scanCommand } from './commands/scan.js';
import { exitCodes, type Finish } from './exit.js';
import { wantsColor, type Surroundings } from './surroundings.js';

/** Runs one command line, without the program's name, and gives the exit code. Never throws. */
export async function main(args: readonly string[], around: Surroundings): Promise<number> {
  let code: number = exitCodes.passed;
  const program = commandLine(around, answer => { code = answer; });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return answerTo(error, around, args.includes('--no-color'));
  }
}

function commandLine(around: Surroundings, finish: Finish): Command {
  const program = new Command('collaudo')
    .description('Makes backend checklists executable: reads Rust, Python, TypeScript and SQL as one backend and passes or fails it with evidence.')
    .version(version, '-V, --version')
    .addHelpText('after', '\n`collaudo scan --help` lists the options of a scan.\nExit: 0 the gate passes, 1 it fails, 2 something is wrong with the command, the configuration or collaudo itself.');
  program.addCommand(scanCommand(around, finish), { isDefault: true });
  program.addCommand(rulesCommand(around));
  program.addCommand(explainCommand(around));
  program.addCommand(factsCommand(around, finish));
  program.addCommand(checklistCommand(around));
  program.addCommand(recordCommand(around, finish));
  for (const command of laterCommands()) program.addCommand(command, { hidden: true });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showSuggestionAfterError().configureOutput({
      writeOut: text => around.stdout.write(text),
      // What commander complains about is caught below and said in one voice with everything else.
      writeErr: () => undefined,
    });
  }
  return program;
}

function answerTo(error: unknown, around: Surroundings, colorless: boolean): number {
  const chalk = new Chalk({ level: wantsColor(around.stderr, around.env, !colorless) ? 1 : 0 });
  const say = (message: string, hint?: string) => {
    around.stderr.write(`${chalk.red('collaudo:')} ${message}\n${hint === undefined ? '' : `${chalk.dim(`  ${hint}`)}\n`}`);
    return exitCodes.broken;
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.passed;
    const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
    return say(message, suggestion?.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean $1?') ?? 'run `collaudo scan --help` for what there is');
  }
  if (error instanceof UsageError) return say(error.message, error.hint);
  // Neither the user nor the judged code: collaudo itself is broken, and says so with the trace a bug report needs.
  return say(`internal error: ${error instanceof Error ? error.stack ?? error.message : String(error)}`, 'please report this');
}
