/** How much a rule looked at: the subjects it came to a verdict on, and those it could not judge. */
import type { Place } from '../facts/span.js';

export interface Unjudged { readonly what: string; readonly because: string; readonly at?: Place }

export interface Judgement {
  /** `handler`: 42. */
  readonly judged: ReadonlyMap<string, number>;
  readonly unknown: readonly Unjudged[];
}
