/** One file's text to its facts: pure, so that it can run in any thread, in any order, on any machine. */
import type { FileFacts, Language, Role } from './facts/structure.js';

export interface ToUnderstand {
  readonly file: string;
  readonly text: string;
  readonly language: Language;
  readonly role: Role;
}

export type Understood =
  | { readonly kind: 'facts'; readonly facts: FileFacts }
  | { readonly kind: 'crash'; readonly file: string; readonly because: string };

type Lower = (file: string, text: string, role: Role) => FileFacts;

/** Loaded when the first file of the language comes: parsers are slow to load, and most scans need two of the four. */
const frontEnds: Readonly<Record<Language, () => Promise<Lower>>> = {
  rust: async () => (await import('./languages/rust/lower.js')).lowerRust,
  python: async () => (await import('./languages/python/lower.js')).lowerPython,
  typescript: async () => (await import('./languages/typescript/lower.js')).lowerTypeScript,
  sql: async () => (await import('./languages/sql/lower.js')).lowerSql,
};

export async function understand({ file, text, language, role }: ToUnderstand): Promise<Understood> {
  try {
    const lower = await frontEnds[language]();
    return { kind: 'facts', facts: lower(file, text, role) };
  } catch (error) {
    return { kind: 'crash', file, because: error instanceof Error ? error.message : String(error) };
  }
}
