import { z } from 'zod';
import type { FunctionRef, LongWork, Place, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram, withClosures } from '../../src/rule/index.js';

const kinds = ['mail', 'process', 'image', 'document', 'request'] as const;
const options = z.strictObject({
  /** What counts as long; `request`: a request to another host for every item of a list. */
  kinds: z.array(z.enum(kinds)).default([...kinds]),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'no-long-work-in-routes',
  group: 'async',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A request waits for mail, a process, an image or a document, or for another host once per item.',
  why: 'The client stares at a spinner, the connection times out, and whatever was half done is done again by the retry.',
  instead: 'answer at once and hand the work to a job queue or a background task',
  limits: 'Work is seen as far as calls can be resolved; a loop counts when each turn sends mail, starts a process, converts a document or calls another host.',
  options,
  look: wholeProgram(),
  check(program, _, report, options) {
    const byHandler = new Map<LongWork['handler']['fact'], LongWork[]>();
    for (const one of program.longWork) if (options.kinds.includes(one.kind) && program.roleAt(one.at) === 'production') byHandler.set(one.handler.fact, [...(byHandler.get(one.handler.fact) ?? []), one]);
    const seen = new Set<object>();
    for (const { kind, handler, at } of program.endpoints) {
      if (kind !== 'http' || seen.has(handler.fact) || program.roleAt(at) !== 'production') continue;
      seen.add(handler.fact);
      report.judged('handler');
      const [first, ...more] = (byHandler.get(handler.fact) ?? []).sort((one, other) => Number(other.repeated) - Number(one.repeated) || one.path.length - other.path.length);
      if (!first) {
        const unseen = unseenWorkIn(program, handler);
        if (unseen) report.unknown('handler', `nothing tells what \`${unseen.name}\` does`, unseen.at);
        continue;
      }
      const name = handler.fact.name === '<closure>' ? 'the request' : `\`${handler.fact.name}\``;
      report(at, `${name} waits for ${waiting[first.kind]}${first.repeated ? ', once for every item of a list' : ''}`, {
        path: [...first.path, { at: first.at, message: `\`${first.source}\` here` }, ...more.slice(0, 3).map(one => ({ at: one.at, message: `and for ${waiting[one.kind]} here` }))],
      });
    }
  },
});

/** `sendWelcomeMail(...)`: its name says what could be long. */
const soundsLong = /^(?:send|deliver|render|generate|create|make|convert|run)\w*(?:mail|pdf|thumbnail|transcode|ffmpeg|screenshot|subprocess)/i;
const sendsMail = /^(?:send|deliver)\w*mail/i;
/** Handed over to be done later. */
const queues = /^(?:delay|apply_?async|enqueue\w*|add_?task|add_?job|publish\w*|push|emit\w*|dispatch\w*|spawn\w*|create_?task|defer\w*|schedule\w*|send_?task|waitUntil|setImmediate|nextTick)$/i;

/** What sounds long and cannot be resolved, or is resolved and waits for what cannot: the handler is neither guilty nor cleared. */
function unseenWorkIn(program: Program, handler: FunctionRef): { readonly name: string; readonly at: Place } | undefined {
  const inside = withClosures(handler);
  let mail: { readonly name: string; readonly at: Place } | undefined;
  for (const { call, in: within } of program.callsReachedFrom(handler)) {
    const { callee, nameAt, in: fn } = call.fact;
    const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
    if (queues.test(name) && /mail/i.test(within.fact.name)) return undefined;
    if (!soundsLong.test(name) || (within.fact === handler.fact && !inside.has(fn))) continue;
    const found = { name, at: program.place(call.file, nameAt) };
    const runs = program.calleeOf(call);
    if (!runs.known && !program.libraryPathOf(call).known) return found;
    if (runs.known && sendsMail.test(name)) mail ??= found;
  }
  return mail;
}

const waiting: Readonly<Record<LongWork['kind'], string>> = { mail: 'mail to be sent', process: 'a process', image: 'an image to be worked on', document: 'a document to be made', request: 'another host' };
