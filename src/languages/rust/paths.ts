/** Paths (`crate::db::open`, `Self::NEW`, `<T as Trait>::make`) as chains of members. */
import type { NodeId } from '../flat-tree.js';
import type { Value } from '../../facts/value.js';
import type { Reading } from './reading.js';

export function pathValue(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const at = reading.at(node);
  switch (tree.kind(node)) {
    case 'scoped_identifier': case 'scoped_type_identifier': {
      const path = tree.field(node, 'path');
      const name = tree.source(tree.field(node, 'name'));
      if (path < 0) return { kind: 'name', name, at };
      const of = pathValue(reading, path);
      return { kind: 'member', of: of.kind === 'name' ? { ...of, path: true } : of, name, at };
    }
    case 'generic_type': case 'generic_type_with_turbofish': return pathValue(reading, tree.field(node, 'type'));
    case 'bracketed_type': {
      const inner = tree.namedChildren(node)[0] ?? node;
      return pathValue(reading, tree.kind(inner) === 'qualified_type' ? tree.field(inner, 'type') : inner);
    }
    case 'reference_type': return pathValue(reading, tree.field(node, 'type'));
    default: return { kind: 'name', name: tree.source(node), at };
  }
}
