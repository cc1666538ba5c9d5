/** How Python's libraries are told not to check certificates, or not to encrypt. */
import type { InsecureRow, Library } from '../library.js';

const verify: readonly InsecureRow[] = [{ argument: 'verify', is: false, what: 'certificates' }];
const aiohttp: readonly InsecureRow[] = [{ argument: 'ssl', is: false, what: 'certificates' }, { argument: 'verify_ssl', is: false, what: 'certificates' }, { argument: 'ssl_verify', is: false, what: 'certificates' }];
const certReqs: readonly InsecureRow[] = [{ argument: 'cert_reqs', is: 'CERT_NONE', what: 'certificates' }];
const database: readonly InsecureRow[] = [{ argument: 'sslmode', is: 'disable', what: 'encryption' }, { argument: 'ssl', is: 'disable', what: 'encryption' }];

export const tls: Library = {
  name: 'tls',
  language: 'python',
  mentions: ['ssl', 'verify', 'requests', 'httpx', 'aiohttp', 'urllib3'],
  calls: { 'ssl.create_default_context': { returns: 'ssl.SSLContext' }, 'ssl.SSLContext': { returns: 'ssl.SSLContext' }, 'urllib3.util.ssl_.create_urllib3_context': { returns: 'ssl.SSLContext' } },
  insecure: {
    'requests.*': verify, 'requests.Session.*': verify, 'httpx.*': verify, 'httpx.Client.*': verify, 'httpx.AsyncClient.*': verify, 'httpx.Client': verify, 'httpx.AsyncClient': verify, 'httpx.HTTPTransport': verify, 'httpx.AsyncHTTPTransport': verify,
    'aiohttp.ClientSession.*': aiohttp, 'aiohttp.TCPConnector': aiohttp, 'aiohttp.request': aiohttp,
    'urllib3.PoolManager': certReqs, 'urllib3.ProxyManager': certReqs, 'urllib3.HTTPSConnectionPool': certReqs, 'ssl.wrap_socket': certReqs,
    'ssl._create_unverified_context': [{ what: 'certificates' }],
    'psycopg2.connect': database, 'psycopg.connect': database, 'asyncpg.connect': database, 'asyncpg.create_pool': database,
    'boto3.client': verify, 'boto3.resource': verify, 'ldap3.Tls': [{ argument: 'validate', is: 'CERT_NONE', what: 'certificates' }],
    'pymongo.MongoClient': [{ argument: 'tlsAllowInvalidCertificates', is: true, what: 'certificates' }, { argument: 'tlsInsecure', is: true, what: 'certificates' }],
    'redis.Redis': [{ argument: 'ssl_cert_reqs', is: 'none', what: 'certificates' }],
  },
  insecureMembers: {
    'ssl.SSLContext.verify_mode': { is: 'CERT_NONE', what: 'certificates' }, 'ssl.SSLContext.check_hostname': { is: false, what: 'host names' },
    'requests.Session.verify': { is: false, what: 'certificates' }, 'ssl._create_default_https_context': { is: '_create_unverified_context', what: 'certificates' },
  },
};
