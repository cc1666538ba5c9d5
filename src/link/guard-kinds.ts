/** What something that stands before a handler does: turn away who is not known, read who it is, or neither. Its own code decides where it can be seen. */
import type { Call, Param } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { GuardRow } from '../libraries/library.js';
import type { Guard } from '../rule/program.js';
import { closuresIn } from './answers.js';
import { argumentOf } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import { dependencyOf } from './dependencies.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { evidenceIn, soundsLikeAuth } from './guard-evidence.js';
import { isLenient, letsThrough, onlyWithProof, soundsLenient } from './let-through.js';
import type { LibraryTables } from './library-tables.js';
import type { ClassRef, Shape } from './shapes.js';

export type GuardKind = Guard['kind'];

const strength: Readonly<Record<GuardKind, number>> = { auth: 6, 'by name': 5, optional: 4, open: 3, identity: 2, unknown: 1, other: 0 };
const maxDepth = 4;
/** Methods by which an object of a class stands before a handler. */
const guardingMethods = ['canActivate', '__call__', 'dispatch', 'use', 'from_request_parts', 'from_request', 'resolve', 'process_request', 'has_permission'];

export function strongest(kinds: readonly GuardKind[]): GuardKind {
  return kinds.reduce<GuardKind>((best, kind) => (strength[kind] > strength[best] ? kind : best), 'other');
}

/** What would turn strangers away, were it asked to. */
export function lenient(kind: GuardKind): GuardKind { return kind === 'auth' || kind === 'by name' ? 'optional' : kind; }

function ownKind(row: GuardRow | undefined): GuardKind | undefined {
  return row === 'auth' || row === 'identity' || row === 'open' || row === 'other' ? row : undefined;
}

