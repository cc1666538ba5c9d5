/** Controllers declared by a decorator on their class or by its base class: whether a class is one, and the path all its routes begin with. */
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { ClassRef } from './shapes.js';

/** `says`: the value with its path, in the file of the class that says it. */
export interface ControllerFound { readonly library: string; readonly file: FileIndex; readonly says: Value | undefined }

const maxDepth = 5;

export function controllerOf(evaluator: Evaluator, tables: (file: FileIndex) => LibraryTables, ref: ClassRef): ControllerFound | undefined {
  const { file } = ref;
  const fact = file.classAt(ref.cls);
  for (const decorator of fact?.decorators ?? []) {
    const shape = evaluator.shapeOf(file, fact?.in ?? -1, decorator.callee);
    const where = shape.kind === 'library' ? tables(file).controllerPath(shape.path) : undefined;
    if (where !== undefined && shape.kind === 'library') return { library: tables(file).ownerOf(shape.path) ?? shape.path, file, says: argumentOf(decorator, where) };
  }
  return fact ? byBase(evaluator, tables, ref, 0) : undefined;
}

/** `class Users(Controller): path = "/users"`; a class between may say the path. */
function byBase(evaluator: Evaluator, tables: (file: FileIndex) => LibraryTables, ref: ClassRef, depth: number): ControllerFound | undefined {
  for (const base of depth > maxDepth ? [] : evaluator.basesOf(ref)) {
    const where = base.kind === 'library' ? tables(ref.file).controllerPath(base.path) : undefined;
    if (where !== undefined && base.kind === 'library') return { library: tables(ref.file).ownerOf(base.path) ?? base.path, file: ref.file, says: fieldOf(ref, where) };
    const above = base.kind === 'class' ? byBase(evaluator, tables, base.ref, depth + 1) : undefined;
    if (above) {
      const own = fieldOf(ref, 'path');
      return own ? { library: above.library, file: ref.file, says: own } : above;
    }
  }
  return undefined;
}

function fieldOf(ref: ClassRef, name: unknown): Value | undefined {
  return ref.file.classAt(ref.cls)?.fields.find(one => one.name === name)?.value;
}

export function idOfClass(ref: ClassRef): string { return `class:${ref.file.file}#${String(ref.cls)}`; }
