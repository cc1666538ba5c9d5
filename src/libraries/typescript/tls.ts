/** How Node and its libraries are told not to check certificates, or not to encrypt: options that keep their name wherever they are handed on. */
import type { Library } from '../library.js';

export const tls: Library = {
  name: 'tls',
  language: 'typescript',
  mentions: ['rejectUnauthorized', 'NODE_TLS', 'strictSSL', 'rustServerCertificate', 'tlsAllowInvalid', 'tlsInsecure', 'sslmode'],
  insecureOptions: {
    rejectUnauthorized: { is: false, what: 'certificates' }, strictSSL: { is: false, what: 'certificates' }, trustServerCertificate: { is: true, what: 'certificates' },
    tlsAllowInvalidCertificates: { is: true, what: 'certificates' }, tlsInsecure: { is: true, what: 'certificates' }, tlsAllowInvalidHostnames: { is: true, what: 'host names' }, sslmode: { is: 'disable', what: 'encryption' },
  },
};
