/** What Nest's modules install on the application: providers under `APP_FILTER`, `APP_PIPE`, `APP_GUARD`, `APP_INTERCEPTOR`, and middleware for routes. */
import type { FunctionRef } from '../rule/program.js';
import { entryOf } from './arguments.js';
import type { FileIndex } from './file-index.js';
import type { Located } from './shapes.js';

interface Provided { readonly value: Located; readonly catches: boolean }

export function onNestModules(files: readonly FileIndex[], applied: readonly Located[]): readonly Provided[] {
  const provided = files.flatMap(file => file.facts.language !== 'typescript' ? [] : file.facts.classes.flatMap(cls => cls.decorators.flatMap((decorator): Provided[] => {
    const [given] = decorator.args;
    const providers = /(^|\.)Module$/.test(decorator.path) && given ? entryOf(given.value, 'providers') : undefined;
    return (providers?.kind === 'list' ? providers.items : []).flatMap((item): Provided[] => {
      const token = item.kind === 'record' ? entryOf(item, 'provide') : undefined;
      if (token?.kind !== 'name' || !/^APP_(FILTER|PIPE|GUARD|INTERCEPTOR)$/.test(token.name)) return [];
      const value = entryOf(item, 'useClass') ?? entryOf(item, 'useExisting') ?? entryOf(item, 'useValue') ?? entryOf(item, 'useFactory');
      return value ? [{ value: { file, fn: -1, value }, catches: token.name === 'APP_FILTER' }] : [];
    });
  })));
  return [...provided, ...applied.map(value => ({ value, catches: false }))];
}

/** What a filter's `@Catch(...)` names; nothing for one that catches everything. */
export function errorTypesOf(handler: FunctionRef | undefined, files: readonly FileIndex[]): readonly Located[] {
  const file = handler && files.find(one => one.facts === handler.file);
  const decorator = file && handler && file.classAt(handler.fact.class)?.decorators.find(one => /(^|\.)Catch$/.test(one.path));
  return file && decorator ? decorator.args.map(one => ({ file, fn: -1, value: one.value })) : [];
}
