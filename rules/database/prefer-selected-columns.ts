/** Rows that are read whole where only a column or two of them are used. */
import { z } from 'zod';
import type { Program, Query, SchemaTable } from '../../src/rule/index.js';
import { accountFor, defineRule, isUnread, wholeProgram } from '../../src/rule/index.js';
import { usedMembers } from './used-members.js';

const options = z.strictObject({
  atMost: z.number().int().min(1).default(2).describe('how many used columns are few'),
  columns: z.number().int().min(2).default(5).describe('tables with fewer columns are left out'),
});

export default defineRule<Program, z.infer<typeof options>>({
  id: 'prefer-selected-columns',
  group: 'database',
  severity: 'warning',
  tier: 'stable',
  languages: ['python', 'typescript'],
  summary: 'Whole rows are read where only one or two columns of them are used.',
  why: 'Wide rows, texts and blobs are read, sent and turned into objects for nothing, and no index alone can answer.',
  instead: 'name the columns that are used: `select(User.id, User.name)`, `select: { id: true }`, `SELECT id, name`',
  limits: 'Only where the rows stay in the function that reads them, and the table\'s columns are known; rows that are changed, and members that are no columns, are left out. Rust rows are read into types, which name their columns.',
  options,
  look: wholeProgram(),
  check(program, _, report, { atMost, columns }) {
    for (const query of program.queries) {
      if (query.writes || (query.verb !== 'select' && query.verb !== 'other') || program.roleAt(query.at) !== 'production' || query.call.file.language === 'rust' || isUnread(query)) continue;
      if (!readsWhole(query, program)) { accountFor(query, report); continue; }
      const used = usedMembers(query);
      accountFor(query, report);
      const table = tableOf(query, program);
      // What is no column is a method of the rows, or a relation that is loaded with them.
      if (!table || !used || used.length === 0 || used.length > atMost || table.columns.length < columns || !used.every(name => isColumn(table, name))) continue;
      report(query.at, `all ${String(table.columns.length)} columns of \`${query.tables[0] ?? ''}\` are read, and only ${used.map(name => `\`${name}\``).join(' and ')} ${used.length === 1 ? 'is' : 'are'} used`);
    }
  },
});

/** `SELECT *` from one table, or models. */
function readsWhole(query: Query, program: Program): boolean {
  const [statement] = query.statements;
  if (query.tables.length !== 1 || query.rows === 'scalar' || query.rows === 'none') return false;
  if (statement) return statement.verb === 'select' && statement.selects.length === 1 && /(?:^|\.)\*$/.test(statement.selects[0] ?? '') && !statement.singleRow;
  const { file, fact } = query.call;
  const text = program.textOf(file).slice(fact.at.start, fact.at.end);
  // Models as a whole: `select(User)`, `query(User)`, `get(User, id)`; in TypeScript unless an option or step names columns.
  return query.built !== 'text' && (file.language === 'python' ? /\b(?:select|query|get)\(\s*[A-Z]\w*\s*[,)]/.test(text) && !/load_only|with_entities|defer|only\(|values/.test(text) : !/\b(?:groupBy|count|aggregate|select|attributes|columns|fields|include|projection|populate)\b/.test(text));
}

function tableOf(query: Query, program: Program): SchemaTable | undefined {
  const [name = ''] = query.tables;
  const [table] = [...program.schema.tablesOfModel(name), ...program.schema.tablesNamed(name)];
  return table?.doubts.some(doubt => doubt.about !== 'keys') === false ? table : undefined;
}

/** `createdAt` in code is `created_at` in a table. */
function isColumn(table: SchemaTable, name: string): boolean {
  const plain = (one: string): string => one.replaceAll('_', '').toLowerCase();
  return table.columns.some(column => plain(column.name) === plain(name));
}
