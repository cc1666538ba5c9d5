/** Links all files' facts into the program that rules ask: modules, names, calls, endpoints, sessions, queries, SQL text. */
import type { Place, Span } from '../facts/span.js';
import type { Block, Call, FileFacts, Language, Role } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { known, unknown } from '../facts/known.js';
import { librariesOf } from '../libraries/index.js';
import type { CallRef, Coverage, Endpoint, FunctionRef, PageSize, Program, Reached, ResolvedImport } from '../rule/program.js';
import type { Settings } from '../rule/settings.js';
import { AnswerKinds } from './answer-kinds.js';
import { appsOf } from './apps.js';
import { Answers } from './answers.js';
import { AwaitableCalls } from './awaitable-calls.js';
import { BlockingCalls } from './blocking-calls.js';
import { browserFiles } from './browser-code.js';
import { CacheUses } from './cache-uses.js';
import { CallGraph, keyOf } from './call-graph.js';
import { Catches } from './catches.js';
import { Caught } from './caught.js';
import { derivesOf, withDerivedClasses } from './derived-classes.js';
import { withoutDeveloperCode } from './developer-code.js';
import { CorsPolicies } from './cors.js';
import { coverageOf } from './coverage.js';
import { docAbove, docOf, docOfClass } from './docs.js';
import { Endpoints } from './endpoints.js';
import { Evaluator } from './evaluate.js';
import { FileIndex } from './file-index.js';
import { Flow } from './flow.js';
import { FunctionGraph } from './function-graph.js';
import { HttpErrors } from './http-errors.js';
import { importsOf } from './imports.js';
import { Injections } from './injections.js';
import { GuardKinds } from './guard-kinds.js';
import { Layers } from './layers.js';
import { LibraryTables } from './library-tables.js';
import { LogCalls } from './log-calls.js';
import { LongWorks } from './long-work.js';
import { LockGuards } from './lock-guards.js';
import { Loops } from './loops.js';
import { Meanings } from './meanings.js';
import { Modules } from './modules.js';
import { buildResolvers } from './modules/build.js';
import { Names } from './names.js';
import { Origins } from './origins.js';
import { OpeningPlaces } from './openings.js';
import { OutgoingCalls } from './outgoing-calls.js';
import { OwnEffects } from './own-effects.js';
import { protectionsOf } from './protections.js';
import { pageSizesByHandler } from './page-sizes-by-handler.js';
import { ParameterUse } from './parameter-use.js';
import { Purposes } from './purposes.js';
import { Queries } from './queries.js';
import { Replies } from './replies.js';
import { requestsOf } from './requests.js';
import { RouteGuards } from './route-guards.js';
import { Sessions } from './sessions.js';
import { sqlTextsOf } from './sql-texts.js';
import { Summaries } from './summaries.js';
import { withEdits, type ReleasedMigrations } from './schema/edited.js';
import { readSchema } from './schema/read.js';
import { TableHomes, tablesIn } from './table-homes.js';
import { Texts } from './texts.js';
import { ProgramTests } from './tests.js';
import { TestRequests } from './test-requests.js';
import { TlsWeaknesses } from './tls.js';
import { TokenUses } from './tokens.js';
import { Transactions } from './transactions.js';
import { TypedReceivers, type AskType } from './typed-receivers.js';

const languages: readonly Language[] = ['rust', 'python', 'typescript', 'sql'];

