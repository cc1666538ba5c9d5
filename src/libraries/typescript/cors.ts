/** Cross-origin policies of Node's frameworks: Express, Fastify, Koa, Hono, Nest, Socket.IO. */
import type { CorsRow, Library } from '../library.js';

/** `origin: true` answers whoever asks with his own origin. */
const policy: CorsRow = { origins: ['origin'], credentials: 'credentials', usual: 'any', reflects: true };

export const cors: Library = {
  name: 'cors',
  language: 'typescript',
  mentions: ['cors', 'Cors'],
  aliases: { 'cors.default': 'cors', '@koa/cors.default': '@koa/cors', '@fastify/cors.default': '@fastify/cors', 'fastify-cors': '@fastify/cors' },
  cors: {
    'cors': policy, '@koa/cors': policy, '@fastify/cors': policy, 'hono/cors.cors': policy,
    '@nestjs/common.INestApplication.enableCors': policy,
    '@nestjs/core.NestFactory.create': { ...policy, nested: 'cors', onlyNested: true },
    'socket.io.Server': { ...policy, nested: 'cors', onlyNested: true },
    '@nestjs/websockets.WebSocketGateway': { ...policy, nested: 'cors', onlyNested: true },
  },
};
