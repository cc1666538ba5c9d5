/** What repeats a call: the loops, comprehensions and callbacks around it, and over how much they go. */
import type { Block, Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { partsOfValue } from '../facts/parts.js';
import type { Repetition } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { closureStandsIn, repeatingCallback } from './callbacks.js';

type Extent = Repetition['extent'];

const maxDepth = 8;
/** Calls that give the same items, or a view of them. */
const sameItems = new Set([
  'enumerate', 'zip', 'reversed', 'sorted', 'list', 'set', 'tuple', 'iter', 'into_iter', 'iter_mut', 'cloned', 'copied', 'rev', 'entries', 'keys', 'values', 'items', 'from', 'filter', 'sort', 'slice', 'to_vec', 'unique', 'dedup',
  'flat', 'flatMap', 'flat_map', 'filter_map', 'map', 'as_slice', 'as_ref', 'collect', 'clone', 'Set', 'Array', 'concat', 'copy', 'difference', 'union', 'stream', 'buffered', 'take', 'skip',
]);
const batchNames = /chunk|batch|page|slice|window|partition|attempt|retr/i;
/** Things that arrive one by one, as long as somebody listens. */
const eventNames = /(.[sS]tream|[eE]vents?|subscribe|subscription|listen|consumer|receiver)$/;

export class Loops {
  constructor(readonly evaluator: Evaluator) {}

  /** Innermost first. */
  around(file: FileIndex, call: Call): readonly Repetition[] {
    const found: Repetition[] = [];
    let { in: fn, block } = call;
    for (let turn = 0; turn < 24; turn++) {
      for (let at = file.facts.blocks[block]; at; at = file.facts.blocks[at.parent]) {
        const extent = this.#extentOfBlock(file, fn, at);
        if (extent) found.push({ at: { file: file.file, ...(at.over ?? counted(file, at.test) ?? at.test ?? at).at }, extent });
      }
      const place = closureStandsIn(this.evaluator, file, fn);
      if (!place) return found;
      // A worker started for every item is no loop's turn.
      if (place.call && /spawn|create_task/.test(calledName(place.call)) && found.some(one => one.extent === 'open')) return found;
      const over = place.call && repeatingCallback(file, place.call);
      if (over) found.push({ at: { file: file.file, ...over.at }, extent: this.#extentOf(file, place.fn, over, 0) });
      ({ fn, block } = place);
    }
    return found;
  }

  #extentOfBlock(file: FileIndex, fn: number, block: Block): Extent | undefined {
    if (block.kind === 'loop' && block.over) return isRepeated(file, block) ? 'open' : this.#extentOf(file, fn, block.over, 0);
    if (block.kind === 'loop' || block.kind === 'while') return block.test && countsUp(file, block) ? 'each' : 'open';
    return undefined;
  }

  /** How many turns going through a value takes. */
  #extentOf(file: FileIndex, fn: number, value: Value, depth: number): Extent {
    if (depth > maxDepth) return 'each';
    switch (value.kind) {
      case 'list': return value.repeat === undefined && value.items.every(item => item.kind !== 'item') ? 'few' : 'each';
      case 'record': case 'text': case 'number': return 'few';
      case 'index': return value.slice && [...partsOfValue(value.key)].every(part => part.kind === 'number' || part.kind === 'list') ? 'few' : 'each';
      case 'operation': return value.operator.startsWith('..') ? rangeExtent(file, value.operands) : 'each';
      case 'choice': return value.options.every(one => one.kind === 'nothing' || this.#extentOf(file, fn, one, depth + 1) === 'few') ? 'few' : 'each';
      case 'each': return this.#extentOf(file, fn, value.over, depth + 1);
      case 'name': return eventNames.test(value.name) ? 'open' : batchNames.test(value.name) ? 'batches' : this.#extentOfName(file, fn, value, depth);
      case 'member': {
        if (eventNames.test(value.name)) return 'open';
        if (/^[A-Z][A-Z0-9_]+$/.test(value.name)) return 'few';
        return this.#isEnum(file, fn, value) ? 'few' : 'each';
      }
      case 'call': {
        const call = file.facts.calls[value.call];
        return call ? this.#extentOfCall(file, call, depth) : 'each';
      }
      default: return 'each';
    }
  }

  #extentOfCall(file: FileIndex, call: Call, depth: number): Extent {
    const name = calledName(call);
    const [first] = call.args;
    if (name === 'range') return call.args.length > 2 ? 'batches' : rangeExtent(file, call.args.map(argument => argument.value));
    if (eventNames.test(name)) return 'open';
    if (name === 'step_by' || batchNames.test(name)) return 'batches';
    if (name === 'take' && first?.value.kind === 'number') return 'few';
    if (!sameItems.has(name)) return 'each';
    const receiver = call.callee.kind === 'member' ? call.callee.of : undefined;
    const inner = receiver && !(first && (name === 'iter' || (receiver.kind === 'name' && /^[A-Z]/.test(receiver.name)))) ? receiver : first?.value;
    return inner ? this.#extentOf(file, call.in, inner, depth + 1) : 'each';
  }

  #extentOfName(file: FileIndex, fn: number, value: Value & { kind: 'name' }, depth: number): Extent {
    if (this.#isEnum(file, fn, value)) return 'few';
    const { definitions, rest } = this.evaluator.names.define(file, fn, value.name, value.at.start);
    if (definitions.length === 0 || rest.length > 0) return 'each';
    const extents = definitions.map(one => {
      if (one.kind === 'value') return this.#extentOf(one.file, -1, one.value, depth + 1);
      if (one.kind !== 'assignment' || one.fact.value.kind === 'item') return 'each';
      const grows = one.file.additions.get(one.fact.in)?.has(value.name) ?? false;
      return grows || one.fact.operator !== '=' ? 'each' : this.#extentOf(one.file, one.fact.in, one.fact.value, depth + 1);
    });
    const [first = 'each'] = extents;
    return extents.every(extent => extent === first) ? first : 'each';
  }

  /** Going through an enumeration's members. */
  #isEnum(file: FileIndex, fn: number, value: Value): boolean {
    const shape = this.evaluator.shapeOf(file, fn, value);
    if (shape.kind !== 'class') return false;
    const fact = shape.ref.file.classAt(shape.ref.cls);
    return fact?.kind === 'enum' || (fact?.bases.some(base => /Enum$/.test(base.name)) ?? false);
  }
}

