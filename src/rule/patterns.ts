/** Names and paths a team declares with wildcards: `calcola_*`, `backend/app/**`. */
import picomatch from 'picomatch';

const compiled = new Map<string, (text: string) => boolean>();

export function matchesName(patterns: readonly string[], name: string): boolean {
  return patterns.some(pattern => matcher(pattern)(name));
}

/** `path` is relative to the scan's root, with `/`. */
export function matchesPath(globs: readonly string[], path: string): boolean {
  return globs.some(glob => matcher(glob)(path));
}

function matcher(pattern: string): (text: string) => boolean {
  const known = compiled.get(pattern) ?? picomatch(pattern.replace(/^\.\//, ''), { dot: true });
  compiled.set(pattern, known);
  return known;
}
