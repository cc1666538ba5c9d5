/** A migration without a way back: when a release fails, the database stays behind. */
import type { History, Migration, SchemaStep } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { excuses } from '../../src/rule/excuses.js';

export default defineRule({
  id: 'require-reversible-migration',
  group: 'migrations',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A migration has no way back, an empty one, or one that loses data without saying so.',
  why: 'A release that has to be taken back finds a database that cannot follow, at the worst moment to write SQL by hand.',
  instead: 'write the way back, and where data cannot come back say so: `collaudo-lossy: <reason>` in a comment of the migration',
  limits: 'Tools that know no way back (Prisma, Drizzle, Refinery) stay unknown; dropping what the way forward made is no loss.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const history of program.schema.histories) {
      const [first] = history.migrations;
      if (first?.down.kind === 'none') { report.unknown('migration', `${history.tool} keeps no ways back`, first.at); continue; }
      const none = history.migrations.filter(one => one.down.kind === 'missing');
      if (first && none.length > 1 && none.length === history.migrations.length) {
        history.migrations.forEach(() => { report.judged('migration'); });
        report(first.at, `none of the ${String(none.length)} migrations here has a way back${expected(history)}`);
        continue;
      }
      for (const migration of history.migrations) {
        const { down } = migration;
        report.judged('migration');
        if (['automatic', 'none'].includes(down.kind) || [migration.at.file, ...(down.kind === 'steps' ? [down.at.file] : [])].some(file => excuses(program.file(file), 'collaudo-lossy'))) continue;
        if (down.kind === 'missing') report(migration.at, `\`${migration.name}\` has no way back${expected(history)}`);
        else if (down.kind === 'refuses') report(down.at, `the way back of \`${migration.name}\` only raises`);
        else if (down.kind === 'steps') {
          const problem = problemOf(migration, down.steps);
          if (problem !== undefined) report(down.at, problem);
        }
      }
    }
  },
});

function expected(history: History): string {
  return history.tool === 'sqlx' || history.tool === 'diesel' ? ' (no down file)' : '';
}

function problemOf(migration: Migration, back: readonly SchemaStep[]): string | undefined {
  const shapes = (steps: readonly SchemaStep[]): boolean => steps.some(step => step.kind !== 'data');
  if (!shapes(migration.steps)) return undefined;
  if (back.length === 0) return `the way back of \`${migration.name}\` does nothing`;
  if (back.some(step => step.kind === 'unread')) return undefined;
  const dropped = new Set(back.flatMap(step => (step.kind === 'ddl' ? droppedBy(step) : [])));
  const left = migration.steps.flatMap(step => (step.kind === 'ddl' && step.ddl.kind === 'create table' && !step.ddl.table.temporary ? [step.ddl.table.name.toLowerCase()] : []));
  const gone = new Set(migration.steps.flatMap(step => (step.kind === 'ddl' ? droppedBy(step) : [])));
  const stays = left.find(name => !dropped.has(name) && !gone.has(name));
  if (stays !== undefined) return `the way back of \`${migration.name}\` leaves the table ${stays} there`;
  const lost = migration.losses.find(one => one.kind === 'drop' && !fillsAgain(back, one));
  return lost && `\`${migration.name}\` ${lost.what}: its way back cannot bring the data back`;
}

/** The way back writes rows into what it makes anew: the data was kept somewhere. */
function fillsAgain(back: readonly SchemaStep[], { table, column }: Migration['losses'][number]): boolean {
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  return back.some(step => step.kind === 'data' && step.statement.targets.some(one => same(one.name, table))
    && (step.statement.verb === 'insert' ? step.statement.sources.length > 0 : column === undefined || (step.statement.sets ?? []).some(one => same(one, column))));
}

/** Tables dropped, or moved out of the way by another name. */
function droppedBy({ ddl }: Extract<SchemaStep, { kind: 'ddl' }>): readonly string[] {
  if (ddl.kind === 'drop') return ddl.what === 'table' ? ddl.names.map(one => one.name.toLowerCase()) : [];
  if (ddl.kind === 'rename table') return [ddl.table.name.toLowerCase()];
  return ddl.kind === 'alter table' && ddl.changes.some(one => one.kind === 'rename table') ? [ddl.table.name.toLowerCase()] : [];
}
