/** What `owner.name` is: through classes and their bases, modules, object literals, and what tables say of a library's objects. */
import type { FunctionFact } from '../facts/structure.js';
import { Attached } from './attached.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { ClassRef, Located, ObjectShape, Shape } from './shapes.js';
import { firstKnown, unknownShape } from './shapes.js';

interface Method { readonly file: FileIndex; readonly fn: number }

export class Members {
  readonly #attached: Attached;

  constructor(readonly evaluator: Evaluator) {
    this.#attached = new Attached(evaluator, () => evaluator.names.files.values());
  }

  of(file: FileIndex, owner: Shape, name: string, ownerValue: Located | undefined): Shape {
    switch (owner.kind) {
      case 'library': return { kind: 'library', path: `${owner.path}.${name}` };
      case 'object': return this.#ofObject(file, owner, name, ownerValue);
      case 'module': {
        const found = this.evaluator.names.exported(owner.file, [name]);
        if (found.definitions.length === 0) return unknownShape(`${owner.file.file} has no ${name}`);
        const shape = firstKnown(found.definitions.map(definition => () => this.evaluator.shapeOfDefinition(definition)), `nothing tells what ${name} is`);
        return found.rest.reduce((at, member) => this.of(file, at, member, undefined), shape);
      }
      case 'class': case 'instance': return this.#ofClass(file, owner.ref, name, owner.kind === 'instance', ownerValue, 0);
      case 'record': {
        const entry = owner.value.entries.find(one => one.key?.kind === 'text' && one.key.text === name);
        if (entry) return this.evaluator.shapeOf(owner.file, owner.fn, entry.value);
        // A struct literal has its type's methods.
        const type = owner.value.type === undefined ? undefined : this.evaluator.types.named(owner.file, owner.fn, owner.value.type.replaceAll('::', '.'));
        return type?.kind === 'class' ? this.#ofClass(file, type.ref, name, true, ownerValue, 0) : unknownShape(`the object has no ${name}`);
      }
      case 'function': case 'method': return unknownShape(`a member of a function`);
      case 'unknown': return owner;
    }
  }

