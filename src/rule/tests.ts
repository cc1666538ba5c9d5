/** Tests as rules see them: every test case with what it checks and what it asks of the application. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { FileFacts } from '../facts/structure.js';
import type { FunctionRef } from './program.js';

/** A status that a test expects: a number, any that tells of a failure, or one that could not be told. */
export type ExpectedStatus = number | 'failing' | 'unknown';

/** What a test asks: a path (`{}` where a part is not constant), a route by its name, or a handler or command called directly. */
export type Asked =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'route'; readonly name: string }
  | { readonly kind: 'handler'; readonly handler: FunctionRef }
  | { readonly kind: 'unknown'; readonly because: string };

/** A request to the application, made by a test or by what prepares one. */
export interface TestRequest {
  readonly at: Place;
  readonly method: Known<string>;
  readonly asks: Asked;
  /** The statuses checked after it and before the next one. */
  readonly expects: readonly ExpectedStatus[];
}

export interface TestCase {
  readonly at: Place;
  readonly name: string;
  readonly fn: FunctionRef;
  readonly file: FileFacts;
  /** Whether it checks anything, itself or through helpers. */
  readonly checks: Known<boolean>;
  /** What it asks, itself or through helpers, in the order of its text. */
  readonly requests: readonly TestRequest[];
}

export interface Tests {
  readonly cases: readonly TestCase[];
  /** Every request in test code, also those of fixtures and hooks, which no case calls. */
  readonly requests: readonly TestRequest[];
  /** Whether a function runs in some test: called by test code, or by what that calls. */
  reaches(fn: FunctionRef): boolean;
}
