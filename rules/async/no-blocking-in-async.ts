import type { BlockingCall, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

export default defineRule<Program>({
  id: 'no-blocking-in-async',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Async code waits for something in a way that holds its thread.',
  why: 'While it waits, every other request on that thread waits with it: one slow disk, query or sleep stops the whole service.',
  instead: 'use the async counterpart, or hand the work to a thread (`spawn_blocking`, `asyncio.to_thread`, a worker) and await it',
  limits: 'Only calls that are known to block are seen, and sync helpers as far as calls can be resolved; a short look at the file system is a warning.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const file of program.files) {
      if (file.role === 'production') for (const { fact } of program.functionsOf(file)) if (fact.async && !fact.test) report.judged('async function');
    }
    const faults = new Map<string, BlockingCall[]>();
    for (const blocking of program.blockingCalls) {
      if (program.roleAt(blocking.at) !== 'production' || program.roleAt(program.place(blocking.in.file, blocking.in.fact.nameAt)) !== 'production') continue;
      if (blocking.holds === 'window' && (blocking.waits === 'file' || blocking.waits === 'database')) continue;
      // Node's own SQLite drivers know no other way, and are quick.
      if (blocking.waits === 'database' && blocking.call.file.language === 'typescript') continue;
      const key = faultOf(blocking);
      faults.set(key, [...(faults.get(key) ?? []), blocking]);
    }
    for (const uses of faults.values()) {
      // Node's functions that compute have twins that do not; Python's need a thread.
      const [first, ...more] = uses.sort((a, b) => a.path.length - b.path.length);
      if (first) report(first.at, messageFor(first, program), { severity: first.brief || (first.waits === 'computation' && first.call.file.language === 'python') ? 'warning' : 'error', path: [...first.path, ...more.slice(0, 4).map(one => ({ at: one.at, message: `\`${program.sourceAt(program.place(one.call.file, one.call.fact.callee.at))}\` does here too` }))] });
    }
  },
});

const waiting: Readonly<Record<BlockingCall['waits'], string>> = {
  sleep: 'sleeps', file: 'waits for the file system', process: 'waits for a process', network: 'waits for the network', database: 'waits for the database', input: 'waits for input', computation: 'computes for long',
};

/** A sync session blocks wherever its function uses it, a waiting helper wherever it is called: one fault each. */
function faultOf({ waits, waitsAt, in: { file, fact }, holds }: BlockingCall): string {
  if (waits === 'database') return `session ${file.file}@${String(fact.at.start)}`;
  return `${waitsAt.file}@${String(waitsAt.start)} ${holds}`;
}

function messageFor(blocking: BlockingCall, program: Program): string {
  const { name } = blocking.in.fact;
  const held = blocking.holds === 'window' ? 'on the main thread, which draws the window' : `and holds the event loop${name === '<closure>' ? '' : `, in \`${name}\``}`;
  const whole = program.sourceAt(program.place(blocking.call.file, blocking.call.fact.callee.at));
  const what = whole.length <= 40 ? whole : program.sourceAt(blocking.at);
  return `\`${what}\` ${waiting[blocking.waits]}${blocking.waitsAt.start === blocking.at.start ? '' : ` in \`${blocking.source}\``} ${held}`;
}
