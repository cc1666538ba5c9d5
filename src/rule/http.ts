/** HTTP as rules see it: what a handler answers, and the applications that serve with everything installed on them. */
import type { Known } from '../facts/known.js';
import type { Place } from '../facts/span.js';
import type { Argument, Call, Decorator, FileFacts } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { CallRef, Endpoint, FunctionRef } from './program.js';

/** The decorator or call that declares an endpoint, with the path given there (not the whole path); none when it could not be read. */
export interface Declaration { readonly file: FileFacts; readonly in: number; readonly fact: Call | Decorator; readonly path: string | undefined }

/** One answer of a handler: returned, sent, or raised, here or in what it calls. */
export interface Reply {
  readonly status: Known<number>;
  /** The status is the framework's own, nobody wrote it. */
  readonly implicit: boolean;
  /** What is sent along, in the file of `in`; none for an empty answer. */
  readonly body: Value | undefined;
  readonly at: Place;
  readonly in: FunctionRef;
  /** The block it stands in, of the file of `in`. */
  readonly block: number;
  readonly raised: boolean;
  /** No data of the API: a page, a file, a stream, the way to another address. */
  readonly gives: 'page' | 'file' | 'stream' | 'redirect' | undefined;
  /** The calls between the handler and it. */
  readonly path: readonly Step[];
}

/** Something an application passes every request through: a middleware, a plugin, a layer, a global guard, filter or pipe. */
export interface Middleware {
  /** As written. */
  readonly name: string;
  /** The library's own path, when it is a library's. */
  readonly library: string | undefined;
  /** The function of this program that it is, or its class's method that is called for each request. */
  readonly handler: FunctionRef | undefined;
  /** Neither a library's nor this program's: it was handed over in a way that could not be followed. */
  readonly unseen: boolean;
  /** `router`: only before the routes of a router below the application. */
  readonly on: 'application' | 'router';
  /** Undefined: whatever the path. */
  readonly path: string | undefined;
  readonly at: Place;
  /** What it was made with: `app.add_middleware(CORSMiddleware, ...)`, `helmet({ ... })`. */
  readonly args: readonly Argument[];
  readonly in: FileFacts;
}

/** A function that turns failures into answers. */
export interface ErrorHandler {
  /** The exception as written, a status, or `any`; `validation` where the framework says so. */
  readonly catches: string;
  /** The library's path of the exception, when it is a library's. */
  readonly library: string | undefined;
  readonly status: number | undefined;
  readonly handler: FunctionRef | undefined;
  readonly at: Place;
}

/** One application. A framework's routers that nothing serves are none. */
export interface App {
  /** As in the first `registered` step of its endpoints. */
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly framework: string;
  /** The call that makes it; none for Django, whose settings are the application. */
  readonly made: CallRef | undefined;
  /** In the order installed. */
  readonly middleware: readonly Middleware[];
  readonly errorHandlers: readonly ErrorHandler[];
  readonly endpoints: readonly Endpoint[];
  /** Why something installed on it may have been missed. */
  readonly unseen: readonly string[];
}

/** What a known library takes care of where it is used. */
export type Protection = 'rate limit' | 'security headers' | 'request id' | 'health check' | 'error handlers';
export interface Protected { readonly by: Protection; readonly name: string; readonly at: Place }
