/** Tables whose shape makes data contradict itself. */
import type { Program, SchemaColumn, SchemaTable } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';

export default defineRule({
  id: 'normalised-schema',
  group: 'migrations',
  severity: 'warning',
  tier: 'stable',
  languages: ['rust', 'python', 'typescript', 'sql'],
  summary: 'A table has no primary key, numbered columns, a list in one column, or an id of another table without a foreign key.',
  why: 'Such tables hold rows nobody can address, values no index finds, and references to rows that are gone.',
  instead: 'give the table a key, or move what repeats into a table of its own with a foreign key',
  limits: 'Being quiet is no proof of a normalised schema; ids are only judged where a table of that name is in the schema, and declared logical keys are left out; so are logs, histories and whatever else keeps rows of what is gone.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const table of program.schema.tables) {
      if (program.roleAt(table.at) === 'test' || knowsNoKeys(table, program)) continue;
      if (table.partial) { report.unknown('table', table.doubts[0]?.because ?? '', table.at); continue; }
      report.judged('table');
      if (!table.primaryKey && table.uniques.length === 0 && !table.indexes.some(one => one.unique)) report(table.at, `\`${table.name}\` has no primary key`);
      for (const group of numbered(table)) report(group[0].at, `\`${table.name}\` has numbered columns: ${group.map(one => one.name).join(', ')}`, { instead: 'one row for each in a table of its own' });
      for (const column of table.columns) {
        if (column.family === 'text' && /(_ids|Ids|_list|List)$/.test(column.name)) report(column.at, `\`${table.name}.${column.name}\` holds a list in one text`, { instead: 'a table with one row for each, with a foreign key' });
        const target = remembers.test(table.name) ? undefined : targetOf(column, table, program);
        if (target) report(column.at, `\`${table.name}.${column.name}\` names a row of \`${target.name}\` and is no foreign key`, { instead: `declare it: REFERENCES ${target.name}` });
      }
    }
  },
});

/** Tables that hold what was: their rows outlive what they speak of, and a foreign key would take them along. */
const remembers = /(?:^|_)(?:deleted|archived?|audits?|history|histories|versions?|revisions?|snapshots?|logs?|events?_log|trash)(?:_|$)|(?:Audit|History|Version|Revision|Snapshot|Log|Archive|Deleted)(?:[A-Z]|s?$)/;

/** ClickHouse has neither unique nor foreign keys. */
function knowsNoKeys({ at }: SchemaTable, program: Program): boolean {
  const file = program.file(at.file);
  return /clickhouse/i.test(at.file) || (file !== undefined && /\bengine\s*=\s*\w*(?:MergeTree|Distributed)\b/i.test(program.textOf(file).slice(at.start, at.start + 20_000)));
}

/** `phone1, phone2`: three at least, or two that are numbered from one; lines of an address are none. */
function numbered(table: SchemaTable): readonly (readonly [SchemaColumn, ...SchemaColumn[]])[] {
  const groups = new Map<string, SchemaColumn[]>();
  for (const column of table.columns) {
    const [, stem = '', number = ''] = /^(.*[A-Za-z])_?(\d{1,2})$/.exec(column.name) ?? [];
    if (number === '' || /(line|address|street|indirizzo|md|sha|utf|base|ipv|v|is|oauth|s|auth|p)$/i.test(stem)) continue;
    groups.set(stem, [...groups.get(stem) ?? [], column]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => (first && others.length >= 1 && others.every(one => one.family === first.family) ? [[first, ...others] as const] : []));
}

/** The table an `_id` column names, by its own name in one number or the other. */
function targetOf(column: SchemaColumn, table: SchemaTable, { schema, settings }: Program): SchemaTable | undefined {
  const stem = /^(.+?)(?:_id|Id|ID)$/.exec(column.name)?.[1]?.toLowerCase();
  if (stem === undefined || table.foreignKeys.some(key => key.columns.some(one => one.toLowerCase() === column.name.toLowerCase()))) return undefined;
  if (settings.logicalKeys.some(one => one.column.toLowerCase().endsWith(`.${column.name.toLowerCase()}`) || one.column.toLowerCase() === column.name.toLowerCase())) return undefined;
  const plain = stem.replaceAll('_', '');
  const targets = schema.tables.filter(one => [plain, `${plain}s`, `${plain}es`, plain.replace(/y$/, 'ies')].includes(one.name.toLowerCase().replaceAll('_', '')) && one.history === table.history && one.model?.orm === table.model?.orm);
  const [target, second] = targets;
  if (!target || second || target === table) return undefined;
  const [key, more] = target.primaryKey?.columns ?? [];
  const keyColumn = more === undefined ? target.columns.find(one => one.name === key) : undefined;
  return keyColumn?.family === column.family ? target : undefined;
}
