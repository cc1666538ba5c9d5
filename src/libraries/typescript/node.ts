/** Node's own synchronous calls: each stops every request the process is serving. */
import type { Effect, Library } from '../library.js';

const fileCalls = [
  'accessSync', 'appendFileSync', 'chmodSync', 'copyFileSync', 'cpSync', 'existsSync', 'fsyncSync', 'lstatSync', 'mkdirSync', 'mkdtempSync', 'openSync', 'opendirSync',
  'readFileSync', 'readSync', 'readdirSync', 'readlinkSync', 'realpathSync', 'renameSync', 'rmSync', 'rmdirSync', 'statSync', 'symlinkSync', 'truncateSync', 'unlinkSync',
  'utimesSync', 'writeFileSync', 'writeSync',
];
const processCalls = ['execSync', 'execFileSync', 'spawnSync'];

function blocking(module: string, names: readonly string[], blocks: Effect['blocks']): Readonly<Record<string, Effect>> {
  return Object.fromEntries(names.map(name => [`${module}.${name}`, { ...(blocks && { blocks }) }]));
}

export const node: Library = {
  name: 'node',
  language: 'typescript',
  mentions: ['Sync', 'Atomics'],
  aliases: { 'graceful-fs': 'fs', 'fs.default': 'fs' },
  calls: {
    ...blocking('fs', fileCalls, 'file'),
    ...blocking('fs-extra', [...fileCalls, 'copySync', 'ensureDirSync', 'ensureFileSync', 'moveSync', 'outputFileSync', 'outputJsonSync', 'readJsonSync', 'removeSync', 'writeJsonSync', 'emptyDirSync', 'pathExistsSync'], 'file'),
    ...blocking('child_process', processCalls, 'process'),
    'globalThis.Atomics.wait': { blocks: 'sleep' },
  },
};
