import { z } from 'zod';
import { matchesName } from '../../src/rule/patterns.js';
import { defineRule, kindOf, partsWithCalls, wholeProgram, type App, type CallRef, type Program, type Report, type Value } from '../../src/rule/index.js';
import { callsAtStart, startUpOf } from './start-up.js';

const usual = ['get_license_info', 'check_license', 'verify_license', 'validate_license', 'require_license'];
const options = z.strictObject({
  /** Names (globs) of the functions that tell whether the licence holds. Empty: the usual ones, where the program knows one of them or uses a package with protected logic. */
  check: z.array(z.string().min(1)).default([]),
  /** Whether the health check has to show it too. */
  health: z.boolean().default(true),
});

/** What fails by itself when the licence has ended; the others only answer. */
const fails = /^(?:check|verify|validate|require|ensure|assert)_/;
const ends = /^(?:exit|_exit|quit|abort)$/;

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-license-check',
  group: 'code',
  severity: 'error',
  tier: 'preview',
  languages: ['python'],
  summary: 'The application starts without checking the licence of its core, or goes on when it has ended.',
  why: 'An installation without a licence works until somebody calls the core, and then fails in the middle of the work.',
  instead: 'ask for the licence in the start-up, raise when its status is expired, and show it in the health check',
  limits: 'Judged where the function is declared, or where the program uses one of the usual names or a package declared for protected logic. A function called `check_...` or `verify_...` is taken to raise by itself. In preview: no open repository with such a core was found; seeded in real applications, what only logs or swallows the answer is missed in some.',
  options,
  look: wholeProgram(),
  check(program, _, report, options) {
    const names = options.check.length > 0 ? options.check : usual;
    const checks = (call: CallRef): boolean => matchesName(names, called(call));
    const production = program.files.filter(one => one.language === 'python' && one.role === 'production');
    const owners = program.settings.protectedLogic.map(one => one.from);
    const isUsed = production.some(file => program.calls(file).some(checks) || file.imports.some(one => owners.some(owner => one.module === owner || one.module.startsWith(`${owner}.`))));
    if (options.check.length === 0 && !isUsed) return;
    for (const app of program.apps) {
      if (program.roleAt(app.at) !== 'production' || program.file(app.at.file)?.language !== 'python') continue;
      judgeStart(app, checks, program, report, names);
      if (options.health) judgeHealth(app, checks, program, report);
    }
  },
});

function judgeStart(app: App, checks: (call: CallRef) => boolean, program: Program, report: Report, names: readonly string[]): void {
  const start = startUpOf(app, program);
  const calls = [...callsAtStart(start, program)];
  const asked = calls.filter(checks);
  const [first] = asked;
  if (!first && start.unseen !== undefined) { report.unknown('app', start.unseen, app.at); return; }
  report.judged('app');
  if (!first) { report(app.at, `${app.name === '' ? 'this application' : `\`${app.name}\``} starts without a look at the licence: nothing it runs then calls ${names.slice(0, 3).map(one => `\`${one}\``).join(' or ')}`); return; }
  // `if has_ended(): raise ...`, where `has_ended` asks.
  const through = calls.filter(one => { const callee = program.calleeOf(one); return callee.known && asked.some(other => other.file === callee.value.file && other.fact.in === callee.value.index); });
  if (![...asked, ...through].some(one => stops(one, program))) report(program.place(first.file, first.fact.nameAt), `\`${called(first)}\` is asked when the application starts, which goes on whatever it answers`);
}

/** Something is raised after it was asked, or the process ends; what a `try` around it takes back does not count. */
function stops(call: CallRef, program: Program): boolean {
  const callee = program.calleeOf(call);
  const raisesItself = callee.known ? program.reaches(callee.value, 'raises').length > 0 : fails.test(called(call));
  const { file, fact } = call;
  const after = [...file.raises, ...file.calls.filter(one => ends.test(lastName(one.callee)))].filter(one => one.in === fact.in && one.at.start > fact.at.start);
  return [...(raisesItself ? [fact] : []), ...after].some(one => !program.blocksAround(file, one.block).some(block => block.kind === 'try' && file.blocks.some((other, index) => other.kind === 'catch' && other.group === block.group && !file.raises.some(raise => raise.block === index))));
}

function judgeHealth(app: App, checks: (call: CallRef) => boolean, program: Program, report: Report): void {
  const health = app.endpoints.find(one => kindOf(one, program) === 'probe' && /(?:health(?:z|[-_]?check)?|stato)\/?$/i.test(one.path));
  if (!health) return;
  report.judged('health check');
  const { file } = health.handler;
  const shown = [...program.callsReachedFrom(health.handler)].some(({ call }) => checks(call) || call.fact.args.some(one => /licen/i.test(one.name ?? '')));
  const said = program.repliesOf(health.handler).some(one => one.body && [...partsWithCalls(one.body, one.in.file.calls)].some(part => ('text' in part && /licen/i.test(part.text)) || /licen/i.test(lastName(part))));
  if (!shown && !said) report(health.at, `${health.method} ${health.path} does not show whether the licence holds`, { instead: `answer it beside the status, as a field \`license\`, in ${file.file}` });
}

function called(call: CallRef): string { return lastName(call.fact.callee); }

function lastName(value: Value): string { return value.kind === 'member' || value.kind === 'name' ? value.name : ''; }
