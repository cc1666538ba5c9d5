/** Authentication crates: extractors and layers that turn requests away, and calls that read a token. */
import type { GuardRow, Library } from '../library.js';

function all(row: GuardRow, paths: readonly string[]): Readonly<Record<string, GuardRow>> {
  return Object.fromEntries(paths.map(path => [path, row]));
}

export const auth: Library = {
  name: 'auth',
  language: 'rust',
  mentions: ['jsonwebtoken', 'axum_login', 'actix_identity', 'actix_web_httpauth', 'tower_http', 'auth'],
  guards: {
    ...all('auth', [
      'axum_login.login_required', 'axum_login.permission_required', 'axum_login.predicate_required', 'actix_identity.Identity', 'actix_web_httpauth.extractors.bearer.BearerAuth', 'actix_web_httpauth.extractors.basic.BasicAuth',
      'actix_web_httpauth.middleware.HttpAuthentication.bearer', 'actix_web_httpauth.middleware.HttpAuthentication.basic', 'actix_web_httpauth.middleware.HttpAuthentication.with_fn',
      'tower_http.validate_request.ValidateRequestHeaderLayer.bearer', 'tower_http.validate_request.ValidateRequestHeaderLayer.basic', 'tower_http.auth.RequireAuthorizationLayer', 'tower_http.auth.RequireAuthorizationLayer.bearer', 'tower_http.auth.RequireAuthorizationLayer.basic',
    ]),
    'tower_http.auth.AsyncRequireAuthorizationLayer.new': 'argument 0',
    'tower_http.validate_request.ValidateRequestHeaderLayer.custom': 'argument 0',
    ...all('identity', ['jsonwebtoken.decode', 'axum_login.AuthSession', 'axum_extra.headers.Authorization']),
    ...all('other', ['tower_sessions.Session', 'tower_sessions.SessionManagerLayer', 'axum_login.AuthManagerLayerBuilder', 'axum_login.AuthManagerLayer', 'actix_session.Session']),
  },
};
