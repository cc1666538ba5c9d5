/** One finding: a place, what happens there, and what to write instead. */
import type { Place } from '../facts/span.js';

export type Severity = 'error' | 'warning' | 'note';
export type Tier = 'stable' | 'preview';

/** One step on the way from source to sink, or from handler to query. */
export interface Step { readonly at: Place; readonly message: string }

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly tier: Tier;
  readonly at: Place;
  /** Lowercase start, no full stop, in the words of the judged code. */
  readonly message: string;
  readonly instead: string;
  readonly path: readonly Step[];
  /** The enclosing function or class, part of the fingerprint. */
  readonly symbol: string;
  /** The place holds a secret: no report shows it. */
  readonly secret?: boolean;
}
