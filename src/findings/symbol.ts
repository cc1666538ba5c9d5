/** The name of what encloses a place: part of a finding's identity, because it survives edits elsewhere in the file. */
import { isInside, type Span } from '../facts/span.js';
import type { FileFacts } from '../facts/structure.js';

/** `UserService.rename`, `rename`, `UserService`, or empty at module level. Closures answer to the function around them. */
export function symbolAt(file: FileFacts, place: Span): string {
  const named = file.functions.filter(fn => fn.kind !== 'closure' || fn.name !== '<closure>');
  const fn = innermost(named, place);
  const enclosing = innermost(file.classes, fn?.at ?? place);
  return [enclosing?.name, fn?.name].filter(name => name !== undefined).join('.');
}

function innermost<T extends { readonly at: Span }>(candidates: readonly T[], place: Span): T | undefined {
  let best: T | undefined;
  for (const candidate of candidates) {
    if (isInside(place, candidate.at) && (!best || isInside(candidate.at, best.at))) best = candidate;
  }
  return best;
}
