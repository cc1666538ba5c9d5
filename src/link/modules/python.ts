/** Which file a Python import means: relative paths, then the source roots nearest to the importing file, else a library. */
import { dirname, join } from 'node:path/posix';
import { standardLibrary } from './python-standard-library.js';
import type { Resolution } from './resolution.js';

export type PythonResolver = (fromFile: string, module: string, name?: string) => Resolution;

/** `files`: the paths of the scan's files; those that are no Python are passed over. */
export function buildPythonModules(files: readonly string[]): PythonResolver {
  const tree = new SourceTree(files);
  const answers = new Map<string, Resolution>();
  return (fromFile, module, name) => {
    const key = `${dirname(fromFile)}\0${module}\0${name ?? ''}`;
    const known = answers.get(key);
    if (known) return known;
    const answer = module.startsWith('.') ? relative(tree, fromFile, module, name) : absolute(tree, fromFile, module, name);
    answers.set(key, answer);
    return answer;
  };
}

function relative(tree: SourceTree, fromFile: string, module: string, name: string | undefined): Resolution {
  const dots = /^\.+/.exec(module)?.[0].length ?? 1;
  let folder = folderOf(fromFile);
  for (let level = 1; level < dots; level++) {
    if (folder === '') return { kind: 'unknown', because: `\`${module}\` leads out of this scan` };
    folder = folderOf(folder);
  }
  const path = [folder, ...module.slice(dots).split('.')].filter(part => part !== '').join('/');
  return tree.find(path, name) ?? { kind: 'unknown', because: `no file of this scan is \`${module}\`` };
}

function absolute(tree: SourceTree, fromFile: string, module: string, name: string | undefined): Resolution {
  const external: Resolution = { kind: 'external', path: name === undefined || name === '*' ? module : `${module}.${name}` };
  const [first = module] = module.split('.');
  if (standardLibrary.has(first)) return external;
  let owned: string | undefined;
  for (const root of tree.rootsOf(first, folderOf(fromFile))) {
    const found = tree.find(within(root, module.replaceAll('.', '/')), name);
    if (found) return found;
    // A folder without `__init__.py` yields to an installed package of its name: `alembic/` beside `from alembic import op`.
    if (!tree.isPackage(root) && tree.isOwn(within(root, first))) owned ??= within(root, first);
  }
  return owned === undefined ? external : { kind: 'unknown', because: `\`${owned}\` is part of this scan, but has no \`${module}\`` };
}

class SourceTree {
  readonly #files: ReadonlySet<string>;
  /** Every folder with Python files in or below it. */
  readonly #folders = new Set<string>();
  /** A first-level name to the folders it stands in. */
  readonly #homes = new Map<string, Set<string>>();

  constructor(files: readonly string[]) {
    const python = files.filter(file => /\.pyi?$/.test(file));
    this.#files = new Set(python);
    for (const file of python) {
      this.#addHome(folderOf(file), file.slice(file.lastIndexOf('/') + 1).replace(/\.pyi?$/, ''));
      for (let folder = folderOf(file); folder !== '' && !this.#folders.has(folder); folder = folderOf(folder)) {
        this.#folders.add(folder);
        this.#addHome(folderOf(folder), folder.slice(folder.lastIndexOf('/') + 1));
      }
    }
  }

  #addHome(folder: string, name: string): void {
    const homes = this.#homes.get(name);
    if (homes) homes.add(folder);
    else this.#homes.set(name, new Set([folder]));
  }

  /** The module at a path without extension, or what `name` means in the package there. */
  find(path: string, name: string | undefined): Resolution | undefined {
    const rest = name === undefined || name === '*' ? [] : [name];
    const module = this.#fileAt(path);
    const own = path === '' ? undefined : this.#first(`${path}.py`, `${path}.pyi`);
    if (own !== undefined && !this.isPackage(path)) return { kind: 'file', file: own, rest };
    if (path !== '' && !this.#folders.has(path)) return undefined;
    const [member] = rest;
    const submodule = member === undefined ? undefined : this.#fileAt(within(path, member));
    if (submodule !== undefined) return { kind: 'file', file: submodule, rest: [] };
    if (module !== undefined) return { kind: 'file', file: module, rest };
    if (member === undefined || this.#folders.has(within(path, member))) return { kind: 'unknown', because: `\`${path}\` is a folder without code of its own` };
    return undefined;
  }

  /** A regular package or a module: its name means nothing else. */
  isOwn(path: string): boolean {
    return this.#fileAt(path) !== undefined;
  }

  /** Folders that may be on the path Python searches when this one's code runs, nearest first. */
  rootsOf(name: string, folder: string): string[] {
    const homes = [...this.#homes.get(name) ?? []];
    const inTests = looksLikeTests(folder);
    const roots = homes.filter(home => {
      const isAbove = contains(home, folder);
      if (this.isPackage(home)) return isAbove;
      // A sibling folder, or its `src`, may be put on the path from outside; something deeper hardly is.
      return isAbove || ((contains(folderOf(home), folder) || contains(folderOf(folderOf(home)), folder)) && (inTests || !looksLikeTests(home)));
    });
    const rank = (home: string): readonly number[] => [
      // Inside a package names are looked for in its own folder only when it is run as a script.
      this.isPackage(home) ? 1 : 0,
      contains(home, folder) ? 0 : 1,
      -sharedDepth(home, folder),
      depthOf(home),
    ];
    return roots.map(home => ({ home, rank: rank(home) })).sort((a, b) => compare(a.rank, b.rank) || a.home.localeCompare(b.home)).map(each => each.home);
  }

  isPackage(folder: string): boolean {
    return this.#first(within(folder, '__init__.py'), within(folder, '__init__.pyi')) !== undefined;
  }

  #fileAt(path: string): string | undefined {
    return this.#first(within(path, '__init__.py'), `${path}.py`, within(path, '__init__.pyi'), `${path}.pyi`);
  }

  #first(...paths: readonly string[]): string | undefined {
    return paths.find(path => this.#files.has(path));
  }
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}

function within(folder: string, name: string): string {
  return folder === '' ? name : join(folder, name);
}

function contains(outer: string, inner: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

function depthOf(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}

function sharedDepth(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const different = left.findIndex((part, index) => part !== right[index]);
  return a === '' ? 0 : different < 0 ? left.length : different;
}

function looksLikeTests(folder: string): boolean {
  return folder.split('/').some(part => /^tests?$|_tests?$|^fixtures$/.test(part));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
