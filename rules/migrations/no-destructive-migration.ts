/** A migration that takes something away from rows that are there, without saying that it means to. */
import type { FileFacts, Loss } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { excuses } from '../../src/rule/excuses.js';

const advice: Readonly<Record<Loss['kind'], string>> = {
  drop: 'keep it until nothing reads it and say why it may go: `collaudo-destructive: <reason>` in a comment of the migration',
  rename: 'add the new name, copy, and drop the old one in a later release, or say why it is safe: `collaudo-destructive: <reason>`',
  narrow: 'check that every value fits first and say so: `collaudo-destructive: <reason>` in a comment of the migration',
  'not null': 'give a default, or fill the rows in the same migration first; or say why none are there: `collaudo-destructive: <reason>`',
};

export default defineRule({
  id: 'no-destructive-migration',
  group: 'migrations',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A migration drops, renames or narrows what is there, or makes a column NOT NULL without a default.',
  why: 'What is dropped is gone on every installation at once; the version still running meanwhile fails on names and values it does not know.',
  instead: 'do it in steps, or say why it is safe: `collaudo-destructive: <reason>` in a comment of the migration',
  limits: 'Ways back are not judged; a table rebuilt with all its columns and rows, and what a migration makes and drops itself, are left out.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const history of program.schema.histories) {
      for (const migration of history.migrations) {
        const unread = migration.steps.find(step => step.kind === 'unread');
        if (unread?.kind === 'unread' && migration.losses.length === 0) report.unknown('migration', unread.because, unread.at);
        else report.judged('migration');
        const file: FileFacts | undefined = program.file(migration.at.file);
        if (excuses(file, 'collaudo-destructive')) continue;
        const told = new Set<string>();
        for (const loss of migration.losses) {
          if (!told.has(loss.what)) report(loss.at, loss.what, { instead: advice[loss.kind] });
          told.add(loss.what);
        }
      }
    }
  },
});
