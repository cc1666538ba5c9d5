/** aiohttp: its server's routes and requests, and its client, which never blocks. */
import type { Effect, Library, Route } from '../library.js';
import { byStatus } from '../http-statuses.js';
import { onType } from './on-type.js';

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const fromClient: Effect = { request: true, returns: 'aiohttp.web.RequestData' };

function each(prefix: string, route: Route): Record<string, Route> {
  return Object.fromEntries(verbs.map(verb => [`${prefix}${verb}`, { method: verb.toUpperCase(), ...route }]));
}

const dispatcher = each('aiohttp.web.UrlDispatcher.add_', { path: [0, 'path'], handlers: [1, 'handler'] });
const functions = each('aiohttp.web.', { path: [0, 'path'], handlers: [1, 'handler'] });

export const aiohttp: Library = {
  name: 'aiohttp',
  language: 'python',
  mentions: ['aiohttp'],
  aliases: { 'aiohttp.web_request.Request': 'aiohttp.web.Request', 'aiohttp.web_app.Application': 'aiohttp.web.Application', 'aiohttp.client.ClientSession': 'aiohttp.ClientSession' },
  bases: { 'aiohttp.web.BaseRequest': 'aiohttp.web.Request' },
  requests: ['aiohttp.web.Request', 'aiohttp.web.RequestData'],
  attributes: {
    'aiohttp.web.Application.router': 'aiohttp.web.UrlDispatcher',
    ...onType('aiohttp.web.Request', Object.fromEntries(['query', 'match_info', 'headers', 'cookies', 'rel_url', 'url', 'path', 'query_string', 'content'].map(part => [part, 'aiohttp.web.RequestData']))),
    'aiohttp.web.RequestData.query': 'aiohttp.web.RequestData',
  },
  calls: {
    'aiohttp.web.Application': { returns: 'aiohttp.web.Application' },
    'aiohttp.web.RouteTableDef': { returns: 'aiohttp.web.RouteTableDef' },
    ...onType('aiohttp.web.Request', { json: fromClient, post: fromClient, text: fromClient, read: fromClient, multipart: fromClient }),
    'aiohttp.web.RequestData.*': fromClient,
    // aiohttp gives up after five minutes by itself.
    'aiohttp.ClientSession': { returns: 'aiohttp.ClientSession', client: true, timeout: 'timeout', limited: true },
    ...onType('aiohttp.ClientSession', Object.fromEntries([...verbs, 'request', 'ws_connect'].map(verb => [verb, { returns: 'aiohttp.ClientResponse', sends: verb === 'request' ? [1, 'url'] : [0, 'url'], timeout: 'timeout', limited: true }]))),
    ...onType('aiohttp.ClientResponse', { json: {}, text: {}, read: {}, raise_for_status: {} }),
    'aiohttp.request': { returns: 'aiohttp.ClientResponse', sends: [1, 'url'], timeout: 'timeout', limited: true },
  },
  routeDecorators: {
    ...each('aiohttp.web.RouteTableDef.', { path: [0, 'path'] }),
    'aiohttp.web.RouteTableDef.view': { method: '*', path: [0, 'path'] },
    'aiohttp.web.RouteTableDef.route': { methodFrom: [0, 'method'], path: [1, 'path'] },
  },
  routeCalls: {
    ...dispatcher,
    ...functions,
    'aiohttp.web.UrlDispatcher.add_route': { methodFrom: [0, 'method'], path: [1, 'path'], handlers: [2, 'handler'] },
    'aiohttp.web.route': { methodFrom: [0, 'method'], path: [1, 'path'], handlers: [2, 'handler'] },
    'aiohttp.web.view': { method: '*', path: [0, 'path'], handlers: [1, 'handler'] },
  },
  applications: ['aiohttp.web.Application'],
  routers: ['aiohttp.web.RouteTableDef'],
  guardOptions: ['middlewares'],
  mounts: { 'aiohttp.web.Application.add_routes': { router: [0, 'routes'] }, 'aiohttp.web.UrlDispatcher.add_routes': { router: [0, 'routes'] }, 'aiohttp.web.Application.add_subapp': { prefix: [0, 'prefix'], router: [1, 'subapp'] } },
  replies: {
    'aiohttp.web.json_response': { body: [0, 'data'], statusFrom: 'status' }, 'aiohttp.web.Response': { body: ['body', 'text'], statusFrom: 'status' },
    'aiohttp.web.StreamResponse': { gives: 'stream', statusFrom: 'status' }, 'aiohttp.web.FileResponse': { gives: 'file', body: 0, statusFrom: 'status' },
    ...byStatus('aiohttp.web.HTTP', status => ({ status, body: ['text', 'body', 'reason'], raises: true }), '', 'Camel', 300),
  },
  answers: { 'aiohttp.web.json_response': [0, 'data'], 'aiohttp.web.Response': ['body', 'text'] },
  handlerParams: Object.fromEntries([...Object.keys(dispatcher), ...Object.keys(functions), 'aiohttp.web.UrlDispatcher.add_route', 'aiohttp.web.route'].map(call => [call, ['aiohttp.web.Request']])),
};
