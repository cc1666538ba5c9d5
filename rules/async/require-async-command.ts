import type { BlockingCall, EffectKind, Endpoint, FunctionRef, Place, Program } from '../../src/rule/index.js';
import { defineRule, each, withClosures } from '../../src/rule/index.js';

const waitingWork: ReadonlySet<EffectKind> = new Set(['reads', 'writes', 'opens', 'sends']);

export default defineRule<Endpoint>({
  id: 'require-async-command',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust'],
  summary: 'A Tauri command that waits for a database, a file, a process or the network runs on the main thread.',
  why: 'The main thread draws the window: while the command waits, the application looks frozen.',
  instead: 'make it an `async fn`, or write `#[tauri::command(async)]`',
  limits: 'Work behind calls that could not be resolved is not seen.',
  look: each('endpoint'),
  check({ kind, framework, handler, at }, program, report) {
    if (kind !== 'command' || framework !== 'tauri' || program.roleAt(at) !== 'production') return;
    report.judged('command');
    const { fact } = handler;
    if (fact.async || fact.decorators.some(one => one.args.some(({ name, value }) => name === 'async' || (value.kind === 'name' && value.name === 'async')))) return;
    const waits = program.blockingCalls.filter(one => one.holds === 'window' && one.in.fact === fact).sort((one, other) => Number(one.brief) - Number(other.brief) || one.path.length - other.path.length);
    const [first] = waits;
    const name = `the command \`${fact.name}\``;
    if (first) {
      report(at, `${name} ${waitingFor[first.waits]} on the main thread`, { severity: first.brief ? 'warning' : 'error', path: [...first.path.filter(one => one.at.start !== first.waitsAt.start || one.at.file !== first.waitsAt.file), { at: first.waitsAt, message: `\`${first.source}\` waits here` }] });
      return;
    }
    const done = program.summaryOf(handler).effects.find(one => waitingWork.has(one.kind));
    if (!done) {
      const unseen = unseenWorkIn(program, handler);
      if (unseen) report.unknown('command', 'nothing tells what this call waits for', unseen);
    } else report(at, `${name} ${done.kind === 'sends' ? 'waits for the network' : 'waits for the database'} on the main thread`, { path: [{ at: done.at, message: 'here' }] });
  },
});

/** Names of what usually waits, where the call could not be resolved. */
const soundsWaiting = /^(save|load|read|write|query|fetch|execute|download|upload|request|sync)(_|$)/;

function unseenWorkIn(program: Program, handler: FunctionRef): Place | undefined {
  const inside = withClosures(handler);
  const unseen = program.calls(handler.file).find(call => inside.has(call.fact.in) && soundsWaiting.test(call.fact.callee.kind === 'name' || call.fact.callee.kind === 'member' ? call.fact.callee.name : '') && !(call.fact.callee.kind === 'member' && call.fact.args.length === 0) && !program.calleeOf(call).known && !program.libraryPathOf(call).known);
  return unseen && program.place(handler.file, unseen.fact.nameAt);
}

const waitingFor: Readonly<Record<BlockingCall['waits'], string>> = {
  sleep: 'sleeps', file: 'waits for the file system', process: 'waits for a process', network: 'waits for the network', database: 'waits for the database', input: 'waits for input', computation: 'computes for long',
};
