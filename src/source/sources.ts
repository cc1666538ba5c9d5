/** Discovered files as texts with a role: what understanding starts from. */
import type { Language, Role } from '../facts/structure.js';
import { testOnlyRust } from './cargo.js';
import type { Discovery } from './discover.js';
import { relativePath } from './paths.js';
import { readAll, type Reading } from './read.js';
import { isMinified, roleOf } from './role.js';

export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly role: Role;
}

export interface Sources {
  readonly files: readonly SourceFile[];
  readonly reading: Reading;
  /** Minified or bundled: written by no person, judged by none. */
  readonly minified: readonly string[];
}

export function readSources(discovery: Discovery, root: string, largest: number): Sources {
  const reading = readAll(discovery.files, largest);
  const read = discovery.files.flatMap(found => {
    const text = reading.texts.get(found.path);
    return text === undefined ? [] : [{ found, text }];
  });
  const rust = read.filter(({ found }) => found.language === 'rust').map(({ found, text }) => ({ absolute: found.absolute, text }));
  const testOnly = testOnlyRust(discovery.cargoManifests, rust).map(place => relativePath(root, place) + (place.endsWith('/') ? '/' : ''));
  const files = read.map(({ found, text }) => {
    const isTestOnly = found.language === 'rust' && testOnly.some(place => place === found.path || (place.endsWith('/') && found.path.startsWith(place)));
    return { file: found.path, text, language: found.language, role: isTestOnly ? 'test' as const : roleOf(found.rolePath, found.language, text) };
  });
  const minified = new Set(files.filter(file => file.language === 'typescript' && isMinified(file.text)));
  return { files: files.filter(file => !minified.has(file)), reading, minified: [...minified].map(file => file.file) };
}
