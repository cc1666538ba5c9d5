/** Types that stand for what they hold: asking `State<Pool>` is asking the pool. Matched by their last name in every language. */

export const transparentTypes: ReadonlySet<string> = new Set([
  // Python
  'Annotated', 'Optional', 'Awaitable', 'Coroutine', 'AsyncGenerator', 'Generator', 'AsyncIterator', 'Iterator', 'ContextVar', 'ClassVar', 'Final', 'Type', 'type',
  // Rust
  'Result', 'Option', 'Arc', 'Rc', 'Box', 'Pin', 'Cow', 'Mutex', 'RwLock', 'OnceCell', 'OnceLock', 'LazyLock', 'Lazy', 'RefCell', 'State', 'Data', 'Extension', 'ReqData', 'Path', 'Query', 'Json', 'Form',
  // TypeScript
  'Promise', 'PromiseLike', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Awaited', 'Ref',
  '|', '&', 'impl', 'dyn',
]);

export const emptyTypes: ReadonlySet<string> = new Set(['None', 'null', 'undefined', 'void', '()', 'any', 'Any', 'unknown', 'object', 'never']);
