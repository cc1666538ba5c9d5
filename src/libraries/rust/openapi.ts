/** aide and utoipa-axum: routers that write the OpenAPI text beside the routes they hand to axum. */
import type { Library } from '../library.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];

export const aide: Library = {
  name: 'aide',
  language: 'rust',
  mentions: ['aide'],
  aliases: {
    'aide.axum.ApiRouter': 'axum.Router', 'aide.axum.routing.ApiMethodRouter': 'axum.routing.MethodRouter',
    ...Object.fromEntries(METHODS.flatMap(name => [[`aide.axum.routing.${name}`, `axum.routing.${name}`], [`aide.axum.routing.${name}_with`, `axum.routing.${name}`], [`axum.routing.MethodRouter.${name}_with`, `axum.routing.MethodRouter.${name}`]])),
  },
  routeCalls: { 'axum.Router.api_route': { path: 0, handlers: 1 }, 'axum.Router.api_route_with': { path: 0, handlers: 1 } },
  mounts: { 'axum.Router.nest_api_service': { prefix: 0, router: 1 } },
};

export const utoipa: Library = {
  name: 'utoipa',
  language: 'rust',
  mentions: ['utoipa'],
  calls: { 'axum.Router.with_openapi': { returns: 'axum.Router' } },
  // The attribute alone only documents: what `routes!` names is served.
  routeDecorators: { 'utoipa.path': { methodFrom: 0, path: 'path', whenMounted: true } },
  mounts: { 'axum.Router.routes': { router: 0 } },
};