/** `sources`: the text of every file, by name. `readFile` gives manifests (Cargo.toml, tsconfig.json, package.json) by path relative to the root. `askType`: the compiler's answer where no name gives one. */
export function link(written: readonly FileFacts[], sources: ReadonlyMap<string, string>, settings: Settings, readFile: (path: string) => string | undefined, askType?: AskType, companions: Program['companions'] = new Map(), released: readonly ReleasedMigrations[] = []): Program {
  const derives = derivesOf(librariesOf('rust'));
  // Where several answers fit, the first in this order is taken, whatever order files were read in.
  const facts = withoutDeveloperCode([...written].sort((one, other) => (one.file < other.file ? -1 : 1)), sources).map(one => (one.language === 'rust' ? withDerivedClasses(one, derives) : one));
  const files = facts.map(one => new FileIndex(one));
  const byName = new Map(files.map(file => [file.file, file]));
  const tablesOf = new Map(languages.map(language => [language, new LibraryTables(librariesOf(language), modulesImportedIn(facts, language))]));
  const noTables = new LibraryTables([]);
  const tables = (file: FileIndex): LibraryTables => tablesOf.get(file.facts.language) ?? noTables;
  const names = new Names(byName, new Modules(facts, buildResolvers(facts, readFile)));
  const closureUses = closureUsesOf(files);
  const evaluator = new Evaluator(names, tables, (file, fn) => closureUses.get(keyOf(file, fn)));
  const graph = new CallGraph(evaluator, files);
  const flow = new Flow(evaluator, graph);
  const texts = new Texts(flow);
  const functionRefs = new Map<string, FunctionRef>();
  for (const file of files) file.facts.functions.forEach((fact, index) => functionRefs.set(keyOf(file, index), { file: file.facts, index, fact }));
  const functionRef = (file: FileIndex, fn: number): FunctionRef | undefined => functionRefs.get(keyOf(file, fn));
  const textAt = (file: FileIndex, value: Value, fn: number): string | undefined => constantText(texts, file, value, fn);

  graph.resolveAll();
  const sourceAt = (place: Place): string => shorten(sources.get(place.file)?.slice(place.start, place.end) ?? '');
  const guards = (): RouteGuards => new RouteGuards(evaluator, tables, graph, new GuardKinds(evaluator, tables, graph), sourceAt);
  const handlings = new Endpoints(evaluator, tables, functionRef, textAt, guards(), files).handlings;
  const handlerParams = new Map(handlings.map(one => [keyOf(one.handler.file, one.handler.fn), one.params]));
  evaluator.handlerParam = (file, fn, position) => handlerParams.get(keyOf(file, fn))?.[position];
  if (askType) evaluator.typedReceivers = new TypedReceivers(askType, byName, sources, names.modules);
  graph.resolveAll();

  const declared = new Endpoints(evaluator, tables, functionRef, textAt, guards(), files);
  const endpoints = dedupe(declared.all);
  const handlers = new Set(endpoints.map(one => `${one.handler.file.file}#${String(one.handler.index)}`));
  const queries = new Queries(evaluator, tables, texts, new Sessions(flow, settings, new Injections(evaluator, files)), functionRef, files);
  const origins = new Origins(flow, tables, (file, fn) => handlers.has(keyOf(file, fn)), sourceAt);
  const answers = new Answers(flow, queries, tables);
  const callRefs = new Map<FileFacts, readonly CallRef[]>();
  const loops = new Loops(evaluator);
  let pageSizes: ReadonlyMap<string, readonly PageSize[]> | undefined;
  let homes: TableHomes | undefined;
  const imports = new Map<FileFacts, readonly ResolvedImport[]>();
  let sqlTexts: Program['sqlTexts'] | undefined;
  let routers: Program['routers'] | undefined;
  let replies: Replies | undefined;
  let apps: Program['apps'] | undefined;
  let protections: Program['protections'] | undefined;
  let blockingCalls: Program['blockingCalls'] | undefined;
  let outgoingCalls: Program['outgoingCalls'] | undefined;
  let awaitableCalls: Program['awaitableCalls'] | undefined;
  let logCalls: LogCalls | undefined;
  const logs = (): LogCalls => (logCalls ??= new LogCalls(graph, files));
  let catches: Catches | undefined;
  let httpErrors: HttpErrors | undefined;
  let purposes: Purposes | undefined;
  let cacheUses: Program['cacheUses'] | undefined;
  let longWork: Program['longWork'] | undefined;
  let lockGuards: Program['lockGuards'] | undefined;
  let functionGraph: FunctionGraph | undefined;
  const functions = (): FunctionGraph => (functionGraph ??= new FunctionGraph(graph, files, functionRef, (file, fn) => handlers.has(keyOf(file, fn))));
  let summarized: Summaries | undefined;
  const summaries = (): Summaries => (summarized ??= new Summaries(functions(), new OwnEffects(evaluator, tables, queries, new GuardKinds(evaluator, tables, graph)), new Caught(), new ParameterUse(functions(), flow, tables, queries), new AnswerKinds(functions(), queries)));
  const meanings = new Meanings(flow, tables, functionRef);
  const transactions = new Transactions(evaluator, tables, queries);
  let openingPlaces: OpeningPlaces | undefined;
  const openings = (): OpeningPlaces => (openingPlaces ??= new OpeningPlaces(flow, tables, queries, queries.sessions.injections, functionRef, files));
  let corsPolicies: Program['corsPolicies'] | undefined;
  let requests: Program['requests'] | undefined;
  let tests: Program['tests'] | undefined;
  let tokenUses: Program['tokenUses'] | undefined;
  let tlsWeaknesses: Program['tlsWeaknesses'] | undefined;
  const indexOf = (file: FileFacts): FileIndex => byName.get(file.file) ?? new FileIndex(file);
  // Read once for each way the schema is declared, whoever asks for it how often.
  const schemas = new Map<string, Program['schema']>();
  const schemaUnder = (declared: Settings): Program['schema'] => {
    const key = JSON.stringify(declared.schemaSource);
    const known = schemas.get(key);
    if (known) return known;
    const read = readSchema({ evaluator, texts, files, facts, companions, sources, settings: declared, readFile });
    const found = { ...read, histories: withEdits(read.histories, released, new Map(facts.map(file => [file.file, file])), sources) };
    schemas.set(key, found);
    return found;
  };

  const program: Program = {
    settings,
    under: declared => Object.create(program, {
      settings: { value: declared, enumerable: true },
      layerOf: { value: layerFinder(declared), enumerable: true },
      schema: { get: () => schemaUnder(declared), enumerable: true },
    }) as Program,
    companions,
    files: facts,
    endpoints,
    get routers() { return (routers ??= [...declared.routers.all(), ...declared.controllers.all(), ...declared.applications]); },
    get apps() { return (apps ??= appsOf(evaluator, tables, declared, functionRef, files, endpoints, sourceAt)); },
    get protections() { return (protections ??= protectionsOf(evaluator, tables, files)); },
    docOfClass: (file, one) => docOfClass(file, one, sources.get(file.file) ?? ''),
    commentAbove: place => docAbove(sources.get(place.file) ?? '', place.start),
    docOf: fn => docOf(fn, sources.get(fn.file.file) ?? ''),
    repliesOf: fn => (replies ??= new Replies(flow, tables, graph, functionRef, endpoints)).of(indexOf(fn.file), fn.index),
    get requests() { return (requests ??= requestsOf(evaluator, files)); },
    get tokenUses() { return (tokenUses ??= new TokenUses(flow, tables, meanings, files).all); },
    get tlsWeaknesses() { return (tlsWeaknesses ??= new TlsWeaknesses(graph, tables, meanings, sourceAt, files).all); },
    get corsPolicies() { return (corsPolicies ??= new CorsPolicies(evaluator, tables, meanings, name => byName.get(name), files).all); },
    get tests() { return (tests ??= new ProgramTests(graph, tables, new TestRequests(evaluator, texts, meanings, tables), functionRef, files, endpoints)); },
    queries: queries.all,
    get sqlTexts() { return (sqlTexts ??= sqlTextsOf(files, queries, texts, origins, sourceAt)); },
    get blockingCalls() { return (blockingCalls ??= new BlockingCalls(graph, functionRef, files, endpoints, handlings.filter(one => tables(one.handler.file).isRequest(one.params[0] ?? '')).map(one => one.handler)).all); },
    get outgoingCalls() { return (outgoingCalls ??= new OutgoingCalls(flow, files, file => program.purposeOf(file.facts) === 'browser').all); },
    get schema() { return schemaUnder(settings); },
    get logCalls() { return logs().all; },
    httpErrorsIn: file => (httpErrors ??= new HttpErrors(evaluator, tables, functionRef)).in(indexOf(file)),
    catchesIn: file => (catches ??= new Catches(graph, tables, logs(), functionRef, (at, fn) => handlers.has(keyOf(at, fn)))).in(indexOf(file)),
    get awaitableCalls() { return (awaitableCalls ??= new AwaitableCalls(graph, tables, functionRef, files, file => sources.get(file.file) ?? '').all); },
    get cacheUses() { return (cacheUses ??= new CacheUses(evaluator, tables, files, file => sources.get(file.file) ?? '', functionRef).all); },
    get longWork() { return (longWork ??= new LongWorks(graph, tables, loops, functionRef, files, endpoints, file => sources.get(file.file) ?? '').all); },
    get lockGuards() { return (lockGuards ??= new LockGuards(graph, functionRef, files, file => sources.get(file.file) ?? '').all); },
    file: name => byName.get(name)?.facts,
    textOf: file => sources.get(file.file) ?? '',
    sourceAt,
    roleAt: place => roleAt(byName.get(place.file)?.facts, place),
    functionsOf: file => file.functions.flatMap((_, index) => functionRefs.get(`${file.file}#${String(index)}`) ?? []),
    calls: file => {
      const refs = callRefs.get(file) ?? file.calls.map((fact, index) => ({ file, index, fact }));
      callRefs.set(file, refs);
      return refs;
    },
    calleeOf: call => {
      const callee = graph.calleeOf(call.fact);
      const ref = callee && functionRef(callee.file, callee.fn);
      return ref ? known(ref) : unknown('the callee is not a function of this program');
    },
    libraryPathOf: call => {
      const resolved = evaluator.resolve(indexOf(call.file), call.fact);
      return resolved ? known(resolved.path) : unknown('the callee is no known library');
    },
    meaningOf: (file, fn, value) => meanings.of(indexOf(file), fn, value),
    meaningOfType: (file, fn, type, how) => (how ? meanings.ofTypeName(indexOf(file), fn, type) : meanings.ofType(indexOf(file), fn, type)),
    aliasOf: (file, fn, type) => meanings.aliasOf(indexOf(file), fn, type),
    sourcesOf: (file, fn, value) => meanings.sourcesOf(indexOf(file), fn, value),
    summaryOf: fn => summaries().of(fn, functions().numberOf(indexOf(fn.file), fn.index)),
    databaseStepsOf: fn => transactions.stepsOf(indexOf(fn.file), fn.index),
    transactionAround: call => transactions.around(indexOf(call.file), call.fact),
    get openings() { return openings().all; },
    openingsBehind: call => openings().behind(indexOf(call.file), call.fact),
    callersOf: fn => graph.callersOf(indexOf(fn.file), fn.index).flatMap(({ file, value }) => (value.kind === 'call' ? evaluator.callRef(file, value.call) : undefined) ?? []),
    callsReachedFrom: fn => functions().callsReachedFrom(indexOf(fn.file), fn.index),
    reaches: (fn, what) => {
      const file = indexOf(fn.file);
      if (typeof what !== 'function') return summaries().reached(functions().numberOf(file, fn.index), what);
      return functions().callsWhere(file, fn.index, what);
    },
    reachedFrom: fn => [...functions().callsReachedFrom(indexOf(fn.file), fn.index)].flatMap(({ call, path }): readonly Reached[] => {
      const query = queries.ranBy(call.fact);
      return query ? [{ query, path }] : [];
    }),
    answeredBy: fn => answers.answeredBy(indexOf(fn.file), fn.index),
    pageSizesOf: fn => (pageSizes ??= pageSizesByHandler(queries, texts, tables, endpoints, files, sourceAt)).get(`${fn.file.file}#${String(fn.index)}`) ?? [],
    homeOf: (query, table) => (homes ??= new TableHomes(flow, queries.sessions, settings, queries.all, files)).homeOf(query, table),
    unqualifiedTablesOf: tablesIn,
    importsOf: file => {
      const found = imports.get(file) ?? importsOf(names, indexOf(file));
      imports.set(file, found);
      return found;
    },
    purposeOf: file => (purposes ??= new Purposes(files, {
      serving: new Set([...endpoints.flatMap(one => [one.handler.file.file, one.declaredAt.file]), ...program.apps.map(one => one.at.file)]), browser: browserFiles(files, names, new Set(endpoints.map(one => one.handler.file.file))), companions, importsOf: one => program.importsOf(one.facts),
    })).of(file.file),
    layerOf: layerFinder(settings),
    repetitionsOf: call => loops.around(indexOf(call.file), call.fact),
    blocksAround,
    place: (file, span: Span) => ({ file: file.file, start: span.start, end: span.end }),
    get coverage(): readonly Coverage[] { return coverageOf(evaluator, graph, files, queries.all, this.sqlTexts, endpoints); },
  };
  return program;
}

