/** Items: modules, types, traits, implementations, functions, constants, imports. */
import type { NodeId } from '../flat-tree.js';
import type { ClassFact, Decorator, Field, TypeRef } from '../../facts/structure.js';
import type { Reading } from './reading.js';
import { lowerConstant } from './bindings.js';
import { boundsOf, lowerFunction } from './functions.js';
import { lowerExternCrate, lowerModuleDeclaration, lowerUse } from './imports.js';
import { lowerStatements, withAttributes } from './statements.js';
import { typeOf } from './types.js';
import { valueOf } from './values.js';

/** Lowers an item; false when the node is none. */
export function lowerItem(reading: Reading, node: NodeId, decorators: readonly Decorator[]): boolean {
  const { tree, facts } = reading;
  switch (tree.kind(node)) {
    case 'function_item': lowerFunction(reading, node, decorators, 'function', isPublic(reading, node)); return true;
    case 'mod_item': lowerModule(reading, node, decorators); return true;
    case 'struct_item': case 'union_item': lowerType(reading, node, decorators, 'struct'); return true;
    case 'enum_item': lowerType(reading, node, decorators, 'enum'); return true;
    case 'impl_item': lowerImplementation(reading, node, decorators); return true;
    case 'trait_item': lowerTrait(reading, node, decorators); return true;
    case 'const_item': facts.addCompileTime(reading.at(node)); lowerConstant(reading, node); return true;
    case 'static_item': lowerConstant(reading, node); return true;
    case 'type_item': case 'associated_type': {
      const type = tree.field(node, 'type');
      if (type >= 0) facts.addAlias({ name: tree.source(tree.field(node, 'name')), type: typeOf(reading, type), at: reading.at(node) });
      return true;
    }
    case 'use_declaration': lowerUse(reading, node); return true;
    case 'extern_crate_declaration': lowerExternCrate(reading, node); return true;
    // A macro's definition is a pattern for code, and foreign functions have none.
    case 'macro_definition': case 'foreign_mod_item': case 'shebang': case 'function_signature_item': return true;
    default: return false;
  }
}

function isPublic(reading: Reading, node: NodeId): boolean {
  return reading.tree.firstOfKind(node, 'visibility_modifier') >= 0;
}

function lowerModule(reading: Reading, node: NodeId, decorators: readonly Decorator[]): void {
  const { tree, scope } = reading;
  const body = tree.field(node, 'body');
  if (body < 0) {
    const path = decorators.find(one => one.path === 'path')?.args[0]?.value;
    return lowerModuleDeclaration(reading, node, path?.kind === 'text' ? path.text : undefined);
  }
  const outer = scope.modules;
  scope.modules = [...outer, tree.source(tree.field(node, 'name'))];
  lowerStatements(reading, tree.namedChildren(body), 'value');
  scope.modules = outer;
}

function classOf(reading: Reading, node: NodeId, kind: ClassFact['kind'], decorators: readonly Decorator[]): Omit<ClassFact, 'in' | 'fields' | 'bases'> {
  const { tree } = reading;
  const name = tree.field(node, 'name');
  return { name: tree.source(name), kind, keywords: [], decorators, at: reading.at(node), nameAt: reading.at(name), module: reading.scope.modules };
}

function lowerType(reading: Reading, node: NodeId, decorators: readonly Decorator[], kind: 'struct' | 'enum'): void {
  const { tree, facts, scope } = reading;
  const body = tree.field(node, 'body');
  facts.inClass({ ...classOf(reading, node, kind, decorators), bases: [] }, addField => {
    if (body < 0) return;
    const outer = scope.bounds;
    scope.bounds = boundsOf(reading, node);
    if (tree.kind(body) === 'ordered_field_declaration_list') lowerTupleFields(reading, body, addField);
    else withAttributes(reading, tree.namedChildren(body), (field, attributes) => { addField(fieldOf(reading, field, attributes)); });
    scope.bounds = outer;
  });
}

function fieldOf(reading: Reading, node: NodeId, decorators: readonly Decorator[]): Field {
  const { tree } = reading;
  const type = tree.field(node, 'type');
  const value = tree.field(node, 'value');
  const payload = type >= 0 ? typeOf(reading, type) : payloadOf(reading, tree.field(node, 'body'));
  return { name: tree.source(tree.field(node, 'name')), ...(payload && { type: payload }), ...(value >= 0 && { value: valueOf(reading, value) }), decorators, at: reading.at(node) };
}

/** What an enum's variant carries: `Id(i64)` an `i64`, several as a tuple. */
function payloadOf(reading: Reading, body: NodeId): TypeRef | undefined {
  const { tree } = reading;
  if (body < 0 || tree.kind(body) !== 'ordered_field_declaration_list') return undefined;
  const types = tree.namedChildren(body).filter(part => tree.isField(part, 'type')).map(part => typeOf(reading, part));
  return types.length === 1 ? types[0] : { name: '()', args: types, text: tree.source(body) };
}

function lowerTupleFields(reading: Reading, body: NodeId, addField: (field: Field) => void): void {
  const { tree } = reading;
  let position = 0;
  withAttributes(reading, tree.namedChildren(body), (node, decorators) => {
    if (!tree.isField(node, 'type')) return;
    addField({ name: String(position++), type: typeOf(reading, node), decorators, at: reading.at(node) });
  });
}

function lowerImplementation(reading: Reading, node: NodeId, decorators: readonly Decorator[]): void {
  const { tree, facts, scope } = reading;
  const typeNode = tree.field(node, 'type');
  const trait = tree.field(node, 'trait');
  const self = typeOf(reading, typeNode);
  facts.inClass({
    name: self.name, kind: 'impl', bases: trait < 0 ? [] : [typeOf(reading, trait)], keywords: [], decorators,
    at: reading.at(node), nameAt: reading.at(typeNode), module: scope.modules, self,
  }, () => {
    const outer = scope.typeBounds;
    scope.typeBounds = boundsOf(reading, node);
    lowerMembers(reading, tree.field(node, 'body'), trait >= 0);
    scope.typeBounds = outer;
  });
}

function lowerTrait(reading: Reading, node: NodeId, decorators: readonly Decorator[]): void {
  const { tree, facts } = reading;
  const bounds = tree.field(node, 'bounds');
  const bases = bounds < 0 ? [] : tree.namedChildren(bounds).filter(part => tree.kind(part) !== 'lifetime').map(part => typeOf(reading, part));
  facts.inClass({ ...classOf(reading, node, 'trait', decorators), bases }, () => { lowerMembers(reading, tree.field(node, 'body'), isPublic(reading, node)); });
}

/** A trait's methods are as public as the trait; a signature without a body is a method that somebody else implements. */
function lowerMembers(reading: Reading, body: NodeId, allPublic: boolean): void {
  const { tree } = reading;
  if (body < 0) return;
  withAttributes(reading, tree.namedChildren(body), (member, decorators) => {
    const kind = tree.kind(member);
    if (kind === 'function_item' || kind === 'function_signature_item') {
      lowerFunction(reading, member, decorators, 'method', allPublic || isPublic(reading, member));
    } else if (!lowerItem(reading, member, decorators)) {
      valueOf(reading, member);
    }
  });
}
