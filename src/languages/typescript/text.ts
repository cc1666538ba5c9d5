/** Lowers literals, and text put together with templates and `+`. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Value } from '../../facts/value.js';
import { readsLikeSql } from '../sql/reads-like-sql.js';
import { nothingAt, span, type Lowering } from './lowering.js';
import { lowerValue } from './values.js';

export function lowerLiteral(node: TSESTree.Literal): Value {
  const at = span(node);
  if ('regex' in node) return { kind: 'operation', operator: 'regex', operands: [{ kind: 'text', text: node.regex.pattern, at }], at };
  if ('bigint' in node) return { kind: 'number', value: Number(node.bigint), at };
  switch (typeof node.value) {
    case 'string': return { kind: 'text', text: node.value, at };
    case 'number': return { kind: 'number', value: node.value, at };
    case 'boolean': return { kind: 'boolean', value: node.value, at };
    default: return nothingAt(at);
  }
}

export function lowerTemplate(lowering: Lowering, node: TSESTree.TemplateLiteral): Value {
  const at = span(node);
  const parts: Value[] = [];
  node.quasis.forEach((quasi, index) => {
    const text = quasi.value.cooked ?? quasi.value.raw;
    // The parser counts the delimiters (a backtick or brace before, a backtick or `${` behind) to the piece.
    const end = quasi.range[1] - (quasi.tail ? 1 : 2);
    if (text !== '') parts.push({ kind: 'text', text, at: { start: quasi.range[0] + 1, end } });
    const hole = node.expressions[index];
    if (hole) parts.push(lowerValue(lowering, hole));
  });
  if (node.expressions.length > 0) return { kind: 'joined', how: 'template', parts, at };
  const only = parts[0];
  return { kind: 'text', text: only?.kind === 'text' ? only.text : '', at };
}

/** `a + b + c` from left to right: one joined text as soon as one of the sides is text, arithmetic otherwise. */
export function lowerPlus(lowering: Lowering, node: TSESTree.BinaryExpression): Value {
  const sides: { readonly value: Value; readonly end: number }[] = [];
  let left: TSESTree.Expression | TSESTree.PrivateIdentifier = node;
  const rights: TSESTree.BinaryExpression[] = [];
  while (left.type === 'BinaryExpression' && left.operator === '+') {
    rights.push(left);
    left = left.left;
  }
  sides.push({ value: lowerValue(lowering, left), end: left.range[1] });
  for (const plus of rights.reverse()) sides.push({ value: lowerValue(lowering, plus.right), end: plus.range[1] });

  const start = node.range[0];
  if (!sides.some(side => isText(side.value))) {
    return sides.slice(1).reduce<Value>(
      (sum, side) => ({ kind: 'operation', operator: '+', operands: [sum, side.value], at: { start, end: side.end } }),
      sides[0]?.value ?? nothingAt(span(node)),
    );
  }
  return { kind: 'joined', how: 'plus', parts: sides.flatMap(side => side.value.kind === 'joined' ? side.value.parts : [side.value]), at: span(node) };
}

function isText(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'joined';
}

/** Remembers text with holes that reads like SQL, wherever it goes. */
export function noteSql(lowering: Lowering, value: Value): Value {
  if (value.kind !== 'joined') return value;
  if (value.parts.every(part => part.kind === 'text')) return value;
  const literal = value.parts.map(part => part.kind === 'text' ? part.text : '?').join('');
  if (readsLikeSql(literal)) lowering.builder.addText(value);
  return value;
}
