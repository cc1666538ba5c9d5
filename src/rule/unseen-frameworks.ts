/** Web frameworks that the manifests name and no endpoint was found of: what is said about endpoints then is about too few, or about none. */
import type { Program } from './program.js';
import { stackOf, type Ingredient } from './stack.js';

/** Packages whose endpoints are read. */
const read: ReadonlySet<string> = new Set([
  'axum', 'actix-web', 'rocket', 'ntex', 'fastapi', 'flask', 'flask-restful', 'flask-restx', 'flask-smorest', 'django', 'djangorestframework', 'litestar', 'sanic',
  'express', 'fastify', 'koa', '@koa/router', 'koa-router', '@nestjs/core', 'hono', 'routing-controllers', 'tsoa',
]);

/** Packages that answer requests and whose endpoints are not read. */
const unread: ReadonlySet<string> = new Set([
  'poem', 'poem-openapi', 'salvo', 'warp', 'tide', 'gotham', 'thruster', 'viz', 'pavex', 'async-graphql', 'juniper', 'tonic', 'dropshot',
  'tornado', 'falcon', 'bottle', 'quart', 'cherrypy', 'pyramid', 'robyn', 'blacksheep', 'web.py', 'emmett', 'django-ninja', 'connexion', 'responder', 'molten', 'strawberry-graphql', 'graphene', 'ariadne',
  '@hapi/hapi', 'elysia', 'restify', '@adonisjs/core', 'sails', '@loopback/core', '@feathersjs/feathers', '@tsed/common', 'h3', 'nitropack', 'polka', 'micro', 'moleculer', '@trpc/server', 'type-graphql', 'graphql-yoga', '@apollo/server', 'apollo-server-express', 'egg', '@midwayjs/core', '@marblejs/core', '@foal/core', 'hyper-express', 'uwebsockets.js',
]);

export interface Unseen { readonly notes: readonly string[]; /** Why no endpoint at all was found, where there should be some. */ readonly nothing: string | undefined }

export function unseenFrameworks(program: Program): Unseen {
  const { uses } = stackOf(program.companions);
  const found = program.endpoints.filter(one => program.roleAt(one.at) === 'production').length;
  const strange = [...uses.values()].filter(one => unread.has(one.name) && isUsed(one, program));
  const known = [...uses.values()].filter(one => read.has(one.name));
  const notes = [
    ...(strange.length > 0 ? [`endpoints of ${listed(strange)} are not read${found === 0 ? ': nothing about endpoints is judged' : ''}`] : []),
    ...(found === 0 && known.length > 0 && strange.length === 0 ? [`no endpoint was found, although the manifests name ${listed(known)}: nothing about endpoints is judged`] : []),
  ];
  return { notes, nothing: found === 0 ? notes[0] : undefined };
}

/** Something imports it: a manifest may name what nobody uses. */
function isUsed({ name }: Ingredient, program: Program): boolean {
  const module = name.replace(/^django-(?=ninja$)/, '').replace(/^strawberry-graphql$/, 'strawberry').replaceAll('-', name.startsWith('@') ? '-' : '[-_]').replace('.', '[.]?');
  const own = new RegExp(`^${module}(?:$|[./:])`, 'i');
  return program.files.some(file => file.role === 'production' && file.imports.some(one => own.test(one.module)));
}

function listed(all: readonly Ingredient[]): string {
  const names = all.map(one => `\`${one.name}\` (${one.manifest})`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${String(names.at(-1))}`;
}
