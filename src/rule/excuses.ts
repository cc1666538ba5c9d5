/** Comments by which a migration says that it knows what it does: `collaudo-destructive: reason`. */
import type { FileFacts } from '../facts/structure.js';

/** A marker without a reason excuses nothing. */
export function excuses(file: FileFacts | undefined, marker: string): boolean {
  return file?.comments.some(comment => new RegExp(`\\b${marker}:\\s*\\S{3}`).test(comment.text)) ?? false;
}
