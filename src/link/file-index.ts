/** One file's facts, looked up by name and scope: built once per file, asked by everything in linking. */
import type { Assignment, Call, ClassFact, FileFacts, FunctionFact, Import, Raise, Return } from '../facts/structure.js';
import { partsOfValue } from '../facts/parts.js';
import type { RecordValue, Value } from '../facts/value.js';

/** A value put into a collection after its creation: `rows.append(x)`, `rows[k] = x`. */
export interface Addition { readonly value: Value; readonly block: number; readonly start: number; /** The method that added it; none for `rows[k] = x`, which has a key. */ readonly method?: string; readonly key?: Value }

const adders = new Set(['append', 'add', 'extend', 'insert', 'push', 'push_str', 'push_bind', 'separated', 'push_unseparated', 'push_back', 'unshift', 'update', 'setdefault', 'set', 'concat']);

/** Calls that give a place inside a collection, to be added to. */
const opened = new Set(['entry', 'or_default', 'or_insert', 'or_insert_with', 'or_insert_with_key']);

export class FileIndex {
  readonly functions = new Map<number, Map<string, number[]>>();
  readonly methods = new Map<string, Map<string, number[]>>();
  readonly classes = new Map<string, number[]>();
  readonly assignments = new Map<number, Map<string, Assignment[]>>();
  /** Closures assigned to a variable with a type of its own. */
  readonly typedFunctions = new Map<number, Assignment>();
  readonly members = new Map<string, Assignment[]>();
  readonly imports = new Map<string, Import[]>();
  readonly stars: Import[] = [];
  readonly exports = new Map<string, Value>();
  readonly returns = new Map<number, Return[]>();
  readonly raises = new Map<number, Raise[]>();
  readonly calls = new Map<number, number[]>();
  readonly additions = new Map<number, Map<string, Addition[]>>();

  constructor(readonly facts: FileFacts) {
    facts.functions.forEach((fact, index) => this.#indexFunction(fact, index));
    facts.classes.forEach((fact, index) => push(this.classes, fact.name, index));
    for (const fact of facts.imports) {
      if (fact.name === '*') this.stars.push(fact);
      else push(this.imports, fact.local, fact);
    }
    for (const fact of facts.exports) this.exports.set(fact.name, fact.value);
    for (const fact of facts.assignments) this.#indexAssignment(fact);
    for (const fact of facts.assignments) this.#indexOuter(fact);
    for (const fact of facts.returns) push(this.returns, fact.in, fact);
    for (const fact of facts.raises) push(this.raises, fact.in, fact);
    facts.calls.forEach((fact, index) => this.#indexCall(fact, index));
  }

  #structs: Map<string, { readonly fn: number; readonly value: RecordValue }[]> | undefined;
  /** Struct literals by the name of their type (`Self` is the type around). */
  get structLiterals(): ReadonlyMap<string, readonly { readonly fn: number; readonly value: RecordValue }[]> {
    if (!this.#structs) {
      const found = new Map<string, { fn: number; value: RecordValue }[]>();
      const look = (fn: number, value: Value): void => {
        for (const part of partsOfValue(value)) {
          if (part.kind !== 'record' || part.type === undefined) continue;
          const name = part.type === 'Self' ? this.classAt(this.classAround(fn))?.name : part.type.split('::').at(-1);
          if (name !== undefined) push(found, name, { fn, value: part });
        }
      };
      for (const one of this.facts.returns) look(one.in, one.value);
      for (const one of this.facts.assignments) look(one.in, one.value);
      for (const call of this.facts.calls) for (const argument of call.args) look(call.in, argument.value);
      this.#structs = found;
    }
    return this.#structs;
  }

  get file(): string { return this.facts.file; }

  functionAt(index: number): FunctionFact | undefined { return this.facts.functions[index]; }
  classAt(index: number): ClassFact | undefined { return this.facts.classes[index]; }

  /** The function whose class makes `self` and `this`: closures look outward. */
  classAround(fn: number): number {
    for (let at = fn; at >= 0;) {
      const fact = this.facts.functions[at];
      if (!fact) return -1;
      if (fact.class >= 0) return fact.class;
      at = fact.in;
    }
    return -1;
  }

  #indexFunction(fact: FunctionFact, index: number): void {
    if (fact.class >= 0) {
      const owner = this.facts.classes[fact.class]?.name ?? '';
      const methods = this.methods.get(owner) ?? new Map<string, number[]>();
      this.methods.set(owner, methods);
      push(methods, fact.name, index);
    } else if (fact.kind === 'function') { // a closure is reached through what it is assigned to
      const inScope = this.functions.get(fact.in) ?? new Map<string, number[]>();
      this.functions.set(fact.in, inScope);
      push(inScope, fact.name, index);
    }
  }

  #indexAssignment(fact: Assignment): void {
    const { target } = fact;
    if (fact.type && fact.value.kind === 'function') this.typedFunctions.set(fact.value.function, fact);
    if (target.kind === 'name') {
      push(this.#namesIn(fact.in), target.name, fact);
    } else if (target.kind === 'member') {
      push(this.members, target.name, fact);
    } else if (target.kind === 'index' && target.of.kind === 'name') {
      this.#add(fact.in, target.of.name, { value: fact.value, block: fact.block, start: fact.at.start, key: target.key });
    }
  }

  /** `global pool` and then `pool = ...`, or a closure setting its outer function's variable: an assignment of that scope too. */
  #indexOuter(fact: Assignment): void {
    const { target } = fact;
    if (target.kind !== 'name' || fact.declares || fact.in < 0 || fact.operator !== '=') return;
    const declaredIn = (scope: number): boolean => (this.assignments.get(scope)?.get(target.name)?.some(one => one.declares && one.in === scope) ?? false) || (this.functionAt(scope)?.params.some(param => param.name === target.name) ?? false);
    if (declaredIn(fact.in)) return;
    let scope = this.functionAt(fact.in)?.in ?? -1;
    while (scope >= 0 && !declaredIn(scope)) scope = this.functionAt(scope)?.in ?? -1;
    push(this.#namesIn(scope), target.name, fact);
  }

  #namesIn(scope: number): Map<string, Assignment[]> {
    const inScope = this.assignments.get(scope) ?? new Map<string, Assignment[]>();
    this.assignments.set(scope, inScope);
    return inScope;
  }

  #indexCall(fact: Call, index: number): void {
    push(this.calls, fact.in, index);
    const { callee } = fact;
    if (callee.kind !== 'member' || !adders.has(callee.name)) return;
    const receiver = this.#receiverOf(callee.of);
    if (receiver === undefined) return;
    for (const argument of fact.args) this.#add(fact.in, receiver, { value: argument.value, block: fact.block, start: fact.at.start, method: callee.name });
  }

  /** The name at the root of `rows.push(a).push(b)`, `groups[key].append(a)`, `groups.entry(key).or_default().push(a)`. */
  #receiverOf(value: Value): string | undefined {
    if (value.kind === 'name') return value.name;
    if (value.kind === 'index') return this.#receiverOf(value.of);
    const call = value.kind === 'call' ? this.facts.calls[value.call] : undefined;
    return call?.callee.kind === 'member' && (adders.has(call.callee.name) || opened.has(call.callee.name)) ? this.#receiverOf(call.callee.of) : undefined;
  }

  #add(fn: number, name: string, addition: Addition): void {
    const inScope = this.additions.get(fn) ?? new Map<string, Addition[]>();
    this.additions.set(fn, inScope);
    push(inScope, name, addition);
  }
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
