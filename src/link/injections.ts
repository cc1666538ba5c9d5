/** Values handed to handlers by their type: axum's `with_state`, actix's `app_data`, Tauri's and Rocket's `manage`. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Located, Shape } from './shapes.js';

/** Constructors that only wrap what they are given. */
const wrapper = /(^|\.)(Data|Arc|Extension|Mutex|RwLock|Rc|State)(\.new)?$/;

export class Injections {
  readonly #given: { readonly shape: Shape; readonly at: Located }[] = [];

  constructor(readonly evaluator: Evaluator, files: readonly FileIndex[]) {
    for (const file of files) {
      if (file.facts.language !== 'rust') continue;
      for (const call of file.facts.calls) this.#note(file, call);
    }
  }

  /** Every value the program injects for parameters of this shape. */
  forType(shape: Shape): readonly Located[] {
    return this.#given.filter(one => same(one.shape, shape)).map(one => one.at);
  }

  #note(file: FileIndex, call: Call): void {
    const injects = this.evaluator.resolve(file, call)?.effect?.injects;
    const given = injects === undefined ? undefined : argumentOf(call, injects);
    if (!given) return;
    const value = this.#unwrapped(file, call.in, given, 0);
    this.#given.push({ shape: this.evaluator.shapeOf(file, call.in, value), at: { file, fn: call.in, value } });
  }

  #unwrapped(file: FileIndex, fn: number, value: Value, depth: number): Value {
    if (depth > 4) return value;
    if (value.kind === 'name') {
      const [definition] = this.evaluator.names.define(file, fn, value.name, value.at.start).definitions;
      return definition?.kind === 'assignment' && definition.file === file && isWrapped(file, this.evaluator, definition.fact.value) ? this.#unwrapped(file, fn, definition.fact.value, depth + 1) : value;
    }
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const [inner] = call?.args ?? [];
    if (call?.callee.kind === 'member' && call.callee.name === 'clone') return this.#unwrapped(file, fn, call.callee.of, depth + 1);
    return inner && isWrapped(file, this.evaluator, value) ? this.#unwrapped(file, fn, inner.value, depth + 1) : value;
  }
}

function isWrapped(file: FileIndex, evaluator: Evaluator, value: Value): boolean {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  const callee = call && evaluator.shapeOf(file, call.in, call.callee);
  return callee?.kind === 'library' && wrapper.test(callee.path);
}

function same(one: Shape, other: Shape): boolean {
  if (one.kind === 'object' && other.kind === 'object') return one.type === other.type;
  return one.kind === 'instance' && other.kind === 'instance' && one.ref.file === other.ref.file && one.ref.file.classAt(one.ref.cls)?.name === other.ref.file.classAt(other.ref.cls)?.name;
}
