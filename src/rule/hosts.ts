/** Which hosts are this machine, which are inside, and which a team declared. */

const local = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?|\[::\]|0|host\.docker\.internal|10\.0\.2\.2|tauri\.localhost|ipc\.localhost|asset\.localhost)$/i;
const inside = /\.(local|internal|lan|intranet|home|corp|localdomain|test|example|invalid|home\.arpa|svc|cluster\.local|consul)$/i;
const documentation = /^((www|api|foo|bar|my|your|some)[.-])?([\w-]+\.)*(example|domain|yourdomain|your-domain|mydomain|yoursite|acme|host|website|test|localhost)\.(com|org|net|io|it|de|fr)$/i;

export function isLocal(host: string): boolean { return local.test(host); }

/** A private network, a name without a domain (a container, a service), a name that no public server has. */
export function isInside(host: string): boolean {
  return isLocal(host) || /^(10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|169\.254(\.\d{1,3}){2}|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d{1,3}){2})$/.test(host) || /^\[?f[cde][0-9a-f]{2}:/i.test(host) || !host.includes('.') || inside.test(host);
}

/** `example.com`: no host that anybody talks to. */
export function isExample(host: string): boolean { return documentation.test(host) || /\.(example|test|invalid)$/i.test(host); }

/** `*.internal`, `10.0.0.0/8`, `erp`: as hosts are declared. */
export function hostMatches(declared: string, host: string): boolean {
  const range = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(declared);
  if (range) return inRange(range.slice(1, 5).map(Number), Number(range[5]), host);
  return new RegExp(`^${declared.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i').test(host);
}

function inRange(base: readonly number[], bits: number, host: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (!parts) return false;
  const number = (of: readonly number[]): number => of.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  return Math.floor(number(parts) / size) === Math.floor(number(base) / size);
}

/** The host of an address such as `https://erp.internal:8443/api`; undefined when none is written out. */
export function hostOf(address: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?(\[[0-9a-f:.]+\]|[^/:?#\s]+)/i.exec(address)?.[1];
  return host === undefined || /[{}<>$%]/.test(host) ? undefined : host;
}
