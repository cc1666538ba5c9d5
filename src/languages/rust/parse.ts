/** Rust text to a flat tree and the regions the grammar could not read. */
import Parser from 'tree-sitter';
import Rust from 'tree-sitter-rust';
import { FlatTree, Grammar } from '../flat-tree.js';
import type { Span } from '../../facts/span.js';

export interface Parsed { readonly tree: FlatTree; readonly broken: readonly Span[] }

const grammar = new Grammar();
let parser: Parser | undefined;

/** Small chunks: a buffer for the whole text makes parsing slower, and slicing the rest of the text per chunk copies nothing. */
const CHUNK = 32 * 1024;

/** The grammar takes a variable called `raw` for the start of `&raw const place`; another name of the same length does not trouble it. */
const RAW_VARIABLE = /&raw\b(?!\s+(?:const|mut)\b)/g;

function rustParser(): Parser {
  if (parser) return parser;
  parser = new Parser();
  parser.setLanguage(Rust as unknown as Parser.Language);
  return parser;
}

/** Reads the whole text, or only the given ranges of it: offsets are the same in both cases. */
export function parseRust(text: string, ranges?: readonly Span[]): Parsed {
  // The binding wants rows and columns with a range, but only the offsets decide what is read.
  const includedRanges = ranges?.map(range => ({
    startIndex: range.start, endIndex: range.end, startPosition: { row: 0, column: range.start }, endPosition: { row: 0, column: range.end },
  }));
  const readable = text.includes('&raw') ? text.replace(RAW_VARIABLE, '&r_w') : text;
  const read = rustParser().parse(
    offset => (offset < text.length ? readable.slice(offset, offset + CHUNK / 2) : ''), null,
    { bufferSize: CHUNK, ...(includedRanges && { includedRanges }) },
  );
  const tree = new FlatTree(text, read, grammar);
  return { tree, broken: read.rootNode.hasError ? brokenIn(tree) : [] };
}

/** Outermost ERROR nodes, and tokens the grammar had to invent (they are empty). */
function brokenIn(tree: FlatTree): Span[] {
  const broken: Span[] = [];
  let end = -1;
  for (let node = 0; node < tree.size; node++) {
    const start = tree.start(node);
    const isMissing = tree.end(node) === start && tree.first(node) < 0 && node > 0;
    if (tree.kind(node) !== 'ERROR' && !isMissing) continue;
    if (start < end) continue;
    end = Math.max(tree.end(node), end);
    broken.push({ start, end: tree.end(node) });
  }
  return broken;
}
