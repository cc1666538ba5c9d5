/** tsoa: decorated classes from which a tool writes the function that registers them; what is sent is checked against the parameters' types. */
import type { Effect, Library } from '../library.js';

const verbs: Readonly<Record<string, string>> = { Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', Options: 'OPTIONS' };

const clientParameters = ['Body', 'BodyProp', 'Query', 'Queries', 'Path', 'Header', 'FormField', 'UploadedFile', 'UploadedFiles'];

/** Older versions keep the decorators in a package of their own. */
const packages = ['tsoa', '@tsoa/runtime'];

export const tsoa: Library = {
  name: 'tsoa',
  language: 'typescript',
  mentions: ['tsoa'],
  calls: Object.fromEntries(packages.flatMap(name => clientParameters.map((part): [string, Effect] => [`${name}.${part}`, { request: true }]))),
  controllers: Object.fromEntries(packages.map(name => [`${name}.Route`, 0])),
  controllerServers: { RegisterRoutes: { on: 0 } },
  routeDecorators: Object.fromEntries(packages.flatMap(name => Object.entries(verbs).map(([verb, method]) => [`${name}.${verb}`, { method, path: 0 }]))),
  guards: Object.fromEntries(packages.flatMap(name => [[`${name}.Security`, 'auth'], [`${name}.NoSecurity`, 'open'], [`${name}.Middlewares`, 'arguments']])),
};
