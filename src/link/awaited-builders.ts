/** Builder chains that no call runs: awaiting them does, or answering them. `await db('boats').select()` */
import type { Call } from '../facts/structure.js';
import { partsOfValue } from '../facts/parts.js';
import type { NameValue, Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { rootOf } from './kept-builders.js';
import type { LibraryTables } from './library-tables.js';
import type { Built } from './shapes.js';

/** `index` is the chain's last call, or the one that was kept in a name. */
export interface AwaitedBuilder { readonly index: number; readonly call: Call; readonly built: Built }

interface Use { readonly name: NameValue; readonly fn: number }

export function awaitedBuilders(evaluator: Evaluator, tables: LibraryTables, file: FileIndex): readonly AwaitedBuilder[] {
  const { calls } = file.facts;
  const builderAt = (fn: number, value: Value): Built | undefined => {
    const shape = evaluator.shapeOf(file, fn, value);
    return shape.kind === 'object' && !shape.ran && tables.runsWhenAwaited(shape.type) ? shape.built : undefined;
  };
  const valueOf = (index: number): Value | undefined => { const call = calls[index]; return call && { kind: 'call', call: index, at: call.at }; };
  const isBuilder = (index: number): boolean => { const call = calls[index]; const value = valueOf(index); return call !== undefined && value !== undefined && builderAt(call.in, value) !== undefined; };
  const extended = new Set<number>();
  const given = new Set<number>();
  const kept = new Map<number, { readonly name: string; readonly fn: number }>();
  calls.forEach((call, index) => {
    if (call.callee.kind === 'member' && call.callee.of.kind === 'call') extended.add(call.callee.of.call);
    for (const argument of call.args) if (argument.value.kind === 'call' && isBuilder(index)) given.add(argument.value.call);
  });
  for (const one of file.facts.assignments) if (one.value.kind === 'call' && one.target.kind === 'name') kept.set(one.value.call, { name: one.target.name, fn: one.in });

  const found: AwaitedBuilder[] = [];
  const uses = kept.size > 0 ? usesOf(file, new Set([...kept.values()].map(one => one.name))) : [];
  calls.forEach((call, index) => {
    if (extended.has(index) || given.has(index)) return;
    const value = valueOf(index);
    const built = value && builderAt(call.in, value);
    if (!built || isOfCallback(evaluator, file, call)) return;
    const stored = kept.get(index);
    if (!stored || call.awaited) {
      if (!call.dropped || call.awaited || /^(then|catch|finally|asCallback)$/.test(calledName(call))) found.push({ index, call, built });
      return;
    }
    // Kept in a name: what counts is where the name is used as it is, with all it has become by then.
    for (const use of uses) {
      if (use.name.name !== stored.name) continue;
      const base = evaluator.names.define(file, use.fn, use.name.name, use.name.at.start).definitions.at(-1);
      if (base?.kind !== 'assignment' || base.fact.value.kind !== 'call' || base.fact.value.call !== index) continue;
      const now = builderAt(use.fn, use.name);
      if (now) { found.push({ index, call, built: now }); return; }
    }
  });
  return found;
}

/** Where one of these names stands for its value: returned, assigned, listed or passed on. */
function usesOf(file: FileIndex, names: ReadonlySet<string>): readonly Use[] {
  const uses: Use[] = [];
  const look = (fn: number, value: Value): void => { for (const part of partsOfValue(value)) if (part.kind === 'name' && names.has(part.name)) uses.push({ name: part, fn }); };
  for (const one of file.facts.returns) look(one.in, one.value);
  for (const one of file.facts.assignments) look(one.in, one.value);
  for (const call of file.facts.calls) for (const argument of call.args) look(call.in, argument.value);
  return uses;
}

/** `where(q => q.orWhere(...))`: the callback extends the statement it stands in. */
function isOfCallback(evaluator: Evaluator, file: FileIndex, call: Call): boolean {
  const root = rootOf(file, call.callee);
  if (!root || !(file.functionAt(call.in)?.params.some(param => param.name === root.name) ?? false)) return false;
  const use = evaluator.closureUses(file, call.in);
  const passes = use && evaluator.resolve(file, use.call)?.effect?.passes;
  return use !== undefined && passes === undefined && evaluator.resolve(file, use.call)?.owner?.built !== undefined;
}
