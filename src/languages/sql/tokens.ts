/** The tokens of SQL text, as every stage after the tokenizer sees them. */
import type { Span } from '../../facts/span.js';

export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'placeholder' | 'hole' | 'symbol';

export interface Token {
  readonly kind: TokenKind;
  /** A word as written with `{}` for its holes; the inside of quotes; a symbol. */
  readonly text: string;
  /** The word in capitals when it may be a keyword, or the symbol; empty for everything that is surely none. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
  /** Numbers of the holes inside. */
  readonly holes: readonly number[];
  /** Stands in `"..."`: a name by the standard, and a text to MySQL where a value is due. */
  readonly doubleQuoted?: boolean;
}

export interface TokenStream {
  readonly tokens: readonly Token[];
  readonly commentHoles: readonly { readonly hole: number; readonly at: number }[];
  /** Every comment, delimiters included. */
  readonly comments: readonly Span[];
}
