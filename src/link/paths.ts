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
