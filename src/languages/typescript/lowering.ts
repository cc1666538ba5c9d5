/** What every part of the TypeScript front-end needs while one file is lowered. */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Span } from '../../facts/span.js';
import type { NameValue, NothingValue, UnknownValue } from '../../facts/value.js';
import type { FactsBuilder } from '../builder.js';

export interface Lowering {
  readonly builder: FactsBuilder;
  readonly text: string;
  /** Names the module offers to others, so that a function knows whether it is public. */
  readonly exported: ReadonlySet<string>;
  readonly isTestFile: boolean;
  /** Inside a `describe`, `it` or `test` callback of a test file. */
  insideTest: boolean;
  /** Inside `namespace X { ... }`: its exports are not the module's. */
  insideNamespace: boolean;
}

/** What a function or class expression is called by the place it is assigned to. */
export interface Naming { readonly name: string; readonly at: Span }

export function span(node: TSESTree.Node): Span {
  return { start: node.range[0], end: node.range[1] };
}

export function nameAt(name: string, at: Span): NameValue {
  return { kind: 'name', name, at };
}

export function nothingAt(at: Span): NothingValue {
  return { kind: 'nothing', at };
}

export function unknownAt(because: string, at: Span): UnknownValue {
  return { kind: 'unknown', because, at };
}

/** The name of a property, member or parameter as written; undefined when it is computed. */
export function keyName(key: TSESTree.Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Identifier') return computed ? undefined : key.name;
  if (key.type === 'Literal') return String(key.value);
  return undefined;
}
