/** FastAPI: routes are decorators on an app or router, sessions and requests arrive through dependencies. */
import type { Effect, Library, Route } from '../library.js';
import { onType } from './on-type.js';

const path = [0, 'path'] as const;

const routes: Readonly<Record<string, Route>> = {
  get: { method: 'GET', path }, post: { method: 'POST', path }, put: { method: 'PUT', path }, patch: { method: 'PATCH', path },
  delete: { method: 'DELETE', path }, options: { method: 'OPTIONS', path }, head: { method: 'HEAD', path }, trace: { method: 'TRACE', path },
  api_route: { methodFrom: 'methods', path }, route: { methodFrom: 'methods', path },
  websocket: { kind: 'socket', path }, websocket_route: { kind: 'socket', path },
};

/** A parameter's default that says where in the request it comes from. */
const parameter: Effect = { request: true };

export const fastapi: Library = {
  name: 'fastapi',
  language: 'python',
  mentions: ['fastapi'],
  aliases: {
    'fastapi.applications.FastAPI': 'fastapi.FastAPI',
    'fastapi.routing.APIRouter': 'fastapi.APIRouter',
    'fastapi.params': 'fastapi',
    'fastapi.param_functions': 'fastapi',
    'fastapi.exceptions.HTTPException': 'fastapi.HTTPException',
    'fastapi.security.oauth2': 'fastapi.security',
  },
  attributes: { 'fastapi.FastAPI.state': 'starlette.datastructures.State' },
  // What a router can do, an app can.
  bases: { 'fastapi.FastAPI': 'fastapi.APIRouter' },
  requests: ['fastapi.Query', 'fastapi.Path', 'fastapi.Header', 'fastapi.Cookie', 'fastapi.Body', 'fastapi.Form', 'fastapi.File', 'fastapi.security.OAuth2PasswordRequestForm'],
  calls: {
    'fastapi.FastAPI': { returns: 'fastapi.FastAPI' },
    'fastapi.APIRouter': { returns: 'fastapi.APIRouter' },
    'fastapi.Depends': { provides: [0, 'dependency'] },
    'fastapi.Security': { provides: [0, 'dependency'] },
    'fastapi.Query': parameter, 'fastapi.Path': parameter, 'fastapi.Header': parameter, 'fastapi.Cookie': parameter,
    'fastapi.Body': parameter, 'fastapi.Form': parameter, 'fastapi.File': parameter,
    'fastapi.encoders.jsonable_encoder': { returns: 'argument 0' },
  },
  routeDecorators: onType('fastapi.APIRouter', routes),
  routeCalls: onType('fastapi.APIRouter', {
    add_api_route: { methodFrom: 'methods', path, handlers: [1, 'endpoint'] },
    add_route: { methodFrom: 'methods', path, handlers: [1, 'endpoint'] },
    add_api_websocket_route: { kind: 'socket', path, handlers: [1, 'endpoint'] },
  }),
  applications: ['fastapi.FastAPI'],
  routers: ['fastapi.APIRouter'],
  inOrder: true,
  guardOptions: ['dependencies'],
  guardCalls: onType('fastapi.APIRouter', { middleware: { guards: 'function', covers: 'all' }, add_middleware: { guards: [0, 'middleware_class'], covers: 'all' } }),
  replies: { 'fastapi.HTTPException': { statusFrom: [0, 'status_code'], body: [1, 'detail'], raises: true }, 'fastapi.exceptions.RequestValidationError': { status: 422, raises: true } },
  installs: onType('fastapi.APIRouter', {
    exception_handler: { as: 'error handler', what: 'function', catches: [0, 'exc_class_or_status_code'] },
    add_exception_handler: { as: 'error handler', what: [1, 'handler'], catches: [0, 'exc_class_or_status_code'] },
  }),
  guards: Object.fromEntries([
    'OAuth2PasswordBearer', 'OAuth2AuthorizationCodeBearer', 'OAuth2', 'HTTPBearer', 'HTTPBasic', 'HTTPDigest', 'APIKeyHeader', 'APIKeyQuery', 'APIKeyCookie', 'OpenIdConnect', 'base.SecurityBase',
  ].flatMap(name => [[`fastapi.security.${name}`, 'auth'], [`fastapi.security.api_key.${name}`, 'auth'], [`fastapi.security.http.${name}`, 'auth']])),
  mounts: onType('fastapi.APIRouter', {
    include_router: { prefix: 'prefix', router: [0, 'router'] },
    mount: { prefix: [0, 'path'], router: [1, 'app'] },
  }),
};

/** One call pages a statement: the page's size comes from the request, with a maximum. */
const paging: Effect = { adds: 'limit', on: 0, rows: 'many', returns: 'fastapi_pagination.Page' };

export const fastapiPagination: Library = {
  name: 'fastapi_pagination',
  language: 'python',
  mentions: ['fastapi_pagination'],
  aliases: {
    'fastapi_pagination.default.Page': 'fastapi_pagination.Page',
    'fastapi_pagination.default.Params': 'fastapi_pagination.Params',
    'fastapi_pagination.limit_offset.LimitOffsetPage': 'fastapi_pagination.LimitOffsetPage',
    'fastapi_pagination.limit_offset.LimitOffsetParams': 'fastapi_pagination.LimitOffsetParams',
    'fastapi_pagination.cursor.CursorPage': 'fastapi_pagination.CursorPage',
    'fastapi_pagination.cursor.CursorParams': 'fastapi_pagination.CursorParams',
  },
  paginators: [
    'fastapi_pagination.Page', 'fastapi_pagination.Params', 'fastapi_pagination.LimitOffsetPage', 'fastapi_pagination.LimitOffsetParams',
    'fastapi_pagination.CursorPage', 'fastapi_pagination.CursorParams', 'fastapi_pagination.bases.AbstractPage', 'fastapi_pagination.bases.AbstractParams',
  ],
  calls: Object.fromEntries([
    'sqlalchemy', 'sqlmodel', 'async_sqlalchemy', 'async_sqlmodel', 'sqlalchemy_future', 'databases', 'gino', 'ormar', 'tortoise', 'django', 'asyncpg', 'motor', 'beanie', 'peewee',
  ].flatMap(extension => [[`fastapi_pagination.ext.${extension}.paginate`, paging], [`fastapi_pagination.ext.${extension}.apaginate`, paging]])),
};
