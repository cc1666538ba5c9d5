/** What a builder kept in a name has become by now: extended in statements of their own, or put together differently in branches. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { builtBy } from './builders.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Definition } from './names.js';
import type { Built, ObjectShape } from './shapes.js';

/** A name used at an offset, with what it may stand for there. */
export interface KeptAt { readonly file: FileIndex; readonly name: string; readonly at: number; readonly definitions: readonly Definition[] }

export function keptBuilder(evaluator: Evaluator, kept: KeptAt, shape: ObjectShape): ObjectShape {
  if (!shape.built) return shape;
  let built: Built = shape.built;
  for (const definition of kept.definitions) {
    const other = evaluator.shapeOfDefinition(definition);
    if (other.kind === 'object' && other.built && other.built !== shape.built) built = either(built, other.built, kept.definitions.some(one => buildsOn(one, kept.name)));
  }
  const now = extended(evaluator, kept, { ...shape, built });
  return now === shape.built ? shape : { ...shape, built: now };
}

/** What is sure of two ways a statement can have been built. A branch that adds a limit to what was there is taken for a limit. */
function either(a: Built, b: Built, onTop: boolean): Built {
  const limit = a.limit === b.limit ? a.limit : onTop || (a.limit !== undefined && b.limit !== undefined) ? 'given' : undefined;
  return {
    verb: a.verb,
    tables: a.tables.length > 0 ? a.tables : b.tables,
    single: a.single && b.single,
    filters: a.filters.filter(one => b.filters.some(other => other.column === one.column && other.operator === one.operator)),
    raw: [...a.raw, ...b.raw.filter(one => !a.raw.includes(one))],
    ...(limit !== undefined && { limit, limitBy: [...(a.limitBy ?? []), ...(b.limitBy ?? []).filter(one => a.limitBy?.includes(one) !== true)] }),
  };
}

/** `query = query.limit(10)`. */
function buildsOn(definition: Definition, name: string): boolean {
  return definition.kind === 'assignment' && rootOf(definition.file, definition.fact.value)?.name === name;
}

/** `query.limit(10)` as a statement of its own changes the builder in place, except in Python. */
function extended(evaluator: Evaluator, kept: KeptAt, shape: ObjectShape & { readonly built: Built }): Built {
  const { file } = kept;
  let { built } = shape;
  const [first] = kept.definitions;
  if (file.facts.language === 'python' || first?.kind !== 'assignment' || first.file !== file) return built;
  for (const index of file.calls.get(first.fact.in) ?? []) {
    const call = file.facts.calls[index];
    // `options.apply_to(&mut query)`: what is handed the builder may limit it.
    if (call && built.limit === undefined && call.at.end <= kept.at && call.at.start > first.fact.at.start && call.args.some(({ value }) => value.kind === 'name' && value.name === kept.name) && !evaluator.resolve(file, call)?.effect) built = { ...built, limit: 'given' };
    if (!call?.dropped || call.at.end > kept.at || call.at.start < first.fact.at.start) continue;
    const root = rootOf(file, { kind: 'call', call: index, at: call.at });
    if (root?.name !== kept.name) continue;
    const steps = root.steps.map(step => ({ step, effect: evaluator.resolve(file, step)?.effect }));
    // A statement that is begun or run there is another one.
    if (steps.some(({ effect }) => effect?.starts !== undefined || effect?.runs !== undefined || effect?.rows !== undefined)) continue;
    for (const { step, effect } of steps) {
      if (!effect) continue;
      const next = builtBy(evaluator, file, step, effect, { ...shape, built });
      if (next && isSure(file, call, kept.at)) built = next;
      else if (next?.limit !== undefined) built = { ...built, limit: next.limit, ...(next.limitBy && { limitBy: next.limitBy }) };
    }
  }
  return built;
}

/** The name a chain of calls begins with, and its calls from the first to the last. */
export function rootOf(file: FileIndex, value: Value): { readonly name: string; readonly steps: readonly Call[] } | undefined {
  const steps: Call[] = [];
  let at = value;
  for (let turn = 0; turn < 40; turn++) {
    if (at.kind === 'name') return { name: at.name, steps: steps.reverse() };
    if (at.kind === 'call') {
      const call: Call | undefined = file.facts.calls[at.call];
      if (call?.callee.kind !== 'member') return undefined;
      steps.push(call);
      at = call.callee.of;
    } else if (at.kind === 'member') at = at.of;
    else return undefined;
  }
  return undefined;
}

function isSure(file: FileIndex, call: Call, at: number): boolean {
  for (let block = file.facts.blocks[call.block]; block; block = file.facts.blocks[block.parent]) {
    if (block.kind !== 'try' && block.kind !== 'with' && block.kind !== 'unsafe' && !(block.at.start <= at && at < block.at.end)) return false;
  }
  return true;
}
