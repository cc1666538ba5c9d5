/** Comprehensions and generator expressions: loops that give a value. */
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { assign } from './assignments.js';
import type { Reading } from './reading.js';
import { valueOf } from './values.js';

/** With several `for` clauses the value is an element for every item of the outermost; the inner loops are blocks of their own. */
export function comprehensionOf(reading: Reading, node: NodeId): Value {
  const { tree } = reading;
  const at = reading.at(node);
  const body = tree.field(node, 'body');
  const clauses = reading.parts(node).filter(part => tree.kind(part) === 'for_in_clause' || tree.kind(part) === 'if_clause');
  const outerField = reading.addField;
  reading.addField = undefined;
  let over: Value | undefined;
  let element: Value = reading.unknown(node, 'could not be read');
  const readFrom = (index: number): void => {
    const clause = clauses[index];
    if (clause === undefined) {
      if (body >= 0) element = elementOf(reading, body);
      return;
    }
    const group = reading.facts.newGroup();
    if (tree.kind(clause) === 'if_clause') {
      const [condition = clause] = reading.parts(clause);
      const test = valueOf(reading, condition);
      reading.facts.inBlock({ kind: 'if', group, test, at }, () => readFrom(index + 1));
      return;
    }
    const [target, iterated] = [tree.field(clause, 'left'), tree.field(clause, 'right')];
    const items = valueOf(reading, iterated);
    over ??= items;
    if (tree.firstOfKind(clause, 'async') >= 0) reading.facts.addAwait(items.at);
    reading.facts.inBlock({ kind: 'loop', group, over: items, at }, () => {
      if (target >= 0) assign(reading, target, { kind: 'item', of: items, at: reading.at(target) });
      readFrom(index + 1);
    });
  };
  readFrom(0);
  reading.addField = outerField;
  return { kind: 'each', element, over: over ?? reading.unknown(node, 'could not be read'), at };
}

/** `{k: v for ...}` gives a record with one computed entry for every item. */
function elementOf(reading: Reading, body: NodeId): Value {
  const { tree } = reading;
  if (tree.kind(body) !== 'pair') return valueOf(reading, body);
  const entry = { key: valueOf(reading, tree.field(body, 'key')), value: valueOf(reading, tree.field(body, 'value')) };
  return { kind: 'record', entries: [entry], at: reading.at(body) };
}
