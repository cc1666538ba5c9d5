/** Suppressions of other tools that give no reason: `noqa`, `type: ignore`, `eslint-disable`, `ts-ignore`, `#[allow(...)]`. */
import type { Comment, FileFacts } from '../facts/structure.js';
import type { IdleSuppression } from './suppressions.js';

interface Spelling {
  readonly start: RegExp;
  /** The reason within what follows the start. */
  readonly reason: RegExp;
}

/** Anything with a word in it. */
const anyWord = /\p{L}{2,}/u;

const spellings: readonly Spelling[] = [
  { start: /^(?:(?:flake8|ruff)\s*:\s*)?noqa\b(?:\s*:\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*)?/, reason: anyWord },
  { start: /^(?:type|pyright|mypy):\s*ignore\b(?:-errors)?(?:\[[^\]]*\])?/, reason: anyWord },
  { start: /^pylint:\s*disable(?:-next)?=[\w, -]*/, reason: anyWord },
  { start: /^nosec\b(?:[:\s]+B\d+(?:[\s,]+B\d+)*)?/, reason: anyWord },
  { start: /^@ts-(?:ignore|expect-error|nocheck)\b/, reason: anyWord },
  { start: /^eslint-disable(?:-next-line|-line)?(?![\w-])/, reason: /\s--+\s*\S/ },
  { start: /^tslint:disable(?:-next-line|-line)?(?![\w-])/, reason: /\s--+\s*\S/ },
  { start: /^#!?\[\s*(?:allow|expect)\s*\(/, reason: /\breason\s*=/ },
];

/** Only code that runs in production: tests and generated files silence tools for reasons of their own kind. */
export function unexplainedIn(file: FileFacts, text: string): readonly IdleSuppression[] {
  if (file.role !== 'production' && file.role !== 'script') return [];
  return file.comments.flatMap(comment => {
    const spelling = spellings.find(one => one.start.test(comment.text));
    if (!spelling || isExplained(comment, spelling, text) || isTest(file, comment)) return [];
    return [{ file, at: comment.at, because: `\`${shortened(text.slice(comment.at.start, comment.at.end))}\` silences another tool and gives no reason`, instead: 'write the reason beside it or in a comment above it, or repair what it silences' }];
  });
}

/** The reason stands in the comment itself, behind it on its line, or in a comment of its own above it. */
function isExplained(comment: Comment, { start, reason }: Spelling, text: string): boolean {
  if (reason.test(comment.text.replace(start, ''))) return true;
  const [behind = ''] = text.slice(comment.at.end).split(/[\r\n]/, 1);
  if (/^\s*(\/\/|\/\*|#(?!\[))/.test(behind) && anyWord.test(behind)) return true;
  const above = text.slice(0, comment.at.start).split(/\r\n|\n|\r/).at(-2)?.trim() ?? '';
  return /^(\/\/(?![/!])|#(?![![])|\/\*(?!\*)|\*\/|\*\s)/.test(above) && anyWord.test(above) && !spellings.some(one => one.start.test(above.replace(/^\W*?(?=@|#!?\[|\w)/, '')));
}

function isTest(file: FileFacts, comment: Comment): boolean {
  return file.testRegions.some(region => comment.at.start >= region.start && comment.at.end <= region.end);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return (line.length > 60 ? `${line.slice(0, 59)}…` : line).replaceAll('`', '\'');
}
