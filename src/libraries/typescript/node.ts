/** Node's own synchronous calls: each stops every request the process is serving. */
import type { Effect, Library } from '../library.js';

const fileCalls = [
  'accessSync', 'appendFileSync', 'chmodSync', 'copyFileSync', 'cpSync', 'existsSync', 'fsyncSync', 'lstatSync', 'mkdirSync', 'mkdtempSync', 'openSync', 'opendirSync',
  'readFileSync', 'readSync', 'readdirSync', 'readlinkSync', 'realpathSync', 'renameSync', 'rmSync', 'rmdirSync', 'statSync', 'symlinkSync', 'truncateSync', 'unlinkSync',
  'utimesSync', 'writeFileSync', 'writeSync',
];
const briefCalls = new Set(['accessSync', 'chmodSync', 'existsSync', 'lstatSync', 'mkdirSync', 'renameSync', 'rmdirSync', 'statSync', 'symlinkSync', 'unlinkSync', 'utimesSync', 'realpathSync', 'readlinkSync', 'mkdtempSync', 'ensureDirSync', 'pathExistsSync']);
/** What is made slow on purpose (keys out of passwords) or grows with its input. */
const cryptoCalls = ['pbkdf2Sync', 'scryptSync', 'hkdfSync', 'generateKeyPairSync', 'generatePrimeSync', 'checkPrimeSync', 'argon2Sync'];
const compressing = ['gzipSync', 'gunzipSync', 'deflateSync', 'inflateSync', 'deflateRawSync', 'inflateRawSync', 'brotliCompressSync', 'brotliDecompressSync', 'unzipSync'];
const processCalls = ['execSync', 'execFileSync', 'spawnSync'];

function blocking(module: string, names: readonly string[], blocks: Effect['blocks']): Readonly<Record<string, Effect>> {
  return Object.fromEntries(names.map(name => [`${module}.${name}`, { ...(blocks && { blocks }), ...(briefCalls.has(name) && { brief: true }) }]));
}

export const node: Library = {
  name: 'node',
  language: 'typescript',
  mentions: ['Sync', 'Atomics', 'crypto'],
  aliases: { 'graceful-fs': 'fs', 'fs.default': 'fs' },
  calls: {
    ...blocking('fs', fileCalls, 'file'),
    ...blocking('fs-extra', [...fileCalls, 'copySync', 'ensureDirSync', 'ensureFileSync', 'moveSync', 'outputFileSync', 'outputJsonSync', 'readJsonSync', 'removeSync', 'writeJsonSync', 'emptyDirSync', 'pathExistsSync'], 'file'),
    ...blocking('child_process', processCalls, 'process'),
    ...blocking('crypto', cryptoCalls, 'computation'),
    ...blocking('zlib', compressing, 'computation'),
    ...blocking('bcrypt', ['hashSync', 'compareSync', 'genSaltSync'], 'computation'),
    ...blocking('bcryptjs', ['hashSync', 'compareSync'], 'computation'),
    'globalThis.Atomics.wait': { blocks: 'sleep' },
  },
};
