import { z } from 'zod';
import type { Endpoint, Program, Reply, Report } from '../../src/rule/index.js';
import { defineRule, kindOf, nameOf, wholeProgram } from '../../src/rule/index.js';
import { createdWrongly, deletedWrongly, failedAsSuccess, missingAsSuccess, swallowedByCatchAll } from './answers-of.js';
import { misfit, type Statuses } from './refusals.js';

interface Options extends Statuses { readonly create: readonly number[] }

const codes = z.array(z.number().int().min(100).max(599));

export default defineRule<Program, Options>({
  id: 'proper-status-codes',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A status says something else than what happened.',
  why: 'Clients, caches, retries and alarms go by the status: an error answered as 200 is taken for a success by all of them.',
  instead: 'answer 201 for what was created, 204 for nothing, 404 for what is not there, 401 for who is not known, 403 for who may not',
  limits: 'Statuses are followed through helpers and exceptions that can be resolved; what an error becomes in an `IntoResponse` or error handler of its own is unknown.',
  options: z.strictObject({
    create: codes.default([201]).describe('statuses for a created row'),
    conflict: codes.default([400, 409, 422]).describe('statuses for something that exists already'),
    refusal: codes.default([]).describe('statuses for refusals of the domain; empty: any of 400, 409, 422'),
  }),
  look: wholeProgram(),
  check(program, _, report, options) {
    const seen = new Set<string>();
    const handlers = new Set(program.endpoints.map(one => one.handler));
    for (const endpoint of program.endpoints) {
      const key = `${endpoint.method} ${endpoint.at.file}@${String(endpoint.at.start)}`;
      if (endpoint.kind !== 'http' || program.roleAt(endpoint.at) !== 'production' || seen.has(key) || kindOf(endpoint, program) === 'page') continue;
      seen.add(key);
      judge(endpoint, program, report, options, seen);
    }
    // Dependencies, guards and services refuse too.
    for (const file of program.files) {
      if (file.role !== 'production') continue;
      const raising = new Set(file.raises.map(one => one.in));
      for (const fn of program.functionsOf(file)) {
        if (!raising.has(fn.index) || handlers.has(fn)) continue;
        for (const reply of program.repliesOf(fn)) if (reply.raised && reply.path.length === 0) reportMisfit(reply, undefined, program, report, options, seen);
      }
    }
  },
});

function judge(endpoint: Endpoint, program: Program, report: Report, options: Options, seen: Set<string>): void {
  const replies = program.repliesOf(endpoint.handler);
  const wrong = [
    createdWrongly(endpoint, replies, program, options.create), deletedWrongly(endpoint, replies), failedAsSuccess(replies),
    missingAsSuccess(endpoint, replies, program), swallowedByCatchAll(replies),
  ].flatMap(one => one ?? []);
  for (const one of wrong) report(endpoint.at, `${nameOf(endpoint)} ${one.message}`, { path: [{ at: one.at, message: one.says }], ...(one.instead !== undefined && { instead: one.instead }) });
  for (const reply of replies) if (reply.path.length === 0) reportMisfit(reply, endpoint, program, report, options, seen);
  const unclear = replies.find(one => !one.raised && !one.status.known);
  if (wrong.length === 0 && unclear && !unclear.status.known) report.unknown('handler', unclear.status.because, endpoint.at);
  else report.judged('handler');
}

/** At the handler, or where it is raised when no handler stands around it. */
function reportMisfit(reply: Reply, endpoint: Endpoint | undefined, program: Program, report: Report, options: Options, seen: Set<string>): void {
  const wrong = misfit(reply, options);
  const key = `${reply.at.file}@${String(reply.at.start)}`;
  if (!wrong || seen.has(key) || program.roleAt(reply.at) !== 'production') return;
  seen.add(key);
  report(endpoint?.at ?? reply.at, endpoint ? `${nameOf(endpoint)} ${wrong.message}` : `\`${reply.in.fact.name}\` ${wrong.message}`, { instead: wrong.instead, path: endpoint ? [{ at: reply.at, message: 'it is answered here' }] : [] });
}
