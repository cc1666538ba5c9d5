/** One Rust file, from text to facts. */
import type { Span } from '../../facts/span.js';
import type { FileFacts, Role } from '../../facts/structure.js';
import { FactsBuilder } from '../builder.js';
import { mayExcuse } from '../comments.js';
import { isRemark, mayNeedRemarks } from '../remarks.js';
import type { FlatTree } from '../flat-tree.js';
import { attribute, marksTest } from './attributes.js';
import { parseRust } from './parse.js';
import { MacroPieces } from './pieces.js';
import { Reading } from './reading.js';
import { lowerStatements } from './statements.js';

export function lowerRust(file: string, text: string, role: Role): FileFacts {
  const { tree, broken } = parseRust(text);
  const facts = new FactsBuilder(file, 'rust', role);
  for (const span of broken) facts.addBroken(span);
  const reading = new Reading(tree, facts, new MacroPieces(text, tree), { modules: [], inTest: false, depth: 0, bounds: new Map(), typeBounds: new Map() });
  const items = tree.namedChildren(0);
  // `#![cfg(test)]` makes the whole file a test.
  if (items.some(node => tree.kind(node) === 'inner_attribute_item' && isTestAttribute(reading, node))) {
    reading.scope.inTest = true;
    facts.addTestRegion({ start: 0, end: text.length });
  }
  lowerStatements(reading, items, 'value');
  if (mayExcuse(text) || excusingAttribute.test(text)) addComments(tree, facts);
  if (mayNeedRemarks(text)) addRemarks(tree, facts);
  return facts.finish();
}

function isTestAttribute(reading: Reading, node: number): boolean {
  const decorator = attribute(reading, node);
  return decorator !== undefined && marksTest(decorator);
}

const canExcuse: ReadonlySet<string> = new Set(['line_comment', 'block_comment', 'attribute_item', 'inner_attribute_item']);

/** What Rust writes instead of a comment: `#[allow(dead_code)]`. */
const excusingAttribute = /#!?\[\s*(?:allow|expect)\s*\(/;

/** What an attribute stands on: the next item or statement after further attributes and comments. */
function attributed(tree: FlatTree, node: number): number {
  let next = tree.next(node);
  while (next >= 0 && canExcuse.has(tree.kind(next))) next = tree.next(next);
  return next;
}

function addComments(tree: FlatTree, facts: FactsBuilder): void {
  for (let node = 0; node < tree.size; node++) {
    const kind = tree.kind(node);
    if (!canExcuse.has(kind)) continue;
    const source = tree.source(node).trimEnd();
    if (!(kind.endsWith('comment') ? mayExcuse(source) : excusingAttribute.test(source))) continue;
    const start = tree.start(node);
    const before = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
    const text = kind === 'line_comment' ? source.replace(/^\/\/[/!]?/, '') : source.replace(/^\/\*+|\*+\/$/g, '');
    const covered = kind === 'attribute_item' ? attributed(tree, node) : kind === 'inner_attribute_item' ? tree.parent(node) : -1;
    facts.addComment({ text: text.trim(), at: { start, end: start + source.length }, ownLine: before.trim() === '', ...(covered >= 0 && { covers: { start: tree.start(covered), end: tree.end(covered) } }) });
  }
}

function addRemarks(tree: FlatTree, facts: FactsBuilder): void {
  const remarks: Span[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (!tree.kind(node).endsWith('_comment')) continue;
    const source = tree.source(node).trimEnd();
    if (isRemark(source)) remarks.push({ start: tree.start(node), end: tree.start(node) + source.length });
  }
  facts.addRemarks(tree.text, remarks);
}
