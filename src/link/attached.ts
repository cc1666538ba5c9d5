/** Members a program gives to a library's objects: declared (`declare module 'fastify' { ... }`), decorated (`app.decorate('db', db)`) or set (`app.state.pool = pool`). */
import type { Assignment, Call, Field } from '../facts/structure.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { Shape } from './shapes.js';
import { unknownShape } from './shapes.js';

interface In<T> { readonly file: FileIndex; readonly fact: T }

export class Attached {
  #declared: Map<string, In<Field>[]> | undefined;
  readonly #decorated = new Map<string, In<Call>[]>();
  readonly #set = new Map<string, In<Assignment>[]>();

  constructor(readonly evaluator: Evaluator, readonly files: () => Iterable<FileIndex>) {}

  /** Unknown when nothing of this program gives objects of that type such a member. */
  memberOf(type: string, name: string): Shape {
    const declared = this.#index().get(`${type}.${name}`) ?? [];
    const known = first(declared, ({ file, fact }) => (fact.type ? this.evaluator.shapeOfType(file, -1, fact.type) : unknownShape('no type')))
      ?? first(this.#decorated.get(name) ?? [], ({ file, fact }) => this.#givenBy(file, fact, type))
      ?? first(this.#set.get(name) ?? [], ({ file, fact }) => this.#setOn(file, fact, type));
    return known ?? unknownShape(`nothing gives ${type} a member ${name}`);
  }

  #givenBy(file: FileIndex, call: Call, type: string): Shape {
    const value = call.args[1]?.value;
    return value && this.evaluator.resolve(file, call)?.effect?.attaches === type ? this.evaluator.shapeOf(file, call.in, value) : unknownShape('another call');
  }

  #setOn(file: FileIndex, fact: Assignment, type: string): Shape {
    if (fact.target.kind !== 'member') return unknownShape('no member');
    const owner = this.evaluator.shapeOf(file, fact.in, fact.target.of);
    return owner.kind === 'object' && owner.type === type ? this.evaluator.shapeOf(file, fact.in, fact.value) : unknownShape('another object');
  }

  #index(): ReadonlyMap<string, readonly In<Field>[]> {
    if (this.#declared) return this.#declared;
    const declared = this.#declared = new Map<string, In<Field>[]>();
    for (const file of this.files()) {
      const { language } = file.facts;
      if (language === 'typescript') {
        for (const cls of file.facts.classes) {
          if (cls.kind !== 'interface' || !cls.name.includes('.')) continue;
          for (const field of cls.fields) push(declared, `${cls.name.replace(/^(express-serve-static-core|Express)\./, 'express.')}.${field.name}`, { file, fact: field });
        }
        for (const call of file.facts.calls) {
          const [name] = call.args;
          if (name?.value.kind === 'text' && call.args.length === 2 && call.callee.kind === 'member') push(this.#decorated, name.value.text, { file, fact: call });
        }
      }
      // `self.x = ...` and `this.x = ...` are members of the program's own classes.
      if (language !== 'rust') for (const [name, facts] of file.members) for (const fact of facts) if (fact.target.kind === 'member' && fact.target.of.kind === 'member') push(this.#set, name, { file, fact });
    }
    return declared;
  }
}

function first<T>(items: readonly T[], look: (item: T) => Shape): Shape | undefined {
  for (const item of items) {
    const shape = look(item);
    if (shape.kind !== 'unknown') return shape;
  }
  return undefined;
}
