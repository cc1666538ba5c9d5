/** Requests to other services: fetch, axios, got, node-fetch, undici, ky, superagent. */
import type { Effect, Library } from '../library.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'];

/** A client is called itself or by verb, with the URL first. */
function client(path: string): Readonly<Record<string, Effect>> {
  return Object.fromEntries([path, ...verbs.map(verb => `${path}.${verb}`)].map(name => [name, { sends: ['url', 0] }]));
}

export const httpClients: Library = {
  name: 'http-clients',
  language: 'typescript',
  mentions: ['http', 'fetch', 'axios', 'got', 'undici', 'ky', 'superagent', 'needle'],
  aliases: { 'axios.default': 'axios', 'got.got': 'got', 'axios.Axios': 'axios.AxiosInstance', 'globalThis.window.fetch': 'globalThis.fetch', 'globalThis.globalThis.fetch': 'globalThis.fetch' },
  calls: {
    'globalThis.fetch': { sends: 0 },
    'node-fetch': { sends: 0 },
    'undici.fetch': { sends: 0 },
    'undici.request': { sends: 0 },
    'cross-fetch': { sends: 0 },
    ...client('axios'),
    ...client('axios.AxiosInstance'),
    'axios.AxiosInstance.call': { sends: ['url', 0] },
    'axios.create': { returns: 'axios.AxiosInstance' },
    ...client('got'),
    'got.extend': { returns: 'got' },
    ...client('ky'),
    'ky.create': { returns: 'ky' },
    ...client('superagent'),
    ...client('needle'),
    '@tauri-apps/plugin-http.fetch': { sends: 0 },
    'http.request': { sends: 0 },
    'http.get': { sends: 0 },
    'https.request': { sends: 0 },
    'https.get': { sends: 0 },
  },
};
