/** Outgoing HTTP in Rust: reqwest, whose blocking client holds the thread, ureq, hyper, awc and surf; and what limits how long they wait. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request', 'execute'];

/** A client is built, makes requests, and a request is sent when its chain says so. `usual`: what holds when nobody sets a timeout. */
function client(module: string, sending: Effect, usual: Effect): Record<string, Effect> {
  return {
    [`${module}.Client.new`]: { returns: `${module}.Client`, client: true, timeout: [], ...usual }, [`${module}.Client.default`]: { returns: `${module}.Client`, client: true, timeout: [], ...usual },
    [`${module}.Client.builder`]: { returns: `${module}.ClientBuilder` }, [`${module}.ClientBuilder.new`]: { returns: `${module}.ClientBuilder` },
    [`${module}.ClientBuilder.build`]: { returns: `${module}.Client`, client: true, timeout: [], ...usual },
    [`${module}.ClientBuilder.timeout`]: { returns: 'self', limits: 'self' }, [`${module}.ClientBuilder.read_timeout`]: { returns: 'self', limits: 'self' }, [`${module}.ClientBuilder.*`]: { returns: 'self' },
    ...Object.fromEntries(VERBS.map(verb => [`${module}.Client.${verb}`, { returns: `${module}.RequestBuilder` }])),
    [`${module}.Client.execute`]: { ...sending, sends: 0, returns: `${module}.Response` },
    [`${module}.RequestBuilder.send`]: { ...sending, sends: 'self', returns: `${module}.Response` },
    [`${module}.RequestBuilder.timeout`]: { returns: 'self', limits: 'self' }, [`${module}.RequestBuilder.*`]: { returns: 'self' },
    [`${module}.get`]: { ...sending, ...usual, sends: 0, returns: `${module}.Response` },
  };
}

const ureqRequest: Effect = { returns: 'ureq.Request' };
const ureqSends: Effect = { sends: 'self', blocks: 'network', returns: 'ureq.Response' };

export const reqwest: Library = {
  name: 'reqwest',
  language: 'rust',
  mentions: ['reqwest', 'ureq', 'hyper', 'awc', 'surf', 'isahc', 'attohttpc', 'minreq'],
  aliases: { 'reqwest_middleware.ClientWithMiddleware': 'reqwest.Client', 'ureq.AgentBuilder.new': 'ureq.builder', 'hyper_util.client.legacy.Client': 'hyper.Client', 'hyper.client.Client': 'hyper.Client' },
  bases: { ...kept('reqwest.Client', 'reqwest.Response', 'reqwest.blocking.Client', 'reqwest.blocking.Response', 'ureq.Agent', 'ureq.Response', 'hyper.Client', 'awc.Client'), 'isahc.HttpClient': 'reqwest.Client' },
  calls: {
    ...client('reqwest', {}, {}),
    // The blocking client gives up after thirty seconds by itself.
    ...client('reqwest.blocking', { blocks: 'network' }, { limited: true }),
    ...Object.fromEntries(VERBS.flatMap(verb => [[`ureq.${verb}`, ureqRequest], [`ureq.Agent.${verb}`, ureqRequest]])),
    'ureq.agent': { returns: 'ureq.Agent', client: true, timeout: [] }, 'ureq.Agent.new': { returns: 'ureq.Agent', client: true, timeout: [] }, 'ureq.Agent.new_with_defaults': { returns: 'ureq.Agent', client: true, timeout: [] },
    'ureq.builder': { returns: 'ureq.AgentBuilder' }, 'ureq.AgentBuilder.build': { returns: 'ureq.Agent', client: true, timeout: [] },
    'ureq.AgentBuilder.timeout': { returns: 'self', limits: 'self' }, 'ureq.AgentBuilder.timeout_read': { returns: 'self', limits: 'self' }, 'ureq.AgentBuilder.timeout_global': { returns: 'self', limits: 'self' }, 'ureq.AgentBuilder.*': { returns: 'self' },
    'ureq.Request.call': ureqSends, 'ureq.Request.send': ureqSends, 'ureq.Request.send_json': ureqSends, 'ureq.Request.send_string': ureqSends, 'ureq.Request.send_form': ureqSends, 'ureq.Request.send_bytes': ureqSends,
    'ureq.Request.timeout': { returns: 'self', limits: 'self' }, 'ureq.Request.timeout_global': { returns: 'self', limits: 'self' }, 'ureq.Request.*': { returns: 'self' },
    'hyper.Client.new': { returns: 'hyper.Client' }, 'hyper.Client.builder': { returns: 'hyper.Builder' }, 'hyper.Builder.build': { returns: 'hyper.Client' }, 'hyper.Builder.*': { returns: 'self' },
    'hyper.Client.request': { sends: 0 }, 'hyper.Client.get': { sends: 0 },
    // awc gives up after five seconds by itself.
    'awc.Client.default': { returns: 'awc.Client', client: true, limited: true, timeout: [] }, 'awc.Client.new': { returns: 'awc.Client', client: true, limited: true, timeout: [] },
    'awc.Client.builder': { returns: 'awc.ClientBuilder' }, 'awc.ClientBuilder.finish': { returns: 'awc.Client', client: true, limited: true, timeout: [] }, 'awc.ClientBuilder.*': { returns: 'self' },
    ...Object.fromEntries(VERBS.map(verb => [`awc.Client.${verb}`, { returns: 'awc.ClientRequest' }])), 'awc.ClientRequest.send': { sends: 'self' }, 'awc.ClientRequest.send_json': { sends: 'self' }, 'awc.ClientRequest.*': { returns: 'self' },
    ...Object.fromEntries(['attohttpc.get', 'attohttpc.post', 'minreq.get', 'minreq.post', 'isahc.get', 'isahc.post'].map(path => [path, { blocks: 'network' }])),
  },
};
