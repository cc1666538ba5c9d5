/** Files no rule could see all of: while one is there, nobody can say that nothing is wrong in its language. */
import type { FileFacts, Language, Role } from '../facts/structure.js';
import { languageOf } from './language.js';
import type { Unread } from './unread.js';

export interface Gap { readonly language: Language; readonly role: Role; readonly because: string }

export function gapsIn(files: readonly FileFacts[], unread: readonly Unread[], crashes: readonly { readonly file?: string }[]): readonly Gap[] {
  const broken = files.flatMap((file): readonly Gap[] => (file.broken.length > 0 && file.role !== 'generated' && file.role !== 'example' ? [{ language: file.language, role: file.role, because: 'of a syntax error' }] : []));
  const missing = unread.flatMap(({ file, because }): readonly Gap[] => {
    const language = languageOf(file);
    return language === undefined || isBundle(file, because) ? [] : [{ language, role: 'production', because: `it was not read: ${because}` }];
  });
  const crashed = crashes.flatMap(({ file }): readonly Gap[] => {
    const language = file === undefined ? undefined : languageOf(file);
    return language === undefined ? [] : [{ language, role: 'production', because: 'collaudo broke on it' }];
  });
  return [...broken, ...missing, ...crashed];
}

/** Nobody writes megabytes of JavaScript by hand. */
function isBundle(file: string, because: string): boolean {
  return /\.[cm]?js$/i.test(file) && because.startsWith('too large');
}
