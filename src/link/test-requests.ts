/** Requests that test code sends to the application: through test clients, injected, built by hand, or to an address of this machine. */
import type { Known } from '../facts/known.js';
import { known, unknown } from '../facts/known.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { TestRequestRow } from '../libraries/library.js';
import type { Asked } from '../rule/tests.js';
import { argumentOf, calledName, pathOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import { givenToCases } from './expected-statuses.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { Meanings } from './meanings.js';
import type { Located } from './shapes.js';
import type { Texts } from './texts.js';

export interface SentByTest { readonly call: Call; readonly method: Known<string>; readonly asks: readonly Asked[] }

const isMethod = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
/** Gives the address of a route by its name. */
const byRouteName = /^(?:reverse|reverse_lazy|url_for|url_path_for|resolve_url)$/;
/** What sends requests is called so where nothing else tells what it is. */
const saysClient = /client|^(?:app|server|agent|api|http|request|axios|session|fetch|supertest|test_?app)$|_app$|App$|Api$|Server$|Request$|Agent$/i;

export class TestRequests {
  constructor(readonly evaluator: Evaluator, readonly texts: Texts, readonly meanings: Meanings, readonly tables: (file: FileIndex) => LibraryTables) {}

  /** The request a call of test code is, if it is one. */
  of(file: FileIndex, call: Call): SentByTest | undefined {
    if (call.macro || call.args.some(one => one.value.kind === 'function')) return undefined;
    const tables = this.tables(file);
    const resolved = this.evaluator.resolve(file, call);
    const sends = resolved?.effect?.sends;
    const row = call.callee.kind === 'member' ? tables.testRequest(call.callee.name) ?? this.#helper(call) : this.#helper(call);
    if ((!row && sends === undefined) || (resolved && tables.isRequestMock(resolved.path)) || this.#isMock(file, call)) return undefined;
    if (sends === 'self') return undefined;
    const used: TestRequestRow = row ?? { methodFrom: 'method', path: sends ?? 0 };
    const given = argumentOf(call, used.path);
    if (!given) return undefined;
    // `request('POST', '/x')`, beside `request('/x')`.
    const shifted = given.kind === 'text' && isMethod.test(given.text.toUpperCase()) ? argumentOf(call, 1) : undefined;
    const isClient = sends !== undefined || saysClient.test(rootOf(file, call));
    const asks = this.#asked(file, call.in, shifted ?? given, isClient);
    const addressed = asks.filter(one => one.kind !== 'unknown');
    if (addressed.length === 0) {
      return isClient && asks.length > 0 ? { call, method: this.#method(file, call, used, shifted && given), asks: [{ kind: 'unknown', because: 'what is requested could not be followed' }] } : undefined;
    }
    return { call, method: this.#method(file, call, used, shifted && given), asks: addressed };
  }

  /** `self.make_request("post", "/orders")`: a helper that is told method and path. */
  #helper(call: Call): TestRequestRow | undefined {
    const [method, path] = call.args;
    if (method?.value.kind === 'text' && path && isMethod.test(method.value.text.toUpperCase())) return { methodFrom: 0, path: 1 };
    // `client.post_without_response("/orders")`, `getJson('/orders')`.
    const said = /^(?:get|post|put|patch|delete)(?=[_A-Z])/.exec(calledName(call))?.[0];
    return said !== undefined && (method?.value.kind === 'text' || method?.value.kind === 'joined') ? { method: said.toUpperCase(), path: 0 } : undefined;
  }

  #isMock(file: FileIndex, call: Call): boolean {
    const [root] = pathOf(rootValue(file, call.callee)) ?? [];
    return root !== undefined && /mock|nock|stub|^respx$|^msw$|^when|^given/i.test(root);
  }

  #method(file: FileIndex, call: Call, row: TestRequestRow, written: Value | undefined): Known<string> {
    if (row.method !== undefined) return known(row.method);
    const given = written ?? (row.methodFrom === undefined ? undefined : argumentOf(call, row.methodFrom));
    if (row.chain) return this.#inChain(file, call);
    if (!given) return known('GET');
    const said = methodSaid(given) ?? this.meanings.sourcesOf(file, call.in, given).all.map(one => methodSaid(one.value)).find(one => one !== undefined);
    return said === undefined ? unknown('its method could not be followed') : known(said);
  }

  /** `TestRequest::post().uri("/x")`, `Request::builder().uri("/x").method(Method::POST)`. */
  #inChain(file: FileIndex, call: Call): Known<string> {
    for (let at: Value | undefined = call.callee; at;) {
      if (at.kind === 'member') { at = at.of; continue; }
      const above: Call | undefined = at.kind === 'call' ? file.facts.calls[at.call] : undefined;
      if (!above) break;
      const said = methodIn(above);
      if (said !== undefined) return known(said);
      at = above.callee;
    }
    let index = file.facts.calls.indexOf(call);
    for (;;) {
      const next = file.facts.calls.findIndex(one => one.callee.kind === 'member' && one.callee.of.kind === 'call' && one.callee.of.call === index);
      const below = file.facts.calls[next];
      if (!below) return known('GET');
      if (calledName(below) === 'method') { const said = methodIn(below); return said === undefined ? unknown('its method could not be followed') : known(said); }
      index = next;
    }
  }

  #asked(file: FileIndex, fn: number, value: Value, isClient: boolean): readonly Asked[] {
    const sources = this.meanings.sourcesOf(file, fn, value).all;
    const named = [{ value, file: file.facts }, ...sources].flatMap(one => {
      const call = one.value.kind === 'call' ? one.file.calls[one.value.call] : undefined;
      const [first] = call?.args ?? [];
      return call && byRouteName.test(calledName(call)) && first?.value.kind === 'text' ? [{ kind: 'route', name: first.value.text } as const] : [];
    });
    if (named.length > 0) return named;
    const texts = [{ file, fn, value }, ...this.#routeFunctions(file, fn, value)].flatMap(one => this.texts.variantsOf({ ...one, frame: undefined })).map(pieces => pieces.map(piece => (piece.kind === 'literal' ? piece.text : '{}')).join(''));
    const addresses = texts.filter(text => text !== '{}').flatMap(text => { const path = pathOfAddress(text) ?? (isClient ? relativePath(text) : undefined); return path === undefined ? [] : [{ kind: 'path', path } as const]; });
    if (addresses.length > 0) return addresses;
    // A text that is no address at all: `params.get("page")`.
    if (texts.length > 0 && texts.every(text => text !== '{}') || value.kind === 'number' || value.kind === 'list' || value.kind === 'record') return [];
    const repeated = value.kind === 'name' ? this.#ofCases(file, fn, value.name) : [];
    return repeated.length > 0 ? repeated : [{ kind: 'unknown', because: 'what is requested could not be followed' }];
  }

  /** `route(id)` where `route` is one of several functions that give a path: what each returns. */
  #routeFunctions(file: FileIndex, fn: number, value: Value): readonly Located[] {
    const call = value.kind === 'call' ? file.facts.calls[value.call] : undefined;
    if (call?.callee.kind !== 'name') return [];
    return this.meanings.sourcesOf(file, fn, call.callee).all.flatMap(one => {
      const at = this.evaluator.names.files.get(one.file.file);
      const shape = at && this.evaluator.shapeOf(at, one.in, one.value);
      return shape?.kind === 'function' ? (shape.file.returns.get(shape.fn) ?? []).map(returned => ({ file: shape.file, fn: shape.fn, value: returned.value })) : [];
    });
  }

  /** The paths a test is repeated with, or a loop goes through. */
  #ofCases(file: FileIndex, fn: number, name: string): readonly Asked[] {
    for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) {
      if (!file.functionAt(at)?.params.some(param => param.name === name || param.name === '{}' || param.name === '[]')) continue;
      const paths = givenToCases(file, at).flatMap(one => { const path = one.kind === 'text' ? pathOfAddress(one.text) : undefined; return path === undefined ? [] : [{ kind: 'path', path } as const]; });
      if (paths.length > 0) return paths;
    }
    return [];
  }
}

