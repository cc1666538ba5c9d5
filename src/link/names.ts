/** What a name means at a place: reaching assignments, parameters, declarations, imports followed into other files. */
import type { Assignment, Block, Import, Param, TypeAlias } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { FileIndex } from './file-index.js';
import type { Modules } from './modules.js';

export type Definition =
  | { readonly kind: 'assignment'; readonly file: FileIndex; readonly fact: Assignment }
  | { readonly kind: 'param'; readonly file: FileIndex; readonly fn: number; readonly param: Param; readonly position: number }
  | { readonly kind: 'function'; readonly file: FileIndex; readonly fn: number }
  | { readonly kind: 'class'; readonly file: FileIndex; readonly cls: number }
  | { readonly kind: 'alias'; readonly file: FileIndex; readonly fact: TypeAlias }
  | { readonly kind: 'value'; readonly file: FileIndex; readonly value: Value }
  | { readonly kind: 'module'; readonly file: FileIndex }
  | { readonly kind: 'library'; readonly path: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** Names still to be looked up on what was found: `Type::method` after an import of the module. */
export interface Found { readonly definitions: readonly Definition[]; readonly rest: readonly string[] }

const nothingFound: Found = { definitions: [], rest: [] };

export class Names {
  readonly #exported = new Map<string, Found>();

  /** Whether the tables say something of a library's path. */
  isKnown: (file: FileIndex, path: string) => boolean = () => false;

  constructor(readonly files: ReadonlyMap<string, FileIndex>, readonly modules: Modules) {}

  /** All definitions of `name` that reach offset `at` inside function `fn` (-1: module level). Empty when nothing is known. */
  define(file: FileIndex, fn: number, name: string, at: number): Found {
    for (let scope = fn; ; scope = file.functionAt(scope)?.in ?? -1) {
      const found = this.#defineInScope(file, scope, name, scope === fn ? at : Number.MAX_SAFE_INTEGER);
      if (found.definitions.length > 0) return found;
      if (scope < 0) break;
    }
    return this.#fromStars(file, name);
  }

  /** What `names` means to somebody who imports `file`. */
  exported(file: FileIndex, names: readonly string[]): Found {
    const [name, ...rest] = names;
    if (name === undefined) return { definitions: [{ kind: 'module', file }], rest: [] };
    const key = `${file.file}\0${name}`;
    const known = this.#exported.get(key);
    if (known) return { definitions: known.definitions, rest: [...known.rest, ...rest] };
    this.#exported.set(key, nothingFound); // a cycle of re-exports ends here
    const found = this.#exportedName(file, name);
    this.#exported.set(key, found);
    return { definitions: found.definitions, rest: [...found.rest, ...rest] };
  }

  importTarget(file: FileIndex, fact: Import): Found {
    const target = this.modules.resolve(file.file, fact.module, fact.name, fact.inlineModule ?? (fact.in >= 0 ? file.functionAt(fact.in)?.module : undefined));
    switch (target.kind) {
      case 'external': return { definitions: [{ kind: 'library', path: target.path }], rest: [] };
      case 'unknown': return { definitions: [{ kind: 'unknown', because: target.because }], rest: [] };
      case 'file': {
        const index = this.files.get(target.file);
        if (!index) return { definitions: [{ kind: 'unknown', because: `${target.file} was not read` }], rest: [] };
        return this.exported(index, target.rest);
      }
    }
  }

  #exportedName(file: FileIndex, name: string): Found {
    const value = file.exports.get(name);
    if (value !== undefined) {
      if (value.kind === 'name') {
        const found = this.#defineInScope(file, -1, value.name, Number.MAX_SAFE_INTEGER);
        if (found.definitions.length > 0) return found;
      }
      return { definitions: [{ kind: 'value', file, value }], rest: [] };
    }
    if (name === 'default') {
      const whole = file.exports.get('=');
      if (whole !== undefined) return whole.kind === 'name' ? this.#defineInScope(file, -1, whole.name, Number.MAX_SAFE_INTEGER) : { definitions: [{ kind: 'value', file, value: whole }], rest: [] };
    }
    const whole = file.exports.get('=');
    if (whole?.kind === 'record') {
      const entry = whole.entries.find(one => one.key?.kind === 'text' && one.key.text === name);
      if (entry) return entry.value.kind === 'name' ? this.#defineInScope(file, -1, entry.value.name, Number.MAX_SAFE_INTEGER) : { definitions: [{ kind: 'value', file, value: entry.value }], rest: [] };
    }
    const own = this.#defineInScope(file, -1, name, Number.MAX_SAFE_INTEGER);
    if (own.definitions.length > 0) return own;
    return this.#fromStars(file, name);
  }

  #fromStars(file: FileIndex, name: string): Found {
    for (const star of file.stars) {
      const target = this.modules.resolve(file.file, star.module, undefined, undefined);
      if (target.kind === 'file') {
        const index = this.files.get(target.file);
        if (!index || index === file) continue;
        const found = this.exported(index, [...target.rest, name]);
        if (found.definitions.length > 0) return found;
      }
    }
    // A name from a library's star import cannot be told from an undefined one: in Rust, which has preludes, only what the tables know is.
    for (const star of file.stars) {
      const target = this.modules.resolve(file.file, star.module, undefined, undefined);
      if (target.kind !== 'external') continue;
      const path = `${target.path}.${name}`;
      if (file.facts.language === 'python' || this.isKnown(file, path)) return { definitions: [{ kind: 'library', path }], rest: [] };
    }
    return nothingFound;
  }

  #defineInScope(file: FileIndex, scope: number, name: string, at: number): Found {
    const assigned = reaching(file, file.assignments.get(scope)?.get(name) ?? [], at);
    const definitions: Definition[] = assigned.facts.map(fact => ({ kind: 'assignment', file, fact }));
    if (assigned.certain) return { definitions, rest: [] };
    if (scope >= 0) {
      const params = file.functionAt(scope)?.params ?? [];
      const position = params.findIndex(param => param.name === name);
      const param = params[position];
      if (param) definitions.push({ kind: 'param', file, fn: scope, param, position });
      if (definitions.length > 0) return { definitions, rest: [] };
    } else if (definitions.length > 0 && !file.imports.has(name) && !file.functions.get(-1)?.has(name)) {
      return { definitions, rest: [] };
    }
    for (const fn of file.functions.get(scope)?.get(name) ?? []) definitions.push({ kind: 'function', file, fn });
    if (definitions.length > 0) return { definitions, rest: [] };
    for (const cls of file.classes.get(name) ?? []) {
      const fact = file.classAt(cls);
      if (fact && fact.kind !== 'impl' && (fact.in === scope || scope < 0)) return { definitions: [{ kind: 'class', file, cls }], rest: [] };
    }
    const imports = (file.imports.get(name) ?? []).filter(fact => fact.in === scope || scope < 0);
    let rest: readonly string[] = [];
    for (const fact of imports) {
      const target = this.importTarget(file, fact);
      definitions.push(...target.definitions);
      rest = target.rest;
    }
    if (definitions.length > 0) return { definitions, rest };
    if (scope < 0) {
      const alias = file.facts.aliases.find(one => one.name === name);
      if (alias) return { definitions: [{ kind: 'alias', file, fact: alias }], rest: [] };
    }
    return nothingFound;
  }
}

