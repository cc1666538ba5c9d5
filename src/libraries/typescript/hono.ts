/** Hono: routes on applications mounted with `route`; one context per handler, which answers through it. */
import type { Library } from '../library.js';
import { handlerTypes, routeMethods } from './router-methods.js';

export const hono: Library = {
  name: 'hono',
  language: 'typescript',
  mentions: ['hono'],
  aliases: { '@hono/zod-openapi.OpenAPIHono': 'hono.Hono', 'hono/tiny.Hono': 'hono.Hono', 'hono/quick.Hono': 'hono.Hono' },
  calls: {
    'hono.Hono': { returns: 'hono.Hono' },
    'hono.Hono.use': { returns: 'self' },
    'hono.Hono.route': { returns: 'self' },
    'hono.Hono.basePath': { returns: 'self' },
    ...Object.fromEntries(Object.keys(routeMethods('hono.Hono', {})).map(path => [path, { returns: 'self' }])),
  },
  attributes: { 'hono.Context.req': 'hono.HonoRequest' },
  requests: ['hono.HonoRequest'],
  routeCalls: routeMethods('hono.Hono', { path: 0, handlers: 'rest' }),
  applications: ['hono.Hono'],
  inOrder: true,
  guardCalls: { 'hono.Hono.use': { guards: 'rest', path: 0, covers: 'later' } },
  mounts: { 'hono.Hono.route': { prefix: 0, router: 1 } },
  replies: {
    'hono.Context.json': { body: 0, statusFrom: 1 }, 'hono.Context.text': { body: 0, statusFrom: 1 }, 'hono.Context.html': { gives: 'page', body: 0, statusFrom: 1 }, 'hono.Context.body': { body: 0, statusFrom: 1 }, 'hono.Context.newResponse': { body: 0, statusFrom: 1 },
    'hono.Context.status': { statusFrom: 0, sets: true }, 'hono.Context.notFound': { status: 404 }, 'hono.Context.redirect': { status: 302, gives: 'redirect' }, 'hono/http-exception.HTTPException': { statusFrom: 0, body: 'message', raises: true },
  },
  installs: { 'hono.Hono.onError': { as: 'error handler', what: 0, always: 'any' }, 'hono.Hono.notFound': { as: 'error handler', what: 0, always: '404' } },
  answers: { 'hono.Context.json': 0, 'hono.Context.text': 0, 'hono.Context.html': 0, 'hono.Context.body': 0 },
  handlerParams: { ...handlerTypes('hono.Hono', ['hono.Context'], 'use'), 'hono.Handler': ['hono.Context'], 'hono.MiddlewareHandler': ['hono.Context'] },
};
