/** Sanic: routes on applications and blueprints, one request per handler, answers made by functions. */
import type { Effect, Library, Route } from '../library.js';
import { byStatus } from '../http-statuses.js';
import { onType } from './on-type.js';

const path = [0, 'uri'] as const;

const routes: Readonly<Record<string, Route>> = {
  route: { methodFrom: ['methods', 1], path }, websocket: { kind: 'socket', path },
  ...Object.fromEntries(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map(verb => [verb, { method: verb.toUpperCase(), path }])),
};

const fromClient: Effect = { request: true, returns: 'sanic.RequestData' };
const parts = ['args', 'query_args', 'form', 'json', 'body', 'files', 'headers', 'cookies', 'path', 'url', 'query_string', 'match_info'];

export const sanic: Library = {
  name: 'sanic',
  language: 'python',
  mentions: ['sanic'],
  aliases: { 'sanic.app.Sanic': 'sanic.Sanic', 'sanic.blueprints.Blueprint': 'sanic.Blueprint', 'sanic.request.Request': 'sanic.Request', 'sanic.json': 'sanic.response.json', 'sanic.text': 'sanic.response.text', 'sanic.html': 'sanic.response.html', 'sanic.file': 'sanic.response.file', 'sanic.redirect': 'sanic.response.redirect', 'sanic.empty': 'sanic.response.empty' },
  bases: { 'sanic.Sanic': 'sanic.Blueprint' },
  requests: ['sanic.Request', 'sanic.RequestData'],
  attributes: onType('sanic.Request', Object.fromEntries(parts.map(part => [part, 'sanic.RequestData']))),
  calls: {
    'sanic.Sanic': { returns: 'sanic.Sanic' }, 'sanic.Blueprint': { returns: 'sanic.Blueprint' }, 'sanic.Blueprint.group': { returns: 'sanic.Blueprint' },
    'sanic.RequestData.*': fromClient, 'sanic.Request.get_args': fromClient,
  },
  routeDecorators: onType('sanic.Blueprint', routes),
  routeCalls: onType('sanic.Blueprint', { add_route: { methodFrom: 'methods', path: [1, 'uri'], handlers: [0, 'handler'] } }),
  handlerParams: { 'sanic.Blueprint.add_route': ['sanic.Request'] },
  applications: ['sanic.Sanic'],
  routers: ['sanic.Blueprint'],
  guardCalls: onType('sanic.Blueprint', { middleware: { guards: 'function', covers: 'all' }, on_request: { guards: 'function', covers: 'all' }, register_middleware: { guards: 0, covers: 'all' } }),
  mounts: {
    ...onType('sanic.Blueprint', { blueprint: { prefix: 'url_prefix', router: [0, 'blueprint'] } }),
    'sanic.Blueprint.group': { router: 'rest', made: true },
  },
  replies: {
    'sanic.response.json': { body: [0, 'body'], statusFrom: ['status', 1] }, 'sanic.response.text': { body: [0, 'body'], statusFrom: ['status', 1] }, 'sanic.response.html': { body: [0, 'body'], statusFrom: ['status', 1], gives: 'page' },
    'sanic.response.empty': { status: 204, statusFrom: ['status', 0] }, 'sanic.response.redirect': { status: 302, statusFrom: 'status', gives: 'redirect' }, 'sanic.response.file': { gives: 'file', body: 0 }, 'sanic.response.raw': { body: 0, statusFrom: ['status', 1] },
    'sanic.exceptions.SanicException': { statusFrom: ['status_code', 1], body: 0, raises: true }, ...byStatus('sanic.exceptions.', status => ({ status, body: 0, raises: true }), '', 'Camel', 400),
  },
  answers: { 'sanic.response.json': [0, 'body'], 'sanic.response.text': [0, 'body'] },
  installs: onType('sanic.Blueprint', { exception: { as: 'error handler', what: 'function', catches: 0 } }),
};
