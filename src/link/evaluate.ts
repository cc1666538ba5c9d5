/** Works out what values are: names through definitions, members through classes and tables, calls through what they return. */
import type { Call, FunctionFact, Param, TypeAlias, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Effect } from '../libraries/library.js';
import type { CallRef } from '../rule/program.js';
import { argumentOf } from './arguments.js';
import { Attached } from './attached.js';
import { applyEffect } from './builders.js';
import type { FileIndex } from './file-index.js';
import { keptBuilder } from './kept-builders.js';
import type { LibraryTables } from './library-tables.js';
import type { Definition, Names } from './names.js';
import { requiredBy, wholeExport } from './required.js';
import type { ClassRef, Located, ObjectShape, Shape } from './shapes.js';
import { unknownShape } from './shapes.js';
import { emptyTypes, transparentTypes } from './transparent-types.js';
import type { TypedReceivers } from './typed-receivers.js';

/** What a resolved call does, and to what. */
export interface Resolved {
  readonly path: string;
  readonly effect: Effect | undefined;
  readonly owner: ObjectShape | undefined;
  readonly ownerValue: Located | undefined;
}

const maxDepth = 40;

export class Evaluator {
  #shapes = new WeakMap<Value, Shape>();
  #resolved = new WeakMap<Call, Resolved | undefined>();
  #params = new Map<string, Shape>();
  readonly #attached = new Attached(this, () => this.names.files.values());
  #depth = 0;
  /** Who calls a function; filled in by the call graph after its first pass. */
  callersOf: (file: FileIndex, fn: number) => readonly Located[] = () => [];
  /** What a handler's parameter is, when a route table says so. */
  /** Asked last, once everything names can tell is known. */
  typedReceivers: TypedReceivers | undefined;
  handlerParam: (file: FileIndex, fn: number, position: number) => string | undefined = () => undefined;

  constructor(readonly names: Names, readonly tables: (file: FileIndex) => LibraryTables, readonly closureUses: (file: FileIndex, fn: number) => { readonly call: Call; readonly argument: number } | undefined) {}

  forget(): void {
    this.#shapes = new WeakMap();
    this.#resolved = new WeakMap();
    this.#params = new Map();
  }

  shapeOf(file: FileIndex, fn: number, value: Value): Shape {
    const known = this.#shapes.get(value);
    if (known) return known;
    if (this.#depth > maxDepth) return unknownShape('the chain is too long to follow');
    this.#shapes.set(value, unknownShape('it depends on itself'));
    this.#depth++;
    const shape = this.#shapeOf(file, fn, value);
    this.#depth--;
    this.#shapes.set(value, shape);
    return shape;
  }

  #shapeOf(file: FileIndex, fn: number, value: Value): Shape {
    switch (value.kind) {
      case 'name': {
        const shape = this.#shapeOfName(file, value.path ? -1 : fn, value.name, value.path ? Number.MAX_SAFE_INTEGER : value.at.start, fn);
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
        return call ? this.#resultOf(file, call, value.call) : unknownShape('the call was not recorded');
      }
      case 'function': return { kind: 'function', file, fn: value.function };
      case 'choice': return this.#firstKnown(value.options.map(option => () => this.shapeOf(file, fn, option)), 'none of the alternatives is known');
      case 'index': return this.#shapeOfIndex(file, fn, value.of, value.key);
      case 'item': return this.#elementOf(this.shapeOf(file, fn, value.of));
      case 'record': return { kind: 'record', file, fn, value };
      case 'each': case 'list': case 'operation': case 'text': case 'joined': case 'number': case 'boolean': case 'nothing':
        return unknownShape('a plain value');
      case 'unknown': return unknownShape(value.because);
    }
  }

