/**
 * What collaudo knows about a library: tables that say what its calls do to the world.
 *
 * Paths are dotted in every language (`sqlx::query` is `sqlx.query`, `@nestjs/common`'s Get is `@nestjs/common.Get`; a default
 * export or whole-module import of `pg` is `pg`). A method is `Type.method`, where the type is the path of a class or of anything
 * a table row `returns`. Linking resolves a call to its path through imports, annotations and assignments; a call that does not
 * resolve has no effect, whatever its name.
 */
import type { LongWorkKind } from '../facts/long-work.js';
import type { Language, LogLevel } from '../facts/structure.js';
import type { ArgumentRef, ControllerServer, GuardCall, GuardRow, Mount, Route } from './routing.js';

export type { ArgumentRef, ControllerServer, GuardCall, GuardRow, Mount, Route } from './routing.js';

/** What one call does. Every field is optional; an empty row only says that the call is known and harmless. */
export interface Effect {
  /** The path of the type of the (awaited) result. `self`: the receiver's own, with all it has accumulated. `generic`: the first explicit type argument or annotated target. `argument N`: the same value as that argument. `instance N`: an instance of the class passed as that argument. */
  readonly returns?: string;
  /** This argument becomes SQL text, not run yet. The result carries it. */
  readonly text?: ArgumentRef;
  /** This argument (SQL text or a built statement), or `self` (what the receiver has accumulated), is run here. */
  readonly runs?: ArgumentRef;
  /** What it runs on, when not the receiver: the argument with the connection, pool or session. */
  readonly on?: ArgumentRef;
  /** Begins a built statement of this kind; `table` says on what (`self` for `User.find()`, `path` when the member before the method names it: `prisma.user.findMany`). */
  readonly starts?: 'select' | 'insert' | 'update' | 'delete' | 'ddl';
  readonly table?: ArgumentRef | 'path';
  /** Adds to the built statement: a limit (its argument in `limit`), an equality on a key, a filter, an order, an aggregate that leaves one row. */
  readonly adds?: 'limit' | 'offset' | 'filter' | 'key' | 'order' | 'aggregate' | 'group' | 'join' | 'columns';
  readonly limit?: ArgumentRef;
  /** How many rows the caller gets: also makes a built statement run when the table says `runs: 'self'`. */
  readonly rows?: 'many' | 'one' | 'scalar' | 'none';
  /** The rows of the receiver that was already run are taken: `result.scalars().all()`, `cursor.fetchone()`. Only `rows` matters then. */
  readonly fetches?: boolean;
  /** The method is called like a statement of a `.sql` file (`-- name: get-user^`), which it runs. */
  readonly named?: boolean;
  /** Changes the session or its transaction without SQL text: `add`, `delete`, `commit`, `rollback`, `flush`. */
  readonly session?: 'write' | 'delete' | 'commit' | 'rollback' | 'flush' | 'begin' | 'close';
  /** Opens a session, pool or engine; the argument holds the URL, DSN, settings or name that tells which database. */
  readonly opens?: ArgumentRef | 'environment';
  /** The result is bound to the session, engine or pool in this argument (`self`: the receiver): `sessionmaker(bind=engine)`, `pool.acquire()`, `conn.cursor()`. */
  readonly from?: ArgumentRef;
  /** The result is a pair or tuple with the rows first: mysql2's `[rows, fields]`, `findAndCount`. */
  readonly tuple?: boolean;
  /** Dependency injection: the value is what calling this argument gives (`Depends(get_db)`). */
  readonly provides?: ArgumentRef;
  /** The type of what a callback given to this call receives first: `self` for the receiver (`prisma.$transaction(tx => ...)`). */
  readonly passes?: string;
  /** This argument is handed to every handler that asks for its type: `with_state(pool)`, `app_data(pool)`, `manage(pool)`. */
  readonly injects?: ArgumentRef;
  /** Gives every object of this type a member: its name is the first argument, its value the second. */
  readonly attaches?: string;
  /** The result is a safely quoted identifier or a bound fragment. */
  readonly quotes?: boolean;
  /** A built statement's raw fragment: this argument is pasted into the SQL. */
  readonly raw?: ArgumentRef;
  /** A request to another service over HTTP: the argument with its URL. */
  readonly sends?: ArgumentRef;
  /** The result is a number, whatever went in. */
  readonly number?: boolean;
  /** Sync work that blocks the thread: what it waits for. */
  readonly blocks?: 'sleep' | 'file' | 'process' | 'network' | 'database' | 'input' | 'computation';
  /** It blocks for a moment only: a look at the file system. */
  readonly brief?: boolean;
  /** The function it is given runs on another thread. */
  readonly offloads?: boolean;
  /** The result is a client: how long its requests wait is decided where it is made. */
  readonly client?: boolean;
  /** The argument or option that limits how long a request, or every request of a client, waits. */
  readonly timeout?: ArgumentRef;
  /** There is a limit although nobody gives one (httpx: 5 s); `false`: not even a client can give one for all its requests. */
  readonly limited?: boolean;
  /** Ends what takes too long: the request or client being built (`.timeout(d)`), the arguments (`tokio::time::timeout(d, f)`), or what stands in its block (`async with asyncio.timeout(5)`). */
  readonly limits?: 'self' | 'arguments' | 'block';
  /** Writes to the log, or to a service that collects errors. `argument N`: the call says how grave it is. */
  readonly logs?: LogLevel | `argument ${number}`;
  /** Writes to the terminal: standard output or standard error. */
  readonly prints?: 'output' | 'error';
  /** The result (or argument) comes from the client: a request's body, query, path or header. */
  readonly request?: boolean;
}

