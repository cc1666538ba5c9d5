/** Works out what values are: names through definitions, members through classes and tables, calls through what they return. */
import type { Call, FunctionFact, Param, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Effect } from '../libraries/library.js';
import type { CallRef } from '../rule/program.js';
import type { FileIndex } from './file-index.js';
import { keptBuilder } from './kept-builders.js';
import type { LibraryTables } from './library-tables.js';
import { Members } from './members.js';
import { Memo } from './memo.js';
import type { Definition, Names } from './names.js';
import { ParamShapes } from './param-shapes.js';
import { wholeExport } from './required.js';
import { Results } from './results.js';
import type { ClassRef, Located, ObjectShape, Shape } from './shapes.js';
import { elementOf, firstKnown, unknownShape } from './shapes.js';
import { aliasNamed, TypeShapes } from './type-shapes.js';
import type { TypedReceivers } from './typed-receivers.js';

/** What a resolved call does, and to what. */
export interface Resolved {
  readonly path: string;
  readonly effect: Effect | undefined;
  readonly owner: ObjectShape | undefined;
  readonly ownerValue: Located | undefined;
}

export class Evaluator {
  readonly #memo = new Memo();
  #resolved = new WeakMap<Call, Resolved | undefined>();
  readonly members: Members;
  readonly types: TypeShapes;
  readonly params: ParamShapes;
  readonly results: Results;
  /** Who calls a function; filled in by the call graph after its first pass. */
  callersOf: (file: FileIndex, fn: number) => readonly Located[] = () => [];
  /** What a handler's parameter is, when a route table says so. */
  handlerParam: (file: FileIndex, fn: number, position: number) => string | undefined = () => undefined;
  /** Asked last, once everything names can tell is known. */
  typedReceivers: TypedReceivers | undefined;

  constructor(readonly names: Names, readonly tables: (file: FileIndex) => LibraryTables, readonly closureUses: (file: FileIndex, fn: number) => { readonly call: Call; readonly argument: number } | undefined) {
    names.isKnown = (file, path) => tables(file).knows(path);
    this.members = new Members(this);
    this.types = new TypeShapes(this);
    this.params = new ParamShapes(this);
    this.results = new Results(this);
  }

  forget(): void {
    this.#memo.forget();
    this.#resolved = new WeakMap();
  }

