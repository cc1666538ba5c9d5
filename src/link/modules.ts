/** Which file an import means, asked of the language it is written in. */
import type { FileFacts, Language } from '../facts/structure.js';
import type { Resolution } from './modules/resolution.js';

export type ModuleResolver = (fromFile: string, module: string, name: string | undefined, inside: readonly string[] | undefined) => Resolution;

export class Modules {
  readonly #languages = new Map<string, Language>();

  constructor(files: readonly FileFacts[], readonly resolvers: ReadonlyMap<Language, ModuleResolver>) {
    for (const facts of files) this.#languages.set(facts.file, facts.language);
  }

  resolve(fromFile: string, module: string, name: string | undefined, inside: readonly string[] | undefined): Resolution {
    const language = this.#languages.get(fromFile);
    const resolver = language && this.resolvers.get(language);
    return resolver ? resolver(fromFile, module, name, inside) : { kind: 'unknown', because: 'imports of this language are not followed' };
  }
}
