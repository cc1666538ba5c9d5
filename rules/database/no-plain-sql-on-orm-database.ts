/** SQL text for what the ORM does in one line, on a database whose tables are to be used through the ORM. */
import type { Program, Query } from '../../src/rule/index.js';
import { accountFor, defineRule, isUnread, partsWithCalls, wholeProgram } from '../../src/rule/index.js';

/** What makes a statement more than one an ORM writes by itself. */
const complex = /\bover\s*\(|\bwith\s+(?:recursive\s+)?\w+\s*(?:\(|as\b)|\bunion\b|\bintersect\b|\bexcept\b|\bjoin\b|\bexists\s*\(|\bmerge\b|\b(?:sum|avg|min|max|count|string_agg|array_agg|json_agg|stuff|rank|row_number)\s*\(|\bfor\s+(?:update|xml|json)\b|\bcase\s+when\b|\blateral\b|\bapply\b|\bpivot\b|\bon\s+conflict\b|\bon\s+duplicate\b|\bin\s*\(\s*select\b/i;
/** What a database says about itself has no model. */
const catalogue = /^(?:information_schema|sys|pg_catalog)\.|\.(?:sqlite_\w+|pg_\w+)$/i;
const verbs = { select: 'reads', insert: 'inserts into', update: 'updates', delete: 'deletes from' } as const;

export default defineRule<Program>({
  id: 'no-plain-sql-on-orm-database',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['python', 'typescript'],
  summary: 'A simple statement on one table is written as SQL text where the team uses the ORM.',
  why: 'The text knows nothing of the model: a renamed column breaks it at run time, and defaults, hooks and types of the model do not apply.',
  instead: 'use the model: `db.get`, `select(Model)`, `db.add`, `repository.findOne`; keep SQL text for joins, CTEs, windows, aggregates and bulk changes',
  limits: 'Only databases declared with `"access": "orm"`; a session whose database cannot be told is not judged.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const query of program.queries) {
      if (query.verb === 'commit' || query.verb === 'rollback' || query.verb === 'ddl' || program.roleAt(query.at) !== 'production' || query.call.file.language === 'rust') continue;
      const use = query.databases().find(one => program.settings.databases[one.name]?.access === 'orm');
      if (!use) continue;
      accountFor(query, report);
      if (isUnread(query)) continue;
      const simple = simpleOf(query, program);
      if (simple) report(query.at, `this text only ${verbs[simple.verb]} \`${simple.table}\`, on ${use.name}, whose tables are used through the ORM`, { path: use.path });
    }
  },
});

function simpleOf(query: Query, program: Program): { readonly verb: keyof typeof verbs; readonly table: string } | undefined {
  const [statement] = query.statements;
  if (query.built !== 'text' || !statement || query.statements.length !== 1 || (statement.verb !== 'select' && statement.verb !== 'insert' && statement.verb !== 'update' && statement.verb !== 'delete')) return undefined;
  const tables = [...new Set([...statement.targets, ...statement.sources].map(table => table.name.toLowerCase()))];
  const [named] = [...statement.targets, ...statement.sources];
  if (!named || tables.length !== 1 || named.hole || named.temporary || catalogue.test(`${named.schema ?? ''}.${named.name}`) || statement.grouped || statement.singleRow || statement.upserts === true) return undefined;
  if (statement.verb === 'insert' && statement.sources.length > 0) return undefined;
  // Many rows at once: changed by a condition that is no key, or given as a list.
  if ((statement.verb === 'update' || statement.verb === 'delete') && !statement.tests.some(test => test.operator === '=' && test.value !== 'column')) return undefined;
  return isBulk(query) || complex.test(textOf(query, program)) ? undefined : { verb: statement.verb, table: named.name };
}

function isBulk({ call: { fact } }: Query): boolean {
  const name = fact.callee.kind === 'member' ? fact.callee.name : '';
  return /many|bulk|values|batch/i.test(name) || fact.args.slice(1).some(({ value }) => value.kind === 'each');
}

/** The statement as far as it stands in texts. */
function textOf(query: Query, program: Program): string {
  const { file, fact } = query.call;
  const pieces = [fact.callee, ...fact.args.map(argument => argument.value)].flatMap(value => [...partsWithCalls(value, file.calls)]);
  const named = pieces.flatMap(part => (part.kind === 'name' || part.kind === 'member' ? program.sourcesOf(file, fact.in, part).all : []));
  const called = named.flatMap(source => [...partsWithCalls(source.value, source.file.calls)].map(part => ({ part, file: source.file })));
  return [...pieces.map(part => ({ part, file })), ...called].map(one => (one.part.kind === 'text' || one.part.kind === 'joined' ? program.textOf(one.file).slice(one.part.at.start, one.part.at.end) : '')).join('\n');
}
