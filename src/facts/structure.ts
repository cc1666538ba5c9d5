/** What a file declares and does, in the same words for every language: the facts every front-end fills. */
import type { Span } from './span.js';
import type { DdlStatement, NamedSql, SqlStatement } from './sql.js';
import type { Value } from './value.js';

export type Language = 'rust' | 'python' | 'typescript' | 'sql';

/** How grave a log line is. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warning' | 'error';

/** What a file is for, judged from its path and head. */
export type Role = 'production' | 'test' | 'example' | 'build' | 'migration' | 'generated' | 'script';

/**
 * Everything understood about one file: plain data, small, the same on every machine.
 * References inside a file are indices into these arrays; -1 means the module itself (no function, no class, no block).
 */
export interface FileFacts {
  readonly file: string;
  readonly language: Language;
  readonly role: Role;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly aliases: readonly TypeAlias[];
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  readonly returns: readonly Return[];
  readonly raises: readonly Raise[];
  readonly blocks: readonly Block[];
  /** Where async functions wait, in the order of the text; also for what is no call. */
  readonly awaits?: readonly Await[];
  /** Every `joined` value with a hole whose literal text begins like a SQL statement or clause, sink or not. */
  readonly texts: readonly LooseText[];
  /** Comments that excuse something, from collaudo or from another tool. */
  readonly comments: readonly Comment[];
  /** Regions that are tests inside a production file (`#[cfg(test)]`, `if __name__`-free doctests excluded). */
  readonly testRegions: readonly Span[];
  /** Regions evaluated while compiling (Rust's `const` items and blocks): a panic there never reaches production. */
  readonly compileTime?: readonly Span[];
  /** Regions the parser could not read; facts inside them are incomplete. */
  readonly broken: readonly Span[];
  /** For a `.sql` file: its statements; offsets are the file's. */
  readonly sql?: readonly SqlStatement[];
  /** For a `.sql` file: what its statements do to the schema, in order. */
  readonly ddl?: readonly DdlStatement[];
  /** For a `.sql` file with `-- name:` headers: the statements code loads by name. */
  readonly namedSql?: readonly NamedSql[];
}

/**
 * One imported name. `module` as written: `./user`, `..db`, `app.models`, `crate::db`, `sqlx`.
 * `name`: the name in that module; undefined for the module itself (`import x.y as z`, `import * as z`, Rust `use a::b` is
 * module `a`, name `b`); `'*'` for everything; `'default'` for a TypeScript default import.
 */
export interface Import {
  readonly local: string;
  readonly module: string;
  readonly name?: string;
  readonly typeOnly?: boolean;
  /** Also visible to importers of this file under `local`: `export { x } from`, `pub use`. */
  readonly reexport?: boolean;
  /** A Rust `mod name;` declaration. */
  readonly declaresModule?: boolean;
  /** The file a Rust `#[path = "..."] mod name;` names. */
  readonly declaredPath?: string;
  /** For Rust: the inline modules around it, outermost first. */
  readonly inlineModule?: readonly string[];
  readonly in: number;
  readonly at: Span;
}

/** TypeScript only: what a file offers under which name (`default` for the default export, `=` for `module.exports =`). Python and Rust offer their module-level names. */
export interface Export { readonly name: string; readonly value: Value; readonly at: Span }

/** A type as written, without references and lifetimes. `Vec<User>`: name `Vec`, args [`User`]; `User[]`: `[]` of User; unions: `|`; tuples: `()`. */
export interface TypeRef {
  readonly name: string;
  readonly args: readonly TypeRef[];
  /** Values among the type's arguments: `Annotated[Session, Depends(get_db)]` carries the call. */
  readonly values?: readonly Value[];
  readonly text: string;
}

export interface FunctionFact {
  /** `<closure>` for one without a name; a closure assigned to a name carries that name. */
  readonly name: string;
  readonly at: Span;
  readonly nameAt: Span;
  readonly kind: 'function' | 'method' | 'closure';
  readonly in: number;
  readonly class: number;
  readonly params: readonly Param[];
  readonly decorators: readonly Decorator[];
  readonly returns?: TypeRef;
  readonly async: boolean;
  readonly generator: boolean;
  /** Marked as a test by attribute, decorator or region. */
  readonly test: boolean;
  /** Exported, `pub`, or without a leading underscore. */
  readonly public: boolean;
  /** For Rust: the inline modules around it, outermost first. */
  readonly module?: readonly string[];
}

export interface Param {
  readonly name: string;
  readonly type?: TypeRef;
  readonly default?: Value;
  readonly decorators: readonly Decorator[];
  /** `*args`, `...rest`. `keywords` for `**kwargs`. */
  readonly rest?: boolean;
  readonly keywords?: boolean;
  /** A destructured parameter is called `{}` or `[]` and its parts are assignments at the top of the function, or, for extractors such as `State(pool): State<PgPool>`, the inner name. */
  readonly at: Span;
}

/** `@app.get('/x')`, `#[get("/x")]`, `#[tauri::command]`. `path` is dotted, `::` written as `.`: `app.get`, `tauri.command`. */
export interface Decorator { readonly path: string; readonly callee: Value; readonly args: readonly Argument[]; readonly called: boolean; readonly at: Span }

/** Python's `**options` is a spread named `**`, so that it is not counted as a position. */
export interface Argument { readonly value: Value; readonly name?: string; readonly spread?: boolean }

