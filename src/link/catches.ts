/** Finds where errors end or are passed on, and says what happens to them there. */
import { partsWithCalls } from '../facts/parts.js';
import type { Span } from '../facts/span.js';
import type { Block, Call, LogLevel } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { Catch } from '../rule/catch.js';
import type { CallRef, FunctionRef } from '../rule/program.js';
import { calledName } from './arguments.js';
import type { CallGraph, FunctionAt } from './call-graph.js';
import type { FileIndex } from './file-index.js';
import type { LibraryTables } from './library-tables.js';
import type { LogCalls } from './log-calls.js';

type Handling = Pick<Catch, 'handled' | 'level' | 'gives' | 'uses'>;

const grave: readonly LogLevel[] = ['trace', 'debug', 'info', 'warning', 'error'];
/** Macros and calls after which nothing runs on. */
const ends = /^(panic|unreachable|todo|unimplemented|bail|exit|_exit|abort)$/;
const broad = /(^|\.)(Base)?Exception$/;
const silent: Handling = { handled: 'nothing', level: undefined, gives: undefined, uses: false };

export class Catches {
  readonly #of = new Map<FileIndex, readonly Catch[]>();

  constructor(readonly graph: CallGraph, readonly tables: (file: FileIndex) => LibraryTables, readonly logs: LogCalls, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, readonly answers: (file: FileIndex, fn: number) => boolean) {}

