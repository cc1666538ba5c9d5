/** What the nearest tsconfig.json (or jsconfig.json) says about where modules lie: `baseUrl`, `paths` and `rootDirs`, through `extends`. */
import { dirname, join } from 'node:path/posix';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import type { ReadText } from './typescript.js';

/** `@app/*` has prefix `@app/` and an empty suffix; a pattern without a star is exact. */
export interface PathPattern { readonly prefix: string; readonly suffix: string; readonly exact: boolean; readonly targets: readonly string[] }

/** All paths are relative to the scan's root. */
export interface PathMap {
  readonly baseUrl: string | undefined;
  readonly patterns: readonly PathPattern[];
  readonly rootDirs: readonly string[];
}

const configShape = z.object({
  extends: z.union([z.string(), z.array(z.string())]).optional().catch(undefined),
  references: z.array(z.object({ path: z.string() })).optional().catch(undefined),
  compilerOptions: z.object({
    baseUrl: z.string().optional().catch(undefined),
    paths: z.record(z.string(), z.array(z.string())).optional().catch(undefined),
    rootDirs: z.array(z.string()).optional().catch(undefined),
  }).optional().catch(undefined),
});

/** Nx and older Angular workspaces keep the paths of all projects in a base file that nothing in between may name. */
const configNames = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

export class TsConfigs {
  readonly #byDirectory = new Map<string, PathMap | undefined>();

  constructor(readonly files: ReadonlySet<string>, readonly read: ReadText) {}

  pathsFor(file: string): PathMap | undefined {
    return this.#inDirectory(dirname(file));
  }

  #inDirectory(directory: string): PathMap | undefined {
    if (this.#byDirectory.has(directory)) return this.#byDirectory.get(directory);
    const found = this.#load(directory) ?? (directory === '.' ? undefined : this.#inDirectory(dirname(directory)));
    this.#byDirectory.set(directory, found);
    return found;
  }

  #load(directory: string): PathMap | undefined {
    for (const name of configNames) {
      const path = join(directory, name);
      if (this.read(path) === undefined) continue;
      const map = this.#mapOf(path, new Set());
      // A config that names no paths (a solution file, a tsconfig for tests) leaves the question to the ones above.
      if (map && (map.patterns.length > 0 || map.baseUrl !== undefined || map.rootDirs.length > 0)) return map;
    }
    return undefined;
  }

  #mapOf(path: string, seen: Set<string>): PathMap | undefined {
    // Nothing above the scan's root is read.
    const text = seen.has(path) || path.startsWith('..') ? undefined : this.read(path);
    seen.add(path);
    const config = text === undefined ? undefined : configShape.safeParse(parse(text, [], { allowTrailingComma: true }));
    if (!config?.success) return undefined;
    const directory = dirname(path);
    const { compilerOptions = {}, references = [] } = config.data;
    const inherited = [config.data.extends ?? []].flat().map(base => this.#base(directory, base, seen)).filter(map => map !== undefined).at(-1);
    const baseUrl = compilerOptions.baseUrl === undefined ? inherited?.baseUrl : join(directory, compilerOptions.baseUrl);
    const own: PathMap = {
      baseUrl,
      patterns: compilerOptions.paths ? patternsOf(compilerOptions.paths, compilerOptions.baseUrl === undefined ? inherited?.baseUrl ?? directory : baseUrl ?? directory) : inherited?.patterns ?? [],
      rootDirs: compilerOptions.rootDirs?.map(dir => join(directory, dir)) ?? inherited?.rootDirs ?? [],
    };
    if (own.patterns.length > 0 || own.baseUrl !== undefined) return own;
    // `tsconfig.json` of a solution only refers to the configs that matter.
    const referred = references.map(({ path: to }) => this.#mapOf(to.endsWith('.json') ? join(directory, to) : join(directory, to, 'tsconfig.json'), seen));
    return referred.find(map => map !== undefined && (map.patterns.length > 0 || map.baseUrl !== undefined)) ?? own;
  }

  /** A base in an installed package is not read. */
  #base(directory: string, base: string, seen: Set<string>): PathMap | undefined {
    if (!base.startsWith('.')) return undefined;
    const path = join(directory, base);
    return this.#mapOf(path.endsWith('.json') ? path : `${path}.json`, seen);
  }
}

/** Exact patterns first, then the longest prefix, as the compiler chooses. */
function patternsOf(paths: Readonly<Record<string, readonly string[]>>, from: string): readonly PathPattern[] {
  return Object.entries(paths)
    .map(([pattern, targets]) => {
      const [prefix = '', suffix] = pattern.split('*');
      return { prefix, suffix: suffix ?? '', exact: suffix === undefined, targets: targets.map(target => join(from, target)) };
    })
    .sort((a, b) => Number(b.exact) - Number(a.exact) || b.prefix.length - a.prefix.length);
}
