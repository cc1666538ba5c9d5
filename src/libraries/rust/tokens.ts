/** Signed tokens in Rust: jsonwebtoken, whose checks are fields of a `Validation`; jwt and jwt_simple, whose peeks are calls of their own. */
import type { Library } from '../library.js';

export const tokens: Library = {
  name: 'tokens',
  language: 'rust',
  mentions: ['jsonwebtoken', 'jwt', 'jwt_simple'],
  calls: { 'jsonwebtoken.Validation.new': { returns: 'jsonwebtoken.Validation' }, 'jsonwebtoken.Validation.default': { returns: 'jsonwebtoken.Validation' } },
  tokens: {
    'jsonwebtoken.decode': { does: 'verifies', token: 0 }, 'jsonwebtoken.encode': { does: 'issues', payload: 1 },
    'jsonwebtoken.dangerous_insecure_decode': { does: 'reads', token: 0 }, 'jsonwebtoken.dangerous.insecure_decode': { does: 'reads', token: 0 }, 'jsonwebtoken.dangerous_insecure_decode_with_validation': { does: 'reads', token: 0 },
    'jwt.Token.parse_unverified': { does: 'reads', token: 0 },
    'jsonwebtoken.Validation.insecure_disable_signature_validation': { does: 'reads' },
  },
  tokenFields: { 'jsonwebtoken.Validation.validate_exp': 'expiry', 'jsonwebtoken.Validation.validate_aud': 'audience', 'jsonwebtoken.Validation.leeway': 'leeway' },
};
