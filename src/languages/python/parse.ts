/** Python source text to a flat tree and the regions the parser could not read. */
import Parser from 'tree-sitter';
import Python from 'tree-sitter-python';
import { spanOf, type Span } from '../../facts/span.js';
import { FlatTree, Grammar, type NodeId } from '../flat-tree.js';

export interface ParsedPython { readonly tree: FlatTree; readonly broken: readonly Span[] }

const grammar = new Grammar();
let parser: Parser | undefined;

/** The binding copies whatever it is handed into a fixed buffer of 32 Ki units, so long texts are handed over in pieces. */
const pieceLength = 16_384;

/** A node without width is one the parser invented to go on, except for these, which may truly be empty. */
const mayBeEmpty: ReadonlySet<string> = new Set(['module', 'block', 'string_content', 'string_end', 'import_prefix', 'format_specifier']);

export function parsePython(text: string): ParsedPython {
  const reader = parser ??= createParser();
  const parsed = reader.parse(text.length <= pieceLength ? text : offset => text.slice(offset, offset + pieceLength));
  const tree = new FlatTree(text, parsed, grammar);
  return { tree, broken: parsed.rootNode.hasError ? brokenRegions(tree) : [] };
}

function createParser(): Parser {
  const created = new Parser();
  created.setLanguage(Python as unknown as Parser.Language);
  return created;
}

function brokenRegions(tree: FlatTree): Span[] {
  const found: Span[] = [];
  for (let node: NodeId = 0; node < tree.size; node++) {
    const [start, end] = [tree.start(node), tree.end(node)];
    const last = found[found.length - 1];
    if (last && end <= last.end && start >= last.start) continue;
    const kind = tree.kind(node);
    const invented = start === end && tree.first(node) < 0 && !mayBeEmpty.has(kind);
    if (kind === 'ERROR' || invented) found.push(spanOf(start, end));
  }
  return found;
}