/** A count is few turns unless it counts somebody's items. */
function rangeExtent(file: FileIndex, bounds: readonly Value[]): Extent {
  return bounds.some(bound => [...partsOfValue(bound)].some(part => isLength(file, part))) ? 'each' : 'few';
}

/** What a counting loop counts: `rows` in `i < rows.length`. */
function counted(file: FileIndex, test: Value | undefined): Value | undefined {
  const length = test && [...partsOfValue(test)].find(part => isLength(file, part));
  if (length?.kind === 'member') return length.of;
  const call = length?.kind === 'call' ? file.facts.calls[length.call] : undefined;
  return call?.callee.kind === 'member' ? call.callee.of : call?.args[0]?.value;
}

function isLength(file: FileIndex, part: Value): boolean {
  if (part.kind === 'member') return part.name === 'length' || part.name === 'size';
  const call = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
  return call !== undefined && (calledName(call) === 'len' || calledName(call) === 'size');
}

/** `for (let i = 0; i < rows.length; i++)`, but not `i += 500`. */
function countsUp(file: FileIndex, block: Block): boolean {
  const parts = block.test ? [...partsOfValue(block.test)] : [];
  if (!parts.some(part => isLength(file, part))) return false;
  const counters = new Set(parts.flatMap(part => (part.kind === 'name' ? [part.name] : [])));
  const index = file.facts.blocks.indexOf(block);
  const within = (at: number): boolean => at === index || (at >= 0 && within(file.facts.blocks[at]?.parent ?? -1));
  const steps = file.facts.assignments.filter(one => one.operator === '+=' && one.target.kind === 'name' && counters.has(one.target.name) && within(one.block));
  return steps.every(one => one.value.kind === 'number' && one.value.value === 1);
}

/** The loop variable says that the same thing is tried again, or that pages are turned. */
function isRepeated(file: FileIndex, block: Block): boolean {
  const index = file.facts.blocks.indexOf(block);
  return file.facts.assignments.some(one => one.block === index && one.value.kind === 'item' && one.target.kind === 'name' && /^(attempt|retry|retries|tries|page|offset|batch|chunk)\w*$/i.test(one.target.name));
}