  in(file: FileIndex): readonly Catch[] {
    const known = this.#of.get(file);
    if (known) return known;
    const found = [
      ...file.facts.blocks.flatMap((block, index) => this.#ofBlock(file, block, index)),
      ...file.facts.calls.flatMap((call, index) => [...this.#ofCallback(file, call), ...this.#ofDropped(file, call, index)]),
    ].sort((a, b) => a.at.start - b.at.start);
    this.#of.set(file, found);
    return found;
  }

  #ofBlock(file: FileIndex, block: Block, index: number): readonly Catch[] {
    if (block.kind === 'with') return this.#ofSuppressed(file, block, index);
    if (block.catches === undefined) return [];
    const types = block.catches;
    const form = block.kind === 'catch' ? 'block' : 'branch';
    const variable = this.#bound(file, block, index);
    const subject = block.over ?? block.test;
    const start = form === 'block' || !block.test ? block.at : block.test.at;
    const end = form === 'block' ? start.start + (file.facts.language === 'python' ? 'except'.length : 'catch'.length) : start.end;
    const tried = form === 'block' ? this.#callsWithin(file, this.#tryOf(file, block), block.in) : subject ? callsIn(file, subject) : [];
    return [{
      file: file.facts, at: { file: file.file, start: start.start, end }, form, in: this.functionRef(file, block.in), body: block.at, block: index, types,
      everything: file.facts.language === 'python' ? types.length === 0 || types.some(type => broad.test(type)) : types.length === 0,
      variable, commented: block.commented === true, tried, ...(block.empty ? this.#emptyHandling(file, block) : this.#handling(file, block.in, block.at, variable, form === 'branch')),
    }];
  }

  /** `with suppress(FileNotFoundError): ...`. */
  #ofSuppressed(file: FileIndex, block: Block, index: number): readonly Catch[] {
    const managers = block.over?.kind === 'list' ? block.over.items : [];
    return managers.flatMap(manager => {
      const call = manager.kind === 'call' ? file.facts.calls[manager.call] : undefined;
      if (!call || this.graph.evaluator.resolve(file, call)?.path !== 'contextlib.suppress') return [];
      const types = call.args.flatMap(argument => (argument.value.kind === 'name' || argument.value.kind === 'member' ? [argument.value.name] : ['?']));
      return [{
        file: file.facts, at: placeOf(file, call.nameAt), form: 'suppressed' as const, in: this.functionRef(file, block.in), body: block.at, block: index, types, everything: types.some(type => broad.test(type)),
        variable: undefined, commented: block.commented === true, tried: this.#callsWithin(file, block.at, block.in).filter(one => one.fact !== call), ...silent,
      }];
    });
  }

  /** `.catch(error => ...)`, `.then(done, error => ...)`. */
  #ofCallback(file: FileIndex, call: Call): readonly Catch[] {
    if (file.facts.language !== 'typescript' || call.callee.kind !== 'member') return [];
    const position = call.callee.name === 'catch' ? 0 : call.callee.name === 'then' ? 1 : -1;
    const given = call.args[position]?.value;
    if (!given || !['function', 'name', 'member'].includes(given.kind)) return [];
    const shape = this.graph.evaluator.shapeOf(file, call.in, given);
    const handler: FunctionAt | undefined = shape.kind === 'function' ? shape : undefined;
    const fact = handler?.file.functionAt(handler.fn);
    const variable = fact?.params[0]?.name;
    const handling = handler && fact ? this.#handling(handler.file, handler.fn, fact.at, variable, false) : this.#libraryHandling(file, call, given);
    // What the callback returns is lost where nobody takes the promise's value.
    const lost = handling.handled === 'returned' && call.dropped === true && (!handling.gives || isPlain(handling.gives));
    return [{
      file: file.facts, at: placeOf(file, call.nameAt), form: 'callback', in: this.functionRef(file, call.in), body: fact?.at ?? given.at, block: -1, types: [], everything: true,
      variable, commented: call.commented === true, tried: callsIn(file, call.callee.of), ...handling, ...(lost && { handled: 'nothing' as const }),
    }];
  }

  /** Rust: `let _ = fallible();`, `fallible().ok();`. */
  #ofDropped(file: FileIndex, call: Call, index: number): readonly Catch[] {
    if (file.facts.language !== 'rust' || call.propagates || (call.dropped ?? call.ignored) !== true) return [];
    const turned = calledName(call) === 'ok' && call.args.length === 0 && call.callee.kind === 'member' ? call.callee.of : undefined;
    if (!turned && (call.ignored !== true || !this.#fallible(file, call))) return [];
    const tried = turned ? callsIn(file, turned) : [{ file: file.facts, index, fact: call }, ...callsIn(file, call.callee)];
    return [{ file: file.facts, at: placeOf(file, call.nameAt), form: 'dropped', in: this.functionRef(file, call.in), body: call.at, block: -1, types: [], everything: true, variable: undefined, commented: call.commented === true, tried, ...this.#onTheWay(file, tried) }];
  }

  /** `f().inspect_err(|e| warn!("{e}")).ok()`. */
  #onTheWay(file: FileIndex, tried: readonly CallRef[]): Handling {
    for (const { fact } of tried) {
      const given = /^(inspect_err|map_err|or_else|tap_err|unwrap_or_else)$/.test(calledName(fact)) ? fact.args[0]?.value : undefined;
      const closure = given?.kind === 'function' ? file.functionAt(given.function) : undefined;
      const handling = given?.kind === 'function' && closure ? this.#handling(file, given.function, closure.at, closure.params[0]?.name, false) : undefined;
      if (handling && handling.handled !== 'nothing' && handling.handled !== 'returned') return handling;
      if (/^log_err|^(log|trace|warn)_on_error$|^log_error$/.test(calledName(fact))) return { ...silent, handled: 'logged', level: 'error' };
    }
    return silent;
  }

  /** It gives a `Result`: a function of this program by its type, a library's by what it does. */
  #fallible(file: FileIndex, call: Call): boolean {
    const callee = this.graph.calleeOf(call);
    const returns = callee?.file.functionAt(callee.fn)?.returns;
    if (callee) return /(^|::|\.)\w*Result$/.test(returns?.name ?? '');
    const effect = this.graph.evaluator.resolve(file, call)?.effect;
    return effect !== undefined && (effect.runs !== undefined || effect.sends !== undefined || effect.session !== undefined || (effect.blocks !== undefined && effect.blocks !== 'sleep' && effect.blocks !== 'computation'));
  }

  #bound(file: FileIndex, block: Block, index: number): string | undefined {
    const first = file.facts.assignments.find(one => one.block === index && one.declares && one.target.kind === 'name' && (block.kind !== 'catch' || one.value.kind === 'unknown'));
    return first?.target.kind === 'name' ? first.target.name : undefined;
  }

  #tryOf(file: FileIndex, block: Block): Span | undefined {
    return file.facts.blocks.find(one => one.kind === 'try' && one.group === block.group && one.in === block.in)?.at;
  }

