/** Which other origins a browser may call from, as rules see it: one policy for each place that sets one. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';

/** `any`: `*`; `reflected`: whoever asks is answered with his own origin; `listed`: one that is written somewhere. */
export interface AllowedOrigin { readonly kind: 'any' | 'reflected' | 'listed'; readonly text: string; readonly at: Place }

export interface CorsPolicy {
  readonly at: Place;
  readonly origins: readonly AllowedOrigin[];
  /** Why origins may be allowed that are not among these: the environment says, a function decides. */
  readonly open: string | undefined;
  readonly credentials: Known<boolean>;
}
