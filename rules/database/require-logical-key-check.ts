/** Keys into another database that are written without looking whether their row is there. */
import type { FunctionRef, Place, Program, Query, Step } from '../../src/rule/index.js';
import { defineRule, partsWithCalls, wholeProgram } from '../../src/rule/index.js';

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
  limits: 'Only keys declared as `logicalKeys`. A read in a package that is not in the scan is not seen; then nothing is said.',
  look: wholeProgram(),
  check(program, _, report) {
    for (const key of program.settings.logicalKeys.flatMap(({ column, refersTo }) => keyOf(column, refersTo) ?? [])) {
      for (const write of writesOf(key, program)) {
        for (const { fn, path } of waysTo(write.in, program)) {
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
  return program.queries.flatMap(query => (query.in && query.writes && program.roleAt(query.at) === 'production' && query.tables.some(table => names.some(name => same(name, table))) && sets(query, key) ? [{ at: query.at, in: query.in }] : []));
}

function sets(query: Query, key: Key): boolean {
  const [statement] = query.statements.filter(one => one.writes);
  if (statement) return (statement.verb === 'insert' && (statement.sets ?? []).length === 0) || (statement.sets ?? []).some(column => same(column, key.column));
  return query.verb === 'insert' || (query.verb === 'update' && query.call.fact.args.some(({ value }) => [...partsWithCalls(value, query.call.file.calls)].some(part => part.kind === 'record' && part.entries.some(entry => entry.key?.kind === 'text' && same(entry.key.text, key.column)))));
}

/** The handlers that lead to it; where none does, the function itself. */
function waysTo(fn: FunctionRef, program: Program): readonly { readonly fn: FunctionRef; readonly path: readonly Step[] }[] {
  const handlers = program.endpoints.flatMap(({ handler }) => {
    if (handler.fact === fn.fact) return [{ fn: handler, path: [] }];
    const reached = [...program.callsReachedFrom(handler)].find(one => one.in.fact === fn.fact);
    return reached ? [{ fn: handler, path: reached.path }] : [];
  });
  return handlers.length > 0 ? handlers : [{ fn, path: [] }];
}

/** Undefined when a package's function, which nobody sees into, is asked about it. */
function isRead(key: Key, fn: FunctionRef, program: Program): boolean | undefined {
  if (program.reachedFrom(fn).some(({ query }) => !query.writes && query.tables.some(table => same(table, key.target) || program.schema.tablesOfModel(table).some(one => same(one.name, key.target))))) return true;
  const asked = new RegExp(key.target.replace(/(?:es|[aeios])$/i, ''), 'i');
  const asks = program.reaches(fn, call => {
    const path = program.libraryPathOf(call);
    return path.known && !program.calleeOf(call).known && asked.test(path.value) && !same(path.value.split('.').at(-1) ?? '', key.table);
  });
  return asks.length > 0 ? undefined : false;
}
