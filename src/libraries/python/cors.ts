/** Cross-origin policies of Python's frameworks: Starlette's middleware, Flask-CORS, Django's settings. */
import type { CorsRow, Library } from '../library.js';

const starlette: CorsRow = { origins: 'allow_origins', pattern: 'allow_origin_regex', credentials: 'allow_credentials' };
const flask: CorsRow = { origins: 'origins', credentials: 'supports_credentials', nested: 'resources', usual: 'any' };

export const cors: Library = {
  name: 'cors',
  language: 'python',
  mentions: ['cors', 'CORS'],
  aliases: { 'fastapi.middleware.cors': 'starlette.middleware.cors', 'flask_cors.extension.CORS': 'flask_cors.CORS', 'flask_cors.decorator.cross_origin': 'flask_cors.cross_origin' },
  cors: {
    'starlette.middleware.cors.CORSMiddleware': starlette,
    'flask_cors.CORS': flask, 'flask_cors.CORS.init_app': flask, 'flask_cors.cross_origin': flask,
    'aiohttp_cors.ResourceOptions': { credentials: 'allow_credentials' },
  },
  corsSettings: [{ origins: ['CORS_ALLOWED_ORIGINS', 'CORS_ORIGIN_WHITELIST'], pattern: ['CORS_ALLOWED_ORIGIN_REGEXES'], any: ['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'], credentials: ['CORS_ALLOW_CREDENTIALS'] }],
};
