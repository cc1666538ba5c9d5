/** Python libraries that take care of something for a whole application. */
import type { Library } from '../library.js';

export const protections: Library = {
  name: 'protections',
  language: 'python',
  mentions: ['limit', 'throttl', 'secure', 'talisman', 'helmet', 'correlation', 'request_id', 'opentelemetry', 'health'],
  protects: {
    slowapi: ['rate limit'], fastapi_limiter: ['rate limit'], flask_limiter: ['rate limit'], ratelimit: ['rate limit'], django_ratelimit: ['rate limit'], limits: ['rate limit'], fastapi_advanced_rate_limiter: ['rate limit'],
    pyrate_limiter: ['rate limit'], aiolimiter: ['rate limit'], asgi_ratelimit: ['rate limit'], 'rest_framework.throttling': ['rate limit'], 'ninja.throttling': ['rate limit'],
    secure: ['security headers'], flask_talisman: ['security headers'], secweb: ['security headers'], Secweb: ['security headers'], csp: ['security headers'], fastapi_security_headers: ['security headers'],
    'django.middleware.security.SecurityMiddleware': ['security headers'],
    asgi_correlation_id: ['request id'], starlette_context: ['request id'], flask_request_id: ['request id'], flask_log_request_id: ['request id'], django_guid: ['request id'], log_request_id: ['request id'], request_id: ['request id'],
    'opentelemetry.instrumentation': ['request id'], ddtrace: ['request id'], logfire: ['request id'], elasticapm: ['request id'],
    fastapi_health: ['health check'], fastapi_healthchecks: ['health check'], healthcheck: ['health check'], py_healthcheck: ['health check'], health_check: ['health check'],
  },
};
