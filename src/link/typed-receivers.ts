/** The last resort for a TypeScript receiver no name explains: what the compiler says its declared type is, asked only where a table could judge the answer. */
import type { Known } from '../facts/known.js';
import type { Span } from '../facts/span.js';
import type { FileIndex } from './file-index.js';
import type { Modules } from './modules.js';

/** The files a question needs, and which of them an import means. */
interface TypedFiles { readonly texts: ReadonlyMap<string, string>; readonly resolve: (fromFile: string, specifier: string) => string | undefined }

/** Answered by the TypeScript front-end, which is handed in: linking knows no compiler. */
export type AskType = (files: TypedFiles, file: string, at: Span) => Known<{ readonly name: string; readonly module: string; readonly external: boolean }>;

/** Enough to see a type declared a few imports away; the compiler reads every one of them. */
const mostFiles = 30;
/** A program whose receivers are all untyped gains nothing from asking about each. */
const mostQuestions = 200;

/** Methods that only databases have, in so many words; for `find` or `get` the answer is nearly always an array or a map, and loading the compiler costs half a second. */
export const tellingMethods: ReadonlySet<string> = new Set([
  'query', 'execute', 'raw', 'prepare', 'findMany', 'findAll', 'findFirst', 'findUnique', 'findOneBy', 'findAndCount', 'findAndCountAll', 'createQueryBuilder', 'getRepository', 'getMany', 'getRawMany', 'bulkCreate', 'createMany',
  'updateMany', 'deleteMany', '$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe', '$transaction',
]);

export class TypedReceivers {
  readonly #files = new Map<string, TypedFiles>();
  #asked = 0;

  constructor(readonly ask: AskType, readonly indexes: ReadonlyMap<string, FileIndex>, readonly sources: ReadonlyMap<string, string>, readonly modules: Modules) {}

  /** A library's dotted path, or the class of this program; undefined when the compiler cannot tell either. */
  typeOf(file: FileIndex, at: Span, method: string): { readonly library: string } | { readonly file: FileIndex; readonly name: string } | undefined {
    if (!/\.[mc]?tsx?$/.test(file.file) || file.facts.role !== 'production' || !tellingMethods.has(method) || this.#asked >= mostQuestions) return undefined;
    this.#asked++;
    const answer = this.ask(this.#filesAround(file), file.file, at);
    if (!answer.known) return undefined;
    const { name, module, external } = answer.value;
    if (external) return { library: name === 'default' ? module : `${module}.${name}` };
    const declared = this.indexes.get(module);
    return declared && { file: declared, name };
  }

  #filesAround(file: FileIndex): TypedFiles {
    const known = this.#files.get(file.file);
    if (known) return known;
    const texts = new Map<string, string>();
    const waiting = [file.file];
    for (let next = waiting.shift(); next !== undefined && texts.size < mostFiles; next = waiting.shift()) {
      const text = this.sources.get(next);
      if (text === undefined || texts.has(next)) continue;
      texts.set(next, text);
      for (const one of this.indexes.get(next)?.facts.imports ?? []) {
        const target = this.#resolve(next, one.module);
        if (target !== undefined) waiting.push(target);
      }
    }
    const files: TypedFiles = { texts, resolve: (from, specifier) => this.#resolve(from, specifier) };
    this.#files.set(file.file, files);
    return files;
  }

  #resolve(from: string, specifier: string): string | undefined {
    const target = this.modules.resolve(from, specifier, undefined, undefined);
    return target.kind === 'file' ? target.file : undefined;
  }
}
