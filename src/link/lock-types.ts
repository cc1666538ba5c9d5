/** Which library's lock a Rust value is: followed through variables, parameters, fields, statics and the types around it. */
import type { TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { Definition } from './names.js';

const lockNames = /^(?:(?:Fair|Reentrant)?Mutex|(?:Fair|Reentrant)?RwLock|ReentrantLock)$/;
const guardNames = /^(?:Mapped)?(?:Reentrant|Fair)?(?:MutexGuard|RwLock(?:Upgradable)?(?:Read|Write)Guard)$/;
/** Calls that give the same lock, or a handle to it. */
const sameLock = new Set(['clone', 'as_ref', 'inner', 'deref', 'borrow', 'to_owned', 'unwrap', 'expect', 'get', 'get_or_init', 'get_or_insert_with', 'new', 'from', 'pin', 'leak', 'downgrade', 'upgrade', 'iter', 'values', 'entry', 'or_default', 'or_insert_with', 'data']);

const maxDepth = 12;

export class LockTypes {
  constructor(readonly graph: CallGraph) {}

  /** `std.sync.Mutex`, `tokio.sync.RwLock`: the path of the lock's type. */
  lockOf(file: FileIndex, fn: number, value: Value): string | undefined { return this.#ofValue(file, fn, value, 0); }

  /** The path of the guard a function gives back. */
  guardGivenBy(file: FileIndex, fn: number): string | undefined {
    const returns = file.functionAt(fn)?.returns;
    return returns && this.#ofType(file, fn, returns, guardNames, 0);
  }

  #ofValue(file: FileIndex, fn: number, value: Value, depth: number): string | undefined {
    if (depth > maxDepth) return undefined;
    switch (value.kind) {
      case 'name': {
        const { definitions } = this.graph.evaluator.names.define(file, fn, value.name, value.at.start);
        return firstOf(definitions, one => this.#ofDefinition(one, depth + 1));
      }
      case 'member': {
        const owner = this.graph.evaluator.shapeOf(file, fn, value.of);
        if (owner.kind === 'module') return firstOf(this.graph.evaluator.names.exported(owner.file, [value.name]).definitions, one => this.#ofDefinition(one, depth + 1));
        if (owner.kind !== 'instance') return undefined;
        const { name } = value;
        const type = owner.ref.file.classAt(owner.ref.cls)?.fields.find(one => one.name === name)?.type;
        return type && this.#ofType(owner.ref.file, -1, type, lockNames, depth + 1);
      }
      case 'index': case 'item': return this.#ofValue(file, fn, value.of, depth + 1);
      case 'choice': return firstOf(value.options, one => this.#ofValue(file, fn, one, depth + 1));
      case 'call': return this.#ofCall(file, value.call, depth);
      case 'text': case 'number': case 'boolean': case 'nothing': case 'joined': case 'list': case 'record': case 'operation': case 'function': case 'each': case 'unknown': return undefined;
    }
  }

  #ofDefinition(definition: Definition, depth: number): string | undefined {
    switch (definition.kind) {
      case 'param': return definition.param.type && this.#ofType(definition.file, definition.fn, definition.param.type, lockNames, depth);
      case 'assignment': {
        const { file, fact } = definition;
        return (fact.type && this.#ofType(file, fact.in, fact.type, lockNames, depth)) ?? this.#ofValue(file, fact.in, fact.value, depth);
      }
      case 'value': return this.#ofValue(definition.file, -1, definition.value, depth);
      case 'function': case 'class': case 'alias': case 'module': case 'library': case 'unknown': return undefined;
    }
  }

  #ofCall(file: FileIndex, index: number, depth: number): string | undefined {
    const call = file.facts.calls[index];
    if (!call) return undefined;
    const callee = this.graph.calleeOf(call);
    const returned = callee?.file.functionAt(callee.fn)?.returns;
    if (callee && returned) return this.#ofType(callee.file, callee.fn, returned, lockNames, depth + 1);
    const made = this.graph.evaluator.resolve(file, call)?.path;
    const owner = made?.slice(0, made.lastIndexOf('.'));
    if (owner !== undefined && lockNames.test(lastOf(owner))) return owner;
    const [type] = call.types ?? [];
    const typed = type && this.#ofType(file, call.in, type, lockNames, depth + 1);
    if (typed !== undefined) return typed;
    if (!sameLock.has(calledName(call))) return undefined;
    const [first] = call.args;
    const inner = first && this.#ofValue(file, call.in, first.value, depth + 1);
    if (inner !== undefined || call.callee.kind !== 'member') return inner;
    return this.#ofValue(file, call.in, call.callee.of, depth + 1);
  }

  /** The first type of such a name inside another: `Arc<Mutex<T>>`, `State<'_, Db>` where `type Db = Mutex<T>`. */
  #ofType(file: FileIndex, fn: number, type: TypeRef, wanted: RegExp, depth: number): string | undefined {
    if (depth > maxDepth) return undefined;
    if (wanted.test(lastOf(type.name.replaceAll('::', '.')))) return this.#pathOf(file, fn, type.name);
    const alias = this.graph.evaluator.aliasOf(file, fn, type);
    if (alias && alias.type !== type) return this.#ofType(alias.file, -1, alias.type, wanted, depth + 1);
    return firstOf(type.args, one => this.#ofType(file, fn, one, wanted, depth + 1));
  }

  #pathOf(file: FileIndex, fn: number, name: string): string | undefined {
    const [first = '', ...members] = name.split(/::|\./);
    const { definitions, rest } = this.graph.evaluator.names.define(file, fn, first, Number.MAX_SAFE_INTEGER);
    const [definition] = definitions;
    if (!definition) return [first, ...members].join('.');
    if (definition.kind === 'library') return [definition.path, ...rest, ...members].join('.');
    if (definition.kind === 'alias') return this.#ofType(definition.file, -1, definition.fact.type, lockNames, 1);
    return undefined;
  }
}

function firstOf<One, Found>(all: readonly One[], find: (one: One) => Found | undefined): Found | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lastOf(path: string): string { return path.slice(path.lastIndexOf('.') + 1); }
