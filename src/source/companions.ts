/** Files that are no source and still say something about the backend: manifests, settings, schemas, committed API descriptions. */
import { statSync, readFileSync } from 'node:fs';
import { byCodeUnits } from './paths.js';
import { decode } from './read.js';

export interface CompanionFile {
  /** Relative to the scan's root, with `/`. */
  readonly path: string;
  readonly absolute: string;
}

/** Large ones are lists somebody generated; what they say is said smaller elsewhere. */
const largest = 1024 * 1024;

const names: ReadonlySet<string> = new Set([
  'Cargo.toml', 'rust-toolchain', 'rust-toolchain.toml', 'tauri.conf.json', 'Tauri.toml',
  'pyproject.toml', 'setup.cfg', 'Pipfile', '.python-version', 'alembic.ini',
  'package.json', '.nvmrc', '_journal.json', 'Dockerfile',
  'endpoints.json', 'models.json', 'services.json',
]);

const shapes: readonly RegExp[] = [
  /^requirements[^/]*\.(txt|in)$/,
  /^\.env(\.[^/]+)?$/,
  /\.prisma$/,
  /^(openapi|swagger)[^/]*\.(json|ya?ml)$/,
  /(^|[-_.])api([-_](docs?|spec))?\.ya?ml$/,
  /^(docker-)?compose[^/]*\.ya?ml$/,
];

export function isCompanion(name: string): boolean {
  return names.has(name) || shapes.some(shape => shape.test(name));
}

/** Their texts by path; one that cannot be read as text is left out: it is no source, so nothing is judged less for it. */
export function readCompanions(files: readonly CompanionFile[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { path, absolute } of [...files].sort((one, other) => byCodeUnits(one.path, other.path))) {
    const text = textOf(absolute);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

function textOf(absolute: string): string | undefined {
  try {
    if (statSync(absolute).size > largest) return undefined;
    const read = decode(readFileSync(absolute));
    return 'text' in read ? read.text : undefined;
  } catch {
    // Gone or locked since it was listed.
    return undefined;
  }
}
