/** The packages this repository itself declares in package.json files: by name, and where their sources begin. */
import { dirname, join } from 'node:path/posix';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import type { ReadText } from './typescript.js';

interface Package { readonly directory: string; readonly entries: readonly string[]; readonly imports: Readonly<Record<string, unknown>> }

const packageShape = z.object({
  name: z.string().optional().catch(undefined),
  source: z.string().optional().catch(undefined),
  types: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  exports: z.unknown().optional(),
  imports: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** Folders that compiled code goes to, and the one it usually comes from. */
const builtFolders = /^(?:\.\/)?(?:dist|build|lib|out|esm|cjs)\//;

export class PackageNames {
  readonly #byName = new Map<string, Package>();
  readonly #byDirectory = new Map<string, Package>();

  constructor(files: readonly string[], read: ReadText) {
    for (const directory of directoriesOf(files)) {
      const text = read(join(directory, 'package.json'));
      const declared = packageShape.safeParse(text === undefined ? undefined : parse(text));
      if (!declared.success) continue;
      const { name, source, types, main, module, exports, imports } = declared.data;
      const entries = [source, ...targetsOf(entryOf(exports)), module, main, types].filter(entry => entry !== undefined);
      const found = { directory, entries, imports: imports ?? {} };
      this.#byDirectory.set(directory, found);
      if (name !== undefined) this.#byName.set(name, found);
    }
  }

  has(specifier: string): boolean {
    return this.#byName.has(nameOf(specifier));
  }

  /** Paths to try, without extension when the sources are only guessed at. */
  candidatesFor(specifier: string, fromFile: string): readonly string[] {
    if (specifier.startsWith('#')) return this.#ownImports(specifier, fromFile);
    const name = nameOf(specifier);
    const found = this.#byName.get(name);
    if (!found) return [];
    const { directory } = found;
    const inside = specifier.slice(name.length + 1);
    if (inside !== '') return [join(directory, inside), join(directory, 'src', inside)];
    return [...found.entries.flatMap(entry => sourcePaths(directory, entry)), join(directory, 'src', 'index'), join(directory, 'index'), join(directory, 'src', 'main')];
  }

  /** `imports: { "#db": "./src/db.js" }` of the package the file lies in. */
  #ownImports(specifier: string, fromFile: string): readonly string[] {
    for (let directory = dirname(fromFile); ; directory = dirname(directory)) {
      const found = this.#byDirectory.get(directory);
      for (const [pattern, target] of Object.entries(found?.imports ?? {})) {
        const [prefix = '', suffix] = pattern.split('*');
        if (suffix === undefined ? specifier !== pattern : !specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
        const star = suffix === undefined ? '' : specifier.slice(prefix.length, specifier.length - suffix.length);
        return targetsOf(target).flatMap(path => sourcePaths(directory, path.replace('*', star)));
      }
      if (found || directory === '.') return [];
    }
  }
}

function directoriesOf(files: readonly string[]): ReadonlySet<string> {
  const directories = new Set<string>(['.']);
  for (const file of files) {
    for (let directory = dirname(file); !directories.has(directory); directory = dirname(directory)) directories.add(directory);
  }
  return directories;
}

function nameOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function entryOf(exports: unknown): unknown {
  return typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
}

/** Every path under conditions such as `import`, `types` and `default`. */
function targetsOf(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(targetsOf) : [];
}

function sourcePaths(directory: string, entry: string): readonly string[] {
  const path = join(directory, entry);
  if (!builtFolders.test(entry)) return [path];
  const inSource = entry.replace(builtFolders, '').replace(/\.d\.([cm]?)ts$/, '.$1js');
  return [path, join(directory, 'src', inSource), join(directory, inSource)];
}
