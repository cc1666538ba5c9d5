/** `collaudo scan`: judges what the paths hold and answers with the gate's verdict. */
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { checklists } from '../../../checklists/index.js';
import { rules } from '../../../rules/index.js';
import { run, type ScanRequest } from '../../run.js';
import { defaultLargestFile } from '../../source/read.js';
import { UsageError } from '../../usage-error.js';
import { exitCodes, type Finish } from '../exit.js';
import { wantedFormats, writeReports } from '../formats.js';
import { failOn, namedRules, onlyRules, wholeNumber } from '../options.js';
import { writeTicks } from '../ticks.js';
import { progressChoice, progressOn } from '../progress.js';
import type { Surroundings } from '../surroundings.js';

export interface ScanOptions {
  readonly format: readonly string[];
  readonly config?: string;
  readonly checklist?: readonly string[];
  readonly evidence?: readonly string[];
  readonly ticks?: string;
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly preview?: boolean;
  readonly failOn?: string;
  readonly maxWarnings?: string;
  readonly jobs?: string;
  readonly quiet?: boolean;
  readonly color: boolean;
  readonly progress: string;
  readonly strict?: boolean;
  readonly maxFileSize?: string;
  readonly timings?: boolean;
  readonly since?: string;
}

/** Promised by the contract and not there yet: refused, because ignoring them would pass a gate that was asked for more. */
const notYet: readonly (readonly [flags: string, description: string])[] = [
  ['--staged', 'judge what is staged'],
  ['--baseline <file>', 'known findings do not fail'],
  ['--update-baseline', 'write the baseline'],
  ['--cache-dir <dir>', 'where to keep what was understood'],
  ['--shard <i/n>', 'judge one part of the files'],
];

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function scanCommand(around: Surroundings, finish: Finish): Command {
  const command = new Command('scan')
    .description('judge a backend; the default command')
    .argument('[paths...]', 'folders and files; the current folder when left out')
    .option('--format <name[=file]>', 'text, json, sarif, markdown, checklist or handoff; repeatable, each to its own file', collect, [])
    .option('--config <file>', 'default: collaudo.json(c), collaudo.toml or package.json#collaudo, found upward from the path')
    .option('--checklist <name|file.md>', 'judge this checklist: a name (`collaudo checklist` lists them) or a Markdown file; repeatable', collect, [])
    .option('--evidence <file>', 'results of other tools, or a folder of them: JUnit, LCOV, Cobertura, cargo JSON, SARIF, k6, audits, query times, records of `collaudo record`; repeatable', collect, [])
    .option('--ticks <copy.md>', 'write a copy of your Markdown checklist with its boxes ticked as judged')
    .option('--rule <id[:severity]>', 'turn a rule on, or set it to off, warn or error; repeatable', collect, [])
    .option('--only <ids>', 'run only these rules', collect, [])
    .option('--preview', 'run every rule, those in preview too, which never fail the gate')
    .option('--since <ref>', 'only what changed since this branch, tag or commit counts; the whole program is still understood')
    .option('--fail-on <severity>', 'error, warning or never (default: error)')
    .option('--max-warnings <n>', 'fail when there are more warnings')
    .option('--strict', 'fail when a file cannot be read')
    .option('--jobs <n>', 'threads (default: as many as pay off)')
    .option('--quiet', 'show only errors and the verdict')
    .option('--no-color', 'no colours')
    .option('--progress <when>', 'auto, always or never', 'auto')
    .option('--max-file-size <bytes>', 'larger files are not read (default: 2 MB)')
    .option('--timings', 'add how long each stage took to the JSON report')
    .option('--no-cache', 'understand every file anew (nothing is cached yet)');
  for (const [flags, description] of notYet) command.addOption(new Option(flags, description).hideHelp());
  return command.action(async (paths: readonly string[]) => finish(await scan(paths, command.opts(), around)));
}

export async function scan(paths: readonly string[], options: ScanOptions, around: Surroundings): Promise<number> {
  refuseWhatIsNotThere(options);
  const wanted = wantedFormats(options.format);
  const progress = progressOn(around, progressChoice(options.progress));
  try {
    const outcome = await run(scanRequest(paths, options, around, progress.show));
    progress.clear();
    writeReports(outcome, wanted, around, { color: options.color, quiet: options.quiet ?? false });
    if (options.ticks !== undefined) writeTicks(outcome, options.ticks, around);
    return outcome.crashes.length > 0 ? exitCodes.broken : outcome.verdict.passed ? exitCodes.passed : exitCodes.failed;
  } finally {
    progress.clear();
  }
}

export function scanRequest(paths: readonly string[], options: ScanOptions, around: Surroundings, onProgress: ScanRequest['onProgress']): ScanRequest {
  return {
    paths,
    cwd: around.cwd,
    configFile: options.config === undefined ? undefined : resolve(around.cwd, options.config),
    rules,
    checklists: { builtIn: checklists, named: options.checklist ?? [], detect: options.only.length === 0 },
    selection: { only: onlyRules(options.only, rules), named: namedRules(options.rule, rules), preview: options.preview ?? false },
    gate: {
      ...(options.failOn !== undefined && { failOn: failOn(options.failOn) }),
      ...(options.maxWarnings !== undefined && { maxWarnings: wholeNumber('--max-warnings', options.maxWarnings, 0) }),
      ...(options.strict === true && { strict: true }),
    },
    jobs: options.jobs === undefined ? undefined : wholeNumber('--jobs', options.jobs, 1),
    largestFile: options.maxFileSize === undefined ? defaultLargestFile : wholeNumber('--max-file-size', options.maxFileSize, 1),
    timed: options.timings ?? false,
    evidence: options.evidence ?? [],
    since: options.since,
    onProgress,
  };
}

function refuseWhatIsNotThere(options: object): void {
  for (const [flags] of notYet) {
    const option = new Option(flags);
    if (option.attributeName() in options) throw new UsageError(`${option.long ?? flags} is not available yet`, 'leave it out; the scan then judges everything that was named');
  }
}
