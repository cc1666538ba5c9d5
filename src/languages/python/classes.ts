/** Python's classes: bases, keywords, fields. */
import type { ClassFact, Decorator } from '../../facts/structure.js';
import type { NodeId } from '../flat-tree.js';
import { readArguments } from './calls.js';
import type { Reading } from './reading.js';
import { readStatements } from './statements.js';
import { typeOf } from './types.js';

export function readClass(reading: Reading, node: NodeId, decorators: readonly Decorator[]): void {
  const { tree, facts } = reading;
  const [nameNode, body, superclasses] = [tree.field(node, 'name'), tree.field(node, 'body'), tree.field(node, 'superclasses')];
  const parents = superclasses < 0 ? [] : reading.parts(superclasses);
  const bases = parents.filter(part => tree.kind(part) !== 'keyword_argument' && tree.kind(part) !== 'dictionary_splat').map(part => typeOf(reading, part));
  const fact: Omit<ClassFact, 'in' | 'fields'> = {
    name: nameNode < 0 ? '' : tree.source(nameNode),
    kind: 'class',
    bases,
    keywords: superclasses < 0 ? [] : readArguments(reading, superclasses).filter(arg => arg.name !== undefined),
    decorators,
    at: reading.at(node),
    nameAt: reading.at(nameNode < 0 ? node : nameNode),
  };
  facts.inClass(fact, addField => {
    const [outerField, outerTestCase] = [reading.addField, reading.inTestCase];
    reading.addField = addField;
    reading.inTestCase = bases.some(base => base.name.endsWith('TestCase'));
    if (body >= 0) readStatements(reading, body);
    reading.addField = outerField;
    reading.inTestCase = outerTestCase;
  });
}
