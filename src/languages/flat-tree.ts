/**
 * A tree-sitter tree copied once into flat arrays: one cursor walk (about 0.7 us a node), after which looking around costs nothing.
 * Materialising tree-sitter's own node objects costs 3 to 4 us each, every time.
 */
import type Parser from 'tree-sitter';

/** An index into the arrays; 0 is the root, -1 is none. */
export type NodeId = number;

export class FlatTree {
  readonly #kinds: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #fields: number[] = [];
  readonly #parents: NodeId[] = [];
  readonly #firsts: NodeId[] = [];
  readonly #nexts: NodeId[] = [];

  constructor(readonly text: string, tree: Parser.Tree, readonly grammar: Grammar) {
    const cursor = tree.walk();
    const previous: NodeId[] = [-1];
    const parents: NodeId[] = [-1];
    let depth = 0;
    for (;;) {
      const id = this.#kinds.length;
      const parent = parents[depth] ?? -1;
      const kind = cursor.nodeTypeId;
      const field = (cursor as unknown as { currentFieldId: number | undefined }).currentFieldId ?? 0;
      grammar.learn(cursor, kind, field);
      this.#kinds.push(kind);
      this.#starts.push(cursor.startIndex);
      this.#ends.push(cursor.endIndex);
      this.#fields.push(field);
      this.#parents.push(parent);
      this.#firsts.push(-1);
      this.#nexts.push(-1);
      const before = previous[depth] ?? -1;
      if (before >= 0) this.#nexts[before] = id;
      else if (parent >= 0) this.#firsts[parent] = id;
      previous[depth] = id;
      if (cursor.gotoFirstChild()) {
        depth++;
        parents[depth] = id;
        previous[depth] = -1;
        continue;
      }
      let done = false;
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) { done = true; break; }
        depth--;
      }
      if (done) return;
    }
  }

  get size(): number { return this.#kinds.length; }
  /** The kind's name, `"identifier"`, `"("`; compare with this, the names are interned. */
  kind(node: NodeId): string { return this.grammar.nameOf(this.#kinds[node] ?? -1); }
  isNamed(node: NodeId): boolean { return this.grammar.isNamed(this.#kinds[node] ?? -1); }
  start(node: NodeId): number { return this.#starts[node] ?? 0; }
  end(node: NodeId): number { return this.#ends[node] ?? 0; }
  parent(node: NodeId): NodeId { return this.#parents[node] ?? -1; }
  next(node: NodeId): NodeId { return this.#nexts[node] ?? -1; }
  first(node: NodeId): NodeId { return this.#firsts[node] ?? -1; }
  source(node: NodeId): string { return this.text.slice(this.start(node), this.end(node)); }

  /** The first child in a field, or -1. */
  field(node: NodeId, name: string): NodeId {
    const id = this.grammar.fieldId(name);
    for (let child = this.first(node); child >= 0; child = this.next(child)) if (this.#fields[child] === id) return child;
    return -1;
  }

  isField(node: NodeId, name: string): boolean { return this.#fields[node] === this.grammar.fieldId(name); }

  *children(node: NodeId): Generator<NodeId> {
    for (let child = this.first(node); child >= 0; child = this.next(child)) yield child;
  }

  namedChildren(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let child = this.first(node); child >= 0; child = this.next(child)) if (this.isNamed(child)) found.push(child);
    return found;
  }

  firstOfKind(node: NodeId, kind: string): NodeId {
    for (let child = this.first(node); child >= 0; child = this.next(child)) if (this.kind(child) === kind) return child;
    return -1;
  }
}

/** Names of a grammar's node kinds and fields by number, learnt from the trees themselves: the binding offers no table of ids. */
export class Grammar {
  readonly #names: (string | undefined)[] = [];
  readonly #named: boolean[] = [];
  readonly #fields = new Map<number, string>();
  readonly #fieldIds = new Map<string, number>();

  learn(cursor: Parser.TreeCursor, kind: number, field: number): void {
    if (this.#names[kind] === undefined) {
      this.#names[kind] = cursor.nodeType;
      this.#named[kind] = cursor.nodeIsNamed;
    }
    if (field !== 0 && !this.#fields.has(field)) {
      const name = (cursor as unknown as { currentFieldName: string }).currentFieldName;
      this.#fields.set(field, name);
      this.#fieldIds.set(name, field);
    }
  }

  nameOf(kind: number): string { return this.#names[kind] ?? ''; }
  isNamed(kind: number): boolean { return this.#named[kind] ?? false; }
  /** -1 for a field no tree has shown yet: then no node has it either. */
  fieldId(name: string): number { return this.#fieldIds.get(name) ?? -1; }
}
