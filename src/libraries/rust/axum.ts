/** axum: routes are declared on a router with method routers; handlers take extractors. */
import type { Effect, Library } from '../library.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'any'];

const router: Effect = { returns: 'self' };
const methodRouter: Effect = { returns: 'axum.routing.MethodRouter' };

export const axum: Library = {
  name: 'axum',
  language: 'rust',
  mentions: ['axum', 'oasgen'],
  aliases: { 'axum.routing.Router': 'axum.Router', 'axum.extract.Json': 'axum.Json', 'axum.extract.Form': 'axum.Form', 'axum.extract.Extension': 'axum.Extension', 'axum.response.Json': 'axum.Json', 'axum_extra.extract.Query': 'axum.extract.Query', 'axum_extra.extract.Form': 'axum.Form', 'utoipa_axum.router.OpenApiRouter': 'axum.Router' },
  calls: {
    'axum.Router.new': { returns: 'axum.Router' }, 'axum.Router.default': { returns: 'axum.Router' },
    'axum.Router.route': router, 'axum.Router.nest': router, 'axum.Router.merge': router, 'axum.Router.layer': router, 'axum.Router.route_layer': router, 'axum.Router.with_state': { ...router, injects: 0 },
    'axum.Router.fallback': router, 'axum.Router.nest_service': router, 'axum.Router.route_service': router, 'axum.Router.*': router,
    ...Object.fromEntries(METHODS.flatMap(name => [[`axum.routing.${name}`, methodRouter], [`axum.routing.MethodRouter.${name}`, methodRouter]])),
    'axum.routing.on': methodRouter, 'axum.routing.MethodRouter.*': { returns: 'self' }, 'axum.routing.MethodRouter.layer': { returns: 'self' }, 'axum.routing.MethodRouter.route_layer': { returns: 'self' },
    'oasgen.Server.*': { returns: 'self' }, ...Object.fromEntries(['axum', 'actix', 'none', 'new'].map(name => [`oasgen.Server.${name}`, { returns: 'oasgen.Server' }])),
    'axum.Json': { returns: 'argument 0' }, 'axum.Extension': { returns: 'argument 0', injects: 0 }, 'axum.extract.State': { returns: 'argument 0' },
  },
  // oasgen writes the OpenAPI text beside the routes it hands to axum.
  routeCalls: { 'axum.Router.route': { path: 0, handlers: 1 }, ...Object.fromEntries(METHODS.map(name => [`oasgen.Server.${name}`, { method: name.toUpperCase(), path: 0, handlers: 1 }])) },
  methodRouters: Object.fromEntries(METHODS.flatMap(name => {
    const method = name === 'any' ? '*' : name.toUpperCase();
    return [[`axum.routing.${name}`, method], [`axum.routing.MethodRouter.${name}`, method]];
  })),
  applications: ['axum.Router'],
  servers: ['axum.serve', 'axum.Router.into_make_service', 'axum.Router.into_make_service_with_connect_info', 'axum_server.Server.serve'],
  guardCalls: { 'axum.Router.layer': { guards: 0, covers: 'earlier' }, 'axum.Router.route_layer': { guards: 0, covers: 'earlier' } },
  guards: {
    'axum.middleware.from_fn': 'argument 0', 'axum.middleware.from_fn_with_state': 'argument 1', 'axum.middleware.map_request': 'argument 0', 'axum.middleware.map_request_with_state': 'argument 1',
    'axum.Extension': 'other', 'axum.extract.State': 'other',
  },
  mounts: { 'axum.Router.nest': { prefix: 0, router: 1 }, 'axum.Router.merge': { router: 0 }, 'axum.Router.nest_service': { prefix: 0, router: 1 } },
  replies: {
    'axum.response.Redirect.to': { status: 303, gives: 'redirect' }, 'axum.response.Redirect.temporary': { status: 307, gives: 'redirect' }, 'axum.response.Redirect.permanent': { status: 308, gives: 'redirect' }, 'axum.response.Html': { status: 200, body: 0, gives: 'page' }, 'axum.response.Sse.new': { status: 200, body: 0, gives: 'stream' },
  },
  installs: { 'axum.Router.fallback': { as: 'error handler', what: 0, always: '404' }, 'axum.Router.fallback_service': { as: 'error handler', what: 0, always: '404' } },
  requests: ['axum.Json', 'axum.Form', 'axum.extract.Path', 'axum.extract.Query', 'axum.extract.RawQuery', 'axum.extract.Multipart', 'axum.extract.Request', 'axum.body.Bytes', 'axum.http.HeaderMap', 'axum_extra.TypedHeader', 'axum.extract.OriginalUri', 'axum.extract.RawForm'],
};
