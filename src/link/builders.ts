/** What a chain of builder calls puts together: `select(User).where(...).limit(10)`, `prisma.user.findMany({ take })`, `query("...").bind(x)`. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { ArgumentRef, Effect } from '../libraries/library.js';
import { argumentOf, calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { filtersIn } from './filters.js';
import type { Built, Located, ObjectShape, Shape } from './shapes.js';

/** The result of a library call: its type, with what the receiver had accumulated and what this call adds. */
export function applyEffect(evaluator: Evaluator, file: FileIndex, call: Call, index: number, effect: Effect, owner: ObjectShape | undefined, returned: Shape): Shape {
  if (returned.kind !== 'object') return returned;
  const given = effect.text === undefined ? undefined : located(file, call, argumentOf(call, effect.text));
  // Text that a builder finished is still what the builder has put together.
  const finished = given && builtInto(evaluator, given);
  const built = finished ?? builtBy(evaluator, file, call, effect, owner);
  const text = finished ? undefined : given ?? owner?.text;
  const runs = effect.runs !== undefined || (effect.rows !== undefined && !effect.fetches);
  const ran = runs ? evaluator.callRef(file, index) : owner?.ran;
  return {
    kind: 'object',
    type: returned.type,
    ...(built && { built }),
    ...(text && { text }),
    ...(ran && { ran }),
  };
}

function builtInto(evaluator: Evaluator, { file, fn, value }: Located): Built | undefined {
  const shape = value.kind === 'name' || value.kind === 'member' || value.kind === 'call' ? evaluator.shapeOf(file, fn, value) : undefined;
  return shape?.kind === 'object' && !shape.ran ? shape.built : undefined;
}

/** The statement a call begins or extends; undefined when it does neither. */
export function builtBy(evaluator: Evaluator, file: FileIndex, call: Call, effect: Effect, owner: ObjectShape | undefined): Built | undefined {
  const before = owner?.built;
  let built: Built | undefined = effect.starts ? { verb: effect.starts, tables: before?.tables ?? [], single: false, filters: before?.filters ?? [], raw: before?.raw ?? [], ...(before?.limit !== undefined && { limit: before.limit }), ...(before?.limitBy && { limitBy: before.limitBy }) } : before;
  if (effect.table !== undefined) {
    const table = tableOf(evaluator, file, call, effect, owner);
    // `User.query.filter(...).all()`: a statement that has its table is not about another one.
    if (table !== undefined && !(effect.table === 'self' && (built?.tables.length ?? 0) > 0)) built = { ...(built ?? emptySelect), tables: [...(built?.tables ?? []), table] };
  }
  if (effect.limit !== undefined) {
    const limit = located(file, call, argumentOf(call, effect.limit)) ?? limitElsewhere(evaluator, file, call, effect.limit);
    if (limit && limit.value.kind !== 'nothing') built = { ...(built ?? emptySelect), limit: limit.value.kind === 'number' ? limit.value.value : 'given', limitBy: [limit] };
  } else if (effect.adds === 'limit') {
    built = { ...(built ?? emptySelect), limit: 'given' };
  }
  if (effect.adds === 'aggregate' || (effect.starts === 'select' && aggregatesOnly(evaluator, file, call))) built = { ...(built ?? emptySelect), single: true };
  if (effect.adds === 'group' && built) built = { ...built, single: false };
  if (effect.adds === 'filter' || effect.adds === 'key' || effect.starts) {
    // `Wallet.sum('balance')` names what is counted.
    const conditions = effect.rows === 'scalar' ? call.args.filter(argument => argument.value.kind !== 'text') : call.args;
    const filters = conditions.flatMap(argument => filtersIn(evaluator, file, call.in, argument.value, argument.name));
    if (filters.length > 0) built = { ...(built ?? emptySelect), filters: [...(built?.filters ?? []), ...filters] };
  }
  if (effect.raw !== undefined) {
    const raw = located(file, call, argumentOf(call, effect.raw));
    if (raw) built = { ...(built ?? emptySelect), raw: [...(built?.raw ?? []), raw] };
  }
  return built;
}

/** `select(func.count(), func.max(Order.total))`. */
function aggregatesOnly(evaluator: Evaluator, file: FileIndex, call: Call): boolean {
  const given = call.args.filter(argument => argument.name === undefined).map(argument => aggregateIn(file, argument.value));
  return given.length > 0 && given.every(one => one !== undefined && evaluator.resolve(file, one)?.effect?.adds === 'aggregate');
}

/** The aggregate itself, under its `.label('total')`. */
function aggregateIn(file: FileIndex, value: Value): Call | undefined {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call?.callee.kind === 'member' && call.callee.of.kind === 'call' && calledName(call) === 'label' ? aggregateIn(file, call.callee.of) : call;
}

