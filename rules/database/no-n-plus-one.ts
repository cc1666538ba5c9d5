import type { CallRef, FunctionRef, Place, Program, Query, Reached } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { z } from 'zod';
import { answersFromCache, followsCallersTest } from './conditional-reads.js';

const options = z.strictObject({
  writes: z.boolean().default(false).describe('report writes in loops too'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'no-n-plus-one',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A query is run once for every item of a loop.',
  why: 'A list of a hundred rows costs a hundred and one round trips: fast on the developer\'s machine, slow with real data.',
  instead: 'fetch everything at once before the loop (a join, `IN (...)`, eager loading) and look the rows up in a map',
  limits: 'Loops over few items known in the text, batches, retries, workers and reads behind a cache are left out; writes are only reported with the option, and never what the session of an ORM sends together at its flush.',
  options,
  look: wholeProgram(),
  check(program, _, report, { writes }) {
    const counts = (query: Query): boolean => !inCatch(query, program) && (reads(query) || (writes && query.writes && query.verb !== 'commit' && query.built !== 'orm'));
    for (const query of program.queries) if (program.roleAt(query.at) === 'production') report.judged('query');
    const queries = new Map(program.queries.map(query => [query.call.fact, query]));
    const reached = new Map<FunctionRef['fact'], Reached | undefined>();
    const behind = (fn: FunctionRef): Reached | undefined => {
      if (!reached.has(fn.fact)) reached.set(fn.fact, program.reachedFrom(fn).find(one => counts(one.query) && runsOncePerCall(one, program)));
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
  if (query.writes) return false;
  return query.verb === 'select' || (query.verb === 'other' && query.statements.length === 0 && query.built !== 'text' && (query.rows === 'many' || query.rows === 'one' || query.rows === 'scalar'));
}

/** What follows a failure does not happen for every item. */
function inCatch({ call }: { readonly call: CallRef }, program: Program): boolean {
  return program.blocksAround(call.file, call.fact.block).some(block => block.kind === 'catch');
}

/** A loop further in is reported where it stands, and a worker that goes on until it is stopped is not run by who starts it. */
function runsOncePerCall({ query, path }: Reached, program: Program): boolean {
  return [query.call, ...callsAt(path.map(step => step.at), program)].every(call => !inCatch({ call }, program) && !answersFromCache(call) && !followsCallersTest(call, program) && program.repetitionsOf(call).every(one => one.extent === 'few' || one.extent === 'batches'));
}

function callsAt(places: readonly Place[], program: Program): readonly CallRef[] {
  return places.flatMap(place => {
    const file = program.file(place.file);
    return file ? program.calls(file).filter(({ fact: { callee } }) => callee.at.start === place.start && callee.at.end === place.end) : [];
  });
}

function nounOf(query: Query): string {
  return `${query.writes ? 'writes' : 'reads'} ${query.tables[0] ?? 'the database'}`;
}

