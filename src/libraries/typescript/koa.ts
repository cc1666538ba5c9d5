/** Koa with koa-router: routes on routers, one context per handler, the answer assigned to `ctx.body`. */
import type { Library } from '../library.js';
import { handlerTypes, routeMethods } from './router-methods.js';

const params = ['koa.Context'];

export const koa: Library = {
  name: 'koa',
  language: 'typescript',
  mentions: ['koa'],
  aliases: {
    'koa.ParameterizedContext': 'koa.Context',
    'koa.DefaultContext': 'koa.Context',
    '@koa/router.RouterContext': 'koa.Context',
    'koa-router.IRouterContext': 'koa.Context',
    'koa-router.RouterContext': 'koa.Context',
    '@koa/router.Router': 'koa-router.Router',
  },
  bases: { 'koa': 'koa.Application', '@koa/router': 'koa-router.Router', 'koa-router': 'koa-router.Router' },
  calls: {
    'koa': { returns: 'koa.Application' },
    'koa.Application.use': { returns: 'self' },
    '@koa/router': { returns: 'koa-router.Router' },
    'koa-router': { returns: 'koa-router.Router' },
    'koa-router.Router.use': { returns: 'self' },
    'koa-router.Router.prefix': { returns: 'self' },
    'koa-router.Router.routes': { returns: 'self' },
    'koa-router.Router.middleware': { returns: 'self' },
    ...Object.fromEntries(Object.keys(routeMethods('koa-router.Router', {})).map(path => [path, { returns: 'self' }])),
    'koa-router.Router.del': { returns: 'self' },
  },
  attributes: { 'koa.Context.request': 'koa.Request', 'koa.Context.response': 'koa.Response', 'koa.Context.query': 'koa.Request', 'koa.Context.params': 'koa.Request', 'koa.Context.querystring': 'koa.Request' },
  requests: ['koa.Request'],
  routeCalls: { ...routeMethods('koa-router.Router', { path: 0, handlers: 'rest' }), 'koa-router.Router.del': { method: 'DELETE', path: 0, handlers: 'rest' } },
  applications: ['koa.Application'],
  routers: ['koa-router.Router'],
  inOrder: true,
  guardCalls: { 'koa.Application.use': { guards: 'rest', covers: 'later' }, 'koa-router.Router.use': { guards: 'rest', path: 0, covers: 'later' } },
  mounts: { 'koa.Application.use': { router: 'rest' }, 'koa-router.Router.use': { prefix: 0, router: 'rest' } },
  replies: { 'koa.Context.throw': { statusFrom: 0, body: 1, raises: 'itself' }, 'koa.Context.redirect': { status: 302, gives: 'redirect' }, 'koa.Context.assert': { statusFrom: 1, body: 2, raises: 'itself' } },
  replyMembers: { 'koa.Context.status': 'status', 'koa.Context.body': 'body', 'koa.Response.status': 'status', 'koa.Response.body': 'body' },
  handlerParams: { ...handlerTypes('koa-router.Router', params, 'del', 'use'), 'koa.Application.use': params, 'koa.Middleware': params },
};
