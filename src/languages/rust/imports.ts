/** `use` trees, flattened to one import per name, and `mod name;` declarations. */
import type { NodeId } from '../flat-tree.js';
import type { Reading } from './reading.js';

export function lowerUse(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  flatten(reading, tree.field(node, 'argument'), '', tree.firstOfKind(node, 'visibility_modifier') >= 0);
}

function flatten(reading: Reading, node: NodeId, prefix: string, reexport: boolean): void {
  const { tree } = reading;
  if (node < 0) return;
  const under = (path: string): string => (prefix === '' ? path : `${prefix}::${path}`);
  const pathIn = (field: string): string => under(compact(tree.field(node, field) < 0 ? '' : tree.source(tree.field(node, field))));
  switch (tree.kind(node)) {
    case 'use_list':
      for (const part of tree.namedChildren(node)) flatten(reading, part, prefix, reexport);
      return;
    case 'scoped_use_list': {
      const path = tree.field(node, 'path');
      return flatten(reading, tree.field(node, 'list'), path < 0 ? prefix : pathIn('path'), reexport);
    }
    case 'use_wildcard': {
      const path = tree.namedChildren(node)[0];
      return add(reading, node, path === undefined ? prefix : under(compact(tree.source(path))), '*', '*', reexport);
    }
    case 'use_as_clause': return addPath(reading, node, pathIn('path'), tree.source(tree.field(node, 'alias')), reexport);
    case 'line_comment': case 'block_comment': return;
    default: return addPath(reading, node, under(compact(tree.source(node))), undefined, reexport);
  }
}

/** `a::b::self` inside a list is `a::b` itself. */
function addPath(reading: Reading, node: NodeId, path: string, alias: string | undefined, reexport: boolean): void {
  const whole = path.replace(/^::/, '').replace(/(?<=.)::self$/, '');
  const cut = whole.lastIndexOf('::');
  const last = cut < 0 ? whole : whole.slice(cut + 2);
  if (cut < 0) return add(reading, node, whole, undefined, alias ?? last, reexport);
  add(reading, node, whole.slice(0, cut), last, alias ?? last, reexport);
}

function add(reading: Reading, node: NodeId, module: string, name: string | undefined, local: string, reexport: boolean): void {
  reading.facts.addImport({
    local, module, at: reading.at(node),
    ...(name !== undefined && { name }), ...(reexport && { reexport }),
    ...(reading.scope.modules.length > 0 && { inlineModule: reading.scope.modules }),
  });
}

function compact(path: string): string { return path.replace(/\s+/g, ''); }

/** `mod name;`, with the file a `#[path]` attribute names. */
export function lowerModuleDeclaration(reading: Reading, node: NodeId, declaredPath: string | undefined): void {
  const { tree } = reading;
  const name = tree.source(tree.field(node, 'name'));
  reading.facts.addImport({
    local: name, module: name, declaresModule: true, at: reading.at(node),
    ...(tree.firstOfKind(node, 'visibility_modifier') >= 0 && { reexport: true }),
    ...(declaredPath !== undefined && { declaredPath }),
    ...(reading.scope.modules.length > 0 && { inlineModule: reading.scope.modules }),
  });
}

export function lowerExternCrate(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const name = tree.source(tree.field(node, 'name'));
  const alias = tree.field(node, 'alias');
  add(reading, node, name, undefined, alias < 0 ? name : tree.source(alias), false);
}
