/** Lowers classes: bases, decorators, fields, methods and parameter properties. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Field, TypeRef } from '../../facts/structure.js';
import type { NameValue, Value } from '../../facts/value.js';
import { lowerDecorators } from './decorators.js';
import { addSignature, lowerFunction } from './functions.js';
import { lowerHeritage } from './interfaces.js';
import { keyName, nameAt, span, type Lowering, type Naming } from './lowering.js';
import { lowerStatements } from './statements.js';
import { lowerAnnotation, lowerTypeArguments } from './types.js';
import { lowerValue } from './values.js';

type AddField = (field: Field) => void;
type Property = TSESTree.PropertyDefinition | TSESTree.AccessorProperty | TSESTree.TSAbstractPropertyDefinition | TSESTree.TSAbstractAccessorProperty;

/** A class is a value by its name. */
export function lowerClass(lowering: Lowering, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, naming?: Naming): NameValue {
  const own = node.id ? { name: node.id.name, at: span(node.id) } : undefined;
  const called = own ?? naming ?? { name: '<class>', at: { start: node.range[0], end: node.body.range[0] } };
  const decorators = lowerDecorators(lowering, node.decorators);
  const bases = [...(node.superClass ? [lowerSuperClass(lowering, node, node.superClass)] : []), ...node.implements.map(base => lowerHeritage(lowering, base))];
  lowering.builder.inClass(
    { name: called.name, nameAt: called.at, at: span(node), kind: 'class', bases, keywords: [], decorators },
    addField => { for (const member of node.body.body) lowerMember(lowering, member, addField); },
  );
  return nameAt(called.name, span(node));
}

/** `extends PrismaClient` by name; `extends PassportStrategy(Strategy)` carries the call that makes the class. */
function lowerSuperClass(lowering: Lowering, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, parent: TSESTree.Expression): TypeRef {
  const text = lowering.text.slice(parent.range[0], parent.range[1]);
  const args = lowerTypeArguments(lowering, node.superTypeArguments);
  if (parent.type === 'Identifier' || parent.type === 'MemberExpression') return { name: text, args, text };
  return { name: text, args, values: [lowerValue(lowering, parent)], text };
}

function lowerMember(lowering: Lowering, member: TSESTree.ClassElement, addField: AddField): void {
  switch (member.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition': lowerMethod(lowering, member, addField); return;
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty': lowerField(lowering, member, addField); return;
    case 'StaticBlock': lowerStatements(lowering, member.body); return;
    case 'TSIndexSignature': return;
  }
}

function lowerMethod(lowering: Lowering, member: TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition, addField: AddField): void {
  const { value } = member;
  const key = keyName(member.key, member.computed) ?? lowering.text.slice(member.key.range[0], member.key.range[1]);
  const naming = { name: member.kind === 'set' ? `set ${key}` : key, at: span(member.key) };
  if (member.kind === 'get') {
    const type = lowerAnnotation(lowering, value.returnType);
    if (type) addField({ name: key, type, decorators: [], at: span(member) });
  }
  if (value.type === 'TSEmptyBodyFunctionExpression') {
    // An overload's signature says less than the implementation that follows it.
    if (member.type === 'TSAbstractMethodDefinition') addSignature(lowering, naming, value);
    return;
  }
  const decorators = lowerDecorators(lowering, member.decorators);
  lowerFunction(lowering, value, naming, 'method', { decorators, hidden: isHidden(member), addField });
}

function lowerField(lowering: Lowering, member: Property, addField: AddField): void {
  const key = keyName(member.key, member.computed);
  if (key === undefined) return;
  const naming = { name: key, at: span(member.key) };
  const decorators = lowerDecorators(lowering, member.decorators);
  const type = lowerAnnotation(lowering, member.typeAnnotation);
  const value = member.value ? lowerFieldValue(lowering, member.value, naming, isHidden(member), decorators) : undefined;
  addField({ name: key, decorators, at: span(member), ...(type && { type }), ...(value && { value }) });
}

/** `find = async (id) => ...` is a method in all but spelling. */
function lowerFieldValue(lowering: Lowering, value: TSESTree.Expression, naming: Naming, hidden: boolean, decorators: Field['decorators']): Value {
  if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression') return lowerFunction(lowering, value, naming, 'method', { decorators, hidden });
  return lowerValue(lowering, value, naming);
}

function isHidden(member: { readonly accessibility: 'private' | 'protected' | 'public' | undefined }): boolean {
  return member.accessibility === 'private' || member.accessibility === 'protected';
}
