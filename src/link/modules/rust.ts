/** What a Rust path means: the module tree is built once, from `mod` declarations and the packages' manifests. */
import { dirname, join, normalize } from 'node:path/posix';
import type { FileFacts, Import } from '../../facts/structure.js';
import type { Resolution } from './resolution.js';
import { RustPackages } from './rust-packages.js';

export interface RustModules { resolve(fromFile: string, module: string, name: string | undefined, inside: readonly string[] | undefined): Resolution }

/** A module: a file, or an inline module inside one. */
interface Module { readonly file: string; readonly inline: readonly string[] }

/** How often a name may be looked up through another import of the same file. */
const DEEPEST = 6;

export function buildRustModules(facts: readonly FileFacts[], readFile: (path: string) => string | undefined): RustModules {
  const tree = new ModuleTree(facts);
  const packages = new RustPackages(facts.map(one => one.file), readFile);
  const answers = new Map<string, Resolution>();
  return {
    resolve(fromFile, module, name, inside) {
      const key = `${fromFile}\0${module}\0${name ?? ''}\0${inside?.join('::') ?? ''}`;
      const known = answers.get(key);
      if (known) return known;
      const modules = module.split('::').filter(part => part !== '');
      const from: Module = { file: fromFile, inline: inside ?? [] };
      const answer = name === undefined || name === '*' ? resolvePath(tree, packages, from, modules, 0) : named(tree, packages, from, modules, name);
      answers.set(key, answer);
      return answer;
    },
  };
}

/** The path to a name: a value of that name goes before a module of that name, where both are offered. */
function named(tree: ModuleTree, packages: RustPackages, from: Module, modules: readonly string[], name: string): Resolution {
  const whole = resolvePath(tree, packages, from, [...modules, name], 0);
  if (whole.kind !== 'file' || whole.rest.length > 0) return whole;
  const owner = resolvePath(tree, packages, from, modules, 0);
  const isBoth = owner.kind === 'file' && owner.rest.length === 0 && tree.offersValue(owner.file, whole.file, name);
  return isBoth ? { kind: 'file', file: whole.file, rest: [name] } : whole;
}

function resolvePath(tree: ModuleTree, packages: RustPackages, from: Module, path: readonly string[], depth: number): Resolution {
  const [first = '', ...rest] = path;
  switch (first) {
    case 'crate': case '$crate': return walk(tree, tree.rootOf(from.file, packages), rest);
    case 'self': return walk(tree, from, rest);
    case 'super': {
      const above = tree.parentOf(from);
      return above ? resolveAbove(tree, packages, above, rest, depth) : { kind: 'unknown', because: `\`super\` leads out of ${from.file}` };
    }
  }
  if (tree.childOf(from, first)) return walk(tree, from, path);
  // A file's top level is in sight of nobody inside its inline modules, but naming it is the commonest slip of a lookup without one.
  const outermost: Module = { file: from.file, inline: [] };
  if (tree.childOf(outermost, first)) return walk(tree, outermost, path);
  if (tree.declares(from.file, first)) return { kind: 'file', file: from.file, rest: path };
  const imported = depth < DEEPEST && rest.length > 0 ? tree.importOf(from.file, first) : undefined;
  if (imported) return resolveImported(tree, packages, from.file, imported, rest, depth);
  const crate = packages.libraryNamed(first, from.file);
  if (crate !== undefined) return walk(tree, { file: crate, inline: [] }, rest);
  return { kind: 'external', path: [first === 'core' || first === 'alloc' ? 'std' : first, ...rest].join('.') };
}

/** `super::super::x`. */
function resolveAbove(tree: ModuleTree, packages: RustPackages, above: Module, rest: readonly string[], depth: number): Resolution {
  return rest[0] === 'super' ? resolvePath(tree, packages, above, rest, depth) : walk(tree, above, rest);
}

function resolveImported(tree: ModuleTree, packages: RustPackages, file: string, fact: Import, rest: readonly string[], depth: number): Resolution {
  const path = [...fact.module.split('::').filter(part => part !== ''), ...(fact.name === undefined ? [] : [fact.name])];
  const found = resolvePath(tree, packages, { file, inline: fact.inlineModule ?? [] }, path, depth + 1);
  switch (found.kind) {
    case 'external': return { kind: 'external', path: [found.path, ...rest].join('.') };
    case 'unknown': return found;
    case 'file': return found.rest.length > 0 ? { ...found, rest: [...found.rest, ...rest] } : walk(tree, { file: found.file, inline: [] }, rest);
  }
}

/** Follows modules as far as the path names them; what is left is a name inside the last one. */
function walk(tree: ModuleTree, from: Module, path: readonly string[]): Resolution {
  let at = from;
  for (let index = 0; index < path.length; index++) {
    const child = tree.childOf(at, path[index] ?? '');
    if (!child) return tree.isRead(at.file) ? { kind: 'file', file: at.file, rest: path.slice(index) } : { kind: 'unknown', because: `${at.file} is not part of this scan` };
    at = child;
  }
  return { kind: 'file', file: at.file, rest: [] };
}

class ModuleTree {
  readonly #facts: ReadonlyMap<string, FileFacts>;
  readonly #parents = new Map<string, Module>();
  /** `file::inline::name` to the file of `mod name;`. */
  readonly #children = new Map<string, string>();
  readonly #inline = new Set<string>();
  readonly #declared = new Map<string, ReadonlySet<string>>();

