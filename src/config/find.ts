/** Finds the configuration that applies to a path: the nearest one, looking upward. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';

/** In one folder, the first of these counts. */
const fileNames = ['collaudo.json', 'collaudo.jsonc', 'collaudo.toml'] as const;

/** Looks in a folder and every folder above it, up to the repository the path belongs to. */
export function findConfiguration(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = configurationIn(folder);
    if (found !== undefined) return found;
    // What lies above a repository is another project's.
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

function configurationIn(folder: string): string | undefined {
  const own = fileNames.map(name => join(folder, name)).find(isFile);
  if (own !== undefined) return own;
  const manifest = join(folder, 'package.json');
  return isFile(manifest) && hasOwnKey(manifest) ? manifest : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function hasOwnKey(manifest: string): boolean {
  const data: unknown = parse(readFileSync(manifest, 'utf8'));
  return typeof data === 'object' && data !== null && 'collaudo' in data;
}
