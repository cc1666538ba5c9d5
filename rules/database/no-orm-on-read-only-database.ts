import type { Query } from '../../src/rule/index.js';
import { defineRule, each } from '../../src/rule/index.js';

export default defineRule<Query>({
  id: 'no-orm-on-read-only-database',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'An ORM model is queried on a database that is for raw SQL only.',
  why: 'A model promises that its table is ours to shape and to write; the tables of another system change without asking it.',
  instead: 'write the statement out as parameterised SQL text and name the columns you need',
  limits: 'Only databases declared with `"access": "raw-sql"`; a session whose database cannot be told is not judged.',
  look: each('query'),
  check(query, program, report) {
    if (program.roleAt(query.at) !== 'production') return;
    const use = query.databases().find(one => program.settings.databases[one.name]?.access === 'raw-sql');
    if (!use) return;
    report.judged('query');
    if (query.built !== 'text' && query.tables.length > 0) report(query.at, `${query.tables[0] ?? 'a model'} is queried through the ORM on ${use.name}, which is for raw SQL only`, { path: use.path });
  },
});
