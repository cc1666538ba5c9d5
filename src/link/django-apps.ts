/** Django has no application object: its settings are the application, `MIDDLEWARE` what is installed on it. */
import type { Place } from '../facts/span.js';
import type { App, ErrorHandler, Middleware } from '../rule/http.js';
import type { Endpoint } from '../rule/program.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { Installed } from './installed.js';

export function djangoApps(evaluator: Evaluator, files: readonly FileIndex[], endpoints: readonly Endpoint[], installed: Installed, sourceAt: (place: Place) => string): readonly App[] {
  const own = endpoints.filter(one => one.framework === 'django');
  return files.flatMap((file): App[] => {
    const setting = file.facts.language === 'python' ? file.assignments.get(-1)?.get('MIDDLEWARE')?.[0] : undefined;
    if (!setting) return [];
    const items = setting.value.kind === 'list' ? setting.value.items : [];
    const middleware = items.map((item): Middleware => {
      const at = { file: file.file, start: item.at.start, end: item.at.end };
      const path = item.kind === 'text' ? item.text : undefined;
      const found = path === undefined ? undefined : evaluator.names.modules.resolve(file.file, path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1), undefined);
      const target = found?.kind === 'file' && path !== undefined ? classOf(evaluator.names.files.get(found.file), path, installed) : undefined;
      return { name: path ?? sourceAt(at), library: found?.kind === 'file' ? undefined : path, handler: target, unseen: path === undefined, on: 'application', path: undefined, at, args: [], in: file.facts };
    });
    const handlers = files.flatMap(one => one.facts.language !== 'python' ? [] : ['handler400', 'handler403', 'handler404', 'handler500'].flatMap((name): ErrorHandler[] => (one.assignments.get(-1)?.get(name) ?? []).map(set => ({ catches: name.slice(-3), library: undefined, status: Number(name.slice(-3)), handler: undefined, at: { file: one.file, start: set.at.start, end: set.at.end } }))));
    return [{ id: `${file.file}@settings`, name: 'MIDDLEWARE', at: { file: file.file, start: setting.target.at.start, end: setting.target.at.end }, framework: 'django', made: undefined, middleware, errorHandlers: handlers, endpoints: own, unseen: setting.value.kind === 'list' ? [] : ['MIDDLEWARE is put together elsewhere'] }];
  });
}

function classOf(file: FileIndex | undefined, path: string, installed: Installed): App['middleware'][number]['handler'] {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const value = { kind: 'name', name, at: { start: Number.MAX_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER } } as const;
  return file && installed.of({ file, fn: -1, value }, [])[0]?.handler;
}