  #ofObject(file: FileIndex, owner: ObjectShape, name: string, ownerValue: Located | undefined): Shape {
    const tables = this.evaluator.tables(file);
    const path = `${owner.type}.${name}`;
    if (tables.effect(path)) return { kind: 'method', path, owner, ownerValue };
    const attribute = tables.attribute(path);
    if (attribute !== undefined) return { ...owner, type: attribute === 'self' ? owner.type : attribute, members: [...(owner.members ?? []), name] };
    const attached = file.facts.language === 'rust' ? undefined : this.#attached.memberOf(owner.type, name);
    if (attached && attached.kind !== 'unknown') return attached;
    return { kind: 'method', path, owner, ownerValue };
  }

  /** `asked`: the class the member was asked of, whose rows are meant also where a base of this program knows the library. */
  #ofClass(file: FileIndex, ref: ClassRef, name: string, instance: boolean, ownerValue: Located | undefined, depth: number, asked = ref.file.classAt(ref.cls)?.name ?? ''): Shape {
    if (depth > 8) return unknownShape('the class hierarchy is too deep');
    const method = this.methodOf(ref, name);
    if (method) {
      return isProperty(method.file.functionAt(method.fn)) ? this.evaluator.results.called(file, { kind: 'function', ...method }) : { kind: 'function', ...method };
    }
    const fact = ref.file.classAt(ref.cls);
    const field = fact?.fields.find(one => one.name === name);
    if (field) {
      const typed = field.type ? this.evaluator.shapeOfType(ref.file, -1, field.type) : unknownShape('no type');
      if (typed.kind !== 'unknown') return typed;
      if (field.value) {
        const shape = this.evaluator.shapeOf(ref.file, -1, field.value);
        if (shape.kind !== 'unknown') return shape;
      }
    }
    if (instance) {
      for (const assigned of ref.file.members.get(name) ?? []) {
        if (ref.file.classAround(assigned.in) !== ref.cls) continue;
        const shape = assigned.type ? this.evaluator.shapeOfType(ref.file, assigned.in, assigned.type) : this.evaluator.shapeOf(ref.file, assigned.in, assigned.value);
        if (shape.kind !== 'unknown') return shape;
      }
    }
    for (const base of this.basesOf(ref)) {
      const inherited = base.kind === 'class' || base.kind === 'instance'
        ? this.#ofClass(file, base.ref, name, instance, ownerValue, depth + 1, asked)
        : base.kind === 'library' ? this.#ofObject(file, { kind: 'object', type: base.path, members: [asked] }, name, ownerValue)
        : base.kind === 'object' ? this.#ofObject(file, { ...base, members: [asked] }, name, ownerValue) : undefined;
      if (inherited && inherited.kind !== 'unknown') return inherited;
    }
    return unknownShape(`${fact?.name ?? 'the class'} declares no ${name}`);
  }

  /** The shapes of a class's bases; a generic base (`CRUDBase[User]`) is the base. */
  basesOf(ref: ClassRef): Shape[] {
    const bases = ref.file.classAt(ref.cls)?.bases ?? [];
    return bases.map(base => this.evaluator.types.named(ref.file, ref.file.classAt(ref.cls)?.in ?? -1, base.name.replaceAll('::', '.')));
  }

  superOf(ref: ClassRef): Shape {
    const base = this.basesOf(ref)[0];
    if (base?.kind === 'class') return { kind: 'instance', ref: base.ref };
    if (base?.kind === 'library') return { kind: 'object', type: base.path };
    return unknownShape('the base class is not known');
  }

  methodOf(ref: ClassRef, name: string): Method | undefined {
    const owner = ref.file.classAt(ref.cls);
    if (!owner) return undefined;
    const own = ref.file.methods.get(owner.name)?.get(name)?.at(-1);
    if (own !== undefined) return { file: ref.file, fn: own };
    if (ref.file.facts.language !== 'rust') return undefined;
    // An `impl` may stand in another file than its type; traits are looked up as their implementations.
    return nearest(ref.file, owner.kind === 'trait' ? this.#rustMethods().get(`<${owner.name}>.${name}`) : this.#rustMethods().get(`${owner.name}.${name}`));
  }

  #rustIndex: Map<string, Method[]> | undefined;
  #rustMethods(): Map<string, Method[]> {
    if (this.#rustIndex) return this.#rustIndex;
    const index = new Map<string, Method[]>();
    for (const file of this.evaluator.names.files.values()) {
      if (file.facts.language !== 'rust') continue;
      file.facts.functions.forEach((fact, fn) => {
        const owner = file.classAt(fact.class);
        if (owner?.kind !== 'impl') return;
        push(index, `${owner.name}.${fact.name}`, { file, fn });
        for (const base of owner.bases) push(index, `<${base.name.split(/::|\./).at(-1) ?? ''}>.${fact.name}`, { file, fn });
      });
    }
    return this.#rustIndex = index;
  }

  canonicalClass(ref: ClassRef): ClassRef {
    const fact = ref.file.classAt(ref.cls);
    if (fact?.kind !== 'impl') return ref;
    const declared = this.evaluator.types.named(ref.file, -1, (fact.self?.name ?? fact.name).replaceAll('::', '.'));
    return declared.kind === 'class' ? declared.ref : ref;
  }
}

/** A method read like a field. */
export function isProperty(fact: FunctionFact | undefined): boolean {
  return fact?.decorators.some(decorator => /(^|\.)((cached_|hybrid_)?property|getter)$|^get$/.test(decorator.path)) ?? false;
}

/** Of several types of one name, the one that shares the most folders: another crate's is not meant. */
function nearest(file: FileIndex, methods: readonly Method[] = []): Method | undefined {
  if (methods.length < 2) return methods[0];
  const own = file.file.split('/');
  const shared = (method: Method): number => {
    const other = method.file.file.split('/');
    const until = own.findIndex((folder, index) => folder !== other[index]);
    return until < 0 ? own.length : until;
  };
  return methods.reduce((best, method) => (shared(method) > shared(best) ? method : best));
}
