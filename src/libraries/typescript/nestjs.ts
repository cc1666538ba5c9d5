/** NestJS: decorated controller methods are endpoints, decorated parameters hold what the client sent. */
import { byStatus } from '../http-statuses.js';
import type { Effect, Library, Route } from '../library.js';

const methods: Readonly<Record<string, string>> = {
  Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', Options: 'OPTIONS', All: '*', Sse: 'GET',
};

const clientParameters = ['Body', 'Query', 'Param', 'Headers', 'Req', 'Request', 'RawBody', 'HostParam', 'Ip', 'UploadedFile', 'UploadedFiles'];

export const nestjs: Library = {
  name: 'nestjs',
  language: 'typescript',
  mentions: ['@nestjs/'],
  aliases: { '@nestjs/platform-express.NestExpressApplication': '@nestjs/common.INestApplication', '@nestjs/platform-fastify.NestFastifyApplication': '@nestjs/common.INestApplication' },
  calls: {
    '@nestjs/core.NestFactory.create': { returns: '@nestjs/common.INestApplication' },
    ...Object.fromEntries(clientParameters.map((name): [string, Effect] => [`@nestjs/common.${name}`, { request: true }])),
  },
  applications: ['@nestjs/common.INestApplication'],
  installs: {
    '@nestjs/common.INestApplication.useGlobalFilters': { as: 'error handler', what: 'rest' },
    '@nestjs/common.INestApplication.useGlobalPipes': { as: 'middleware', what: 'rest' }, '@nestjs/common.INestApplication.useGlobalGuards': { as: 'middleware', what: 'rest' }, '@nestjs/common.INestApplication.useGlobalInterceptors': { as: 'middleware', what: 'rest' },
    '@nestjs/common.INestApplication.use': { as: 'middleware', what: 'rest' }, '@nestjs/common.INestApplication.register': { as: 'middleware', what: 0 },
  },
  inOrder: true,
  guards: { '@nestjs/common.UseGuards': 'arguments', '@nestjs/common.applyDecorators': 'arguments', '@nestjs/passport.AuthGuard': 'auth', '@nestjs/throttler.ThrottlerGuard': 'other' },
  requests: ['@nestjs/common.Request'],
  replies: { '@nestjs/common.HttpException': { statusFrom: 1, body: 0, raises: true }, ...byStatus('@nestjs/common.', status => ({ status, body: 0, raises: true }), 'Exception', 'Camel', 400) },
  routeDecorators: {
    ...Object.fromEntries(Object.entries(methods).map(([name, method]): [string, Route] => [`@nestjs/common.${name}`, { method, path: 0 }])),
    '@nestjs/websockets.SubscribeMessage': { kind: 'socket', path: 0 },
    '@nestjs/microservices.MessagePattern': { kind: 'socket', path: 0 },
    '@nestjs/microservices.EventPattern': { kind: 'socket', path: 0 },
  },
};
