/** Which endpoints the requests of tests ask for: by path and method, by the route's name, or by calling the handler. */
import { argumentOfCall } from './given.js';
import type { Endpoint } from './program.js';
import type { TestRequest } from './tests.js';

/** `surely`: requests that ask for the endpoint; `perhaps`: one that may, because a part of its address could not be told. */
export interface Requested { readonly surely: readonly TestRequest[]; readonly perhaps: TestRequest | undefined }

/** `hole`: what is not constant stands where the route has a constant. */
interface Match { readonly endpoint: Endpoint; readonly constants: number; readonly hole: boolean }

export function requestedBy(endpoints: readonly Endpoint[], requests: readonly TestRequest[]): ReadonlyMap<Endpoint, Requested> {
  const found = new Map<Endpoint, { surely: TestRequest[]; perhaps: TestRequest | undefined }>(endpoints.map(one => [one, { surely: [], perhaps: undefined }]));
  const answers = new Map<string, Answer>();
  for (const request of requests) {
    const key = keyOf(request);
    const answer = answers.get(key) ?? endpointsOf(request, endpoints);
    answers.set(key, answer);
    for (const endpoint of answer.surely) found.get(endpoint)?.surely.push(request);
    for (const endpoint of answer.perhaps) { const one = found.get(endpoint); if (one) one.perhaps ??= request; }
  }
  return found;
}

interface Answer { readonly surely: readonly Endpoint[]; readonly perhaps: readonly Endpoint[] }

function keyOf({ asks, method, at }: TestRequest): string {
  const said = method.known ? method.value : '?';
  switch (asks.kind) {
    case 'path': return `${said} path ${asks.path}`;
    case 'route': return `${said} route ${asks.name}`;
    case 'handler': return `${said} handler ${asks.handler.file.file}#${String(asks.handler.index)}`;
    case 'unknown': return `${said} unknown ${at.file}@${String(at.start)}`;
  }
}

function endpointsOf(request: TestRequest, all: readonly Endpoint[]): Answer {
  const { asks } = request;
  const some = all.filter(one => takes(one, request));
  switch (asks.kind) {
    case 'handler': return { surely: all.filter(one => one.handler.file === asks.handler.file && one.handler.index === asks.handler.index), perhaps: [] };
    case 'route': return { surely: some.filter(one => isNamed(one, asks.name)), perhaps: [] };
    case 'unknown': return { surely: [], perhaps: some.filter(one => one.kind === 'http') };
    case 'path': return byPath(segmentsOf(asks.path), some.filter(one => one.kind === 'http'));
  }
}

function takes(endpoint: Endpoint, { method }: TestRequest): boolean {
  if (!method.known || method.value === '*' || endpoint.method === '*' || endpoint.method === '') return true;
  const methods = endpoint.method.split('|');
  return methods.includes(method.value) || methods.includes('*') || (method.value === 'HEAD' && methods.includes('GET'));
}

function isNamed(endpoint: Endpoint, name: string): boolean {
  const given = argumentOfCall(endpoint.declaration.fact, 'name');
  if (given?.kind === 'text') return given.text === name || name.endsWith(`:${given.text}`) || name.endsWith(`.${given.text}`);
  return endpoint.handler.fact.name === name.split(/[:.]/).at(-1);
}

function byPath(asked: readonly string[], endpoints: readonly Endpoint[]): Answer {
  const anywhere = asked[0] === '{}';
  const wanted = anywhere ? asked.slice(1) : asked;
  const whole = endpoints.flatMap(endpoint => matchOf(endpoint, segmentsOf(endpoint.path), wanted, anywhere && wanted.length > 0 ? 'end' : 'whole') ?? []);
  // Behind an address that nobody knows, parameters alone say nothing.
  const surely = nearest(whole.filter(one => !one.hole && (!anywhere || wanted.length === 0 || one.constants > 0)));
  if (surely.length > 0) return { surely, perhaps: [] };
  // The client may have been made with a prefix: `AsyncClient(base_url="http://test/api")`.
  const ends = anywhere || wanted.length === 0 ? [] : nearest(endpoints.flatMap(endpoint => matchOf(endpoint, segmentsOf(endpoint.path), wanted, 'end') ?? []).filter(one => !one.hole && one.constants > 0));
  if (ends.length > 0) return { surely: ends, perhaps: [] };
  // Or the application gets one where it starts: `app.setGlobalPrefix(...)`.
  const below = anywhere ? [] : nearest(endpoints.flatMap(endpoint => belowPrefix(endpoint, wanted) ?? []));
  const straight = whole.filter(one => !one.hole);
  return below.length > 0 ? { surely: below, perhaps: [] } : { surely: [], perhaps: (straight.length > 0 ? straight : whole).map(one => one.endpoint) };
}

/** Of routes that all match, those with the most constants are asked for. */
function nearest(matches: readonly Match[]): readonly Endpoint[] {
  const most = Math.max(0, ...matches.map(one => one.constants));
  return matches.filter(one => one.constants === most).map(one => one.endpoint);
}

/** What is asked ends with the whole path of the endpoint. */
function belowPrefix(endpoint: Endpoint, asked: readonly string[]): Match | undefined {
  const route = segmentsOf(endpoint.path);
  if (route.length === 0 || route.length >= asked.length) return undefined;
  const match = matchOf(endpoint, route, asked.slice(asked.length - route.length), 'whole');
  return match && !match.hole && match.constants > 0 ? match : undefined;
}

/** `end`: what is asked may be the end of the path. */
function matchOf(endpoint: Endpoint, route: readonly string[], asked: readonly string[], where: 'whole' | 'end'): Match | undefined {
  const offset = where === 'whole' ? 0 : route.some(isRest) ? 0 : route.length - asked.length;
  if (offset < 0) return undefined;
  const own = route.slice(offset);
  let constants = 0;
  let hole = false;
  for (let index = 0; index < Math.max(own.length, asked.length); index++) {
    const [wanted, given] = [own[index], asked[index]];
    if (wanted !== undefined && isRest(wanted)) return { endpoint, constants, hole };
    if (wanted === undefined) return undefined;
    if (given === undefined) { if (/\?$/.test(wanted)) continue; return undefined; }
    if (isParameter(wanted)) continue;
    if (given === wanted) constants++;
    else if (given.includes('{}') && new RegExp(`^${given.split('{}').map(literally).join('.*')}$`).test(wanted)) hole = true;
    else return undefined;
  }
  return { endpoint, constants, hole };
}

export function segmentsOf(path: string): readonly string[] { return path.split('/').filter(part => part !== ''); }
export function isParameter(segment: string): boolean { return /^[:<[(*]|[{}*]|\(/.test(segment); }
function isRest(segment: string): boolean { return /^\*|\*$|\{\*|:path\}|^<path:|\.\.>?$|\(\.\*\)/.test(segment); }
function literally(text: string): string { return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'); }
