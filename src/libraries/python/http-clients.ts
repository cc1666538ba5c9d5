/** Outgoing HTTP: requests, urllib, urllib3 and httpx's sync half wait with the thread; httpx's async client does not. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

function each(names: readonly string[], effect: Effect): Record<string, Effect> {
  return Object.fromEntries(names.map(name => [name, effect]));
}

export const requests: Library = {
  name: 'requests',
  language: 'python',
  mentions: ['requests'],
  aliases: { 'requests.sessions.Session': 'requests.Session', 'requests.session': 'requests.Session', 'requests.api': 'requests' },
  calls: {
    ...onType('requests', each(verbs, { blocks: 'network', returns: 'requests.Response' })),
    'requests.Session': { returns: 'requests.Session' },
    ...onType('requests.Session', { ...each([...verbs, 'send'], { blocks: 'network', returns: 'requests.Response' }), mount: {}, close: {} }),
    ...onType('requests.Response', { json: {}, raise_for_status: {}, iter_content: { blocks: 'network' }, iter_lines: { blocks: 'network' } }),
  },
};

export const httpx: Library = {
  name: 'httpx',
  language: 'python',
  mentions: ['httpx'],
  calls: {
    ...onType('httpx', each([...verbs, 'stream'], { blocks: 'network', returns: 'httpx.Response' })),
    'httpx.Client': { returns: 'httpx.Client' },
    'httpx.AsyncClient': { returns: 'httpx.AsyncClient' },
    ...onType('httpx.Client', { ...each([...verbs, 'send', 'stream'], { blocks: 'network', returns: 'httpx.Response' }), close: {} }),
    ...onType('httpx.AsyncClient', { ...each([...verbs, 'send', 'stream'], { returns: 'httpx.Response' }), aclose: {} }),
    ...onType('httpx.Response', { json: {}, raise_for_status: {}, read: {}, aread: {} }),
  },
};

export const urllib: Library = {
  name: 'urllib',
  language: 'python',
  mentions: ['urllib', 'http.client'],
  calls: {
    'urllib.request.urlopen': { blocks: 'network' },
    'urllib.request.urlretrieve': { blocks: 'network' },
    'urllib.parse.quote': {}, 'urllib.parse.quote_plus': {}, 'urllib.parse.urlencode': {},
    'urllib3.request': { blocks: 'network' },
    'urllib3.PoolManager': { returns: 'urllib3.PoolManager' },
    'urllib3.PoolManager.request': { blocks: 'network' },
    'http.client.HTTPConnection': { returns: 'http.client.HTTPConnection' },
    'http.client.HTTPSConnection': { returns: 'http.client.HTTPConnection' },
    'http.client.HTTPConnection.request': { blocks: 'network' },
    'http.client.HTTPConnection.getresponse': { blocks: 'network' },
  },
};
