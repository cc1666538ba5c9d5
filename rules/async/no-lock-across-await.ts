import { z } from 'zod';
import type { Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

const options = z.strictObject({
  /** Further types whose guards must not live while the function waits: `my_crate::SpinLock`. */
  locks: z.array(z.string()).default([]),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'no-lock-across-await',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust'],
  summary: 'A lock that blocks its thread is still held where the async function waits.',
  why: 'While the function is parked, whoever wants the lock blocks a whole worker thread; when the task that would release it needs that thread, nothing moves any more.',
  instead: 'let go of the guard before the await (a block of its own, or `drop(guard)`), or use `tokio::sync`',
  limits: 'A guard handed to another function counts as held; a lock whose type cannot be found is not judged.',
  options,
  look: wholeProgram(),
  check(program, _, report, { locks }) {
    const more = new Set(locks.map(one => one.replaceAll('::', '.')));
    for (const guard of program.lockGuards) {
      if (program.roleAt(guard.at) !== 'production') continue;
      if (!guard.lock.known) {
        if (guard.heldAt) report.unknown('lock', guard.lock.because, guard.at);
        continue;
      }
      if (!blockingLocks.test(guard.lock.value) && !more.has(guard.lock.value)) continue;
      report.judged('lock');
      if (!guard.heldAt) continue;
      const name = program.sourceAt(program.place(guard.call.file, guard.call.fact.callee.at));
      report(guard.at, `the guard of \`${name}()\` is alive where ${functionName(guard.in.fact.name)} waits`, { path: [{ at: guard.heldAt, message: 'it waits here' }] });
    }
  },
});

const blockingLocks = /^(std\.sync|parking_lot|spin|lock_api|crossbeam(_utils)?)\./;

function functionName(name: string): string {
  return name === '<closure>' ? 'the async block' : `\`${name}\``;
}
