/** Signed tokens in Node: jsonwebtoken, jose, Nest's and Fastify's. */
import type { Library, TokenRow } from '../library.js';

const off = { ignoreExpiration: 'expiry' } as const;
const verifies: TokenRow = { does: 'verifies', token: 0, options: 2, algorithms: 'algorithms', needsAlgorithms: 'by key', leeway: 'clockTolerance', off };
const issues: TokenRow = { does: 'issues', payload: 0, options: 2, algorithms: 'algorithm', expires: 'expiresIn' };
const service: TokenRow = { ...issues, options: 1, sharedOptions: true };
const serviceVerifies: TokenRow = { does: 'verifies', token: 0, options: 1, leeway: 'clockTolerance', off };

export const tokens: Library = {
  name: 'tokens',
  language: 'typescript',
  mentions: ['jsonwebtoken', 'jose', 'jwt'],
  aliases: { 'jsonwebtoken.default': 'jsonwebtoken' },
  calls: { 'jose.SignJWT': { returns: 'jose.SignJWT' }, 'jose.SignJWT.*': { returns: 'self' } },
  tokens: {
    'jsonwebtoken.verify': verifies, 'jsonwebtoken.sign': issues, 'jsonwebtoken.decode': { does: 'reads', token: 0 },
    'jose.jwtVerify': { does: 'verifies', token: 0, options: 2, leeway: 'clockTolerance' }, 'jose.decodeJwt': { does: 'reads', token: 0 }, 'jose.UnsecuredJWT.decode': { does: 'reads', token: 0 },
    'jose.SignJWT.sign': { does: 'issues', chain: 'setExpirationTime' },
    '@nestjs/jwt.JwtService.sign': service, '@nestjs/jwt.JwtService.signAsync': service, '@nestjs/jwt.JwtService.verify': serviceVerifies, '@nestjs/jwt.JwtService.verifyAsync': serviceVerifies, '@nestjs/jwt.JwtService.decode': { does: 'reads', token: 0 },
    'passport-jwt.Strategy': { does: 'verifies', options: 0, off },
    'passport-jwt.ExtractJwt.fromUrlQueryParameter': { does: 'verifies', fromUrl: true },
  },
  tokenDefaults: ['@nestjs/jwt.JwtModule.register', '@nestjs/jwt.JwtModule.registerAsync'],
};
