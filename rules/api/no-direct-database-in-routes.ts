import type { Endpoint, Program, Query } from '../../src/rule/index.js';
import { defineRule, nameOf, ownQueries, wholeProgram } from '../../src/rule/index.js';
import { hasQueryLayer } from './query-layer.js';

export default defineRule<Program>({
  id: 'no-direct-database-in-routes',
  group: 'api',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A route handler runs queries itself although the project has a layer for them.',
  why: 'A query inside a handler can neither be reused nor tested without HTTP, and the rules about the data end up in as many places as there are routes.',
  instead: 'move the query into a function of the service or repository layer, hand it the session, and let the handler call it once',
  limits: 'A layer is what answers handlers from the database in other files than theirs, in a place named for it or at least twice, or what `layers` declares; a project without one is told so once, in a note.',
  look: wholeProgram(),
  check(program, _, report) {
    const endpoints = program.endpoints.filter(one => program.roleAt(one.at) === 'production');
    new Set(endpoints.map(one => one.handler.fact)).forEach(() => { report.judged('handler'); });
    const guilty = endpoints.flatMap(endpoint => {
      const queries = ownQueries(endpoint.handler, program);
      return queries.length > 0 && !isProbe(endpoint, queries) ? [{ endpoint, queries }] : [];
    });
    const [first] = guilty;
    if (!first) return;
    // Declared layers are a layer even before the first function has moved there.
    if (program.settings.layers.length === 0 && !hasQueryLayer(endpoints, program)) {
      report(first.endpoint.at, `${many(guilty.length, 'handler runs', 'handlers run')} queries themselves: no service or repository layer was found between routes and database`, { severity: 'note', path: steps(first.queries) });
      return;
    }
    const seen = new Set<string>();
    for (const { endpoint, queries } of guilty) {
      const key = `${endpoint.at.file}@${String(endpoint.at.start)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const onlyEnds = queries.every(one => one.verb === 'commit' || one.verb === 'rollback');
      const message = onlyEnds ? `${nameOf(endpoint)} ends the transaction in its handler` : `${nameOf(endpoint)} runs ${many(queries.length, 'query', 'queries')} in its handler`;
      report(endpoint.at, message, { severity: onlyEnds ? 'warning' : 'error', path: steps(queries) });
    }
  },
});

/** Probes ask the database whether it is there; there is nothing to move. */
function isProbe(endpoint: Endpoint, queries: readonly Query[]): boolean {
  const name = `${endpoint.path} ${endpoint.handler.fact.name}`;
  if (/(^|[^a-z])(health|healthz|healthcheck|readyz|readiness|livez|liveness|heartbeat)([^a-z]|$)/i.test(name)) return true;
  return /(^|[^a-z])(ready|live|ping|status|up)([^a-z]|$)/i.test(name) && queries.every(one => one.tables.length === 0 && !one.writes);
}

function many(count: number, one: string, more: string): string {
  return count === 1 ? `a ${one}` : `${String(count)} ${more}`;
}

function steps(queries: readonly Query[]): readonly { at: Query['at']; message: string }[] {
  return queries.slice(0, 5).map(query => ({ at: query.at, message: query.verb === 'commit' || query.verb === 'rollback' ? `this is a ${query.verb}` : `this ${query.writes ? 'writes' : 'reads'} ${query.tables[0] ?? 'the database'}` }));
}
