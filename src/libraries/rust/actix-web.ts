/** actix-web: handlers carry attribute routes, or are given to resources, scopes and the app. */
import { byStatus } from '../http-statuses.js';
import type { Effect, Library } from '../library.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'trace'];

const self: Effect = { returns: 'self' };

export const actixWeb: Library = {
  name: 'actix-web',
  language: 'rust',
  mentions: ['actix_web', 'actix-web', 'paperclip', 'ntex'],
  aliases: { 'actix_web.Scope': 'actix_web.web.Scope', 'actix_web.Resource': 'actix_web.web.Resource', 'actix_web.Route': 'actix_web.web.Route', 'paperclip.actix.web': 'actix_web.web',
    // A fork that keeps all names, one module deeper.
    'ntex.web.App': 'actix_web.App', 'ntex.web.HttpResponse': 'actix_web.HttpResponse', 'ntex.web.HttpRequest': 'actix_web.HttpRequest', 'ntex.web.types': 'actix_web.web', 'ntex.web': 'actix_web.web' },
  calls: {
    'actix_web.App.new': { returns: 'actix_web.App' }, 'actix_web.App.*': self, 'actix_web.App.app_data': { returns: 'self', injects: 0 }, 'actix_web.App.data': { returns: 'self', injects: 0 }, 'actix_web.web.ServiceConfig.app_data': { returns: 'self', injects: 0 }, 'actix_web.web.Scope.app_data': { returns: 'self', injects: 0 }, 'actix_web.App.route': self, 'actix_web.App.service': self, 'actix_web.App.configure': { returns: 'self', passes: 'actix_web.web.ServiceConfig' },
    'actix_web.web.scope': { returns: 'actix_web.web.Scope' }, 'actix_web.web.Scope.*': self, 'actix_web.web.Scope.route': self, 'actix_web.web.Scope.service': self, 'actix_web.web.Scope.configure': { returns: 'self', passes: 'actix_web.web.ServiceConfig' },
    'actix_web.web.resource': { returns: 'actix_web.web.Resource' }, 'actix_web.web.Resource.*': self, 'actix_web.web.Resource.route': self,
    'actix_web.web.ServiceConfig.route': self, 'actix_web.web.ServiceConfig.service': self, 'actix_web.web.ServiceConfig.*': self,
    ...Object.fromEntries(METHODS.map(name => [`actix_web.web.${name}`, { returns: 'actix_web.web.Route' }])),
    'actix_web.web.route': { returns: 'actix_web.web.Route' }, 'actix_web.web.Route.to': self, 'actix_web.web.Route.*': self,
    ...byStatus('actix_web.HttpResponse.', () => ({ returns: 'actix_web.HttpResponseBuilder' })), 'actix_web.HttpResponse.build': { returns: 'actix_web.HttpResponseBuilder' }, 'actix_web.HttpResponseBuilder.*': self,
    'actix_web.web.Data.new': { returns: 'argument 0' }, 'actix_web.web.Data.from': { returns: 'argument 0' }, 'actix_web.web.block': {}, 'actix_web.web.Json': { returns: 'argument 0' },
  },
  routeDecorators: {
    ...Object.fromEntries(METHODS.map(name => [`actix_web.${name}`, { method: name.toUpperCase(), path: 0 }])),
    ...Object.fromEntries(METHODS.map(name => [`actix_web.web.${name}`, { method: name.toUpperCase(), path: 0 }])),
    'actix_web.route': { path: 0, methodFrom: 'method' },
  },
  routeCalls: {
    'actix_web.App.route': { path: 0, handlers: 1 }, 'actix_web.web.Scope.route': { path: 0, handlers: 1 }, 'actix_web.web.ServiceConfig.route': { path: 0, handlers: 1 },
    'actix_web.web.Resource.route': { handlers: 0 }, 'actix_web.web.Resource.to': { method: '*', handlers: 0 },
  },
  methodRouters: { ...Object.fromEntries(METHODS.map(name => [`actix_web.web.${name}`, name.toUpperCase()])), 'actix_web.web.route': '*' },
  applications: ['actix_web.App'],
  guardCalls: { 'actix_web.App.wrap': { guards: 0, covers: 'all' }, 'actix_web.web.Scope.wrap': { guards: 0, covers: 'all' }, 'actix_web.web.Resource.wrap': { guards: 0, covers: 'all' } },
  guards: { 'actix_web.middleware.from_fn': 'argument 0', 'actix_web_lab.middleware.from_fn': 'argument 0', 'actix_session.SessionMiddleware': 'other', 'actix_session.Session': 'other', 'actix_identity.IdentityMiddleware': 'other' },
  mounts: { 'actix_web.App.service': { router: 0 }, 'actix_web.web.Scope.service': { router: 0 }, 'actix_web.web.ServiceConfig.service': { router: 0 }, 'actix_web.App.configure': { router: 0 }, 'actix_web.web.Scope.configure': { router: 0 } },
  replies: {
    ...byStatus('actix_web.HttpResponse.', status => ({ status, sets: true })), 'actix_web.HttpResponse.build': { statusFrom: 0, sets: true }, 'actix_web.HttpResponse.new': { statusFrom: 0 },
    'actix_web.HttpResponseBuilder.new': { statusFrom: 0, sets: true }, 'actix_web.HttpResponseBuilder.status': { statusFrom: 0, sets: true }, 'actix_web.HttpResponseBuilder.json': { body: 0 }, 'actix_web.HttpResponseBuilder.body': { body: 0 }, 'actix_web.HttpResponseBuilder.streaming': { body: 0, gives: 'stream' }, 'actix_web.HttpResponseBuilder.finish': {},
    ...byStatus('actix_web.error.Error', status => ({ status, body: 0, raises: true }), '', 'Camel', 400),
    'actix_web.web.Redirect.to': { status: 307, gives: 'redirect' }, 'actix_files.NamedFile.open': { status: 200, gives: 'file' },
  },
  installs: { 'actix_web.App.default_service': { as: 'error handler', what: 0, always: '404' } },
  requests: ['actix_web.web.Json', 'actix_web.web.Path', 'actix_web.web.Query', 'actix_web.web.Form', 'actix_web.web.Bytes', 'actix_web.web.Payload', 'actix_web.HttpRequest', 'actix_multipart.Multipart'],
};
