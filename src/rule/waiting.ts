/** What rules may know of how a program waits: locks it holds meanwhile, and futures nobody waits for. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { LongWorkKind } from '../facts/long-work.js';
import type { CallRef, FunctionRef } from './program.js';

/** A lock taken in an async function of Rust. */
export interface LockGuard {
  readonly at: Place;
  readonly call: CallRef;
  readonly in: FunctionRef;
  /** `std.sync.Mutex`, `tokio.sync.RwLock`. */
  readonly lock: Known<string>;
  /** Where the function first waits while the guard is alive. */
  readonly heldAt?: Place;
}

/** A call that only makes something to be waited for. */
export interface AwaitableCall {
  readonly at: Place;
  readonly call: CallRef;
  readonly in: FunctionRef | undefined;
  /** A Python coroutine or a Rust future does nothing until it is awaited; a promise or a task runs, but nobody hears of its end. */
  readonly makes: 'coroutine' | 'future' | 'promise' | 'task';
  /** The function of this program, or the library's path. */
  readonly source: string;
  readonly own: boolean;
  /** `chained`: `.then(...)` and nobody catches; `each`: made for every item by a callback whose result nobody takes. */
  readonly fate: 'used' | 'dropped' | 'discarded' | 'unread' | 'chained' | 'each';
  /** It catches whatever can fail in it. */
  readonly quiet: boolean;
  readonly path: readonly Step[];
}

/** An entry put into a cache, or a cache that is made. */
export interface CacheUse {
  readonly at: Place;
  readonly what: 'entry' | 'store';
  /** As written: `redis.set`, `lru_cache`, `_rates`. */
  readonly name: string;
  /** A lifetime or a greatest size is given. */
  readonly limited: Known<boolean>;
  /** Why a store has no end: `maxsize=None`, or that it only grows. */
  readonly grows?: boolean;
  /** Functions that put something into a map that only grows. */
  readonly fedIn?: readonly FunctionRef[];
  /** Where its lifetime is said: as written, in the function it stands in. */
  readonly lifetime?: { readonly value: Value; readonly unit: 'seconds' | 'milliseconds'; readonly file: FileFacts; readonly in: number };
}

/** Something long that a request waits for. */
export interface LongWork {
  readonly handler: FunctionRef;
  readonly at: Place;
  readonly kind: LongWorkKind;
  readonly source: string;
  /** Done for every item of a list. */
  readonly repeated: boolean;
  readonly path: readonly Step[];
}
