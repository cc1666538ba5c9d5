/** Middleware and token libraries of Node: which turn requests away, which only read who sends them, and which look like it but do neither. */
import type { GuardRow, Library } from '../library.js';

function all(row: GuardRow, paths: readonly string[]): Readonly<Record<string, GuardRow>> {
  return Object.fromEntries(paths.map(path => [path, row]));
}

export const auth: Library = {
  name: 'auth',
  language: 'typescript',
  mentions: ['passport', 'jwt', 'jose', 'auth', 'clerk', 'session'],
  guards: {
    ...all('auth', [
      'passport.authenticate', 'passport.default.authenticate', 'koa-passport.authenticate', 'express-jwt', 'express-jwt.expressjwt', 'express-jwt.jwt', 'koa-jwt', 'express-basic-auth', 'express-openid-connect.requiresAuth',
      'express-oauth2-jwt-bearer.auth', '@clerk/express.requireAuth', '@clerk/clerk-sdk-node.ClerkExpressRequireAuth', 'hono/jwt.jwt', 'hono/bearer-auth.bearerAuth', 'hono/basic-auth.basicAuth', 'supertokens-node/recipe/session/framework/express.verifySession',
    ]),
    ...all('identity', [
      'jsonwebtoken.verify', 'jsonwebtoken.decode', 'jsonwebtoken.default.verify', 'jose.jwtVerify', 'jws.verify', 'jwt-decode.jwtDecode', 'next-auth.getServerSession', 'next-auth/jwt.getToken', 'iron-session.getIronSession', '@clerk/nextjs/server.auth',
      'express-openid-connect.auth', '@clerk/express.clerkMiddleware', 'firebase-admin/auth.Auth.verifyIdToken', 'fastify.FastifyRequest.jwtVerify',
    ]),
    ...all('other', ['passport.initialize', 'passport.session', 'express-session', 'cookie-session', 'cookie-parser', 'jsonwebtoken.sign', 'koa-session', '@fastify/session', '@fastify/cookie', '@fastify/auth', '@fastify/jwt', 'csurf', 'helmet', 'cors']),
  },
};
