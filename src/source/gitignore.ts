/** What git ignores: .gitignore files at every level and .git/info/exclude, without spawning git. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { liesIn, relativePath } from './paths.js';
import { repositoryAround, repositoryAt, type Repository } from './git.js';

interface Layer { readonly base: string; readonly rules: Ignore }

/** The ignore files that apply inside one folder, weakest first. */
export type IgnoreLayers = readonly Layer[];

/** What applies inside the folder where a scan starts. Outside a git work tree nothing is ignored. */
export function ignoreLayersAt(folder: string): IgnoreLayers {
  const repository = repositoryAround(folder);
  if (!repository) return [];
  let layers = layersOfRepository(repository);
  for (const above of foldersBetween(repository.top, folder)) {
    layers = withOwnRules(layers, above);
  }
  // A folder that git ignores but the user named is meant to be scanned.
  return isIgnored(layers, folder, true) ? withOwnRules([], folder) : layers;
}

/** The layers one folder further down. A nested repository answers to its own rules only. */
export function ignoreLayersInside(layers: IgnoreLayers, folder: string, hasGit: boolean, hasGitignore: boolean): IgnoreLayers {
  const nested = hasGit ? repositoryAt(folder) : undefined;
  if (nested) return withOwnRules(layersOfRepository(nested), folder);
  return hasGitignore && layers.length > 0 ? withOwnRules(layers, folder) : layers;
}

/** The nearest file that says something about a path decides, as in git. */
export function isIgnored(layers: IgnoreLayers, absolute: string, isFolder: boolean): boolean {
  for (const layer of [...layers].reverse()) {
    const path = relativePath(layer.base, absolute);
    if (path === '' || !liesIn(layer.base, absolute)) continue;
    const verdict = layer.rules.test(isFolder ? `${path}/` : path);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Always at least one layer, so that "inside a work tree" can be told from "nothing is ignored". */
function layersOfRepository(repository: Repository): IgnoreLayers {
  const excludes = rulesIn(join(repository.common, 'info', 'exclude')) ?? ignore({ ignorecase: false });
  return [{ base: repository.top, rules: excludes }];
}

function withOwnRules(layers: IgnoreLayers, folder: string): IgnoreLayers {
  const rules = rulesIn(join(folder, '.gitignore'));
  return rules ? [...layers, { base: folder, rules }] : layers;
}

function rulesIn(file: string): Ignore | undefined {
  try {
    return ignore({ ignorecase: false }).add(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    // No such file, or not ours to read: then it ignores nothing.
    return undefined;
  }
}

function foldersBetween(top: string, folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; liesIn(top, at); at = dirname(at)) {
    folders.unshift(at);
    if (at === top) break;
  }
  return folders;
}
