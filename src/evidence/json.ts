/** JSON with the line of what is wrong: its syntax, or a value that is not what the format says. */
import { findNodeAtLocation, parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { z } from 'zod';
import type { EvidenceFile } from './evidence.js';
import { cutOff, lineAt, unreadable } from './complaint.js';

export function parseJson(file: Pick<EvidenceFile, 'path' | 'text'>): unknown {
  try {
    return JSON.parse(file.text);
  } catch {
    // The parser of the platform does not always tell where; the other one does, and is only asked then.
    const errors: ParseError[] = [];
    parseTree(file.text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    throw unreadable(file.path, first && lineAt(file.text, first.offset), `this is no valid JSON${first ? ` (${spell(printParseErrorCode(first.error))})` : ''}`, cutOff);
  }
}

function spell(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The value in the format's shape, or an error that names the key and its line. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, file: Pick<EvidenceFile, 'path' | 'text'>, firstLine?: number): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = deepest(parsed.error.issues);
  const path = issue?.path.filter(part => typeof part !== 'symbol') ?? [];
  throw unreadable(file.path, firstLine ?? lineOf(file.text, path), `\`${spellPath(path)}\` is not as this format has it (${issue?.message.replace(/^Invalid input: /, '') ?? 'invalid'})`, 'write the file again with the tool that made it');
}

function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue?.code !== 'invalid_union') return issue;
  const inner = issue.errors.map(branch => deepest(branch)).filter(one => one !== undefined).sort((one, other) => other.path.length - one.path.length)[0];
  return inner ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

/** The line of a key, or of the nearest key around one that is not there. */
function lineOf(text: string, path: readonly (string | number)[]): number | undefined {
  const tree = parseTree(text);
  for (let length = path.length; tree && length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return lineAt(text, node.offset);
  }
  return undefined;
}

function spellPath(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'the file' : path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

export const count = z.number().int().nonnegative();
export const amount = z.number().nonnegative();
