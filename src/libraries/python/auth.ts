/** Authentication libraries of Python: decorators and dependencies that turn requests away, and calls that read who sends them. */
import type { GuardRow, Library } from '../library.js';

function all(row: GuardRow, paths: readonly string[]): Readonly<Record<string, GuardRow>> {
  return Object.fromEntries(paths.map(path => [path, row]));
}

export const auth: Library = {
  name: 'auth',
  language: 'python',
  mentions: ['flask_login', 'flask_jwt', 'jwt', 'jose', 'auth', 'fastapi_users', 'rest_framework'],
  guards: {
    ...all('auth', [
      'flask_login.login_required', 'flask_login.fresh_login_required', 'flask_security.auth_required', 'flask_security.login_required', 'flask_security.roles_required', 'flask_jwt_extended.jwt_required', 'flask_jwt_extended.verify_jwt_in_request',
      'flask_httpauth.HTTPBasicAuth.login_required', 'flask_httpauth.HTTPTokenAuth.login_required', 'django.contrib.auth.decorators.login_required', 'django.contrib.auth.decorators.permission_required', 'django.contrib.auth.decorators.user_passes_test',
      'rest_framework.permissions.IsAuthenticated', 'rest_framework.permissions.IsAdminUser', 'fastapi_users.FastAPIUsers.current_user', 'aiohttp_security.check_authorized', 'aiohttp_security.check_permission',
    ]),
    ...all('identity', ['flask_login.current_user', 'flask_jwt_extended.get_jwt_identity', 'jwt.decode', 'jose.jwt.decode', 'jwt.api_jwt.decode', 'itsdangerous.URLSafeTimedSerializer.loads', 'aiohttp_security.authorized_userid', 'rest_framework.permissions.IsAuthenticatedOrReadOnly']),
    ...all('open', ['rest_framework.permissions.AllowAny', 'flask_login.login_exempt']),
    ...all('other', ['starlette.middleware.sessions.SessionMiddleware', 'fastapi.security.OAuth2PasswordRequestForm', 'fastapi.security.oauth2.OAuth2PasswordRequestForm']),
  },
};
