/** Files that are no source and still say something about the backend: manifests, settings, schemas, committed API descriptions. */

export interface CompanionFile {
  /** Relative to the scan's root, with `/`. */
  readonly path: string;
  readonly absolute: string;
}

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
