/** Lowers interfaces, object types and enums to class facts. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Span } from '../../facts/span.js';
import type { TypeRef } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import { addSignature } from './functions.js';
import { keyName, span, type Lowering } from './lowering.js';
import { lowerAnnotation, lowerType, lowerTypeArguments } from './types.js';
import { lowerValue } from './values.js';

interface InterfaceHead { readonly name: string; readonly nameAt: Span; readonly at: Span; readonly bases: readonly TypeRef[] }

export function lowerInterface(lowering: Lowering, node: TSESTree.TSInterfaceDeclaration, module = ''): void {
  const bases = node.extends.map(base => lowerHeritage(lowering, base));
  lowerMembers(lowering, { name: module + node.id.name, nameAt: span(node.id), at: span(node), bases }, node.body.body);
}

/** `extends Repository<User>`: in a class the parent is an expression, in an interface a type; both read as a type here. */
export function lowerHeritage(lowering: Lowering, node: TSESTree.TSInterfaceHeritage | TSESTree.TSClassImplements): TypeRef {
  const { expression } = node;
  return {
    name: lowering.text.slice(expression.range[0], expression.range[1]),
    args: lowerTypeArguments(lowering, node.typeArguments),
    text: lowering.text.slice(node.range[0], node.range[1]),
  };
}

export function lowerTypeAlias(lowering: Lowering, node: TSESTree.TSTypeAliasDeclaration): void {
  const { id, typeAnnotation } = node;
  if (typeAnnotation.type === 'TSTypeLiteral') {
    lowerMembers(lowering, { name: id.name, nameAt: span(id), at: span(node), bases: [] }, typeAnnotation.members);
    return;
  }
  lowering.builder.addAlias({ name: id.name, type: lowerType(lowering, typeAnnotation), at: span(node) });
}

export function lowerMembers(lowering: Lowering, head: InterfaceHead, members: readonly TSESTree.TypeElement[]): void {
  lowering.builder.inClass({ ...head, kind: 'interface', keywords: [], decorators: [] }, addField => {
    for (const member of members) {
      if (member.type === 'TSPropertySignature') {
        const name = keyName(member.key, member.computed);
        const type = lowerAnnotation(lowering, member.typeAnnotation);
        if (name !== undefined) addField({ name, decorators: [], at: span(member), ...(type && { type }) });
      } else if (member.type === 'TSMethodSignature') {
        const name = keyName(member.key, member.computed);
        if (name !== undefined) addSignature(lowering, { name, at: span(member.key) }, member);
      }
    }
  });
}

export function lowerEnum(lowering: Lowering, node: TSESTree.TSEnumDeclaration): void {
  const head = { name: node.id.name, nameAt: span(node.id), at: span(node), bases: [], keywords: [], decorators: [] };
  lowering.builder.inClass({ ...head, kind: 'enum' }, addField => {
    let next = 0;
    for (const member of node.body.members) {
      const at = span(member);
      const value: Value = member.initializer ? lowerValue(lowering, member.initializer) : { kind: 'number', value: next, at };
      next = value.kind === 'number' ? value.value + 1 : next + 1;
      addField({ name: keyName(member.id, false) ?? lowering.text.slice(at.start, at.end), value, decorators: [], at });
    }
  });
}
