/** Lowers every way of exporting: `export`, `export default`, re-exports, `module.exports`. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Value } from '../../facts/value.js';
import { lowerClass } from './classes.js';
import { lowerFunction } from './functions.js';
import { moduleOf } from './imports.js';
import { keyName, nameAt, span, type Lowering } from './lowering.js';
import { lowerStatement } from './statements.js';
import { lowerValue } from './values.js';

/** Looks ahead, because `export { find }` may stand below `function find`. */
export function exportedNames(body: readonly TSESTree.ProgramStatement[]): ReadonlySet<string> {
  return new Set(body.flatMap(statement => {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        return [...(statement.declaration ? declaredNames(statement.declaration) : []), ...statement.specifiers.map(specifier => keyName(specifier.local, false) ?? '')];
      case 'ExportDefaultDeclaration': return declaredNames(statement.declaration);
      case 'TSExportAssignment': return declaredNames(statement.expression);
      case 'ExpressionStatement': return statement.expression.type === 'AssignmentExpression' ? commonJsNames(statement.expression) : [];
      default: return [];
    }
  }));
}

function commonJsNames(node: TSESTree.AssignmentExpression): readonly string[] {
  const name = commonJsName(node.left);
  if (name === undefined) return [];
  if (name !== '=') return [name];
  if (node.right.type !== 'ObjectExpression') return declaredNames(node.right);
  return node.right.properties.flatMap(property => property.type === 'Property' ? [keyName(property.key, property.computed) ?? ''] : []);
}

function declaredNames(node: TSESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Identifier': return [node.name];
    case 'VariableDeclaration': return node.declarations.flatMap(declarator => boundNames(declarator.id));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration': return node.id ? [node.id.name] : ['default'];
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSImportEqualsDeclaration': return [node.id.name];
    case 'TSModuleDeclaration': return node.id.type === 'Identifier' ? [node.id.name] : [];
    default: return [];
  }
}

function boundNames(pattern: TSESTree.Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier': return [pattern.name];
    case 'ObjectPattern': return pattern.properties.flatMap(property => boundNames(property.type === 'RestElement' ? property.argument : property.value));
    case 'ArrayPattern': return pattern.elements.flatMap(element => element ? boundNames(element) : []);
    case 'AssignmentPattern': return boundNames(pattern.left);
    case 'RestElement': return boundNames(pattern.argument);
    default: return [];
  }
}

export function lowerExportNamed(lowering: Lowering, node: TSESTree.ExportNamedDeclaration): void {
  if (node.declaration) {
    lowerStatement(lowering, node.declaration);
    const at = span(node.declaration);
    for (const name of declaredNames(node.declaration)) addExport(lowering, name, nameAt(name, at), node);
  }
  for (const specifier of node.specifiers) {
    const local = keyName(specifier.local, false) ?? '';
    const exported = keyName(specifier.exported, false) ?? local;
    const at = span(specifier);
    if (node.source) {
      const module = moduleOf(node.source);
      if (module === undefined) continue;
      const typeOnly = node.exportKind === 'type' || specifier.exportKind === 'type';
      lowering.builder.addImport({ local: exported, module, name: local, reexport: true, at, ...(typeOnly && { typeOnly }) });
    } else {
      addExport(lowering, exported, nameAt(local, span(specifier.local)), specifier);
    }
  }
}

export function lowerExportAll(lowering: Lowering, node: TSESTree.ExportAllDeclaration): void {
  const module = moduleOf(node.source);
  if (module === undefined) return;
  const base = { module, reexport: true, at: span(node), ...(node.exportKind === 'type' && { typeOnly: true }) };
  const name = node.exported ? keyName(node.exported, false) : undefined;
  lowering.builder.addImport(name === undefined ? { ...base, local: '*', name: '*' } : { ...base, local: name });
}

export function lowerExportDefault(lowering: Lowering, node: TSESTree.ExportDefaultDeclaration): void {
  addExport(lowering, 'default', lowerDefault(lowering, node.declaration), node);
}

function lowerDefault(lowering: Lowering, node: TSESTree.DefaultExportDeclarations): Value {
  const at = span(node);
  const naming = { name: 'default', at: { start: at.start, end: at.start } };
  switch (node.type) {
    case 'FunctionDeclaration': return lowerFunction(lowering, node, naming);
    case 'ClassDeclaration': return lowerClass(lowering, node, naming);
    case 'TSDeclareFunction':
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSModuleDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'VariableDeclaration':
      lowerStatement(lowering, node);
      return nameAt(declaredNames(node)[0] ?? 'default', at);
    default: return lowerValue(lowering, node, naming);
  }
}

export function lowerExportAssignment(lowering: Lowering, node: TSESTree.TSExportAssignment): void {
  addExport(lowering, '=', lowerValue(lowering, node.expression), node);
}

/** `module.exports = { find, save }` also offers `find` and `save`. */
export function noteCommonJsExport(lowering: Lowering, node: TSESTree.AssignmentExpression, value: Value): void {
  const name = commonJsName(node.left);
  if (name === undefined) return;
  addExport(lowering, name, value, node);
  if (name !== '=' || value.kind !== 'record') return;
  for (const entry of value.entries) if (entry.key?.kind === 'text') addExport(lowering, entry.key.text, entry.value, node);
}

/** `=` for `module.exports`, the name for `exports.name` and `module.exports.name`. */
function commonJsName(target: TSESTree.Node): string | undefined {
  if (target.type !== 'MemberExpression') return undefined;
  const name = keyName(target.property, target.computed);
  if (isName(target.object, 'module')) return name === 'exports' ? '=' : undefined;
  if (isName(target.object, 'exports') || commonJsName(target.object) === '=') return name;
  return undefined;
}

function isName(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function addExport(lowering: Lowering, name: string, value: Value, node: TSESTree.Node): void {
  if (!lowering.insideNamespace) lowering.builder.addExport({ name, value, at: span(node) });
}
