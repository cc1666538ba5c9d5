/** Finds where a file fails with a web framework's own exception, whichever way its language fails. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef, HttpError } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

/** What Rust's frameworks turn into an answer when it stands in an `Err`. */
const rustAnswers = /^(?:axum|http|actix_web|rocket|warp|poem|salvo|tide|hyper)\.(?:.*\.)?(?:StatusCode|Status|HttpResponse|Response)\b|^actix_web\.error\.Error[A-Z]\w+$/;

export class HttpErrors {
  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined) {}

  in(file: FileIndex): readonly HttpError[] {
    const raised = file.facts.raises.flatMap(raise => {
      const library = this.#libraryOf(file, raise.in, raise.value);
      return library === undefined ? [] : [{ at: { file: file.file, start: raise.at.start, end: raise.at.end }, library, in: this.functionRef(file, raise.in) }];
    });
    // `abort(404)` raises by itself.
    const aborted = file.facts.calls.flatMap(call => {
      const path = this.#pathOf(file, call);
      return path !== undefined && this.tables(file).reply(path)?.raises === 'itself' ? [{ at: { file: file.file, start: call.nameAt.start, end: call.nameAt.end }, library: path, in: this.functionRef(file, call.in) }] : [];
    });
    return [...raised, ...aborted];
  }

  #libraryOf(file: FileIndex, fn: number, value: Value): string | undefined {
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (file.facts.language === 'rust') {
      const inside = call && calledName(call) === 'Err' ? call.args[0]?.value : value;
      const candidates = inside?.kind === 'list' ? inside.items : inside ? [inside] : [];
      return candidates.flatMap(one => this.#rustPath(file, fn, one) ?? [])[0];
    }
    const path = call ? this.#pathOf(file, call) : this.#shapePath(file, fn, value);
    return path !== undefined && this.tables(file).reply(path)?.raises ? path : undefined;
  }

  #rustPath(file: FileIndex, fn: number, value: Value): string | undefined {
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    const path = call ? this.#pathOf(file, call) : this.#shapePath(file, fn, value);
    return path !== undefined && rustAnswers.test(path) ? path : undefined;
  }

  #pathOf(file: FileIndex, call: Call): string | undefined { return this.evaluator.resolve(file, call)?.path; }

  #shapePath(file: FileIndex, fn: number, value: Value): string | undefined {
    const shape = this.evaluator.shapeOf(file, fn, value);
    return shape.kind === 'library' ? shape.path : undefined;
  }
}
