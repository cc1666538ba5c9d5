/** A foreign key that no index serves: every delete of a parent, and every join from it, reads the whole table. */
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { keysAreUnsure, ledBy, mayBeLedBy } from '../../src/rule/keys.js';

export default defineRule({
  id: 'require-index-on-foreign-key',
  group: 'migrations',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A foreign key has no index whose first columns are its own.',
  why: 'Joins along the key and deletes of the row it points to read the whole table; it goes unnoticed until the table is large.',
  instead: 'create an index that begins with the key\'s columns',
  limits: 'The schema is replayed from migrations, or read from the models where there are none. Tables declared small and databases that index foreign keys themselves (MySQL) are left out; an index over some rows only counts.',
  look: wholeProgram(),
  check(program, _, report) {
    const { schema, settings } = program;
    if (schema.indexesForeignKeys) return;
    for (const table of schema.tables) {
      if (settings.smallTables.some(small => small.toLowerCase() === table.name.toLowerCase())) continue;
      for (const key of table.foreignKeys) {
        if (program.roleAt(key.at) === 'test' || key.columns.includes('()')) continue;
        const covered = ledBy(table, key.columns) || mayBeLedBy(table, key.columns);
        if (!covered && keysAreUnsure(table)) { report.unknown('foreign key', table.doubts.find(one => one.about !== 'columns')?.because ?? '', key.at); continue; }
        report.judged('foreign key');
        if (covered) continue;
        const columns = key.columns.join(', ');
        report(key.at, `no index of \`${table.name}\` begins with \`${columns}\`, which refers to \`${key.table}\``, { instead: `CREATE INDEX ON ${table.name} (${columns})` });
      }
    }
  },
});
