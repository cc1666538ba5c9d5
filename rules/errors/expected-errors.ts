/** Which errors may pass without a word: those that only say something is not there, and those of calls made in hope. */
import type { CallRef, Catch, Program } from '../../src/rule/index.js';

/** Calls that put something away: that it is gone already is no news. */
const cleanup = /^(?:a?close|close_all|remove|unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync|rmtree|remove_file|remove_dir|remove_dir_all|delete_file|rollback|dispose|destroy|disconnect|terminate|kill|shutdown|cancel|abort|release|unlock|clean_?up|clear|quit|end|stop|detach|unsubscribe|unregister\w*|removeItem|removeListener|removeEventListener|revokeObjectURL|rollbackTransaction|teardown|free|leave|flush)$/;

/** Receivers gone, loggers set up twice, settings that need not be there, media that may not play: nobody can act on it. */
const inHope = /^(?:(?:try_|blocking_)?(?:send|recv)|(?:try_)?init|set_global_default|install|dotenv(?:_override)?|from_(?:filename|path)(?:_override)?|write(?:_str|_fmt|_char)?|writeln|flush|join|notify|emit(?:_\w+)?|set|timeout|play|vibrate|requestFullscreen)$/;

/** Trying whether text can be read as something, or whether a browser lets itself be written to. */
const attempts = /^(?:JSON\.parse|json\.loads?|int|float|Decimal|UUID|fromhex|from_hex|URL|DOMParser|decodeURIComponent|atob|parse\w*|from_str|strptime|fromisoformat|decode|(?:window\.)?(?:local|session)Storage\.\w+)$|\.(?:parse|strptime|fromisoformat|(?:get|set)Item|decode|toString|fromhex|loads|UUID)$/;

/** They end something, or say that it is absent, over or already done: in Python that is control flow, not failure. */
const controlFlow = /(?:^|\.)(?:KeyError|IndexError|LookupError|AttributeError|StopIteration|StopAsyncIteration|ImportError|ModuleNotFoundError|FileNotFoundError|FileExistsError|NotADirectoryError|ProcessLookupError|GeneratorExit|KeyboardInterrupt|SystemExit|BrokenPipeError|ConnectionResetError|BlockingIOError|InterruptedError|NotImplementedError|UnicodeDecodeError|TimeoutError)$|(?:NotFound|DoesNotExist|Disconnect(?:ed)?|Cancelled|Canceled|Empty|Full|Closed(?:OK)?|Exists|NoResult\w*|NoMatch|NoSuch\w+|Unavailable|Unsupported|Mismatch)(?:Error|Exception)?$/;

/** What an attempt to read something fails with. */
const unreadable = /(?:^|\.)(?:ValueError|TypeError|OverflowError|ArithmeticError|InvalidOperation|\w*(?:Decode|Parse|Parser|Syntax|Validation)Error)$/;

/** One kind of error that is expected here: it says something is not there, what is tried is an attempt, or the code goes on elsewhere. */
export function isExpected(one: Catch): boolean {
  const block = one.file.blocks[one.block];
  if (one.form !== 'block' || one.types.every(type => controlFlow.test(type)) || block?.leaves === true) return true;
  if (one.types.every(type => unreadable.test(type)) && one.tried.some(call => attempts.test(writtenName(call)))) return true;
  const tried = one.file.blocks.find(other => other.kind === 'try' && other.group === block?.group && other.in === block.in);
  return tried !== undefined && one.file.returns.some(({ at, value }) => value.kind !== 'nothing' && tried.at.start <= at.start && at.end <= tried.at.end);
}

/** Only puts things away. */
export function isCleanup(one: Catch): boolean {
  const done = one.tried.filter(call => call.fact.dropped === true || call.fact.ignored === true || call.fact.awaited === true);
  const names = (done.length > 0 ? done : one.tried.slice(0, 1)).map(nameOf);
  return names.length > 0 && names.every(name => cleanup.test(name));
}

/** Nothing but attempts whose failure is one of two answers. */
export function isAttempt(one: Catch): boolean {
  return one.tried.length > 0 && one.tried.every(call => attempts.test(writtenName(call)) || call.fact.callee.kind === 'name' && /^(?:str|String|Number|len)$/.test(call.fact.callee.name));
}

/** Inside the handling of another error, which goes on its way. */
export function isInHandler(one: Catch, program: Program): boolean {
  const call = one.tried[0];
  return call !== undefined && program.blocksAround(one.file, one.block >= 0 ? one.file.blocks[one.block]?.parent ?? -1 : call.fact.block).some(block => block.catches !== undefined);
}

export function mayFailQuietly(one: Catch, program: Program): boolean {
  // A promise that is kept elsewhere is waited for elsewhere too.
  if (one.form === 'callback' && one.tried.length === 0) return true;
  // What comes back from the tried code leaves the function: what follows is the alternative.
  if (one.form === 'block' && one.file.returns.some(({ block, value }) => value.kind !== 'nothing' && isTryOf(one, block))) return true;
  if (one.form === 'block' || one.form === 'suppressed') return false;
  const call = mainCall(one);
  const path = call && program.libraryPathOf(call);
  if (path?.known && /^(?:std|tokio|async_std)\.fs\./.test(path.value)) return false;
  return call !== undefined && inHope.test(nameOf(call)) && !program.queries.some(query => query.call.fact === call.fact);
}

/** The call a person would name: the first that is a statement of its own or waited for, else the outermost. */
export function mainCall(one: Catch): CallRef | undefined {
  if (one.form === 'block' || one.form === 'suppressed') return one.tried.find(call => (call.fact.dropped === true || call.fact.awaited === true) && !/^(?:debug|info|log|warn(?:ing)?|error|exception)$/.test(nameOf(call))) ?? one.tried[0];
  return one.tried.find(call => !/^(?:then|catch|finally|await|map_err|inspect_err|ok|and_then|into_inner|context|with_context|instrument)$/.test(nameOf(call))) ?? one.tried[0];
}

function isTryOf(one: Catch, block: number): boolean {
  const tried = one.file.blocks[block];
  const handler = one.file.blocks[one.block];
  return tried?.kind === 'try' && tried.group === handler?.group && tried.in === handler.in;
}

function nameOf({ fact: { callee } }: CallRef): string {
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : '';
}

function writtenName({ fact: { callee } }: CallRef): string {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind !== 'member') return '';
  return callee.of.kind === 'name' ? `${callee.of.name}.${callee.name}` : callee.of.kind === 'member' ? `${callee.of.name}.${callee.name}` : `.${callee.name}`;
}
