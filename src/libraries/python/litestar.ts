/** Litestar: decorated functions and controllers that are handed to routers, guards at every level, sessions and filters as dependencies. */
import type { Effect, Library, Route } from '../library.js';
import { onType } from './on-type.js';

const path = ['path', 0] as const;

const routes: Readonly<Record<string, Route>> = {
  get: { method: 'GET', path, handedOver: true }, post: { method: 'POST', path, handedOver: true }, put: { method: 'PUT', path, handedOver: true },
  patch: { method: 'PATCH', path, handedOver: true }, delete: { method: 'DELETE', path, handedOver: true }, head: { method: 'HEAD', path, handedOver: true },
  route: { methodFrom: 'http_method', path, handedOver: true }, websocket: { kind: 'socket', path, handedOver: true },
};

const fromClient: Effect = { request: true, returns: 'litestar.RequestData' };
const statuses: Readonly<Record<string, number>> = { NotFoundException: 404, NotAuthorizedException: 401, PermissionDeniedException: 403, ValidationException: 400, ClientException: 400, ImproperlyConfiguredException: 500, InternalServerException: 500, ServiceUnavailableException: 503, TooManyRequestsException: 429, MethodNotAllowedException: 405 };

/** Put before the whole application; each may leave out paths. */
const authentications = ['JWTAuth', 'JWTCookieAuth', 'OAuth2PasswordBearerAuth'];

export const litestar: Library = {
  name: 'litestar',
  language: 'python',
  mentions: ['litestar', 'starlite'],
  aliases: {
    starlite: 'litestar', 'litestar.app.Litestar': 'litestar.Litestar', 'starlite.Starlite': 'litestar.Litestar', 'litestar.router.Router': 'litestar.Router', 'litestar.controller.Controller': 'litestar.Controller',
    'litestar.handlers': 'litestar', 'litestar.connection.Request': 'litestar.Request', 'litestar.exceptions.http_exceptions': 'litestar.exceptions', 'litestar.response.Response': 'litestar.Response',
  },
  // A plugin is handed the settings an application is made of.
  bases: { 'litestar.Litestar': 'litestar.Router', 'litestar.config.app.AppConfig': 'litestar.Litestar', ...Object.fromEntries(authentications.map(name => [`litestar.security.jwt.${name}`, 'litestar.security.Authentication'])), 'litestar.security.session_auth.SessionAuth': 'litestar.security.Authentication' },
  requests: ['litestar.Request', 'litestar.RequestData'],
  attributes: { 'litestar.config.app.AppConfig.route_handlers': 'litestar.RouteHandlers', ...onType('litestar.Request', Object.fromEntries(['query_params', 'path_params', 'headers', 'cookies', 'url'].map(part => [part, 'litestar.RequestData']))) },
  calls: {
    'litestar.Litestar': { returns: 'litestar.Litestar' },
    'litestar.Router': { returns: 'litestar.Router' },
    'litestar.config.app.AppConfig': { returns: 'litestar.config.app.AppConfig' },
    ...Object.fromEntries([...authentications.map(name => `jwt.${name}`), 'session_auth.SessionAuth'].map(name => [`litestar.security.${name}`, { returns: `litestar.security.${name}` }])),
    'litestar.di.Provide': { provides: [0, 'dependency'] },
    ...onType('litestar.Request', { json: fromClient, body: fromClient, form: fromClient, msgpack: fromClient, stream: fromClient }),
    'litestar.RequestData.*': fromClient,
    'litestar.security.Authentication.on_app_init': { returns: 'argument 0' },
  },
  controllers: { 'litestar.Controller': 'path' },
  routeDecorators: onType('litestar', routes),
  applications: ['litestar.Litestar', 'litestar.config.app.AppConfig'],
  routers: ['litestar.Router'],
  guardOptions: ['guards', 'on_app_init'],
  guardCalls: { 'litestar.security.Authentication.on_app_init': { guards: 'self', on: [0, 'app_config'], covers: 'all' } },
  guards: Object.fromEntries([...authentications.map(name => `jwt.${name}`), 'session_auth.SessionAuth', 'Authentication'].flatMap(name => [[`litestar.security.${name}`, 'auth'], [`litestar.security.${name}.on_app_init`, 'auth']])),
  mounts: {
    'litestar.Litestar': { router: [0, 'route_handlers'], prefix: 'path', made: true },
    'litestar.Router': { router: ['route_handlers', 1], prefix: ['path', 0], made: true },
    'litestar.Router.register': { router: [0, 'value'] }, 'litestar.RouteHandlers.extend': { router: 0 }, 'litestar.RouteHandlers.append': { router: 0 },
  },
  replies: {
    'litestar.Response': { body: [0, 'content'], statusFrom: 'status_code' }, 'litestar.response.Redirect': { gives: 'redirect', status: 302, statusFrom: 'status_code' },
    'litestar.response.Template': { body: [0, 'template_name'], gives: 'page', statusFrom: 'status_code' }, 'litestar.response.File': { gives: 'file', body: 0 }, 'litestar.response.Stream': { gives: 'stream', body: 0 },
    'litestar.exceptions.HTTPException': { statusFrom: 'status_code', body: ['detail', 0], raises: true },
    ...Object.fromEntries(Object.entries(statuses).map(([name, status]) => [`litestar.exceptions.${name}`, { status, body: ['detail', 0], raises: true as const }])),
  },
};
