/** Where an error ends or is passed on: `catch` and `except` blocks, rejection callbacks, Rust's `Err` branches, results thrown away. */
import type { Place, Span } from '../facts/span.js';
import type { FileFacts, LogLevel } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { CallRef, FunctionRef } from './program.js';

export interface Catch {
  readonly file: FileFacts;
  /** Where a person would point: the `catch`, the callback's method, the call whose result is thrown away. */
  readonly at: Place;
  /** `block`: catch, except; `callback`: `.catch(...)`; `branch`: Rust's `Err(_) => ...` and `if let Err(_)`; `suppressed`: `with suppress(...)`; `dropped`: `let _ = f()`, `f().ok();`. */
  readonly form: 'block' | 'callback' | 'branch' | 'suppressed' | 'dropped';
  /** The function it stands in, if any. */
  readonly in: FunctionRef | undefined;
  /** What runs when the error comes; for `dropped` the whole statement. */
  readonly body: Span;
  /** The block in `file.blocks`; -1 for callbacks and what is dropped. */
  readonly block: number;
  /** The caught types as written; empty when everything is caught. */
  readonly types: readonly string[];
  /** Any error whatever is caught: bare `except`, `Exception`, every JavaScript `catch`, `Err(_)`. */
  readonly everything: boolean;
  /** The name the error has in the body. */
  readonly variable: string | undefined;
  /** The body reads that name. */
  readonly uses: boolean;
  /**
   * The most that happens: `raised` again or as another error, `answered` to a client, `logged`, `printed`, `returned` (a value stands in for
   * it: `gives`), `acted` (anything else is done), `nothing`.
   */
  readonly handled: 'raised' | 'answered' | 'logged' | 'printed' | 'returned' | 'acted' | 'nothing';
  /** The gravest level it is logged with. */
  readonly level: LogLevel | undefined;
  readonly gives: Value | undefined;
  /** A comment says in words why. */
  readonly commented: boolean;
  /** The calls whose errors come here, in the order of the text, closures left out. */
  readonly tried: readonly CallRef[];
}
