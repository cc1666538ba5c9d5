/** Where signed tokens are checked, read and issued, and what is left out there, as rules see it. */
import type { Place } from '../facts/span.js';
import type { CallRef } from './program.js';

export type TokenFault =
  /** A check that is switched off; `signature` too where a token is only read. */
  | { readonly kind: 'signature' | 'expiry' | 'audience'; readonly at: Place }
  /** `none` is among the algorithms. */
  | { readonly kind: 'none'; readonly at: Place }
  /** Nobody says which algorithms are accepted: `always` any is, or `by key` those that fit the key. */
  | { readonly kind: 'any algorithm'; readonly accepts: 'always' | 'by key'; readonly at: Place }
  | { readonly kind: 'leeway'; readonly seconds: number; readonly at: Place }
  /** The token comes from the address, which is logged and kept in histories. */
  | { readonly kind: 'from the address'; readonly at: Place }
  /** A token is issued that never ends. */
  | { readonly kind: 'endless'; readonly at: Place };

export interface TokenUse {
  readonly does: 'verifies' | 'reads' | 'issues' | 'is told';
  readonly at: Place;
  /** None for a setting that stands alone. */
  readonly call: CallRef | undefined;
  readonly faults: readonly TokenFault[];
  /** Why something about it could not be told. */
  readonly unseen: string | undefined;
}
