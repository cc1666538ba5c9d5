/** Cuts macro arguments, which the grammar leaves as bare tokens, into pieces and reads each piece again as Rust with its offsets kept. */
import type { FlatTree, NodeId } from '../flat-tree.js';
import type { Span } from '../../facts/span.js';
import { parseRust } from './parse.js';
import { nestingOf, type Nesting } from './macro-names.js';

export interface Piece {
  /** `name = ` or `name: ` before the piece, in a macro that takes expressions. */
  readonly name?: string;
  readonly at: Span;
  /** What stands after it. */
  readonly ends: ',' | ';' | '=>' | ':' | 'end';
  /** A piece of one token needs no second reading: the token itself. */
  readonly token?: NodeId;
  /** The token is a `{}` or `[]` of a JSON-like macro, with pieces of its own. */
  readonly nested?: Cut;
}

/** `tree` is the one the tokens belong to. */
export interface Cut { readonly tree: FlatTree; readonly delimiter: string; readonly pieces: readonly Piece[]; readonly statements: boolean }

/** Where the piece's own tree is, and its top-level nodes there. */
export interface Reread { readonly tree: FlatTree; readonly nodes: readonly NodeId[]; readonly broken: boolean }

/** How many pieces are read in one go: each one makes finding the next token a little slower. */
const BATCH = 200;

/** Every macro's arguments of one file, cut and read, by offset. */
export class MacroPieces {
  readonly #cuts = new Map<number, Cut>();
  readonly #read = new Map<number, Reread>();
  readonly #text: string;

