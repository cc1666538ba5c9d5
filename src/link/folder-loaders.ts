/** Plugins that are found by walking through a folder: each file is mounted under its folder's path, behind the hooks of the folders around it. */
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { argumentOf, entryOf } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import { joinPath } from './paths.js';
import type { Routers } from './routers.js';
import { declaredBy } from './routers.js';

export function mountFolders(routers: Routers, evaluator: Evaluator, tables: (file: FileIndex) => LibraryTables, files: readonly FileIndex[], textAt: (file: FileIndex, value: Value, fn: number) => string | undefined): void {
  for (const file of files) {
    for (const call of file.facts.calls) {
      const [given] = call.args;
      if (!given || call.callee.kind !== 'member') continue;
      const loader = evaluator.shapeOf(file, call.in, given.value);
      if (loader.kind !== 'library' || !tables(file).isFolderLoader(loader.path)) continue;
      const options = argumentOf(call, 'options');
      const prefix = options && entryOf(options, 'prefix');
      mountFolder(routers, files, file, call, (prefix && textAt(file, prefix, call.in)) ?? '');
    }
  }
}

function mountFolder(routers: Routers, files: readonly FileIndex[], file: FileIndex, call: Call, prefix: string): void {
  if (call.callee.kind !== 'member') return;
  const folder = folderIn(file, argumentOf(call, 'dir'));
  if (folder === undefined) return;
  const root = `${file.file.replace(/[^/]*$/, '')}${folder}/`;
  const declared = declaredBy(file, call);
  for (const parent of routers.ids.of(file, call.in, call.callee.of)) {
    routers.mount(`folder:${root}`, parent, prefix, declared);
    const scopes = new Set([root]);
    for (const one of files.filter(found => found.file.startsWith(root))) {
      const inside = one.file.slice(root.length).split('/').slice(0, -1);
      inside.forEach((name, depth) => {
        const scope = `${root}${inside.slice(0, depth + 1).join('/')}/`;
        if (scopes.has(scope)) return;
        scopes.add(scope);
        routers.mount(`folder:${scope}`, `folder:${root}${inside.slice(0, depth).map(part => `${part}/`).join('')}`, name.startsWith('_') ? `:${name.slice(1)}` : joinPath(name), declared);
      });
      const plugin = one.exports.get('default') ?? one.exports.get('=');
      const scope = `folder:${root}${inside.map(part => `${part}/`).join('')}`;
      for (const id of plugin ? routers.ids.of(one, -1, plugin) : []) {
        if (/(^|\/)\.?autohooks\.[cm]?[jt]s$/.test(one.file)) routers.share(id, scope);
        else routers.mount(id, scope, '', declared);
      }
    }
  }
}

/** The last literal part of `path.join(import.meta.dirname, 'routes')`. */
function folderIn(file: FileIndex, value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.text.replace(/^\.?\//, '').replace(/\/$/, '');
  if (value?.kind === 'joined') return folderIn(file, value.parts.at(-1));
  const call = value?.kind === 'call' ? file.facts.calls[value.call] : undefined;
  return call && folderIn(file, call.args.at(-1)?.value);
}
