/** What a loop's variable stands for, item by item, where the collection is written out: `routes.forEach(route => app.use(route.path, route.router))`. */
import type { Value } from '../facts/value.js';
import { entryOf } from './arguments.js';
import { definedValue } from './defined-values.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Located } from './shapes.js';

const maxDepth = 8;
const overEach = new Set(['forEach', 'map', 'for_each', 'flatMap']);

/** One value for each turn of the loop; undefined when the value is the same in every turn or the collection is not written out. */
export function loopItems(evaluator: Evaluator, file: FileIndex, fn: number, value: Value): readonly Located[] | undefined {
  return turnsOf(evaluator, { file, fn, value }, 0);
}

function turnsOf(evaluator: Evaluator, { file, fn, value }: Located, depth: number): readonly Located[] | undefined {
  if (depth > maxDepth) return undefined;
  const inner = (of: Value): readonly Located[] | undefined => turnsOf(evaluator, { file, fn, value: of }, depth + 1);
  switch (value.kind) {
    case 'name': {
      const [definition] = evaluator.names.define(file, fn, value.name, value.at.start).definitions;
      if (definition?.kind === 'assignment' && definition.file === file && definition.fact.in >= -1) return definition.fact.value.kind === 'name' && definition.fact.value.name === value.name ? undefined : turnsOf(evaluator, { file, fn: definition.fact.in, value: definition.fact.value }, depth + 1);
      return definition?.kind === 'param' && definition.position === 0 ? overClosure(evaluator, definition.file, definition.fn) : undefined;
    }
    case 'member': return each(inner(value.of), one => wholeOf(evaluator, one), one => entryOf(one, value.name));
    case 'index': {
      const { key } = value;
      return key.kind === 'text' ? each(inner(value.of), one => wholeOf(evaluator, one), one => entryOf(one, key.text)) : key.kind === 'number' ? each(inner(value.of), one => wholeOf(evaluator, one), one => itemAt(one, key.value)) : undefined;
    }
    case 'item': {
      const { index } = value;
      if (index === undefined) return itemsOf(evaluator, { file, fn, value: value.of });
      return each(inner(value.of), one => wholeOf(evaluator, one), one => itemAt(one, index));
    }
    default: return undefined;
  }
}

function overClosure(evaluator: Evaluator, file: FileIndex, fn: number): readonly Located[] | undefined {
  const use = evaluator.closureUses(file, fn);
  const callee = use?.call.callee;
  return use && callee?.kind === 'member' && overEach.has(callee.name) ? itemsOf(evaluator, { file, fn: use.call.in, value: callee.of }) : undefined;
}

/** The items of a list that is written out; of an object, its keys with their values. */
function itemsOf(evaluator: Evaluator, of: Located): readonly Located[] | undefined {
  const whole = wholeOf(evaluator, of);
  const { value } = whole;
  if (value.kind === 'list') return value.items.some(one => one.kind === 'item') || value.repeat ? undefined : value.items.map(item => ({ ...whole, value: item }));
  const call = value.kind === 'call' ? whole.file.facts.calls[value.call] : undefined;
  const { callee } = call ?? {};
  if (!call || callee?.kind !== 'member') return undefined;
  const object = callee.name === 'entries' ? call.args[0]?.value : callee.name === 'items' ? callee.of : undefined;
  const record = object && wholeOf(evaluator, { ...whole, value: object });
  if (record?.value.kind !== 'record') return undefined;
  return record.value.entries.flatMap(one => (one.key && !one.spread ? [{ ...record, value: { kind: 'list' as const, items: [one.key, one.value], at: one.value.at } }] : []));
}

function wholeOf(evaluator: Evaluator, one: Located): Located {
  let at = one;
  for (let turn = 0; turn < maxDepth && (at.value.kind === 'name' || at.value.kind === 'member'); turn++) {
    const defined = definedValue(evaluator, at.file, at.fn, at.value);
    if (!defined) return at;
    at = defined;
  }
  return at;
}

function each(turns: readonly Located[] | undefined, whole: (one: Located) => Located, pick: (value: Value) => Value | undefined): readonly Located[] | undefined {
  const picked = turns?.flatMap(one => {
    const at = whole(one);
    const value = pick(at.value);
    return value ? [{ ...at, value }] : [];
  });
  return picked && picked.length === turns?.length ? picked : undefined;
}

function itemAt(value: Value, index: number): Value | undefined {
  return value.kind === 'list' ? value.items[index] : undefined;
}
