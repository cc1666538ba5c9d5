/** The patterns of `match`: what each case tests and which names it binds. */
import type { Value } from '../../facts/value.js';
import type { NodeId } from '../flat-tree.js';
import { assign } from './assignments.js';
import type { Reading } from './reading.js';
import { valueOf } from './values.js';

export function readCase(reading: Reading, node: NodeId, subject: Value, group: number, readBody: () => void): void {
  const { tree, facts } = reading;
  const patterns = reading.parts(node).filter(part => tree.kind(part) === 'case_pattern');
  const tests = patterns.flatMap(pattern => testOf(reading, pattern, subject) ?? []);
  const [only] = tests;
  const at = reading.at(node);
  const test: Value | undefined = tests.length > 1 ? { kind: 'choice', operator: 'and', options: tests, tests: tests.slice(0, -1), at } : only;
  facts.inBlock({ kind: 'case', group, over: subject, ...(test ? { test } : {}), at }, () => {
    for (const pattern of patterns) bindNames(reading, pattern, subject, true);
    const guard = tree.field(node, 'guard');
    for (const condition of guard < 0 ? [] : reading.parts(guard)) valueOf(reading, condition);
    readBody();
  });
}

const literals: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'integer', 'float', 'true', 'false', 'none']);

/** What must hold for the pattern to match; nothing for one that always does. */
function testOf(reading: Reading, node: NodeId, subject: Value): Value | undefined {
  const { tree } = reading;
  const kind = tree.kind(node);
  const at = reading.at(node);
  const parts = reading.parts(node);
  const [first] = parts;
  if (kind === 'case_pattern') return first === undefined ? undefined : testOf(reading, first, subject);
  if (kind === 'as_pattern') return first === undefined ? undefined : testOf(reading, first, subject);
  if (kind === 'dotted_name' && parts.length === 1) return undefined;
  if (kind === 'dotted_name' || literals.has(kind)) return { kind: 'operation', operator: '==', operands: [subject, valueOf(reading, node)], at };
  if (kind === 'union_pattern' && parts.every(part => isLiteral(reading, part))) {
    const items = parts.map(part => valueOf(reading, literalIn(reading, part)));
    return { kind: 'operation', operator: 'in', operands: [subject, { kind: 'list', items, at }], at };
  }
  return { kind: 'operation', operator: 'matches', operands: [subject], at };
}

function literalIn(reading: Reading, node: NodeId): NodeId {
  const [inner] = reading.parts(node);
  return reading.tree.kind(node) === 'case_pattern' && inner !== undefined ? literalIn(reading, inner) : node;
}

function isLiteral(reading: Reading, node: NodeId): boolean {
  const inner = literalIn(reading, node);
  const kind = reading.tree.kind(inner);
  return literals.has(kind) || (kind === 'dotted_name' && reading.parts(inner).length > 1);
}

/** A bare name takes what stands in its place: the subject itself, or some part of it. */
function bindNames(reading: Reading, node: NodeId, subject: Value, whole: boolean): void {
  const { tree } = reading;
  const kind = tree.kind(node);
  const parts = reading.parts(node);
  const value: Value = whole ? subject : { kind: 'item', of: subject, at: reading.at(node) };
  if (kind === 'dotted_name') {
    const [name] = parts;
    if (name !== undefined && parts.length === 1) assign(reading, name, value);
    return;
  }
  if (kind === 'identifier') {
    assign(reading, node, value);
    return;
  }
  const passesWhole = whole && (kind === 'case_pattern' || kind === 'as_pattern' || kind === 'union_pattern');
  parts.forEach((part, position) => {
    const isClassOrKeyword = position === 0 && (kind === 'class_pattern' || kind === 'keyword_pattern');
    const isKey = kind === 'dict_pattern' && tree.isField(part, 'key');
    if (!isClassOrKeyword && !isKey && !literals.has(tree.kind(part))) reading.descend(() => bindNames(reading, part, subject, passesWhole), () => undefined);
  });
}
