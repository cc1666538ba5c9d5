/** Reads `collaudo-allow <rule>[, <rule>]: <reason>` out of a comment. */
import type { Comment } from '../facts/structure.js';

export interface Suppression {
  readonly wholeFile: boolean;
  readonly rules: readonly string[];
  /** Empty when none is given. */
  readonly reason: string;
  readonly comment: Comment;
}

const spelling = /\bcollaudo-allow(-file)?(?![\w-])[ \t]*([^:\n]*)(?::([^]*))?/;

/** Undefined for a comment that mentions collaudo and excuses nothing. */
export function suppressionIn(comment: Comment): Suppression | undefined {
  const match = spelling.exec(comment.text);
  if (!match) return undefined;
  const rules = (match[2] ?? '').split(/[\s,]+/).filter(word => word !== '');
  const reason = (match[3] ?? '').replace(/\*+\/$/, '').replace(/\s+/g, ' ').trim();
  return { wholeFile: match[1] !== undefined, rules, reason, comment };
}
