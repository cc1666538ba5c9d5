/** How Rust's libraries are told not to check certificates, or not to encrypt. */
import type { InsecureRow, Library } from '../library.js';

const certificates: readonly InsecureRow[] = [{ argument: 0, is: true, what: 'certificates' }];
const names: readonly InsecureRow[] = [{ argument: 0, is: true, what: 'host names' }];

export const tls: Library = {
  name: 'tls',
  language: 'rust',
  mentions: ['danger', 'ssl', 'Ssl', 'tls', 'Tls', 'trust_cert', 'invalid_cert'],
  // These methods say what they do: nothing else is called so.
  insecureMethods: {
    danger_accept_invalid_certs: certificates, danger_accept_invalid_hostnames: names, tls_danger_accept_invalid_certs: certificates, tls_danger_accept_invalid_hostnames: names,
    dangerous_accept_invalid_certs: certificates, dangerous_accept_invalid_hostnames: names, allow_invalid_certificates: certificates, trust_cert: [{ what: 'certificates' }],
    ssl_mode: [{ argument: 0, is: 'Disable', what: 'encryption' }, { argument: 0, is: 'Disabled', what: 'encryption' }], set_verify: [{ argument: 0, is: 'NONE', what: 'certificates' }],
  },
};
