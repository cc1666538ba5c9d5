/** Which function of this program a call runs, and who calls a function: resolved twice, the second time knowing the callers. */
import type { Call } from '../facts/structure.js';
import type { RecordValue } from '../facts/value.js';
import { calledName, givenTo } from './arguments.js';
import type { Evaluator } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { ClassRef, Located } from './shapes.js';

export interface FunctionAt { readonly file: FileIndex; readonly fn: number }

interface Literal { readonly file: FileIndex; readonly fn: number; readonly value: RecordValue }

export class CallGraph {
  readonly #callers = new Map<string, Located[]>();
  readonly #callees = new Map<Call, FunctionAt>();
  readonly #others = new Map<Call, readonly FunctionAt[]>();
  readonly #unknown = new Set<Call>();
  readonly #reasons = new Map<string, number>();
  readonly #constructions = new Map<string, { readonly file: FileIndex; readonly call: Call }[]>();
  #literals: Map<string, Literal[]> | undefined;
  #seen = 0;

  constructor(readonly evaluator: Evaluator, readonly files: readonly FileIndex[]) {
    evaluator.callersOf = (file, fn) => this.callersOf(file, fn);
  }

  /** Resolves every call; the second time, what callers pass is known too. */
  resolveAll(): void {
    const before = new Map(this.#callers);
    const building = new Map<string, Located[]>();
    this.evaluator.callersOf = (file, fn) => before.get(keyOf(file, fn)) ?? [];
    this.evaluator.forget();
    this.#callees.clear();
    this.#others.clear();
    this.#unknown.clear();
    this.#constructions.clear();
    this.#reasons.clear();
    this.#seen = 0;
    this.#resolveInto(building);
    this.#callers.clear();
    for (const [key, callers] of building) this.#callers.set(key, callers);
    this.evaluator.callersOf = (file, fn) => this.callersOf(file, fn);
  }

  callersOf(file: FileIndex, fn: number): readonly Located[] { return this.#callers.get(keyOf(file, fn)) ?? []; }
  /** What is given to a class's field where its objects are made: by keyword, or in a struct literal. */
  givenToField(ref: ClassRef, field: string): readonly Located[] {
    const name = ref.file.classAt(ref.cls)?.name ?? '';
    const calls = (this.#constructions.get(`${ref.file.file}#${name}`) ?? []).flatMap(({ file, call }) => call.args.flatMap(argument => (argument.name === field ? [{ file, fn: call.in, value: argument.value }] : [])));
    if (ref.file.facts.language !== 'rust') return calls;
    return [...calls, ...this.#literalsOf(name).filter(one => this.#means(one, ref)).flatMap(({ file, fn, value }) => value.entries.flatMap(entry => (entry.key?.kind === 'text' && entry.key.text === field ? [{ file, fn, value: entry.value }] : [])))];
  }

  #literalsOf(name: string): readonly Literal[] {
    if (!this.#literals) {
      this.#literals = new Map();
      for (const file of this.files) {
        if (file.facts.language !== 'rust') continue;
        for (const [type, values] of file.structLiterals) for (const one of values) push(this.#literals, type, { file, ...one });
      }
    }
    return this.#literals.get(name) ?? [];
  }

  /** Types of one name may be declared in several places. */
  #means({ file, fn, value }: Literal, ref: ClassRef): boolean {
    const shape = value.type === undefined || value.type === 'Self' ? undefined : this.evaluator.types.named(file, fn, value.type.replaceAll('::', '.'));
    return shape?.kind !== 'class' || shape.ref.file === ref.file;
  }

  calleeOf(call: Call): FunctionAt | undefined { return this.#callees.get(call); }
  /** Every function a call may run, the likeliest first. */
  calleesOf(call: Call): readonly FunctionAt[] {
    const callee = this.#callees.get(call);
    return callee ? [callee, ...(this.#others.get(call) ?? [])] : [];
  }
  /** Something of this program may be meant, but what could not be told. */
  isUnknown(call: Call): boolean { return this.#unknown.has(call); }

  get seen(): number { return this.#seen; }
  get resolved(): number { return this.#callees.size; }
  get reasons(): ReadonlyMap<string, number> { return this.#reasons; }

  #resolveInto(callers: Map<string, Located[]>): void {
    const names = namesOf(this.files);
    for (const file of this.files) {
      file.facts.calls.forEach((call, index) => {
        if (call.macro) return;
        const callee = this.#calleeOf(file, call);
        if (callee === undefined) return;
        if (typeof callee === 'string') {
          // `require('./routes')(app)` calls what has no name.
          if (!names.has(calledName(call)) && call.callee.kind !== 'call') return;
          this.#seen++;
          this.#reasons.set(callee, (this.#reasons.get(callee) ?? 0) + 1);
          this.#unknown.add(call);
          return;
        }
        this.#seen++;
        this.#callees.set(call, callee);
        const caller: Located = { file, fn: call.in, value: { kind: 'call', call: index, at: call.at } };
        push(callers, keyOf(callee.file, callee.fn), caller);
        const others = this.#otherCallees(file, call).filter(other => other.fn !== callee.fn || other.file !== callee.file);
        for (const other of others) push(callers, keyOf(other.file, other.fn), caller);
        if (others.length > 0) this.#others.set(call, others);
      });
    }
  }

  /** `(conn or db).fetch(...)` may run a method of either. */
  #otherCallees(file: FileIndex, call: Call): readonly FunctionAt[] {
    if (call.callee.kind !== 'member' || call.callee.of.kind !== 'choice') return [];
    const { of, name } = call.callee;
    return of.options.flatMap(option => {
      const shape = this.evaluator.memberOf(file, this.evaluator.shapeOf(file, call.in, option), name, { file, fn: call.in, value: option });
      return shape.kind === 'function' ? [{ file: shape.file, fn: shape.fn }] : [];
    });
  }

  /** Undefined for a call that leaves the program; text for one that could not be told. */
  #calleeOf(file: FileIndex, call: Call): FunctionAt | string | undefined {
    const shape = this.evaluator.shapeOf(file, call.in, call.callee);
    switch (shape.kind) {
      case 'function': return this.#isOneOfSeveral(file, call) ? 'its callers pass different functions' : { file: shape.file, fn: shape.fn };
      case 'class':
        push(this.#constructions, `${shape.ref.file.file}#${shape.ref.file.classAt(shape.ref.cls)?.name ?? ''}`, { file, call });
        return this.evaluator.methodOf(shape.ref, constructorName[file.facts.language] ?? '');
      // A method of a text, a list or a number is nothing of this program.
      case 'unknown': return shape.because === 'a plain value' ? undefined : shape.because;
      case 'library': case 'object': case 'method': case 'instance': case 'module': case 'record': return undefined;
    }
  }

  /** `handler => (req, res) => handler(req, res)`: what runs depends on who called, unless all pass the same function. */
  #isOneOfSeveral(file: FileIndex, call: Call): boolean {
    if (call.callee.kind !== 'name') return false;
    const param = this.evaluator.names.define(file, call.in, call.callee.name, call.callee.at.start).definitions.find(one => one.kind === 'param');
    if (!param) return false;
    const passed = new Set<string>();
    for (const caller of this.evaluator.callersOf(param.file, param.fn)) {
      const by = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
      const given = by && givenTo(by, param.file, param.fn, param.param, param.position);
      const shape = given && this.evaluator.shapeOf(caller.file, caller.fn, given);
      if (given) passed.add(shape?.kind === 'function' ? keyOf(shape.file, shape.fn) : 'something else');
      if (passed.size > 1) return true;
    }
    return false;
  }
}

const constructorName: Readonly<Partial<Record<string, string>>> = { python: '__init__', typescript: 'constructor' };

export function keyOf(file: FileIndex, fn: number): string {
  return `${file.file}#${String(fn)}`;
}

/** The names things of this program are called by: when a call of another name cannot be told, nothing of this program is missed. */
function namesOf(files: readonly FileIndex[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files) {
    for (const fact of file.facts.functions) names.add(fact.name);
    for (const fact of file.facts.classes) names.add(fact.name);
    for (const fact of file.facts.imports) if (fact.local !== fact.name) names.add(fact.local);
    for (const fact of file.facts.assignments) if (fact.target.kind === 'name' && (fact.value.kind === 'function' || fact.value.kind === 'name')) names.add(fact.target.name);
  }
  return names;
}
