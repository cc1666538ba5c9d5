/** NestJS: decorated controller methods are endpoints, decorated parameters hold what the client sent. */
import type { Effect, Library, Route } from '../library.js';

const methods: Readonly<Record<string, string>> = {
  Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', Options: 'OPTIONS', All: '*', Sse: 'GET',
};

const clientParameters = ['Body', 'Query', 'Param', 'Headers', 'Req', 'Request', 'RawBody', 'HostParam', 'Ip', 'UploadedFile', 'UploadedFiles'];

export const nestjs: Library = {
  name: 'nestjs',
  language: 'typescript',
  mentions: ['@nestjs/'],
  calls: Object.fromEntries(clientParameters.map((name): [string, Effect] => [`@nestjs/common.${name}`, { request: true }])),
  inOrder: true,
  guards: { '@nestjs/common.UseGuards': 'arguments', '@nestjs/common.applyDecorators': 'arguments', '@nestjs/passport.AuthGuard': 'auth', '@nestjs/throttler.ThrottlerGuard': 'other' },
  requests: ['@nestjs/common.Request'],
  routeDecorators: {
    ...Object.fromEntries(Object.entries(methods).map(([name, method]): [string, Route] => [`@nestjs/common.${name}`, { method, path: 0 }])),
    '@nestjs/websockets.SubscribeMessage': { kind: 'socket', path: 0 },
    '@nestjs/microservices.MessagePattern': { kind: 'socket', path: 0 },
    '@nestjs/microservices.EventPattern': { kind: 'socket', path: 0 },
  },
};
