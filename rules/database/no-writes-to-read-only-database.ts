import type { Place, Query, Step } from '../../src/rule/index.js';
import { accountFor, defineRule, each } from '../../src/rule/index.js';

export default defineRule<Query>({
  id: 'no-writes-to-read-only-database',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  runs: 'always',
  languages: ['rust', 'python', 'typescript'],
  summary: 'Something is written to a database that is declared read-only.',
  why: 'The database belongs to another system: a write there goes round its rules and can corrupt what it relies on.',
  instead: 'read from this database only; keep your own data in your own database, or ask the owning system through its interface',
  limits: 'A session whose database cannot be told is not judged.',
  look: each('query'),
  check(query, program, report) {
    if (program.roleAt(query.at) !== 'production') return;
    const readOnly = Object.entries(program.settings.databases).filter(([, one]) => one.readOnly).map(([name]) => name);
    if (readOnly.length === 0) return;
    if (reaches(query, readOnly)) accountFor(query, report);
    if (!query.writes) return;
    const written = query.statements.filter(one => one.writes).flatMap(one => one.targets);
    const named = written.find(table => table.database !== undefined && readOnly.some(name => same(name, table.database)));
    if (named) {
      report(query.at, `this ${verbOf(query)} ${named.database ?? ''}, which is read-only: table ${named.name}`);
      return;
    }
    // Every written table is named with another database: the session is only where the statement is sent from.
    if (written.length > 0 && written.every(table => table.database !== undefined)) return;
    const use = query.databases().find(one => readOnly.includes(one.name));
    if (use) report(query.at, `this ${verbOf(query)} ${use.name}, which is read-only${tablesOf(query)}`, { path: meaningful(use.path, query.at) });
  },
});

/** By its session, or by the name of a table. */
function reaches(query: Query, databases: readonly string[]): boolean {
  const named = query.statements.flatMap(one => [...one.targets, ...one.sources]);
  return named.some(table => databases.some(name => same(name, table.database))) || query.databases().some(one => databases.includes(one.name));
}

const verbs: Readonly<Record<Query['verb'], string>> = {
  insert: 'inserts into', update: 'updates', delete: 'deletes from', ddl: 'changes the schema of', execute: 'runs a procedure on', commit: 'commits to', rollback: 'rolls back', select: 'writes to', other: 'writes to',
};

function verbOf(query: Query): string { return verbs[query.verb]; }

function tablesOf(query: Query): string {
  return query.tables.length > 0 && query.verb !== 'commit' ? `: table ${query.tables[0] ?? ''}` : '';
}

function same(one: string, other: string | undefined): boolean {
  return other !== undefined && one.toLowerCase() === other.toLowerCase();
}

/** Steps that say more than the finding's own line. */
function meaningful(path: readonly Step[], at: Place): readonly Step[] {
  return path.filter(step => step.at.file !== at.file || step.at.start > at.end || step.at.end < at.start);
}
