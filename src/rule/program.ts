/** What rules may ask: the linked program. Everything here is resolved across files; what could not be resolved says why. */
import type { Known } from '../facts/known.js';
import type { Place, Span } from '../facts/span.js';
import type { SqlStatement } from '../facts/sql.js';
import type { Block, Call, ClassFact, FileFacts, FunctionFact, Role, TypeRef } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Step } from '../findings/finding.js';
import type { Schema } from './schema.js';
import type { App, Declaration, Protected, Reply } from './http.js';
import type { Catch } from './catch.js';
import type { LogCall } from './log-call.js';
import type { CorsPolicy } from './cors.js';
import type { SentRequest, TlsWeakness } from './tls.js';
import type { TokenUse } from './token.js';
import type { Meaning, Sources } from './meaning.js';
import type { Settings } from './settings.js';
import type { AwaitableCall, CacheUse, LockGuard, LongWork } from './waiting.js';
import type { TransactionAnswers } from './transactions.js';
import type { Tests } from './tests.js';
import type { EffectKind, FunctionSummary, ReachedCall, ReachedPlace } from './summary.js';

export interface FunctionRef { readonly file: FileFacts; readonly index: number; readonly fact: FunctionFact }

export interface CallRef { readonly file: FileFacts; readonly index: number; readonly fact: Call }

/** Where a pasted value comes from. `safe` origins cannot carry text the client chose; `because` says why in a few words. */
export type Origin =
  | { readonly kind: 'safe'; readonly because: string }
  | { readonly kind: 'request'; readonly because: string; readonly path: readonly Step[] }
  /** Reaches a function's parameter; every caller seen is listed by what it passes. */
  | { readonly kind: 'parameter'; readonly because: string; readonly callers: 'unsafe' | 'safe' | 'none seen'; readonly path: readonly Step[] }
  /** Somebody's data (a row, a file, an environment variable, another call's result): not proven constant. */
  | { readonly kind: 'data'; readonly because: string; readonly path: readonly Step[] }
  | { readonly kind: 'unknown'; readonly because: string; readonly path: readonly Step[] };

export interface Hole {
  readonly at: Place;
  /** The author's own words for the pasted value. */
  readonly source: string;
  readonly value: Value;
  readonly origin: Origin;
}

/** Text that is SQL and has been put together. */
export interface SqlText {
  /** Where it is built. */
  readonly at: Place;
  readonly holes: readonly Hole[];
  readonly statements: readonly SqlStatement[];
  /** Where it is run; none for text that merely reads like a statement. */
  readonly sink: Place | undefined;
  /** From where it is built to where it is run. */
  readonly path: readonly Step[];
}

