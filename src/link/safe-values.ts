/** Types and calls whose values cannot carry SQL: numbers, identifiers made here, dates. Tables, by language where spelling differs. */
import type { Language } from '../facts/structure.js';

/** Last names of types whose text form is only digits, dashes and letters of a fixed set. */
export const safeTypes: Readonly<Record<Language, ReadonlySet<string>>> = {
  rust: new Set(['i8', 'i16', 'i32', 'i64', 'i128', 'isize', 'u8', 'u16', 'u32', 'u64', 'u128', 'usize', 'f32', 'f64', 'bool', 'Uuid', 'NaiveDate', 'NaiveDateTime', 'DateTime', 'Decimal', 'Duration', 'Ulid']),
  python: new Set(['int', 'float', 'bool', 'UUID', 'UUID4', 'date', 'datetime', 'Decimal', 'timedelta']),
  typescript: new Set(['number', 'boolean', 'bigint', 'Date']),
  sql: new Set(),
};

/** Types that tables give to attributes such as `cursor.lastrowid`. */
export const numberTypes: ReadonlySet<string> = new Set(['builtins.int', 'builtins.float', 'builtins.bool']);

/** Called by their full path. */
export const safeCalls: ReadonlySet<string> = new Set([
  'builtins.int', 'builtins.float', 'builtins.len', 'builtins.bool', 'builtins.range', 'builtins.abs', 'builtins.round', 'builtins.sum', 'builtins.ord', 'builtins.id', 'builtins.hash',
  'uuid.uuid4', 'uuid.uuid1', 'uuid.UUID', 'time.time', 'datetime.datetime.now', 'datetime.datetime.today', 'datetime.timedelta', 'datetime.datetime.utcnow', 'datetime.date.today', 'decimal.Decimal',
  'globalThis.Number', 'globalThis.parseInt', 'globalThis.parseFloat', 'globalThis.Boolean', 'globalThis.BigInt', 'globalThis.Date', 'globalThis.Date.now', 'globalThis.Number.parseInt', 'globalThis.Number.parseFloat',
  // Rust's compile-time texts: what they give is part of the program.
  'include_str', 'env', 'option_env', 'stringify', 'module_path', 'file', 'line',
  'crypto.randomUUID', 'globalThis.crypto.randomUUID', 'uuid.v4', 'chrono.Utc.now', 'chrono.Local.now', 'uuid.Uuid.new_v4',
]);

export const safeCallPrefixes: readonly string[] = ['globalThis.Math.', 'math.'];

/** Methods that give a number or a fixed form, whoever owns them. */
export const safeMethods: ReadonlySet<string> = new Set([
  'len', 'count', 'length', 'indexOf', 'toFixed', 'getTime', 'timestamp', 'timestamp_millis', 'as_i64', 'as_u64', 'as_f64', 'index', 'find_index', 'isoformat', 'toISOString', 'to_rfc3339', 'hex', 'hexdigest', 'total_seconds', 'is_some', 'is_none', 'is_empty',
]);

/** Methods whose result carries what the receiver carried (and, for some, what the arguments carried). */
export const carryingMethods: ReadonlySet<string> = new Set([
  'strip', 'lstrip', 'rstrip', 'upper', 'lower', 'title', 'capitalize', 'trim', 'trim_start', 'trim_end', 'trimStart', 'trimEnd', 'toUpperCase', 'toLowerCase', 'to_uppercase', 'to_lowercase',
  'to_string', 'to_owned', 'clone', 'as_str', 'as_ref', 'as_mut', 'into', 'toString', 'valueOf', 'encode', 'decode', 'format', 'replace', 'replaceAll', 'split', 'rsplit', 'splitlines', 'repeat', 'slice', 'substring', 'substr',
  'chars', 'iter', 'into_iter', 'iter_mut', 'collect', 'join', 'concat', 'unwrap', 'unwrap_or', 'unwrap_or_default', 'unwrap_or_else', 'expect', 'ok', 'ok_or', 'ok_or_else', 'cloned', 'copied', 'values', 'keys', 'items', 'entries',
  'filter', 'sort', 'sorted', 'reverse', 'flat', 'as_deref', 'borrow', 'deref', 'push_str', 'append', 'pop', 'shift', 'first', 'last', 'rev', 'skip', 'take', 'chain', 'zip', 'copy', 'padStart', 'zfill', 'escape_debug', 'as_bytes', 'lines', 'next', 'get', 'at', 'map_err', 'find', 'model_dump', 'dict', 'then', 'strftime',
]);

/** Carrying methods whose arguments end up in the result as well. */
export const flowingArguments: ReadonlySet<string> = new Set(['replace', 'replaceAll', 'join', 'concat', 'format', 'unwrap_or', 'unwrap_or_else', 'padStart', 'chain', 'zip', 'push_str', 'append']);

/** Functions whose result carries what their first argument carried. */
export const carryingCalls: ReadonlySet<string> = new Set([
  'builtins.str', 'builtins.repr', 'builtins.min', 'builtins.max', 'builtins.list', 'builtins.tuple', 'builtins.set', 'builtins.sorted', 'builtins.reversed', 'builtins.dict', 'builtins.iter', 'builtins.next', 'builtins.filter', 'builtins.zip', 'builtins.frozenset', 'builtins.format', 'builtins.bytes',
  'globalThis.String', 'globalThis.Array.from', 'globalThis.Object.keys', 'globalThis.Object.values', 'globalThis.Object.entries', 'textwrap.dedent', 'inspect.cleandoc', 'String.from', 'Some', 'Ok', 'Box.new', 'Arc.new', 'Cow.from', 'Cow.Borrowed', 'Cow.Owned', 'vec', 'typing.cast', 'globalThis.Promise.resolve', 'copy.copy', 'copy.deepcopy', 'os.path.join', 'os.path.basename', 'os.path.abspath', 'pathlib.Path',
]);
