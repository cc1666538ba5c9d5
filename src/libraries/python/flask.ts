/** Flask: routes on apps and blueprints, the request as a global; Flask-RESTful and Flask-RESTX hang classes under paths. */
import type { Effect, Library, Route } from '../library.js';
import { byStatus } from '../http-statuses.js';
import { onType } from './on-type.js';

const path = [0, 'rule'] as const;

const routes: Readonly<Record<string, Route>> = {
  route: { methodFrom: 'methods', path }, get: { method: 'GET', path }, post: { method: 'POST', path }, put: { method: 'PUT', path },
  patch: { method: 'PATCH', path }, delete: { method: 'DELETE', path },
};

const fromClient: Effect = { request: true, returns: 'flask.RequestData' };

/** The parts of a request the client fills. */
const parts = ['args', 'form', 'values', 'json', 'data', 'headers', 'cookies', 'files', 'view_args', 'path', 'full_path', 'url', 'base_url', 'query_string', 'stream'];

export const flask: Library = {
  name: 'flask',
  language: 'python',
  mentions: ['flask'],
  aliases: {
    'flask.app.Flask': 'flask.Flask',
    'flask.blueprints.Blueprint': 'flask.Blueprint',
    'flask.wrappers.Request': 'flask.Request',
    // The request is a global; what it is made of is reached by whole paths: `flask.request.args.get`.
    'flask.globals.request': 'flask.Request',
    'flask.request': 'flask.Request',
    'flask.json.jsonify': 'flask.jsonify',
    'flask_smorest.Blueprint': 'flask.Blueprint',
    'flask_openapi3.OpenAPI': 'flask.Flask',
    'flask_openapi3.APIBlueprint': 'flask.Blueprint',
  },
  bases: { 'flask.Flask': 'flask.Blueprint' },
  requests: ['flask.Request', 'flask.RequestData', ...parts.map(part => `flask.Request.${part}`)],
  attributes: onType('flask.Request', Object.fromEntries(parts.map(part => [part, 'flask.RequestData']))),
  calls: {
    'flask.Flask': { returns: 'flask.Flask' },
    'flask.Blueprint': { returns: 'flask.Blueprint' },
    ...onType('flask.Request', {
      get_json: fromClient, get_data: fromClient,
      ...Object.fromEntries(parts.flatMap(part => ['get', 'getlist', 'items', 'keys', 'values', 'to_dict'].map(method => [`${part}.${method}`, fromClient]))),
    }),
    'flask.RequestData.*': fromClient,
    'flask.jsonify': {}, 'flask.make_response': {}, 'flask.abort': {}, 'flask.render_template': {}, 'flask.redirect': {}, 'flask.url_for': {}, 'flask.send_file': {},
    'flask.escape': {}, 'markupsafe.escape': {},
  },
  routeDecorators: onType('flask.Blueprint', routes),
  routeCalls: onType('flask.Blueprint', { add_url_rule: { methodFrom: 'methods', path, handlers: ['view_func', 2] } }),
  applications: ['flask.Flask'],
  routers: ['flask.Blueprint'],
  guardCalls: onType('flask.Blueprint', { before_request: { guards: 0, covers: 'all' }, before_app_request: { guards: 0, covers: 'all' } }),
  mounts: onType('flask.Blueprint', { register_blueprint: { prefix: 'url_prefix', router: [0, 'blueprint'] } }),
  replies: {
    'flask.jsonify': { body: 0 }, 'flask.make_response': { body: 0, statusFrom: 1 }, 'flask.Response': { body: [0, 'response'], statusFrom: ['status', 1] },
    'flask.render_template': { body: 0, gives: 'page' }, 'flask.redirect': { gives: 'redirect', status: 302, statusFrom: ['code', 1] }, 'flask.send_file': { body: 0, gives: 'file' }, 'flask.send_from_directory': { body: 1, gives: 'file' },
    'flask.abort': { statusFrom: 0, body: [1, 'description'], raises: 'itself' }, 'flask_smorest.abort': { statusFrom: 0, body: 'message', raises: 'itself' },
    ...byStatus('werkzeug.exceptions.', status => ({ status, body: [0, 'description'], raises: true }), '', 'Camel', 400),
  },
  replyMembers: { 'flask.Response.status_code': 'status' },
  installs: {
    ...onType('flask.Blueprint', {
      errorhandler: { as: 'error handler', what: 'function', catches: 0 }, app_errorhandler: { as: 'error handler', what: 'function', catches: 0 },
      register_error_handler: { as: 'error handler', what: [1, 'f'], catches: [0, 'code_or_exception'] },
      after_request: { as: 'middleware', what: 'function' }, after_app_request: { as: 'middleware', what: 'function' },
    }),
  },
  answers: { 'flask.jsonify': 0, 'flask.make_response': 0, 'flask.Response': [0, 'response'] },
};

export const flaskRestful: Library = {
  name: 'flask_restful',
  language: 'python',
  mentions: ['flask_restful', 'flask_restx'],
  aliases: { 'flask_restx.Api': 'flask_restful.Api', 'flask_restx.Resource': 'flask_restful.Resource', 'flask_restx.reqparse': 'flask_restful.reqparse', 'flask_restx.Namespace': 'flask_restful.Namespace' },
  bases: { 'flask_restful.Namespace': 'flask_restful.Api' },
  requests: ['flask_restful.reqparse.Namespace'],
  calls: {
    'flask_restful.Api': { returns: 'flask_restful.Api' },
    'flask_restful.Namespace': { returns: 'flask_restful.Namespace' },
    'flask_restful.reqparse.RequestParser': { returns: 'flask_restful.reqparse.RequestParser' },
    'flask_restful.reqparse.RequestParser.add_argument': {},
    'flask_restful.reqparse.RequestParser.parse_args': { request: true, returns: 'flask_restful.reqparse.Namespace' },
    'flask_restful.reqparse.Namespace.*': { request: true, returns: 'flask_restful.reqparse.Namespace' },
  },
  replies: { 'flask_restful.abort': { statusFrom: [0, 'http_status_code'], raises: 'itself' } },
  installs: { 'flask_restful.Api.errorhandler': { as: 'error handler', what: 'function', catches: 0 } },
  routeDecorators: { 'flask_restful.Api.route': { path: 0 } },
  routeCalls: { 'flask_restful.Api.add_resource': { method: '*', path: 1, handlers: 0 } },
  mounts: { 'flask_restful.Api.add_namespace': { prefix: [1, 'path'], router: [0, 'ns'] } },
};
