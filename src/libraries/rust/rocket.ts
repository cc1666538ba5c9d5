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
  replies: {
    'rocket.response.status.Created.new': { status: 201, sets: true }, 'rocket.response.status.Created': { status: 201, body: 1 }, 'rocket.response.status.Accepted': { status: 202, body: 0 }, 'rocket.response.status.NotFound': { status: 404, body: 0 },
    'rocket.response.status.BadRequest': { status: 400, body: 0 }, 'rocket.response.status.Unauthorized': { status: 401, body: 0 }, 'rocket.response.status.Forbidden': { status: 403, body: 0 }, 'rocket.response.status.Conflict': { status: 409, body: 0 },
    'rocket.response.status.Custom': { statusFrom: 0, body: 1 }, 'rocket.response.Redirect.to': { status: 303, gives: 'redirect' },
  },
  installs: { 'rocket.Rocket.register': { as: 'error handler', what: 1, always: 'any' }, 'rocket.Rocket.attach': { as: 'middleware', what: 0 } },
  requests: ['rocket.serde.json.Json', 'rocket.form.Form', 'rocket.data.Data', 'rocket.Data', 'rocket.fs.TempFile'],
};
