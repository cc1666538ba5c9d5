/** One Python file to facts. */
import { spanOf, type Span } from '../../facts/span.js';
import type { FileFacts, Role } from '../../facts/structure.js';
import { FactsBuilder } from '../builder.js';
import { mayExcuse } from '../comments.js';
import { isRemark, mayNeedRemarks } from '../remarks.js';
import type { NodeId } from '../flat-tree.js';
import { parsePython } from './parse.js';
import { Reading } from './reading.js';
import { readStatements } from './statements.js';

export function lowerPython(file: string, text: string, role: Role): FileFacts {
  const { tree, broken } = parsePython(text);
  const facts = new FactsBuilder(file, 'python', role);
  const reading = new Reading(tree, facts, role);
  readStatements(reading, 0);
  broken.forEach(region => facts.addBroken(region));
  if (mayExcuse(text)) readComments(reading);
  if (mayNeedRemarks(text)) facts.addRemarks(text, remarksIn(reading));
  return facts.finish();
}

function readComments(reading: Reading): void {
  const { tree, facts } = reading;
  for (let node: NodeId = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'comment') continue;
    const source = tree.source(node);
    if (!mayExcuse(source)) continue;
    const lineStart = tree.text.lastIndexOf('\n', tree.start(node) - 1) + 1;
    const ownLine = tree.text.slice(lineStart, tree.start(node)).trim() === '';
    facts.addComment({ text: source.replace(/^#+\s*/, '').trimEnd(), at: reading.at(node), ownLine });
  }
}

function remarksIn({ tree }: Reading): Span[] {
  const found: Span[] = [];
  for (let node: NodeId = 0; node < tree.size; node++) if (tree.kind(node) === 'comment' && isRemark(tree.source(node))) found.push(spanOf(tree.start(node), tree.end(node)));
  return found;
}
