/** Walks JSX for the handlers and calls inside it; an element itself is no call and no value worth following. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { UnknownValue } from '../../facts/value.js';
import { span, unknownAt, type Lowering } from './lowering.js';
import { lowerValue } from './values.js';

export function lowerJsx(lowering: Lowering, node: TSESTree.JSXElement | TSESTree.JSXFragment): UnknownValue {
  if (node.type === 'JSXElement') for (const attribute of node.openingElement.attributes) lowerAttribute(lowering, attribute);
  for (const child of node.children) lowerChild(lowering, child);
  return unknownAt('a piece of user interface', span(node));
}

function lowerAttribute(lowering: Lowering, attribute: TSESTree.JSXAttribute | TSESTree.JSXSpreadAttribute): void {
  if (attribute.type === 'JSXSpreadAttribute') {
    lowerValue(lowering, attribute.argument);
    return;
  }
  const { value } = attribute;
  if (!value) return;
  if (value.type !== 'JSXExpressionContainer') {
    lowerChild(lowering, value);
    return;
  }
  const name = attribute.name.type === 'JSXIdentifier' ? attribute.name.name : attribute.name.name.name;
  if (value.expression.type !== 'JSXEmptyExpression') lowerValue(lowering, value.expression, { name, at: span(attribute.name) });
}

function lowerChild(lowering: Lowering, child: TSESTree.JSXChild | TSESTree.Literal): void {
  switch (child.type) {
    case 'JSXElement':
    case 'JSXFragment': lowerJsx(lowering, child); return;
    case 'JSXExpressionContainer':
    case 'JSXSpreadChild':
      if (child.expression.type !== 'JSXEmptyExpression') lowerValue(lowering, child.expression);
      return;
    case 'JSXText':
    case 'Literal': return;
  }
}
