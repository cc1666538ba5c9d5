/** A query that has to read a whole table because nothing leads to the rows it asks for. */
import type { Program, Query, SchemaTable } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { keysAreUnsure, ledBy, mayBeLedBy } from '../../src/rule/keys.js';
import { asked, type Asked } from './asked-columns.js';
import { z } from 'zod';

const options = z.strictObject({
  everyColumn: z.boolean().default(false).describe('report every filtered column without an index, also where another column of the same query has one'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'require-index-for-filters',
  group: 'database',
  severity: 'error',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A column that queries filter, join or order by has no index, unique or primary key.',
  why: 'The database reads every row to find a few: fast on the developer\'s machine, slow with a year of data.',
  instead: 'create an index that begins with this column, or declare the table small',
  limits: 'Only leading columns of a composite index count. Tables whose schema is not in the repository, searches in text, columns inside functions, yes-or-no and enumerated columns are left out; updates put together by a builder are not looked at; one index is enough for a query unless the option says otherwise, and for a join on either side.',
  options,
  look: wholeProgram(),
  check(program, _, report, { everyColumn }) {
    const found = new Map<string, { table: SchemaTable; one: Asked; queries: Query[] }>();
    for (const query of program.queries) {
      if (program.roleAt(query.at) !== 'production') continue;
      const all = asked(query, program);
      for (const [table, columns] of all) {
        if (columns.every(one => one.how === 'joined by') && all.some(([other, theirs]) => other !== table && theirs.some(one => one.how === 'joined by' && ledBy(other, [one.column.name])))) continue;
        if (program.settings.smallTables.some(small => small.toLowerCase() === table.name.toLowerCase())) continue;
        const without = columns.filter(one => !ledBy(table, [one.column.name]) && !mayBeLedBy(table, [one.column.name]));
        if (without.length > 0 && keysAreUnsure(table)) { report.unknown('query', table.doubts[0]?.because ?? '', query.at); continue; }
        report.judged('query');
        if (!everyColumn && without.length < columns.length) continue;
        const worst = without.find(one => one.how === 'filtered by') ?? without[0];
        const told = everyColumn ? without : worst ? [worst] : [];
        for (const one of told) {
          const key = `${table.history ?? ''} ${table.name}.${one.column.name}`;
          const seen = found.get(key) ?? { table, one, queries: [] };
          found.set(key, seen);
          seen.queries.push(query);
        }
      }
    }
    for (const { table, one, queries } of found.values()) {
      const [first, ...others] = queries;
      if (!first) continue;
      const more = others.length === 0 ? '' : others.length === 1 ? ', and in another query' : `, and in ${String(others.length)} other queries`;
      report(first.at, `\`${table.name}\` is ${one.how} \`${one.column.name}\` here${more}, and no index begins with it`, {
        path: [{ at: one.column.at, message: `\`${table.name}.${one.column.name}\`` }, ...others.slice(0, 3).map(other => ({ at: other.at, message: 'also here' }))],
        instead: `CREATE INDEX ON ${table.name} (${one.column.name}), or declare the table small`,
      });
    }
  },
});
