/** What a value or a type means, and the constants it can be, as rules see them. */
import type { Place } from '../facts/span.js';
import type { ClassFact, FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FunctionRef } from './program.js';

export type Meaning =
  /** A library's function, class, namespace or method, by its path: `starlette.middleware.cors.CORSMiddleware`. */
  | { readonly kind: 'library'; readonly path: string }
  /** A value of a library's type. */
  | { readonly kind: 'object'; readonly type: string }
  /** A class of this program, or one of its instances; `bases` are the library paths it derives from, through classes of the program too. */
  | { readonly kind: 'class' | 'instance'; readonly file: FileFacts; readonly fact: ClassFact; readonly bases: readonly string[] }
  | { readonly kind: 'function'; readonly fn: FunctionRef }
  | { readonly kind: 'unknown'; readonly because: string };

/** A value where it is written, after names, parameters, settings and calls of this program were followed. */
export interface Source { readonly value: Value; readonly file: FileFacts; readonly in: number; readonly at: Place }

/** Everything a value can be; `open` says why it can be something else as well. */
export interface Sources { readonly all: readonly Source[]; readonly open: string | undefined }