  shapeOf(file: FileIndex, fn: number, value: Value): Shape { return this.#memo.of(value, () => this.#shapeOf(file, fn, value)); }

  shapeOfParam(file: FileIndex, fn: number, param: Param, position: number): Shape { return this.#memo.of(param, () => this.params.of(file, fn, param, position)); }

  /** What a function of this program gives. */
  shapeOfResult(file: FileIndex, fn: number, fact: FunctionFact): Shape { return this.#memo.of(fact, () => this.results.ofFunction(file, fn, fact)); }

  /** What a type annotation says a value is. */
  shapeOfType(file: FileIndex, fn: number, type: TypeRef): Shape { return this.types.of(file, fn, type); }

  aliasOf(file: FileIndex, fn: number, type: TypeRef): { readonly file: FileIndex; readonly type: TypeRef } | undefined { return this.types.aliasOf(file, fn, type); }

  providerOf(file: FileIndex, fn: number, value: Value): Shape | undefined { return this.params.providerOf(file, fn, value); }

  memberOf(file: FileIndex, owner: Shape, name: string, ownerValue: Located | undefined): Shape { return this.members.of(file, owner, name, ownerValue); }

  methodOf(ref: ClassRef, name: string): { readonly file: FileIndex; readonly fn: number } | undefined { return this.members.methodOf(ref, name); }

  basesOf(ref: ClassRef): Shape[] { return this.members.basesOf(ref); }

  #shapeOf(file: FileIndex, fn: number, value: Value): Shape {
    switch (value.kind) {
      case 'name': {
        const shape = this.shapeOfName(file, value.path ? -1 : fn, value.name, value.path ? Number.MAX_SAFE_INTEGER : value.at.start, fn);
        // `rocket::build()` beside a function called `rocket`: what a path begins with is never a function.
        return value.path && shape.kind === 'function' ? { kind: 'library', path: value.name } : shape;
      }
      case 'member': {
        const owner = this.shapeOf(file, fn, value.of);
        const typed = owner.kind === 'unknown' ? this.#declaredType(file, value.of, value.name) : undefined;
        return this.memberOf(file, typed ?? owner, value.name, { file, fn, value: value.of });
      }
      case 'call': {
        const call = file.facts.calls[value.call];
        return call ? this.results.of(file, call, value.call) : unknownShape('the call was not recorded');
      }
      case 'function': return { kind: 'function', file, fn: value.function };
      case 'choice': return firstKnown(value.options.map(option => () => this.shapeOf(file, fn, option)), 'none of the alternatives is known');
      case 'index': return this.#shapeOfIndex(file, fn, value.of, value.key);
      case 'item': return elementOf(this.shapeOf(file, fn, value.of));
      case 'record': return { kind: 'record', file, fn, value };
      case 'each': case 'list': case 'operation': case 'text': case 'joined': case 'number': case 'boolean': case 'nothing':
        return unknownShape('a plain value');
      case 'unknown': return unknownShape(value.because);
    }
  }

  /** `inside` is the function whose class `Self` means, also where local variables do not count. */
  shapeOfName(file: FileIndex, fn: number, name: string, at: number, inside: number = fn): Shape {
    if (name === 'self' || name === 'this' || name === 'cls' || name === 'Self' || name === 'super') {
      const cls = file.classAround(inside);
      if (cls >= 0) {
        const ref = this.members.canonicalClass({ file, cls });
        if (name === 'super') return this.members.superOf(ref);
        return { kind: name === 'Self' || name === 'cls' ? 'class' : 'instance', ref };
      }
    }
    const found = this.names.define(file, fn, name, at);
    if (found.definitions.length > 0) {
      const shape = firstKnown(found.definitions.map(definition => () => this.shapeOfDefinition(definition)), `nothing tells what ${name} is`);
      const kept = shape.kind === 'object' && shape.built && !shape.ran ? keptBuilder(this, { file, name, at, definitions: found.definitions }, shape) : shape;
      return found.rest.reduce((owner, member) => this.memberOf(file, owner, member, undefined), kept);
    }
    return this.#undefinedName(file, name);
  }

  #undefinedName(file: FileIndex, name: string): Shape {
    switch (file.facts.language) {
      // A module nobody imports here came with a star from somewhere unread.
      case 'python': return { kind: 'library', path: this.tables(file).knowsModule(name) ? name : `builtins.${name}` };
      case 'typescript': return { kind: 'library', path: `globalThis.${name}` };
      case 'rust': {
        const target = this.names.modules.resolve(file.file, name, undefined, undefined);
        if (target.kind === 'external') return { kind: 'library', path: target.path };
        if (target.kind === 'file') {
          const index = this.names.files.get(target.file);
          if (index) return { kind: 'module', file: index };
        }
        if (file.facts.functions.some(one => one.module?.includes(name))) return { kind: 'module', file };
        return { kind: 'library', path: name };
      }
      case 'sql': return unknownShape('SQL has no names to follow');
    }
  }

  shapeOfDefinition(definition: Definition): Shape {
    switch (definition.kind) {
      case 'assignment': {
        const { file, fact } = definition;
        const alias = fact.in < 0 && fact.target.kind === 'name' ? aliasNamed(file, fact.target.name) : undefined;
        if (alias) return this.shapeOfDefinition({ kind: 'alias', file, fact: alias });
        // A function with a declared type (`const list: RequestHandler = ...`) is still that function.
        if (fact.value.kind === 'function') return { kind: 'function', file, fn: fact.value.function };
        // `const Children: Children = ...`: an interface of the same name is not what the variable is.
        if (fact.type && fact.type.name !== '_' && !(fact.target.kind === 'name' && fact.type.name === fact.target.name)) {
          const typed = this.shapeOfType(file, fact.in, fact.type);
          if (typed.kind !== 'unknown') return typed;
        }
        return this.shapeOf(file, fact.in, fact.value);
      }
      case 'param': return this.shapeOfParam(definition.file, definition.fn, definition.param, definition.position);
      case 'function': return { kind: 'function', file: definition.file, fn: definition.fn };
      case 'class': return { kind: 'class', ref: definition };
      case 'alias': {
        const shape = this.#memo.of(definition.fact, () => this.shapeOfType(definition.file, -1, definition.fact.type));
        if (shape.kind === 'object') return { kind: 'library', path: shape.type };
        return shape.kind === 'instance' ? { kind: 'class', ref: shape.ref } : shape;
      }
      case 'value': return this.shapeOf(definition.file, -1, definition.value);
      case 'module': {
        const whole = wholeExport(definition.file);
        const shape = whole && this.shapeOf(definition.file, -1, whole);
        return shape && shape.kind !== 'unknown' ? shape : { kind: 'module', file: definition.file };
      }
      case 'library': return { kind: 'library', path: definition.path };
      case 'unknown': return unknownShape(definition.because);
    }
  }

  #declaredType(file: FileIndex, of: Value, method: string): Shape | undefined {
    const type = this.typedReceivers?.typeOf(file, of.at, method);
    if (!type) return undefined;
    if ('library' in type) return { kind: 'object', type: type.library };
    const [cls] = type.file.classes.get(type.name) ?? [];
    return cls === undefined ? undefined : { kind: 'instance', ref: { file: type.file, cls } };
  }

  #shapeOfIndex(file: FileIndex, fn: number, of: Value, key: Value): Shape {
    const owner = this.shapeOf(file, fn, of);
    const item = owner.kind === 'library' ? this.tables(file).attribute(`${owner.path}.[]`) : undefined;
    if (item !== undefined) return { kind: 'object', type: item };
    if (key.kind === 'text') return this.memberOf(file, owner, key.text, { file, fn, value: of });
    if (owner.kind === 'class' || owner.kind === 'library') return owner; // a generic class with its argument: `Repository[User]`
    return elementOf(owner);
  }

  /** What a call runs: a library's path with its effect; undefined for functions of this program and unknown callees. */
  resolve(file: FileIndex, call: Call): Resolved | undefined {
    if (this.#resolved.has(call)) return this.#resolved.get(call);
    const callee = this.shapeOf(file, call.in, call.callee);
    let resolved: Resolved | undefined;
    if (callee.kind === 'library') resolved = { path: callee.path, effect: this.tables(file).effect(callee.path), owner: undefined, ownerValue: undefined };
    else if (callee.kind === 'method') resolved = { path: callee.path, effect: this.tables(file).effect(callee.path), owner: callee.owner, ownerValue: callee.ownerValue };
    // A typed value that is called itself: `drizzle sql`, `knex('users')`, `SessionLocal()`.
    else if (callee.kind === 'object') resolved = { path: `${callee.type}.call`, effect: this.tables(file).effect(`${callee.type}.call`), owner: callee, ownerValue: { file, fn: call.in, value: call.callee } };
    if (this.#memo.isClosed(call.callee)) this.#resolved.set(call, resolved);
    return resolved;
  }

  callRef(file: FileIndex, index: number): CallRef | undefined {
    const fact = file.facts.calls[index];
    return fact && { file: file.facts, index, fact };
  }
}
