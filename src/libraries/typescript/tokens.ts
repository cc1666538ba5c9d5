/** Signed tokens in Node: jsonwebtoken, jose, jwt-simple, jwt-decode, the middleware of Express and Koa, Nest's, Fastify's and Hono's. */
import type { Library, TokenRow } from '../library.js';

const off = { ignoreExpiration: 'expiry' } as const;
const verifies: TokenRow = { does: 'verifies', token: 0, options: 2, algorithms: 'algorithms', needsAlgorithms: 'by key', leeway: 'clockTolerance', off };
const issues: TokenRow = { does: 'issues', payload: 0, options: 2, algorithms: 'algorithm', expires: 'expiresIn' };
const service: TokenRow = { ...issues, options: 1, sharedOptions: true };
const serviceVerifies: TokenRow = { does: 'verifies', token: 0, options: 1, leeway: 'clockTolerance', off };
const middleware: TokenRow = { does: 'verifies', options: 0, algorithms: 'algorithms', needsAlgorithms: 'by key', leeway: 'clockTolerance', off, takenBy: 'getToken' };
const reads: TokenRow = { does: 'reads', token: 0 };

export const tokens: Library = {
  name: 'tokens',
  language: 'typescript',
  mentions: ['jsonwebtoken', 'jose', 'jwt'],
  aliases: {
    'jsonwebtoken.default': 'jsonwebtoken', 'express-jwt.expressjwt': 'express-jwt', 'express-jwt.default': 'express-jwt', 'koa-jwt.default': 'koa-jwt', 'jwt-decode.default': 'jwt-decode', 'jwt-decode.jwtDecode': 'jwt-decode', 'jwt-simple.default': 'jwt-simple',
    'fastify-jwt': '@fastify/jwt', '@fastify/jwt.default': '@fastify/jwt', '@fastify/jwt.fastifyJwt': '@fastify/jwt', '@tsndr/cloudflare-worker-jwt.default': '@tsndr/cloudflare-worker-jwt', 'hono/utils/jwt.Jwt': 'hono/jwt', 'jose.jwtDecrypt': 'jose.jwtVerify',
  },
  calls: { 'jose.SignJWT': { returns: 'jose.SignJWT' }, 'jose.SignJWT.*': { returns: 'self' }, 'jose.EncryptJWT': { returns: 'jose.EncryptJWT' }, 'jose.EncryptJWT.*': { returns: 'self' } },
  attributes: { 'fastify.FastifyInstance.jwt': '@fastify/jwt.JWT' },
  tokens: {
    'jsonwebtoken.verify': verifies, 'jsonwebtoken.sign': issues, 'jsonwebtoken.decode': reads,
    'jose.jwtVerify': { does: 'verifies', token: 0, options: 2, leeway: 'clockTolerance' }, 'jose.decodeJwt': reads, 'jose.UnsecuredJWT.decode': reads,
    'jose.SignJWT.sign': { does: 'issues', chain: 'setExpirationTime' }, 'jose.EncryptJWT.encrypt': { does: 'issues', chain: 'setExpirationTime' },
    '@nestjs/jwt.JwtService.sign': service, '@nestjs/jwt.JwtService.signAsync': service, '@nestjs/jwt.JwtService.verify': serviceVerifies, '@nestjs/jwt.JwtService.verifyAsync': serviceVerifies, '@nestjs/jwt.JwtService.decode': reads,
    'passport-jwt.Strategy': { does: 'verifies', options: 0, off, takenBy: 'jwtFromRequest' },
    'passport-jwt.ExtractJwt.fromUrlQueryParameter': { does: 'verifies', fromUrl: true },
    'express-jwt': middleware, 'koa-jwt': middleware,
    'jwt-simple.encode': { does: 'issues', payload: 0 }, 'jwt-simple.decode': { does: 'verifies', token: 0, readsWhen: 2, algorithms: 3, needsAlgorithms: 'by key' },
    'jwt-decode': reads,
    '@fastify/jwt.JWT.sign': service, '@fastify/jwt.JWT.verify': serviceVerifies, '@fastify/jwt.JWT.decode': reads, 'fastify.FastifyReply.jwtSign': service, 'fastify.FastifyRequest.jwtVerify': { ...serviceVerifies, options: 0 }, 'fastify.FastifyRequest.jwtDecode': { does: 'reads' },
    'hono/jwt.sign': { does: 'issues', payload: 0 }, 'hono/jwt.verify': { does: 'verifies', token: 0 }, 'hono/jwt.decode': reads, 'hono/jwt.jwt': { does: 'verifies', options: 0 },
    '@tsndr/cloudflare-worker-jwt.sign': { does: 'issues', payload: 0 }, '@tsndr/cloudflare-worker-jwt.verify': { does: 'verifies', token: 0 }, '@tsndr/cloudflare-worker-jwt.decode': reads,
  },
  tokenDefaults: ['@nestjs/jwt.JwtModule.register', '@nestjs/jwt.JwtModule.registerAsync', '@fastify/jwt'],
};
