/** Finds what is written to the log or the terminal, also through functions of the program that log what they are given. */
import { partsWithCalls } from '../facts/parts.js';
import type { Call, LogLevel } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import type { LogCall } from '../rule/log-call.js';
import { argumentOf, calledName } from './arguments.js';
import type { CallGraph } from './call-graph.js';
import { keyOf } from './call-graph.js';
import type { FileIndex } from './file-index.js';

/** A function that logs some of its parameters: their positions, and how grave. */
interface Wrapper { readonly positions: ReadonlySet<number>; readonly level: LogLevel | undefined }

/** Wrappers of wrappers of wrappers are as far as anybody goes. */
const rounds = 3;

const levelNames: Readonly<Record<string, LogLevel>> = {
  trace: 'trace', debug: 'debug', verbose: 'debug', info: 'info', log: 'info', information: 'info', warn: 'warning', warning: 'warning', error: 'error', exception: 'error', critical: 'error', fatal: 'error',
};

export class LogCalls {
  readonly all: readonly LogCall[];
  readonly #of = new Map<Call, LogCall>();

  constructor(readonly graph: CallGraph, files: readonly FileIndex[]) {
    for (const file of files) file.facts.calls.forEach((call, index) => { const found = this.#direct(file, call, index) ?? this.#passedOn(file, call, index); if (found) this.#of.set(call, found); });
    const wrappers = new Map<string, Wrapper>();
    for (let round = 0; round < rounds && this.#findWrappers(files, wrappers); round++) this.#findWrapped(files, wrappers);
    this.all = files.flatMap(file => file.facts.calls.flatMap(call => this.#of.get(call) ?? []));
  }

  of(call: Call): LogCall | undefined { return this.#of.get(call); }

  #direct(file: FileIndex, call: Call, index: number): LogCall | undefined {
    const resolved = this.graph.evaluator.resolve(file, call);
    const { logs, prints } = resolved?.effect ?? {};
    if (!resolved || (logs === undefined && prints === undefined)) return undefined;
    // Rust's macros have no path of their own; a function that is called `error` is another thing.
    if (file.facts.language === 'rust' && !resolved.path.includes('.') && call.macro !== true) return undefined;
    const written = call.args.map(argument => argument.value);
    const told = logs?.startsWith('argument') ? argumentOf(call, Number(logs.slice('argument '.length))) : undefined;
    return {
      call: { file: file.facts, index, fact: call }, at: { file: file.file, start: call.nameAt.start, end: call.nameAt.end },
      kind: prints ? 'print' : 'log', to: prints, level: told ? levelSaid(told) : levelOf(logs, prints), written: told ? written.filter(value => value !== told) : written,
    };
  }

  /** `.catch(console.error)`, `console[level](text)`: what is written is seen elsewhere, or the method is told by a value. */
  #passedOn(file: FileIndex, call: Call, index: number): LogCall | undefined {
    if (file.facts.language !== 'typescript') return undefined;
    const isConsole = (value: Value): boolean => mentionsConsole(value) && this.graph.evaluator.shapeOf(file, call.in, value).kind === 'library';
    const at = call.callee.kind === 'index' && isConsole(call.callee.of) ? call.callee.at : call.args.find(({ value }) => value.kind === 'member' && isConsole(value.of))?.value.at;
    return at && { call: { file: file.facts, index, fact: call }, at: { file: file.file, start: at.start, end: at.end }, kind: 'print', to: 'output', level: undefined, written: call.callee.kind === 'index' ? call.args.map(argument => argument.value) : [] };
  }

  #findWrappers(files: readonly FileIndex[], wrappers: Map<string, Wrapper>): boolean {
    const before = wrappers.size;
    for (const file of files) {
      file.facts.calls.forEach(call => {
        const log = this.#of.get(call);
        const fn = log && writer(file, call.in);
        const fact = fn === undefined ? undefined : file.functionAt(fn);
        if (!log || fn === undefined || !fact || wrappers.has(keyOf(file, fn))) return;
        const names = new Set(log.written.flatMap(value => namesIn(file, value)));
        const shift = fact.kind === 'method' && /^(self|cls)$/.test(fact.params[0]?.name ?? '') ? 1 : 0;
        const positions = fact.params.flatMap((param, position) => (names.has(param.name) && position >= shift ? [position - shift] : []));
        // What logs its text beside doing its work is no wrapper.
        if (positions.length > 0 && isAbout(file, fn, fact.name)) wrappers.set(keyOf(file, fn), { positions: new Set(positions), level: levelNames[fact.name] ?? log.level });
      });
    }
    return wrappers.size > before;
  }

  #findWrapped(files: readonly FileIndex[], wrappers: ReadonlyMap<string, Wrapper>): void {
    for (const file of files) {
      file.facts.calls.forEach((call, index) => {
        const callee = this.#of.has(call) ? undefined : this.graph.calleeOf(call);
        const wrapper = callee && wrappers.get(keyOf(callee.file, callee.fn));
        if (!wrapper) return;
        const rest = callee.file.functionAt(callee.fn)?.params.findIndex(param => param.rest === true) ?? -1;
        const written = call.args.flatMap((argument, position) => (wrapper.positions.has(position) || (rest >= 0 && position >= rest) || argument.name !== undefined ? [argument.value] : []));
        this.#of.set(call, { call: { file: file.facts, index, fact: call }, at: { file: file.file, start: call.nameAt.start, end: call.nameAt.end }, kind: 'wrapper', to: undefined, level: levelNames[calledName(call)] ?? wrapper.level, written });
      });
    }
  }
}

/** The named function a call stands in, through closures. */
function writer(file: FileIndex, fn: number): number | undefined {
  for (let at = fn; at >= 0; at = file.functionAt(at)?.in ?? -1) if (file.functionAt(at)?.kind !== 'closure' || file.functionAt(at)?.name !== '<closure>') return at;
  return undefined;
}

/** A function is about logging when its name says so, or when it does little else. */
function isAbout(file: FileIndex, fn: number, name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split('_');
  return name in levelNames || words.some(word => /^(?:log|logs|logger|logging|trace|report|print|warn|debug|audit)$/.test(word)) || (file.calls.get(fn)?.length ?? 0) <= 1;
}

function namesIn(file: FileIndex, value: Value): string[] {
  return [...partsWithCalls(value, file.facts.calls)].flatMap(part => (part.kind === 'name' ? [part.name] : []));
}

function mentionsConsole(value: Value): boolean { return value.kind === 'name' && value.name === 'console'; }

function levelOf(logs: LogLevel | `argument ${number}` | undefined, prints: 'output' | 'error' | undefined): LogLevel | undefined {
  if (prints) return prints === 'error' ? 'error' : 'info';
  return logs?.startsWith('argument') ? undefined : logs as LogLevel | undefined;
}

/** `logging.ERROR`, `Level::WARN`, `'error'`. */
function levelSaid(value: Value): LogLevel | undefined {
  const name = value.kind === 'text' ? value.text : value.kind === 'member' || value.kind === 'name' ? value.name : '';
  return levelNames[name.toLowerCase()];
}
