/** Which paths the configuration's `include` and `exclude` let through. */
import picomatch from 'picomatch';
import { relativePath } from './paths.js';

export interface PathGlobs {
  /** The folder the globs are relative to: where the configuration stands. */
  readonly base: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export function pathFilter(globs: PathGlobs): (absolute: string) => boolean {
  const included = globs.include.length > 0 ? matcherOf(globs.include) : () => true;
  const excluded = globs.exclude.length > 0 ? matcherOf(globs.exclude) : () => false;
  return absolute => {
    const path = relativePath(globs.base, absolute);
    return included(path) && !excluded(path);
  };
}

/** `docs` and `docs/` mean everything below them, as people write them. */
function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const spelt = globs.flatMap(glob => {
    const plain = glob.replace(/^\.\//, '').replace(/\/+$/, '');
    return [plain, `${plain}/**`];
  });
  return picomatch(spelt, { dot: true });
}
