/**
 * Scans every repository below a folder: counts per rule and repository, crashes, unread files, times; what another build answers differently.
 *
 *   npm run ecosystem -- --corpora <dir> [--against <other build dir>] [--out <file.json>] [--docs <page.md>] [--only <repository>,..]
 *                    [--build <build dir>] [--preview]
 *
 * --build is the build that is judged, this one unless named. A build dir has bin/collaudo.js and dist/, as this project after `npm run build`. It reports and never judges: always exit 0 when every scan ran.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { differences, printDifferences } from './ecosystem/differences.mjs';
import { page } from './ecosystem/page.mjs';
import { scan } from './ecosystem/scan.mjs';

const { values } = parseArgs({
  options: {
    corpora: { type: 'string' }, against: { type: 'string' }, out: { type: 'string' }, docs: { type: 'string' },
    only: { type: 'string' }, build: { type: 'string' }, preview: { type: 'boolean', default: false },
  },
});
const build = values.build ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const corpora = values.corpora ?? process.env.COLLAUDO_CORPORA;
if (corpora === undefined) {
  console.error('name the folder with the repositories: --corpora <dir>');
  process.exit(2);
}

const wanted = values.only?.split(',');
const repositories = readdirSync(corpora, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && (wanted === undefined || wanted.includes(entry.name)))
  .map(entry => entry.name).sort();

const results = [];
for (const name of repositories) {
  const folder = join(corpora, name);
  const result = { name, ...await scan(build, folder, values.preview) };
  console.error(line(result));
  if (values.against !== undefined) {
    const before = await scan(values.against, folder, values.preview);
    result.differences = differences(before.findings, result.findings);
    result.before = { seconds: before.seconds, failed: before.failed };
  }
  results.push(result);
}

console.log(summary(results));
if (values.against !== undefined) printDifferences(results, corpora);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`);
if (values.docs !== undefined) writeFileSync(values.docs, page(results));
if (results.some(result => result.failed !== undefined)) process.exitCode = 2;

function line({ name, findings, crashed, unread, seconds, failed }) {
  if (failed !== undefined) return `${name}: ${failed}`;
  return `${name}: ${findings.length} findings, ${crashed.length} crashes, ${unread.length} unread, ${seconds.toFixed(1)} s`;
}

/** Findings of all repositories per rule, the most frequent first. */
function summary(all) {
  const counts = new Map();
  for (const { rule } of all.flatMap(result => result.findings)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([rule, count]) => `${String(count).padStart(6)}  ${rule}`);
  const crashes = all.flatMap(result => result.crashed.map(crash => `${result.name}: ${JSON.stringify(crash)}`));
  return [`${all.length} repositories, ${all.reduce((sum, result) => sum + result.findings.length, 0)} findings`, ...rules, ...(crashes.length > 0 ? ['crashes:', ...crashes] : [])].join('\n');
}
