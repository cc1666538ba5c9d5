/** Whether a result speaks of the code that is judged now, or of code from before. */
import type { Evidence } from './evidence.js';

/** The commit checked out. */
export interface Head {
  readonly commit: string;
  /** ISO 8601. */
  readonly committedAt: string;
  /** Whether the work tree differs from it; undefined when nobody looked. */
  readonly dirty?: boolean;
}

/** Why a result is stale; undefined when it is not, or when no repository says what is current. */
export function staleBecause(evidence: Evidence, head: Head | undefined): string | undefined {
  if (!head) return undefined;
  // Less than seven letters, or a word, is no commit: its date tells.
  if (evidence.commit !== undefined && /^[0-9a-f]{7,64}$/i.test(evidence.commit)) {
    if (!head.commit.startsWith(evidence.commit.toLowerCase())) return `made for commit ${short(evidence.commit)}, and HEAD is ${short(head.commit)}`;
    if (evidence.dirty === true && head.dirty === false) return `made with changes that ${short(head.commit)} does not hold`;
    return undefined;
  }
  if (evidence.dated === 'before its commit') return `part of the commit (${short(head.commit)}), so made before it`;
  if (Date.parse(evidence.at) >= Date.parse(head.committedAt)) return undefined;
  return `from ${minute(evidence.at)}${evidence.dated === 'in the file' ? '' : ', by its modification time'}, before HEAD (${short(head.commit)}, ${minute(head.committedAt)})`;
}

export function isStale(evidence: Evidence, head: Head | undefined): boolean {
  return staleBecause(evidence, head) !== undefined;
}

function short(commit: string): string {
  return commit.slice(0, 7);
}

function minute(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
