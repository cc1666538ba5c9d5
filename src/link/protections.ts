/** Where the program uses a library that takes care of something for the whole application: rate limits, headers, request ids. */
import type { Protected } from '../rule/http.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

export function protectionsOf(evaluator: Evaluator, tables: (file: FileIndex) => LibraryTables, files: readonly FileIndex[]): readonly Protected[] {
  const found: Protected[] = [];
  for (const file of files) {
    const note = (path: string | undefined, at: { readonly start: number; readonly end: number }): void => {
      for (const by of path === undefined ? [] : tables(file).protects(path)) found.push({ by, name: path?.split('.').at(-1) ?? '', at: { file: file.file, start: at.start, end: at.end } });
    };
    for (const fact of file.facts.imports) if (fact.typeOnly !== true) note(tables(file).canonical([fact.module.replaceAll('::', '.'), ...(fact.name === undefined || fact.name === '*' || fact.name === 'default' ? [] : [fact.name])].join('.')), fact.at);
    // Django names its middleware in a list of texts.
    for (const set of file.facts.language === 'python' ? file.assignments.get(-1)?.get('MIDDLEWARE') ?? [] : []) for (const item of set.value.kind === 'list' ? set.value.items : []) if (item.kind === 'text') note(item.text, item.at);
    for (const call of file.facts.calls) note(evaluator.resolve(file, call)?.path, call.nameAt);
  }
  return found;
}