  /** `inside` is the function whose class `Self` means, also where local variables do not count. */
  #shapeOfName(file: FileIndex, fn: number, name: string, at: number, inside: number = fn): Shape {
    if (name === 'self' || name === 'this' || name === 'cls' || name === 'Self' || name === 'super') {
      const cls = file.classAround(inside);
      if (cls >= 0) {
        const ref = this.#canonicalClass({ file, cls });
        if (name === 'super') return this.#superOf(ref);
        return { kind: name === 'Self' || name === 'cls' ? 'class' : 'instance', ref };
      }
    }
    const found = this.names.define(file, fn, name, at);
    if (found.definitions.length > 0) {
      const shape = this.#firstKnown(found.definitions.map(definition => () => this.shapeOfDefinition(definition)), `nothing tells what ${name} is`);
      const kept = shape.kind === 'object' && shape.built && !shape.ran ? keptBuilder(this, { file, name, at, definitions: found.definitions }, shape) : shape;
      return found.rest.reduce((owner, member) => this.memberOf(file, owner, member, undefined), kept);
    }
    return this.#undefinedName(file, name);
  }

  #undefinedName(file: FileIndex, name: string): Shape {
    switch (file.facts.language) {
      case 'python': return { kind: 'library', path: `builtins.${name}` };
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
        const shape = this.shapeOfType(definition.file, -1, definition.fact.type);
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

  shapeOfParam(file: FileIndex, fn: number, param: Param, position: number): Shape {
    const key = `${file.file}#${String(fn)}#${String(position)}`;
    const known = this.#params.get(key);
    if (known) return known;
    this.#params.set(key, unknownShape('it depends on itself'));
    const shape = this.#shapeOfParam(file, fn, param, position);
    this.#params.set(key, shape);
    return shape;
  }

  #shapeOfParam(file: FileIndex, fn: number, param: Param, position: number): Shape {
    if (param.type) {
      const typed = this.shapeOfType(file, fn, param.type);
      if (typed.kind !== 'unknown') return typed;
    }
    if (param.default) {
      const given = this.#provided(file, file.functionAt(fn)?.in ?? -1, param.default);
      if (given.kind !== 'unknown') return given;
    }
    const declared = this.handlerParam(file, fn, position) ?? this.#paramOfTypedFunction(file, fn, position);
    if (declared !== undefined) return { kind: 'object', type: declared };
    const use = this.closureUses(file, fn);
    if (use && position === 0) {
      const passed = this.#passedToClosure(file, use.call);
      if (passed.kind !== 'unknown') return passed;
    }
    const shift = file.functionAt(fn)?.kind === 'method' && (param.name === 'self' || file.functionAt(fn)?.params[0]?.name === 'self' || file.functionAt(fn)?.params[0]?.name === 'cls') ? 1 : 0;
    for (const caller of this.callersOf(file, fn)) {
      if (caller.value.kind !== 'call') continue;
      const call = caller.file.facts.calls[caller.value.call];
      if (!call) continue;
      const given = argumentOf(call, param.name) ?? argumentOf(call, position - shift);
      if (!given) continue;
      const shape = this.shapeOf(caller.file, caller.fn, given);
      if (shape.kind === 'unknown') continue;
      return (!param.type && (shape.kind === 'method' || (shape.kind === 'object' && !this.tables(file).isSession(shape.type))) ? this.#namesake(file, param.name) : undefined) ?? shape;
    }
    return (param.type ? undefined : this.#namesake(file, param.name)) ?? unknownShape(`no caller tells what ${param.name} is`);
  }

  /** Nobody is seen to hand over anything known: a session this file keeps under the same name is what its functions are handed. */
  #namesake(file: FileIndex, name: string): Shape | undefined {
    for (const scope of file.assignments.values()) {
      for (const fact of scope.get(name) ?? []) {
        const shape = fact.value.kind === 'call' ? this.shapeOf(file, fact.in, fact.value) : undefined;
        if (shape?.kind === 'object' && this.tables(file).isSession(shape.type)) return shape;
      }
    }
    return undefined;
  }

  /** `const plugin: FastifyPluginAsync = async fastify => ...`: the variable's type tells the parameter's. */
  #paramOfTypedFunction(file: FileIndex, fn: number, position: number): string | undefined {
    const typed = file.typedFunctions.get(fn);
    const shape = typed?.type && this.shapeOfType(file, typed.in, typed.type);
    return shape?.kind === 'object' ? this.tables(file).handlerParams(shape.type)?.[position] : undefined;
  }

  /** `Depends(get_db)`: the value is what calling the provider gives. */
  #provided(file: FileIndex, fn: number, value: Value): Shape {
    if (value.kind !== 'call') return this.shapeOf(file, fn, value);
    const provider = this.providerOf(file, fn, value);
    return provider ? this.#called(file, provider) : this.shapeOf(file, fn, value);
  }

  /** The shape of the provider in a dependency call. */
  providerOf(file: FileIndex, fn: number, value: Value): Shape | undefined {
    if (value.kind !== 'call') return undefined;
    const call = file.facts.calls[value.call];
    if (!call) return undefined;
    const provides = this.resolve(file, call)?.effect?.provides;
    const argument = provides === undefined ? undefined : argumentOf(call, provides);
    return argument && this.shapeOf(file, fn, argument);
  }

  #passedToClosure(file: FileIndex, call: Call): Shape {
    const resolved = this.resolve(file, call);
    const passes = resolved?.effect?.passes;
    if (passes === 'self') return resolved?.owner ?? unknownShape('the receiver is unknown');
    if (passes !== undefined) return { kind: 'object', type: passes };
    if (call.callee.kind !== 'member') return unknownShape('a callback');
    const receiver = this.shapeOf(file, call.in, call.callee.of);
    return call.callee.name === 'then' ? receiver : this.#elementOf(receiver);
  }

  #elementOf(shape: Shape): Shape {
    if (shape.kind === 'object' && shape.ran) return { kind: 'object', type: `${shape.type}.item`, ran: shape.ran };
    return unknownShape('an item of a collection');
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
    return this.#elementOf(owner);
  }

  /** What a type annotation says a value is. */
  shapeOfType(file: FileIndex, fn: number, type: TypeRef): Shape {
    const name = type.name.replaceAll('::', '.');
    const last = name.slice(name.lastIndexOf('.') + 1);
    if ((type.values ?? []).length > 0) {
      const typed = this.#firstKnown(type.args.map(argument => () => this.shapeOfType(file, fn, argument)), 'nothing is annotated');
      if (typed.kind !== 'unknown') return typed;
      for (const value of type.values ?? []) {
        const provided = value.kind === 'call' ? this.providerOf(file, fn, value) : undefined;
        const shape = provided ? this.#called(file, provided) : undefined;
        if (shape && shape.kind !== 'unknown') return shape;
      }
    }
    if (emptyTypes.has(last)) return unknownShape(`the type ${last} says nothing`);
    if (name === 'Self' || name === 'self') return this.#shapeOfName(file, fn, 'self', 0);
    if (last === 'ReturnType' && type.args[0]?.name.startsWith('typeof ')) return this.#called(file, this.#typeByName(file, fn, type.args[0].name.slice('typeof '.length)));
    const own = this.#typeByName(file, fn, name);
    if (own.kind === 'class') {
      const fact = own.ref.file.classAt(own.ref.cls);
      if (fact && !(transparentTypes.has(last) && type.args.length > 0 && fact.kind !== 'struct' && fact.kind !== 'class')) return { kind: 'instance', ref: own.ref };
    }
    if (own.kind === 'object' || own.kind === 'instance') return own;
    if (transparentTypes.has(last) && type.args.length > 0) {
      return this.#firstKnown(type.args.map(argument => () => this.shapeOfType(file, fn, argument)), `nothing in ${type.text} is known`);
    }
    if (own.kind === 'library' && last !== '[]' && !/^(globalThis|builtins|typing)\./.test(own.path)) {
      const [argument] = type.args;
      // `Repository<User>`: what it is a repository of names its table.
      return { kind: 'object', type: own.path, ...(argument && type.args.length === 1 && { members: [argument.name] }) };
    }
    return unknownShape(`the type ${type.text} is not known`);
  }

  /** What a type's name was declared to stand for, here or where it is imported from. */
  aliasOf(file: FileIndex, fn: number, type: TypeRef): { readonly file: FileIndex; readonly type: TypeRef } | undefined {
    const [name = '', ...rest] = type.name.split(/::|\./);
    if (rest.length > 0) return undefined;
    for (const one of this.names.define(file, fn, name, Number.MAX_SAFE_INTEGER).definitions) {
      if (one.kind === 'alias') return { file: one.file, type: one.fact.type };
      const alias = one.kind === 'assignment' && one.fact.target.kind === 'name' ? aliasNamed(one.file, one.fact.target.name) : undefined;
      if (alias && one.kind === 'assignment') return { file: one.file, type: alias.type };
    }
    return undefined;
  }

  #typeByName(file: FileIndex, fn: number, name: string): Shape {
    const [first = '', ...rest] = name.split('.');
    if (first === '' || first === '|' || first === '[]' || first === '()' || first === '&') return unknownShape('a compound type');
    if (this.#depth > maxDepth) return unknownShape('the chain of types is too long to follow');
    this.#depth++;
    const start = this.#shapeOfName(file, fn, first, Number.MAX_SAFE_INTEGER);
    this.#depth--;
    return rest.reduce((owner, member) => this.memberOf(file, owner, member, undefined), start);
  }

  memberOf(file: FileIndex, owner: Shape, name: string, ownerValue: Located | undefined): Shape {
    switch (owner.kind) {
      case 'library': return { kind: 'library', path: `${owner.path}.${name}` };
      case 'object': return this.#memberOfObject(file, owner, name, ownerValue);
      case 'module': {
        const found = this.names.exported(owner.file, [name]);
        if (found.definitions.length === 0) return unknownShape(`${owner.file.file} has no ${name}`);
        const shape = this.#firstKnown(found.definitions.map(definition => () => this.shapeOfDefinition(definition)), `nothing tells what ${name} is`);
        return found.rest.reduce((at, member) => this.memberOf(file, at, member, undefined), shape);
      }
      case 'class': case 'instance': return this.memberOfClass(file, owner.ref, name, owner.kind === 'instance', ownerValue, 0);
      case 'record': {
        const entry = owner.value.entries.find(one => one.key?.kind === 'text' && one.key.text === name);
        if (entry) return this.shapeOf(owner.file, owner.fn, entry.value);
        // A struct literal has its type's methods.
        const type = owner.value.type === undefined ? undefined : this.#typeByName(owner.file, owner.fn, owner.value.type.replaceAll('::', '.'));
        return type?.kind === 'class' ? this.memberOfClass(file, type.ref, name, true, ownerValue, 0) : unknownShape(`the object has no ${name}`);
      }
      case 'function': case 'method': return unknownShape(`a member of a function`);
      case 'unknown': return owner;
    }
  }

  #memberOfObject(file: FileIndex, owner: ObjectShape, name: string, ownerValue: Located | undefined): Shape {
    const tables = this.tables(file);
    const path = `${owner.type}.${name}`;
    if (tables.effect(path)) return { kind: 'method', path, owner, ownerValue };
    const attribute = tables.attribute(path);
    if (attribute !== undefined) return { ...owner, type: attribute === 'self' ? owner.type : attribute, members: [...(owner.members ?? []), name] };
    const attached = file.facts.language === 'rust' ? undefined : this.#attached.memberOf(owner.type, name);
    if (attached && attached.kind !== 'unknown') return attached;
    return { kind: 'method', path, owner, ownerValue };
  }

  memberOfClass(file: FileIndex, ref: ClassRef, name: string, instance: boolean, ownerValue: Located | undefined, depth: number): Shape {
    if (depth > 8) return unknownShape('the class hierarchy is too deep');
    const method = this.methodOf(ref, name);
    if (method) {
      return isProperty(method.file.functionAt(method.fn)) ? this.#called(file, { kind: 'function', ...method }) : { kind: 'function', ...method };
    }
    const fact = ref.file.classAt(ref.cls);
    const field = fact?.fields.find(one => one.name === name);
    if (field) {
      const typed = field.type ? this.shapeOfType(ref.file, -1, field.type) : unknownShape('no type');
      if (typed.kind !== 'unknown') return typed;
      if (field.value) {
        const shape = this.shapeOf(ref.file, -1, field.value);
        if (shape.kind !== 'unknown') return shape;
      }
    }
    if (instance) {
      for (const assigned of ref.file.members.get(name) ?? []) {
        if (ref.file.classAround(assigned.in) !== ref.cls) continue;
        const shape = assigned.type ? this.shapeOfType(ref.file, assigned.in, assigned.type) : this.shapeOf(ref.file, assigned.in, assigned.value);
        if (shape.kind !== 'unknown') return shape;
      }
    }
    for (const base of this.basesOf(ref)) {
      const inherited = base.kind === 'class' || base.kind === 'instance'
        ? this.memberOfClass(file, base.ref, name, instance, ownerValue, depth + 1)
        : base.kind === 'library' ? this.#memberOfObject(file, { kind: 'object', type: base.path, members: [fact?.name ?? ''] }, name, ownerValue)
        : base.kind === 'object' ? this.#memberOfObject(file, { ...base, members: [fact?.name ?? ''] }, name, ownerValue) : undefined;
      if (inherited && inherited.kind !== 'unknown') return inherited;
    }
    return unknownShape(`${fact?.name ?? 'the class'} declares no ${name}`);
  }

  /** The shapes of a class's bases; a generic base (`CRUDBase[User]`) is the base. */
  basesOf(ref: ClassRef): Shape[] {
    const bases = ref.file.classAt(ref.cls)?.bases ?? [];
    return bases.map(base => this.#typeByName(ref.file, ref.file.classAt(ref.cls)?.in ?? -1, base.name.replaceAll('::', '.')));
  }

  #superOf(ref: ClassRef): Shape {
    const base = this.basesOf(ref)[0];
    if (base?.kind === 'class') return { kind: 'instance', ref: base.ref };
    if (base?.kind === 'library') return { kind: 'object', type: base.path };
    return unknownShape('the base class is not known');
  }

  methodOf(ref: ClassRef, name: string): { readonly file: FileIndex; readonly fn: number } | undefined {
    const owner = ref.file.classAt(ref.cls);
    if (!owner) return undefined;
    const own = ref.file.methods.get(owner.name)?.get(name)?.at(-1);
    if (own !== undefined) return { file: ref.file, fn: own };
    if (ref.file.facts.language !== 'rust') return undefined;
    // An `impl` may stand in another file than its type; traits are looked up as their implementations.
    return owner.kind === 'trait' ? this.implementations(owner.name, name)[0] : this.#rustMethods().get(`${owner.name}.${name}`)?.[0];
  }

  /** Methods of that name in every `impl Trait for ...`. */
  implementations(trait: string, method: string): readonly { readonly file: FileIndex; readonly fn: number }[] {
    return this.#rustMethods().get(`<${trait}>.${method}`) ?? [];
  }

  #rustIndex: Map<string, { file: FileIndex; fn: number }[]> | undefined;
  #rustMethods(): Map<string, { file: FileIndex; fn: number }[]> {
    if (this.#rustIndex) return this.#rustIndex;
    const index = new Map<string, { file: FileIndex; fn: number }[]>();
    const add = (key: string, one: { file: FileIndex; fn: number }): void => { index.set(key, [...(index.get(key) ?? []), one]); };
    for (const file of this.names.files.values()) {
      if (file.facts.language !== 'rust') continue;
      file.facts.functions.forEach((fact, fn) => {
        const owner = file.classAt(fact.class);
        if (owner?.kind !== 'impl') return;
        add(`${owner.name}.${fact.name}`, { file, fn });
        for (const base of owner.bases) add(`<${base.name.split(/::|\./).at(-1) ?? ''}>.${fact.name}`, { file, fn });
      });
    }
    return this.#rustIndex = index;
  }

  #canonicalClass(ref: ClassRef): ClassRef {
    const fact = ref.file.classAt(ref.cls);
    if (fact?.kind !== 'impl') return ref;
    const declared = this.#typeByName(ref.file, -1, (fact.self?.name ?? fact.name).replaceAll('::', '.'));
    return declared.kind === 'class' ? declared.ref : ref;
  }

  /** What a call runs: a library's path with its effect; undefined for functions of this program and unknown callees. */
  resolve(file: FileIndex, call: Call): Resolved | undefined {
    if (this.#resolved.has(call)) return this.#resolved.get(call);
    this.#resolved.set(call, undefined);
    const callee = this.shapeOf(file, call.in, call.callee);
    let resolved: Resolved | undefined;
    if (callee.kind === 'library') resolved = { path: callee.path, effect: this.tables(file).effect(callee.path), owner: undefined, ownerValue: undefined };
    else if (callee.kind === 'method') resolved = { path: callee.path, effect: this.tables(file).effect(callee.path), owner: callee.owner, ownerValue: callee.ownerValue };
    // A typed value that is called itself: `drizzle sql`, `knex('users')`, `SessionLocal()`.
    else if (callee.kind === 'object') resolved = { path: `${callee.type}.call`, effect: this.tables(file).effect(`${callee.type}.call`), owner: callee, ownerValue: { file, fn: call.in, value: call.callee } };
    this.#resolved.set(call, resolved);
    return resolved;
  }

  #resultOf(file: FileIndex, call: Call, index: number): Shape {
    const required = requiredBy(this.names, file, call);
    if (required) return this.shapeOfDefinition(required);
    const resolved = this.resolve(file, call);
    if (resolved) return this.#resultOfLibrary(file, call, index, resolved);
    const result = this.#called(file, this.shapeOf(file, call.in, call.callee));
    // `getRepository(User)` of this program's own: a generic wrapper gives a repository of what it is passed.
    const argument = result.kind === 'object' && result.members ? call.args[0]?.value : undefined;
    const passed = argument && this.shapeOf(file, call.in, argument);
    return result.kind === 'object' && passed?.kind === 'class' ? { ...result, members: [passed.ref.file.classAt(passed.ref.cls)?.name ?? ''] } : result;
  }

  #called(file: FileIndex, callee: Shape): Shape {
    switch (callee.kind) {
      case 'class': return { kind: 'instance', ref: callee.ref };
      case 'function': return this.#resultOfFunction(callee.file, callee.fn);
      case 'library': return { kind: 'object', type: this.tables(file).effect(callee.path)?.returns ?? callee.path };
      case 'object': return { kind: 'object', type: this.tables(file).effect(`${callee.type}.call`)?.returns ?? callee.type };
      case 'instance': {
        const method = this.methodOf(callee.ref, '__call__');
        return method ? this.#resultOfFunction(method.file, method.fn) : unknownShape('an instance is called');
      }
      case 'method': case 'module': case 'record': return unknownShape('the callee is not known');
      case 'unknown': return callee;
    }
  }

  #resultOfFunction(file: FileIndex, fn: number): Shape {
    const fact = file.functionAt(fn);
    if (!fact) return unknownShape('the function is not known');
    if (fact.returns) {
      const typed = this.shapeOfType(file, fn, fact.returns);
      if (typed.kind !== 'unknown') return typed;
    }
    return this.#firstKnown((file.returns.get(fn) ?? []).map(one => () => this.shapeOf(file, fn, one.value)), `nothing tells what ${fact.name} gives`);
  }

  #resultOfLibrary(file: FileIndex, call: Call, index: number, resolved: Resolved): Shape {
    const { effect, owner } = resolved;
    if (!effect) return resolved.owner ? unknownShape(`${resolved.path} is not in the tables`) : { kind: 'object', type: resolved.path };
    const provides = effect.provides === undefined ? undefined : argumentOf(call, effect.provides);
    if (provides) return this.#called(file, this.shapeOf(file, call.in, provides));
    const returned = this.#returnedType(file, call, effect, resolved);
    return applyEffect(this, file, call, index, effect, owner, returned);
  }

  #returnedType(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): Shape {
    const returns = effect.returns;
    if (returns === undefined) return resolved.owner ? unknownShape('the result is plain data') : { kind: 'object', type: resolved.path };
    if (returns === 'self') return resolved.owner ?? { kind: 'object', type: resolved.path };
    if (returns === 'generic') {
      const type = call.types?.[0];
      return type ? this.shapeOfType(file, call.in, type) : unknownShape('no type argument');
    }
    const argument = /^(argument|instance) (\d+)$/.exec(returns);
    if (argument) {
      const value = argumentOf(call, Number(argument[2]));
      if (!value) return unknownShape('the argument is missing');
      const shape = this.shapeOf(file, call.in, value);
      return argument[1] === 'instance' && shape.kind === 'class' ? { kind: 'instance', ref: shape.ref } : shape;
    }
    return { kind: 'object', type: this.tables(file).canonical(returns) };
  }

  #firstKnown(candidates: readonly (() => Shape)[], because: string): Shape {
    let first: Shape | undefined;
    for (const candidate of candidates) {
      const shape = candidate();
      if (shape.kind !== 'unknown') return shape;
      first ??= shape;
    }
    return first ?? unknownShape(because);
  }

  callRef(file: FileIndex, index: number): CallRef | undefined {
    const fact = file.facts.calls[index];
    return fact && { file: file.facts, index, fact };
  }
}

/** `SessionDep = Annotated[...]` is an assignment and a type at once: the type says more. */
function aliasNamed(file: FileIndex, name: string): TypeAlias | undefined {
  return file.facts.aliases.find(one => one.name === name);
}

/** A method read like a field. */
export function isProperty(fact: FunctionFact | undefined): boolean {
  return fact?.decorators.some(decorator => /(^|\.)((cached_|hybrid_)?property|getter)$|^get$/.test(decorator.path)) ?? false;
}
