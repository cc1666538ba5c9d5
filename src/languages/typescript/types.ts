/** Lowers type annotations: `Promise<User[]>`, unions, literal types, and object types as interfaces without a name. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TypeRef } from '../../facts/structure.js';
import { lowerMembers } from './interfaces.js';
import { importedModule } from './imports.js';
import { span, type Lowering } from './lowering.js';

const keywordOf: Readonly<Record<string, string>> = {
  TSAnyKeyword: 'any', TSBigIntKeyword: 'bigint', TSBooleanKeyword: 'boolean', TSNeverKeyword: 'never', TSNullKeyword: 'null',
  TSNumberKeyword: 'number', TSObjectKeyword: 'object', TSStringKeyword: 'string', TSSymbolKeyword: 'symbol',
  TSUndefinedKeyword: 'undefined', TSUnknownKeyword: 'unknown', TSVoidKeyword: 'void', TSThisType: 'this', TSIntrinsicKeyword: 'intrinsic',
};

export function lowerAnnotation(lowering: Lowering, annotation: TSESTree.TSTypeAnnotation | null | undefined): TypeRef | undefined {
  return annotation ? lowerType(lowering, annotation.typeAnnotation) : undefined;
}

export function lowerTypeArguments(lowering: Lowering, list: TSESTree.TSTypeParameterInstantiation | null | undefined): readonly TypeRef[] {
  return list ? list.params.map(param => lowerType(lowering, param)) : [];
}

export function lowerType(lowering: Lowering, node: TSESTree.TypeNode): TypeRef {
  const text = lowering.text.slice(node.range[0], node.range[1]);
  const ref = (name: string, args: readonly TSESTree.TypeNode[] = []): TypeRef => ({ name, args: args.map(arg => lowerType(lowering, arg)), text });
  const keyword = keywordOf[node.type];
  if (keyword) return ref(keyword);
  switch (node.type) {
    case 'TSTypeReference':
      return { name: entityName(lowering, node.typeName), args: lowerTypeArguments(lowering, node.typeArguments), text };
    case 'TSArrayType': return ref('[]', [node.elementType]);
    case 'TSUnionType': return ref('|', node.types);
    case 'TSIntersectionType': return ref('&', node.types);
    case 'TSTupleType': return ref('()', node.elementTypes);
    case 'TSNamedTupleMember': return lowerType(lowering, node.elementType);
    case 'TSOptionalType': return lowerType(lowering, node.typeAnnotation);
    case 'TSRestType': return ref('[]', [node.typeAnnotation]);
    case 'TSTypeOperator':
      return node.typeAnnotation && node.operator === 'readonly' ? lowerType(lowering, node.typeAnnotation) : ref(node.operator, node.typeAnnotation ? [node.typeAnnotation] : []);
    case 'TSLiteralType': return ref(literalName(node, text));
    case 'TSTypeLiteral': return node.members.length === 0 ? ref('{}') : ref(unnamedInterface(lowering, node));
    case 'TSFunctionType': return ref('=>', node.returnType ? [node.returnType.typeAnnotation] : []);
    case 'TSTypePredicate': return ref('boolean');
    case 'TSTypeQuery': return ref(`typeof ${lowering.text.slice(node.exprName.range[0], node.exprName.range[1])}`);
    case 'TSImportType': {
      const local = importedModule(lowering, node.source.value, 'import', span(node), true);
      const qualifier = node.qualifier ? `.${entityName(lowering, node.qualifier)}` : '';
      return { name: `${local}${qualifier}`, args: lowerTypeArguments(lowering, node.typeArguments), text };
    }
    // Computed types (`A['b']`, conditional, mapped, template) are known by what they say only.
    default: return ref(text);
  }
}

function literalName(node: TSESTree.TSLiteralType, text: string): string {
  const { literal } = node;
  return literal.type === 'Literal' && typeof literal.value === 'string' ? `'${literal.value}'` : text;
}

function entityName(lowering: Lowering, name: TSESTree.EntityName): string {
  if (name.type === 'Identifier') return name.name;
  return lowering.text.slice(name.range[0], name.range[1]).replace(/\s/g, '');
}

/** `{ db: Pool }` in an annotation becomes an interface named by its place, so that its fields can be looked up like any other's. */
function unnamedInterface(lowering: Lowering, node: TSESTree.TSTypeLiteral): string {
  const name = `{${String(node.range[0])}}`;
  lowerMembers(lowering, { name, nameAt: { start: node.range[0], end: node.range[0] + 1 }, at: span(node), bases: [] }, node.members);
  return name;
}