export interface ClassFact {
  readonly name: string;
  readonly kind: 'class' | 'struct' | 'enum' | 'interface' | 'trait' | 'impl';
  /** What it extends or implements; for a Rust `impl Trait for Type` the trait. */
  readonly bases: readonly TypeRef[];
  /** Python `class A(Base, table=True)`. */
  readonly keywords: readonly Argument[];
  readonly decorators: readonly Decorator[];
  readonly fields: readonly Field[];
  readonly in: number;
  readonly at: Span;
  readonly nameAt: Span;
  readonly module?: readonly string[];
  /** For Rust `impl Type<Args>`: the type as written. */
  readonly self?: TypeRef;
}

/** A declared field, an enum's variant, a class-level assignment, a constructor's parameter property. */
export interface Field { readonly name: string; readonly type?: TypeRef; readonly value?: Value; readonly decorators: readonly Decorator[]; readonly at: Span }

/** `type A = B`, `SessionDep = Annotated[...]`. */
export interface TypeAlias { readonly name: string; readonly type: TypeRef; readonly at: Span }

/**
 * One call. Rust macros are calls (`macro`), with the arguments re-parsed as expressions, and so is Python's `assert x, why`; a tagged template is a call (`tagged`)
 * of its tag with one `joined` or `text` argument; `new X()` is a call of `X`; a JSX element is none.
 * Rust `format!`-like macros have one `joined` argument in the place of their format string and arguments.
 */
export interface Call {
  readonly callee: Value;
  readonly args: readonly Argument[];
  /** Explicit type arguments: `query_as::<_, User>()`, `getRepository<User>()`. */
  readonly types?: readonly TypeRef[];
  readonly at: Span;
  /** Where a person would point: the method's or function's own name. */
  readonly nameAt: Span;
  readonly in: number;
  readonly block: number;
  readonly macro?: boolean;
  readonly tagged?: boolean;
  readonly new?: boolean;
  readonly awaited?: boolean;
  /** The value is thrown away: the call is a statement of its own. */
  readonly dropped?: boolean;
  /** The value is thrown away in so many words: `let _ = f()`, `_ = f()`, `void f()`. */
  readonly ignored?: boolean;
  /** Rust's `?` stands behind it: its error leaves the function. */
  readonly propagates?: boolean;
  /** For a value thrown away: a comment on it, above it or in it says something in words. */
  readonly commented?: boolean;
}

/**
 * `target` is a `name`, a `member` or an `index`. Destructuring gives one assignment per name (`member` or `item` values);
 * a loop variable is assigned an `item`; `with x() as y`, `if let Some(y) = x` assign y the value.
 */
export interface Assignment {
  readonly target: Value;
  readonly value: Value;
  readonly operator: '=' | '+=' | 'other';
  /** Introduces the name in this scope. */
  readonly declares: boolean;
  /** `const`, `static`, `final`, a Rust `let` without `mut`. */
  readonly constant: boolean;
  readonly type?: TypeRef;
  /** Where the braces around a declaration end, in Rust: what it holds is dropped there. A `let _ = x` declares `_`. */
  readonly until?: number;
  readonly in: number;
  readonly block: number;
  readonly at: Span;
}

/** `await x`, `x.await`, `async with`, `async for`: the function waits at its end. */
export interface Await { readonly value?: Value; readonly in: number; readonly block: number; readonly at: Span }

/** What leaves a function: `return`, a Rust tail expression, an arrow function's expression body, `yield`. */
export interface Return { readonly value: Value; readonly yields: boolean; readonly in: number; readonly block: number; readonly at: Span }

/** `raise`, `throw`; in Rust `return Err(...)`, `bail!` and `Err(...)?`. */
export interface Raise { readonly value: Value; readonly in: number; readonly block: number; readonly at: Span }

/**
 * A region of control flow. `if`/`elif` carry their `test`; `else` and a Rust or Python `case` belong to the same `group` as their siblings:
 * blocks of one group are alternatives. A comprehension is a `loop` too.
 */
export interface Block {
  readonly kind: 'if' | 'else' | 'case' | 'loop' | 'while' | 'try' | 'catch' | 'finally' | 'with' | 'unsafe';
  readonly parent: number;
  readonly in: number;
  readonly group: number;
  readonly test?: Value;
  /** For a loop: what is iterated; for a `case`: the matched subject; for `with`: the context managers (list). */
  readonly over?: Value;
  /** Its end is never reached: the last statement returns, raises, breaks or continues. */
  readonly leaves?: boolean;
  /** The caught error types as written, for `catch`, and for Rust's branches on `Err(...)`; empty for any. */
  readonly catches?: readonly string[];
  /** For `catch`, and in Rust for branches: nothing stands in it but comments, `pass`, `continue`, a bare `return`. */
  readonly empty?: boolean;
  /** A comment in it says something in words (not to a tool, no TODO, no code switched off). */
  readonly commented?: boolean;
  readonly at: Span;
}

export interface LooseText { readonly value: Value; readonly in: number; readonly block: number; readonly at: Span }

/** A comment that mentions collaudo or silences another tool; `text` without its delimiters, `at` the whole comment. A Rust `#[allow(...)]` is one too, as written. */
export interface Comment { readonly text: string; readonly at: Span; /** Nothing but blank stands before it on its line. */ readonly ownLine: boolean; /** For an attribute: the item, statement or file it stands on. */ readonly covers?: Span }
