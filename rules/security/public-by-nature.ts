/** Endpoints that have to answer before anybody is known: health, documentation, sign-in and sign-up, callbacks of other services, static files. */
import type { Endpoint, Program } from '../../src/rule/index.js';
import { kindOf } from '../../src/rule/index.js';

function oneOf(words: readonly string[]): RegExp {
  return new RegExp(`^(${words.map(word => word.replaceAll(' ', '[_-]?')).join('|')})$`, 'i');
}

const probe = oneOf(['health', 'healthz', 'health ?checks?', 'live', 'livez', 'liveness', 'ready', 'readyz', 'readiness', 'ping', 'heartbeat', 'metrics']);
/** Read by anybody: what says something about the service, and files every visitor's page is made of. */
const read = oneOf([
  'status', '(app(lication)? )?version', 'about', 'info', 'docs', 'swagger', 'redoc', 'openapi(\\.json)?', 'api docs', 'schema', 'graphiql', 'favicon(\\.ico)?', 'robots(\\.txt)?', 'sitemap(\\.xml)?',
  'manifest(\\.json)?', '\\.well-known', 'jwks(\\.json)?', 'captcha', 'csrf( token)?', 'public', 'static', 'assets', 'terms', 'privacy', 'legal', 'service worker\\.js',
  'languages?', 'locales?', 'translations?', 'i18n', 'currencies', 'countries', 'timezones', 'tags', 'categories', 'genres',
]);
/** How somebody becomes known. */
const signIn = oneOf([
  'log in', 'log out', 'sign in', 'sign up', 'sign out', 'register( user)?', 'registration', 'authenticate', 'oauth2?', 'oidc', 'saml', 'sso', 'callback', 'refresh( token)?', 'access token', 'verify( email)?', 'confirm( email)?', 'activate', 'unsubscribe',
  'forgot( password)?', 'reset password', 'password reset', 'recover( password)?', 'password recovery', 'captcha', 'setup', 'onboarding', 'init', 'first install', 'install',
]);
const signInHandler = oneOf(['log in( \\w+)?', 'log ?out', 'sign in', 'sign up( user)?', 'register( user)?', 'create account', 'authenticate', 'refresh token', 'forgot password', 'reset password', 'recover password( html content)?', 'verify email']);
const webhook = oneOf(['webhooks?', 'hooks?']);

function isPublicByNature(endpoint: Pick<Endpoint, 'path' | 'method' | 'handler'>): boolean {
  const parts = endpoint.path.split('/').filter(part => part !== '');
  // What stands below one item (`/orders/:id/status`, `/users/:id/activate`) belongs to it.
  const firstItem = parts.findIndex(part => /^[:{<]/.test(part));
  const above = firstItem < 0 ? parts : parts.slice(0, firstItem);
  const last = parts.at(-1) ?? '';
  const reads = /^(GET|HEAD)$/.test(endpoint.method);
  const name = endpoint.handler.fact.name;
  if (above.some(part => probe.test(part)) || probe.test(name)) return true;
  // What no route took: a page renderer, a "not found".
  if ((reads || endpoint.method === '*') && /^[*({:]?\*/.test(parts[0] ?? '')) return true;
  if (reads && (parts.length === 0 || /^(api|v\d+)$/i.test(last))) return true;
  if (reads && above.some(part => read.test(part)) && !above.some(part => /^(admin|internal|me)$/i.test(part))) return true;
  if (above.some(part => signIn.test(part)) || signInHandler.test(name)) return true;
  if (endpoint.method === 'POST' && parts.some(part => webhook.test(part))) return true;
  // `POST /auth/google`: one more way of signing in.
  if (parts.at(-2) === 'auth' && !/change|update|delete|users?|admin|permission|role|^me$|profile/i.test(last)) return true;
  // A token or a user that does not exist yet.
  return endpoint.method === 'POST' && /^(token|sessions?|users?|accounts?|auth)$/i.test(last) && firstItem < 0;
}

/** What takes any method changes something when it writes. */
export function changes({ method, handler }: Endpoint, program: Program): boolean {
  return method === '*' ? does(handler, 'writes', program) : !/^(GET|HEAD|OPTIONS)(\||$)/.test(method);
}

/** A page that shows nothing stored is there for everybody; what takes any method and only reads is like a `GET`. */
export function isPublic(endpoint: Endpoint, program: Program): boolean {
  const { path, handler } = endpoint;
  const method = endpoint.method === '*' && !changes(endpoint, program) ? 'GET' : endpoint.method;
  return isPublicByNature({ path, method, handler }) || (/^(GET|HEAD)$/.test(method) && kindOf(endpoint, program) === 'page' && !does(handler, 'reads', program));
}

function does(handler: Endpoint['handler'], kind: 'reads' | 'writes', program: Program): boolean { return program.summaryOf(handler).effects.some(one => one.kind === kind); }