/**
 * The assignments that can reach `at`, latest first, ended by one that surely ran. Branches count as possible, loops carry
 * values round. `certain`: one of them surely ran, so nothing from before can be meant.
 */
function reaching(file: FileIndex, all: readonly Assignment[], at: number): { readonly facts: readonly Assignment[]; readonly certain: boolean } {
  if (all.length === 0) return { facts: [], certain: false };
  if (at === Number.MAX_SAFE_INTEGER) return { facts: all, certain: true };
  const facts: Assignment[] = [];
  for (let index = all.length - 1; index >= 0; index--) {
    const fact = all[index];
    if (!fact || !comesBefore(file, fact, at)) continue;
    facts.push(fact);
    if (fact.operator === '=' && surrounds(file, fact.block, at) && fact.value.kind !== 'nothing') return { facts, certain: true };
  }
  return { facts, certain: false };
}

function comesBefore(file: FileIndex, fact: Assignment, at: number): boolean {
  if (fact.target.at.end <= at && !(fact.value.at.start <= at && at < fact.value.at.end)) return true;
  // Later in the text, yet earlier in time: both stand in the same loop.
  for (let block = file.facts.blocks[fact.block]; block; block = file.facts.blocks[block.parent]) {
    if ((block.kind === 'loop' || block.kind === 'while') && inside(block, at) && fact.at.start > at) return true;
  }
  return false;
}

function surrounds(file: FileIndex, block: number, at: number): boolean {
  const fact = file.facts.blocks[block];
  if (!fact) return true;
  if (fact.kind === 'with' || fact.kind === 'try' || fact.kind === 'unsafe') return surrounds(file, fact.parent, at);
  return inside(fact, at);
}

function inside(block: Block, at: number): boolean {
  return block.at.start <= at && at < block.at.end;
}
