/** Endpoints that have to answer before anybody is known: health, documentation, sign-in and sign-up, callbacks of other services, static files. */
import type { Endpoint } from '../../src/rule/index.js';

const words = [
  'health', 'healthz', 'health_?check', 'live', 'livez', 'liveness', 'ready', 'readyz', 'readiness', 'ping', 'heartbeat', 'status', '(app(lication)?-?)?version', 'about', 'info', 'metrics',
  'docs', 'swagger', 'redoc', 'openapi(\\.json)?', 'api-docs', 'schema', 'graphiql', 'favicon(\\.ico)?', 'robots(\\.txt)?', 'sitemap(\\.xml)?', 'manifest(\\.json)?', '\\.well-known', 'jwks(\\.json)?',
  'log_?in', 'log_?out', 'sign_?in', 'sign_?up', 'sign_?out', 'register', 'registration', 'authenticate', 'oauth2?', 'oidc', 'saml', 'sso', 'callback', 'refresh(_?token)?', 'access_?token', 'verify', 'confirm', 'activate', 'unsubscribe',
  'forgot(_?password)?', 'reset_?password', 'password_?reset', 'recover(_?password)?', 'password_?recovery', 'captcha', 'csrf(_?token)?', 'webhooks?', 'hooks?', 'public', 'static', 'assets', 'terms', 'privacy', 'legal', 'contact', 'setup', 'onboarding', 'init', 'first_?install', 'install', 'service-worker\\.js',
];
const segment = new RegExp(`^(${words.map(word => word.replaceAll('_?', '[_-]?')).join('|')})$`, 'i');
/** Lists every visitor's page is built from: reading them is public. */
const referenceList = /^(languages?|locales?|translations?|i18n|currencies|countries|timezones|tags|categories|genres)$/i;
const handlerName = new RegExp(`^(${words.filter(word => !/^(live|ready|status|version|about|info|verify|confirm|public|static|schema|docs|setup|init|install|contact|hooks\\?)$/.test(word)).join('|')}|register_?user|sign_?up_?user|create_?account|log_?in_?\\w*|recover_?password(_html_content)?)$`, 'i');

export function isPublicByNature(endpoint: Endpoint): boolean {
  const parts = endpoint.path.split('/').filter(part => part !== '' && !/^[:{<*]/.test(part));
  if (endpoint.method === 'GET' && (parts.length === 0 || isPage(endpoint))) return true;
  if (parts.some(part => segment.test(part)) || handlerName.test(endpoint.handler.fact.name)) return true;
  const last = parts.at(-1) ?? '';
  if (endpoint.method === 'GET' && /^(api|v\d+)$/i.test(last)) return true;
  if (endpoint.method === 'GET' && referenceList.test(last) && !parts.some(part => /^(admin|internal|me|users?)$/i.test(part))) return true;
  // `POST /auth/google`: one more way of signing in.
  if (parts.at(-2) === 'auth' && !/change|update|delete|users?|admin|permission|role|^me$|profile/i.test(last)) return true;
  // A token or a user that does not exist yet: signing in and signing up.
  return endpoint.method === 'POST' && /^(token|session|sessions|users?|accounts?|auth)$/i.test(last) && !/[:{<]/.test(endpoint.path);
}

/** `GET /*`: the front-end's own pages. */
function isPage(endpoint: Endpoint): boolean {
  return /^\/?[*({:]?\*/.test(endpoint.path);
}
