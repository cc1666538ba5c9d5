/** `collaudo record -- <command>`: runs what the user typed and keeps how it ended, as evidence for a scan. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import spawn from 'cross-spawn';
import { Command } from 'commander';
import { commandRecord, type CommandRecord } from '../../evidence/formats/command-record.js';
import { recordName, withoutSecrets } from '../../evidence/record-name.js';
import { headCommit, repositoryAround } from '../../source/git.js';
import { headOf, isDirty } from '../../source/head.js';
import { UsageError } from '../../usage-error.js';
import type { Finish } from '../exit.js';
import type { Surroundings } from '../surroundings.js';

const help = `
The command runs as it would alone: same input, output and exit code. Its words, exit code, start, duration, the commit
checked out and whether anything was uncommitted are written as JSON; values that look like secrets are left out.

  collaudo record -- cargo clippy -- -D warnings
  collaudo record -- alembic upgrade head
  collaudo record -- curl --fail http://localhost:8000/health
  collaudo record --to ci/smoke.json -- hurl --test smoke.hurl
  collaudo scan --evidence .collaudo/records

No shell is involved: for &&, pipes or variables write  collaudo record -- sh -c "..."`;

export function recordCommand(around: Surroundings, finish: Finish): Command {
  const command = new Command('record')
    .description('run a command and keep how it ended, as evidence for a scan')
    .argument('<command...>', 'the command and its words, behind --')
    .option('--to <file>', 'where the record goes (default: .collaudo/records/<command>.json)')
    .addHelpText('after', help);
  return command.action(async (words: readonly string[]) => finish(await record(words, command.opts<{ to?: string }>().to, around)));
}

async function record(words: readonly string[], to: string | undefined, around: Surroundings): Promise<number> {
  const kept = withoutSecrets(words);
  const target = to ?? join('.collaudo', 'records', `${recordName(kept)}.json`);
  const file = resolve(around.cwd, target);
  refuseToOverwrite(file, target);
  const state = stateOf(around.cwd, file);
  const at = new Date();
  const { exit } = await run(words, around);
  const seconds = Math.round((Date.now() - at.getTime()) / 10) / 100;
  write(file, target, { command: spell(kept), words: [...kept], exit, ...state, at: at.toISOString(), seconds });
  if (to === undefined) keepOutOfGit(dirname(file));
  around.stderr.write(`collaudo: recorded in ${sep === '/' ? target : target.split(sep).join('/')}\n`);
  return exit;
}

/** As it is before the command runs: that is what the command speaks about. */
function stateOf(cwd: string, file: string): Pick<CommandRecord, 'commit' | 'dirty'> {
  const answer = headOf(cwd);
  const repository = repositoryAround(cwd);
  if (answer.kind === 'none' || !repository) return { commit: null };
  // Without git its files still say which commit it is.
  const commit = answer.kind === 'head' ? answer.head.commit : headCommit(repository);
  if (commit === undefined) throw new UsageError(`the commit checked out cannot be told: ${answer.kind === 'unknown' ? answer.because : ''}`, 'a record that names no commit could not become stale, so nothing was run');
  const dirty = isDirty(repository.top, [file]);
  return { commit, ...(dirty !== undefined && { dirty }) };
}

function refuseToOverwrite(file: string, named: string): void {
  if (!existsSync(file)) return;
  let held: unknown;
  try {
    held = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not JSON, or a folder: no record either way.
    held = undefined;
  }
  if (!commandRecord.safeParse(held).success) throw new UsageError(`${named} exists and is no command record, so it is not overwritten`, 'name another file with --to; nothing was run');
}

/** Ends as the command ends; a signal counts as shells count it. */
function run(words: readonly string[], around: Surroundings): Promise<{ readonly exit: number }> {
  const [name = '', ...rest] = words;
  return new Promise((done, fail) => {
    const child = spawn(name, rest, { cwd: around.cwd, stdio: 'inherit', env: { ...process.env, ...around.env } });
    // The terminal sends Ctrl-C to both: the command decides what it means, and the record is written either way.
    const pass = (signal: NodeJS.Signals) => { if (signal !== 'SIGINT') child.kill(signal); };
    const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const settle = () => { for (const signal of signals) process.off(signal, pass); };
    child.on('error', error => {
      settle();
      const code = 'code' in error ? String(error.code) : error.message;
      fail(new UsageError(code === 'ENOENT' ? `there is no command "${name}"` : `"${name}" cannot be started (${code})`, 'nothing was run, so nothing is recorded'));
    });
    child.on('close', (code, signal) => {
      settle();
      done({ exit: code ?? 128 + signalNumber(signal) });
    });
  });
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}

function write(file: string, named: string, made: CommandRecord): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`the command exited with ${made.exit}, but its record cannot be written to ${named} (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}

/** Records are about one work tree and stale with the next commit. */
function keepOutOfGit(folder: string): void {
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** As it could be typed again. */
function spell(words: readonly string[]): string {
  return words.map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'\\\'\'')}'`)).join(' ');
}
