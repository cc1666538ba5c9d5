/** Every library's table, by language. */
import type { Language } from '../facts/structure.js';
import type { Library } from './library.js';
import { pythonLibraries } from './python/index.js';
import { rustLibraries } from './rust/index.js';
import { typescriptLibraries } from './typescript/index.js';

export function librariesOf(language: Language): readonly Library[] {
  switch (language) {
    case 'rust': return rustLibraries;
    case 'python': return pythonLibraries;
    case 'typescript': return typescriptLibraries;
    case 'sql': return [];
  }
}
