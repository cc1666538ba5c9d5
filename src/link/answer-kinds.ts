/** What a function gives back, in one word: many things, one, or nothing; by its declared type, or by what it returns. */
import type { TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionSummary } from '../rule/summary.js';
import { calledName } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { FunctionGraph } from './function-graph.js';
import type { Queries } from './queries.js';
import { transparentTypes } from './transparent-types.js';

type AnswerKind = FunctionSummary['answers'];

const collections = new Set(['[]', 'Vec', 'VecDeque', 'HashSet', 'BTreeSet', 'list', 'List', 'set', 'Set', 'frozenset', 'Sequence', 'Iterable', 'Iterator', 'Collection', 'Array', 'ReadonlyArray', 'ReadonlySet']);
const nothings = new Set(['None', 'NoneType', 'void', 'undefined', 'null', 'never', 'NoReturn']);
const singles = new Set(['str', 'String', 'string', 'int', 'float', 'bool', 'boolean', 'number', 'bigint', 'i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64', 'usize', 'isize', 'f32', 'f64', 'Uuid', 'UUID', 'datetime', 'date', 'Decimal', 'Date']);
const wrappers = new Set(['|', 'Optional', 'Union', 'Option', 'Result', 'Promise', 'Awaitable', 'Coroutine', 'Annotated', 'Readonly']);
/** Methods that give as many as they were called on, more or less. */
const many = new Set(['map', 'filter', 'flatMap', 'sort', 'slice', 'concat', 'collect', 'to_vec', 'all', 'scalars', 'values', 'keys', 'entries', 'items', 'sorted', 'list']);
const rowsAre: Readonly<Record<'many' | 'one' | 'scalar' | 'none' | 'unknown', AnswerKind>> = { many: 'collection', one: 'row', scalar: 'row', none: 'nothing', unknown: 'unknown' };
const maxDepth = 10;

export class AnswerKinds {
  /** Nothing is noted for a function while all it returns is what functions like it return. */
  readonly #kinds: (AnswerKind | undefined)[] = [];

  constructor(readonly functions: FunctionGraph, readonly queries: Queries) {}

  of(number: number): AnswerKind { return this.#kinds[number] ?? 'unknown'; }

  settle(members: readonly number[]): void {
    this.functions.settle(members, number => {
      const node = this.functions.nodes[number];
      const kind = node && this.#ofFunction(node.file, node.fn);
      if (kind === this.#kinds[number]) return false;
      this.#kinds[number] = kind;
      return true;
    });
  }

  #ofFunction(file: FileIndex, fn: number): AnswerKind | undefined {
    const fact = file.functionAt(fn);
    const declared = fact?.returns && this.#ofType(file, fact.returns);
    if (declared && declared !== 'unknown') return declared;
    if (file.facts.language === 'rust' && fact?.kind !== 'closure') return fact?.returns ? 'unknown' : 'nothing';
    const returned = file.returns.get(fn) ?? [];
    if (returned.length === 0) return 'nothing';
    return either(returned.map(one => (one.yields ? 'unknown' : this.#ofValue(file, fn, one.value, 0))));
  }

  #ofType(file: FileIndex, type: TypeRef): AnswerKind {
    const name = type.name.slice(Math.max(type.name.lastIndexOf('.'), type.name.lastIndexOf(':')) + 1);
    if (name === '()') return type.args.length === 0 ? 'nothing' : 'row';
    if (collections.has(name)) return 'collection';
    if (nothings.has(name)) return 'nothing';
    if (singles.has(name)) return 'row';
    if (wrappers.has(name)) {
      const inner = name === 'Result' || name === 'Annotated' ? type.args.slice(0, 1) : type.args;
      return inner.length > 0 ? either(inner.map(one => this.#ofType(file, one))) ?? 'unknown' : 'unknown';
    }
    if (transparentTypes.has(name) && type.args[0]) return this.#ofType(file, type.args[0]);
    return this.functions.graph.evaluator.shapeOfType(file, -1, type).kind === 'instance' ? 'row' : 'unknown';
  }

  #ofValue(file: FileIndex, fn: number, value: Value, depth: number): AnswerKind | undefined {
    if (depth > maxDepth) return 'unknown';
    switch (value.kind) {
      case 'list': case 'each': return 'collection';
      case 'text': case 'number': case 'boolean': case 'joined': case 'record': return 'row';
      case 'nothing': return 'nothing';
      case 'choice': return either(value.options.map(option => this.#ofValue(file, fn, option, depth + 1)));
      case 'name': {
        const { definitions } = this.functions.graph.evaluator.names.define(file, fn, value.name, value.at.start);
        return definitions.length === 0 ? 'unknown' : either(definitions.map(one => (one.kind === 'assignment' && one.file === file && one.fact.operator === '=' ? this.#ofValue(file, one.fact.in, one.fact.value, depth + 1) : 'unknown')));
      }
      case 'call': return this.#ofCall(file, value.call);
      default: return 'unknown';
    }
  }

  #ofCall(file: FileIndex, index: number): AnswerKind | undefined {
    const call = file.facts.calls[index];
    if (!call) return 'unknown';
    const query = this.queries.behind(call);
    if (query) return rowsAre[query.rows];
    const callee = this.functions.graph.calleeOf(call);
    const called = callee?.file.functionAt(callee.fn)?.name;
    if (callee && called !== '__init__' && called !== 'constructor') return this.#kinds[this.functions.numberOf(callee.file, callee.fn)];
    if (callee || this.functions.graph.evaluator.shapeOf(file, call.in, call.callee).kind === 'class') return 'row';
    return many.has(calledName(call)) ? 'collection' : 'unknown';
  }
}

/** Nothing beside something is an answer that may be missing. */
function either(kinds: readonly (AnswerKind | undefined)[]): AnswerKind | undefined {
  const known = new Set(kinds.filter(kind => kind !== undefined));
  if (known.size > 1) known.delete('nothing');
  const [only, other] = known;
  return other === undefined ? only : 'unknown';
}
