/** Rocket: attribute routes, mounted under a base with `routes!`. */
import type { Library } from '../library.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const rocket: Library = {
  name: 'rocket',
  language: 'rust',
  mentions: ['rocket'],
  aliases: { 'rocket.State': 'rocket.State' },
  calls: { 'rocket.build': { returns: 'rocket.Rocket' }, 'rocket.Rocket.*': { returns: 'self' }, 'rocket.Rocket.mount': { returns: 'self' }, 'rocket.Rocket.manage': { returns: 'self', injects: 0 }, 'rocket.routes': {}, 'rocket.custom': { returns: 'rocket.Rocket' } },
  routeDecorators: {
    ...Object.fromEntries(METHODS.map(name => [`rocket.${name}`, { method: name.toUpperCase(), path: 0 }])),
    // With `#[macro_use] extern crate rocket` the attributes need no import.
    ...Object.fromEntries(METHODS.map(name => [name, { method: name.toUpperCase(), path: 0 }])),
    'rocket.route': { method: '*', path: ['uri', 1] },
  },
  applications: ['rocket.Rocket'],
  mounts: { 'rocket.Rocket.mount': { prefix: 0, router: 1 } },
  requests: ['rocket.serde.json.Json', 'rocket.form.Form', 'rocket.data.Data', 'rocket.Data', 'rocket.fs.TempFile'],
};
