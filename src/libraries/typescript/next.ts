/** Next.js: handlers by their files' places, the web's own requests and responses, and sessions read in the handler. */
import type { Effect, GuardRow, Library, ReplyRow } from '../library.js';

const fromClient: Effect = { request: true, returns: 'next/server.RequestData' };
const reading = ['json', 'text', 'formData', 'arrayBuffer', 'blob'];

/** The web's classes, and Next's that extend them. */
const requestTypes = ['next/server.NextRequest', 'globalThis.Request'];
const responseTypes = ['next/server.NextResponse', 'globalThis.Response'];

const json: ReplyRow = { body: 0, statusFrom: '1.status' };

export const next: Library = {
  name: 'next',
  language: 'typescript',
  mentions: ['next'],
  aliases: { 'next.NextApiRequest': 'express.Request', 'next.NextApiResponse': 'express.Response', 'next/types.NextApiRequest': 'express.Request', 'next/types.NextApiResponse': 'express.Response', 'next/server.default.NextResponse': 'next/server.NextResponse' },
  requests: [...requestTypes, 'next/server.RequestData'],
  attributes: Object.fromEntries(requestTypes.flatMap(type => ['nextUrl', 'headers', 'cookies', 'body', 'url'].map(part => [`${type}.${part}`, 'next/server.RequestData']))),
  calls: {
    ...Object.fromEntries(requestTypes.flatMap(type => reading.map((method): [string, Effect] => [`${type}.${method}`, fromClient]))),
    'next/server.RequestData.*': fromClient,
  },
  handlerParams: { 'next.NextApiHandler': ['express.Request', 'express.Response'], 'next/types.NextApiHandler': ['express.Request', 'express.Response'] },
  guards: Object.fromEntries<GuardRow>([
    ...['next-auth.getServerSession', 'next-auth/next.getServerSession', 'next-auth.unstable_getServerSession', 'next-auth/next.unstable_getServerSession', 'next-auth/jwt.getToken', 'next-auth/react.getSession', '@clerk/nextjs.auth', '@clerk/nextjs/server.currentUser', '@clerk/nextjs.currentUser', '@clerk/nextjs/server.getAuth'].map((path): [string, GuardRow] => [path, 'identity']),
    ...['next-auth/middleware.withAuth', 'next-auth/middleware', '@auth0/nextjs-auth0.withApiAuthRequired', '@clerk/nextjs/server.auth.protect'].map((path): [string, GuardRow] => [path, 'auth']),
  ]),
  replies: {
    ...Object.fromEntries(responseTypes.flatMap((type): [string, ReplyRow][] => [[`${type}.json`, json], [type, json], [`${type}.redirect`, { status: 307, gives: 'redirect' }]])),
    'next/server.NextResponse.next': { gives: 'redirect' }, 'next/server.NextResponse.rewrite': { gives: 'redirect' }, 'globalThis.Response.error': { status: 500 },
    'next/navigation.redirect': { status: 307, gives: 'redirect' }, 'next/navigation.notFound': { status: 404, raises: 'itself' },
  },
  answers: Object.fromEntries(responseTypes.flatMap(type => [[`${type}.json`, 0], [type, 0]])),
};
