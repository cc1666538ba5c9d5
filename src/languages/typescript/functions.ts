/** Lowers functions, arrow functions and methods, with their parameters and bodies. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Decorator, Field, FunctionFact, Param } from '../../facts/structure.js';
import type { FunctionValue } from '../../facts/value.js';
import { lowerDecorators } from './decorators.js';
import { nameAt, span, type Lowering, type Naming } from './lowering.js';
import { assignTo } from './patterns.js';
import { lowerStatements } from './statements.js';
import { lowerAnnotation } from './types.js';
import { lowerValue } from './values.js';

type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
type Signature = TSESTree.TSMethodSignature | TSESTree.TSEmptyBodyFunctionExpression | TSESTree.TSDeclareFunction;

/** What only the place of a function knows. */
export interface FunctionPlace {
  readonly decorators?: readonly Decorator[];
  readonly hidden?: boolean;
  /** Takes the constructor's parameter properties. */
  readonly addField?: (field: Field) => void;
}

export function lowerFunction(
  lowering: Lowering, node: FunctionNode, naming: Naming | undefined, kind: FunctionFact['kind'] = 'closure', place: FunctionPlace = {},
): FunctionValue {
  const declared = node.type === 'FunctionDeclaration';
  const own = node.id ? { name: node.id.name, at: span(node.id) } : undefined;
  const called = (declared ? own ?? naming : naming ?? own) ?? { name: '<closure>', at: { start: node.range[0], end: node.body.range[0] } };
  const inputs = lowerParams(lowering, node.params, place.addField);
  const returns = lowerAnnotation(lowering, node.returnType);
  const fact = {
    name: called.name, nameAt: called.at, at: span(node), kind: declared ? 'function' as const : kind,
    params: inputs.map(input => input.param), decorators: place.decorators ?? [],
    async: node.async, generator: node.generator, test: lowering.insideTest,
    public: isPublic(lowering, called.name, kind, place), ...(returns && { returns }),
  };
  return lowering.builder.inFunction(fact, () => {
    for (const { param, pattern } of inputs) {
      if (pattern) assignTo(lowering, pattern, nameAt(param.name, param.at), { at: span(pattern), declares: true, constant: false });
    }
    if (node.body.type === 'BlockStatement') {
      lowerStatements(lowering, node.body.body);
    } else {
      lowering.builder.addReturn({ value: lowerValue(lowering, node.body), yields: false, at: span(node.body) });
    }
  });
}

/** A method without a body (interface, abstract class, `declare function`): its types are worth knowing. */
export function addSignature(lowering: Lowering, naming: Naming, node: Signature, kind: FunctionFact['kind'] = 'method'): void {
  const returns = lowerAnnotation(lowering, node.returnType);
  const params = lowerParams(lowering, node.params).map(input => input.param);
  lowering.builder.inFunction({
    name: naming.name, nameAt: naming.at, at: span(node), kind, params, decorators: [], async: false, generator: false,
    test: lowering.insideTest, public: isPublic(lowering, naming.name, kind, {}), ...(returns && { returns }),
  }, () => undefined);
}

function isPublic(lowering: Lowering, name: string, kind: FunctionFact['kind'], place: FunctionPlace): boolean {
  if (kind === 'method') return !place.hidden && !name.startsWith('#') && !name.startsWith('_');
  return lowering.builder.currentFunction < 0 && lowering.exported.has(name);
}

interface Input { readonly param: Param; readonly pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern | undefined }

function lowerParams(lowering: Lowering, params: readonly TSESTree.Parameter[], addField?: (field: Field) => void): readonly Input[] {
  const taken = new Set<string>();
  return params
    .filter(param => !(param.type === 'Identifier' && param.name === 'this'))
    .map(param => lowerParam(lowering, param, taken, addField));
}

function lowerParam(lowering: Lowering, node: TSESTree.Parameter, taken: Set<string>, addField?: (field: Field) => void): Input {
  if (node.type === 'TSParameterProperty') {
    const { param } = lowerParam(lowering, node.parameter, taken);
    const withDecorators = { ...param, decorators: [...lowerDecorators(lowering, node.decorators), ...param.decorators] };
    addField?.({ name: param.name, decorators: withDecorators.decorators, at: span(node), ...(param.type && { type: param.type }) });
    return { param: withDecorators, pattern: undefined };
  }
  const target = node.type === 'AssignmentPattern' ? node.left : node.type === 'RestElement' ? node.argument : node;
  const decorators = [...lowerDecorators(lowering, node.decorators), ...(target === node || !('decorators' in target) ? [] : lowerDecorators(lowering, target.decorators))];
  const type = lowerAnnotation(lowering, ('typeAnnotation' in target ? target.typeAnnotation : undefined) ?? node.typeAnnotation);
  const fallback = node.type === 'AssignmentPattern' ? lowerValue(lowering, node.right) : undefined;
  const pattern = target.type === 'ObjectPattern' || target.type === 'ArrayPattern' ? target : undefined;
  return {
    param: {
      name: target.type === 'Identifier' ? target.name : unusedName(target.type === 'ArrayPattern' ? '[]' : '{}', taken),
      decorators, at: span(target), ...(type && { type }), ...(fallback && { default: fallback }), ...(node.type === 'RestElement' && { rest: true }),
    },
    pattern,
  };
}

/** A second destructured parameter is `{}2`: its parts must not seem to come from the first. */
function unusedName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}${String(number)}`;
  taken.add(candidate);
  return candidate;
}
