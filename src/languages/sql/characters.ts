/** What single characters are to SQL, by their codes, and where lines and batches end: the tokenizer's innermost questions. */

export function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
    || (code >= 0xC0 && code !== 0xFFFC && code !== 0xFEFF && code !== 0x3000 && !(code >= 0x2000 && code <= 0x206F));
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isBlank(code: number): boolean {
  return code <= 32 || code === 0xA0 || code === 0xFEFF || code === 0x3000 || (code >= 0x2000 && code <= 0x206F);
}

/** Only blanks stand before it on its line. */
export function startsLine(text: string, before: number): boolean {
  for (let at = before - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return true;
    if (code !== 32 && code !== 9) return false;
  }
  return true;
}

/** T-SQL's GO may name a count and be followed by a comment, and nothing else: the offset after it, or 0. */
export function endOfBatch(text: string, from: number): number {
  let end = from;
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13 || code === 45 || code === 47 || code === 59) return end;
    if (isDigit(code)) end = at + 1;
    else if (code !== 32 && code !== 9) return 0;
  }
  return end;
}
