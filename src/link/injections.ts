/** Values handed to handlers by their type: axum's `with_state`, actix's `app_data`, Tauri's and Rocket's `manage`. */
import type { Call } from '../facts/structure.js';
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
    const at = this.#unwrapped({ file, fn: call.in, value: given }, 0);
    this.#given.push({ shape: this.evaluator.shapeOf(at.file, at.fn, at.value), at });
  }

  #unwrapped(at: Located, depth: number): Located {
    const { file, fn, value } = at;
    if (depth > 6) return at;
    if (value.kind === 'name') {
      const [definition] = this.evaluator.names.define(file, fn, value.name, value.at.start).definitions;
      const inside = definition?.kind === 'assignment' && definition.file === file ? { file, fn: definition.fact.in, value: definition.fact.value } : undefined;
      return inside && isWrapped(inside, this.evaluator) ? this.#unwrapped(inside, depth + 1) : at;
    }
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const [inner] = call?.args ?? [];
    if (call?.callee.kind === 'member' && call.callee.name === 'clone') return this.#unwrapped({ ...at, value: call.callee.of }, depth + 1);
    return inner && isWrapped(at, this.evaluator) ? this.#unwrapped({ ...at, value: inner.value }, depth + 1) : at;
  }
}

function isWrapped({ file, value }: Located, evaluator: Evaluator): boolean {
  const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
  const callee = call && evaluator.shapeOf(file, call.in, call.callee);
  return callee?.kind === 'library' && wrapper.test(callee.path);
}

function same(one: Shape, other: Shape): boolean {
  if (one.kind === 'object' && other.kind === 'object') return one.type === other.type;
  return one.kind === 'instance' && other.kind === 'instance' && one.ref.file === other.ref.file && one.ref.file.classAt(one.ref.cls)?.name === other.ref.file.classAt(other.ref.cls)?.name;
}
