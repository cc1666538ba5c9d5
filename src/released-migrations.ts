/** Migrations as they were released, understood like those of today: what tells whether somebody edited one afterwards. */
import { join } from 'node:path';
import type { FileFacts } from './facts/structure.js';
import { link } from './link/program.js';
import type { ReleasedMigrations } from './link/schema/edited.js';
import type { Settings } from './rule/settings.js';
import { relativePath } from './source/paths.js';
import { releasedTexts, type Release } from './source/released.js';
import type { Scope } from './source/scope.js';
import { repositoriesIfAny, type Asked } from './source/since.js';
import { understand } from './understand.js';

export interface ReleasesKnown { readonly released: readonly ReleasedMigrations[]; readonly notes: readonly string[] }

export interface Wish {
  /** What the team calls a release: a tag, a pattern of tags, a branch or a commit. */
  readonly configured: string | undefined;
  readonly since: string | undefined;
}

/** Understood only where git says that a file differs: most scans read nothing here. */
export async function releasedMigrations(scope: Scope, cwd: string, wish: Wish, facts: readonly FileFacts[], settings: Settings, companions: ReadonlyMap<string, string>): Promise<ReleasesKnown> {
  const candidates = facts.filter(file => file.role === 'migration' || (file.language === 'sql' && file.role !== 'test' && file.role !== 'example'));
  if (candidates.length === 0) return { released: [], notes: [] };
  const known: ReleasesKnown[] = [];
  for (const asked of repositoriesIfAny(scope, cwd)) {
    const said = releasedTexts(asked, releaseMeant(wish), candidates.map(file => join(scope.root, file.file)));
    if (said === undefined) continue;
    if ('because' in said) known.push({ released: [], notes: [`whether released migrations were edited is not known: ${said.because}`] });
    else known.push({ released: [await asThen(said, asked, scope.root, candidates, { settings, companions })], notes: [] });
  }
  return { released: known.flatMap(one => one.released), notes: [...new Set(known.flatMap(one => one.notes))] };
}

/** A place counted from HEAD, or a bare commit, is somebody's own work as often as it is a release; a branch and a tag are where others take it from. */
const ownWork = /^(?:HEAD|@)(?:[~^@].*)?$|^[0-9a-f]{7,64}(?:[~^].*)?$/;
const upstream = /@\{(?:u|upstream|push)\}/i;

function releaseMeant({ configured, since }: Wish): Release {
  if (configured !== undefined) return /[*?[]/.test(configured) ? { kind: 'tag', pattern: configured } : { kind: 'commit', ref: configured };
  if (since !== undefined && (!ownWork.test(since) || upstream.test(since))) return { kind: 'commit', ref: since };
  return { kind: 'tag', pattern: undefined };
}

type Said = Exclude<ReturnType<typeof releasedTexts>, undefined | { readonly because: string }>;

async function asThen(said: Said, { top }: Asked, root: string, candidates: readonly FileFacts[], { settings, companions }: { readonly settings: Settings; readonly companions: ReadonlyMap<string, string> }): Promise<ReleasedMigrations> {
  const today = new Map(candidates.map(file => [file.file, file]));
  const texts = new Map([...said.before].map(([path, text]) => [relativePath(root, join(top, path)), text]));
  const files = new Map<string, FileFacts>();
  for (const [file, text] of texts) {
    const alike = today.get(file) ?? candidates.find(one => endingOf(one.file) === endingOf(file));
    if (!alike) continue;
    const understood = await understand({ file, text, language: alike.language, role: today.get(file)?.role ?? 'migration' });
    if (understood.kind === 'facts') files.set(file, understood.facts);
  }
  const histories = files.size === 0 ? [] : link([...files.values()], texts, settings, () => undefined, undefined, companions).schema.histories;
  return { release: said.release, histories, files, texts, added: new Set([...said.added].map(path => relativePath(root, join(top, path)))) };
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.'));
}
