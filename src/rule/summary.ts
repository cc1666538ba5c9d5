/** What a function does, by itself and through everything it calls: plain data for rules. */
import type { Place } from '../facts/span.js';
import type { Step } from '../findings/finding.js';
import type { CallRef, FunctionRef } from './program.js';

/**
 * `reads` and `writes` tables, `commits` and `rolls back` transactions, `opens` a session, pool or engine, `blocks` its thread, `sends` a
 * request to another host, `raises` what no `try` around it catches, `authenticates`: turns away who is not known, `logs`.
 */
export type EffectKind = 'reads' | 'writes' | 'commits' | 'rolls back' | 'opens' | 'blocks' | 'sends' | 'raises' | 'authenticates' | 'logs';

/** One thing done to the world. */
export interface FunctionEffect {
  readonly kind: EffectKind;
  /** The library call's path (`time.sleep`), the verb of a query, or the type that is raised. */
  readonly what: string;
  /** The declared database, when the session leads to one. */
  readonly database?: string;
  readonly table?: string;
  /** Whether something limits the rows: absent where it does not matter or could not be told. */
  readonly bounded?: boolean;
}

export interface SummarizedEffect extends FunctionEffect {
  /** The nearest place where it is done. */
  readonly at: Place;
  /** How many calls lie between: 0 when the function, or a closure in it, does it itself. */
  readonly calls: number;
  /** The first of these calls. */
  readonly through: CallRef | undefined;
}

export interface FunctionSummary {
  readonly in: FunctionRef;
  /** Nearest first. */
  readonly effects: readonly SummarizedEffect[];
  /** What it gives back: many things, one, nothing at all, or not to be told. */
  readonly answers: 'collection' | 'row' | 'nothing' | 'unknown';
  /** Positions of parameters that are sessions, connections or pools. */
  readonly receivesSession: readonly number[];
  /** Positions of parameters pasted into SQL text, here or further on. */
  readonly parametersIntoSql: readonly number[];
  /** Calls in it, and in closures in it, of which could not be told what they run. */
  readonly unknownCalls: number;
}

/** A call made by a function or by what it calls. */
export interface ReachedCall {
  readonly call: CallRef;
  readonly in: FunctionRef;
  /** The calls that lead to it, outermost first. */
  readonly path: readonly Step[];
}

/** A place that is reached through calls; `path` as in findings. */
export interface ReachedPlace { readonly at: Place; readonly path: readonly Step[]; readonly effect?: FunctionEffect; readonly call?: CallRef }
