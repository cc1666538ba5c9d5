import { z } from 'zod';
import type { AwaitableCall, CallRef, EffectKind, FileFacts, Program, Report, Severity } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

const options = z.strictObject({
  /** `asyncio.create_task(...)` whose task nobody keeps. */
  tasks: z.boolean().default(true),
  /** Async commands that await nothing. */
  idleCommands: z.boolean().default(true),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'no-unawaited-async',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A coroutine, future or promise is built and dropped.',
  why: 'A coroutine or future that nobody awaits never runs; a promise that nobody awaits fails unheard, and what follows does not wait for it.',
  instead: 'await it, return it, or say that it runs on by itself: keep the task, or catch what can fail in it',
  limits: 'Only async functions of the program and calls of known libraries are seen; in TypeScript `void promise` counts as said aloud; start-up at the top of a module is left out, and so is a function that catches whatever can fail in it.',
  options,
  look: wholeProgram(),
  check(program, _, report, { tasks, idleCommands }) {
    for (const one of program.awaitableCalls) {
      if (program.roleAt(one.at) !== 'production' || (one.makes === 'task' && !tasks)) continue;
      report.judged('async call');
      const severity = severityOf(one);
      if (severity) report(one.at, messageFor(one, program), { severity, path: one.path });
    }
    for (const file of program.files) tellUnseen(program, file, report);
    if (idleCommands) judgeCommands(program, report);
  },
});

function severityOf({ fate, makes, quiet, own, in: fn }: AwaitableCall): Severity | undefined {
  if (fate === 'used') return undefined;
  if (makes === 'task') return 'warning';
  if (makes !== 'promise') return 'error';
  // What starts a program is nobody's to wait for.
  if (!fn || quiet) return undefined;
  if (fate === 'chained' || fate === 'unread') return 'warning';
  return fn.fact.async || !own ? 'error' : 'warning';
}

const effect: Readonly<Record<AwaitableCall['makes'], string>> = {
  coroutine: 'never runs: the coroutine it makes is dropped', future: 'never runs: the future it makes is dropped', promise: 'is not awaited: nobody hears when it fails', task: 'is kept nowhere: the event loop may drop the task before its end',
};

function messageFor({ call, makes, fate }: AwaitableCall, program: Program): string {
  const name = `\`${program.sourceAt(program.place(call.file, call.fact.callee.at))}(...)\``;
  if (fate === 'each') return `${name} drops the promises of its async callback: nobody waits for them or hears when they fail`;
  if (fate === 'chained') return `${name} is followed by \`then\` alone: nobody hears when it fails`;
  return `${name} ${effect[makes]}`;
}

/** The same call is awaited somewhere in the file, and nothing tells what it runs. */
function tellUnseen(program: Program, file: FileFacts, report: Report): void {
  if (file.role !== 'production') return;
  const textOf = ({ fact }: CallRef): string => program.sourceAt(program.place(file, fact.callee.at));
  const unseen = program.calls(file).filter(call => (call.fact.awaited === true || call.fact.dropped === true) && !program.calleeOf(call).known && !program.libraryPathOf(call).known);
  const awaited = new Set(unseen.flatMap(call => (call.fact.awaited === true ? [textOf(call)] : [])));
  for (const call of unseen) {
    if (call.fact.awaited !== true && awaited.has(textOf(call))) report.unknown('async call', 'it is awaited elsewhere, and nothing tells what it is', program.place(file, call.fact.nameAt));
  }
}

const waitingWork: ReadonlySet<EffectKind> = new Set(['reads', 'writes', 'opens', 'blocks', 'sends']);

function judgeCommands(program: Program, report: Report): void {
  for (const { kind, handler, at } of program.endpoints) {
    if (kind !== 'command' || !handler.fact.async || program.roleAt(at) !== 'production') continue;
    report.judged('command');
    if (handler.file.awaits?.some(one => one.in === handler.index)) continue;
    // A command that is async to keep its work off the main thread.
    if (program.summaryOf(handler).effects.some(one => waitingWork.has(one.kind))) continue;
    report(at, `the async command \`${handler.fact.name}\` awaits nothing`, { severity: 'warning', instead: 'leave `async` out, or use the async counterpart of what it waits for' });
  }
}
