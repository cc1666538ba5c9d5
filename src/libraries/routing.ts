/** How libraries declare endpoints, hang routers and controllers under each other, and put guards before them. */

/** An argument by position, or by keyword or option name (`'methods'`; `'1.status'`: the option in that argument only); a list is tried in order. `'self'` is the receiver. */
export type ArgumentRef = number | string | readonly (number | string)[];

/** One way of declaring endpoints. */
export interface Route {
  /** `GET`, `*` for any; a keyword or option name in `methodFrom` (`methods=['GET']`); `name` for `web.get`-like method routers inside `handlers`. */
  readonly method?: string;
  readonly methodFrom?: ArgumentRef;
  /** `self`: the path was given to the call that made the receiver (`app.route('/users').get(list)`). */
  readonly path?: ArgumentRef;
  /** For a call: the arguments that are middleware and handler, the last one being the handler. `self`-returning builders (axum's `get(h).post(h2)`) are method routers: `handlers` names the argument that holds one. */
  readonly handlers?: ArgumentRef | 'rest';
  /** Only what is given to a router as well is an endpoint: the attribute describes, the router serves. */
  readonly whenMounted?: boolean;
  /** The decorated function is served by what it is handed to, not by what the decorator hangs on. */
  readonly handedOver?: boolean;
  /** The path is a regular expression. */
  readonly pattern?: boolean;
  /** The handler is a class whose actions are spread over a list path and a detail path. */
  readonly viewSet?: boolean;
  /** `command` for Tauri, `rpc`, `socket`. Default `http`. */
  readonly kind?: 'http' | 'command' | 'socket';
}

/** One router hung under another; `made`: under the one the call makes. */
export interface Mount { readonly prefix?: ArgumentRef; readonly router: ArgumentRef | 'rest'; readonly made?: boolean }

/** A call that begins to serve controllers: the argument or option with their classes (or with patterns of files), with the prefix of all their paths, and with the application when the call does not make one. */
export interface ControllerServer { readonly controllers?: ArgumentRef; readonly prefix?: ArgumentRef; readonly on?: ArgumentRef }

/**
 * What stands before a handler when this does: `auth` turns away who is not known, `identity` only reads who it is, `open` declares the
 * handler public, `other` has nothing to do with it; `argument N` does what that argument does, `arguments` what any of them does; `auth when X` is
 * `auth` where the option X is true, else `identity`.
 */
export type GuardRow = 'auth' | 'identity' | 'open' | 'other' | `argument ${number}` | 'arguments' | `auth when ${string}`;

/** Guards put before the routes of the receiver, or of the router in `on`: those under `path` (`self`: the one the receiver was made with), declared `later` or `earlier` than the call, or `all`. `function`: what the call decorates. */
export interface GuardCall { readonly guards: ArgumentRef | 'rest' | 'function'; readonly on?: ArgumentRef; readonly path?: ArgumentRef; readonly covers: 'later' | 'earlier' | 'all'; /** Only that path, not what lies below. */ readonly whole?: boolean }
