/** Texts as a release holds them, of files that are not what they were there: one question to git for all of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { readDiff } from './diff.js';
import { askGit, type GitAnswer } from './git-process.js';
import { repositoryAround } from './git.js';
import { liesIn, relativePath } from './paths.js';
import { difference, isShallow, type Asked } from './since.js';

/** What counts as released: the newest tag that HEAD contains, of those the pattern fits; or what a branch or commit held where HEAD left it. */
export type Release = { readonly kind: 'tag'; readonly pattern: string | undefined } | { readonly kind: 'commit'; readonly ref: string };

export interface Released {
  /** The tag, branch or commit as it is called. */
  readonly release: string;
  /** By path below the work tree's top: what was there, of files edited or gone since. */
  readonly before: ReadonlyMap<string, string>;
  /** Files that came since, as far as git knows them. */
  readonly added: ReadonlySet<string>;
}

/** `files` by their absolute paths; their like in their folders is compared, and in folders of the same name, which they may have come from. Undefined: nothing is released. */
export function releasedTexts(asked: Asked, release: Release, files: readonly string[]): Released | undefined | { readonly because: string } {
  const folders = [...new Set(files.filter(file => liesIn(asked.top, file)).flatMap(file => likeOf(relativePath(asked.top, file))))];
  if (folders.length === 0) return undefined;
  const named = release.kind === 'commit' ? release.ref : newestTag(asked, release.pattern);
  if (named === undefined || typeof named === 'object') return named;
  const how = ['--no-renames', `-U${String(wholeFile)}`, '--ignore-submodules=all'];
  const said = release.kind === 'tag' ? difference(asked, [...how, named], folders) : sinceBranching(asked, named, how, folders);
  return said.failed ? { because: said.because } : { release: named, ...textsIn(said.bytes) };
}

/** More lines than any file has. */
const wholeFile = 10_000_000;

function sinceBranching(asked: Asked, ref: string, how: readonly string[], folders: readonly string[]): GitAnswer {
  const said = difference(asked, [...how, '--merge-base', ref], folders);
  if (!said.failed) return said;
  const base = askGit(asked.from, ['merge-base', '--end-of-options', ref, 'HEAD']);
  return base.failed ? said : difference(asked, [...how, base.stdout.trim()], folders);
}

function newestTag(asked: Asked, pattern: string | undefined): string | undefined | { readonly because: string } {
  if (!mayHaveTags(asked.top)) return isShallow(asked.top) ? { because: 'this clone has only the newest commits and no tag' } : undefined;
  const said = askGit(asked.from, ['describe', '--tags', '--abbrev=0', '--candidates=1', ...(pattern === undefined ? [] : ['--match', pattern])]);
  if (!said.failed) return said.stdout.trim();
  if (isShallow(asked.top)) return { because: 'this clone has only the newest commits, and no tag among them' };
  return /No (?:names|tags|annotated tags)|cannot describe|Not a valid object name HEAD/i.test(said.because) ? undefined : { because: said.because };
}

/** Most repositories without releases are known by a look at two places. */
function mayHaveTags(top: string): boolean {
  const common = repositoryAround(top)?.common;
  // GIT_DIR names one that lies elsewhere, or its references are kept in another format: git will know.
  if (common === undefined || process.env['GIT_DIR'] !== undefined || existsSync(join(common, 'reftable'))) return true;
  const tags = join(common, 'refs', 'tags');
  if (existsSync(tags) && readdirSync(tags).length > 0) return true;
  const packed = join(common, 'packed-refs');
  return existsSync(packed) && readFileSync(packed, 'utf8').includes(' refs/tags/');
}

function textsIn(diff: Buffer): Pick<Released, 'before' | 'added'> {
  const before = new Map<string, string[]>();
  const added = new Set<string>();
  let lines: string[] | undefined;
  readDiff(diff, {
    file(was, is) {
      lines = was === undefined ? undefined : [];
      if (was !== undefined && lines) before.set(was, lines);
      else if (is !== undefined) added.add(is);
    },
    binary: () => undefined,
    opaque: () => undefined,
    line(sign, _, text) { if (sign !== '+') lines?.push(text()); },
    hunkEnds: () => undefined,
  });
  return { before: new Map([...before].map(([path, text]) => [path, `${text.join('\n')}\n`])), added };
}

/** A folder for each migration: the folder above holds them all. */
const oneEach = /^(?:migration|up|down)\.sql$/;

/** Folders that are called like this hold nothing else. */
const telling = /migrat|alembic|versions|drizzle/i;

function likeOf(file: string): readonly string[] {
  const [name, ending] = [basename(file), extname(file)];
  const each = oneEach.test(name);
  const folder = each ? dirname(dirname(file)) : dirname(file);
  const like = `${each ? '*/' : ''}*${ending}`;
  return [
    `:(top,glob)${folder === '.' ? '' : `${escaped(folder)}/`}${like}`,
    ...(telling.test(basename(folder)) ? [`:(top,glob)**/${escaped(basename(folder))}/${like}`] : []),
  ];
}

function escaped(path: string): string {
  return path.replaceAll(/[\\*?[\]]/g, letter => `\\${letter}`);
}
