/** A configuration file as read: its data, and the line each key stands on. */
import { readFileSync } from 'node:fs';
import { findNodeAtLocation, parseTree, printParseErrorCode, getNodeValue, type Node, type ParseError } from 'jsonc-parser';
import { parse as parseToml, TomlError } from 'smol-toml';
import { UsageError } from '../usage-error.js';

export type KeyPath = readonly (string | number)[];

export interface ConfigurationDocument {
  readonly file: string;
  readonly data: unknown;
  /** 1-based; undefined when the key cannot be found again in the text. */
  lineOf(path: KeyPath): number | undefined;
}

export function readDocument(file: string, named: string): ConfigurationDocument {
  const text = textOf(file, named);
  if (file.endsWith('.toml')) return tomlDocument(text, named);
  return jsonDocument(text, named, file.endsWith('package.json') ? ['collaudo'] : []);
}

function textOf(file: string, named: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`the configuration ${named} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`);
  }
}

function jsonDocument(text: string, file: string, within: KeyPath): ConfigurationDocument {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    throw new UsageError(`${file}:${lineAt(text, error.offset)}: this is not valid JSON (${spaced(printParseErrorCode(error.error))})`, 'comments and trailing commas are fine; everything else is plain JSON');
  }
  const top = tree === undefined ? undefined : findNodeAtLocation(tree, [...within]);
  const data: unknown = top === undefined ? {} : getNodeValue(top);
  return { file, data, lineOf: path => lineOfNode(text, top, path) };
}

/** An unknown key's own line, not that of the value behind it. */
function lineOfNode(text: string, top: Node | undefined, path: KeyPath): number | undefined {
  const node = top === undefined ? undefined : findNodeAtLocation(top, [...path]);
  if (node === undefined) return undefined;
  return lineAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
}

function tomlDocument(text: string, file: string): ConfigurationDocument {
  try {
    return { file, data: parseToml(text), lineOf: path => lineInToml(text, path) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new UsageError(`${file}:${error.line}: this is not valid TOML (${error.message.split('\n')[0] ?? ''})`);
  }
}

/** The parser tells no positions, so the line is looked for: the longest table header that begins the path, then the key below it. */
function lineInToml(text: string, path: KeyPath): number | undefined {
  const keys = path.filter(part => typeof part === 'string');
  let found: number | undefined;
  let depth = 0;
  let header: readonly string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const opened = /^\s*\[\[?([^\]]+)\]\]?/.exec(line)?.[1];
    const key = /^\s*([\w$."'-]+(?:\s*\.\s*[\w$"'-]+)*)\s*=/.exec(line)?.[1];
    if (opened !== undefined) header = partsOf(opened);
    const here = opened !== undefined ? header : key !== undefined ? [...header, ...partsOf(key)] : undefined;
    if (here === undefined || here.length <= depth || here.some((part, at) => part !== keys[at])) continue;
    [found, depth] = [index + 1, here.length];
  }
  return found;
}

function partsOf(key: string): readonly string[] {
  return key.split('.').map(part => part.trim().replace(/^["']|["']$/g, ''));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function spaced(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