/** The path of an address of this machine or of one that a variable holds; undefined for other hosts and for what is no address. */
function pathOfAddress(text: string): string | undefined {
  const address = /^(?:https?|\{\}):\/\/([^/?#]*)(.*)$/i.exec(text);
  const host = address?.[1] ?? '';
  if (address && !/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]|\{\}|[\w-]*test[\w-]*|[\w-]+|testserver\.local|.*\.(?:test|local|localhost|example))(?::.*)?$/i.test(host)) return undefined;
  const path = (address ? address[2] ?? '' : text).replace(/[?#].*$/, '');
  if (address) return path === '' ? '/' : path;
  if (path.startsWith('/')) return path;
  // `{base}/users`: nothing but an address is continued so.
  return /^(?:\{\}|\w*\{\})+(?::\{\}|:\d+)?\//.test(path) ? path.replace(/^[^/]*/, '{}') : undefined;
}

/** `api/orders/{}`: a client that puts its address before. */
function relativePath(text: string): string | undefined {
  const path = text.replace(/[?#].*$/, '');
  return /^[\w-]+\/[\w\-./{}:@~]*$/.test(path) ? `/${path}` : undefined;
}

function methodIn(call: Call): string | undefined {
  const name = calledName(call).toUpperCase();
  if (isMethod.test(name)) return name;
  const [first] = call.args;
  return name === 'METHOD' && first ? methodSaid(first.value) : undefined;
}

/** `'post'`, `Method::POST`, `Method.GET`. */
function methodSaid(value: Value): string | undefined {
  const said = value.kind === 'text' ? value.text : value.kind === 'member' || value.kind === 'name' ? value.name : '';
  return isMethod.test(said.toUpperCase()) ? said.toUpperCase() : undefined;
}

/** What a chain of calls begins with. */
function rootValue(file: FileIndex, callee: Value): Value {
  for (let at = callee; ;) {
    if (at.kind === 'member') { if (at.of.kind === 'name') return at; at = at.of; continue; }
    const call = at.kind === 'call' ? file.facts.calls[at.call] : undefined;
    if (!call) return at;
    at = call.callee;
  }
}

/** The name a request is sent by: `client` in `self.client.get(...)`. */
function rootOf(file: FileIndex, call: Call): string {
  const { callee } = call;
  const of = callee.kind === 'member' ? callee.of : callee;
  const inner = of.kind === 'call' ? file.facts.calls[of.call]?.callee : of;
  return inner?.kind === 'member' || inner?.kind === 'name' ? inner.name : '';
}
