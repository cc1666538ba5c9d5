/** routing-controllers: decorated classes are served by Express or Koa; the same decorators as Nest's under other names. */
import type { Effect, Library, Route } from '../library.js';

const verbs: Readonly<Record<string, string>> = { Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', All: '*' };

const clientParameters = ['Body', 'BodyParam', 'QueryParam', 'QueryParams', 'Param', 'Params', 'HeaderParam', 'HeaderParams', 'CookieParam', 'CookieParams', 'UploadedFile', 'UploadedFiles'];

const server = { controllers: 'controllers', prefix: 'routePrefix' } as const;

export const routingControllers: Library = {
  name: 'routing-controllers',
  language: 'typescript',
  mentions: ['routing-controllers'],
  calls: {
    'routing-controllers.createExpressServer': { returns: 'express.Application' },
    'routing-controllers.createKoaServer': { returns: 'koa.Application' },
    'routing-controllers.useExpressServer': { returns: 'argument 0' },
    'routing-controllers.useKoaServer': { returns: 'argument 0' },
    ...Object.fromEntries(clientParameters.map((name): [string, Effect] => [`routing-controllers.${name}`, { request: true }])),
  },
  controllers: { 'routing-controllers.Controller': 0, 'routing-controllers.JsonController': 0 },
  controllerServers: {
    'routing-controllers.createExpressServer': server, 'routing-controllers.createKoaServer': server,
    'routing-controllers.useExpressServer': { ...server, on: 0 }, 'routing-controllers.useKoaServer': { ...server, on: 0 },
  },
  routeDecorators: Object.fromEntries(Object.entries(verbs).map(([name, method]): [string, Route] => [`routing-controllers.${name}`, { method, path: 0 }])),
  protects: { 'routing-controllers.ExpressErrorMiddlewareInterface': ['error handlers'] },
  guards: {
    'routing-controllers.Authorized': 'auth', 'routing-controllers.CurrentUser': 'auth when required',
    'routing-controllers.UseBefore': 'arguments', 'routing-controllers.UseAfter': 'other', 'routing-controllers.UseInterceptor': 'other',
  },
};
