/** The statements of a block and the items of a module, each with the attributes that stand before it. */
import type { NodeId } from '../flat-tree.js';
import type { Decorator } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import { DEEPEST_NESTING, type Reading } from './reading.js';
import { attribute, marksTest } from './attributes.js';
import { lowerItem } from './items.js';
import { lowerLet } from './bindings.js';
import { leave, type Use } from './flow.js';
import { isAside, valueOf } from './values.js';

/** Calls `each` for every child that is no attribute, with the attributes before it; marks what is only compiled for tests. */
export function withAttributes(reading: Reading, nodes: readonly NodeId[], each: (node: NodeId, decorators: readonly Decorator[]) => void): void {
  const { tree, facts, scope } = reading;
  let decorators: Decorator[] = [];
  for (const node of nodes) {
    const kind = tree.kind(node);
    if (kind === 'line_comment' || kind === 'block_comment' || kind === 'inner_attribute_item') continue;
    if (kind === 'attribute_item') {
      const decorator = attribute(reading, node);
      if (decorator) decorators.push(decorator);
      continue;
    }
    const outer = scope.inTest;
    if (!outer && decorators.some(marksTest)) {
      scope.inTest = true;
      facts.addTestRegion({ start: decorators[0]?.at.start ?? tree.start(node), end: tree.end(node) });
    }
    each(node, decorators);
    scope.inTest = outer;
    decorators = [];
  }
}

/** Lowers a block's statements; gives the value of its last expression. */
export function lowerStatements(reading: Reading, nodes: readonly NodeId[], use: Use): Value | undefined {
  const { tree, scope } = reading;
  if (scope.depth > DEEPEST_NESTING) return undefined;
  scope.depth++;
  const last = nodes.findLast(node => !isAside(tree.kind(node)));
  let value: Value | undefined;
  withAttributes(reading, nodes, (node, decorators) => {
    if (lowerItem(reading, node, decorators)) return;
    switch (tree.kind(node)) {
      case 'let_declaration': return lowerLet(reading, node);
      case 'empty_statement': case 'label': return;
      case 'expression_statement': {
        if (node !== last || endsInSemicolon(reading, node)) return lowerDropped(reading, node);
        break;
      }
    }
    if (node !== last) return lowerDropped(reading, node);
    if (use === 'tail') leave(reading, node);
    else value = valueOf(reading, node);
  });
  scope.depth--;
  return value;
}

function endsInSemicolon(reading: Reading, node: NodeId): boolean {
  return reading.tree.text.charCodeAt(reading.tree.end(node) - 1) === SEMICOLON;
}

const SEMICOLON = ';'.charCodeAt(0);

/** A statement of its own: a call's result is thrown away. */
function lowerDropped(reading: Reading, node: NodeId): void {
  const value = valueOf(reading, node);
  if (value.kind === 'call') reading.facts.markCall(value.call, { dropped: true });
}