export class GuardKinds {
  readonly #functions = new Map<string, GuardKind>();

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly graph: CallGraph) {}

  kindOf(file: FileIndex, fn: number, value: Value, depth = 0): GuardKind {
    if (depth > maxDepth + 2) return 'unknown';
    switch (value.kind) {
      case 'list': return strongest(value.items.map(item => this.kindOf(file, fn, item, depth + 1)));
      case 'choice': return strongest(value.options.map(option => this.kindOf(file, fn, option, depth + 1)));
      case 'item': return this.kindOf(file, fn, value.of, depth + 1);
      case 'function': return this.kindOfFunction(file, value.function, depth);
      case 'call': return this.#kindOfCall(file, value.call, depth);
      case 'name': case 'member': {
        const shape = this.evaluator.shapeOf(file, fn, value);
        if (shape.kind === 'unknown' && value.kind === 'name') {
          const held = this.#held(file, fn, value, depth);
          if (held) return held;
        }
        const kind = this.kindOfShape(file, shape, value.name, depth);
        return shape.kind === 'object' && (soundsLenient(value.name) || this.#madeLenient(file, fn, value)) ? lenient(kind) : kind;
      }
      case 'text': case 'number': case 'boolean': case 'nothing': case 'record': return 'other';
      case 'joined': case 'index': case 'operation': case 'each': case 'unknown': return 'unknown';
    }
  }

  /** A name for a list of guards, or for a call whose result has no shape of its own. */
  #held(file: FileIndex, fn: number, value: Value & { kind: 'name' }, depth: number): GuardKind | undefined {
    const kinds = this.evaluator.names.define(file, fn, value.name, value.at.start).definitions.flatMap(one => {
      if (one.kind === 'assignment') return [this.kindOf(one.file, one.fact.in, one.fact.value, depth + 1)];
      return one.kind === 'value' ? [this.kindOf(one.file, -1, one.value, depth + 1)] : [];
    });
    return kinds.length > 0 ? strongest(kinds) : undefined;
  }

  /** `bearer = HTTPBearer(auto_error=False)`. */
  #madeLenient(file: FileIndex, fn: number, value: Value & { kind: 'name' | 'member' }): boolean {
    if (value.kind === 'member') return false;
    return this.evaluator.names.define(file, fn, value.name, value.at.start).definitions.some(one => {
      const given = one.kind === 'assignment' ? one.fact.value : one.kind === 'value' ? one.value : undefined;
      const call = given?.kind === 'call' && (one.kind === 'assignment' || one.kind === 'value') ? one.file.facts.calls[given.call] : undefined;
      return call !== undefined && isLenient(call.args);
    });
  }

  kindOfShape(file: FileIndex, shape: Shape, name: string, depth: number): GuardKind {
    switch (shape.kind) {
      case 'function': return this.kindOfFunction(shape.file, shape.fn, depth);
      case 'library': case 'method': return this.#kindOfPath(file, shape.path);
      case 'object': return this.#kindOfPath(file, shape.type);
      case 'class': case 'instance': return this.kindOfClass(shape.ref, depth);
      case 'record': case 'module': return 'unknown';
      case 'unknown': return !soundsLikeAuth(name) ? 'unknown' : soundsLenient(name) ? 'optional' : 'by name';
    }
  }

  #kindOfPath(file: FileIndex, path: string): GuardKind {
    const row = ownKind(this.tables(file).guard(path));
    if (row) return row;
    return /^(globalThis|builtins)\./.test(path) ? 'unknown' : !soundsLikeAuth(path) ? 'other' : soundsLenient(path.slice(path.lastIndexOf('.') + 1)) ? 'optional' : 'by name';
  }

  #kindOfCall(file: FileIndex, index: number, depth: number): GuardKind {
    const call = file.facts.calls[index];
    if (!call) return 'unknown';
    const kind = this.#kindOfResult(file, call, index, depth);
    return isLenient(call.args) ? lenient(kind) : kind;
  }

  #kindOfResult(file: FileIndex, call: Call, index: number, depth: number): GuardKind {
    const resolved = this.evaluator.resolve(file, call);
    if (resolved) {
      const provides = resolved.effect?.provides;
      if (provides !== undefined) {
        const given = argumentOf(call, provides);
        return given ? this.kindOf(file, call.in, given, depth + 1) : 'other';
      }
      const row = this.tables(file).guard(resolved.path);
      if (row === 'arguments') return strongest(call.args.map(one => this.kindOf(file, call.in, one.value, depth + 1)));
      const argument = /^argument (\d+)$/.exec(row ?? '')?.[1];
      const plain = ownKind(row);
      if (plain) return plain;
      const given = argument === undefined ? call.args.map(one => one.value) : call.args.slice(Number(argument), Number(argument) + 1).map(one => one.value);
      const inner = given.filter(one => one.kind === 'name' || one.kind === 'member' || one.kind === 'call' || one.kind === 'function' || one.kind === 'list').map(one => this.kindOf(file, call.in, one, depth + 1)).filter(kind => strength[kind] >= strength.identity && kind !== 'open');
      // `ServiceBuilder::new().layer(a).layer(b)`: every step of the chain counts.
      const before = call.callee.kind === 'member' && call.callee.of.kind === 'call' ? this.#kindOfCall(file, call.callee.of.call, depth + 1) : 'other';
      return strongest([...inner, before, this.#kindOfPath(file, resolved.path)]);
    }
    const callee = this.evaluator.shapeOf(file, call.in, call.callee);
    const name = call.callee.kind === 'name' || call.callee.kind === 'member' ? call.callee.name : '';
    const wrapping = callee.kind === 'unknown' && call.callee.kind === 'member' && !soundsLikeAuth(name);
    // `framework.clone()`, `builder.layer(auth).into_inner()`: nothing but what it is called on, and what it is given.
    const own = wrapping ? this.kindOf(file, call.in, call.callee.of, depth + 1) : this.kindOfShape(file, callee, name, depth);
    // `AuthLayer::new(key)`: the object that is made stands there.
    const made = callee.kind === 'function' ? this.evaluator.shapeOf(file, call.in, { kind: 'call', call: index, at: call.at }) : callee;
    const object = made.kind === 'instance' ? this.kindOfClass(made.ref, depth + 1) : 'other';
    const wrapped = call.args.filter(one => one.value.kind === 'function' || one.value.kind === 'call' || one.value.kind === 'list').map(one => this.kindOf(file, call.in, one.value, depth + 1));
    return strongest([own, object, ...wrapped.filter(kind => strength[kind] >= strength.identity && kind !== 'open')]);
  }

  kindOfClass(ref: ClassRef, depth: number): GuardKind {
    const fact = ref.file.classAt(ref.cls);
    if (!fact || depth > maxDepth) return 'unknown';
    const kinds: GuardKind[] = [];
    for (const name of guardingMethods) {
      const method = this.evaluator.methodOf(ref, name);
      if (!method) continue;
      const kind = this.kindOfFunction(method.file, method.fn, depth + 1);
      // A guard that answers true or false is turned into a refusal by its framework.
      const answers = /^(canActivate|has_permission)$/.test(name);
      kinds.push(answers && kind === 'identity' ? 'auth' : answers && kind === 'other' && soundsLikeAuth(fact.name) ? 'by name' : kind);
    }
    const constructor = this.evaluator.methodOf(ref, '__init__');
    if (constructor) kinds.push(this.#kindOfParams(constructor.file, constructor.fn, depth));
    // A tower or actix middleware: the service that works stands in the same file.
    if (this.evaluator.methodOf(ref, 'new_transform') ?? this.evaluator.methodOf(ref, 'layer')) {
      ref.file.facts.functions.forEach((one, fn) => { if (one.name === 'call') kinds.push(this.kindOfFunction(ref.file, fn, depth + 1)); });
    }
    for (const [index, base] of this.evaluator.basesOf(ref).entries()) {
      if (base.kind === 'class' && base.ref.file.classAt(base.ref.cls)?.kind !== 'trait') kinds.push(this.kindOfClass(base.ref, depth + 1));
      else if (base.kind === 'library') kinds.push(this.tables(ref.file).guard(base.path) === 'auth' ? 'auth' : 'other');
      else if (base.kind === 'unknown' && /^AuthGuard\b/.test(fact.bases[index]?.text ?? '')) kinds.push('auth');
    }
    return strongest(kinds);
  }

  /** Whether a guard before everything asks who somebody is at all: one for roles or quotas lets through whom it has nothing to say about. */
  turnsAwayStrangers(file: FileIndex, fn: number, value: Value): boolean {
    const shape = this.evaluator.shapeOf(file, fn, value);
    if (shape.kind === 'function') {
      const own = evidenceIn(shape.file, [shape.fn, ...closuresIn(shape.file, shape.fn)]);
      // Addresses, banned users, a closed shop: refused, and not for being unknown.
      return own.refuses !== 'forbidden' || own.identifies;
    }
    if (shape.kind !== 'class' && shape.kind !== 'instance') return true;
    const method = this.evaluator.methodOf(shape.ref, 'canActivate');
    if (!method || /auth(?!or(?!i))|jwt|login|session|token|signed/i.test(shape.ref.file.classAt(shape.ref.cls)?.name ?? '')) return true;
    return evidenceIn(method.file, [method.fn, ...closuresIn(method.file, method.fn)]).refuses === 'unauthorized';
  }

  kindOfFunction(file: FileIndex, fn: number, depth = 0): GuardKind {
    const key = keyOf(file, fn);
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    if (depth > maxDepth) return 'unknown';
    this.#functions.set(key, 'other');
    const kind = this.#kindOfFunction(file, fn, depth);
    // What was cut off by depth is looked at again when asked for directly.
    if (kind === 'auth' || depth === 0) this.#functions.set(key, kind);
    else this.#functions.delete(key);
    return kind;
  }

  #kindOfFunction(file: FileIndex, fn: number, depth: number): GuardKind {
    const fact = file.functionAt(fn);
    if (!fact) return 'unknown';
    if (/csrf|throttl|rate_?limit|cors/i.test(fact.name)) return 'other';
    const inside = [fn, ...closuresIn(file, fn)];
    const own = evidenceIn(file, inside);
    const open = letsThrough(file, inside);
    if (own.refuses) return open || !own.always ? 'optional' : 'auth';
    const kinds: GuardKind[] = [own.identifies ? 'identity' : 'other'];
    for (const inner of inside) {
      kinds.push(this.#kindOfParams(file, inner, depth));
      for (const index of file.calls.get(inner) ?? []) {
        const call = file.facts.calls[index];
        const callee = call && this.graph.calleeOf(call);
        const proven = call !== undefined && onlyWithProof(file, call.block);
        if (callee) kinds.push(proven ? lenient(this.kindOfFunction(callee.file, callee.fn, depth + 1)) : this.kindOfFunction(callee.file, callee.fn, depth + 1));
        const path = call && !callee ? this.evaluator.resolve(file, call)?.path : undefined;
        const row = path === undefined ? undefined : this.tables(file).guard(path);
        if (call && row?.startsWith('argument')) kinds.push(this.kindOf(file, inner, { kind: 'call', call: index, at: call.at }, depth + 1));
        else kinds.push(ownKind(row) ?? 'other');
      }
      for (const one of file.returns.get(inner) ?? []) kinds.push(this.#kindOfReturned(file, inner, one.value, depth));
    }
    const kind = strongest(kinds.filter(one => one !== 'unknown'));
    return open || soundsLenient(fact.name) ? lenient(kind) : kind;
  }

  /** A factory's guard: the function it returns. */
  #kindOfReturned(file: FileIndex, fn: number, value: Value, depth: number): GuardKind {
    if (value.kind === 'choice') return strongest(value.options.map(option => this.#kindOfReturned(file, fn, option, depth)));
    if (value.kind !== 'name' && value.kind !== 'member') return 'other';
    const shape = this.evaluator.shapeOf(file, fn, value);
    return shape.kind === 'function' && keyOf(shape.file, shape.fn) !== keyOf(file, fn) ? this.kindOfFunction(shape.file, shape.fn, depth + 1) : 'other';
  }

  #kindOfParams(file: FileIndex, fn: number, depth: number): GuardKind {
    return strongest((file.functionAt(fn)?.params ?? []).map(param => this.kindOfParam(file, fn, param, depth)));
  }

  /** A dependency given through a parameter's default or annotation. */
  kindOfParam(file: FileIndex, fn: number, param: Param, depth = 0): GuardKind {
    const given = dependencyOf(this.evaluator, file, fn, param);
    if (!given) return 'other';
    const own = given.kind === 'value' ? this.kindOf(given.file, given.fn, given.value, depth + 1) : this.kindOfShape(given.file, given.shape, '', depth + 1);
    // `user: User | None`: nobody is an answer too.
    const kind = /^(typing\.)?Optional\[|\|\s*None\b|\bNone\s*\|/.test(param.type?.text ?? '') ? lenient(own) : own;
    if (kind !== 'unknown' || !param.type) return kind;
    // A provider out of sight that gives a library's thing, such as a session, is no guard.
    const typed = this.evaluator.shapeOfType(file, fn, param.type);
    return typed.kind === 'object' && !soundsLikeAuth(typed.type) ? 'other' : kind;
  }
}
