/** Lowers statements: declarations, control flow, and what leaves a function. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Block } from '../../facts/structure.js';
import type { Value } from '../../facts/value.js';
import { lowerClass } from './classes.js';
import { lowerExportAll, lowerExportAssignment, lowerExportDefault, lowerExportNamed } from './exports.js';
import { addSignature, lowerFunction } from './functions.js';
import { lowerImport, lowerImportEquals, lowerRequireDeclarator } from './imports.js';
import { lowerEnum, lowerInterface, lowerTypeAlias } from './interfaces.js';
import { nothingAt, span, unknownAt, type Lowering } from './lowering.js';
import { assignTo } from './patterns.js';
import { lowerValue } from './values.js';

export function lowerStatements(lowering: Lowering, statements: readonly TSESTree.Statement[]): void {
  for (const statement of statements) lowerStatement(lowering, statement);
}

export function lowerStatement(lowering: Lowering, node: TSESTree.Statement | TSESTree.NamedExportDeclarations): void {
  const { builder } = lowering;
  switch (node.type) {
    case 'BlockStatement': lowerStatements(lowering, node.body); return;
    case 'ExpressionStatement': lowerExpressionStatement(lowering, node); return;
    case 'VariableDeclaration': for (const declarator of node.declarations) lowerDeclarator(lowering, node, declarator); return;
    case 'FunctionDeclaration': lowerFunction(lowering, node, undefined); return;
    case 'ClassDeclaration': lowerClass(lowering, node); return;
    case 'IfStatement': lowerIf(lowering, node, builder.newGroup()); return;
    case 'SwitchStatement': lowerSwitch(lowering, node); return;
    case 'TryStatement': lowerTry(lowering, node); return;
    case 'ForStatement': lowerFor(lowering, node); return;
    case 'ForOfStatement':
    case 'ForInStatement': lowerForEach(lowering, node); return;
    case 'WhileStatement':
    case 'DoWhileStatement': {
      const test = lowerValue(lowering, node.test);
      inBlock(lowering, node.body, { kind: 'while', group: builder.newGroup(), test });
      return;
    }
    case 'ReturnStatement':
      builder.addReturn({ value: node.argument ? lowerValue(lowering, node.argument) : nothingAt(span(node)), yields: false, at: span(node) });
      return;
    case 'ThrowStatement': builder.addRaise({ value: lowerValue(lowering, node.argument), at: span(node) }); return;
    case 'LabeledStatement':
    case 'WithStatement': lowerStatement(lowering, node.body); return;
    case 'ImportDeclaration': lowerImport(lowering, node); return;
    case 'TSImportEqualsDeclaration': lowerImportEquals(lowering, node); return;
    case 'ExportNamedDeclaration': lowerExportNamed(lowering, node); return;
    case 'ExportDefaultDeclaration': lowerExportDefault(lowering, node); return;
    case 'ExportAllDeclaration': lowerExportAll(lowering, node); return;
    case 'TSExportAssignment': lowerExportAssignment(lowering, node); return;
    case 'TSInterfaceDeclaration': lowerInterface(lowering, node); return;
    case 'TSTypeAliasDeclaration': lowerTypeAlias(lowering, node); return;
    case 'TSEnumDeclaration': lowerEnum(lowering, node); return;
    case 'TSModuleDeclaration': lowerNamespace(lowering, node); return;
    case 'TSDeclareFunction':
      // Without `declare` it is an overload, and the implementation follows.
      if (node.declare && node.id) addSignature(lowering, { name: node.id.name, at: span(node.id) }, node, 'function');
      return;
    case 'TSNamespaceExportDeclaration':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'DebuggerStatement':
    case 'EmptyStatement': return;
  }
}

function lowerExpressionStatement(lowering: Lowering, node: TSESTree.ExpressionStatement): void {
  const value = lowerValue(lowering, node.expression);
  if (node.expression.type !== 'AssignmentExpression') markDropped(lowering, value);
}

/** In `ready && start()` it is `start()` whose value nobody takes. */
function markDropped(lowering: Lowering, value: Value): void {
  if (value.kind === 'call') lowering.builder.markCall(value.call, { dropped: true });
  if (value.kind === 'choice') for (const option of value.options) if (!value.tests.includes(option)) markDropped(lowering, option);
}

function lowerDeclarator(lowering: Lowering, declaration: TSESTree.VariableDeclaration, declarator: TSESTree.VariableDeclarator): void {
  if (lowerRequireDeclarator(lowering, declarator)) return;
  const at = span(declarator);
  const constant = declaration.kind !== 'let' && declaration.kind !== 'var';
  assignTo(lowering, declarator.id, initialValue(lowering, declaration, declarator), { at, declares: true, constant });
}

