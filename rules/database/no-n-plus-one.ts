import type { FunctionRef, Program, Query, Reached } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { z } from 'zod';

const options = z.strictObject({
  writes: z.boolean().default(false).describe('report writes in loops too'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'no-n-plus-one',
  group: 'database',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A query is run once for every item of a loop.',
  why: 'A list of a hundred rows costs a hundred and one round trips: fast on the developer\'s machine, slow with real data.',
  instead: 'fetch everything at once before the loop (a join, `IN (...)`, eager loading) and look the rows up in a map',
  limits: 'Loops over few items known in the text, batches, retries and workers are left out; writes are only reported with the option, and never what the session of an ORM sends together at its flush.',
  options,
  look: wholeProgram(),
  check(program, _, report, { writes }) {
    const counts = (query: Query): boolean => !inCatch(query, program) && (reads(query) || (writes && query.writes && query.verb !== 'commit' && query.built !== 'orm'));
    const queries = new Map(program.queries.map(query => [query.call.fact, query]));
    const reached = new Map<FunctionRef['fact'], Reached | undefined>();
    const behind = (fn: FunctionRef): Reached | undefined => {
      if (!reached.has(fn.fact)) reached.set(fn.fact, program.reachedFrom(fn).find(one => counts(one.query) && !inWorker(one.query, program)));
      return reached.get(fn.fact);
    };
    for (const call of program.files.filter(file => file.role === 'production').flatMap(file => program.calls(file))) {
      const own = queries.get(call.fact);
      const callee = own ? undefined : program.calleeOf(call);
      if (own ? !counts(own) : !callee?.known) continue;
      const loop = program.repetitionsOf(call).find(one => one.extent === 'each');
      const at = program.place(call.file, call.fact.nameAt);
      if (!loop || program.roleAt(at) !== 'production') continue;
      const over = `\`${program.sourceAt(loop.at)}\``;
      if (own) { report(at, `this ${nounOf(own)} once for every item of ${over}`); continue; }
      const far = callee?.known === true ? behind(callee.value) : undefined;
      if (far) report(at, `\`${program.sourceAt(at)}\` ${nounOf(far.query)} once for every item of ${over}`, { path: [...far.path, { at: far.query.at, message: `this ${nounOf(far.query)}` }] });
    }
  },
});

function reads(query: Query): boolean {
  if (query.writes || (query.built === 'text' && query.statements.length === 0)) return false;
  return query.verb === 'select' || (query.verb === 'other' && (query.rows === 'many' || query.rows === 'one' || query.rows === 'scalar'));
}

/** What follows a failure does not happen for every item. */
function inCatch(query: Query, program: Program): boolean {
  return program.blocksAround(query.call.file, query.call.fact.block).some(block => block.kind === 'catch');
}

/** A query of a worker that goes on until it is stopped is not run by who starts it. */
function inWorker(query: Query, program: Program): boolean {
  return program.repetitionsOf(query.call).some(one => one.extent === 'open');
}

function nounOf(query: Query): string {
  return `${query.writes ? 'writes' : 'reads'} ${query.tables[0] ?? 'the database'}`;
}