  constructor(text: string, tree: FlatTree) {
    this.#text = text;
    // Macros inside macros appear once their outer arguments have been read, so this goes on level by level.
    let level = [tree];
    for (let depth = 0; level.length > 0 && depth < 12; depth++) {
      const open: Piece[] = [];
      for (const one of level) this.#cutMacros(one, open);
      open.sort((a, b) => a.at.start - b.at.start);
      level = [];
      for (let first = 0; first < open.length; first += BATCH) level.push(...this.#readPieces(open.slice(first, first + BATCH)));
    }
  }

  cutAt(start: number): Cut | undefined { return this.#cuts.get(start); }
  readAt(start: number): Reread | undefined { return this.#read.get(start); }

  #cutMacros(tree: FlatTree, open: Piece[]): void {
    for (let node = 0; node < tree.size; node++) {
      if (tree.kind(node) !== 'macro_invocation') continue;
      const tokens = tree.firstOfKind(node, 'token_tree');
      if (tokens < 0) continue;
      const path = tree.source(tree.field(node, 'macro'));
      const nesting = nestingOf(path.slice(path.lastIndexOf(':') + 1));
      if (nesting === 'none' || this.#cuts.has(tree.start(tokens))) continue;
      this.#cuts.set(tree.start(tokens), cut(tree, tokens, nesting, open));
    }
  }

  /** All pieces in one parse, a semicolon in the place of what stood behind each; a broken one is read again alone. */
  #readPieces(found: readonly Piece[]): FlatTree[] {
    const pieces = found.filter((piece, index) => piece.at.start >= (found[index - 1]?.at.end ?? 0));
    const ranges = pieces.map((piece, index) => ({ start: piece.at.start, end: pieces[index + 1]?.at.start === piece.at.end ? piece.at.end : piece.at.end + 1 }));
    const { tree, broken } = parseRust(withSemicolons(this.#text, pieces, ranges), ranges);
    const nodes = tree.namedChildren(0).filter(node => !isComment(tree.kind(node)));
    const trees = [tree];
    let next = 0;
    for (const piece of pieces) {
      const isBroken = broken.some(span => span.start <= piece.at.end && span.end >= piece.at.start);
      if (isBroken && pieces.length > 1) {
        trees.push(...this.#readPieces([piece]));
        continue;
      }
      while (next < nodes.length && tree.start(nodes[next] ?? 0) < piece.at.start) next++;
      const own: NodeId[] = [];
      for (; next < nodes.length && tree.start(nodes[next] ?? 0) < piece.at.end; next++) own.push(nodes[next] ?? 0);
      this.#read.set(piece.at.start, { tree, nodes: own, broken: isBroken });
    }
    return trees;
  }
}

function withSemicolons(text: string, pieces: readonly Piece[], ranges: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  pieces.forEach(({ at }, index) => {
    if (ranges[index]?.end === at.end) return;
    parts.push(text.slice(from, at.end), ';');
    from = at.end + 1;
  });
  parts.push(text.slice(from));
  return parts.join('');
}

function cut(tree: FlatTree, tokens: NodeId, nesting: Nesting, open: Piece[]): Cut {
  const delimiter = tree.kind(tree.first(tokens));
  const inside = [...tree.children(tokens)].slice(1, -1);
  if (isStatements(tree, inside, delimiter, nesting)) return { tree, delimiter, pieces: statementPieces(tree, inside, nesting, open), statements: true };
  return { tree, delimiter, pieces: listPieces(tree, inside, nesting, delimiter, open), statements: false };
}

/** A body in braces with statements in it: `lazy_static!`, `thread_local!`, `try_stream!`. */
function isStatements(tree: FlatTree, inside: readonly NodeId[], delimiter: string, nesting: Nesting): boolean {
  if (nesting === 'branches') return true;
  if (delimiter !== '{' || nesting === 'data') return false;
  return inside.some(node => tree.kind(node) === ';') && !inside.some(node => tree.kind(node) === '=>');
}

function statementPieces(tree: FlatTree, inside: readonly NodeId[], nesting: Nesting, open: Piece[]): Piece[] {
  const bodies = nesting === 'branches'
    ? inside.filter(node => tree.kind(node) === 'token_tree' && tree.kind(tree.first(node)) === '{').map(node => [...tree.children(node)].slice(1, -1))
    : [inside];
  const pieces = bodies.flatMap((tokens): Piece[] => {
    // A line comment at the end would swallow whatever is read after it.
    const code = tokens.filter(token => !isComment(tree.kind(token)));
    const [first, last] = [code[0], code.at(-1)];
    return first === undefined || last === undefined ? [] : [{ at: { start: tree.start(first), end: tree.end(last) }, ends: 'end' }];
  });
  open.push(...pieces);
  return pieces;
}

function isComment(kind: string): boolean { return kind === 'line_comment' || kind === 'block_comment'; }

function listPieces(tree: FlatTree, inside: readonly NodeId[], nesting: Nesting, delimiter: string, open: Piece[]): Piece[] {
  const pieces: Piece[] = [];
  let current: NodeId[] = [];
  let angles = 0;
  const close = (ends: Piece['ends']): void => {
    const made = pieceOf(tree, current, ends, nesting, open);
    if (made) pieces.push(made);
    current = [];
    angles = 0;
  };
  inside.forEach((node, index) => {
    const kind = tree.kind(node);
    if (isComment(kind)) return;
    // Only a turbofish opens angle brackets here: `a < b` does not.
    if (kind === '<' && (angles > 0 || tree.kind(current.at(-1) ?? 0) === '::')) angles++;
    else if (kind === '>' && angles > 0) angles--;
    else if (kind === '>>' && angles > 0) angles = Math.max(0, angles - 2);
    const isColon = kind === ':' && nesting === 'data' && delimiter === '{';
    if (angles === 0 && (kind === ',' || kind === ';' || kind === '=>' || isColon)) return close(kind as Piece['ends']);
    current.push(node);
    const following = tree.kind(inside[index + 1] ?? 0);
    const isBodyOfArm = current.length === 1 && kind === 'token_tree' && tree.kind(tree.first(node)) === '{' && pieces.at(-1)?.ends === '=>';
    if (isBodyOfArm && following !== '.' && following !== '?' && following !== ',') close('end');
  });
  if (current.length > 0) close('end');
  return pieces;
}

const TOKENS_THAT_SPEAK_FOR_THEMSELVES = new Set([
  'identifier', 'self', 'string_literal', 'raw_string_literal', 'integer_literal', 'float_literal', 'boolean_literal', 'char_literal',
]);

function pieceOf(tree: FlatTree, all: readonly NodeId[], ends: Piece['ends'], nesting: Nesting, open: Piece[]): Piece | undefined {
  const { name, rest } = withoutName(tree, withoutAttributes(tree, all));
  const [first, last] = [rest[0], rest.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const base = { at: { start: tree.start(first), end: tree.end(last) }, ends, ...(name !== undefined && { name }) };
  if (rest.length === 1) {
    const kind = tree.kind(first);
    if (TOKENS_THAT_SPEAK_FOR_THEMSELVES.has(kind)) return { ...base, token: first };
    const delimiter = tree.kind(tree.first(first));
    if (nesting === 'data' && kind === 'token_tree' && delimiter !== '(') return { ...base, token: first, nested: cut(tree, first, 'data', open) };
  }
  open.push(base);
  return base;
}

/** `#[cfg(unix)] commands::open`: an element of a list may carry attributes. */
function withoutAttributes(tree: FlatTree, all: readonly NodeId[]): readonly NodeId[] {
  let at = 0;
  while (tree.kind(all[at] ?? 0) === '#' && tree.kind(tree.first(all[at + 1] ?? 0)) === '[') at += 2;
  return at > 0 && at < all.length ? all.slice(at) : all;
}

/** `name = value`, `name: value`, and the signs of tracing fields: `%value`, `?value`; a select arm's `if` before its condition. */
function withoutName(tree: FlatTree, all: readonly NodeId[]): { name?: string; rest: readonly NodeId[] } {
  let rest = all;
  let name: string | undefined;
  // Tracing fields may have dots: `error.message = %e`.
  const sign = all.findIndex((node, index) => tree.kind(node) !== (index % 2 === 0 ? 'identifier' : '.'));
  const kind = tree.kind(all[sign] ?? 0);
  if (sign > 0 && sign % 2 === 1 && all.length > sign + 1 && (kind === '=' || (kind === ':' && sign === 1))) {
    name = all.slice(0, sign).map(node => tree.source(node)).join('');
    rest = all.slice(sign + 1);
  }
  const first = tree.kind(rest[0] ?? 0);
  if (rest.length > 1 && (first === '%' || first === '?')) rest = rest.slice(1);
  if (rest.length > 1 && first === 'if' && !rest.some(node => tree.kind(node) === 'token_tree' && tree.kind(tree.first(node)) === '{')) rest = rest.slice(1);
  return name === undefined ? { rest } : { name, rest };
}
