/** What a type says a value is: annotations, aliases, wrappers that stand for what they wrap. */
import type { TypeAlias, TypeRef } from '../facts/structure.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Shape } from './shapes.js';
import { firstKnown, unknownShape } from './shapes.js';
import { emptyTypes, transparentTypes } from './transparent-types.js';

export class TypeShapes {
  constructor(readonly evaluator: Evaluator) {}

  /** What a type annotation says a value is. */
  of(file: FileIndex, fn: number, type: TypeRef): Shape {
    const name = type.name.replaceAll('::', '.');
    const last = name.slice(name.lastIndexOf('.') + 1);
    if ((type.values ?? []).length > 0) {
      const typed = firstKnown(type.args.map(argument => () => this.of(file, fn, argument)), 'nothing is annotated');
      if (typed.kind !== 'unknown') return typed;
      for (const value of type.values ?? []) {
        const provided = value.kind === 'call' ? this.evaluator.providerOf(file, fn, value) : undefined;
        const shape = provided ? this.evaluator.results.called(file, provided) : undefined;
        if (shape && shape.kind !== 'unknown') return shape;
      }
    }
    if (emptyTypes.has(last)) return unknownShape(`the type ${last} says nothing`);
    if (name === 'Self' || name === 'self') return this.evaluator.shapeOfName(file, fn, 'self', 0);
    if (last === 'ReturnType' && type.args[0]?.name.startsWith('typeof ')) return this.evaluator.results.called(file, this.named(file, fn, type.args[0].name.slice('typeof '.length)));
    // `type[Router]` is the class, not one of its instances.
    const [of] = type.args;
    if (of && file.facts.language === 'python' && (last === 'type' || last === 'Type') && type.args.length === 1) {
      const cls = this.named(file, fn, of.name);
      if (cls.kind === 'library' && !/^(builtins|typing)\./.test(cls.path)) return cls;
    }
    const own = this.named(file, fn, name);
    if (own.kind === 'class') {
      const fact = own.ref.file.classAt(own.ref.cls);
      if (fact && !(transparentTypes.has(last) && type.args.length > 0 && fact.kind !== 'struct' && fact.kind !== 'class')) return { kind: 'instance', ref: own.ref };
    }
    if (own.kind === 'object' || own.kind === 'instance') return own;
    // sqlx's `Query<'q, Postgres, A>` is no wrapper of what it stands with.
    if (own.kind === 'library' && this.evaluator.tables(file).effect(`${own.path}.execute`)?.runs === 'self') return { kind: 'object', type: this.evaluator.tables(file).canonical(own.path) };
    if (transparentTypes.has(last) && type.args.length > 0) {
      return firstKnown(type.args.map(argument => () => this.of(file, fn, argument)), `nothing in ${type.text} is known`);
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
    for (const one of this.evaluator.names.define(file, fn, name, Number.MAX_SAFE_INTEGER).definitions) {
      if (one.kind === 'alias') return { file: one.file, type: one.fact.type };
      const alias = one.kind === 'assignment' && one.fact.target.kind === 'name' ? aliasNamed(one.file, one.fact.target.name) : undefined;
      if (alias && one.kind === 'assignment') return { file: one.file, type: alias.type };
    }
    return undefined;
  }

  named(file: FileIndex, fn: number, name: string): Shape {
    const [first = '', ...rest] = name.split('.');
    if (first === '' || first === '|' || first === '[]' || first === '()' || first === '&') return unknownShape('a compound type');
    // The head of a Rust path is no local variable: `let key = key::Key { .. }`.
    const isPath = file.facts.language === 'rust' && rest.length > 0;
    const start = this.evaluator.shapeOfName(file, isPath ? -1 : fn, first, Number.MAX_SAFE_INTEGER, fn);
    return rest.reduce((owner, member) => this.evaluator.memberOf(file, owner, member, undefined), start);
  }
}

/** `SessionDep = Annotated[...]` is an assignment and a type at once: the type says more. */
export function aliasNamed(file: FileIndex, name: string): TypeAlias | undefined {
  return file.facts.aliases.find(one => one.name === name);
}
