/** Rust's wrapping and unwrapping methods, for library types: what they give is still the thing. */
import type { Effect } from '../library.js';

/** The supertype that carries these methods. */
export const KEPT = 'std.kept';

/** `bases` rows for types that have no supertype of their own. */
export function kept(...types: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(types.map(type => [type, KEPT]));
}

const self: Effect = { returns: 'self' };

export const keptCalls: Readonly<Record<string, Effect>> = Object.fromEntries([
  'unwrap', 'expect', 'unwrap_or_else', 'unwrap_or_default', 'unwrap_or', 'clone', 'cloned', 'to_owned', 'as_ref', 'as_mut', 'as_deref', 'as_deref_mut', 'borrow', 'borrow_mut',
  'deref', 'deref_mut', 'into', 'into_inner', 'get_ref', 'inner', 'by_ref', 'context', 'with_context', 'wrap_err', 'wrap_err_with', 'map_err', 'ok', 'ok_or', 'ok_or_else', 'or_else', 'inspect_err', 'lock', 'read', 'write',
  'blocking_lock', 'downgrade', 'upgrade', 'boxed', 'leak', 'instrument', 'await', 'get_or_init', 'get_or_try_init', 'instance', 'take', 'compat',
].map(method => [`${KEPT}.${method}`, self]));
