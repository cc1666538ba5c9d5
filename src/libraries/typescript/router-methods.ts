/** The routing methods that JavaScript web frameworks share: `get`, `post`, ... `all`, each with the HTTP method it stands for. */
import type { Route } from '../library.js';

const methods: Readonly<Record<string, string>> = {
  get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', all: '*',
};

/** `express.Router.get` and its siblings, all alike but for the method. */
export function routeMethods(type: string, route: Omit<Route, 'method'>): Readonly<Record<string, Route>> {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [`${type}.${name}`, { ...route, method }]));
}

/** What handlers given to these methods (and to `more`) receive. */
export function handlerTypes(type: string, params: readonly string[], ...more: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...Object.keys(methods), ...more].map(name => [`${type}.${name}`, params]));
}