/** What limits the rows of a query: `no` limit, a `constant`, the `client` (a parameter), a key that selects one row, a parent's key. */
export type Bound =
  | { readonly kind: 'none' }
  | { readonly kind: 'limit'; readonly rows?: number }
  | { readonly kind: 'one row' }
  | { readonly kind: 'children'; readonly of: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** One place where something is run on a database. */
export interface Query {
  readonly at: Place;
  readonly call: CallRef;
  /** The function it stands in, if any. */
  readonly in: FunctionRef | undefined;
  readonly verb: 'select' | 'insert' | 'update' | 'delete' | 'ddl' | 'execute' | 'commit' | 'rollback' | 'other';
  readonly writes: boolean;
  readonly tables: readonly string[];
  readonly statements: readonly SqlStatement[];
  /** The columns a built statement compares; for text, the statements say it. */
  readonly filters: readonly { readonly column: string; readonly operator: string; readonly table?: string }[];
  readonly built: 'text' | 'builder' | 'orm';
  readonly bound: Bound;
  readonly rows: 'many' | 'one' | 'scalar' | 'none' | 'unknown';
  /** The declared databases it can run on, each with the way the session came: several when callers differ. */
  databases(): readonly { readonly name: string; readonly path: readonly Step[] }[];
}

/** Something that stands before a handler and can turn a request away. */
export interface Guard {
  /** As written. */
  readonly name: string;
  readonly at: Place;
  readonly where: 'argument' | 'parameter' | 'decorator' | 'class' | 'router' | 'mount' | 'app' | 'body';
  /** `auth` turns away who is not known; `optional` only who shows a wrong proof; `by name` sounds like `auth` and cannot be looked into; `identity` only reads who it is; `open` says in the code that the endpoint is public; `unknown` could not be seen. */
  readonly kind: 'auth' | 'optional' | 'by name' | 'identity' | 'open' | 'other' | 'unknown';
}

/** One step from the application to a route: which router, and where the next step is declared on it. */
export interface Registration { readonly router: string; readonly at: Place; readonly in: number }

/** A router, blueprint, scope or controller; `application` when it serves requests itself. */
export interface Router {
  /** As in the `registered` steps of its endpoints. */
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly application: boolean;
  readonly mounted: Known<boolean>;
  readonly kind: 'router' | 'controller';
  readonly framework: string;
}

export interface Endpoint {
  readonly kind: 'http' | 'command' | 'socket';
  /** `GET`, `*`, or the command's name for commands. */
  readonly method: string;
  /** With the prefixes of all mounts that could be resolved. */
  readonly path: string;
  readonly handler: FunctionRef;
  /** The handler's name, where endpoint findings start. */
  readonly at: Place;
  /** Reaches an application through its mounts; for commands: is handed to the builder. */
  readonly mounted: Known<boolean>;
  readonly framework: string;
  /** Where the route is declared: the decorator or the registering call. */
  readonly declaredAt: Place;
  readonly guards: readonly Guard[];
  /** From the application down to the route; routes are compared in the order they are tried by. */
  readonly registered: readonly Registration[];
  readonly declaration: Declaration;
  /** The framework takes the first declared route that matches. */
  readonly inOrder: boolean;
}

/** One loop, comprehension or callback that repeats what stands in it: for `each` item, a `few` times known in the text, in `batches`, or `open`: until something happens (workers, retries, pages). */
export interface Repetition { readonly at: Place; readonly extent: 'each' | 'few' | 'batches' | 'open' }

/** A call that holds the thread other work is waiting for: in async code, or in what serves requests on one thread. */
export interface BlockingCall {
  readonly at: Place;
  readonly call: CallRef;
  readonly waits: 'sleep' | 'file' | 'process' | 'network' | 'database' | 'input' | 'computation';
  /** The library call that waits: `time.sleep`. */
  readonly source: string;
  readonly brief: boolean;
  /** The async function, handler or command it holds up. */
  readonly in: FunctionRef;
  /** What is held: an event loop, or the window of a desktop application. */
  readonly holds: 'event loop' | 'window';
  /** Where the call that waits stands: here, or in a sync helper. */
  readonly waitsAt: Place;
  /** The calls between. */
  readonly path: readonly Step[];
}

/** A request to another host, or the client that sends it when the client decides how long to wait. */
export interface OutgoingCall {
  readonly at: Place;
  readonly call: CallRef;
  readonly kind: 'request' | 'client';
  readonly timeout: Known<boolean>;
  /** The limit was taken away in so many words: `timeout=None`. */
  readonly deliberate: boolean;
  /** For a client: requests that rely on it. */
  readonly path: readonly Step[];
}

/** A query together with the calls that lead to it. */
export interface Reached {
  readonly query: Query;
  readonly path: readonly Step[];
  /** Run once for every item of a list in the answer. */
  readonly repeated?: boolean;
  /** One field of an entity, or of an object of statistics. */
  readonly part?: boolean;
  /** Only the first of its rows is answered. */
  readonly first?: boolean;
}

/** A query whose number of rows the client of a handler chooses. */
export interface PageSize {
  readonly query: Query;
  /** The table read, when the query is about one: text passed in by many callers is not. */
  readonly table: string | undefined;
  /** The parameter or field that the client sends. */
  readonly name: string;
  /** `unseen`: there is a maximum, its number cannot be told. */
  readonly maximum: number | 'none' | 'unseen';
  /** A negative number gets through to a database that then answers all rows (SQLite). */
  readonly negative: boolean;
  readonly path: readonly Step[];
}

/** The declared database a table belongs to, and what says so. */
export interface TableHome { readonly database: string; readonly at: Place; readonly because: string }

/** An exception that a web framework turns into an answer: `fastapi.HTTPException`. */
export interface HttpError { readonly at: Place; readonly library: string; readonly in: FunctionRef | undefined }

/** What a file runs in. `script`: beside a server and never led to from it; `unknown`: nothing tells, it may be a library. */
export type Purpose = 'server' | 'browser' | 'command line' | 'script' | 'unknown';

/** An import of a file of this program. */
export interface ResolvedImport { readonly file: string; readonly at: Place; /** Only types are taken: nothing is left of it when the program runs. */ readonly typeOnly: boolean }

export interface Program extends TransactionAnswers {
  readonly settings: Settings;
  /** The same program with other declarations in force: what a document declares. Databases are those of the whole scan. */
  under(settings: Settings): Program;
  /** Manifests, settings and schemas that are no source, by path: `Cargo.toml`, `.env`, `schema.prisma`. */
  readonly companions: ReadonlyMap<string, string>;
  readonly files: readonly FileFacts[];
  /** One per method, path and way through the mounts: a router mounted twice gives its routes twice. */
  readonly endpoints: readonly Endpoint[];
  readonly routers: readonly Router[];
  /** Every application of a web framework, with what is installed on it. */
  readonly apps: readonly App[];
  /** Uses of libraries that take care of something for the whole application. */
  readonly protections: readonly Protected[];
  /** Which other origins a browser may call from, wherever that is set. */
  readonly corsPolicies: readonly CorsPolicy[];
  /** Where signed tokens are checked, read and issued. */
  readonly tokenUses: readonly TokenUse[];
  /** Every request sent to another host. */
  readonly requests: readonly SentRequest[];
  /** Where libraries are told not to check certificates, or not to encrypt. */
  readonly tlsWeaknesses: readonly TlsWeakness[];
  readonly tests: Tests;
  readonly queries: readonly Query[];
  readonly sqlTexts: readonly SqlText[];
  readonly blockingCalls: readonly BlockingCall[];
  readonly outgoingCalls: readonly OutgoingCall[];
  /** What is written to logs and terminals. */
  readonly logCalls: readonly LogCall[];
  /** Where a file raises, returns or calls for an exception of a web framework that becomes an answer. */
  httpErrorsIn(file: FileFacts): readonly HttpError[];
  /** Where a file's errors end or are passed on, in the order of the text. */
  catchesIn(file: FileFacts): readonly Catch[];
  /** Calls that make something to be awaited, and what becomes of it. */
  readonly awaitableCalls: readonly AwaitableCall[];
  /** What is put into caches, and the caches themselves. */
  readonly cacheUses: readonly CacheUse[];
  /** Mail, processes, images and documents an HTTP handler waits for. */
  readonly longWork: readonly LongWork[];
  /** Locks taken in Rust functions that wait. */
  readonly lockGuards: readonly LockGuard[];
  /** The tables, from migrations, models or a declared description. */
  readonly schema: Schema;
  file(name: string): FileFacts | undefined;
  /** The whole text of a file, for what no fact holds. */
  textOf(file: FileFacts): string;
  /** The author's text at a place, shortened to one line. */
  sourceAt(place: Place): string;
  /** `test` inside a test region of a production file. */
  roleAt(place: Place): Role;
  functionsOf(file: FileFacts): readonly FunctionRef[];
  calls(file: FileFacts): readonly CallRef[];
  /** The function of this program that a call runs, when it can be told. */
  calleeOf(call: CallRef): Known<FunctionRef>;
  /** The dotted library path a call runs: `sqlalchemy.text`. */
  libraryPathOf(call: CallRef): Known<string>;
  /** What a value is, in the function it stands in (-1: the module itself). */
  meaningOf(file: FileFacts, fn: number, value: Value): Meaning;
  /** What a declared type is: `Json<User>` is what it carries. `by name`: the type's own name alone, `Json`. */
  meaningOfType(file: FileFacts, fn: number, type: TypeRef, how?: 'by name'): Meaning;
  /** The type a name was declared to stand for. */
  aliasOf(file: FileFacts, fn: number, type: TypeRef): { readonly file: FileFacts; readonly type: TypeRef } | undefined;
  /** The constants, records, lists and calls a value can be, wherever they are written. */
  sourcesOf(file: FileFacts, fn: number, value: Value): Sources;
  /** What a function does to the world, by itself and through everything it calls. */
  summaryOf(fn: FunctionRef): FunctionSummary;
  /** Every call made by a function and the functions of this program it calls, nearest first; each function is entered once. */
  callsReachedFrom(fn: FunctionRef): Iterable<ReachedCall>;
  /** Where a function does such a thing, or makes such a call, itself or through calls: nearest first. */
  reaches(fn: FunctionRef, what: EffectKind | ((call: CallRef) => boolean)): readonly ReachedPlace[];
  /** What is written about a function for its readers: its docstring, or the comment that belongs to it. */
  docOf(fn: FunctionRef): string | undefined;
  docOfClass(file: FileFacts, one: ClassFact): string | undefined;
  /** The documentation comment right above a place. */
  commentAbove(place: Place): string | undefined;
  /** What a handler answers: returned, sent, and raised by it or by what it calls. */
  repliesOf(handler: FunctionRef): readonly Reply[];
  /** Queries run by a function and the functions of this program it calls, nearest first. */
  reachedFrom(fn: FunctionRef): readonly Reached[];
  /** Queries whose rows are part of what the function answers. */
  answeredBy(fn: FunctionRef): readonly Reached[];
  /** Queries that give as many rows as the handler's client asks for. */
  pageSizesOf(fn: FunctionRef): readonly PageSize[];
  /** Where a table used by a query belongs, when something tells. */
  homeOf(query: Query, table: string): TableHome | undefined;
  /** Tables a query names without their database. */
  unqualifiedTablesOf(query: Query): readonly string[];
  /** The files of this program that a file imports. */
  importsOf(file: FileFacts): readonly ResolvedImport[];
  /** What a file runs in: what it serves, draws or parses tells, and who imports it. */
  purposeOf(file: FileFacts): Purpose;
  /** The declared layer a file lives in. */
  layerOf(file: string): string | undefined;
  /** What repeats a call, innermost first, out of closures too. */
  repetitionsOf(call: CallRef): readonly Repetition[];
  /** Blocks around a place of a function, innermost first. */
  blocksAround(file: FileFacts, block: number): readonly Block[];
  place(file: FileFacts, span: Span): Place;
  /** How much could be resolved. */
  readonly coverage: readonly Coverage[];
}

/** `calls`: 812 seen, 640 resolved; the commonest reasons for the rest. */
export interface Coverage { readonly what: string; readonly seen: number; readonly resolved: number; readonly because: ReadonlyMap<string, number> }
