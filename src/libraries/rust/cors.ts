/** Cross-origin policies of Rust's frameworks: tower-http's layer, actix-cors, rocket_cors, warp. */
import type { Library } from '../library.js';

export const cors: Library = {
  name: 'cors',
  language: 'rust',
  mentions: ['cors', 'Cors'],
  calls: {
    'tower_http.cors.CorsLayer.new': { returns: 'tower_http.cors.CorsLayer' }, 'tower_http.cors.CorsLayer.default': { returns: 'tower_http.cors.CorsLayer' }, 'tower_http.cors.CorsLayer.permissive': { returns: 'tower_http.cors.CorsLayer' },
    'tower_http.cors.CorsLayer.very_permissive': { returns: 'tower_http.cors.CorsLayer' }, 'tower_http.cors.CorsLayer.*': { returns: 'self' },
    'actix_cors.Cors.default': { returns: 'actix_cors.Cors' }, 'actix_cors.Cors.permissive': { returns: 'actix_cors.Cors' }, 'actix_cors.Cors.*': { returns: 'self' },
    'warp.cors': { returns: 'warp.cors.Builder' }, 'warp.cors.Builder.*': { returns: 'self' },
  },
  cors: {
    'tower_http.cors.CorsLayer.new': { begins: true }, 'tower_http.cors.CorsLayer.default': { begins: true },
    'tower_http.cors.CorsLayer.permissive': { begins: true, gives: 'any' }, 'tower_http.cors.CorsLayer.very_permissive': { begins: true, gives: 'reflected', credentials: true },
    'tower_http.cors.CorsLayer.allow_origin': { origins: 0 }, 'tower_http.cors.CorsLayer.allow_credentials': { credentials: 0 },
    'actix_cors.Cors.default': { begins: true }, 'actix_cors.Cors.permissive': { begins: true, gives: 'any', credentials: true },
    'actix_cors.Cors.allow_any_origin': { gives: 'any' }, 'actix_cors.Cors.allowed_origin': { origins: 0 }, 'actix_cors.Cors.allowed_origin_fn': { origins: 0 }, 'actix_cors.Cors.supports_credentials': { credentials: true },
    'warp.cors': { begins: true }, 'warp.cors.Builder.allow_any_origin': { gives: 'any' }, 'warp.cors.Builder.allow_origin': { origins: 0 }, 'warp.cors.Builder.allow_origins': { origins: 0 }, 'warp.cors.Builder.allow_credentials': { credentials: 0 },
  },
  corsRecords: { 'rocket_cors.CorsOptions': { origins: 'allowed_origins', credentials: 'allow_credentials', usual: 'any' } },
  corsValues: {
    'tower_http.cors.Any': 'any', 'tower_http.cors.any': 'any', 'tower_http.cors.AllowOrigin.any': 'any', 'tower_http.cors.AllowOrigin.mirror_request': 'reflected',
    'tower_http.cors.AllowOrigin.list': 'argument', 'tower_http.cors.AllowOrigin.exact': 'argument', 'tower_http.cors.AllowOrigin.predicate': 'argument',
    'rocket_cors.AllowedOrigins.all': 'any', 'rocket_cors.AllowedOrigins.some_exact': 'argument', 'rocket_cors.AllowedOrigins.some_regex': 'argument',
  },
};
