/** Python's imports: what name each one binds, and from which module as written. */
import type { NodeId } from '../flat-tree.js';
import type { Reading } from './reading.js';

/** `import a.b` binds `a` and loads `a.b`; `import a.b as c` binds the inner module. */
export function readImport(reading: Reading, node: NodeId): void {
  const { tree, facts } = reading;
  for (const part of reading.parts(node)) {
    const at = reading.at(part);
    const alias = tree.field(part, 'alias');
    if (alias >= 0) {
      const module = dotted(reading, tree.field(part, 'name'));
      facts.addImport({ local: tree.source(alias), module, ...only(reading), at });
      continue;
    }
    const module = dotted(reading, part);
    const outermost = module.split('.')[0] ?? module;
    facts.addImport({ local: outermost, module: outermost, ...only(reading), at });
    if (outermost === module) continue;
    facts.addImport({ local: module, module, ...only(reading), at });
    reading.dottedImports.add(module);
  }
}

export function readFromImport(reading: Reading, node: NodeId): void {
  const { tree } = reading;
  const moduleName = tree.field(node, 'module_name');
  const module = moduleName < 0 ? '' : tree.source(moduleName).replace(/\s+/g, '');
  readNames(reading, node, module, moduleName);
}

export function readFutureImport(reading: Reading, node: NodeId): void {
  readNames(reading, node, '__future__', -1);
}

function readNames(reading: Reading, node: NodeId, module: string, skipped: NodeId): void {
  const { tree, facts } = reading;
  for (const part of reading.parts(node)) {
    if (part === skipped) continue;
    const at = reading.at(part);
    const kind = tree.kind(part);
    if (kind === 'wildcard_import') facts.addImport({ local: '*', module, name: '*', ...only(reading), at });
    else if (kind === 'aliased_import') {
      const name = dotted(reading, tree.field(part, 'name'));
      facts.addImport({ local: tree.source(tree.field(part, 'alias')), module, name, ...only(reading), at });
    } else if (kind === 'dotted_name') {
      const name = dotted(reading, part);
      facts.addImport({ local: name, module, name, ...only(reading), at });
    }
  }
}

function dotted(reading: Reading, node: NodeId): string {
  return node < 0 ? '' : reading.tree.source(node).replace(/\s+/g, '');
}

function only(reading: Reading): { readonly typeOnly?: true } {
  return reading.typeOnly ? { typeOnly: true } : {};
}