function layerFinder(settings: Settings): Program['layerOf'] {
  const layers = new Layers(settings.layers);
  return file => layers.of(file);
}

function modulesImportedIn(facts: readonly FileFacts[], language: Language): ReadonlySet<string> {
  return new Set(facts.filter(file => file.language === language).flatMap(file => file.imports.map(one => one.module)));
}

function closureUsesOf(files: readonly FileIndex[]): ReadonlyMap<string, { readonly call: Call; readonly argument: number }> {
  const uses = new Map<string, { call: Call; argument: number }>();
  for (const file of files) {
    for (const call of file.facts.calls) {
      call.args.forEach((argument, index) => { if (argument.value.kind === 'function') uses.set(keyOf(file, argument.value.function), { call, argument: index }); });
    }
  }
  return uses;
}

/** A text whose every piece is known, such as a route's path behind a constant. */
function constantText(texts: Texts, file: FileIndex, value: Value, fn: number): string | undefined {
  const [pieces] = texts.variantsOf({ file, fn, value, frame: undefined });
  if (!pieces) return undefined;
  return pieces.map(piece => (piece.kind === 'literal' ? piece.text : '{}')).join('');
}

function dedupe(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const seen = new Set<string>();
  return endpoints.filter(one => {
    const key = `${one.method} ${one.path} ${one.at.file}@${String(one.at.start)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function roleAt(facts: FileFacts | undefined, place: Place): Role {
  if (!facts) return 'production';
  if (facts.role !== 'production') return facts.role;
  return facts.testRegions.some(region => region.start <= place.start && place.end <= region.end) ? 'test' : 'production';
}

function blocksAround(file: FileFacts, block: number): readonly Block[] {
  const found: Block[] = [];
  for (let at = file.blocks[block]; at; at = file.blocks[at.parent]) found.push(at);
  return found;
}

/** One line, at most sixty characters: what a message quotes. */
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
