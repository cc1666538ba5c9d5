/**
 * Compares a cold `collaudo scan` with ast-grep on the same tree, in the same run: seconds, lines per second, peak memory.
 *
 *   npm run bench -- [--corpora <dir>] [--lines 300000] [--runs 3] [--json <file>] [--keep]
 *                    [--collaudo "<command>"]   another command in collaudo's place; {} is the tree
 *
 * Beside them stands what linking and summarising cost in proportion to understanding the same files: those grow with the program, not with its files.
 *
 * It reports and never judges: machines differ.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './measure.mjs';
import { asTable } from './table.mjs';
import { buildTree } from './tree.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    corpora: { type: 'string' }, lines: { type: 'string', default: '300000' }, runs: { type: 'string', default: '3' },
    json: { type: 'string' }, collaudo: { type: 'string' }, keep: { type: 'boolean', default: false },
  },
});

if (!values.collaudo && !existsSync(join(here, '..', 'dist', 'src'))) {
  console.error('there is nothing to measure yet: npm run build');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'collaudo-bench-'));
try {
  const tree = buildTree(folder, Number(values.lines), values.corpora ?? process.env.COLLAUDO_CORPORA);
  console.error(`${tree.lines} lines in ${tree.files} files (${tree.from})`);
  const tools = [
    { name: 'collaudo', command: collaudoCommand() },
    { name: 'ast-grep', command: [astGrepBinary(), 'scan', '--config', join(here, 'ast-grep', 'sgconfig.yml'), '--json=stream', folder] },
  ];
  const results = await compare(tools, tree);
  console.log(asTable(tree, results));
  // Another command in collaudo's place has no such stages.
  const stages = values.collaudo ? undefined : JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=8192', join(here, 'stages.mjs'), folder], { encoding: 'utf8' }));
  if (stages) console.log(`\nlink / understand ${stages.linkToUnderstand}, summarise / understand ${stages.summariseToUnderstand} (processor seconds: ${Object.entries(stages.seconds).map(([stage, seconds]) => `${stage} ${seconds}`).join(', ')})`);
  const report = { node: process.version, processors: cpus().length, processor: cpus()[0]?.model, tree, results, stages };
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  else console.log(JSON.stringify(report));
} finally {
  if (values.keep) console.error(`the tree stays in ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

/** Runs take turns, so that a busy minute of the machine hits both. */
async function compare(tools, tree) {
  const runs = new Map(tools.map(tool => [tool.name, []]));
  for (let round = 0; round < Number(values.runs); round++) {
    for (const { name, command } of tools) {
      const run = await measure(command, folder);
      console.error(`${name}: ${run.seconds.toFixed(2)} s, exit ${run.exit}`);
      if (run.exit !== 0 && run.exit !== 1) console.error(run.errors.slice(0, 2_000));
      runs.get(name).push(run);
    }
  }
  return tools.map(({ name }) => summary(name, runs.get(name), tree));
}

function summary(name, runs, tree) {
  const seconds = median(runs.map(run => run.seconds));
  const peaks = runs.flatMap(run => run.peakBytes ?? []);
  return {
    name, seconds, allSeconds: runs.map(run => run.seconds), linesPerSecond: Math.round(tree.lines / seconds),
    peakBytes: peaks.length > 0 ? median(peaks) : undefined, exits: runs.map(run => run.exit), findings: findingsIn(runs[0]?.output ?? ''),
  };
}

/** collaudo prints one JSON report, ast-grep one object a line. */
function findingsIn(output) {
  try {
    const report = JSON.parse(output);
    return Array.isArray(report.findings) ? report.findings.length : undefined;
  } catch {
    return output.split('\n').filter(line => line.startsWith('{')).length;
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function collaudoCommand() {
  if (values.collaudo) return values.collaudo.split(' ').map(word => (word === '{}' ? folder : word));
  return [process.execPath, join(here, '..', 'bin', 'collaudo.js'), 'scan', '--no-cache', '--format', 'json', folder];
}

/** The platform's package holds the binary; the wrapper package only links it when its install script may run. */
function astGrepBinary() {
  const libc = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : '';
  const require = createRequire(createRequire(import.meta.url).resolve('@ast-grep/cli/package.json'));
  const binary = process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep';
  return join(dirname(require.resolve(`@ast-grep/cli-${process.platform}-${process.arch}${libc}/package.json`)), binary);
}
