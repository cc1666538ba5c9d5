/** Lowers calls, `new`, tagged templates, and the calls that import modules. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Argument } from '../../facts/structure.js';
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import { importedModule, requiredModule } from './imports.js';
import { nameAt, span, unknownAt, type Lowering } from './lowering.js';
import { lowerTemplate } from './text.js';
import { lowerTypeArguments } from './types.js';
import { lowerValue } from './values.js';

const testBlocks = new Set(['describe', 'it', 'test', 'suite', 'context', 'specify', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll', 'before', 'after']);

export function lowerCall(lowering: Lowering, node: TSESTree.CallExpression): Value {
  const required = requiredModule(node);
  if (required !== undefined) return nameAt(importedModule(lowering, required, 'require', span(node)), span(node));
  const callee = lowerValue(lowering, node.callee);
  const outside = lowering.insideTest;
  if (lowering.isTestFile && testBlocks.has(rootName(node.callee))) lowering.insideTest = true;
  const args = lowerArguments(lowering, node.arguments);
  lowering.insideTest = outside;
  return lowering.builder.addCall({ callee, args, ...typesOf(lowering, node), at: span(node), nameAt: nameOfCallee(node.callee) });
}

export function lowerNew(lowering: Lowering, node: TSESTree.NewExpression): Value {
  const callee = lowerValue(lowering, node.callee);
  const args = lowerArguments(lowering, node.arguments);
  return lowering.builder.addCall({ callee, args, ...typesOf(lowering, node), at: span(node), nameAt: nameOfCallee(node.callee), new: true });
}

/** The tag decides what becomes of the holes, so the text is not looked at here. */
export function lowerTagged(lowering: Lowering, node: TSESTree.TaggedTemplateExpression): Value {
  const callee = lowerValue(lowering, node.tag);
  const args = [{ value: lowerTemplate(lowering, node.quasi) }];
  return lowering.builder.addCall({ callee, args, ...typesOf(lowering, node), at: span(node), nameAt: nameOfCallee(node.tag), tagged: true });
}

export function lowerImportExpression(lowering: Lowering, node: TSESTree.ImportExpression): Value {
  const { source } = node;
  if (source.type === 'Literal' && typeof source.value === 'string') {
    return nameAt(importedModule(lowering, source.value, 'import', span(node)), span(node));
  }
  lowerValue(lowering, source);
  return unknownAt('a module whose name is computed', span(node));
}

export function lowerArguments(lowering: Lowering, args: readonly TSESTree.CallExpressionArgument[]): readonly Argument[] {
  return args.map(arg => arg.type === 'SpreadElement'
    ? { value: lowerValue(lowering, arg.argument), spread: true }
    : { value: lowerValue(lowering, arg) });
}

function typesOf(lowering: Lowering, node: { typeArguments?: TSESTree.TSTypeParameterInstantiation | undefined }): { types?: ReturnType<typeof lowerTypeArguments> } {
  return node.typeArguments ? { types: lowerTypeArguments(lowering, node.typeArguments) } : {};
}

function nameOfCallee(callee: TSESTree.Expression): Span {
  if (callee.type === 'MemberExpression') return span(callee.property);
  if (callee.type === 'ChainExpression' || callee.type === 'TSNonNullExpression' || callee.type === 'TSInstantiationExpression') return nameOfCallee(callee.expression);
  return span(callee);
}

/** `it.each([...])('...', fn)` is a test as much as `it('...', fn)`. */
function rootName(callee: TSESTree.Expression): string {
  switch (callee.type) {
    case 'Identifier': return callee.name;
    case 'MemberExpression': return rootName(callee.object);
    case 'CallExpression': return rootName(callee.callee);
    case 'TaggedTemplateExpression': return rootName(callee.tag);
    default: return '';
  }
}
