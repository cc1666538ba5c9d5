/** JavaScript libraries that take care of something for a whole application. */
import type { Library } from '../library.js';

export const protections: Library = {
  name: 'protections',
  language: 'typescript',
  mentions: ['limit', 'throttl', 'helmet', 'lusca', 'hpp', 'request-id', 'correlation', 'cls', 'pino', 'opentelemetry', 'terminus', 'health', 'brute'],
  protects: {
    'express-rate-limit': ['rate limit'], 'express-slow-down': ['rate limit'], 'rate-limiter-flexible': ['rate limit'], 'express-brute': ['rate limit'], '@nestjs/throttler': ['rate limit'], '@fastify/rate-limit': ['rate limit'], 'fastify-rate-limit': ['rate limit'],
    'koa-ratelimit': ['rate limit'], 'koa2-ratelimit': ['rate limit'], 'hono-rate-limiter': ['rate limit'], '@upstash/ratelimit': ['rate limit'], 'nestjs-rate-limiter': ['rate limit'], '@hono-rate-limiter/cloudflare': ['rate limit'], bottleneck: ['rate limit'],
    helmet: ['security headers'], lusca: ['security headers'], 'koa-helmet': ['security headers'], '@fastify/helmet': ['security headers'], 'fastify-helmet': ['security headers'], 'hono/secure-headers': ['security headers'],
    'express-request-id': ['request id'], 'express-correlation-id': ['request id'], 'cls-rtracer': ['request id'], 'nestjs-cls': ['request id'], 'nestjs-pino': ['request id'], 'pino-http': ['request id'], 'express-pino-logger': ['request id'],
    'koa-requestid': ['request id'], 'hono/request-id': ['request id'], '@fastify/request-context': ['request id'], 'express-request-context': ['request id'],
    '@opentelemetry/sdk-node': ['request id'], '@opentelemetry/auto-instrumentations-node': ['request id'], 'dd-trace': ['request id'], 'elastic-apm-node': ['request id'],
    '@nestjs/terminus': ['health check'], '@godaddy/terminus': ['health check'], 'express-healthcheck': ['health check'], 'fastify-healthcheck': ['health check'], '@cloudnative/health-connect': ['health check'], lightship: ['health check'], 'express-actuator': ['health check'],
    '@fastify/under-pressure': ['health check'], 'under-pressure': ['health check'],
  },
};
