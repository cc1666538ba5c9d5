/** Starlette: requests, responses and routes, under FastAPI and on its own. */
import type { Effect, Library } from '../library.js';
import { onType } from './on-type.js';

const fromClient: Effect = { request: true, returns: 'starlette.requests.RequestData' };

export const starlette: Library = {
  name: 'starlette',
  language: 'python',
  mentions: ['starlette', 'fastapi'],
  aliases: {
    'fastapi.requests': 'starlette.requests',
    'fastapi.responses': 'starlette.responses',
    'fastapi.templating': 'starlette.templating',
    'fastapi.websockets': 'starlette.websockets',
    'fastapi.concurrency': 'starlette.concurrency',
    'fastapi.background': 'starlette.background',
    'fastapi.datastructures': 'starlette.datastructures',
    'fastapi.Request': 'starlette.requests.Request',
    'fastapi.Response': 'starlette.responses.Response',
    'fastapi.WebSocket': 'starlette.websockets.WebSocket',
    'fastapi.UploadFile': 'starlette.datastructures.UploadFile',
    'fastapi.BackgroundTasks': 'starlette.background.BackgroundTasks',
  },
  bases: {
    'starlette.responses.JSONResponse': 'starlette.responses.Response',
    'starlette.responses.HTMLResponse': 'starlette.responses.Response',
    'starlette.responses.PlainTextResponse': 'starlette.responses.Response',
    'starlette.responses.RedirectResponse': 'starlette.responses.Response',
    'starlette.responses.StreamingResponse': 'starlette.responses.Response',
    'starlette.responses.FileResponse': 'starlette.responses.Response',
    'starlette.responses.ORJSONResponse': 'starlette.responses.Response',
    'starlette.websockets.WebSocket': 'starlette.requests.Request',
    'starlette.requests.HTTPConnection': 'starlette.requests.Request',
  },
  requests: ['starlette.requests.Request', 'starlette.requests.RequestData', 'starlette.datastructures.UploadFile'],
  attributes: {
    'starlette.requests.Request.query_params': 'starlette.requests.RequestData',
    'starlette.requests.Request.path_params': 'starlette.requests.RequestData',
    'starlette.requests.Request.headers': 'starlette.requests.RequestData',
    'starlette.requests.Request.cookies': 'starlette.requests.RequestData',
    'starlette.requests.Request.url': 'starlette.requests.RequestData',
    'starlette.requests.RequestData.path': 'starlette.requests.RequestData',
    'starlette.requests.RequestData.query': 'starlette.requests.RequestData',
    'starlette.datastructures.UploadFile.filename': 'starlette.requests.RequestData',
    // What the program puts there is looked up where it is set: `app.state.pool = ...`.
    'starlette.applications.Starlette.state': 'starlette.datastructures.State',
    'starlette.requests.Request.app': 'starlette.applications.Starlette',
    'starlette.requests.Request.state': 'starlette.datastructures.State',
  },
  calls: {
    'starlette.applications.Starlette': { returns: 'starlette.applications.Starlette' },
    ...onType('starlette.requests.Request', {
      json: fromClient, body: fromClient, form: fromClient, stream: fromClient,
      receive_text: fromClient, receive_json: fromClient, receive_bytes: fromClient, iter_text: fromClient, iter_json: fromClient,
      url_for: {}, is_disconnected: {}, accept: {}, close: {}, send_text: {}, send_json: {}, send_bytes: {},
    }),
    'starlette.requests.RequestData.*': fromClient,
    ...onType('starlette.datastructures.UploadFile', { read: fromClient, seek: {}, close: {} }),
    'starlette.background.BackgroundTasks.add_task': {},
    'starlette.concurrency.run_in_threadpool': {},
  },
  routeDecorators: {
    'starlette.applications.Starlette.route': { methodFrom: 'methods', path: [0, 'path'] },
    'starlette.applications.Starlette.websocket_route': { kind: 'socket', path: [0, 'path'] },
  },
  routeCalls: {
    'starlette.routing.Route': { methodFrom: 'methods', path: [0, 'path'], handlers: [1, 'endpoint'] },
    'starlette.routing.WebSocketRoute': { kind: 'socket', path: [0, 'path'], handlers: [1, 'endpoint'] },
    'starlette.applications.Starlette.add_route': { methodFrom: 'methods', path: [0, 'path'], handlers: [1, 'route'] },
  },
  mounts: {
    'starlette.routing.Mount': { prefix: [0, 'path'], router: [1, 'app'] },
    'starlette.applications.Starlette.mount': { prefix: [0, 'path'], router: [1, 'app'] },
  },
  applications: ['starlette.applications.Starlette'],
  inOrder: true,
  guardOptions: ['middleware'],
  guards: { 'starlette.middleware.Middleware': 'argument 0', 'starlette.authentication.requires': 'auth', 'starlette.middleware.authentication.AuthenticationMiddleware': 'identity' },
  guardCalls: { 'starlette.applications.Starlette.add_middleware': { guards: [0, 'middleware_class'], covers: 'all' } },
  answers: {
    'starlette.responses.JSONResponse': [0, 'content'],
    'starlette.responses.ORJSONResponse': [0, 'content'],
    'starlette.responses.Response': [0, 'content'],
    'starlette.websockets.WebSocket.send_json': [0, 'data'],
    'starlette.websockets.WebSocket.send_text': [0, 'data'],
  },
  replies: {
    ...Object.fromEntries(['Response', 'JSONResponse', 'PlainTextResponse', 'ORJSONResponse', 'UJSONResponse'].map(name => [`starlette.responses.${name}`, { body: [0, 'content'], statusFrom: ['status_code', 1] }])),
    'starlette.responses.HTMLResponse': { body: [0, 'content'], statusFrom: ['status_code', 1], gives: 'page' },
    'starlette.templating.Jinja2Templates.TemplateResponse': { body: [1, 'name'], statusFrom: ['status_code', 3], gives: 'page' },
    'sse_starlette.EventSourceResponse': { body: 0, gives: 'stream' }, 'sse_starlette.sse.EventSourceResponse': { body: 0, gives: 'stream' },
    'starlette.responses.StreamingResponse': { gives: 'stream', body: [0, 'content'], statusFrom: ['status_code', 1] },
    'starlette.responses.FileResponse': { gives: 'file', body: [0, 'path'], statusFrom: ['status_code', 1] },
    'starlette.responses.RedirectResponse': { gives: 'redirect', status: 307, statusFrom: ['status_code', 1] },
    'starlette.exceptions.HTTPException': { statusFrom: [0, 'status_code'], body: [1, 'detail'], raises: true },
  },
  replyMembers: { 'starlette.responses.Response.status_code': 'status' },
  installs: {
    'starlette.applications.Starlette.exception_handler': { as: 'error handler', what: 'function', catches: [0, 'exc_class_or_status_code'] },
    'starlette.applications.Starlette.add_exception_handler': { as: 'error handler', what: [1, 'handler'], catches: [0, 'exc_class_or_status_code'] },
  },
  handlerParams: {
    'starlette.routing.Route': ['starlette.requests.Request'],
    'starlette.applications.Starlette.add_route': ['starlette.requests.Request'],
    'starlette.routing.WebSocketRoute': ['starlette.websockets.WebSocket'],
  },
};
