import type { Query } from '../../src/rule/index.js';
import { accountFor, defineRule, each } from '../../src/rule/index.js';

export default defineRule<Query>({
  id: 'no-wrong-session',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A table of one database is used through the session of another.',
  why: 'The table is not there: the statement fails, or reads a table of the same name that means something else.',
  instead: 'take the session of the database the table belongs to, or name the table in full (`db.schema.table`) where both are on one server',
  limits: 'Needs two declared databases. A table belongs where its model, base or data source says, or where everybody else uses it; a table nothing is known about is not judged.',
  look: each('query'),
  check(query, program, report) {
    if (program.roleAt(query.at) !== 'production') return;
    const used = query.databases();
    if (used.length === 0) return;
    accountFor(query, report);
    for (const table of program.unqualifiedTablesOf(query)) {
      const home = program.homeOf(query, table);
      const wrong = home && used.find(one => one.name !== home.database);
      if (!home || !wrong) continue;
      report(query.at, `${table} belongs to ${home.database} and is used through a session of ${wrong.name}`, { path: [{ at: home.at, message: home.because }, ...wrong.path] });
      return;
    }
  },
});
