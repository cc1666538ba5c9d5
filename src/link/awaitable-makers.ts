/** What has to be awaited: the calls of async functions, and of functions that say or show that they give a promise or a future. */
import type { Call, FunctionFact } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Awaitable } from '../libraries/library.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';

/** `quiet`: it catches whatever can fail in it. */
export interface Made { readonly makes: Awaitable; readonly source: string; readonly own: boolean; readonly quiet: boolean }

/** Decorators that leave a coroutine function one. */
const harmless = /^(?:(?:abc\.)?abstractmethod|staticmethod|classmethod|(?:typing\.|typing_extensions\.)?(?:override|final|overload|deprecated|no_type_check)|(?:functools\.)?wraps|(?:tenacity\.)?retry|backoff\.on_\w+|\w+\.(?:get|post|put|patch|delete|websocket|route|middleware|exception_handler|on_event)|validate_call|limiter\.limit)$/;
const asyncOf = { python: 'coroutine', rust: 'future', typescript: 'promise', sql: 'promise' } as const;
const declared = { python: /^(?:(?:typing|collections\.abc|t)\.)?(?:Awaitable|Coroutine)\b/, rust: /^(?:impl |Pin<Box<dyn |(?:\w+::)*(?:Local)?BoxFuture\b)(?:(?:\w+::)*Future\b)?/, typescript: /^(?:Promise|PromiseLike)\b/, sql: /$^/ } as const;

export class AwaitableMakers {
  readonly #own = new Map<string, Made | undefined>();

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables) {}

  /** Undefined for what needs no awaiting, or cannot be told. */
  madeBy(file: FileIndex, call: Call): Made | undefined {
    if (call.macro || call.new || call.tagged) return undefined;
    const callee = this.graph.calleeOf(call);
    if (callee) return this.#madeByFunction(callee.file, callee.fn, 0);
    const resolved = this.graph.evaluator.resolve(file, call);
    const makes = resolved && this.tables(file).awaitable(resolved.path);
    // Older interfaces answer through a callback instead.
    if (!resolved || !makes || (file.facts.language === 'typescript' && call.args.at(-1)?.value.kind === 'function' && !resolved.path.endsWith('ransaction'))) return undefined;
    return { makes, source: resolved.path, own: false, quiet: false };
  }

  #madeByFunction(file: FileIndex, fn: number, depth: number): Made | undefined {
    const key = keyOf(file, fn);
    if (this.#own.has(key)) return this.#own.get(key);
    this.#own.set(key, undefined);
    const fact = file.functionAt(fn);
    const made = fact && this.#judge(file, fn, fact, depth);
    this.#own.set(key, made);
    return made;
  }

  #judge(file: FileIndex, fn: number, fact: FunctionFact, depth: number): Made | undefined {
    const { language } = file.facts;
    if (fact.generator || (language === 'python' && fact.decorators.some(one => !harmless.test(one.path)))) return undefined;
    const made = (): Made => ({ makes: asyncOf[language], source: fact.name, own: true, quiet: language === 'typescript' && this.#catchesAll(file, fn, depth) });
    if (fact.async) return (file.returns.get(fn) ?? []).some(one => one.yields) ? undefined : made();
    const type = fact.returns?.text ?? '';
    if (declared[language].test(type) && (language !== 'rust' || /Future\b/.test(type))) return made();
    if (language !== 'typescript' || type !== '' || depth > 4) return undefined;
    const returns = (file.returns.get(fn) ?? []).map(one => (one.value.kind === 'call' ? file.facts.calls[one.value.call] : undefined));
    if (returns.length === 0) return undefined;
    const inner = returns.map(call => {
      const callee = call && this.graph.calleeOf(call);
      return callee ? this.#madeByFunction(callee.file, callee.fn, depth + 1) : call && this.madeBy(file, call);
    });
    const [first] = inner;
    return first && inner.every(one => one !== undefined) ? { ...first, source: fact.name, own: true } : undefined;
  }

  /** Every await of the function stands in a `try` that catches or waits for a function of which that is true, and nothing is thrown beside it. */
  #catchesAll(file: FileIndex, fn: number, depth: number): boolean {
    const caught = catching(file);
    const handled = (call: Call | undefined): boolean => {
      if (!call) return false;
      if (call.callee.kind === 'member' && (call.callee.name === 'catch' || (call.callee.name === 'then' && call.args.length > 1))) return true;
      const callee = depth > 4 ? undefined : this.graph.calleeOf(call);
      return callee !== undefined && this.#madeByFunction(callee.file, callee.fn, depth + 1)?.quiet === true;
    };
    const called = (value: Value | undefined): Call | undefined => (value?.kind === 'call' ? file.facts.calls[value.call] : undefined);
    return (file.facts.awaits ?? []).filter(one => one.in === fn).every(one => caught(one.block) || handled(called(one.value)))
      && (file.raises.get(fn) ?? []).every(one => caught(one.block))
      && (file.returns.get(fn) ?? []).every(one => one.value.kind !== 'call' || caught(one.block) || called(one.value)?.awaited === true || handled(called(one.value)));
  }
}

/** Whether a block stands in a `try` that catches. */
function catching(file: FileIndex): (block: number) => boolean {
  const { blocks } = file.facts;
  return block => {
    for (let at = block; at >= 0; at = blocks[at]?.parent ?? -1) {
      const one = blocks[at];
      if (one?.kind === 'try' && blocks.some(other => other.kind === 'catch' && other.group === one.group)) return true;
    }
    return false;
  };
}
