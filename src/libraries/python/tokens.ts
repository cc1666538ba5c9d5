/** Signed tokens in Python: PyJWT, python-jose, Authlib. */
import type { Library, TokenRow } from '../library.js';

const off = { verify_signature: 'signature', verify_exp: 'expiry', verify_aud: 'audience' } as const;
const verifies: TokenRow = { does: 'verifies', token: [0, 'jwt', 'token'], algorithms: [2, 'algorithms'], needsAlgorithms: 'always', leeway: ['leeway'], off };
const issues: TokenRow = { does: 'issues', payload: [0, 'payload', 'claims'], algorithms: [2, 'algorithm'] };

export const tokens: Library = {
  name: 'tokens',
  language: 'python',
  mentions: ['jwt', 'jose'],
  aliases: { 'jwt.api_jwt': 'jwt', 'jwt.PyJWT': 'jwt', 'authlib.jose.JsonWebToken': 'authlib.jose.jwt' },
  tokens: {
    'jwt.decode': { ...verifies, olderOff: 'verify' }, 'jwt.encode': issues,
    'jose.jwt.decode': verifies, 'jose.jwt.encode': issues, 'jose.jwt.get_unverified_claims': { does: 'reads', token: 0 },
    'authlib.jose.jwt.encode': { does: 'issues', payload: [1, 'payload'] },
  },
};
