/** Rust paths: until the module tree is built, every path is taken for a library's. */
import type { FileFacts } from '../../facts/structure.js';
import type { Resolution } from './resolution.js';

export interface RustModules { resolve(fromFile: string, module: string, name: string | undefined, inside: readonly string[] | undefined): Resolution }

export function buildRustModules(_files: readonly FileFacts[], _readFile: (path: string) => string | undefined): RustModules {
  return { resolve: (_file, module, name) => ({ kind: 'external', path: `${module.replaceAll('::', '.')}${name === undefined ? '' : `.${name}`}` }) };
}
