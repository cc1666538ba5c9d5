/** Which scanned file a coverage report means: reports write absolute paths, other machines' paths, or paths below some folder. */
import type { Coverage, FileCoverage } from './evidence.js';

export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Other people's code, whose paths may end like ours. */
const foreign = /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.cargo\/registry|\.venv|vendor|rustc)\//;

/** One report's files by the scanned file they mean; one that could mean several, or shares its meaning, means none. */
export function matchToScanned(report: Pick<Coverage, 'files' | 'source'>, scanned: readonly string[]): ReadonlyMap<string, FileCoverage> {
  const known = new Set(scanned);
  const byName = new Map<string, string[]>();
  for (const path of scanned) byName.set(nameOf(path), [...(byName.get(nameOf(path)) ?? []), path]);

  const claims = new Map<string, FileCoverage[]>();
  const above = foldersAbove(report.source);
  for (const file of report.files) {
    const beside = isAbsolutePath(file.path) ? undefined : above.map(folder => folder + file.path).find(path => known.has(path));
    const meant = beside ?? meaningOf(file.path, byName.get(nameOf(file.path)) ?? []);
    if (meant !== undefined) claims.set(meant, [...(claims.get(meant) ?? []), file]);
  }
  const matched = new Map<string, FileCoverage>();
  for (const [path, files] of claims) {
    const exact = files.find(file => file.path === path);
    const [first, second] = files;
    const chosen = exact ?? (second === undefined ? first : undefined);
    if (chosen) matched.set(path, chosen);
  }
  return matched;
}

/** Tools write paths relative to their own project, and the report somewhere below it: `web/coverage/lcov.info` speaks of files in `web`. */
function foldersAbove(report: string): readonly string[] {
  const folders = isAbsolutePath(report) || report.startsWith('../') ? [] : withSlashes(report).split('/').slice(0, -1);
  return folders.map((_, index) => `${folders.slice(0, folders.length - index).join('/')}/`).concat('');
}

/** The longest scanned path the reported one ends with, or else the only scanned path that ends with the reported one. */
function meaningOf(reported: string, candidates: readonly string[]): string | undefined {
  if (foreign.test(reported)) return undefined;
  const within = candidates.filter(path => reported.endsWith(`/${path}`)).sort((one, other) => other.length - one.length);
  if (within[0] !== undefined) return within[0];
  const [only, second] = isAbsolutePath(reported) ? [] : candidates.filter(path => path.endsWith(`/${reported}`));
  return second === undefined ? only : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