/** One way of answering a request. */
export interface ReplyRow {
  readonly status?: number;
  /** The argument that holds the status. */
  readonly statusFrom?: ArgumentRef;
  readonly body?: ArgumentRef;
  /** It only decides the status of what the rest of the chain, or the same response later, sends. */
  readonly sets?: boolean;
  /** No data of the API: a page, a file, a stream, the way to another address. */
  readonly gives?: 'page' | 'file' | 'stream' | 'redirect';
  /** An exception that becomes an answer; `itself`: the call raises it. */
  readonly raises?: boolean | 'itself';
}

/**
 * Something put on an application, or on what stands for it, besides its routes. `on`: the argument that is the application, when the
 * receiver is not; `function`: what the call decorates. `catches`: the argument with the exception or status an error handler is for.
 */
export interface InstallRow {
  readonly as: 'middleware' | 'error handler';
  readonly what?: ArgumentRef | 'rest' | 'function';
  readonly on?: ArgumentRef;
  readonly catches?: ArgumentRef;
  /** What it catches, where the call itself says so: `any`, `404`, `validation`. */
  readonly always?: string;
}
/** A call that checks, only reads or issues signed tokens, by where each thing stands in it. */
export interface TokenRow {
  readonly does: 'verifies' | 'reads' | 'issues';
  readonly token?: ArgumentRef;
  readonly payload?: ArgumentRef;
  /** The argument with an object of options. */
  readonly options?: number;
  readonly algorithms?: ArgumentRef;
  /** Without a list any is accepted `always`, or those that fit the key. */
  readonly needsAlgorithms?: 'always' | 'by key';
  readonly leeway?: ArgumentRef;
  /** Flags that switch a check off: by being false, or true where they begin with `ignore` or `allow`. */
  readonly off?: Readonly<Record<string, 'signature' | 'expiry' | 'audience'>>;
  /** The flag of an older version that switches all checks off. */
  readonly olderOff?: string;
  /** The option that gives a token its end; `chain`: the link that does; `sharedOptions`: where the module is set up may do it too. */
  readonly expires?: string;
  readonly chain?: string;
  readonly sharedOptions?: boolean;
  readonly fromUrl?: boolean;
  /** The option with a function that takes the token from the request. */
  readonly takenBy?: string;
  /** The argument that gives a token its end, `false` or nothing meaning none; `usual`: there is one where nobody says so. */
  readonly lifetime?: ArgumentRef;
  readonly usual?: true;
  /** What the call gives must be asked by this method before its end is checked. */
  readonly thenAsk?: string;
  /** The argument that, being true, leaves every check out. */
  readonly readsWhen?: number;
}

/** Switches something off that keeps a connection private: always, or when this argument or option is that: a value, or the last name of a constant. */
export interface InsecureRow { readonly argument?: ArgumentRef; readonly is?: boolean | string | number; readonly what: 'certificates' | 'host names' | 'encryption' }

/**
 * A cross-origin policy, or one step of the chain that builds one (`begins`: its first). `nested`: the option that holds the policy, or
 * policies by path; `usual`: what holds when no origins are given; `reflects`: `true` as origin means whoever asks.
 */
export interface CorsRow {
  readonly origins?: ArgumentRef;
  readonly pattern?: ArgumentRef;
  readonly credentials?: ArgumentRef | true;
  readonly nested?: string;
  readonly onlyNested?: boolean;
  readonly usual?: 'any';
  readonly reflects?: boolean;
  readonly begins?: boolean;
  readonly gives?: 'any' | 'reflected';
}

