/** Turns what the schema refuses into one sentence with file, line, key and the nearest valid key. */
import { z } from 'zod';
import { UsageError } from '../usage-error.js';
import type { ConfigurationDocument, KeyPath } from './document.js';
import { didYouMean } from './nearest.js';

type Issue = z.core.$ZodIssue;

export function complain(document: ConfigurationDocument, schema: z.ZodType, issues: readonly Issue[], within: KeyPath): UsageError {
  const [issue] = issues.map(one => mostTelling(one));
  if (!issue) return new UsageError(`${document.file}: this configuration is not valid`);
  const path: KeyPath = [...within, ...issue.path.filter(part => typeof part !== 'symbol')];
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    if (key !== undefined) return unknownKey(document, path, key, keysAt(schema, issue.path.map(String)));
  }
  const missing = document.lineOf(path) === undefined && path.length > 0;
  return new UsageError(`${placeOf(document, path)}: ${path.length > 0 ? `\`${spell(path)}\`` : 'the configuration'} ${missing ? 'is missing' : expectation(issue)}`);
}

export function unknownKey(document: ConfigurationDocument, path: KeyPath, key: string, valid: readonly string[]): UsageError {
  const where = path.length > 0 ? ` in \`${spell(path)}\`` : '';
  const choices = valid.length > 0 ? `valid here: ${valid.join(', ')}` : 'nothing can be set here';
  return new UsageError(`${placeOf(document, [...path, key])}: unknown key \`${key}\`${where}`, didYouMean(key, valid) ?? choices);
}

/** The key's line, or that of the nearest key around one that is not there. */
export function placeOf(document: ConfigurationDocument, path: KeyPath): string {
  for (let length = path.length; length >= 0; length--) {
    const line = document.lineOf(path.slice(0, length));
    if (line !== undefined) return `${document.file}:${line}`;
  }
  return document.file;
}

/** Of a union's branches, the one that got furthest says what the author was trying to write. */
function mostTelling(issue: Issue, path: Issue['path'] = []): Issue {
  const here = { ...issue, path: [...path, ...issue.path] };
  if (issue.code !== 'invalid_union') return here;
  const branches = issue.errors.flatMap(branch => branch.slice(0, 1)).map(inner => mostTelling(inner, here.path));
  const deepest = branches.find(inner => inner.code === 'unrecognized_keys') ?? branches.find(inner => inner.path.length > here.path.length);
  return deepest ?? here;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': return `must be ${withArticle(issue.expected)}`;
    case 'invalid_value': return `must be one of ${issue.values.map(value => `"${String(value)}"`).join(', ')}`;
    case 'too_small': return issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`;
    case 'too_big': return `must be at most ${String(issue.maximum)}`;
    case 'invalid_union': return unionExpectation(issue.errors.flat());
    default: return `is not valid: ${issue.message.toLowerCase()}`;
  }
}

function unionExpectation(issues: readonly Issue[]): string {
  const choices = issues.map(issue => expectation(issue).replace(/^must be /, ''));
  return `must be ${[...new Set(choices)].join(', or ')}`;
}

function withArticle(type: string): string {
  const noun = type === 'array' ? 'list' : type === 'record' ? 'object' : type === 'int' ? 'whole number' : type;
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The keys the schema allows at a path. */
function keysAt(schema: z.ZodType, path: readonly string[]): readonly string[] {
  let node: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  for (const step of path) node = childOf(node, step);
  return branchesOf(node).flatMap(branch => Object.keys(recordIn(branch, 'properties') ?? {})).filter(key => key !== '$schema');
}

function childOf(node: unknown, step: string): unknown {
  for (const branch of branchesOf(node)) {
    const child = recordIn(branch, 'properties')?.[step] ?? recordIn(branch, 'additionalProperties') ?? recordIn(branch, 'items');
    if (child !== undefined) return child;
  }
  return undefined;
}

function branchesOf(node: unknown): readonly unknown[] {
  const branches = isRecord(node) ? node['anyOf'] : undefined;
  return Array.isArray(branches) ? branches : [node];
}

function recordIn(node: unknown, key: string): Record<string, unknown> | undefined {
  const value = isRecord(node) ? node[key] : undefined;
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function spell(path: KeyPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
