/** The words of an identifier, and which of them tell that a number or text only serves the transport. */

/** Pages, indices, clocks, sizes, retries, paths, texts: numbers and joins that are no domain values. */
const technical = new Set([
  'page', 'pages', 'per', 'limit', 'offset', 'skip', 'take', 'cursor', 'chunk', 'batch', 'window',
  'index', 'idx', 'pos', 'position', 'positions', 'start', 'end', 'begin', 'len', 'length', 'size', 'sizes', 'capacity', 'line', 'lines', 'column', 'depth',
  'now', 'time', 'timestamp', 'ts', 'date', 'datetime', 'timedelta', 'elapsed', 'expires', 'expiry', 'expiration', 'expire', 'exp', 'ttl', 'ms', 'millis', 'sec', 'secs', 'second', 'seconds', 'minute', 'minutes', 'hour', 'hours', 'day', 'days', 'duration', 'instant', 'interval', 'clock', 'fps', 'uptime',
  'count', 'counts', 'counter', 'byte', 'bytes', 'kb', 'mb', 'gb', 'memory', 'disk', 'width', 'height', 'port', 'buffer', 'sample', 'samples',
  'attempt', 'attempts', 'retry', 'retries', 'timeout', 'delay', 'backoff', 'progress', 'percent', 'percentage',
  'mask', 'flag', 'flags', 'bit', 'bits', 'hash', 'seed', 'random', 'key', 'token', 'nonce',
  'path', 'dir', 'directory', 'folder', 'root', 'file', 'filename', 'ext', 'extension', 'name', 'suffix', 'prefix', 'url', 'uri', 'link', 'base',
  'text', 'str', 'string', 'msg', 'message', 'title', 'html', 'body', 'content', 'prompt', 'sql', 'query', 'params', 'args', 'headers',
]);

const split = new Map<string, readonly string[]>();

/** `maxPageSize`, `max_page_size` and `MAX_PAGE_SIZE` are the words max, page, size. */
export function wordsOf(identifier: string): readonly string[] {
  const known = split.get(identifier);
  if (known) return known;
  const words = identifier.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter(word => word !== '');
  split.set(identifier, words);
  return words;
}

export function isTechnical(identifier: string): boolean { return wordsOf(identifier).some(word => technical.has(word) || /^[a-z]\d?$/.test(word)); }

const reading = new Set(['get', 'find', 'list', 'load', 'fetch', 'read', 'check', 'validate', 'verify', 'is', 'has', 'can', 'count', 'search', 'lookup', 'require', 'authenticate', 'authorize', 'build', 'make', 'to', 'parse', 'format', 'render', 'open', 'init', 'connect']);
/** The verbs of functions that change what is stored. */
const writing = new Set(['create', 'insert', 'update', 'delete', 'remove', 'save', 'store', 'add', 'set', 'upsert', 'write', 'mark', 'register', 'import', 'put', 'persist', 'enqueue', 'activate', 'deactivate', 'enable', 'disable', 'assign', 'cancel', 'retire', 'give', 'transfer', 'move', 'replace', 'clear', 'purge', 'drop', 'archive', 'change', 'rename', 'edit', 'patch', 'link', 'unlink']);

/** A function that says it only looks (`get_or_create` says both): what it may write on the way, a cache or a last-seen date, is its own concern. */
export function soundsLikeReading(identifier: string): boolean {
  const words = wordsOf(identifier);
  return reading.has(words[0] ?? '') && !words.some((word, at) => writing.has(word) && /^(or|and)$/.test(words[at - 1] ?? ''));
}

/** A function that says it writes. */
export function soundsLikeWriting(identifier: string): boolean { return !soundsLikeReading(identifier) && wordsOf(identifier).some(word => writing.has(word)); }

const logging = /^(log|logger|logging|console|tracing|winston|pino)$/;
const logged = new Set(['log', 'debug', 'info', 'warn', 'warning', 'error', 'trace', 'exception', 'print', 'println', 'eprintln', 'sleep', 'setTimeout', 'assert']);

/** A call that tells somebody what happens, or waits. `path`: the names of its callee, outermost last. */
export function isAside(path: readonly string[]): boolean {
  return logged.has(path.at(-1) ?? '') || path.some(name => logging.test(name));
}