  constructor(facts: readonly FileFacts[]) {
    this.#facts = new Map(facts.map(one => [one.file, one]));
    // A module that both `lib.rs` and `main.rs` declare belongs to the library.
    for (const one of [...facts].sort((a, b) => rankOfRoot(a.file) - rankOfRoot(b.file))) this.#read(one);
  }

  isRead(file: string): boolean { return this.#facts.has(file); }

  childOf(module: Module, name: string): Module | undefined {
    const inner = keyOf(module.file, [...module.inline, name]);
    const file = this.#children.get(inner);
    if (file !== undefined) return { file, inline: [] };
    return this.#inline.has(inner) ? { file: module.file, inline: [...module.inline, name] } : undefined;
  }

  parentOf(module: Module): Module | undefined {
    if (module.inline.length > 0) return { file: module.file, inline: module.inline.slice(0, -1) };
    return this.#parents.get(module.file);
  }

  /** Up through the declarations; a file nobody declares is asked of its package. */
  rootOf(file: string, packages: RustPackages): Module {
    let at = file;
    for (let turn = 0; turn < 64; turn++) {
      const parent = this.#parents.get(at);
      if (!parent) break;
      at = parent.file;
    }
    return { file: at === file && !isRoot(file) ? packages.rootAround(file) ?? file : at, inline: [] };
  }

  /** A type, function or constant of the file's own: `use Kind::*`. */
  declares(file: string, name: string): boolean {
    let names = this.#declared.get(file);
    if (!names) {
      const facts = this.#facts.get(file);
      names = new Set([
        ...facts?.classes.filter(one => one.kind !== 'impl').map(one => one.name) ?? [], ...facts?.aliases.map(one => one.name) ?? [],
        ...facts?.functions.filter(one => one.kind === 'function' && one.in < 0).map(one => one.name) ?? [],
      ]);
      this.#declared.set(file, names);
    }
    return names.has(name);
  }

  /**
   * `mod home; pub use home::*;` with a function `home` inside: modules and values have names of their own kind in Rust,
   * and who imports `home` from outside mostly means the function.
   */
  offersValue(module: string, child: string, name: string): boolean {
    const isPassedOn = this.#facts.get(module)?.imports.some(one => one.reexport && !one.declaresModule && (one.name === '*' || one.name === name) && one.module.replace(/^self::/, '') === name);
    if (!isPassedOn) return false;
    const inner = this.#facts.get(child);
    return inner?.functions.some(one => one.name === name && one.in < 0 && one.kind === 'function') === true
      || inner?.imports.some(one => one.local === name && one.reexport && !one.declaresModule) === true;
  }

  importOf(file: string, local: string): Import | undefined {
    return this.#facts.get(file)?.imports.find(one => one.local === local && !one.declaresModule && one.module !== local);
  }

  #read(facts: FileFacts): void {
    for (const one of facts.functions) this.#noteInline(facts.file, one.module);
    for (const one of facts.classes) this.#noteInline(facts.file, one.module);
    for (const one of facts.imports) {
      this.#noteInline(facts.file, one.inlineModule);
      if (one.declaresModule) this.#declare(facts.file, one);
    }
  }

  #noteInline(file: string, path: readonly string[] | undefined): void {
    for (let length = path?.length ?? 0; path && length > 0; length--) this.#inline.add(keyOf(file, path.slice(0, length)));
  }

  #declare(file: string, fact: Import): void {
    const inline = fact.inlineModule ?? [];
    const found = candidates(file, inline, fact).find(path => path !== file && this.#facts.has(path));
    if (found === undefined) return;
    this.#children.set(keyOf(file, [...inline, fact.local]), found);
    if (!this.#parents.has(found)) this.#parents.set(found, { file, inline });
  }
}

/** Where `mod name;` may lie: beside a root or `mod.rs`, else in the folder named like the file. A root cannot always be told by its name, so both are tried. */
function candidates(file: string, inline: readonly string[], fact: Import): string[] {
  const folder = dirname(file);
  const stem = file.slice(folder === '.' ? 0 : folder.length + 1).replace(/\.rs$/, '');
  const own = join(folder, stem);
  const bases = /(^|\/)(mod|lib|main)\.rs$/.test(file) ? [folder, own] : isRoot(file) ? [folder, own] : [own, folder];
  if (fact.declaredPath !== undefined) {
    const path = fact.declaredPath;
    return [normalize(join(folder, ...inline, path)), ...bases.map(base => normalize(join(base, ...inline, path)))];
  }
  return bases.flatMap(base => [join(base, ...inline, `${fact.local}.rs`), join(base, ...inline, fact.local, 'mod.rs')]);
}

function isRoot(file: string): boolean {
  return /(^|\/)(src\/(lib|main)|src\/bin\/[^/]+|src\/bin\/[^/]+\/main|(tests|examples|benches)\/[^/]+|build|lib|main)\.rs$/.test(file);
}

function rankOfRoot(file: string): number { return file.endsWith('lib.rs') ? 0 : file.endsWith('main.rs') ? 2 : 1; }

function keyOf(file: string, path: readonly string[]): string { return `${file}::${path.join('::')}`; }
