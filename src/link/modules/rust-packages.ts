/** Which packages a scan's Rust files belong to, and under which names their libraries are imported. */
import { dirname, join, normalize } from 'node:path/posix';
import { parse, type TomlTable } from 'smol-toml';

interface RustPackage {
  readonly folder: string;
  readonly library: string | undefined;
  readonly root: string | undefined;
  /** Dependencies by the name code uses: the folder of a path dependency, or another package's name. */
  readonly dependencies: ReadonlyMap<string, { readonly path?: string; readonly package?: string }>;
}

export class RustPackages {
  readonly #byFolder = new Map<string, RustPackage | undefined>();
  readonly #byLibrary = new Map<string, RustPackage>();
  readonly #byName = new Map<string, RustPackage>();
  readonly #files: ReadonlySet<string>;

  constructor(files: readonly string[], readonly readFile: (path: string) => string | undefined) {
    this.#files = new Set(files);
    for (const file of files) this.#packageAround(file);
  }

  /** The root file of a library of this scan, by the name `use` gives it. */
  libraryNamed(name: string, fromFile: string): string | undefined {
    const dependency = this.#packageAround(fromFile)?.dependencies.get(name);
    if (dependency) {
      const found = dependency.path !== undefined ? this.#byFolder.get(dependency.path) : this.#byName.get(dependency.package ?? name);
      if (found?.root !== undefined) return found.root;
    }
    return this.#byLibrary.get(name)?.root;
  }

  /** The crate root of the package a file lies in. */
  rootAround(file: string): string | undefined { return this.#packageAround(file)?.root; }

  #packageAround(file: string): RustPackage | undefined {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const found = this.#packageIn(folder === '.' ? '' : folder);
      if (found || folder === '.' || folder === '/') return found;
    }
  }

  #packageIn(folder: string): RustPackage | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const manifest = read(this.readFile(join(folder, 'Cargo.toml')));
    const made = manifest && this.#made(folder, manifest);
    this.#byFolder.set(folder, made?.found);
    if (made) {
      this.#byName.set(made.name, made.found);
      if (made.found.library !== undefined) this.#byLibrary.set(made.found.library, made.found);
    }
    return made?.found;
  }

  #made(folder: string, manifest: TomlTable): { name: string; found: RustPackage } | undefined {
    const name = text(table(manifest['package'])?.['name']);
    if (name === undefined) return undefined;
    const library = table(manifest['lib']);
    const paths = [text(library?.['path']), 'src/lib.rs', 'src/main.rs'].flatMap(path => (path === undefined ? [] : [normalize(join(folder, path))]));
    const root = paths.find(path => this.#files.has(path));
    return { name, found: { folder, root, library: text(library?.['name']) ?? identifier(name), dependencies: dependenciesOf(folder, manifest) } };
  }
}

function dependenciesOf(folder: string, manifest: TomlTable): Map<string, { path?: string; package?: string }> {
  const found = new Map<string, { path?: string; package?: string }>();
  for (const section of ['dependencies', 'dev-dependencies', 'build-dependencies']) {
    for (const [key, value] of Object.entries(table(manifest[section]) ?? {})) {
      const path = text(table(value)?.['path']);
      const renamed = text(table(value)?.['package']);
      if (path !== undefined) found.set(identifier(key), { path: normalize(join(folder, path)).replace(/\/$/, '').replace(/^\.$/, '') });
      else if (renamed !== undefined) found.set(identifier(key), { package: renamed });
    }
  }
  return found;
}

/** `my-crate` is `my_crate` in code. */
function identifier(name: string): string { return name.replaceAll('-', '_'); }

function read(manifest: string | undefined): TomlTable | undefined {
  if (manifest === undefined) return undefined;
  try {
    return parse(manifest);
  } catch {
    // A broken manifest names no package; its files are still read by their paths.
    return undefined;
  }
}

function table(value: unknown): TomlTable | undefined { return isTable(value) ? value : undefined; }

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function text(value: unknown): string | undefined { return typeof value === 'string' ? value : undefined; }
