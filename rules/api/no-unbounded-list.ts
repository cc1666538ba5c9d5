import type { Endpoint, Program, Reached } from '../../src/rule/index.js';
import { defineRule, each, nameOf } from '../../src/rule/index.js';

export default defineRule<Endpoint>({
  id: 'no-unbounded-list',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An endpoint answers every row of a table.',
  why: 'The answer grows with the table until the request times out or the process runs out of memory, usually in production first.',
  instead: 'take a page size and an offset or cursor from the client, cap the size, and put the limit into the query',
  limits: 'Rows are followed from the query to the answer through functions that can be resolved; a query that cannot be read is not judged.',
  look: each('endpoint'),
  check(endpoint, program, report) {
    if (program.roleAt(endpoint.at) !== 'production') return;
    const answered = program.answeredBy(endpoint.handler);
    for (const { query } of answered) {
      if (query.verb !== 'select' || query.rows === 'one' || query.rows === 'scalar') continue;
      if (query.bound.kind === 'unknown') report.unknown('list', query.bound.because, query.at);
      else report.judged('list');
    }
    const unbounded = answered.filter(one => isUnbounded(one, program) && !(one.query.bound.kind === 'children' && (one.repeated === true || isPartOfMore(endpoint, answered))));
    const worst = unbounded.find(one => one.query.bound.kind === 'none') ?? unbounded[0];
    if (!worst) return;
    const { query } = worst;
    const children = query.bound.kind === 'children';
    const what = query.tables[0] ?? 'the query';
    const name = nameOf(endpoint);
    const message = query.bound.kind === 'children' ? `${name} answers every row of ${what} with the same ${query.bound.of}` : `${name} answers every row of ${what}`;
    report(endpoint.at, message, {
      severity: children || isExport(endpoint) ? 'warning' : 'error',
      path: [...worst.path, { at: query.at, message: 'this query has no limit' }],
    });
  },
});

function isUnbounded(reached: Reached, program: Program): boolean {
  const { query } = reached;
  if (reached.part || reached.first || query.verb !== 'select' || (query.rows !== 'many' && query.rows !== 'unknown')) return false;
  if (query.bound.kind !== 'none' && query.bound.kind !== 'children') return false;
  const small = new Set(program.settings.smallTables.map(table => table.toLowerCase()));
  return !(query.tables.length > 0 && query.tables.every(table => small.has(table.toLowerCase())));
}

/** One entity answered with its children, or an action that works through them: no list of its own. */
function isPartOfMore(endpoint: Endpoint, answered: readonly Reached[]): boolean {
  return answered.some(one => one.query.verb === 'select' && !one.repeated && (one.first || one.query.rows === 'one' || one.query.bound.kind === 'one row')) || /^(POST|PUT|PATCH|DELETE)$/.test(endpoint.method);
}

/** Exports are whole by nature: worth a look, not a failure. */
function isExport(endpoint: Endpoint): boolean {
  return /export|download|stream|csv|xlsx|backup|feed|sitemap/i.test(`${endpoint.path} ${endpoint.handler.fact.name}`);
}
