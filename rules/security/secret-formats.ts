/** What secrets look like: the formats of providers, and texts too random to be words. */

interface Format { readonly what: string; readonly pattern: RegExp }

/** Only formats that nothing else has. */
const formats: readonly Format[] = [
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{20,}\b/ },
  { what: 'a GitLab token', pattern: /\bglpat-[\w-]{20,}/ },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-(?:\d+-)+[0-9A-Za-z-]{10,}/ },
  { what: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/T[0-9A-Z]{6,}\/B[0-9A-Z]{6,}\/[0-9A-Za-z]{16,}/ },
  { what: 'a Stripe key', pattern: /\b[sr]k_live_[0-9A-Za-z]{16,}/ },
  { what: 'an OpenAI key', pattern: /\bsk-(?:proj-)?(?=[\w-]*\d)(?=[\w-]*[A-Z])[A-Za-z0-9_-]{40,}/ },
  { what: 'an Anthropic key', pattern: /\bsk-ant-[\w-]{32,}/ },
  { what: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,}\.[\w-]{32,}/ },
  { what: 'a Twilio key', pattern: /\bSK[0-9a-f]{32}\b/ },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { what: 'a PyPI token', pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}/ },
  { what: 'a Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/ },
  { what: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/ },
  { what: 'a Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}\b/ },
  { what: 'an Azure storage key', pattern: /AccountKey=[A-Za-z0-9+/]{80,}={0,2}/ },
  { what: 'a private key', pattern: /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/\\n\s]{40,}/ },
];

/** A file that lists the patterns of secrets looks for them. */
export function listsPatterns(texts: readonly string[]): boolean {
  return texts.filter(text => /\[[^\]]*(?:a-z|A-Z|0-9)[^\]]*\](?:\{\d|[+*])/.test(text)).length >= 5;
}

export function formatOf(text: string): string | undefined {
  return formats.find(({ pattern }) => { const found = pattern.exec(text)?.[0]; return found !== undefined && !isPlaceholder(found); })?.what;
}

/** `postgres://user:pa55word@db.example.com/x`: the password of an address that is not this machine's. */
export function passwordInAddress(text: string): string | undefined {
  const [, user, password = '', host = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^\s:/@]+):([^\s/@]+)@([^\s/:?]+)/i.exec(text) ?? [];
  // A name without a dot is another container's: what its password is made of decides.
  if (user === undefined || (!/[.:]/.test(host) && !looksRandom(password)) || password.length < 6 || isPlaceholder(password) || password === user || /^[{$<%]/.test(password) || /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|::1|host|db|postgres|mysql|redis|database|hostname|server)$/i.test(host) || /example/.test(host)) return undefined;
  return password;
}

const secretWords = /(?:^|_)(?:pass_?word|passwd|pwd|pass|passphrase|secrete?|token|api_?key|apikey|access_?key|secret_?key|private_?key|signing_?key|hmac_?key|cookie_?secret|encryption_?key|auth_?key|master_?key|jwt_?key|client_?secret|credentials?|bearer|salt|pepper)(?:_?(?:value|prod|production|live|base64|b64|hex)|_for_[a-z_]+)?$/;
/** Names of places where a secret is kept, what may be known, and counters. */
const aboutSecrets = /(?:^|_)(?:public|pub|hash|hashed|digest|type|name|id|url|uri|path|file|field|label|header|prefix|suffix|placeholder|regex|pattern|format|message|error|hint|help|title|csrf|site|sitekey|publishable|page|next|cursor|continuation|example|fake|dummy|mock|test)(?:_|$)/;

/** Names that build tools put into what every browser is sent. */
const shipped = /^(?:nx_)?(?:react_app|vite|vue_app|gatsby|expo_public|nuxt_public)_/;

/** `emailPassword`, `API_KEY`, `jwt-secret`: a name whose last word is a secret. */
export function namesSecret(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase();
  return secretWords.test(words) && !aboutSecrets.test(words) && !shipped.test(words);
}

const placeholder = /change.?(?:me|this|it)|replace.?(?:me|this|with)|example|placeholder|your[_-]|[_-]here\b|insert|x{4,}|\*{3,}|\.{3}|dummy|sample|secret[_-]?key$|^(?:test|dev|local|fake|mock|none|null|undefined|todo|tbd|default|secret|password|passwd|token|changeit|admin|root|postgres|guest|user)\d*$|^<.*>$|^\[.*\]$|\$\{|\{\{|%s|%\(|^\$|lorem|foobar|abc123|123456|qwerty|deadbeef|base32secret|0{6,}|1{6,}/i;

export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

/** Names, paths, sentences, addresses: made of words. */
const words = /^[a-z]+(?:[-_.:/ ]?[A-Za-z]+)*\d{0,3}$|^[A-Z][a-z]+(?:[-_.:/ ]?[A-Za-z]+)*\d{0,3}$|^[A-Z]+(?:[-_.:/ ][A-Z]+)*\d{0,3}$|\s|^\/|^https?:|^[\w.]+\(|^[a-z]+\/[\w.+-]+$|^#|^@|^\.|^--|<|^[\w-]+(?:\.[\w-]+){1,3}$|^\w+:$|^\[/;
const hashes = /^\$(?:2[abxy]|argon2\w*|pbkdf2|scrypt|5|6|1)\$|^(?:pbkdf2_sha256|bcrypt|sha1|md5)\$/;

/** As many different letters, digits and signs as chance would use. */
export function looksRandom(text: string): boolean {
  if (!/^[\x21-\x7e]+$/.test(text) || /^(?:phc_|pk_(?:live|test)_|sk_test_|rk_test_|pub-|AIza)/.test(text) || isMadeOfWords(text)) return false;
  if (text.length < 10 || text.length > 400 || isPlaceholder(text) || words.test(text) || hashes.test(text)) return false;
  // A pattern that a password has to fit.
  if (/^\^|\[[a-zA-Z0-9]-[a-zA-Z0-9]/.test(text)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter(kind => kind.test(text)).length;
  return kinds >= 2 && /\d/.test(text) && entropyOf(text) >= (text.length >= 20 ? 3.2 : 2.9);
}

/** `oauth2_leaked_token`, `polar_cl_e2e_seed`: parts that are words, or short. */
function isMadeOfWords(text: string): boolean {
  const parts = text.split(/[-_.:/ ]+/);
  return parts.length >= 2 && parts.every(part => part.length <= 4 || /^[A-Za-z][a-z]{0,14}\d{0,3}$|^[A-Z]{1,14}\d{0,3}$/.test(part));
}

/** Bits for each letter. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