/** What a call makes that somebody has to wait for: a coroutine or a future does nothing before, a promise or a task runs unheard. */
export type Awaitable = 'coroutine' | 'future' | 'promise' | 'task';

/** A request sent by a test. `chain`: the method is told before or after it in the chain of calls: `TestRequest::post().uri("/x")`. */
export interface TestRequestRow { readonly method?: string; readonly methodFrom?: ArgumentRef; readonly path: ArgumentRef; readonly chain?: boolean }

/** How a call uses a cache: which argument gives a lifetime or a greatest size. `endless`: without it there is no end. */
export interface CacheRow {
  readonly what: 'entry' | 'store';
  readonly limit?: ArgumentRef;
  /** Only in so many words: without the argument there is a limit. */
  readonly limited?: boolean;
  /** Entries get their lifetime where the store is made: its path. */
  readonly store?: string;
  /** Each entry may have a lifetime of its own, so the store alone says nothing. */
  readonly entriesDecide?: boolean;
  /** Builder calls that give a limit to what this call builds. */
  readonly chain?: readonly string[];
  /** The library keeps state as well as caches: only what is looked for before it is put there, or is called a cache, is one. */
  readonly keepsState?: boolean;
  /** Where the lifetime of an entry is said, in seconds or in milliseconds. */
  readonly seconds?: ArgumentRef;
  readonly milliseconds?: ArgumentRef;
}

