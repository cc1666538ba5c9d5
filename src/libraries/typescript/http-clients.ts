/** Requests to other services: fetch, axios, got, node-fetch, undici, ky, superagent; and what limits how long they wait. */
import type { Effect, Library } from '../library.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'postForm', 'putForm', 'patchForm'];

/** A client is called itself or by verb, with the URL first. */
function client(path: string, effect: Effect): Readonly<Record<string, Effect>> {
  return Object.fromEntries([path, `${path}.call`, ...verbs.map(verb => `${path}.${verb}`)].map(name => [name, { sends: ['url', 0], ...effect }]));
}

const fetched: Effect = { sends: 0, timeout: ['signal', 'dispatcher'] };
const axios: Effect = { timeout: ['timeout', 'signal', 'cancelToken'] };
const got: Effect = { timeout: ['timeout', 'signal'] };
const nodeRequest: Effect = { sends: 0, timeout: ['timeout', 'signal', 'agent'], returns: 'http.ClientRequest' };
const undici: Effect = { sends: 0, timeout: ['signal', 'headersTimeout', 'bodyTimeout', 'dispatcher'] };

export const httpClients: Library = {
  name: 'http-clients',
  language: 'typescript',
  mentions: ['http', 'fetch', 'axios', 'got', 'undici', 'ky', 'superagent', 'needle', 'Promise', 'p-timeout'],
  aliases: {
    'axios.default': 'axios', 'got.got': 'got', 'got.default': 'got', 'axios.Axios': 'axios.AxiosInstance', 'globalThis.window.fetch': 'globalThis.fetch', 'globalThis.globalThis.fetch': 'globalThis.fetch',
    'node-fetch.default': 'node-fetch', 'cross-fetch.default': 'cross-fetch', 'cross-fetch.fetch': 'cross-fetch', 'isomorphic-fetch.default': 'cross-fetch', 'isomorphic-fetch': 'cross-fetch', 'ky.default': 'ky', 'superagent.default': 'superagent',
    'axios-retry.default': 'axios-retry',
  },
  calls: {
    'globalThis.fetch': fetched,
    'node-fetch': { ...fetched, timeout: ['signal', 'timeout'] },
    'undici.fetch': fetched,
    'undici.request': undici, 'undici.stream': undici,
    'cross-fetch': fetched,
    ...client('axios', axios),
    ...client('axios.AxiosInstance', axios),
    'axios.create': { returns: 'axios.AxiosInstance', client: true, ...axios },
    ...client('got', got),
    'got.extend': { returns: 'got.Instance', client: true, ...got },
    ...client('got.Instance', got),
    'got.Instance.extend': { returns: 'got.Instance', client: true, ...got },
    // ky gives up after ten seconds by itself, needle too; `timeout: false` takes that away.
    ...client('ky', { timeout: ['timeout', 'signal'], limited: true }),
    'ky.create': { returns: 'ky.Instance', client: true, timeout: 'timeout', limited: true }, 'ky.extend': { returns: 'ky.Instance', client: true, timeout: 'timeout', limited: true },
    ...client('ky.Instance', { timeout: ['timeout', 'signal'], limited: true }),
    ...client('superagent', { returns: 'superagent.Request' }),
    'superagent.Request.timeout': { returns: 'self', limits: 'self' },
    'superagent.Request.*': { returns: 'self' },
    ...client('needle', { timeout: ['open_timeout', 'response_timeout', 'read_timeout', 'timeout', 'signal'], limited: true }),
    '@tauri-apps/plugin-http.fetch': { sends: 0, timeout: ['signal', 'connectTimeout'] },
    'http.request': nodeRequest,
    'http.get': nodeRequest,
    'https.request': nodeRequest,
    'https.get': nodeRequest,
    'http.ClientRequest.setTimeout': { returns: 'self', limits: 'self' },
    'http.ClientRequest.*': { returns: 'self' },
    'globalThis.Promise.race': { limits: 'arguments' },
    'p-timeout': { limits: 'arguments' }, 'p-timeout.default': { limits: 'arguments' },
  },
};
