/** All libraries' tables of one language joined: what a dotted path does, what an attribute is, which types are sessions. */
import type { LongWorkKind } from '../facts/long-work.js';
import type { ArgumentRef, Awaitable, CacheRow, ControllerServer, CorsRow, Effect, GuardCall, GuardRow, InsecureRow, InstallRow, Library, Mount, ReplyRow, Route, TokenRow, TestRequestRow } from '../libraries/library.js';

export class LibraryTables {
  readonly #calls = new Map<string, Effect>();
  readonly #attributes = new Map<string, string>();
  readonly #modules = new Set<string>();
  readonly #awaitables = new Map<string, Awaitable>();
  readonly #longWork = new Map<string, LongWorkKind>();
  readonly #detaches = new Map<string, true>();
  readonly #caches = new Map<string, CacheRow>();
  readonly #bases = new Map<string, string>();
  readonly #aliases = new Map<string, string>();
  readonly #sessions = new Set<string>();
  readonly #requests = new Set<string>();
  readonly #paginators = new Set<string>();
  readonly #models = new Set<string>();
  readonly #runsWhenAwaited = new Set<string>();
  readonly #routeDecorators = new Map<string, Route>();
  readonly #routeCalls = new Map<string, Route>();
  readonly #methodRouters = new Map<string, string>();
  readonly #controllers = new Map<string, ArgumentRef>();
  readonly #controllerServers = new Map<string, ControllerServer>();
  readonly #methodDecorators = new Map<string, { readonly method?: string; readonly from?: ArgumentRef }>();
  readonly #mounts = new Map<string, Mount>();
  readonly #answers = new Map<string, ArgumentRef>();
  readonly #handlerParams = new Map<string, readonly string[]>();
  readonly #owners = new Map<string, string>();
  readonly #guards = new Map<string, GuardRow>();
  readonly #guardCalls = new Map<string, GuardCall>();
  readonly #guardOptions = new Set<string>();
  readonly #applications = new Set<string>();
  readonly #routers = new Set<string>();
  readonly #inOrder = new Set<string>();
  readonly #folderLoaders = new Set<string>();
  readonly #servers = new Set<string>();
  readonly #replies = new Map<string, ReplyRow>();
  readonly #replyMembers = new Map<string, 'status' | 'body'>();
  readonly #installs = new Map<string, InstallRow>();
  readonly #insecure = new Map<string, readonly InsecureRow[]>();
  readonly #insecureMethods = new Map<string, readonly InsecureRow[]>();
  readonly #insecureMembers = new Map<string, InsecureRow>();
  readonly #insecureOptions = new Map<string, InsecureRow>();
  readonly #tokens = new Map<string, TokenRow>();
  readonly #tokenDefaults = new Set<string>();
  readonly #tokenSettings = new Map<string, 'lifetime' | 'places'>();
  readonly #tokenFields = new Map<string, 'expiry' | 'audience' | 'leeway'>();
  readonly #cors = new Map<string, CorsRow>();
  readonly #corsRecords = new Map<string, CorsRow>();
  readonly #corsValues = new Map<string, 'any' | 'reflected' | 'argument'>();
  readonly corsSettings: NonNullable<Library['corsSettings']>[number][] = [];
  readonly #installNames = new Set<string>();
  readonly #testCases = new Set<string>();
  readonly #asserts = new Set<string>();
  readonly #testRequests = new Map<string, TestRequestRow>();
  readonly #requestMocks = new Set<string>();
  readonly #protects = new Map<string, NonNullable<Library['protects']>[string]>();
  /** Last names of every call that declares, mounts, guards or makes a route or router. */
  readonly #routeNames = new Set<string>();
  /** Types and modules that own a call. */
  readonly #owned = new Set<string>();
  readonly #canonical = new Map<string, string>();
  /** Last names of every call that builds, runs or fetches something; `*` when a whole type's methods do. */
  readonly #queryNames = new Set<string>();

