/** Where a column is given a value from outside, and which functions run before that. */
import type { FunctionRef, Program, Query, Step, Value } from '../../src/rule/index.js';
import { madeBy } from '../../src/rule/new-rows.js';

const callersFollowed = 3;
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** A statement or builder gives it a value, and not one of a row that was read. */
export function setsColumn(query: Query, column: string, program: Program): boolean {
  const [statement] = query.statements.filter(one => one.writes);
  if (statement) return (statement.verb === 'insert' && (statement.sets ?? []).length === 0) || (statement.sets ?? []).some(name => same(name, column));
  if (query.verb === 'insert') return madeBy(query, program)?.gives(column, false) === 'sent';
  return query.verb === 'update' && query.call.fact.args.some(({ value }, position) => assigned(value, position).some(name => same(name, column)));
}

/** The columns an update changes; those it looks rows up by are none. */
function assigned(value: Value, position: number): readonly string[] {
  if (value.kind !== 'record') return [];
  const keyed = (name: string): Value | undefined => value.entries.find(entry => entry.key?.kind === 'text' && entry.key.text === name)?.value;
  const changed = keyed('data') ?? (position === 0 && keyed('where') ? undefined : value);
  return changed?.kind === 'record' ? changed.entries.flatMap(entry => (entry.key?.kind === 'text' ? [entry.key.text] : [])) : [];
}

export interface Way { readonly fn: FunctionRef; readonly path: readonly Step[] }

/** The handlers that lead to it; where none does, whoever calls it. None when nobody is seen to. */
export function waysTo(fn: FunctionRef, program: Program): readonly Way[] {
  const handlers = program.endpoints.flatMap(({ handler }): readonly Way[] => {
    if (handler.fact === fn.fact) return [{ fn: handler, path: [] }];
    const reached = [...program.callsReachedFrom(handler)].find(one => one.in.fact === fn.fact);
    return reached ? [{ fn: handler, path: reached.path }] : [];
  });
  // Who calls what a trait asks for is not seen.
  return handlers.length > 0 ? handlers : callersOf(fn, program, callersFollowed).filter(way => (way.fn.file.classes[way.fn.fact.class]?.bases.length ?? 0) === 0);
}

function callersOf(fn: FunctionRef, program: Program, depth: number): readonly Way[] {
  return program.callersOf(fn).flatMap((call): readonly Way[] => {
    const caller = program.functionsOf(call.file)[call.fact.in];
    const at = program.place(call.file, call.fact.nameAt);
    if (!caller || caller.fact === fn.fact || program.roleAt(at) !== 'production') return [];
    const above = depth > 1 ? callersOf(caller, program, depth - 1) : [];
    const step: Step = { at, message: `\`${fn.fact.name}\` is called here` };
    return above.length > 0 ? above.map(way => ({ fn: way.fn, path: [...way.path, step] })) : [{ fn: caller, path: [step] }];
  });
}

/** A function and what runs before it: `project = Depends(member_of_project)`. */
export function withDependencies(fn: FunctionRef, program: Program): readonly FunctionRef[] {
  return [fn, ...fn.fact.params.flatMap(param => [param.default, ...(param.type?.values ?? [])]).flatMap((value): readonly FunctionRef[] => {
    const given = value?.kind === 'call' ? fn.file.calls[value.call]?.args[0]?.value : undefined;
    const meaning = given && program.meaningOf(fn.file, fn.fact.in, given);
    if (meaning?.kind === 'function') return [meaning.fn];
    if (meaning?.kind !== 'instance') return [];
    return program.functionsOf(meaning.file).filter(one => one.fact.name === '__call__' && meaning.file.classes[one.fact.class] === meaning.fact);
  })];
}
