/** Outgoing HTTP: requests, urllib, urllib3 and httpx's sync half wait with the thread; httpx's async client does not. And what limits how long they wait. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

function each(names: readonly string[], effect: Effect): Record<string, Effect> {
  return Object.fromEntries(names.map(name => [name, effect]));
}

const requestsSends: Effect = { sends: [0, 'url'], timeout: 'timeout', limited: false, blocks: 'network', returns: 'requests.Response' };

export const requests: Library = {
  name: 'requests',
  language: 'python',
  mentions: ['requests'],
  aliases: { 'requests.sessions.Session': 'requests.Session', 'requests.session': 'requests.Session', 'requests.api': 'requests' },
  calls: {
    ...onType('requests', { ...each(verbs, requestsSends), request: { ...requestsSends, sends: [1, 'url'] } }),
    'requests.Session': { returns: 'requests.Session' },
    ...onType('requests.Session', { ...each(verbs, requestsSends), request: { ...requestsSends, sends: [1, 'url'] }, send: requestsSends, mount: {}, close: {} }),
    ...onType('requests.Response', { json: {}, raise_for_status: {}, iter_content: { blocks: 'network' }, iter_lines: { blocks: 'network' } }),
  },
};

/** httpx gives up after five seconds by itself; `timeout=None` takes that away. */
const httpxSends: Effect = { sends: [0, 'url'], timeout: 'timeout', limited: true, returns: 'httpx.Response' };
const httpxClient: Effect = { client: true, timeout: 'timeout', limited: true };

export const httpx: Library = {
  name: 'httpx',
  language: 'python',
  mentions: ['httpx'],
  aliases: { httpx2: 'httpx' },
  calls: {
    ...onType('httpx', { ...each([...verbs], { ...httpxSends, blocks: 'network' }), ...each(['request', 'stream'], { ...httpxSends, sends: [1, 'url'], blocks: 'network' }) }),
    'httpx.Client': { ...httpxClient, returns: 'httpx.Client' },
    'httpx.AsyncClient': { ...httpxClient, returns: 'httpx.AsyncClient' },
    ...onType('httpx.Client', { ...each(verbs, { ...httpxSends, blocks: 'network' }), ...each(['request', 'stream', 'send'], { ...httpxSends, sends: [1, 'url', 0], blocks: 'network' }), close: { blocks: 'network', brief: true } }),
    ...onType('httpx.AsyncClient', { ...each(verbs, httpxSends), ...each(['request', 'stream', 'send'], { ...httpxSends, sends: [1, 'url', 0] }), aclose: {} }),
    ...onType('httpx.Response', { json: {}, raise_for_status: {}, read: {}, aread: {} }),
  },
};

const urllib3Sends: Effect = { sends: [1, 'url'], timeout: 'timeout', blocks: 'network' };

export const urllib: Library = {
  name: 'urllib',
  language: 'python',
  mentions: ['urllib', 'http.client'],
  aliases: { 'http.client.HTTPSConnection': 'http.client.HTTPConnection' },
  calls: {
    'urllib.request.urlopen': { sends: [0, 'url'], timeout: ['timeout', 2], blocks: 'network' },
    // It cannot be given a limit at all.
    'urllib.request.urlretrieve': { sends: [0, 'url'], blocks: 'network' },
    'urllib.request.build_opener': { returns: 'urllib.request.OpenerDirector' },
    'urllib.request.OpenerDirector.open': { sends: [0, 'fullurl'], timeout: ['timeout', 2], blocks: 'network' },
    'urllib.parse.quote': {}, 'urllib.parse.quote_plus': {}, 'urllib.parse.urlencode': {},
    'urllib3.request': urllib3Sends,
    'urllib3.PoolManager': { returns: 'urllib3.PoolManager', client: true, timeout: 'timeout' },
    'urllib3.ProxyManager': { returns: 'urllib3.PoolManager', client: true, timeout: 'timeout' },
    ...onType('urllib3.PoolManager', each(['request', 'urlopen', 'request_encode_url', 'request_encode_body'], urllib3Sends)),
    'http.client.HTTPConnection': { returns: 'http.client.HTTPConnection', client: true, timeout: ['timeout', 2] },
    'http.client.HTTPConnection.request': { sends: [1, 'url'], blocks: 'network' },
    'http.client.HTTPConnection.getresponse': { blocks: 'network' },
  },
};
