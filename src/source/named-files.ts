/** Files the user named one by one: each must be there and be text. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { UsageError } from '../usage-error.js';
import { decode } from './read.js';
import { byCodeUnits } from './paths.js';

export interface NamedFile {
  /** As the user typed it, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly modifiedAt: Date;
}

/** A folder stands for the files directly in it; a file named twice is read once. */
export function readNamedFiles(option: string, named: readonly string[], cwd: string): readonly NamedFile[] {
  const files = new Map<string, NamedFile>();
  for (const path of named.flatMap(one => filesAt(option, one, cwd))) {
    const absolute = resolve(cwd, path);
    if (!files.has(absolute)) files.set(absolute, readNamed(option, path, absolute));
  }
  return [...files.values()];
}

function filesAt(option: string, path: string, cwd: string): readonly string[] {
  const absolute = resolve(cwd, path);
  if (!(statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path];
  const inside = readdirSync(absolute, { withFileTypes: true }).filter(entry => entry.isFile() && !entry.name.startsWith('.')).map(entry => entry.name).sort(byCodeUnits);
  if (inside.length === 0) throw new UsageError(`${option} ${path}: this folder holds no file`, 'name the files that the tools wrote, or the folder they are in');
  return inside.map(name => join(path, name));
}

function readNamed(option: string, path: string, absolute: string): NamedFile {
  const named = sep === '/' ? path : path.split(sep).join('/');
  let bytes: Buffer;
  let modifiedAt: Date;
  try {
    bytes = readFileSync(absolute);
    modifiedAt = statSync(absolute).mtime;
  } catch (error) {
    throw new UsageError(`${option} ${named}: it cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`, 'name a file that exists; a path is relative to the current folder');
  }
  const read = decode(bytes);
  if ('because' in read) throw new UsageError(`${option} ${named}: this is no text (${read.because})`, 'name the file the tool wrote, not an archive of it');
  return { path: named, text: read.text, modifiedAt };
}
