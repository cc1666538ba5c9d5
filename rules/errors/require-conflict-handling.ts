/** Writes that can break a constraint whose error nobody turns into an answer. */
import { z } from 'zod';
import type { Program, Reached, Report, WritingEndpoint } from '../../src/rule/index.js';
import { defineRule, wholeProgram, writingEndpoints } from '../../src/rule/index.js';
import { breakableBy, type Breakable } from './breakable.js';
import { conflictTaken, statusesIn } from './conflict-evidence.js';

const options = z.strictObject({
  status: z.union([z.literal(400), z.literal(409), z.literal(422)]).optional().describe('the status of a broken constraint; any of the three when left out'),
});
type Options = z.infer<typeof options>;

export default defineRule<Program, Options>({
  id: 'require-conflict-handling',
  group: 'errors',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A write can break a unique or foreign key, and nobody turns that error into an answer.',
  why: 'A name that is taken is the client\'s mistake: as a 500 it reads like an outage, pages somebody at night and is sent again.',
  instead: 'catch the error of the broken constraint, roll back and answer 409 or 400; or register one error handler for it',
  insteadWith: {
    sqlalchemy: 'catch `IntegrityError` around the commit, roll back and answer 409 or 400, or register an exception handler for it',
    sqlx: 'match `error.as_database_error()` with `is_unique_violation()` and answer 409, best where the error becomes a response',
    '@prisma/client': 'answer 409 for code `P2002` and 400 for `P2003`, best in one error handler',
  },
  limits: 'Stays preview: values made by chance under a plain name, and keys whose row the guard before the handler has just checked, are reported too. Inserts, and updates whose columns stand in the text. Keys that hold who is signed in, ids and tokens made by chance, and rows looked up before are left out; deletes are not judged.',
  options,
  look: wholeProgram(),
  check(program, _, report, { status }) {
    for (const one of writingEndpoints(program, ['http', 'command'])) judge(one, program, report, status);
  },
});

function judge({ endpoint, writes }: WritingEndpoint, program: Program, report: Report, status: Options['status']): void {
  const open: { readonly write: Reached; readonly one: Breakable; readonly checked: boolean }[] = [];
  for (const write of writes) {
    const verdict = breakableBy(write.query, program);
    if (verdict.kind === 'unknown') { report.unknown('write', verdict.because, write.query.at); continue; }
    report.judged('write');
    if (verdict.kind === 'safe') continue;
    const taken = conflictTaken(endpoint.handler, write, program);
    const wrong = taken?.by ? statusesIn(taken.by, endpoint.handler, program).filter(given => (status === undefined ? ![400, 409, 422].includes(given) : given !== status)) : [];
    if (taken?.by && wrong.length > 0 && taken.by.types.some(type => /Integrity|Unique|Constraint/.test(type))) report(taken.by.at, `a broken constraint is answered with ${String(wrong[0] ?? '')}, ${status === undefined ? 'as if the server had failed' : `agreed is ${String(status)}`}`, { instead: `answer ${String(status ?? '409 or 400')} here` });
    if (!taken) open.push({ write, one: verdict.one, checked: isLookedUp(verdict.one, endpoint.handler, program) });
  }
  // What is looked up before can still come in between, though not where one person sits at the window; a row that was there a moment ago mostly stays.
  const counted = open.filter(({ write, one, checked }) => !(checked && (endpoint.kind === 'command' || one.kind !== 'unique' || write.query.verb === 'update')) && !isFresh(one, endpoint.handler, program)).sort((one, other) => rank(one) - rank(other));
  const [worst] = counted;
  if (!worst) return;
  const { write, one, checked } = worst;
  const what = checked ? `${one.what}; it is looked up before, but two requests at once both find nothing, and the second` : `${one.what}, and nobody takes the error when it does not hold: the request`;
  report(endpoint.at, `${what} ends as 500`, { ...((checked || one.kind !== 'unique') && { severity: 'warning' as const }), path: [...write.path, { at: write.query.at, message: `writes \`${one.table.name}\`` }] });
}

function rank({ one, checked }: { readonly one: Breakable; readonly checked: boolean }): number { return one.kind === 'unique' ? (checked ? 1 : 0) : 2; }

/** The handler reads the table the constraint is about, or has just written the row that has to be there. */
function isLookedUp(one: Breakable, handler: WritingEndpoint['endpoint']['handler'], program: Program): boolean {
  const names = [one.other ?? one.table.name, program.schema.models.find(model => model.name === (one.other ?? one.table.name))?.model?.name, one.other === undefined ? one.table.model?.name : undefined].flatMap(name => (name === undefined ? [] : [name.toLowerCase()]));
  return program.reachedFrom(handler).some(({ query }) => (one.kind === 'foreign key' ? query.verb === 'insert' || !query.writes : !query.writes) && query.tables.some(table => names.includes(table.toLowerCase())));
}

/** Part of the key names a row this request has just made: nobody else can use it. */
function isFresh(one: Breakable, handler: WritingEndpoint['endpoint']['handler'], program: Program): boolean {
  const parents = one.table.foreignKeys.filter(key => one.kind === 'unique' && key.columns.some(column => one.columns.includes(column))).map(key => key.table.toLowerCase());
  const names = program.schema.models.flatMap(model => (parents.includes(model.name.toLowerCase()) && model.model ? [model.model.name.toLowerCase()] : []));
  return parents.length > 0 && program.reachedFrom(handler).some(({ query }) => query.verb === 'insert' && query.tables.some(table => parents.includes(table.toLowerCase()) || names.includes(table.toLowerCase())));
}
