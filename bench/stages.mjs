/**
 * What each stage of one scan costs, in processor seconds of one thread, so that a busy machine changes little:
 *
 *   node bench/stages.mjs <folder>
 *
 * Prints one line of JSON. Summaries are made for rules that ask for them; here they are made for every function.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** `COLLAUDO_BUILT`: another build to measure. */
const built = process.env.COLLAUDO_BUILT ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
if (!existsSync(join(built, 'src'))) {
  console.error('there is nothing to measure yet: npm run build');
  process.exit(2);
}
const from = path => import(join(built, path));
const { discover } = await from('src/source/discover.js');
const { scopeOf } = await from('src/source/scope.js');
const { readSources } = await from('src/source/sources.js');
const { defaultLargestFile } = await from('src/source/read.js');
const { understand } = await from('src/understand.js');
const { link } = await from('src/link/program.js');
const { receiverType } = await from('src/languages/typescript/typed.js');
const { check } = await from('src/check/check.js');
const { nothingDeclared } = await from('src/rule/settings.js');
const { rules } = await from('rules/index.js');

const seconds = {};
let since = process.cpuUsage();
function lap(stage) {
  const { user, system } = process.cpuUsage(since);
  seconds[stage] = Number(((user + system) / 1e6).toFixed(2));
  since = process.cpuUsage();
}

const scope = scopeOf([process.argv[2] ?? '.'], process.cwd());
const sources = readSources(discover(scope, { base: scope.root, include: [], exclude: [] }), scope.root, defaultLargestFile);
lap('read');
const facts = [];
for (const file of sources.files) {
  const understood = await understand(file);
  if (understood.kind === 'facts') facts.push(understood.facts);
}
lap('understand');
const textBeside = path => { try { return readFileSync(join(scope.root, path), 'utf8'); } catch { return undefined; } };
const program = link(facts, sources.reading.texts, nothingDeclared, textBeside, receiverType);
lap('link');
let effects = 0;
let functions = 0;
for (const file of program.files) for (const fn of program.functionsOf(file)) {
  functions++;
  if (functions === 1) { program.summaryOf(fn); lap('summarise'); }
  if (functions % 16 === 0) effects += program.summaryOf(fn).effects.length;
}
lap('ask');
const perRule = {};
for (const rule of rules) {
  const before = process.cpuUsage();
  check(program, [{ rule, severity: undefined, options: rule.options?.parse({}) ?? {}, settings: nothingDeclared }]);
  perRule[rule.id] = process.cpuUsage(before).user / 1e6;
}
lap('check');
let lines = 0;
for (const text of sources.reading.texts.values()) for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
const slowest = Object.fromEntries(Object.entries(perRule).sort(([, one], [, other]) => other - one).slice(0, 5).map(([id, cost]) => [id, Number(cost.toFixed(2))]));
console.log(JSON.stringify({ files: facts.length, lines, functions, seconds, linkToUnderstand: ratio(seconds.link), summariseToUnderstand: ratio(seconds.summarise), slowest, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), effects }));

function ratio(part) {
  return Number((part / seconds.understand).toFixed(3));
}
