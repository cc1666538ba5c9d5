/** How well-known macros read their arguments: the shape of the language's own macros and of those that imitate them. */

/** `arguments`: expressions; `data`: nested `{ key: value }` and `[..]`; `branches`: only the blocks are code; `none`: no Rust code to be seen. */
export type Nesting = 'arguments' | 'data' | 'branches' | 'none';

const NESTINGS: Readonly<Record<string, Nesting>> = {
  json: 'data', bson: 'data', doc: 'data', named_params: 'data', cfg_if: 'branches',
  quote: 'none', quote_spanned: 'none', parse_quote: 'none', stringify: 'none', asm: 'none', global_asm: 'none',
};

export function nestingOf(name: string): Nesting {
  return Object.hasOwn(NESTINGS, name) ? NESTINGS[name] ?? 'arguments' : 'arguments';
}

/** Position of the format string among the arguments; `first` for log macros, whose fields may come before it. */
const FORMAT_POSITIONS: Readonly<Record<string, number | 'first'>> = {
  format: 0, format_args: 0, print: 0, println: 0, eprint: 0, eprintln: 0, panic: 0, todo: 0, unimplemented: 0, unreachable: 0,
  anyhow: 0, bail: 0, eyre: 0, write: 1, writeln: 1, ensure: 1, assert: 1, debug_assert: 1,
  assert_eq: 2, assert_ne: 2, debug_assert_eq: 2, debug_assert_ne: 2,
  trace: 'first', debug: 'first', info: 'first', warn: 'first', error: 'first', log: 'first', event: 'first', span: 'first',
  trace_span: 'first', debug_span: 'first', info_span: 'first', warn_span: 'first', error_span: 'first',
};

export function formatPositionOf(name: string): number | 'first' | undefined {
  return Object.hasOwn(FORMAT_POSITIONS, name) ? FORMAT_POSITIONS[name] : undefined;
}

/** Macros whose result is the text or collection they are given, so that the value is that and not a call. */
export const TEXT_MACROS: ReadonlySet<string> = new Set(['format', 'format_args']);
export const LIST_MACROS: ReadonlySet<string> = new Set(['vec', 'smallvec', 'array_vec']);
/** Macros that wait for all their arguments. */
export const AWAITING_MACROS: ReadonlySet<string> = new Set(['join', 'try_join', 'select', 'select_biased']);
/** Macros that leave the function with an error. */
export const RAISING_MACROS: ReadonlySet<string> = new Set(['bail', 'ensure']);
/** Macros after which nothing runs on. */
export const LEAVING_MACROS: ReadonlySet<string> = new Set(['bail', 'panic', 'unreachable', 'todo', 'unimplemented']);
