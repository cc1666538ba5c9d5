/** Lowers every way of importing: `import`, `require`, `import x = require()`, `import()`. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Span } from '../../facts/span.js';
import type { Value } from '../../facts/value.js';
import { keyName, nameAt, span, type Lowering } from './lowering.js';

export function lowerImport(lowering: Lowering, node: TSESTree.ImportDeclaration): void {
  const module = moduleOf(node.source);
  if (module === undefined) return;
  if (node.specifiers.length === 0) lowering.builder.addImport({ local: '', module, at: span(node) });
  for (const specifier of node.specifiers) {
    const typeOnly = node.importKind === 'type' || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type');
    const base = { local: specifier.local.name, module, at: span(specifier), ...(typeOnly && { typeOnly }) };
    switch (specifier.type) {
      case 'ImportDefaultSpecifier': lowering.builder.addImport({ ...base, name: 'default' }); break;
      case 'ImportNamespaceSpecifier': lowering.builder.addImport(base); break;
      case 'ImportSpecifier': lowering.builder.addImport({ ...base, name: keyName(specifier.imported, false) ?? base.local }); break;
    }
  }
}

/** A module's name; half-written code has something else in its place. */
export function moduleOf(source: TSESTree.Node): string | undefined {
  return source.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}

/** `import fs = require('fs')`, and `import Row = db.Row`, which only gives a short name. */
export function lowerImportEquals(lowering: Lowering, node: TSESTree.TSImportEqualsDeclaration): void {
  const at = span(node);
  const { moduleReference } = node;
  if (moduleReference.type === 'TSExternalModuleReference') {
    const source: TSESTree.Node = moduleReference.expression;
    if (source.type !== 'Literal' || typeof source.value !== 'string') return;
    lowering.builder.addImport({ local: node.id.name, module: source.value, at, ...(node.importKind === 'type' && { typeOnly: true }) });
    return;
  }
  const [first = '', ...members] = lowering.text.slice(moduleReference.range[0], moduleReference.range[1]).split('.').map(part => part.trim());
  const within = span(moduleReference);
  const value = members.reduce<Value>((of, name) => ({ kind: 'member', of, name, at: within }), nameAt(first, within));
  lowering.builder.addAssignment({ target: nameAt(node.id.name, span(node.id)), value, operator: '=', declares: true, constant: true, at });
}

/** The module of `require('x')`. */
export function requiredModule(node: TSESTree.Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined;
  const source = node.arguments[0];
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined;
}

/**
 * A module used without being given a name (`require('./routes')(app)`, `(await import('./db')).open()`): its expression, as
 * written, serves as the imported name, and the value there is that name.
 */
export function importedModule(lowering: Lowering, module: string, how: 'require' | 'import', at: Span, typeOnly = false): string {
  const local = `${how}('${module}')`;
  lowering.builder.addImport({ local, module, at, ...(typeOnly && { typeOnly }) });
  return local;
}

/** `const x = require('y')`, `const { a, b: c } = require('y')`, `const Z = require('y').Z`: imports in all but syntax. */
export function lowerRequireDeclarator(lowering: Lowering, declarator: TSESTree.VariableDeclarator): boolean {
  const { id, init } = declarator;
  if (!init) return false;
  const at = span(declarator);
  const whole = requiredModule(init);
  if (whole !== undefined && id.type === 'Identifier') {
    lowering.builder.addImport({ local: id.name, module: whole, at });
    return true;
  }
  if (whole !== undefined && id.type === 'ObjectPattern') return lowerRequiredNames(lowering, id, whole);
  if (init.type !== 'MemberExpression' || id.type !== 'Identifier') return false;
  const module = requiredModule(init.object);
  const name = keyName(init.property, init.computed);
  if (module === undefined || name === undefined) return false;
  lowering.builder.addImport({ local: id.name, module, name, at });
  return true;
}

function lowerRequiredNames(lowering: Lowering, pattern: TSESTree.ObjectPattern, module: string): boolean {
  const names: { readonly local: string; readonly name: string; readonly at: Span }[] = [];
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return false;
    const name = keyName(property.key, property.computed);
    if (name === undefined) return false;
    names.push({ local: property.value.name, name, at: span(property) });
  }
  for (const imported of names) lowering.builder.addImport({ ...imported, module });
  return true;
}
