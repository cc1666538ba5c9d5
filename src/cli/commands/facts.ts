/** `collaudo facts`: what was understood, to check collaudo's reading of a backend before trusting its verdict. */
import { Command } from 'commander';
import { UsageError } from '../../usage-error.js';
import { didYouMean } from '../../config/nearest.js';
import { understandProgram } from '../../run.js';
import { factKinds, factRows, isFactKind, type FactKind } from '../../report/facts.js';
import { exitCodes, type Finish } from '../exit.js';
import { table } from '../table.js';
import type { Surroundings } from '../surroundings.js';
import { scanRequest } from './scan.js';

interface FactsOptions { readonly json?: boolean; readonly config?: string; readonly jobs?: string }

export function factsCommand(around: Surroundings, finish: Finish): Command {
  const command = new Command('facts')
    .description('show what was understood: endpoints, SQL, queries, sessions, tables, functions and more')
    .argument('[kind]', `${factKinds.join(', ')}; all when left out`)
    .argument('[path]', 'a folder or file; the current folder when left out')
    .option('--json', 'as JSON')
    .option('--config <file>', 'the configuration to use')
    .option('--jobs <n>', 'threads')
    .option('--no-color', 'no colours');
  return command.action(async (first: string | undefined, second: string | undefined) => {
    const { kinds, path } = asked(first, second);
    finish(await facts(kinds, path, command.opts(), around));
  });
}

/** `facts`, `facts endpoints`, `facts src`, `facts endpoints src`. */
function asked(first: string | undefined, second: string | undefined): { readonly kinds: readonly FactKind[]; readonly path: string | undefined } {
  if (first === undefined) return { kinds: factKinds, path: undefined };
  if (isFactKind(first)) return { kinds: [first], path: second };
  if (second !== undefined) throw new UsageError(`there are no facts called "${first}"`, didYouMean(first, factKinds) ?? `there are ${factKinds.join(', ')}`);
  return { kinds: factKinds, path: first };
}

async function facts(kinds: readonly FactKind[], path: string | undefined, options: FactsOptions, around: Surroundings): Promise<number> {
  const scanOptions = { ...options, format: [], rule: [], only: [], color: false, progress: 'never' };
  const { program, reading, crashes } = await understandProgram(scanRequest(path === undefined ? [] : [path], scanOptions, around, () => undefined));
  for (const crash of crashes) around.stderr.write(`collaudo: ${crash.part}${crash.file === undefined ? '' : ` of ${crash.file}`} broke: ${crash.because}\n`);
  if (!program) return exitCodes.broken;
  const found = kinds.map(kind => ({ kind, rows: factRows(kind, program, reading.texts) }));
  if (options.json) around.stdout.write(`${JSON.stringify(Object.fromEntries(found.map(({ kind, rows }) => [kind, rows])), null, 2)}\n`);
  else around.stdout.write(found.map(({ kind, rows }) => `${kind} (${rows.length})\n${rows.length > 0 ? table(Object.keys(rows[0] ?? {}), rows.map(row => Object.values(row).map(cell))) : ''}`).join('\n'));
  return crashes.length > 0 ? exitCodes.broken : exitCodes.passed;
}

function cell(value: unknown): string {
  if (Array.isArray(value)) return value.map(cell).join(', ');
  const text = typeof value === 'string' ? value : value === null ? '-' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
