/** Turns what the user named into the sorted list of files to read. */
import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Language } from '../facts/structure.js';
import { isCompanion, type CompanionFile } from './companions.js';
import { ignoreLayersAt, ignoreLayersInside, isIgnored, type IgnoreLayers } from './gitignore.js';
import { pathFilter, type PathGlobs } from './globs.js';
import { languageOf } from './language.js';
import { byCodeUnits, liesIn, relativePath } from './paths.js';
import type { Scope, ScanRoot } from './scope.js';
import type { Unread } from './unread.js';

export interface FoundFile {
  /** Relative to the scan's root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** Relative to the folder the user named; what a file is for is judged from this, so that a project standing in somebody's `tests/` is no test. */
  readonly rolePath: string;
  readonly language: Language;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  /** Cargo.toml files, absolute: they say which crates only tests use. */
  readonly cargoManifests: readonly string[];
  /** Manifests, settings and schemas that lie among the sources, ignored ones left out. */
  readonly companions: readonly CompanionFile[];
  readonly unread: readonly Unread[];
}

/** Folders that never hold code a person of this project wrote. */
const neverEntered: ReadonlySet<string> = new Set([
  '.git', '.hg', '.svn', 'node_modules', 'bower_components', 'site-packages', '__pycache__', 'vendor', 'vendored', 'third_party',
  '.venv', 'venv', '.virtualenv', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.eggs', '.next', '.nuxt', '.svelte-kit', '.output',
  '.turbo', '.cache', '.parcel-cache', '.yarn', '.pnpm-store', '.gradle', '.idea', '.vscode', '.cargo', '.terraform', '.collaudo-cache', '.nyc_output', 'coverage', 'htmlcov',
]);

/** Build outputs by name, except below `src`, where people do call their own modules `build` or `target`. */
const buildOutputs: ReadonlySet<string> = new Set(['target', 'dist', 'build', 'out']);

export function discover(scope: Scope, globs: PathGlobs): Discovery {
  return new Walk(scope.root, pathFilter(globs)).over(scope.roots);
}

class Walk {
  readonly #files = new Map<string, FoundFile>();
  readonly #manifests = new Set<string>();
  readonly #companions: CompanionFile[] = [];
  readonly #unread: Unread[] = [];
  readonly #seenFolders = new Set<string>();
  #links: { readonly path: string; readonly layers: IgnoreLayers }[] = [];

  constructor(readonly root: string, readonly wanted: (absolute: string) => boolean) {}

  over(roots: readonly ScanRoot[]): Discovery {
    for (const root of roots) {
      if (!root.isFolder) this.#takeNamed(root);
      else this.#enterRoot(root);
    }
    return {
      files: [...this.#files.values()].sort((one, other) => byCodeUnits(one.path, other.path)),
      cargoManifests: [...this.#manifests].sort(byCodeUnits),
      companions: [...this.#companions].sort((one, other) => byCodeUnits(one.path, other.path)),
      unread: this.#unread,
    };
  }

  #takeNamed(root: ScanRoot): void {
    const path = relativePath(this.root, root.absolute);
    const language = languageOf(root.absolute);
    if (language) this.#files.set(root.absolute, { path, absolute: root.absolute, rolePath: path, language });
    else this.#unread.push({ file: path, because: 'not Rust, Python, TypeScript, JavaScript or SQL' });
  }

  /** Links are followed after everything real, so that a file reached both ways keeps its own name. */
  #enterRoot(root: ScanRoot): void {
    this.#links = [];
    this.#enter(root.absolute, root.absolute, ignoreLayersAt(root.absolute));
    for (let next = this.#links.shift(); next; next = this.#links.shift()) this.#followLink(next.path, next.layers, root.absolute);
  }

  #enter(folder: string, start: string, layers: IgnoreLayers): void {
    const real = realpathSync(folder);
    if (this.#seenFolders.has(real)) return;
    this.#seenFolders.add(real);
    for (const entry of this.#entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) {
        if (!this.#isSkipped(path, start, layers, false)) this.#links.push({ path, layers });
      } else if (entry.isDirectory()) {
        if (!this.#isSkipped(path, start, layers, true)) this.#enterBelow(path, start, layers);
      } else if (entry.isFile() && !isIgnored(layers, path, false)) {
        this.#take(path, path, start);
      }
    }
  }

  #enterBelow(folder: string, start: string, layers: IgnoreLayers): void {
    const names = this.#entriesOf(folder, false).map(entry => entry.name);
    // A Python virtual environment, whatever it is called.
    if (names.includes('pyvenv.cfg')) return;
    this.#enter(folder, start, ignoreLayersInside(layers, folder, names.includes('.git'), names.includes('.gitignore')));
  }

  #entriesOf(folder: string, report = true): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true }).sort((one, other) => byCodeUnits(one.name, other.name));
    } catch (error) {
      if (report) this.#unread.push({ file: `${relativePath(this.root, folder)}/`, because: `the folder cannot be listed (${codeOf(error)})` });
      return [];
    }
  }

  #isSkipped(path: string, start: string, layers: IgnoreLayers, isFolder: boolean): boolean {
    const segments = relativePath(start, path).split('/');
    const name = segments.at(-1) ?? '';
    if (neverEntered.has(name)) return true;
    if (buildOutputs.has(name) && !segments.slice(0, -1).includes('src')) return true;
    return isIgnored(layers, path, isFolder);
  }

  #take(path: string, real: string, start: string): void {
    if (path.endsWith(`${sep}Cargo.toml`)) this.#manifests.add(path);
    if (isCompanion(basename(path)) && this.wanted(path)) this.#companions.push({ path: relativePath(this.root, path), absolute: path });
    const language = languageOf(path);
    if (!language || this.#files.has(real) || !this.wanted(path)) return;
    this.#files.set(real, { path: relativePath(this.root, path), absolute: path, rolePath: relativePath(start, path), language });
  }

  /** A link is followed once, to what lies inside the folder scanned; a loop ends at the folder already seen. */
  #followLink(link: string, layers: IgnoreLayers, start: string): void {
    let real: string;
    let isFolder: boolean;
    try {
      real = realpathSync(link);
      isFolder = statSync(real).isDirectory();
    } catch {
      if (languageOf(link)) this.#unread.push({ file: relativePath(this.root, link), because: 'a link that leads nowhere' });
      return;
    }
    if (!liesIn(start, real) || this.#leadsIntoSkipped(real, start, layers, isFolder)) return;
    if (!isFolder) this.#take(link, real, start);
    else if (!liesIn(real, link)) this.#enterBelow(link, start, layers);
  }

  #leadsIntoSkipped(real: string, start: string, layers: IgnoreLayers, isFolder: boolean): boolean {
    if (this.#isSkipped(real, start, layers, isFolder)) return true;
    for (let above = dirname(real); above !== start && liesIn(start, above); above = dirname(above)) {
      if (this.#isSkipped(above, start, layers, true)) return true;
    }
    return false;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
