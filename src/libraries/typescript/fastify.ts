/** Fastify: routes on instances that plugins receive; a handler answers by what it returns or sends. */
import type { Library } from '../library.js';
import { byStatus } from '../http-statuses.js';
import { handlerTypes, routeMethods } from './router-methods.js';

const params = ['fastify.FastifyRequest', 'fastify.FastifyReply'];
const plugin = ['fastify.FastifyInstance'];

export const fastify: Library = {
  name: 'fastify',
  language: 'typescript',
  mentions: ['fastify'],
  aliases: { 'fastify.fastify': 'fastify', 'fastify.default': 'fastify' },
  calls: {
    'fastify': { returns: 'fastify.FastifyInstance' },
    'fastify.FastifyInstance.register': { returns: 'self' },
    'fastify.FastifyInstance.withTypeProvider': { returns: 'self' },
    'fastify.FastifyInstance.after': { returns: 'self' },
    'fastify.FastifyInstance.addHook': { returns: 'self' },
    'fastify.FastifyInstance.decorate': { returns: 'self', attaches: 'fastify.FastifyInstance' },
    'fastify.FastifyInstance.decorateRequest': { returns: 'self', attaches: 'fastify.FastifyRequest' },
    'fastify.FastifyInstance.decorateReply': { returns: 'self', attaches: 'fastify.FastifyReply' },
    'fastify.FastifyInstance.route': { returns: 'self' },
    'fastify.FastifyReply.*': { returns: 'self' },
    ...Object.fromEntries(Object.keys(routeMethods('fastify.FastifyInstance', {})).map(path => [path, { returns: 'self' }])),
  },
  attributes: {
    // What the official database plugins decorate an instance with.
    'fastify.FastifyInstance.pg': 'pg.Pool',
    'fastify.FastifyInstance.mysql': 'mysql2/promise.Pool',
    'fastify.FastifyInstance.knex': 'knex.Knex',
    'fastify.FastifyInstance.prisma': '@prisma/client.PrismaClient',
    'fastify.FastifyRequest.server': 'fastify.FastifyInstance',
    'fastify.FastifyInstance.httpErrors': 'fastify.HttpErrors',
  },
  requests: ['fastify.FastifyRequest'],
  routeCalls: {
    ...routeMethods('fastify.FastifyInstance', { path: 0, handlers: 'rest' }),
    'fastify.FastifyInstance.route': { methodFrom: 'method', path: ['url', 'path'], handlers: 'handler' },
  },
  folderLoaders: ['@fastify/autoload', '@fastify/autoload.default', 'fastify-autoload'],
  applications: ['fastify.FastifyInstance'],
  guardOptions: ['onRequest', 'preParsing', 'preValidation', 'preHandler'],
  guardCalls: { 'fastify.FastifyInstance.addHook': { guards: 1, covers: 'all' } },
  mounts: { 'fastify.FastifyInstance.register': { prefix: 'prefix', router: 0 } },
  replies: {
    'fastify.FastifyReply.code': { statusFrom: 0, sets: true }, 'fastify.FastifyReply.status': { statusFrom: 0, sets: true }, 'fastify.FastifyReply.send': { body: 0 }, 'fastify.FastifyReply.redirect': { status: 302, gives: 'redirect' },
    'fastify.FastifyReply.sendFile': { body: 0, gives: 'file' }, 'fastify.FastifyReply.view': { body: 1, gives: 'page' },
    // @fastify/sensible
    ...byStatus('fastify.FastifyReply.', status => ({ status, body: 0 }), '', 'camel', 400), ...byStatus('fastify.HttpErrors.', status => ({ status, body: 0, raises: true }), '', 'camel', 400),
  },
  replyMembers: { 'fastify.FastifyReply.statusCode': 'status' },
  installs: {
    'fastify.FastifyInstance.register': { as: 'middleware', what: 0 }, 'fastify.FastifyInstance.use': { as: 'middleware', what: 'rest' },
    'fastify.FastifyInstance.setErrorHandler': { as: 'error handler', what: 0, always: 'any' }, 'fastify.FastifyInstance.setNotFoundHandler': { as: 'error handler', what: [1, 0], always: '404' },
  },
  answers: { 'fastify.FastifyReply.send': 0, 'fastify.FastifyReply.view': 1 },
  handlerParams: {
    ...handlerTypes('fastify.FastifyInstance', params, 'route', 'addHook', 'setErrorHandler'),
    'fastify.FastifyInstance.register': plugin,
    'fastify-plugin': plugin,
    'fastify-plugin.fastifyPlugin': plugin,
    // Types of functions: `const users: FastifyPluginAsync = async fastify => ...`.
    'fastify.FastifyPluginAsync': plugin,
    'fastify.FastifyPluginCallback': plugin,
    'fastify.FastifyPlugin': plugin,
    'fastify.RouteHandlerMethod': params,
    'fastify.RouteHandler': params,
    'fastify.preHandlerHookHandler': params,
    '@fastify/type-provider-typebox.FastifyPluginAsyncTypebox': plugin,
    '@fastify/type-provider-typebox.FastifyPluginCallbackTypebox': plugin,
    '@fastify/type-provider-json-schema-to-ts.FastifyPluginAsyncJsonSchemaToTs': plugin,
    'fastify-type-provider-zod.FastifyPluginAsyncZod': plugin,
  },
};
