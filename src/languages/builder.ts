/** Collects one file's facts while a front-end walks its tree: keeps the current function, class and block, so no walker passes them on. */
import type {
  Assignment, Await, Block, Call, ClassFact, Comment, Export, FileFacts, FunctionFact, Import, Language, LooseText, Raise, Return, Role, TypeAlias,
} from '../facts/structure.js';
import type { Span } from '../facts/span.js';
import type { CallValue, FunctionValue, Value } from '../facts/value.js';
import { markRemarks } from './remarks.js';

type WithoutScope<T> = Omit<T, 'in' | 'block'>;

export class FactsBuilder {
  readonly #imports: Import[] = [];
  readonly #exports: Export[] = [];
  readonly #functions: FunctionFact[] = [];
  readonly #classes: ClassFact[] = [];
  readonly #aliases: TypeAlias[] = [];
  readonly #calls: Call[] = [];
  readonly #assignments: Assignment[] = [];
  readonly #returns: Return[] = [];
  readonly #raises: Raise[] = [];
  readonly #blocks: Block[] = [];
  readonly #awaits: Await[] = [];
  readonly #texts: LooseText[] = [];
  readonly #comments: Comment[] = [];
  readonly #testRegions: Span[] = [];
  readonly #compileTime: Span[] = [];
  readonly #broken: Span[] = [];
  #function = -1;
  #class = -1;
  #block = -1;
  #scopeEnd = -1;
  #nextGroup = 0;

  constructor(readonly file: string, readonly language: Language, readonly role: Role) {}

  get currentFunction(): number { return this.#function; }
  get currentClass(): number { return this.#class; }
  get currentBlock(): number { return this.#block; }

  newGroup(): number { return this.#nextGroup++; }

  addImport(fact: Omit<Import, 'in'>): void { this.#imports.push({ ...fact, in: this.#function }); }
  addExport(fact: Export): void { this.#exports.push(fact); }
  addAlias(fact: TypeAlias): void { this.#aliases.push(fact); }
  addComment(fact: Comment): void { this.#comments.push(fact); }
  addTestRegion(span: Span): void { this.#testRegions.push(span); }
  addCompileTime(span: Span): void { this.#compileTime.push(span); }
  addBroken(span: Span): void { this.#broken.push(span); }

  /** Records a call and gives the value that stands for its result. Record a call before the calls it is an argument of. */
  addCall(fact: WithoutScope<Call>): CallValue {
    this.#calls.push({ ...fact, in: this.#function, block: this.#block });
    return { kind: 'call', call: this.#calls.length - 1, at: fact.at };
  }

  /** Marks an already recorded call by what stands around it. */
  markCall(call: number, marks: { readonly awaited?: true; readonly dropped?: true; readonly ignored?: true; readonly propagates?: true }): void {
    const fact = this.#calls[call];
    if (fact) this.#calls[call] = { ...fact, ...marks };
  }

  callAt(call: number): Call | undefined { return this.#calls[call]; }

  addAssignment(fact: WithoutScope<Assignment>): void {
    if (fact.target.kind === 'name' && fact.target.name === '_' && fact.value.kind === 'call') this.markCall(fact.value.call, { ignored: true });
    this.#assignments.push({ ...fact, ...(fact.declares && this.#scopeEnd >= 0 && { until: this.#scopeEnd }), in: this.#function, block: this.#block });
  }

  /** A place where the function waits; marks the call that is awaited. */
  addAwait(at: Span, value?: Value): void {
    if (value?.kind === 'call') this.markCall(value.call, { awaited: true });
    this.#awaits.push({ ...(value && { value }), in: this.#function, block: this.#block, at });
  }

  /** Names declared in `body` end at `end`. */
  inScope<T>(end: number, body: () => T): T {
    const outer = this.#scopeEnd;
    this.#scopeEnd = end;
    const result = body();
    this.#scopeEnd = outer;
    return result;
  }

  addReturn(fact: WithoutScope<Return>): void { this.#returns.push({ ...fact, in: this.#function, block: this.#block }); }
  addRaise(fact: WithoutScope<Raise>): void { this.#raises.push({ ...fact, in: this.#function, block: this.#block }); }
  addText(value: Value): void { this.#texts.push({ value, in: this.#function, block: this.#block, at: value.at }); }

  /** Declares a function, then runs `body` inside it (with no block around it). */
  inFunction(fact: Omit<FunctionFact, 'in' | 'class'>, body: () => void): FunctionValue {
    const index = this.#functions.length;
    this.#functions.push({ ...fact, in: this.#function, class: this.#class });
    const [outerFunction, outerClass, outerBlock, outerScope] = [this.#function, this.#class, this.#block, this.#scopeEnd];
    this.#function = index;
    this.#class = -1;
    this.#block = -1;
    this.#scopeEnd = -1;
    body();
    [this.#function, this.#class, this.#block, this.#scopeEnd] = [outerFunction, outerClass, outerBlock, outerScope];
    return { kind: 'function', function: index, at: fact.at };
  }

  /** Declares a class, then runs `body` inside it; fields it finds are added with the function it is given. */
  inClass(fact: Omit<ClassFact, 'in' | 'fields'>, body: (addField: (field: ClassFact['fields'][number]) => void) => void): number {
    const index = this.#classes.length;
    const fields: ClassFact['fields'][number][] = [];
    this.#classes.push({ ...fact, in: this.#function, fields });
    const outer = this.#class;
    this.#class = index;
    body(field => fields.push(field));
    this.#class = outer;
    return index;
  }

  inBlock(fact: Omit<Block, 'parent' | 'in'>, body: () => void): number {
    const index = this.#blocks.length;
    this.#blocks.push({ ...fact, parent: this.#block, in: this.#function });
    const outer = this.#block;
    this.#block = index;
    body();
    this.#block = outer;
    return index;
  }

  /** Comments that say something in words; once everything else was read. */
  addRemarks(text: string, remarks: readonly Span[]): void { markRemarks(text, remarks, this.#blocks, this.#calls); }

  finish(): FileFacts {
    return {
      file: this.file, language: this.language, role: this.role,
      imports: this.#imports, exports: this.#exports, functions: this.#functions, classes: this.#classes, aliases: this.#aliases,
      calls: this.#calls, assignments: this.#assignments, returns: this.#returns, raises: this.#raises, blocks: this.#blocks,
      texts: this.#texts, comments: this.#comments, testRegions: this.#testRegions, broken: this.#broken,
      ...(this.#awaits.length > 0 && { awaits: this.#awaits }),
      ...(this.#compileTime.length > 0 && { compileTime: this.#compileTime }),
    };
  }
}