function initialValue(lowering: Lowering, declaration: TSESTree.VariableDeclaration, { id, init }: TSESTree.VariableDeclarator): Value {
  if (init) return lowerValue(lowering, init, id.type === 'Identifier' ? { name: id.name, at: span(id) } : undefined);
  return declaration.declare ? unknownAt('declared here, defined elsewhere', span(id)) : nothingAt(span(id));
}

const leaving: ReadonlySet<string> = new Set(['ReturnStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement']);

function leaves(body: TSESTree.Statement): boolean {
  const last = body.type === 'BlockStatement' ? body.body.at(-1) : body;
  return last !== undefined && leaving.has(last.type);
}

function inBlock(lowering: Lowering, body: TSESTree.Statement, block: Omit<Block, 'parent' | 'in' | 'at'>): void {
  const ends = (block.kind === 'if' || block.kind === 'else') && leaves(body);
  lowering.builder.inBlock({ ...block, ...(ends && { leaves: true }), at: span(body) }, () => { lowerStatement(lowering, body); });
}

function lowerIf(lowering: Lowering, node: TSESTree.IfStatement, group: number): void {
  const test = lowerValue(lowering, node.test);
  inBlock(lowering, node.consequent, { kind: 'if', group, test });
  if (node.alternate?.type === 'IfStatement') lowerIf(lowering, node.alternate, group);
  else if (node.alternate) inBlock(lowering, node.alternate, { kind: 'else', group });
}

function lowerSwitch(lowering: Lowering, node: TSESTree.SwitchStatement): void {
  const over = lowerValue(lowering, node.discriminant);
  const group = lowering.builder.newGroup();
  for (const branch of node.cases) {
    const test = branch.test ? lowerValue(lowering, branch.test) : undefined;
    lowering.builder.inBlock({ kind: 'case', group, over, at: span(branch), ...(test && { test }) }, () => { lowerStatements(lowering, branch.consequent); });
  }
}

function lowerTry(lowering: Lowering, node: TSESTree.TryStatement): void {
  const group = lowering.builder.newGroup();
  inBlock(lowering, node.block, { kind: 'try', group });
  const { handler, finalizer } = node;
  if (handler) {
    lowering.builder.inBlock({ kind: 'catch', group, catches: [], ...(handler.body.body.every(doesNothing) && { empty: true }), at: span(handler) }, () => {
      const { param } = handler;
      if (param) assignTo(lowering, param, unknownAt('a caught error', span(param)), { at: span(param), declares: true, constant: false });
      lowerStatements(lowering, handler.body.body);
    });
  }
  if (finalizer) inBlock(lowering, finalizer, { kind: 'finally', group });
}

function doesNothing(statement: TSESTree.Statement): boolean {
  return statement.type === 'EmptyStatement' || statement.type === 'ContinueStatement' || (statement.type === 'ReturnStatement' && !statement.argument);
}

function lowerFor(lowering: Lowering, node: TSESTree.ForStatement): void {
  if (node.init?.type === 'VariableDeclaration') lowerStatement(lowering, node.init);
  else if (node.init) lowerValue(lowering, node.init);
  const test = node.test ? lowerValue(lowering, node.test) : undefined;
  lowering.builder.inBlock({ kind: 'loop', group: lowering.builder.newGroup(), at: span(node.body), ...(test && { test }) }, () => {
    lowerStatement(lowering, node.body);
    if (node.update) lowerValue(lowering, node.update);
  });
}

function lowerForEach(lowering: Lowering, node: TSESTree.ForOfStatement | TSESTree.ForInStatement): void {
  const over = lowerValue(lowering, node.right);
  lowering.builder.inBlock({ kind: 'loop', group: lowering.builder.newGroup(), over, at: span(node.body) }, () => {
    const item: Value = { kind: 'item', of: over, at: span(node.left) };
    if (node.type === 'ForOfStatement' && node.await) lowering.builder.addAwait(over.at);
    const { left } = node;
    if (left.type === 'VariableDeclaration') {
      for (const { id } of left.declarations) assignTo(lowering, id, item, { at: span(id), declares: true, constant: left.kind === 'const' });
    } else {
      assignTo(lowering, left, item, { at: span(left), declares: false, constant: false });
    }
    lowerStatement(lowering, node.body);
  });
}

/**
 * A namespace of our own is lowered in place; `declare global` is not. What `declare module 'fastify'` adds to a library's
 * interface is an interface called `fastify.FastifyInstance`.
 */
function lowerNamespace(lowering: Lowering, node: TSESTree.TSModuleDeclaration): void {
  if (!node.body || node.global) return;
  if (node.id.type === 'Literal') {
    for (const statement of node.body.body) {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared?.type === 'TSInterfaceDeclaration') lowerInterface(lowering, declared, `${String(node.id.value)}.`);
    }
    return;
  }
  const outside = lowering.insideNamespace;
  lowering.insideNamespace = true;
  lowerStatements(lowering, node.body.body);
  lowering.insideNamespace = outside;
}
