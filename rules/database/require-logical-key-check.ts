/** Keys into another database that are written without looking whether their row is there. */
import type { FunctionRef, Place, Program, Query } from '../../src/rule/index.js';
import { defineRule, wholeProgram } from '../../src/rule/index.js';
import { setsColumn, waysTo, withDependencies } from './key-writes.js';

interface Key { readonly table: string; readonly column: string; readonly target: string; readonly refersTo: string }
interface Written { readonly at: Place; readonly in: FunctionRef }

export default defineRule<Program>({
  id: 'require-logical-key-check',
  group: 'database',
  severity: 'error',
  tier: 'preview',
  languages: ['rust', 'python', 'typescript'],
  summary: 'A key into another database is written, and nothing on the way reads the row it refers to.',
  why: 'No foreign key can hold between two databases: a number that does not exist is stored without a word, and joins to nothing later.',
  instead: 'read the row it refers to first, and answer 404 or 422 when it is not there',
  limits: 'Stays preview: too few real writes of such keys were seen to tell how often it is right, and a read that a guard makes before the handler is not followed. Only keys declared as `logicalKeys`. A read in a package that is not in the scan is not seen; then nothing is said. Values of rows that were read, and what only looks rows up, are left out.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const key of program.settings.logicalKeys.flatMap(({ column, refersTo }) => keyOf(column, refersTo) ?? [])) {
      for (const write of writesOf(key, program)) {
        const ways = waysTo(write.in, program);
        if (ways.length === 0) report.unknown('write', 'nobody is seen to call it', write.at);
        for (const { fn, path } of ways) {
          const seen = isRead(key, fn, program);
          if (seen === undefined) { report.unknown('write', `a call into a package may read \`${key.target}\``, write.at); break; }
          report.judged('write');
          if (seen) continue;
          report(write.at, `\`${key.table}.${key.column}\` is written here, and nothing on the way reads \`${key.refersTo}\``, { path });
          break;
        }
      }
    }
  },
});

/** `ConfigCommessa.CommessaERPId` and `ASITRON.COMMESSE.ID`. */
function keyOf(column: string, refersTo: string): Key | undefined {
  const [name, table] = column.split('.').reverse();
  const [, target] = refersTo.split('.').reverse();
  return name === undefined || table === undefined || target === undefined ? undefined : { table, column: name, target, refersTo };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function writesOf(key: Key, program: Program): readonly Written[] {
  const names = [key.table, ...program.schema.tablesOfModel(key.table).map(one => one.name), ...program.schema.tablesNamed(key.table).flatMap(one => one.model?.name ?? [])];
  return program.queries.flatMap(query => (query.in && query.writes && program.roleAt(query.at) === 'production' && query.tables.some(table => names.some(name => same(name, table))) && setsColumn(query, key.column, program) && !readsItself(query, key) ? [{ at: query.at, in: query.in }] : []));
}

/** `INSERT INTO .. SELECT .. FROM` the very table. */
function readsItself({ statements }: Query, key: Key): boolean { return statements.some(one => one.sources.some(table => same(table.name, key.target))); }

/** Undefined when a package's function, which nobody sees into, is asked about it. */
function isRead(key: Key, fn: FunctionRef, program: Program): boolean | undefined {
  const reached = withDependencies(fn, program).flatMap(one => program.reachedFrom(one));
  if (reached.some(({ query }) => !query.writes && query.tables.some(table => same(table, key.target) || program.schema.tablesOfModel(table).some(one => same(one.name, key.target))))) return true;
  const asked = new RegExp(key.target.replace(/(?:es|[aeios])$/i, ''), 'i');
  const asks = program.reaches(fn, call => {
    const path = program.libraryPathOf(call);
    return path.known && !program.calleeOf(call).known && asked.test(path.value) && !same(path.value.split('.').at(-1) ?? '', key.table);
  });
  return asks.length > 0 ? undefined : false;
}
