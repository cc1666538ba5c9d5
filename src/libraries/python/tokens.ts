/** Signed tokens in Python: PyJWT, python-jose, Authlib, joserfc, Flask-JWT-Extended, FastAPI Users. */
import type { Library, TokenRow } from '../library.js';

const off = { verify_signature: 'signature', verify_exp: 'expiry', verify_aud: 'audience' } as const;
const verifies: TokenRow = { does: 'verifies', token: [0, 'jwt', 'token'], algorithms: [2, 'algorithms'], needsAlgorithms: 'always', leeway: ['leeway'], off };
const issues: TokenRow = { does: 'issues', payload: [0, 'payload', 'claims'], algorithms: [2, 'algorithm'] };
const ended: TokenRow = { does: 'issues', lifetime: ['expires_delta'], usual: true };

export const tokens: Library = {
  name: 'tokens',
  language: 'python',
  mentions: ['jwt', 'jose', 'JWT', 'joserfc'],
  aliases: { 'jwt.api_jwt': 'jwt', 'jwt.PyJWT': 'jwt', 'authlib.jose.JsonWebToken': 'authlib.jose.jwt', 'authlib.jose.rfc7519.jwt': 'authlib.jose.jwt', 'fastapi_users.authentication.strategy.JWTStrategy': 'fastapi_users.authentication.JWTStrategy' },
  tokens: {
    'jwt.decode': { ...verifies, olderOff: 'verify' }, 'jwt.decode_complete': verifies, 'jwt.encode': issues,
    'jose.jwt.decode': verifies, 'jose.jwt.encode': issues, 'jose.jwt.get_unverified_claims': { does: 'reads', token: 0 }, 'jose.jws.get_unverified_claims': { does: 'reads', token: 0 },
    // The key decides which algorithms there are, or the object the method is called on.
    'authlib.jose.jwt.decode': { does: 'verifies', token: [0, 's'], thenAsk: 'validate' }, 'authlib.jose.jwt.encode': { does: 'issues', payload: [1, 'payload'] },
    'joserfc.jwt.decode': { does: 'verifies', token: [0, 'value'], thenAsk: 'validate' }, 'joserfc.jwt.encode': { does: 'issues', payload: [1, 'claims'] },
    'flask_jwt_extended.create_access_token': ended, 'flask_jwt_extended.create_refresh_token': ended, 'flask_jwt_extended.decode_token': { does: 'verifies', token: [0, 'encoded_token'], off: { allow_expired: 'expiry' } },
    'fastapi_users.authentication.JWTStrategy': { does: 'issues', lifetime: [1, 'lifetime_seconds'] },
  },
  tokenSettings: { JWT_ACCESS_TOKEN_EXPIRES: 'lifetime', JWT_REFRESH_TOKEN_EXPIRES: 'lifetime', JWT_TOKEN_LOCATION: 'places' },
};
