/** Rust crates that take care of something for a whole application. */
import type { Library } from '../library.js';

export const protections: Library = {
  name: 'protections',
  language: 'rust',
  mentions: ['governor', 'limit', 'helmet', 'request_id', 'tracing_actix_web', 'opentelemetry', 'health'],
  protects: {
    tower_governor: ['rate limit'], actix_governor: ['rate limit'], governor: ['rate limit'], actix_limitation: ['rate limit'], 'tower.limit.RateLimitLayer': ['rate limit'], 'tower.limit.rate': ['rate limit'], axum_gcra: ['rate limit'], rocket_governor: ['rate limit'], 'actix_extensible_rate_limit': ['rate limit'],
    axum_helmet: ['security headers'], tower_helmet: ['security headers'], actix_web_helmet: ['security headers'], helmet_core: ['security headers'], 'rocket.shield': ['security headers'],
    'tower_http.request_id': ['request id'], tower_request_id: ['request id'], tracing_actix_web: ['request id'], actix_request_identifier: ['request id'], axum_tracing_opentelemetry: ['request id'], opentelemetry: ['request id'], actix_web_opentelemetry: ['request id'], tracing_opentelemetry: ['request id'],
    axum_health: ['health check'], actix_web_health: ['health check'],
  },
};
