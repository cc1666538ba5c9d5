/** Lowers destructuring: one assignment for every name a pattern binds. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Span } from '../../facts/span.js';
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import { keyName, nameAt, span, type Lowering } from './lowering.js';
import { lowerAnnotation } from './types.js';
import { lowerValue } from './values.js';

export interface Binding { readonly at: Span; readonly declares: boolean; readonly constant: boolean; readonly type?: TypeRef }

type Pattern = TSESTree.DestructuringPattern | TSESTree.Expression | TSESTree.TSEmptyBodyFunctionExpression;

export function assignTo(lowering: Lowering, pattern: Pattern, value: Value, binding: Binding): void {
  switch (pattern.type) {
    case 'Identifier': {
      const type = lowerAnnotation(lowering, pattern.typeAnnotation) ?? binding.type;
      lowering.builder.addAssignment({ ...binding, target: nameAt(pattern.name, span(pattern)), value, operator: '=', ...(type && { type }) });
      return;
    }
    case 'ObjectPattern':
      for (const property of pattern.properties) assignProperty(lowering, property, value, partOf(binding, property));
      return;
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (!element) return;
        // What is left over still holds the same items.
        const part = element.type === 'RestElement' ? value : elementOf(lowering, value, index, span(element));
        assignTo(lowering, element.type === 'RestElement' ? element.argument : element, part, partOf(binding, element));
      });
      return;
    case 'AssignmentPattern': {
      const fallback = lowerValue(lowering, pattern.right);
      assignTo(lowering, pattern.left, { kind: 'choice', options: [value, fallback], tests: [], at: span(pattern) }, binding);
      return;
    }
    case 'RestElement':
      assignTo(lowering, pattern.argument, value, binding);
      return;
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      assignTo(lowering, pattern.expression, value, binding);
      return;
    case 'MemberExpression':
      lowering.builder.addAssignment({ ...binding, target: lowerValue(lowering, pattern), value, operator: '=' });
      return;
    // The grammar allows nothing else on the left; a broken file may hold it.
    default: lowerValue(lowering, pattern);
  }
}

/** A part points at itself, and the whole's type says nothing about it. */
function partOf(binding: Binding, part: TSESTree.Node): Binding {
  return { at: span(part), declares: binding.declares, constant: binding.constant };
}

function assignProperty(lowering: Lowering, property: TSESTree.Property | TSESTree.RestElement, value: Value, binding: Binding): void {
  if (property.type === 'RestElement') {
    assignTo(lowering, property.argument, value, binding);
    return;
  }
  const at = span(property);
  const name = keyName(property.key, property.computed);
  const part: Value = name === undefined
    ? { kind: 'index', of: value, key: lowerValue(lowering, property.key), at }
    : { kind: 'member', of: value, name, at };
  assignTo(lowering, property.value, part, binding);
}

/** `const [user, posts] = await Promise.all([a(), b()])`: the places are known, so each name gets its own call. */
function elementOf(lowering: Lowering, value: Value, index: number, at: Span): Value {
  const list = value.kind === 'call' ? listAwaitedBy(lowering, value.call) : value;
  if (list?.kind === 'list' && list.items.slice(0, index + 1).every(item => item.kind !== 'item')) {
    const item = list.items[index];
    if (item) return item;
  }
  return { kind: 'item', of: value, index, at };
}

function listAwaitedBy(lowering: Lowering, index: number): Value | undefined {
  const call = lowering.builder.callAt(index);
  if (call?.callee.kind !== 'member' || call.callee.name !== 'all') return undefined;
  const { of } = call.callee;
  return of.kind === 'name' && of.name === 'Promise' ? call.args[0]?.value : undefined;
}
