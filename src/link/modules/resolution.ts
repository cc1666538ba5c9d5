/** What an import means: a file of this program, a library, or something that could not be told. */

export type Resolution =
  /** `rest` are the names still to be looked up inside that file, in order. */
  | { readonly kind: 'file'; readonly file: string; readonly rest: readonly string[] }
  /** A library's dotted path: `sqlalchemy.orm.Session`, `@nestjs/common.Get`, `sqlx.query`. */
  | { readonly kind: 'external'; readonly path: string }
  | { readonly kind: 'unknown'; readonly because: string };
