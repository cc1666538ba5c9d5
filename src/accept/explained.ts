/** Whether somebody wrote down why another tool is silenced: in the comment, behind it, above it, or above what it belongs to. */
import type { Comment, FileFacts } from '../facts/structure.js';
import type { Span } from '../facts/span.js';
import type { Value } from '../facts/value.js';

/** How a tool is silenced, and what a reason within the same comment looks like. */
export interface Spelling {
  readonly start: RegExp;
  /** The reason within what follows the start. */
  readonly reason: RegExp;
}

/** Anything with a word in it. */
export const anyWord = /\p{L}{2,}/u;

const plainComment = /^(\/\/(?![/!])|#(?![![])|\/\*(?!\*)|\*\s)/;
const decorator = /^@[\w.]/;

export function isExplained(file: FileFacts, comment: Comment, { start, reason }: Spelling, text: string, isSilencing: (text: string) => boolean): boolean {
  if (reason.test(comment.text.replace(start, ''))) return true;
  const [behind = ''] = text.slice(comment.at.end).split(/[\r\n]/, 1);
  if (/^\s*(\/\/|\/\*|#(?!\[))/.test(behind) && anyWord.test(behind)) return true;
  const lines = text.split(/\r\n|\n|\r/).map(line => line.trim());
  const own = lineOf(text, comment.at.start);
  const silences = (line: string): boolean => isSilencing(line.replace(/^\W*?(?=@|#!?\[|\w)/, ''));
  const says = (line: string): boolean => plainComment.test(line) && anyWord.test(line) && !silences(line);
  const beginnings = comment.ownLine ? [own] : [own, ...beginningsOf(file, comment.at, text)];
  return beginnings.some(first => {
    let at = first - 1;
    while (at >= 0 && ((!comment.ownLine && decorator.test(lines[at] ?? '')) || (plainComment.test(lines[at] ?? '') && silences(lines[at] ?? '')))) at--;
    return (lines[at] ?? '').endsWith('*/') ? endsBlock(lines, at) : says(lines[at] ?? '');
  });
}

/** `*\/` belongs to what was opened above; a description of the item below is no reason. */
function endsBlock(lines: readonly string[], last: number): boolean {
  let first = last;
  while (first > 0 && !(lines[first] ?? '').includes('/*')) first--;
  const block = lines.slice(first, last + 1).join(' ');
  return !block.startsWith('/**') && anyWord.test(block);
}

/** The first lines of a long text that ends on the comment's line, and of the call it is handed to. */
function beginningsOf(file: FileFacts, at: Span, text: string): readonly number[] {
  const lineStart = Math.max(text.lastIndexOf('\n', at.start - 1), text.lastIndexOf('\r', at.start - 1)) + 1;
  const endsHere = ({ kind, at: { start, end } }: Value): boolean => (kind === 'text' || kind === 'joined') && start < lineStart && end > lineStart && end <= at.start;
  const handed = file.calls.flatMap(call => call.args.flatMap(({ value }) => (endsHere(value) ? [value.at, call.at] : [])));
  const kept = [...file.assignments, ...file.returns].flatMap(({ value }) => (endsHere(value) ? [value.at] : []));
  return [...new Set([...handed, ...kept].map(span => lineOf(text, span.start)))];
}

function lineOf(text: string, offset: number): number {
  return (text.slice(0, offset).match(/\r\n|\n|\r/g) ?? []).length;
}
