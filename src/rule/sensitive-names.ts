/** Names of what must not be seen: passwords, tokens, keys, numbers of cards, and what a team declares. */
import type { Settings } from './settings.js';

const passwords = /(?:^|_)(?:password|passwd|pwd|passphrase|passwort|contrasena|kennwort)$/;
const others = /(?:^|_)(?:secret|access_token|refresh_token|id_token|auth_token|api_token|bearer_token|session_token|reset_token|jwt|api_?key|apikey|private_?key|secret_?key|access_?key|signing_?key|encryption_?key|client_?secret|authorization|credit_?card|card_?number|cvv|cvc|iban|ssn|otp|otp_code|totp_secret|pin_code|mnemonic|seed_phrase)$/;
/** Only beside signing in is a token what opens a door. */
const token = /^(?:raw_|plain_|new_|user_|jwt_|my_)?token$/;
const doors = /auth|login|session|jwt|oauth|account|security|credential|invite|sign_?(?:in|up)|user/i;
/** What says something about it without being it. */
const about = /(?:^|_)(?:has|is|no|missing|invalid|require[ds]?|needs?|use[ds]?|with|without|count|hash|hashed|masked|redacted|hidden|length|type|name|field|label|encrypted|csrf|public|expired?|expiry|ttl)(?:_|$)/;

export function wordsOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase().replace(/^_+|_+$/g, '');
}

export function isPassword(name: string): boolean {
  const words = wordsOf(name);
  return passwords.test(words) && !about.test(words);
}

/** `file`: where the name stands, for names that mean several things. */
export function isSensitive(name: string, file: string, settings: Settings): boolean {
  const words = wordsOf(name);
  if (settings.sensitiveFields.some(field => wordsOf(field) === words)) return true;
  return !about.test(words) && (passwords.test(words) || others.test(words) || (token.test(words) && doors.test(file)));
}
