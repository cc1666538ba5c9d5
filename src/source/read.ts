/** Bytes to text, in the encodings source files really have. */
import { readFileSync, statSync } from 'node:fs';
import type { Unread } from './unread.js';

export const defaultLargestFile = 2 * 1024 * 1024;

export interface ReadText {
  readonly text: string;
  /** Bytes that are no UTF-8 were replaced; everything else in the file is judged as usual. */
  readonly damaged: boolean;
}

/** Text without its byte-order mark and with its line ends as they are, or why there is none. */
export function decode(bytes: Buffer): ReadText | { readonly because: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeAs('utf-16le', bytes), damaged: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decodeAs('utf-16be', bytes), damaged: false };
  // Source text never holds NUL; this is also how git tells binary files.
  if (bytes.includes(0)) return { because: 'binary' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), damaged: false };
  } catch {
    return { text: decodeAs('utf-8', bytes), damaged: true };
  }
}

function decodeAs(encoding: string, bytes: Buffer): string {
  return new TextDecoder(encoding).decode(bytes);
}

export interface Reading {
  readonly texts: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
  /** Files read in spite of bytes that are no UTF-8. */
  readonly damaged: readonly string[];
}

export function readAll(files: readonly { readonly path: string; readonly absolute: string }[], largest: number): Reading {
  const texts = new Map<string, string>();
  const unread: Unread[] = [];
  const damaged: string[] = [];
  for (const file of files) {
    const read = readOne(file.absolute, largest);
    if ('because' in read) {
      unread.push({ file: file.path, because: read.because });
      continue;
    }
    texts.set(file.path, read.text);
    if (read.damaged) damaged.push(file.path);
  }
  return { texts, unread, damaged };
}

function readOne(absolute: string, largest: number): ReadText | { readonly because: string } {
  try {
    const size = statSync(absolute).size;
    if (size > largest) return { because: `too large (${spellSize(size)}; the limit is ${spellSize(largest)})` };
    return decode(readFileSync(absolute));
  } catch (error) {
    return { because: `cannot be opened (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})` };
  }
}

function spellSize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;
}
