/**
 * Where a value comes from, in the same words for every language.
 *
 * This is not a syntax tree: it has no statements, and whatever does not say where a value comes from is `unknown`
 * with a reason. It is what linking follows, from a hole in SQL text back to a request, from a call to its session.
 * `await`, `?`, parentheses, casts, `&`, `&mut`, `*`, non-null `!` and `.await` leave no trace: the value is the inner one.
 */
import type { Span } from './span.js';

export type Value =
  | TextValue | NumberValue | BooleanValue | NothingValue | JoinedValue | NameValue | MemberValue | IndexValue
  | CallValue | ListValue | RecordValue | ChoiceValue | OperationValue | FunctionValue | EachValue | ItemValue | UnknownValue;

/** A literal string, escapes decoded. `raw` offsets: `textAt` is where its first character stands inside the quotes. */
export interface TextValue { readonly kind: 'text'; readonly text: string; readonly at: Span }
export interface NumberValue { readonly kind: 'number'; readonly value: number; readonly at: Span }
export interface BooleanValue { readonly kind: 'boolean'; readonly value: boolean; readonly at: Span }
/** `None`, `null`, `undefined`, `()`. */
export interface NothingValue { readonly kind: 'nothing'; readonly at: Span }

/**
 * Text put together from parts: f-string, template literal, `format!`, `%`, `.format(...)`, `a + b` where a side is text.
 * A part that is a `text` value is literal; every other part is a hole.
 * A hole with a numeric conversion (`%d`, `{:05d}`) is wrapped in an `operation` whose operator is `'number'`.
 */
export interface JoinedValue { readonly kind: 'joined'; readonly how: 'format' | 'plus' | 'percent' | 'template'; readonly parts: readonly Value[]; readonly at: Span }

/** A name as written. Rust paths (`crate::db::open`, `Self::NEW`) are `member` chains of names, like `a.b` elsewhere. */
export interface NameValue {
  readonly kind: 'name';
  readonly name: string;
  /** The head of a Rust `a::b`: never a local variable, which lives in another namespace. */
  readonly path?: boolean;
  readonly at: Span;
}
export interface MemberValue { readonly kind: 'member'; readonly of: Value; readonly name: string; readonly at: Span }
/** `of[key]`; a slice `x[a:b]` or range index has a `list` key of its bounds. */
export interface IndexValue { readonly kind: 'index'; readonly of: Value; readonly key: Value; readonly slice?: boolean; readonly at: Span }
/** The result of `FileFacts.calls[call]`. */
export interface CallValue { readonly kind: 'call'; readonly call: number; readonly at: Span }
/** Array, tuple, set, `vec![]`. `repeat` marks `["?"] * n` and `vec!["?"; n]`: items, some number of times. A spread item is an `item` value. */
export interface ListValue { readonly kind: 'list'; readonly items: readonly Value[]; readonly repeat?: Value; readonly at: Span }
/** Dict, object or struct literal. `type` is the struct's name as written. */
export interface RecordValue { readonly kind: 'record'; readonly type?: string; readonly entries: readonly RecordEntry[]; readonly at: Span }
export interface RecordEntry { readonly key: Value | undefined; readonly value: Value; readonly spread?: boolean }
/** One of several: ternary, `if`/`match` expression, `a or b`, `a ?? b`, `a && b`. `tests` are the conditions deciding. `operator` tells the logical ones apart where a choice is itself a condition. */
export interface ChoiceValue { readonly kind: 'choice'; readonly operator?: 'and' | 'or' | '??'; readonly options: readonly Value[]; readonly tests: readonly Value[]; readonly at: Span }
/** Arithmetic, comparison, negation, membership: `operator` as in the source's own spelling, `'number'` for a numeric conversion. */
export interface OperationValue { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Value[]; readonly at: Span }
/** A closure or function expression: `FileFacts.functions[function]`. */
export interface FunctionValue { readonly kind: 'function'; readonly function: number; readonly at: Span }
/** A comprehension: `element` for every item of `over`. Its loop variable is assigned an `item` value in a loop block. */
export interface EachValue { readonly kind: 'each'; readonly element: Value; readonly over: Value; readonly at: Span }
/** Some item of a collection: a loop variable, a destructured element, a spread. `index`: which one, where destructuring says so. */
export interface ItemValue { readonly kind: 'item'; readonly of: Value; readonly index?: number; readonly at: Span }
export interface UnknownValue { readonly kind: 'unknown'; readonly because: string; readonly at: Span }
