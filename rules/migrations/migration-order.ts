/** Migrations that are run in another order than they are written for. */
import type { History, Migration, Report } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { z } from 'zod';

const options = z.strictObject({
  digits: z.number().int().min(0).default(0).describe('how many digits every number has, beginning with 1; 0 leaves the form open'),
  gaps: z.boolean().default(false).describe('allow missing numbers'),
});
type Options = z.infer<typeof options>;

export default defineRule<unknown, Options>({
  id: 'migration-order',
  group: 'migrations',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'Migrations share a number, skip one, branch, follow an unknown one, use a table or column before it exists, or were edited after they were released.',
  why: 'Two people number their migrations alike, one is lost, or one is edited that databases have run already: every machine then has another schema, and a fresh one cannot be set up at all.',
  instead: 'renumber the later migration, merge the branches, or move the change behind the migration it needs',
  limits: 'Released is what the newest tag holds that HEAD contains, the branch or tag named by --since, or what `released` names in the configuration; without git or a tag nothing is. Comments, blanks and the way back may change, except where the tool compares the text (sqlx, refinery). A released migration that was deleted is not reported: histories are squashed on purpose. Numbers that are times may have gaps.',
  options,
  look: wholeProgram(),
  check(_, program, report, { digits, gaps }) {
    for (const history of program.schema.histories) {
      for (const migration of history.migrations) {
        edits(migration, history, report);
        const unread = migration.steps.find(step => step.kind === 'unread' && step.about === 'everything');
        if (unread?.kind === 'unread') report.unknown('migration', unread.because, unread.at);
        else report.judged('migration');
      }
      // Where the chain is torn, nobody can say what runs before what.
      if (history.tool === 'alembic') { if (!revisions(history, report)) continue; }
      else numbers(history, report, digits, gaps);
      for (const one of history.misplaced) {
        const what = one.column === undefined ? `the table ${one.table}` : `the column ${one.table}.${one.column}`;
        report(one.at, one.when === 'gone' ? `${what} is used here after it was dropped or renamed` : `${what} is used here and made only later`, { path: [{ at: one.other, message: one.when === 'gone' ? `${what} goes here` : `${what} is made here` }] });
      }
    }
  },
});

const putBack = 'put it back as it was released, and write the change as a new migration';

/** Where it ran already, it does not run again: what it says now never happens there. */
function edits({ name, edited }: Migration, { tool }: History, report: Report): void {
  if (!edited) return;
  const { how, release, was, at } = edited;
  const named = was === name ? `\`${name}\` is in ${release}` : `\`${name}\` is in ${release} as \`${was}\``;
  if (how === 'renamed') report(at, `${named}: databases that ran it under that name do not know this one`, { instead: 'give it back its name; a new one is for a new migration' });
  else if (how === 'text') report(at, `${named} and its text was changed since: ${tool} refuses to go on where it was applied`, { instead: putBack });
  else report(at, `${named} and was edited since: databases that ran it keep the old form`, { instead: putBack });
}

function numbers(history: History, report: Report, digits: number, gaps: boolean): void {
  const counted = history.migrations.every(one => /^\d{1,7}$/.test(one.version));
  let before: History['migrations'][number] | undefined;
  for (const one of history.migrations) {
    const value = Number(one.version);
    if (digits > 0 && one.version.length !== digits) report(one.at, `\`${one.name}\` is not numbered with ${String(digits)} digits`);
    // Folders of Prisma and names of TypeORM may share their second; what runs first is then decided by the name.
    if (before && before.version === one.version && history.tool !== 'prisma') report(one.at, `\`${one.name}\` has the number of \`${before.name}\``, { path: [{ at: before.at, message: 'the other one' }] });
    else if (counted && !gaps && before && value > Number(before.version) + 1) report(one.at, `${one.version} follows ${before.version}: ${String(Number(before.version) + 1).padStart(one.version.length, '0')} is missing`);
    else if (counted && !gaps && !before && digits > 0 && value > 1) report(one.at, `the first migration is number ${one.version}`);
    before = one;
  }
}

/** Whether they are one chain from the first to the last. */
function revisions({ migrations }: History, report: Report): boolean {
  const byVersion = new Map(migrations.map(one => [one.version, one]));
  for (const one of migrations) {
    const twin = byVersion.get(one.version);
    if (twin && twin !== one) report(one.at, `\`${one.name}\` has the revision of \`${twin.name}\``, { path: [{ at: twin.at, message: 'the other one' }] });
    for (const parent of one.parents ?? []) if (!byVersion.has(parent)) report(one.at, `\`${one.name}\` follows \`${parent}\`, which is not here`);
  }
  if (migrations.some(one => one.parents?.some(parent => !byVersion.has(parent)))) return false;
  const parents = new Set(migrations.flatMap(one => one.parents ?? []));
  const heads = migrations.filter(one => !parents.has(one.version));
  const [first, second] = heads;
  if (first && second && !migrations.some(one => one.branches === true)) report(second.at, `\`${second.name}\` and \`${first.name}\` both come last: \`upgrade head\` fails`, { path: [{ at: first.at, message: 'the other head' }], instead: 'merge them: `alembic merge heads`' });
  return true;
}