  #callsWithin(file: FileIndex, span: Span | undefined, fn: number): readonly CallRef[] {
    if (!span) return [];
    return (file.calls.get(fn) ?? []).flatMap(index => {
      const fact = file.facts.calls[index];
      return fact && within(fact.at, span) ? [{ file: file.facts, index, fact }] : [];
    });
  }

  #handling(file: FileIndex, fn: number, body: Span, variable: string | undefined, valued: boolean): Handling {
    const { facts } = file;
    const calls = facts.calls.filter(call => within(call.at, body));
    const returns = facts.returns.filter(one => within(one.at, body) && one.in === fn);
    const acts = facts.assignments.filter(one => within(one.at, body) && !(one.declares && one.target.kind === 'name' && one.target.name === variable));
    const raises = facts.raises.some(one => within(one.at, body)) || calls.some(call => ends.test(calledName(call)));
    const logs = calls.flatMap(call => this.logs.of(call) ?? []);
    const level = logs.map(one => one.level ?? 'info').sort((a, b) => grave.indexOf(b) - grave.indexOf(a))[0];
    const gives = returns.find(one => one.value.kind !== 'nothing')?.value ?? returns[0]?.value;
    const values = [...returns, ...acts].map(one => one.value).concat(calls.flatMap(call => [call.callee, ...call.args.map(argument => argument.value)]), facts.raises.filter(one => within(one.at, body)).map(one => one.value));
    const uses = variable !== undefined && values.some(value => [...partsWithCalls(value, facts.calls)].some(part => part.kind === 'name' && part.name === variable));
    const handled = (): Catch['handled'] => {
      if (raises) return 'raised';
      if (calls.some(call => this.#sends(file, call)) || (returns.length > 0 && this.answers(file, fn))) return 'answered';
      if (logs.some(one => one.kind !== 'print')) return 'logged';
      if (logs.length > 0) return 'printed';
      if (gives && gives.kind !== 'nothing') return 'returned';
      if (calls.length > 0 || acts.length > 0) return 'acted';
      if (gives) return 'returned';
      return valued ? 'returned' : facts.blocks.some(block => block.at.start === body.start) ? 'acted' : 'nothing';
    };
    return { handled: handled(), level, gives, uses };
  }

  /** A bare `return` among returns of values gives the caller nothing on purpose. */
  #emptyHandling(file: FileIndex, block: Block): Handling {
    const returns = file.returns.get(block.in) ?? [];
    const bare = returns.find(one => within(one.at, block.at));
    return bare && returns.some(one => one.value.kind !== 'nothing') ? { ...silent, handled: 'returned', gives: bare.value } : silent;
  }

  #sends(file: FileIndex, call: Call): boolean {
    const path = this.graph.evaluator.resolve(file, call)?.path;
    if (path === undefined) return false;
    const tables = this.tables(file);
    return tables.answer(path) !== undefined || tables.reply(path) !== undefined;
  }

  /** `.catch(console.error)`, `.catch(next)`: whatever is not known is no silence. */
  #libraryHandling(file: FileIndex, call: Call, given: Value): Handling {
    const shape = this.graph.evaluator.shapeOf(file, call.in, given);
    const effect = shape.kind === 'library' || shape.kind === 'method' ? this.tables(file).effect(shape.path) : undefined;
    if (effect?.logs !== undefined) return { ...silent, handled: 'logged', level: 'error', uses: true };
    if (effect?.prints !== undefined) return { ...silent, handled: 'printed', level: 'error', uses: true };
    if (shape.kind === 'library' && /(^|\.)noop$/.test(shape.path)) return silent;
    return { ...silent, handled: 'acted', uses: true };
  }
}

function within(inner: Span, outer: Span): boolean { return outer.start <= inner.start && inner.end <= outer.end; }

function placeOf(file: FileIndex, span: Span): Catch['at'] { return { file: file.file, start: span.start, end: span.end }; }

function isPlain(value: Value): boolean { return value.kind === 'nothing' || value.kind === 'boolean' || value.kind === 'text' || value.kind === 'number' || (value.kind === 'list' && value.items.length === 0) || (value.kind === 'record' && value.entries.length === 0); }

/** The calls a value is made by, outermost first. */
function callsIn(file: FileIndex, value: Value): readonly CallRef[] {
  return [...partsWithCalls(value, file.facts.calls)].flatMap(part => {
    const fact = part.kind === 'call' ? file.facts.calls[part.call] : undefined;
    return part.kind === 'call' && fact ? [{ file: file.facts, index: part.call, fact }] : [];
  });
}
