/** reqwest: its blocking client holds the thread; the async one yields. */
import type { Effect, Library } from '../library.js';
import { kept } from './kept.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request', 'execute'];

function client(module: string, sending: Effect): Record<string, Effect> {
  return {
    [`${module}.Client.new`]: { returns: `${module}.Client` }, [`${module}.Client.builder`]: { returns: `${module}.ClientBuilder` }, [`${module}.ClientBuilder.new`]: { returns: `${module}.ClientBuilder` },
    [`${module}.ClientBuilder.build`]: { returns: `${module}.Client` }, [`${module}.ClientBuilder.*`]: { returns: 'self' },
    ...Object.fromEntries(VERBS.map(verb => [`${module}.Client.${verb}`, { returns: `${module}.RequestBuilder` }])),
    [`${module}.RequestBuilder.send`]: { ...sending, returns: `${module}.Response` }, [`${module}.RequestBuilder.*`]: { returns: 'self' },
    [`${module}.get`]: { ...sending, returns: `${module}.Response` },
  };
}

export const reqwest: Library = {
  name: 'reqwest',
  language: 'rust',
  mentions: ['reqwest', 'ureq'],
  bases: kept('reqwest.Client', 'reqwest.Response', 'reqwest.blocking.Client', 'reqwest.blocking.Response'),
  calls: { ...client('reqwest', {}), ...client('reqwest.blocking', { blocks: 'network' }), 'ureq.get': { blocks: 'network' }, 'ureq.post': { blocks: 'network' } },
};
