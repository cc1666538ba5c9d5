/** Lowers decorators: `@Get(':id')`, `@Body()`, `@nest.Injectable`. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Decorator } from '../../facts/structure.js';
import { lowerArguments } from './calls.js';
import type { Lowering } from './lowering.js';
import { lowerValue } from './values.js';

export function lowerDecorators(lowering: Lowering, decorators: readonly TSESTree.Decorator[] | undefined): readonly Decorator[] {
  return (decorators ?? []).map(({ expression, range }) => {
    const called = expression.type === 'CallExpression';
    const callee: TSESTree.Expression = called ? expression.callee : expression;
    return {
      path: lowering.text.slice(callee.range[0], callee.range[1]).replace(/\s/g, ''),
      callee: lowerValue(lowering, callee),
      args: called ? lowerArguments(lowering, expression.arguments) : [],
      called,
      at: { start: range[0], end: range[1] },
    };
  });
}

