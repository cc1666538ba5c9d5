import { z } from 'zod';
import type { App, Program } from '../../src/rule/index.js';
import { defineRule, wholeProgram, workOf } from '../../src/rule/index.js';

interface Options { readonly threshold: number }

export default defineRule<Program, Options>({
  id: 'no-logic-in-middleware',
  group: 'layers',
  severity: 'error',
  tier: 'stable',
  runs: 'when named',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A middleware reads the database or makes decisions of the domain.',
  why: 'It runs for every request, health checks included: each of them pays for the query, and nobody who reads a route sees what is decided before it.',
  instead: 'leave in the middleware what concerns every request; move the rest into a service that the routes which need it call',
  limits: 'A dependency that loads the current user is none; where middleware is the only place for that (Express, Fastify, Koa, axum, actix), it is quiet too. In Python it is a warning.',
  options: z.strictObject({ threshold: z.number().int().min(1).default(5).describe('the weight at which decisions are reported, as in no-business-logic-in-routes') }),
  look: wholeProgram(),
  check(program, _, report, { threshold }) {
    const seen = new Set<string>();
    for (const app of program.apps.filter(one => program.roleAt(one.at) === 'production')) {
      for (const one of app.middleware) {
        if (one.unseen) { report.unknown('middleware', `\`${one.name}\` could not be followed`, one.at); continue; }
        const { handler } = one;
        const at = handler && program.place(handler.file, handler.fact.nameAt);
        const key = at ? `${at.file}@${String(at.start)}` : '';
        if (!handler || !at || seen.has(key) || program.roleAt(at) !== 'production' || isHandler(one, app)) continue;
        seen.add(key);
        report.judged('middleware');
        const { effects } = program.summaryOf(handler);
        const database = effects.find(effect => effect.kind === 'reads' || effect.kind === 'writes');
        const knowsWho = effects.some(effect => effect.kind === 'authenticates') || /auth|user|session|token|jwt|login/i.test(`${one.name} ${handler.fact.name}`);
        const name = handler.fact.name === '<closure>' ? 'a middleware written in place' : `middleware \`${named(one.name, handler.fact.name)}\``;
        if (database && !(knowsWho && handler.file.language !== 'python')) {
          report(at, `${name} ${database.kind} ${database.table ?? 'the database'} for every request${one.path === undefined ? '' : ` below ${one.path}`}`, { ...(knowsWho && { severity: 'warning' as const }), path: [{ at: database.at, message: 'this query is run' }] });
          continue;
        }
        const work = workOf(handler, program);
        const weight = work.reduce((sum, part) => sum + part.weight, 0);
        if (weight >= threshold) report(at, `${name} decides about the domain (weight ${String(weight)}, limit ${String(threshold - 1)})`, { path: work.map(part => ({ at: part.at, message: `${part.what} (weight ${String(part.weight)})` })) });
      }
    }
  },
});

/** `dispatch` and its like are called by the framework: the class's name says more. */
function named(installed: string, own: string): string { return /^[A-Za-z_]\w*$/.test(installed) ? installed : own; }

/** An error handler, or a handler that `use` serves a path with. */
function isHandler(one: App['middleware'][number], app: App): boolean {
  return app.errorHandlers.some(other => other.handler === one.handler) || app.endpoints.some(other => other.handler === one.handler);
}
