/** Reads what `git diff` writes: for each file its names and, hunk by hunk, the lines taken out, put in and left alone. */

export type Sign = '-' | '+' | ' ';

export interface DiffReader {
  /** A file whose lines follow; `before` and `after` without their prefixes, undefined where the file is not there. */
  file(before: string | undefined, after: string | undefined): void;
  /** A file without lines to compare. */
  binary(after: string): void;
  /** `next` is the number the line has, or would have, in the file as it is now. */
  line(sign: Sign, next: number, text: () => string): void;
  hunkEnds(): void;
  /** A submodule whose commits are not here. */
  opaque(folder: string): void;
}

const newline = 0x0a;
const signs: ReadonlyMap<number, Sign> = new Map([[0x2d, '-'], [0x2b, '+'], [0x20, ' ']]);

/** Lines of a hunk are counted by its head, so that text that looks like another head is still text. */
export function readDiff(bytes: Buffer, reader: DiffReader): void {
  let out = 0;
  let into = 0;
  let next = 0;
  let before: string | undefined;
  let both: string | undefined;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found === -1 ? bytes.length : found;
    const from = start;
    start = end + 1;
    if (out > 0 || into > 0) {
      const sign = from === end ? ' ' : signs.get(bytes[from] ?? 0);
      // "\ No newline at end of file".
      if (sign === undefined) continue;
      reader.line(sign, next, () => bytes.toString('utf8', from + 1, end));
      if (sign !== '+') out--;
      if (sign !== '-') { into--; next++; }
      if (out <= 0 && into <= 0) reader.hunkEnds();
      continue;
    }
    const head = bytes.toString('utf8', from, end);
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(head);
    if (hunk) {
      out = Number(hunk[1] ?? 1);
      into = Number(hunk[3] ?? 1);
      // Of nothing put in, the head names the line before.
      next = Number(hunk[2]) + (into === 0 ? 1 : 0);
    } else if (head.startsWith('diff --git ')) {
      [before, both] = [undefined, nameInBoth(head.slice('diff --git '.length))];
    } else if (head.startsWith('rename to ')) {
      both = unquoted(head.slice('rename to '.length));
    } else if (head.startsWith('--- ')) {
      before = nameOf(head.slice(4), 'a/');
    } else if (head.startsWith('+++ ')) {
      reader.file(before, nameOf(head.slice(4), 'b/'));
    } else if (head.startsWith('Binary files ') && !head.endsWith(' and /dev/null differ')) {
      if (both !== undefined) reader.binary(both);
    } else {
      const folder = /^Submodule (.+) [0-9a-f]+\.{2,3}[0-9a-f]+ \((?:commits not present|not initialized|.*fail.*)\)/i.exec(head)?.[1];
      if (folder !== undefined) reader.opaque(folder);
    }
  }
}

function nameOf(written: string, prefix: string): string | undefined {
  // A name with blanks is followed by a tab.
  const name = unquoted(written.replace(/\t$/, ''));
  return name === '/dev/null' ? undefined : name.slice(prefix.length);
}

/** `a/x b/x`, where both are the same: the second half. */
function nameInBoth(written: string): string | undefined {
  const half = written.slice((written.length + 1) / 2);
  const name = unquoted(half);
  return name.startsWith('b/') ? name.slice(2) : undefined;
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r', '"': '"', '\\': '\\' };

/** Git puts names with quotes, control characters or bytes beyond ASCII into quotes, as C would. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name;
  const bytes = [...name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gs)].map(([, octal, letter, plain]) => (
    octal === undefined ? Buffer.from(letter === undefined ? plain ?? '' : escapes[letter] ?? letter, 'utf8') : Buffer.from([Number.parseInt(octal, 8)])));
  return Buffer.concat(bytes).toString('utf8');
}
