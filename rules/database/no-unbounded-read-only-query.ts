/** A query that can read a whole table of a database that belongs to somebody else. */
import type { Query } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';
import { isByKnownKey } from './keyed-reads.js';

export default defineRule<Query>({
  id: 'no-unbounded-read-only-query',
  group: 'database',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A query on a read-only database can read a whole table.',
  why: 'The database belongs to another system and serves it first: a scan of a large table slows down everybody who works there.',
  instead: 'limit the rows (TOP, LIMIT, OFFSET .. FETCH) or select by key',
  limits: 'Preview: values that MySQL takes in double quotes are taken for columns. A query whose database or text cannot be told is not judged; an equality on any key counts as a bound, also on one that only the declared schema, the migrations or the models name.',
  look: each('query'),
  check(query, program, report) {
    if (program.roleAt(query.at) !== 'production' || query.verb !== 'select' || query.writes || isCatalogue(query)) return;
    const use = query.databases().find(one => program.settings.databases[one.name]?.readOnly);
    if (!use) return;
    if (query.bound.kind === 'unknown') return report.unknown('query', query.bound.because, query.at);
    // A pasted clause may hold the limit.
    if (query.statements.some(one => one.holes.some(hole => hole.place === 'clause' || hole.place === 'limit'))) return report.unknown('query', 'a clause is pasted into it', query.at);
    report.judged('query');
    // `session.get(Model, key)`, `.first()`: an ORM asks for one row; fetching one row of a text only stops reading early.
    if (query.built !== 'text' && (query.rows === 'one' || query.rows === 'scalar' || query.tables.length === 0)) return;
    if (query.bound.kind === 'none' && !isByKnownKey(query, program)) report(query.at, `nothing limits how many rows of ${query.tables[0] ?? 'a table'} this reads on ${use.name}, which is read-only`, { path: use.path });
  },
});

/** What a database tells about itself is no table of somebody's data. */
function isCatalogue({ statements }: Query): boolean {
  const sources = statements.flatMap(one => one.sources);
  return sources.length > 0 && sources.every(table => /^(information_schema|pg_catalog|sys)$/i.test(table.schema ?? table.database ?? '') || /^(sqlite_(master|schema)|sysobjects|syscolumns)$/i.test(table.name));
}
