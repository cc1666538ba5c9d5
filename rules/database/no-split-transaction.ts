/** One operation that makes its writes last one by one: when it fails in between, half of it stays. */
import type { FunctionRef, Program, Report } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { lastingIn, loopsAround, onOnePath, type Lasting } from '../../src/rule/lasting.js';
import { isPreparing, isWorker } from '../../src/rule/prepared.js';
import { areAlternatives, isAsideOf, isTolerated } from './separate-writes.js';

export default defineRule({
  id: 'no-split-transaction',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'The writes of one operation are committed separately, so it can succeed by half.',
  why: 'When the second part fails, the first stays: an order without lines, a phase that does not know of its lot. Nobody notices until the numbers do not add up.',
  instead: 'write everything in one transaction and commit once, at the end',
  insteadWith: {
    sqlalchemy: 'leave the commit to the outermost function: `flush()` where an id is needed, one `commit()` at the end',
    sqlmodel: 'leave the commit to the outermost function: `flush()` where an id is needed, one `commit()` at the end',
    sqlx: '`let mut tx = pool.begin().await?`, run every statement on `&mut *tx`, then `tx.commit().await?`',
    '@prisma/client': 'put the writes into one `prisma.$transaction(async tx => { ... })`',
  },
  limits: 'Alternatives, what follows a failure, audit rows, outboxes, notifications, progress of jobs, start-up code and batches committed one by one are left out; so are writes to two databases, which no transaction holds together.',
  look: wholeProgram(),
  check(program, _, report) {
    const told = new Set<string>();
    for (const file of program.files) {
      if (file.role !== 'production' || file.language === 'sql' || program.purposeOf(file) === 'browser' || program.purposeOf(file) === 'script') continue;
      for (const fn of program.functionsOf(file)) if (program.roleAt(program.place(file, fn.fact.nameAt)) === 'production' && !fn.fact.test) judge(fn, program, report, told);
    }
  },
});

function judge(fn: FunctionRef, program: Program, report: Report, told: Set<string>): void {
  if (isPreparing(fn) || isWorker(fn)) return;
  const { body, all, unknown } = lastingIn(fn, program);
  if (all.length === 0) {
    if (unknown.length > 1 && fn.fact.params.length === 0) report.unknown('operation', 'what its writes run on could not be told', unknown[0]?.at);
    return;
  }
  report.judged('operation');
  const counted = all.filter(one => !isAsideOf(one, program));
  for (const [index, later] of counted.entries()) {
    const earlier = counted.slice(0, index).find(one => onOnePath(body, one, later) && areOne(one, later) && !areAlternatives(one, later, program) && !isTolerated(one, later, program));
    const key = `${later.at.file} ${String(later.at.start)}`;
    if (!earlier || told.has(key)) continue;
    told.add(key);
    report(later.at, messageOf(earlier, later, program), { path: [{ at: earlier.at, message: `this ${earlier.what} first` }, ...earlier.path, ...later.path] });
    return;
  }
}

/** Parts of one operation: in the same turn of a loop, and on one database. */
function areOne(earlier: Lasting, later: Lasting): boolean {
  // Whoever calls lends a session, and with it one transaction for both.
  if (earlier.unlessGiven !== undefined && earlier.unlessGiven === later.unlessGiven) return false;
  if (earlier.library !== later.library && earlier.library !== '' && later.library !== '') return false;
  if (earlier.databases.length > 0 && later.databases.length > 0 && !earlier.databases.some(name => later.databases.includes(name))) return false;
  const [inner] = loopsAround(earlier);
  const [outer] = loopsAround(later);
  return sameLoop(inner, outer) || (!inner !== !outer && lastsAtOnce(inner ? earlier : later));
}

/** Every turn lasts by itself; a commit for each turn is a batch. */
function lastsAtOnce({ kind, what }: Lasting): boolean { return kind === 'write' || (kind === 'call' && what.includes('which writes') && !what.includes('transaction')); }

function sameLoop(one: ReturnType<typeof loopsAround>[number] | undefined, other: ReturnType<typeof loopsAround>[number] | undefined): boolean {
  if (!one || !other) return one === other;
  return one.kind === 'block' ? other.kind === 'block' && one.index === other.index : other.kind !== 'block' && one.function === other.function;
}

function messageOf(earlier: Lasting, later: Lasting, program: Program): string {
  const line = program.textOf(later.call.file).slice(0, earlier.at.start).split('\n').length;
  return `this ${later.what}, apart from line ${String(line)}, which ${earlier.what.replace(/, which /, ' and ')}: if this fails, only the first half stays`;
}
