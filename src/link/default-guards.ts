/** Guards that Django's settings put before views: `DEFAULT_PERMISSION_CLASSES` where a view says nothing itself, and middleware that asks everybody to sign in. */
import type { Value } from '../facts/value.js';
import type { Guard } from '../rule/program.js';
import { entryOf } from './arguments.js';
import type { FunctionAt } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { GuardKinds } from './guard-kinds.js';
import type { ClassRef } from './shapes.js';
import { basesOf } from './view-sets.js';
import { inherited } from './view-classes.js';

const maxDepth = 6;

export class DefaultGuards {
  readonly #permissions: Guard[] = [];
  readonly #everywhere: Guard[] = [];

  constructor(readonly evaluator: Evaluator, readonly kinds: GuardKinds, files: readonly FileIndex[]) {
    for (const file of files) {
      if (file.facts.language !== 'python' || file.facts.role === 'test') continue;
      for (const one of file.assignments.get(-1)?.get('REST_FRAMEWORK') ?? []) this.#permissions.push(...this.#named(file, entryOf(one.value, 'DEFAULT_PERMISSION_CLASSES')));
      for (const one of file.assignments.get(-1)?.get('MIDDLEWARE') ?? []) this.#everywhere.push(...this.#named(file, one.value).filter(guard => /LoginRequired\w*$/.test(guard.name)));
    }
  }

  /** Before a view of Django: `view` is the class that was handed over, if it is one. */
  before(handler: FunctionAt, view: ClassRef | undefined): readonly Guard[] {
    return [...this.#everywhere, ...(this.#isRest(handler, view) && !this.#saysItself(handler, view) ? this.#permissions : [])];
  }

  #isRest({ file, fn }: FunctionAt, view: ClassRef | undefined): boolean {
    if (view) return basesOf(this.evaluator, view, 0).some(path => path.startsWith('rest_framework.'));
    return file.functionAt(fn)?.decorators.some(one => /(^|\.)api_view$/.test(one.path)) ?? false;
  }

  #saysItself({ file, fn }: FunctionAt, view: ClassRef | undefined): boolean {
    const decorated = file.functionAt(fn)?.decorators.some(one => /(^|\.)permission_classes$/.test(one.path) || one.args.some(argument => argument.name === 'permission_classes')) ?? false;
    return decorated || (view !== undefined && (this.#hasField(view, 0) || inherited(this.evaluator, view, 'get_permissions', 0) !== undefined));
  }

  #hasField(ref: ClassRef, depth: number): boolean {
    if (ref.file.classAt(ref.cls)?.fields.some(one => one.name === 'permission_classes')) return true;
    return depth < maxDepth && this.evaluator.basesOf(ref).some(base => base.kind === 'class' && this.#hasField(base.ref, depth + 1));
  }

  /** Settings name classes by their dotted path. */
  #named(file: FileIndex, value: Value | undefined): readonly Guard[] {
    const items = value?.kind === 'list' ? value.items : [];
    return items.flatMap((item): Guard[] => {
      if (item.kind !== 'text') return [];
      return [{ name: item.text.slice(item.text.lastIndexOf('.') + 1), at: { file: file.file, start: item.at.start, end: item.at.end }, where: 'app', kind: this.#kindOf(file, item.text) }];
    });
  }

  #kindOf(file: FileIndex, path: string): Guard['kind'] {
    const dot = path.lastIndexOf('.');
    const found = this.evaluator.names.modules.resolve(file.file, path.slice(0, dot), path.slice(dot + 1), undefined);
    const target = found.kind === 'file' ? this.evaluator.names.files.get(found.file) : undefined;
    const cls = target?.classes.get(path.slice(dot + 1))?.[0];
    if (target && cls !== undefined) return this.kinds.kindOfClass({ file: target, cls }, 0);
    return found.kind === 'file' ? 'unknown' : this.kinds.kindOfShape(file, { kind: 'library', path }, path, 0);
  }
}
