/** Express: routes and mounts on applications and routers; handlers get `(req, res, next)` and answer through `res`. */
import type { Library } from '../library.js';
import { handlerTypes, routeMethods } from './router-methods.js';

const params = ['express.Request', 'express.Response', 'express.NextFunction'];

export const express: Library = {
  name: 'express',
  language: 'typescript',
  mentions: ['express'],
  aliases: {
    'express.Express': 'express.Application',
    'express.IRouter': 'express.Router',
    'express-serve-static-core.Request': 'express.Request',
    'express-serve-static-core.Response': 'express.Response',
    'express-serve-static-core.Router': 'express.Router',
    'express-serve-static-core.Express': 'express.Application',
    'express-serve-static-core.Application': 'express.Application',
    'express-promise-router': 'express.Router',
  },
  bases: { 'express.Application': 'express.Router' },
  calls: {
    'express': { returns: 'express.Application' },
    'express.Router': { returns: 'express.Router' },
    'express.Router.route': { returns: 'express.Route' },
    'express.Router.use': { returns: 'self' },
    'express.Router.param': { returns: 'self' },
    'express.Response.*': { returns: 'self' },
    ...Object.fromEntries(Object.keys(routeMethods('express.Router', {})).map(path => [path, { returns: 'self' }])),
    ...Object.fromEntries(Object.keys(routeMethods('express.Route', {})).map(path => [path, { returns: 'self' }])),
  },
  requests: ['express.Request'],
  routeCalls: {
    ...routeMethods('express.Router', { path: 0, handlers: 'rest' }),
    // The path was given to `route('/users')`, the receiver.
    ...routeMethods('express.Route', { path: 'self', handlers: 'rest' }),
  },
  applications: ['express.Application'],
  routers: ['express.Router'],
  inOrder: true,
  guardCalls: { 'express.Router.use': { guards: 'rest', path: 0, covers: 'later' }, 'express.Router.all': { guards: 'rest', path: 0, covers: 'later', whole: true }, 'express.Route.all': { guards: 'rest', path: 'self', covers: 'later', whole: true } },
  mounts: { 'express.Router.use': { prefix: 0, router: 'rest' } },
  replies: {
    'express.Response.status': { statusFrom: 0, sets: true }, 'express.Response.writeHead': { statusFrom: 0, sets: true }, 'express.Response.sendStatus': { statusFrom: 0 },
    'express.Response.json': { body: 0 }, 'express.Response.jsonp': { body: 0 }, 'express.Response.send': { body: 0 }, 'express.Response.end': { body: 0 },
    'express.Response.render': { body: 1, gives: 'page' }, 'express.Response.redirect': { status: 302, gives: 'redirect' }, 'express.Response.sendFile': { body: 0, gives: 'file' }, 'express.Response.download': { body: 0, gives: 'file' },
  },
  replyMembers: { 'express.Response.statusCode': 'status' },
  answers: {
    'express.Response.json': 0, 'express.Response.jsonp': 0, 'express.Response.send': 0, 'express.Response.end': 0,
    'express.Response.write': 0, 'express.Response.render': 1,
  },
  handlerParams: {
    ...handlerTypes('express.Router', params, 'use'), 'express.Router.use#4': ['globalThis.Error', ...params],
    ...handlerTypes('express.Route', params),
    // Types of functions: `const show: RequestHandler = (req, res) => ...`.
    'express.RequestHandler': params,
    'express.Handler': params,
  },
};
