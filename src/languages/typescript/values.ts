/** Lowers expressions to values: where what they yield comes from. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Span } from '../../facts/span.js';
import type { RecordEntry, Value } from '../../facts/value.js';
import { lowerCall, lowerImportExpression, lowerNew, lowerTagged } from './calls.js';
import { lowerClass } from './classes.js';
import { noteCommonJsExport } from './exports.js';
import { lowerFunction } from './functions.js';
import { lowerJsx } from './jsx.js';
import { keyName, nameAt, nothingAt, span, unknownAt, type Lowering, type Naming } from './lowering.js';
import { assignTo } from './patterns.js';
import { lowerLiteral, lowerPlus, lowerTemplate, noteSql } from './text.js';

/** `naming`: what a function or class written here is called by what it is assigned to. A node that yields nothing is an unknown value. */
export function lowerValue(lowering: Lowering, node: TSESTree.Node, naming?: Naming): Value {
  const at = span(node);
  switch (node.type) {
    case 'Identifier': return node.name === 'undefined' ? nothingAt(at) : nameAt(node.name, at);
    case 'ThisExpression': return nameAt('this', at);
    case 'Super': return nameAt('super', at);
    case 'PrivateIdentifier': return nameAt(`#${node.name}`, at);
    case 'MetaProperty': return { kind: 'member', of: nameAt(node.meta.name, span(node.meta)), name: node.property.name, at };
    case 'Literal': return lowerLiteral(node);
    case 'TemplateLiteral': return noteSql(lowering, lowerTemplate(lowering, node));
    case 'TaggedTemplateExpression': return lowerTagged(lowering, node);
    case 'MemberExpression': return lowerMember(lowering, node);
    case 'CallExpression': return lowerCall(lowering, node);
    case 'NewExpression': return lowerNew(lowering, node);
    case 'ImportExpression': return lowerImportExpression(lowering, node);
    case 'ChainExpression': return lowerValue(lowering, node.expression);
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression': return lowerValue(lowering, node.expression, naming);
    case 'AwaitExpression': return lowerAwait(lowering, node);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression': return lowerFunction(lowering, node, naming);
    case 'ClassExpression': return lowerClass(lowering, node, naming);
    case 'ArrayExpression': return { kind: 'list', items: node.elements.map(element => lowerElement(lowering, element, at)), at };
    case 'ObjectExpression': return { kind: 'record', entries: node.properties.map(property => lowerProperty(lowering, property)), at };
    case 'ConditionalExpression': {
      const tests = [lowerValue(lowering, node.test)];
      return { kind: 'choice', tests, options: [lowerValue(lowering, node.consequent), lowerValue(lowering, node.alternate)], at };
    }
    case 'LogicalExpression': {
      const left = lowerValue(lowering, node.left);
      return { kind: 'choice', tests: [left], options: [left, lowerValue(lowering, node.right)], at };
    }
    case 'BinaryExpression': {
      if (node.operator === '+') return noteSql(lowering, lowerPlus(lowering, node));
      return { kind: 'operation', operator: node.operator, operands: [lowerValue(lowering, node.left), lowerValue(lowering, node.right)], at };
    }
    case 'UnaryExpression': return lowerUnary(lowering, node);
    case 'UpdateExpression': {
      const target = lowerValue(lowering, node.argument);
      const value: Value = { kind: 'operation', operator: node.operator, operands: [target], at };
      lowering.builder.addAssignment({ target, value, operator: 'other', declares: false, constant: false, at });
      return value;
    }
    case 'AssignmentExpression': return lowerAssignmentExpression(lowering, node);
    case 'SequenceExpression': {
      const values = node.expressions.map(expression => lowerValue(lowering, expression));
      return values.at(-1) ?? nothingAt(at);
    }
    case 'YieldExpression': {
      const value = node.argument ? lowerValue(lowering, node.argument) : nothingAt(at);
      lowering.builder.addReturn({ value, yields: true, at });
      return unknownAt('what the caller sends into the generator', at);
    }
    case 'SpreadElement': return { kind: 'item', of: lowerValue(lowering, node.argument), at };
    case 'JSXElement':
    case 'JSXFragment': return lowerJsx(lowering, node);
    default: return unknownAt('not an expression', at);
  }
}

function lowerMember(lowering: Lowering, node: TSESTree.MemberExpression): Value {
  const of = lowerValue(lowering, node.object);
  const at = span(node);
  const { property } = node;
  if (!node.computed) return { kind: 'member', of, name: keyName(property, false) ?? '', at };
  return { kind: 'index', of, key: lowerValue(lowering, property), at };
}

function lowerAwait(lowering: Lowering, node: TSESTree.AwaitExpression): Value {
  const value = lowerValue(lowering, node.argument);
  lowering.builder.addAwait(span(node), value);
  return value;
}

function lowerUnary(lowering: Lowering, node: TSESTree.UnaryExpression): Value {
  const at = span(node);
  const operand = lowerValue(lowering, node.argument);
  if (node.operator === '-' && operand.kind === 'number') return { kind: 'number', value: -operand.value, at };
  if (node.operator === 'void' && operand.kind === 'number') return nothingAt(at);
  if (node.operator === 'void' && operand.kind === 'call') lowering.builder.markCall(operand.call, { ignored: true });
  // `+x` is a number or NaN, whatever x was.
  return { kind: 'operation', operator: node.operator === '+' ? 'number' : node.operator, operands: [operand], at };
}

function lowerElement(lowering: Lowering, element: TSESTree.Expression | TSESTree.SpreadElement | null, list: Span): Value {
  return element ? lowerValue(lowering, element) : nothingAt(list);
}

function lowerProperty(lowering: Lowering, property: TSESTree.ObjectLiteralElement): RecordEntry {
  if (property.type === 'SpreadElement') return { key: undefined, value: lowerValue(lowering, property.argument), spread: true };
  const at = span(property.key);
  const name = keyName(property.key, property.computed);
  const key: Value = name === undefined ? lowerValue(lowering, property.key) : { kind: 'text', text: name, at };
  const naming = name === undefined ? undefined : { name, at };
  const { value } = property;
  if (value.type === 'FunctionExpression' && (property.method || property.kind !== 'init')) {
    return { key, value: lowerFunction(lowering, value, naming, 'method') };
  }
  return { key, value: lowerValue(lowering, value, naming) };
}

function lowerAssignmentExpression(lowering: Lowering, node: TSESTree.AssignmentExpression): Value {
  const at = span(node);
  const value = lowerValue(lowering, node.right, namingOf(node.left));
  if (node.operator === '=') {
    assignTo(lowering, node.left, value, { at, declares: false, constant: false });
    noteCommonJsExport(lowering, node, value);
    return value;
  }
  const target = lowerValue(lowering, node.left);
  const keeps = node.operator === '||=' || node.operator === '??=' || node.operator === '&&=';
  if (keeps) {
    const either: Value = { kind: 'choice', options: [target, value], tests: [target], at };
    lowering.builder.addAssignment({ target, value: either, operator: '=', declares: false, constant: false, at });
    return either;
  }
  lowering.builder.addAssignment({ target, value, operator: node.operator === '+=' ? '+=' : 'other', declares: false, constant: false, at });
  return { kind: 'operation', operator: node.operator.slice(0, -1), operands: [target, value], at };
}

function namingOf(target: TSESTree.Expression): Naming | undefined {
  if (target.type === 'Identifier') return { name: target.name, at: span(target) };
  if (target.type !== 'MemberExpression') return undefined;
  const name = keyName(target.property, target.computed);
  return name === undefined ? undefined : { name, at: span(target.property) };
}
