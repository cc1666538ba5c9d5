/** Suppressions of other tools that give no reason: `noqa`, `type: ignore`, `eslint-disable`, `ts-ignore`, `#[allow(...)]`. */
import type { Span } from '../facts/span.js';
import type { Comment, FileFacts } from '../facts/structure.js';
import { anyWord, isExplained, type Spelling } from './explained.js';
import { styleSilencedBy } from './style-lints.js';
import type { IdleSuppression } from './suppressions.js';

interface Tool extends Spelling { readonly tool: string }

const spellings: readonly Tool[] = [
  { tool: 'the linter', start: /^(?:(?:flake8|ruff)\s*:\s*)?noqa\b(?:\s*:\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*)?/, reason: anyWord },
  { tool: 'the type checker', start: /^(?:type|pyright|mypy):\s*ignore\b(?:-errors)?(?:\[[^\]]*\])?/, reason: anyWord },
  { tool: 'pylint', start: /^pylint:\s*disable(?:-next)?=[\w, -]*/, reason: anyWord },
  { tool: 'bandit', start: /^nosec\b(?:[:\s]+B\d+(?:[\s,]+B\d+)*)?/, reason: anyWord },
  { tool: 'the type checker', start: /^@ts-(?:ignore|expect-error|nocheck)\b/, reason: anyWord },
  { tool: 'ESLint', start: /^eslint-disable(?:-next-line|-line)?(?![\w-])/, reason: /\s(--+|[–—])\s*\S/ },
  { tool: 'TSLint', start: /^tslint:disable(?:-next-line|-line)?(?![\w-])/, reason: /\s(--+|[–—])\s*\S/ },
  { tool: 'Clippy', start: /^#!?\[\s*(?:allow|expect)\s*\(\s*clippy::/, reason: /\breason\s*=/ },
  { tool: 'the compiler', start: /^#!?\[\s*(?:allow|expect)\s*\(/, reason: /\breason\s*=/ },
];

function spellingOf(text: string): Tool | undefined { return spellings.find(one => one.start.test(text)); }

interface Unexplained { readonly comment: Comment; readonly tool: string }

/**
 * Only code that runs in production: tests and generated files silence tools for reasons of their own kind. Silences of one style lint
 * are one finding per file; `isNew` keeps those a change brought apart from those that were there.
 */
export function unexplainedIn(file: FileFacts, text: string, isNew: (at: Span) => boolean): readonly IdleSuppression[] {
  if (file.role !== 'production' && file.role !== 'script') return [];
  const groups = new Map<string, [Unexplained, ...Unexplained[]]>();
  for (const comment of file.comments) {
    const spelling = spellingOf(comment.text);
    if (!spelling || isTest(file, comment) || isExplained(file, comment, spelling, text, one => spellingOf(one) !== undefined)) continue;
    const style = styleSilencedBy(comment.text);
    const key = style === undefined ? String(comment.at.start) : `${spelling.tool} ${style} ${String(isNew(comment.at))}`;
    const group = groups.get(key);
    if (group) group.push({ comment, tool: spelling.tool });
    else groups.set(key, [{ comment, tool: spelling.tool }]);
  }
  return [...groups.values()].map(([first, ...others]) => accusation(file, text, first, others));
}

/** Places of a group that are listed. */
const listed = 5;

function accusation(file: FileFacts, text: string, { comment, tool }: Unexplained, others: readonly Unexplained[]): IdleSuppression {
  const written = shortened(text.slice(comment.at.start, comment.at.end));
  const times = others.length === 0 ? '' : others.length === 1 ? ' twice in this file' : ` ${String(others.length + 1)} times in this file`;
  return {
    file, at: comment.at, because: `\`${written}\` silences ${tool}${times} and gives no reason`, instead: `write beside it or above it why ${tool} is wrong here, or repair what it silences`,
    path: others.slice(0, listed).map((one, index) => ({ at: { file: file.file, ...one.comment.at }, message: index === listed - 1 && others.length > listed ? `here, and ${String(others.length - listed)} times below` : 'and here' })),
  };
}

function isTest(file: FileFacts, comment: Comment): boolean {
  return file.testRegions.some(region => comment.at.start >= region.start && comment.at.end <= region.end);
}

/** One line without the comment's own signs, so that the same suppression reads the same everywhere. */
function shortened(text: string): string {
  const line = text.replace(/^(\/\/|\/\*|#(?![![]))\s*/, '').replace(/\s*\*\/$/, '').replace(/\s+/g, ' ');
  return (line.length > 80 ? `${line.slice(0, 79)}…` : line).replaceAll('`', '\'');
}
