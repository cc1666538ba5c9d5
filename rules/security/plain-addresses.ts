/** Addresses that are spoken to without encryption: `http:` to a host outside, databases told not to encrypt. */
import type { FileFacts, NamedText, Program, Value } from '../../src/rule/index.js';
import { hostMatches, hostOf, isExample, isInside, namedTextsIn } from '../../src/rule/index.js';

/** Names of what is spoken to; links for people to follow are named otherwise. */
const spoken = /(?:^|[_-])(?:ur[il]|endpoint|host|server|api|base|webhook|gateway|service|address|backend|upstream)s?$|(?:Ur[il]|URL|URI|Endpoint|Host|Server|Api|API|Base|Webhook|Service|Backend|Upstream)s?$|^(?:url|uri|endpoint|host|server|api|baseURL)s?$/;
const shown = /docs?|home|help|terms|licen[cs]e|info|website|repo|referer|user_?agent|icon|avatar|logo|image|picture|link|namespace|xmlns|schema|ns$|about|policy|privacy|contact|support|redirect|origin|issuer|thumbnail|photo|href|issue|context|vocab|src$/i;
/** Names in documents that look like addresses: nothing is fetched from them. */
const namespaces = /^(?:www\.)?(?:w3\.org|xmlns\.com|purl\.org|schemas\..+|schema\.org|json-schema\.org|xml\.org|ns\.adobe\.com|ogp\.me|search\.yahoo\.com|openarchives\.org|itunes\.apple\.com|relaxng\.org|apache\.org|java\.sun\.com|opengis\.net|.+\.w3\.org|tempuri\.org|inkscape\.org|sodipodi\.sourceforge\.net|dublincore\.org|iptc\.org|daisy\.org|idpf\.org|prismstandard\.org|opensearch\.org|a9\.com|webns\.net|wellformedweb\.org)$/i;

export interface PlainAddress { readonly at: Value['at']; readonly host: string; readonly how: 'http' | 'database' }

export function plainAddressesIn(file: FileFacts, program: Program): readonly PlainAddress[] {
  return namedTextsIn(file).flatMap((one): readonly PlainAddress[] => {
    const host = outsideHost(one.text, program);
    if (host === undefined) return [];
    if (isUnencryptedDatabase(one.text)) return [{ at: one.at, host, how: 'database' }];
    return /^http:\/\//i.test(one.text) && isSpokenTo(one) ? [{ at: one.at, host, how: 'http' }] : [];
  });
}

/** The host of an address when it is one outside. */
export function outsideHost(text: string, program: Program): string | undefined {
  const host = hostOf(text);
  if (host === undefined || isInside(host) || isExample(host) || namespaces.test(host) || program.settings.privateHosts.some(one => hostMatches(one, host))) return undefined;
  return host;
}

export function isUnencryptedDatabase(text: string): boolean {
  return /^(?:postgres(?:ql)?|mysql|mariadb|mongodb|mssql|sqlserver|cockroachdb)(?:\+\w+)?:\/\//i.test(text) && /[?&;](?:sslmode=disable|ssl=false|tls=false|ssl-mode=disabled|encrypt=(?:no|false)|useSSL=false)\b/i.test(text);
}

function isSpokenTo({ name, bound }: NamedText): boolean {
  return name !== undefined && bound !== 'compared' && spoken.test(name) && !shown.test(name);
}