/** `findMany({ ...page(query) })`, `findAll(options)`: options put together elsewhere. What cannot be seen may hold a limit. */
function limitElsewhere(evaluator: Evaluator, file: FileIndex, call: Call, ref: ArgumentRef): Located | undefined {
  const keys = (Array.isArray(ref) ? ref : [ref]).filter((one): one is string => typeof one === 'string');
  if (keys.length === 0) return undefined;
  for (const argument of call.args) {
    if (argument.name !== undefined) continue;
    const found = optionIn(evaluator, { file, fn: call.in, value: argument.value }, keys, 0);
    if (found) return found;
  }
  return undefined;
}

function optionIn(evaluator: Evaluator, at: Located, keys: readonly string[], depth: number): Located | undefined {
  const { file, fn, value } = at;
  if (depth > 5) return undefined;
  if (value.kind === 'record') {
    for (const entry of value.entries) {
      if (entry.key?.kind === 'text' && keys.includes(entry.key.text)) return { file, fn, value: entry.value };
      const found = entry.spread ? optionIn(evaluator, { file, fn, value: entry.value }, keys, depth + 1) : undefined;
      if (found) return found;
    }
    return undefined;
  }
  if (value.kind === 'choice') return firstOf(value.options, option => optionIn(evaluator, { file, fn, value: option }, keys, depth + 1));
  if (value.kind === 'name') {
    const { definitions } = evaluator.names.define(file, fn, value.name, value.at.start);
    return firstOf(definitions, one => {
      if (one.kind === 'assignment') return optionIn(evaluator, { file: one.file, fn: one.fact.in, value: one.fact.value }, keys, depth + 1) ?? memberSet(one.file, one.fact.in, value.name, keys);
      return one.kind === 'param' ? unseen(at) : undefined;
    });
  }
  if (value.kind === 'call') {
    const inner = file.facts.calls[value.call];
    const callee = inner && evaluator.shapeOf(file, inner.in, inner.callee);
    if (callee?.kind === 'function') return firstOf(callee.file.returns.get(callee.fn) ?? [], one => optionIn(evaluator, { file: callee.file, fn: callee.fn, value: one.value }, keys, depth + 1));
    return callee ? unseen(at) : undefined;
  }
  return undefined;
}

/** Options nobody can look into: they may hold a limit. */
function unseen(at: Located): Located {
  return { ...at, value: { kind: 'unknown', because: 'the options come from elsewhere', at: at.value.at } };
}

/** `options.take = 10` after the literal. */
function memberSet(file: FileIndex, fn: number, name: string, keys: readonly string[]): Located | undefined {
  const set = file.facts.assignments.find(one => one.in === fn && one.target.kind === 'member' && keys.includes(one.target.name) && one.target.of.kind === 'name' && one.target.of.name === name);
  return set && { file, fn, value: set.value };
}

function firstOf<T, R>(items: readonly T[], look: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const emptySelect: Built = { verb: 'select', tables: [], single: false, filters: [], raw: [] };

export function located(file: FileIndex, call: Call, value: Value | undefined): Located | undefined {
  return value && { file, fn: call.in, value };
}

function tableOf(evaluator: Evaluator, file: FileIndex, call: Call, effect: Effect, owner: ObjectShape | undefined): string | undefined {
  if (effect.table === 'path') return owner?.members?.at(-1) ?? ownName(call);
  // `User.objects.get(...)`: the model comes first.
  if (effect.table === 'self') return owner?.members?.[0] ?? ownName(call);
  if (effect.table === undefined) return undefined;
  const value = argumentOf(call, effect.table);
  return value && tableNamed(evaluator, file, call.in, value);
}

/** A table as a builder names it: text, a model class, a column of one, or the words the author wrote. */
export function tableNamed(evaluator: Evaluator, file: FileIndex, fn: number, value: Value): string | undefined {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'member') {
    const owner = evaluator.shapeOf(file, fn, value.of);
    if (owner.kind === 'class') return owner.ref.file.classAt(owner.ref.cls)?.name;
    return value.name;
  }
  if (value.kind === 'name') {
    const shape = evaluator.shapeOf(file, fn, value);
    return shape.kind === 'class' ? shape.ref.file.classAt(shape.ref.cls)?.name : value.name;
  }
  if (value.kind === 'call') {
    const inner = file.facts.calls[value.call];
    const argument = inner?.args[0]?.value;
    return argument && tableNamed(evaluator, file, fn, argument);
  }
  return undefined;
}

function ownName(call: Call): string | undefined {
  const { callee } = call;
  if (callee.kind !== 'member') return undefined;
  return callee.of.kind === 'name' || callee.of.kind === 'member' ? callee.of.name : undefined;
}
