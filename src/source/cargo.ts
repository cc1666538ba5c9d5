/** Which Rust crates and modules exist for tests only: a crate nobody but tests depends on, a module declared under `#[cfg(test)]`. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, type TomlTable } from 'smol-toml';

export interface RustFile { readonly absolute: string; readonly text: string }

/** Absolute paths; folders end in `/`. */
export function testOnlyRust(manifests: readonly string[], files: readonly RustFile[]): readonly string[] {
  return [...testOnlyCrates(manifests), ...files.flatMap(testOnlyModules)];
}

interface Crate { readonly folder: string; readonly name: string; readonly uses: readonly string[]; readonly testsUse: readonly string[] }

/** `test-support`, `api_tests`, `test`: a crate that says so in its name. */
const saysTest = /(^|[-_])tests?([-_]|$)/;

function testOnlyCrates(manifests: readonly string[]): readonly string[] {
  const crates = manifests.flatMap(crateAt);
  const used = new Set(crates.flatMap(crate => crate.uses));
  const usedByTests = new Set(crates.flatMap(crate => crate.testsUse));
  return crates
    .filter(crate => !used.has(crate.name) && (usedByTests.has(crate.name) || (crates.length > 1 && saysTest.test(crate.name))))
    .map(crate => `${crate.folder}/`);
}

function crateAt(manifest: string): readonly Crate[] {
  const table = tomlAt(manifest);
  const name = tableIn(table, 'package')?.['name'];
  if (table === undefined || typeof name !== 'string') return [];
  const targets = Object.values(tableIn(table, 'target') ?? {}).filter(isTable);
  const namesIn = (...sections: readonly string[]) => [table, ...targets].flatMap(from => sections.flatMap(section => dependencyNames(tableIn(from, section))));
  return [{ folder: dirname(manifest), name, uses: namesIn('dependencies', 'build-dependencies'), testsUse: namesIn('dev-dependencies') }];
}

function dependencyNames(section: TomlTable | undefined): readonly string[] {
  return Object.entries(section ?? {}).map(([key, value]) => (isTable(value) && typeof value['package'] === 'string' ? value['package'] : key));
}

function tomlAt(file: string): TomlTable | undefined {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch {
    // A broken manifest says nothing about its crate; cargo itself will complain about it.
    return undefined;
  }
}

function tableIn(table: TomlTable | undefined, key: string): TomlTable | undefined {
  const value = table?.[key];
  return isTable(value) ? value : undefined;
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

const declaresTestModule = /#\[cfg\((?:any\(|all\()?\s*test\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/g;

/** `#[cfg(test)] mod fixtures;` makes `fixtures.rs` and `fixtures/` test code, though nothing inside them says so. */
function testOnlyModules(file: RustFile): readonly string[] {
  if (!file.text.includes('cfg(')) return [];
  const folder = dirname(file.absolute);
  const stem = /([^/\\]+)\.rs$/.exec(file.absolute)?.[1] ?? '';
  const home = ['mod', 'lib', 'main'].includes(stem) ? folder : join(folder, stem);
  return [...file.text.matchAll(declaresTestModule)].flatMap(match => {
    const module = resolve(home, match[1] ?? '');
    return [`${module}.rs`, `${module}/`];
  });
}
