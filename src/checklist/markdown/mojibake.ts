/** Repairs text that was read in the wrong encoding: UTF-8 taken for Windows-1252 or for Mac Roman, and saved that way. */
import iconv from 'iconv-lite';

const mistaken: readonly string[] = ['windows-1252', 'macintosh'];

/** Repaired run by run, so that what is right beside it stays as it is. */
export function repaired(text: string): string {
  return text.replace(/[^\0-\x7f]+/g, run => repairedRun(run) ?? run);
}

function repairedRun(run: string): string | undefined {
  for (const encoding of mistaken) {
    const bytes = iconv.encode(run, encoding);
    // What this encoding cannot write was never read with it.
    if (iconv.decode(bytes, encoding) !== run) continue;
    const right = decoded(bytes);
    if (right !== undefined && right.length < run.length) return right;
  }
  return undefined;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // No UTF-8: the run is not what was mistaken for something else.
    return undefined;
  }
}
