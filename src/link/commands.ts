/** Tauri: which commands are handed to the builder, through `generate_handler!` and its like. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Value } from '../facts/value.js';
import { pathOf } from './arguments.js';
import { keyOf } from './call-graph.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';

const registering = new Set(['generate_handler', 'collect_commands']);

export class Commands {
  readonly #functions = new Set<string>();
  readonly #named = new Set<string>();
  /** Folders with a manifest's source whose builder was seen: another package's commands are its own affair. */
  readonly #packages = new Set<string>();

  constructor(readonly evaluator: Evaluator, files: readonly FileIndex[]) {
    for (const file of files) {
      if (file.facts.language !== 'rust') continue;
      for (const call of file.facts.calls) {
        if (!call.macro || (call.callee.kind !== 'name' && call.callee.kind !== 'member') || !registering.has(call.callee.name)) continue;
        this.#packages.add(packageOf(file.file));
        for (const argument of call.args) this.#note(file, call.in, argument.value);
      }
    }
  }

  #note(file: FileIndex, fn: number, value: Value): void {
    const shape = this.evaluator.shapeOf(file, fn, value);
    if (shape.kind === 'function') this.#functions.add(keyOf(shape.file, shape.fn));
    else {
      const name = pathOf(value)?.at(-1);
      if (name !== undefined) this.#named.add(name);
    }
  }

  mounted(file: FileIndex, fn: number): Known<boolean> {
    if (this.#functions.has(keyOf(file, fn)) || this.#named.has(file.functionAt(fn)?.name ?? '')) return known(true);
    return this.#packages.has(packageOf(file.file)) ? known(false) : unknown('no builder takes commands here');
  }
}

/** The folder above `src`: one package of a workspace. */
export function packageOf(file: string): string {
  return file.replace(/(^|\/)src\/.*$/, '$1');
}
