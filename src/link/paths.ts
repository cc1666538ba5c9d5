/** Route paths: joined, compared, and covered by one another. */

/** `/api` and `users/` make `/api/users/`: one slash between, none doubled. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter(part => part !== '' && part !== '/').map(part => part.replace(/^\/+/, '')).join('/');
  return `/${joined}`.replaceAll(/\/{2,}/g, '/');
}

export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter(part => part !== '');
}

/** Stands for any one segment: `:id`, `{id}`, `<id>`. */
export function isParameter(segment: string): boolean {
  return /^[:{<]/.test(segment);
}

/** Whether what stands under `prefix` also stands before `path`: `/api` before `/api/users`, `*` before everything. */
export function coversPath(prefix: string, path: string, whole = false): boolean {
  const wanted = segmentsOf(prefix);
  const given = segmentsOf(path);
  for (const [index, segment] of wanted.entries()) {
    if (/^[({:]?\.?\*/.test(segment) || segment.startsWith('{*')) return true;
    const other = given[index];
    if (other === undefined) return false;
    if (segment.toLowerCase() !== other.toLowerCase() && !isParameter(segment)) return false;
  }
  return !whole || wanted.length === given.length;
}

/** A regular expression for a path as a plain one: `^users/(?P<id>\d+)/$` is `users/<id>/`. */
export function plainPattern(pattern: string): string {
  let plain = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '(') {
      const end = closingParen(pattern, at);
      const group = pattern.slice(at, end + 1);
      const name = /^\(\?P?<(\w+)>/.exec(group)?.[1];
      // An optional piece or a choice of endings is no segment of its own.
      if (name !== undefined) plain += `<${name}>`;
      else if (!/^\(\?[:!=]/.test(group)) plain += '<>';
      at = end;
    } else if (char === '\\' && /[AZzBb]/.test(pattern.charAt(at + 1))) at++;
    else if (char === '\\' && /[dwsS]/.test(pattern.charAt(at + 1))) { plain += '<>'; at++; }
    else if (char === '[') { plain += '<>'; at = Math.max(at, pattern.indexOf(']', at)); }
    else if (!/[\\^$?+*]/.test(char)) plain += char;
  }
  return plain.replaceAll('<><>', '<>');
}

function closingParen(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '(') depth++;
    else if (text.charAt(at) === ')' && --depth === 0) return at;
  }
  return text.length - 1;
}
