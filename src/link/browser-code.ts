/** Which TypeScript files run in a browser: those that draw a page, and modules only such files import. */
import type { FileFacts } from '../facts/structure.js';
import type { FileIndex } from './file-index.js';
import type { Names } from './names.js';

/** Libraries that draw pages, wherever they are imported or depended on. */
const libraries = ['react', 'react-dom', 'preact', 'vue', 'svelte', 'solid-js', '@angular/core', 'lit', 'alpinejs'];
const drawing = new RegExp(`^(?:${libraries.join('|')}|next/(?:navigation|router|link|image))(?:/|$)`);
const dependsOnDrawing = new RegExp(`"(?:${[...libraries, 'nuxt', '@sveltejs/kit', 'next'].join('|')})"\\s*:`);

/** What a package.json says: its pages are drawn with one of these. */
export function drawsPages(manifest: string): boolean { return dependsOnDrawing.test(manifest); }

/** `serving`: files with handlers are never browser code, whatever they draw with. Who only tests a module says nothing about where it runs. */
export function browserFiles(files: readonly FileIndex[], names: Names, serving: ReadonlySet<string>): ReadonlySet<string> {
  const scripts = files.filter(file => file.facts.language === 'typescript');
  const found = new Set(scripts.filter(file => draws(file.facts) && !serving.has(file.file)).map(file => file.file));
  const importers = new Map<string, Set<string>>();
  for (const file of scripts) {
    if (file.facts.role === 'test' || file.facts.role === 'example') continue;
    for (const one of file.facts.imports) {
      const target = names.modules.resolve(file.file, one.module, undefined, undefined);
      if (target.kind === 'file') importers.set(target.file, (importers.get(target.file) ?? new Set<string>()).add(file.file));
    }
  }
  for (let grown = true; grown;) {
    grown = false;
    for (const [file, by] of importers) {
      if (found.has(file) || serving.has(file) || ![...by].every(one => found.has(one) || one === file)) continue;
      found.add(file);
      grown = true;
    }
  }
  return found;
}

function draws(facts: FileFacts): boolean {
  return /\.[jt]sx$/.test(facts.file) || /(^|\/)(public|static|www)\//.test(facts.file) || facts.imports.some(one => drawing.test(one.module));
}
