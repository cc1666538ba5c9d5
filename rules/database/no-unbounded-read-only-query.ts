/** A query that can read a whole table of a database that belongs to somebody else. */
import type { Program, Query } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';
import { isByKnownKey } from './keyed-reads.js';

export default defineRule<Query>({
  id: 'no-unbounded-read-only-query',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A query on a read-only database can read a whole table.',
  why: 'The database belongs to another system and serves it first: a scan of a large table slows down everybody who works there.',
  instead: 'limit the rows (TOP, LIMIT, OFFSET .. FETCH) or select by key',
  limits: 'A query whose database or text cannot be told is not judged; an equality on any key counts as a bound, also on one that only the declared schema, the migrations or the models name.',
  look: each('query'),
  check(query, program, report) {
    if (program.roleAt(query.at) !== 'production' || query.verb !== 'select' || query.writes || isCatalogue(query)) return;
    const use = query.databases().find(one => program.settings.databases[one.name]?.readOnly);
    if (!use) return;
    if (query.bound.kind === 'unknown') return report.unknown('query', query.bound.because, query.at);
    // A pasted clause may hold the limit.
    if (query.statements.some(one => one.holes.some(hole => hole.place === 'clause' || hole.place === 'limit'))) return report.unknown('query', 'a clause is pasted into it', query.at);
    if (isNarrowedInside(query, program)) return report.unknown('query', 'a part named by WITH decides how many rows there are', query.at);
    if (isPart(query)) return report.unknown('query', 'it is kept, and may only be a part of another query', query.at);
    // Columns of another query, a function, a model that is handed in.
    if (query.built !== 'text' && query.call.file.language === 'python' && !isTable(query, program)) return report.unknown('query', 'what it reads from could not be told', query.at);
    report.judged('query');
    if (countsOnly(query, program) || isSlice(query)) return;
    // `session.get(Model, key)`, `.first()`: an ORM asks for one row; fetching one row of a text only stops reading early.
    if (query.built !== 'text' && (query.rows === 'one' || query.rows === 'scalar' || query.tables.length === 0)) return;
    if (query.bound.kind === 'none' && !isByKnownKey(query, program)) report(query.at, `nothing limits how many rows of ${query.tables[0] ?? 'a table'} this reads on ${use.name}, which is read-only`, { path: use.path });
  },
});

const textOf = ({ call }: Query, program: Program): string => program.textOf(call.file).slice(call.fact.at.start, call.fact.at.end);

/** `WITH one AS (SELECT .. WHERE id = ?) SELECT .. FROM one`. */
function isNarrowedInside(query: Query, program: Program): boolean {
  return query.statements.some(one => one.tests.some(test => !test.certain && test.operator === '=' && test.value !== 'column')) && /[\s"'`(]with\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+as\s/i.test(textOf(query, program));
}

/** `const ids = db('users').select('id')`, given to another query: it is not run by itself. */
function isPart({ built, call: { file, fact } }: Query): boolean {
  if (built === 'text' || file.language !== 'typescript' || fact.awaited === true) return false;
  const kept = file.assignments.find(one => one.in === fact.in && one.target.kind === 'name' && one.value.kind === 'call' && file.calls[one.value.call] === fact)?.target;
  return kept?.kind === 'name' && file.calls.some(one => one.in === fact.in && one.args.some(({ value }) => value.kind === 'name' && value.name === kept.name));
}

/** `select({ count: sql\`COUNT(*)\` })`: one row, whatever there is. */
function countsOnly(query: Query, program: Program): boolean {
  return query.built !== 'text' && /\bselect\(\s*\{\s*\w+:\s*(?:sql(?:<[^>]*>)?`\s*)?(?:count|sum|max|min|avg)\b[^,]*\}\s*\)/i.test(textOf(query, program)) && !/\bgroupBy\(/.test(textOf(query, program));
}

/** `id >= ? AND id < ?`: a stretch of keys, which the caller goes through in steps. */
function isSlice({ statements, filters }: Query): boolean {
  const tests = [...statements.flatMap(one => one.tests.filter(test => test.certain && test.value !== 'column')), ...filters].filter(test => /(?:^|_)id$|Id$|ID$/.test(test.column));
  return tests.some(test => test.operator === 'between' || (test.operator.startsWith('>') && tests.some(other => other.column === test.column && other.operator.startsWith('<'))));
}

function isTable({ tables: [name] }: Query, { schema }: Program): boolean {
  return name !== undefined && (schema.tablesNamed(name).length > 0 || schema.tablesOfModel(name).length > 0 || schema.models.some(one => one.model?.name === name));
}

/** What a database tells about itself is no table of somebody's data. */
function isCatalogue({ statements }: Query): boolean {
  const sources = statements.flatMap(one => one.sources);
  return sources.length > 0 && sources.every(table => /^(information_schema|pg_catalog|sys)$/i.test(table.schema ?? table.database ?? '') || /^(sqlite_(master|schema)|sysobjects|syscolumns|pg_\w+)$/i.test(table.name));
}
