/** The tests of the program: every case with what it checks, asks and expects, and which functions run in tests. */
import type { Call } from '../facts/structure.js';
import { known } from '../facts/known.js';
import type { Endpoint, FunctionRef } from '../rule/program.js';
import type { ExpectedStatus, TestCase, TestRequest, Tests } from '../rule/tests.js';
import { calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import { statusesExpectedBy } from './expected-statuses.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { testCasesIn, type FoundCase } from './test-cases.js';
import { TestChecks, withInner } from './test-checks.js';
import type { TestRequests } from './test-requests.js';

/** What happens in a test, in the order of its text: requests, and the statuses that are checked after them. */
type Event = { readonly kind: 'asks'; readonly request: TestRequest } | { readonly kind: 'expects'; readonly statuses: readonly ExpectedStatus[] };

const maxReach = 8;

export class ProgramTests implements Tests {
  readonly cases: readonly TestCase[];
  readonly #events = new Map<string, readonly Event[]>();
  readonly #checks: TestChecks;
  readonly #handlers = new Map<string, FunctionRef>();
  #requests: readonly TestRequest[] | undefined;
  #reached: ReadonlySet<string> | undefined;

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly sent: TestRequests, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly files: readonly FileIndex[], endpoints: readonly Endpoint[]) {
    for (const one of endpoints) this.#handlers.set(`${one.handler.file.file}#${String(one.handler.index)}`, one.handler);
    this.#checks = new TestChecks(graph, tables, isTestCode);
    this.cases = files.flatMap(file => testCasesIn(file, graph.evaluator, tables(file)).flatMap(found => this.#case(found) ?? []));
  }

  get requests(): readonly TestRequest[] { return (this.#requests ??= this.#allRequests()); }

  reaches(fn: FunctionRef): boolean { return (this.#reached ??= this.#reachedByTests()).has(`${fn.file.file}#${String(fn.index)}`); }

  #case(found: FoundCase): TestCase | undefined {
    const fn = this.functionRef(found.file, found.fn);
    if (!fn) return undefined;
    const events = this.#eventsOf(found.file, found.fn, 0);
    return { at: { file: found.file.file, start: found.at.start, end: found.at.end }, name: found.name, fn, file: found.file.facts, checks: this.#checks.of(found), requests: inOrder(events) };
  }

  /** Test code as a whole, hooks and fixtures too: what nobody calls prepares something. */
  #allRequests(): readonly TestRequest[] {
    return this.files.flatMap(file => file.facts.calls.flatMap(call => {
      if (isTestCode(file, call.in)) return this.#asks(file, call);
      // A client of the program's own, which tests call, sends requests for them; what others send is none of the tests' business.
      const sends = this.graph.evaluator.resolve(file, call)?.effect?.sends !== undefined || (call.callee.kind === 'member' && this.tables(file).testRequest(call.callee.name) !== undefined);
      return sends && this.#isReached(file, call.in) ? this.#asks(file, call).filter(one => one.asks.kind === 'path' || (one.asks.kind === 'unknown' && /client|sdk/i.test(file.file))) : [];
    }));
  }

  #isReached(file: FileIndex, fn: number): boolean { return (this.#reached ??= this.#reachedByTests()).has(keyOf(file, fn)); }

  #eventsOf(file: FileIndex, fn: number, depth: number): readonly Event[] {
    const key = keyOf(file, fn);
    const done = this.#events.get(key);
    if (done || depth > maxReach) return done ?? [];
    this.#events.set(key, []);
    const calls = withInner(file, fn).flatMap(inner => (file.calls.get(inner) ?? []).flatMap(index => file.facts.calls[index] ?? []));
    const events = calls.sort((one, other) => one.nameAt.start - other.nameAt.start).flatMap(call => this.#happens(file, call, depth));
    this.#events.set(key, events);
    return events;
  }

  #happens(file: FileIndex, call: Call, depth: number): readonly Event[] {
    const asked = this.#asks(file, call).map((request): Event => ({ kind: 'asks', request }));
    const helpers = this.graph.calleesOf(call).filter(callee => isTestCode(callee.file, callee.fn)).flatMap(callee => this.#eventsOf(callee.file, callee.fn, depth + 1));
    // `assert_status(response, 404)`: the helper checks what it is told.
    const checks = this.#checks.isAssertion(file, call) || /status|assert|expect|_err$/i.test(calledName(call));
    const statuses = checks ? statusesExpectedBy(call, file, this.graph.evaluator, this.tables(file)) : [];
    return [...asked, ...helpers, ...(statuses.length > 0 ? [{ kind: 'expects', statuses } as const] : [])];
  }

  #asks(file: FileIndex, call: Call): readonly TestRequest[] {
    const at = { file: file.file, start: call.nameAt.start, end: call.nameAt.end };
    const called = this.graph.calleesOf(call).flatMap(callee => this.#handlers.get(keyOf(callee.file, callee.fn)) ?? []);
    if (called.length > 0) return called.map(handler => ({ at, method: known('*'), asks: { kind: 'handler', handler }, expects: [] }));
    const sent = this.sent.of(file, call);
    return sent ? sent.asks.map(asks => ({ at, method: sent.method, asks, expects: [] })) : [];
  }

  #reachedByTests(): ReadonlySet<string> {
    const reached = new Set<string>();
    const queue: { readonly file: FileIndex; readonly fn: number }[] = [];
    for (const file of this.files) file.facts.functions.forEach((_, fn) => { if (isTestCode(file, fn)) queue.push({ file, fn }); });
    for (let turn = 0; turn < queue.length; turn++) {
      const one = queue[turn];
      if (!one || reached.has(keyOf(one.file, one.fn))) continue;
      reached.add(keyOf(one.file, one.fn));
      for (const inner of withInner(one.file, one.fn)) {
        if (inner !== one.fn && this.#handlers.has(keyOf(one.file, inner)) && !isTestCode(one.file, inner)) continue;
        reached.add(keyOf(one.file, inner));
        for (const index of one.file.calls.get(inner) ?? []) {
          const call = one.file.facts.calls[index];
          if (call) queue.push(...this.graph.calleesOf(call));
        }
      }
    }
    return reached;
  }
}

/** Each request with the statuses checked before the next; what is checked before any belongs to all. */
function inOrder(events: readonly Event[]): readonly TestRequest[] {
  const requests: { request: TestRequest; expects: ExpectedStatus[] }[] = [];
  const early: ExpectedStatus[] = [];
  for (const event of events) {
    if (event.kind === 'asks') requests.push({ request: event.request, expects: [] });
    else (requests.at(-1)?.expects ?? early).push(...event.statuses);
  }
  return requests.map(({ request, expects }) => ({ ...request, expects: [...early, ...expects] }));
}

/** Code of a test file, or of a test region of a production file. */
function isTestCode(file: FileIndex, fn: number): boolean {
  if (file.facts.role === 'test') return true;
  const fact = file.functionAt(fn);
  return fact !== undefined && (fact.test || file.facts.testRegions.some(region => region.start <= fact.at.start && fact.at.end <= region.end));
}