  /** `imported`: every module the program imports; what a library says of all methods of a type only matters where the library is used. */
  constructor(libraries: readonly Library[], imported: ReadonlySet<string> = new Set()) {
    for (const library of libraries) {
      for (const [path, effect] of Object.entries(library.calls ?? {})) { this.#calls.set(path, effect); this.#modules.add(path.slice(0, path.indexOf('.'))); this.#owned.add(path.slice(0, path.lastIndexOf('.'))); this.#owners.set(path, library.name); if (concernsQueries(effect)) this.#noteQueryName(library, path.slice(path.lastIndexOf('.') + 1), imported); }
      copy(library.attributes, this.#attributes);
      copy(library.awaitables, this.#awaitables);
      copy(library.longWork, this.#longWork);
      library.detaches?.forEach(path => this.#detaches.set(path, true));
      copy(library.caches, this.#caches);
      copy(library.bases, this.#bases);
      copy(library.aliases, this.#aliases);
      for (const path of Object.keys(library.aliases ?? {})) this.#modules.add(path.split('.')[0] ?? path);
      copy(library.routeDecorators, this.#routeDecorators);
      copy(library.routeCalls, this.#routeCalls);
      copy(library.methodRouters, this.#methodRouters);
      copy(library.controllers, this.#controllers);
      copy(library.controllerServers, this.#controllerServers);
      copy(library.methodDecorators, this.#methodDecorators);
      copy(library.mounts, this.#mounts);
      copy(library.answers, this.#answers);
      copy(library.handlerParams, this.#handlerParams);
      copy(library.replies, this.#replies);
      copy(library.replyMembers, this.#replyMembers);
      copy(library.installs, this.#installs);
      copy(library.protects, this.#protects);
      copy(library.insecure, this.#insecure);
      copy(library.insecureMethods, this.#insecureMethods);
      copy(library.insecureMembers, this.#insecureMembers);
      copy(library.insecureOptions, this.#insecureOptions);
      copy(library.tokens, this.#tokens);
      copy(library.tokenFields, this.#tokenFields);
      copy(library.tokenSettings, this.#tokenSettings);
      library.tokenDefaults?.forEach(path => this.#tokenDefaults.add(path));
      copy(library.testRequests, this.#testRequests);
      library.testCases?.forEach(path => this.#testCases.add(path));
      library.asserts?.forEach(path => this.#asserts.add(path));
      library.requestMocks?.forEach(path => this.#requestMocks.add(path));
      copy(library.cors, this.#cors);
      copy(library.corsRecords, this.#corsRecords);
      copy(library.corsValues, this.#corsValues);
      this.corsSettings.push(...(library.corsSettings ?? []));
      for (const path of Object.keys(library.installs ?? {})) this.#installNames.add(path.slice(path.lastIndexOf('.') + 1));
      for (const path of Object.keys({ ...library.routeDecorators, ...library.routeCalls, ...library.controllers, ...library.controllerServers })) this.#owners.set(path, library.name);
      copy(library.guards, this.#guards);
      copy(library.guardCalls, this.#guardCalls);
      library.guardOptions?.forEach(name => this.#guardOptions.add(name));
      library.applications?.forEach(type => this.#applications.add(type));
      [...(library.routers ?? []), ...(library.applications ?? [])].forEach(type => { this.#routers.add(type); if (!this.#owners.has(type)) this.#owners.set(type, library.name); });
      library.servers?.forEach(path => this.#servers.add(path));
      library.folderLoaders?.forEach(path => this.#folderLoaders.add(path));
      if (library.inOrder) this.#inOrder.add(library.name);
      library.sessions?.forEach(type => this.#sessions.add(type));
      library.requests?.forEach(type => this.#requests.add(type));
      library.paginators?.forEach(type => this.#paginators.add(type));
      library.runsWhenAwaited?.forEach(type => this.#runsWhenAwaited.add(type));
      library.models?.forEach(type => this.#models.add(type));
    }
    this.#noteRouteNames();
  }

  #noteRouteNames(): void {
    const makers = [...this.#calls].flatMap(([path, effect]) => (effect.returns !== undefined && this.isRouter(effect.returns) ? [path] : []));
    for (const path of [...this.#routeCalls.keys(), ...this.#mounts.keys(), ...this.#handlerParams.keys(), ...this.#guardCalls.keys(), ...this.#routers, ...makers]) this.#routeNames.add(path.slice(path.lastIndexOf('.') + 1));
  }

  #noteQueryName(library: Library, name: string, imported: ReadonlySet<string>): void {
    if (name !== '*' || [...imported].some(module => library.mentions.some(word => module.includes(word)))) this.#queryNames.add(name);
  }

  /** A path's canonical spelling: aliases followed, also of its leading part. */
  canonical(path: string): string {
    const known = this.#canonical.get(path);
    if (known !== undefined) return known;
    const found = this.#followAliases(path);
    this.#canonical.set(path, found);
    return found;
  }

  #followAliases(path: string): string {
    let at = path;
    for (let turn = 0; turn < 8; turn++) {
      const next = this.#aliases.get(at) ?? this.#aliasOfOwner(at);
      if (next === undefined || next === at) return at;
      at = next;
    }
    return at;
  }

  /** A class's own path, then its library supertypes. */
  *supertypes(type: string): Generator<string> {
    let at: string | undefined = this.canonical(type);
    for (let turn = 0; at !== undefined && turn < 8; turn++) {
      yield at;
      const base = this.#bases.get(at);
      at = base === undefined ? undefined : this.canonical(base);
    }
  }

  /** Whether some table has a row for this path itself. */
  knows(path: string): boolean {
    const at = this.canonical(path);
    return at !== path || this.#owned.has(at) || [this.#calls, this.#bases, this.#guards, this.#routeDecorators, this.#routeCalls, this.#methodRouters].some(rows => rows.has(at)) || [this.#sessions, this.#requests, this.#paginators, this.#models, this.#routers].some(types => types.has(at));
  }

  effect(path: string): Effect | undefined { return this.#lookup(this.#calls, path); }
  longWork(path: string): LongWorkKind | undefined { return this.#lookup(this.#longWork, path); }
  detaches(path: string): boolean { return this.#lookup(this.#detaches, path) === true; }
  cache(path: string): CacheRow | undefined { return this.#lookup(this.#caches, path); }
  /** Whether a module of this name has rows of its own. */
  knowsModule(name: string): boolean { return this.#modules.has(name); }
  awaitable(path: string): Awaitable | undefined { return this.#lookup(this.#awaitables, path); }
  attribute(path: string): string | undefined { return this.#lookup(this.#attributes, path); }
  routeDecorator(path: string): Route | undefined { return this.#lookup(this.#routeDecorators, path); }
  routeCall(path: string): Route | undefined { return this.#lookup(this.#routeCalls, path); }
  methodRouter(path: string): string | undefined { return this.#lookup(this.#methodRouters, path); }
  /** Where a class decorator or base class of this path keeps the path of a controller's routes. */
  controllerPath(path: string): ArgumentRef | undefined { return this.#lookup(this.#controllers, path); }
  controllerServer(path: string): ControllerServer | undefined { return this.#controllerServers.get(this.canonical(path)); }
  methodDecorator(path: string): { readonly method?: string; readonly from?: ArgumentRef } | undefined { return this.#methodDecorators.get(this.canonical(path)); }
  mount(path: string): Mount | undefined { return this.#lookup(this.#mounts, path); }
  answer(path: string): ArgumentRef | undefined { return this.#lookup(this.#answers, path); }
  reply(path: string): ReplyRow | undefined { return this.#lookup(this.#replies, path); }
  replyMember(path: string): 'status' | 'body' | undefined { return this.#lookup(this.#replyMembers, path); }
  install(path: string): InstallRow | undefined { return this.#lookup(this.#installs, path); }
  insecure(path: string): readonly InsecureRow[] | undefined { return this.#lookup(this.#insecure, path); }
  insecureMethod(name: string): readonly InsecureRow[] | undefined { return this.#insecureMethods.get(name); }
  insecureMember(path: string): InsecureRow | undefined { return this.#lookup(this.#insecureMembers, path); }
  insecureOption(name: string): InsecureRow | undefined { return this.#insecureOptions.get(name); }
  /** Whether a member of this name can weaken something, whoever owns it. */
  mayBeInsecure(member: string): boolean { return [...this.#insecureMembers.keys()].some(path => path.endsWith(`.${member}`)); }
  token(path: string): TokenRow | undefined { return this.#lookup(this.#tokens, path); }
  tokenField(path: string): 'expiry' | 'audience' | 'leeway' | undefined { return this.#tokenFields.get(this.canonical(path)); }
  tokenSetting(name: string): 'lifetime' | 'places' | undefined { return this.#tokenSettings.get(name); }
  isTokenDefault(path: string): boolean { return this.#tokenDefaults.has(this.canonical(path)); }
  cors(path: string): CorsRow | undefined { return this.#lookup(this.#cors, path); }
  corsRecord(path: string): CorsRow | undefined { return this.#corsRecords.get(this.canonical(path)); }
  corsValue(path: string): 'any' | 'reflected' | 'argument' | undefined { return this.#corsValues.get(this.canonical(path)); }
  /** Whether a method of this name can install something, whoever owns it. */
  mayInstall(method: string): boolean { return this.#installNames.has(method); }
  /** By the longest part of the path that a row names: a whole package, a module, one function. */
  protects(path: string): NonNullable<Library['protects']>[string] {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
      const found = this.#protects.get(at);
      if (found) return found;
    }
    return [];
  }
  isTestCase(path: string): boolean { return this.#testCases.has(this.canonical(path)); }
  asserts(path: string): boolean { return isBelow(this.#asserts, this.canonical(path)); }
  isRequestMock(path: string): boolean { return isBelow(this.#requestMocks, this.canonical(path)); }
  testRequest(method: string): TestRequestRow | undefined { return this.#testRequests.get(method); }
  handlerParams(path: string): readonly string[] | undefined { return this.#lookup(this.#handlerParams, path); }
  guard(path: string): GuardRow | undefined { return this.#lookup(this.#guards, path); }
  guardCall(path: string): GuardCall | undefined { return this.#lookup(this.#guardCalls, path); }
  get guardOptions(): ReadonlySet<string> { return this.#guardOptions; }
  isApplication(type: string): boolean { return this.#applications.has(this.canonical(type)); }
  isRouter(type: string): boolean { return this.#routers.has(this.canonical(type)); }
  isServer(path: string): boolean { return this.#servers.has(this.canonical(path)); }
  isFolderLoader(path: string): boolean { return this.#folderLoaders.has(this.canonical(path)); }
  /** Whether the framework of this name takes the first declared route that matches. */
  triesInOrder(framework: string): boolean { return this.#inOrder.has(framework); }
  ownerOf(path: string): string | undefined { return this.#lookup(this.#owners, path); }

  /** Whether a method of this name can have to do with a query, whoever owns it: most calls need no closer look. */
  mayConcernQueries(method: string): boolean { return this.#queryNames.has(method) || this.#queryNames.has('*'); }

  /** Whether a method of this name can have to do with routes, whoever owns it. */
  mayConcernRoutes(method: string): boolean { return this.#routeNames.has(method) || this.#routeNames.has('*'); }

  isSession(type: string): boolean { return this.#is(this.#sessions, type); }
  isRequest(type: string): boolean { return this.#is(this.#requests, type); }
  isPaginator(type: string): boolean { return this.#is(this.#paginators, type); }
  runsWhenAwaited(type: string): boolean { return this.#is(this.#runsWhenAwaited, type); }
  isModelBase(type: string): boolean { return this.#is(this.#models, type); }

  #is(set: ReadonlySet<string>, type: string): boolean {
    for (const path of this.supertypes(type)) if (set.has(path)) return true;
    return false;
  }

  /** `Type.member` along the supertypes of `Type`; `Type.*` stands for any member. */
  #lookup<T>(table: ReadonlyMap<string, T>, path: string): T | undefined {
    const whole = table.get(this.canonical(path));
    if (whole !== undefined) return whole;
    const dot = path.lastIndexOf('.');
    if (dot < 0) return undefined;
    const member = path.slice(dot + 1);
    for (const type of this.supertypes(path.slice(0, dot))) {
      const found = table.get(`${type}.${member}`) ?? table.get(this.canonical(`${type}.${member}`)) ?? table.get(`${type}.*`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #aliasOfOwner(path: string): string | undefined {
    for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      const owner = this.#aliases.get(path.slice(0, dot));
      if (owner !== undefined) return owner + path.slice(dot);
    }
    return undefined;
  }
}

/** Whether a path, or one of which it is a part, is in the set. */
function isBelow(paths: ReadonlySet<string>, path: string): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) if (paths.has(at)) return true;
  return false;
}

function concernsQueries(effect: Effect): boolean {
  return effect.runs !== undefined || effect.text !== undefined || effect.raw !== undefined || effect.rows !== undefined || effect.session !== undefined || effect.fetches === true;
}

function copy<T>(from: Readonly<Record<string, T>> | undefined, to: Map<string, T>): void {
  for (const [key, value] of Object.entries(from ?? {})) to.set(key, value);
}