export interface Library {
  readonly name: string;
  readonly language: Language;
  /** Words of which at least one stands in every file where this library can matter. Used to skip files unread. */
  readonly mentions: readonly string[];
  /** Another path for the same thing: `'psycopg.connection.Connection': 'psycopg.Connection'`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Subtype to supertype: `'sqlmodel.Session': 'sqlalchemy.orm.Session'`. Methods are looked up along the chain. */
  readonly bases?: Readonly<Record<string, string>>;
  /** `'sqlalchemy.orm.Session.execute'` to what the call does. */
  readonly calls?: Readonly<Record<string, Effect>>;
  /** Attributes and parameters: `'fastapi.Request.query_params'` to its type's path; `request` rows come from the client. `[]` is what an index gives: `'django.db.connections.[]'`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Types of built statements that run when they are awaited or answered, without a call that says so: `await db.select().from(users)`. */
  readonly runsWhenAwaited?: readonly string[];
  /** Long work, by path. */
  readonly longWork?: Readonly<Record<string, LongWorkKind>>;
  /** Calls after which what they are given runs on by itself: `asyncio.create_task`, `tokio.spawn`, `setImmediate`. */
  readonly detaches?: readonly string[];
  readonly caches?: Readonly<Record<string, CacheRow>>;
  /** Calls whose result has to be awaited, by path; `Type.*` for all of a type's methods. */
  readonly awaitables?: Readonly<Record<string, Awaitable>>;
  /** Types that are sessions, connections, pools or engines: something SQL runs on. */
  readonly sessions?: readonly string[];
  /** Types whose values the client chooses: `axum::Json`, `fastapi.Request`. */
  readonly requests?: readonly string[];
  /** Types that bound a list: a paginating extractor or dependency. */
  readonly paginators?: readonly string[];
  /** Classes deriving from these are tables; the attribute or decorator that names the table. */
  readonly models?: readonly string[];
  /** Types a derive macro declares beside its own, with the path of what each implements: `DeriveEntityModel` gives an `Entity`. */
  readonly derives?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Decorators and attributes that make a function an endpoint, by path: `'fastapi.APIRouter.get'`, `'tauri.command'`. */
  readonly routeDecorators?: Readonly<Record<string, Route>>;
  /** Calls that register endpoints: `'express.Router.get'`, `'axum.Router.route'`. */
  readonly routeCalls?: Readonly<Record<string, Route>>;
  /** Class decorators and base classes that make a class a controller, with the argument or the class attribute that holds its path. */
  readonly controllers?: Readonly<Record<string, ArgumentRef>>;
  /** What serves controllers: by path, or by its own name where a tool writes the function. */
  readonly controllerServers?: Readonly<Record<string, ControllerServer>>;
  /** Decorators that say which methods a view takes: one, or the argument with them. */
  readonly methodDecorators?: Readonly<Record<string, { readonly method?: string; readonly from?: ArgumentRef }>>;
  /** Method routers inside a route call: `'axum.routing.get'` to `GET`. */
  readonly methodRouters?: Readonly<Record<string, string>>;
  readonly mounts?: Readonly<Record<string, Mount>>;
  /** Calls, classes and exceptions that are answers, with their status. */
  readonly replies?: Readonly<Record<string, ReplyRow>>;
  /** Members of responses and contexts that are assigned: `'koa.Context.status'`. */
  readonly replyMembers?: Readonly<Record<string, 'status' | 'body'>>;
  /** Middleware and error handlers put on applications, beside what `guardCalls` lists. */
  readonly installs?: Readonly<Record<string, InstallRow>>;
  /** What using a package, or a part of one, takes care of for the whole application. */
  readonly protects?: Readonly<Record<string, readonly ('rate limit' | 'security headers' | 'request id' | 'health check' | 'error handlers')[]>>;
  /** Calls or arguments that answer the client from inside the handler: `'express.Response.json'` to the argument with the body. */
  readonly answers?: Readonly<Record<string, ArgumentRef>>;
  /**
   * Types of an untyped handler's parameters by position: `'express.Router.get': ['express.Request', 'express.Response']`.
   * `#4` behind it: for a handler of so many parameters (Express tells its error handlers by that).
   * A function type's path serves closures declared with it: `const users: FastifyPluginAsync = async fastify => ...`.
   */
  readonly handlerParams?: Readonly<Record<string, readonly string[]>>;
  /** Calls, types, decorators and attributes that stand before handlers. */
  readonly guards?: Readonly<Record<string, GuardRow>>;
  readonly guardCalls?: Readonly<Record<string, GuardCall>>;
  /** Keywords and options of routes, routers and mounts that hold guards: `dependencies`, `preHandler`. */
  readonly guardOptions?: readonly string[];
  /** Types that serve requests themselves: other routers only do when mounted. */
  readonly applications?: readonly string[];
  /** Types of routers, in frameworks where nothing else says that a call makes one. */
  readonly routers?: readonly string[];
  /** Calls that begin to serve what they are given: a router of the same type that nothing serves or mounts is forgotten. */
  readonly servers?: readonly string[];
  /** What a router is handed to mount every file of a folder: `@fastify/autoload`. */
  readonly folderLoaders?: readonly string[];
  readonly tokens?: Readonly<Record<string, TokenRow>>;
  /** Calls that set up what issues tokens. */
  readonly tokenDefaults?: readonly string[];
  /** Settings by their own name: how long tokens live, or where they are taken from. */
  readonly tokenSettings?: Readonly<Record<string, 'lifetime' | 'places'>>;
  /** Fields that decide what is checked. */
  readonly tokenFields?: Readonly<Record<string, 'expiry' | 'audience' | 'leeway'>>;
  /** Calls by which certificates are not checked or nothing is encrypted. */
  readonly insecure?: Readonly<Record<string, readonly InsecureRow[]>>;
  /** The same by the method's own name, where nothing else is called so. */
  readonly insecureMethods?: Readonly<Record<string, readonly InsecureRow[]>>;
  /** Members that are assigned. */
  readonly insecureMembers?: Readonly<Record<string, InsecureRow>>;
  /** Options that keep their name wherever they are handed on. */
  readonly insecureOptions?: Readonly<Record<string, InsecureRow>>;
  /** What decides which other origins a browser may call from. */
  readonly cors?: Readonly<Record<string, CorsRow>>;
  /** Struct literals that do, by the type's path. */
  readonly corsRecords?: Readonly<Record<string, CorsRow>>;
  /** Constants and calls that stand for origins; `argument`: for those they are given. */
  readonly corsValues?: Readonly<Record<string, 'any' | 'reflected' | 'argument'>>;
  /** Names of module-level settings that do. */
  readonly corsSettings?: readonly { readonly origins: readonly string[]; readonly pattern: readonly string[]; readonly any: readonly string[]; readonly credentials: readonly string[] }[];
  /** Functions that declare a test and are given what it does, by path: `vitest.it`. */
  readonly testCases?: readonly string[];
  /** Calls, types and packages that check something in a test: whatever lies below a path does too. */
  readonly asserts?: readonly string[];
  /** Methods by which tests send requests to the application, by their own name: where they are given a path or an address. */
  readonly testRequests?: Readonly<Record<string, TestRequestRow>>;
  /** What stands in for other services in tests, by path: the requests it is told of are not sent. */
  readonly requestMocks?: readonly string[];
  /** Routes are tried in the order they are declared. */
  readonly inOrder?: boolean;
}
