/** Commits of transactions that stay open when something before them fails. */
import type { Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { isPreparing } from '../../src/rule/prepared.js';
import { whenFailing } from './rolled-back.js';

export default defineRule<Program>({
  id: 'require-rollback',
  group: 'errors',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'When a statement fails before the commit, nothing rolls the transaction back.',
  why: 'The connection keeps its locks and its half-done writes: the next one to use it fails with an error that is not its own, or commits them.',
  instead: 'open the session in a context manager or a dependency that closes it, or roll back where the error is caught and pass it on',
  insteadWith: {
    pg: 'put the statements into a `try`, run `ROLLBACK` in its `catch`, and release the client in `finally`',
    sqlx: 'begin with `pool.begin().await?`: a transaction that is dropped rolls back',
    rusqlite: 'begin with `conn.transaction()?`: a transaction that is dropped rolls back',
    knex: 'give the work to `knex.transaction(async trx => { ... })`, which rolls back by itself',
  },
  limits: 'Start-up code, scripts and migrations are left out, and so is what only they call with a session of theirs; a rollback by every caller, three calls up, is seen.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const file of program.files) {
      if (file.role !== 'production' || file.language === 'sql' || /^(?:script|command line)$/.test(program.purposeOf(file))) continue;
      for (const fn of program.functionsOf(file)) {
        const [commit] = program.databaseStepsOf(fn).filter(step => step.kind === 'commit' && !program.blocksAround(file, step.call.fact.block).some(block => block.kind === 'catch' || block.kind === 'finally'));
        if (!commit || isPreparing(fn) || program.roleAt(commit.at) !== 'production') continue;
        const failing = whenFailing(commit, fn, program);
        if (failing.kind === 'unknown') { report.unknown('commit', failing.because, commit.at); continue; }
        if (failing.kind === 'ends with it') continue;
        report.judged('commit');
        if (failing.kind === 'rolled back') continue;
        const { opened } = failing;
        const source = opened ? `the session \`${program.sourceAt({ ...opened.at, end: opened.at.end })}\` gives is neither rolled back nor closed` : 'nobody rolls the transaction back';
        report(commit.at, `when something fails before this commit, ${source}`, opened ? { path: [{ at: opened.at, message: opened.in ? 'opened here, and closed at best when nothing fails' : 'opened here, once for the whole program' }, ...(opened.takenIn ? [{ at: program.place(opened.takenIn.file, opened.takenIn.fact.nameAt), message: `\`${opened.takenIn.fact.name}\` asks for it` }] : [])] } : {});
      }
    }
  },
});
