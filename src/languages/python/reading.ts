/** What every stage of reading one Python file has at hand: the tree, the facts being collected, and the scope being read. */
import { spanOf, type Span } from '../../facts/span.js';
import type { Field, Role } from '../../facts/structure.js';
import type { CallValue, UnknownValue } from '../../facts/value.js';
import type { FactsBuilder } from '../builder.js';
import type { FlatTree, NodeId } from '../flat-tree.js';

/** Deeper code than this no person wrote; reading it would exhaust the stack. */
const deepest = 300;

/** Nodes that may stand between any two others and mean nothing. */
const extras: ReadonlySet<string> = new Set(['comment', 'line_continuation']);

export class Reading {
  /** Names that `global` or `nonlocal` hand to an outer scope, in the function being read. */
  outerNames = new Set<string>();
  /** Set while the statements of a class body are read: plain assignments are fields there. */
  addField: ((field: Field) => void) | undefined;
  /** Inside `if TYPE_CHECKING:`. */
  typeOnly = false;
  /** The class being read derives from a test case. */
  inTestCase = false;
  /** `import a.b` binds `a`, but the module meant by `a.b` is known better: such chains are read as one name. */
  readonly dottedImports = new Set<string>();
  /** An alias is read twice, as a value and as a type; its calls happen once. */
  readonly callOf = new Map<NodeId, CallValue>();
  #depth = 0;

  constructor(readonly tree: FlatTree, readonly facts: FactsBuilder, readonly role: Role) {}

  at(node: NodeId): Span {
    return spanOf(this.tree.start(node), this.tree.end(node));
  }

  /** The named children that are code. */
  parts(node: NodeId): NodeId[] {
    const found: NodeId[] = [];
    for (let child = this.tree.first(node); child >= 0; child = this.tree.next(child)) {
      if (this.tree.isNamed(child) && !extras.has(this.tree.kind(child))) found.push(child);
    }
    return found;
  }

  has(node: NodeId, kind: string): boolean {
    return this.tree.firstOfKind(node, kind) >= 0;
  }

  unknown(node: NodeId, because: string): UnknownValue {
    return { kind: 'unknown', because, at: this.at(node) };
  }

  /** Runs one step down the tree, or says `tooDeep`. */
  descend<T>(step: () => T, tooDeep: () => T): T {
    if (this.#depth >= deepest) return tooDeep();
    this.#depth++;
    try {
      return step();
    } finally {
      this.#depth--;
    }
  }

  /** Reads a function's body with a fresh set of outer names and no class around it. */
  inFreshScope(body: () => void): void {
    const [outerNames, addField, inTestCase] = [this.outerNames, this.addField, this.inTestCase];
    this.outerNames = new Set();
    this.addField = undefined;
    this.inTestCase = false;
    body();
    this.outerNames = outerNames;
    this.addField = addField;
    this.inTestCase = inTestCase;
  }
}
