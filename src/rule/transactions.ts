/** Transactions as rules see them: what a function writes, commits and takes back, and where its sessions were opened. */
import type { Place, Span } from '../facts/span.js';
import type { CallRef, FunctionRef, Query } from './program.js';

/** One thing a function does with a database, in its own text. */
export interface DatabaseStep {
  readonly kind: 'begin' | 'commit' | 'rollback' | 'close' | 'write';
  readonly at: Place;
  readonly call: CallRef;
  /** What it runs; none where nothing is sent by itself (`begin`, `close`). */
  readonly query: Query | undefined;
  /** For a write: when it lasts. `in a transaction`: with one that is open here or at the caller; `unknown`: what it runs on could not be told, or belongs to the caller. */
  readonly lasts: 'at once' | 'in a transaction' | 'with a commit' | 'unknown';
}

/** A call that opens a session, connection, pool or engine. */
export interface Opening {
  readonly at: Place;
  readonly call: CallRef;
  /** The function it stands in; none for a module's own text. */
  readonly in: FunctionRef | undefined;
  /** An `engine` makes sessions or connections (engines, pools, clients that pool); a `session` is one of them. */
  readonly opens: 'engine' | 'session';
  /** The library's type of what is opened. */
  readonly type: string;
  /** What closes it whatever happens: a context manager, or its going out of scope in Rust. */
  readonly scoped: boolean;
  /** The name it is kept in, when it is a variable's. */
  readonly name: string | undefined;
  /** Behind a use: the function that asked for it where another one opens it and gives it away. */
  readonly takenIn?: FunctionRef;
}

/** Where a session comes from; `open`: why it may come from somewhere else as well. */
export interface Openings { readonly all: readonly Opening[]; readonly open: string | undefined }

/** The part of a text that one transaction holds together: a `with` block, or the call that is given a closure. */
export interface TransactionSpan { readonly at: Span; /** A savepoint: it lasts only with the transaction around it. */ readonly nested: boolean }

/** What a program answers about its transactions. */
export interface TransactionAnswers {
  /** What a function writes, commits and takes back in its own text, closures left out, in order. */
  databaseStepsOf(fn: FunctionRef): readonly DatabaseStep[];
  /** The transaction a call stands in, where the same text says so. */
  transactionAround(call: CallRef): TransactionSpan | undefined;
  /** Every call that opens a session, connection, pool or engine. */
  readonly openings: readonly Opening[];
  /** Where the session a call works on was opened. */
  openingsBehind(call: CallRef): Openings;
  /** The calls of this program that run a function. */
  callersOf(fn: FunctionRef): readonly CallRef[];
}
