/** Every place where something is run on a database, from SQL text, a builder or an ORM, with what it touches and how many rows it gives. */
import type { SqlStatement, TableName } from '../facts/sql.js';
import type { Call } from '../facts/structure.js';
import type { Value } from '../facts/value.js';
import { readSql } from '../languages/sql/read.js';
import type { Effect } from '../libraries/library.js';
import type { Bound, FunctionRef, Query } from '../rule/program.js';
import { argumentOf, calledName } from './arguments.js';
import { awaitedBuilders } from './awaited-builders.js';
import { boundOfBuilt, boundOfStatements } from './bounds.js';
import { builtBy, tableNamed } from './builders.js';
import type { Evaluator, Resolved } from './evaluate.js';
import type { FileIndex } from './file-index.js';
import { push } from './file-index.js';
import type { FlowNode, Frame } from './flow.js';
import type { LibraryTables } from './library-tables.js';
import { NamedQueries } from './named-queries.js';
import type { Sessions } from './sessions.js';
import type { Built, Located } from './shapes.js';
import type { Pieces, Texts } from './texts.js';
import { partsOf } from './texts.js';
import { isWrite, runsSomething, verbOf } from './verbs.js';
import { parametersBehind } from './wrappers.js';

/** Text handed to a library as SQL, or to a function that hands it on: then `ran` is the text where the library runs it. */
export interface Sink { readonly call: Call; readonly file: FileIndex; readonly text: FlowNode; readonly ran: FlowNode; readonly bound: boolean; readonly variants: readonly Pieces[] }

/** A query while its rows are still being looked for. */
type Draft = { -readonly [Key in keyof Query]: Query[Key] };

/** What a query was made of, kept to make it again for the callers of a wrapper. */
interface Made { readonly query: Draft; readonly file: FileIndex; readonly effect: Effect; readonly text: FlowNode | undefined; readonly built?: Built | undefined; readonly ran?: FlowNode | undefined; readonly session: FlowNode }

const wrapperDepth = 4;

export class Queries {
  readonly all: Query[] = [];
  readonly sinks: Sink[] = [];
  readonly #byCall = new Map<Call, Draft>();
  readonly #fetched = new Map<Call, Query>();
  readonly #made = new Map<Query, Made>();
  readonly #perFunction = new Map<string, Query[]>();
  readonly #named: NamedQueries;

  constructor(readonly evaluator: Evaluator, readonly tables: (file: FileIndex) => LibraryTables, readonly texts: Texts, readonly sessions: Sessions, readonly functionRef: (file: FileIndex, fn: number) => FunctionRef | undefined, files: readonly FileIndex[]) {
    this.#named = new NamedQueries(files);
    for (const file of files) file.facts.calls.forEach((call, index) => { this.#look(file, call, index); });
    for (const file of files) this.#lookForAwaitedBuilders(file);
    const fetches = files.flatMap(file => file.facts.calls.flatMap(call => (this.evaluator.resolve(file, call)?.effect?.fetches ? [{ file, call }] : [])));
    let wrapped = [...this.#made.values()];
    for (let turn = 0; turn < wrapperDepth && wrapped.length > 0; turn++) {
      for (const { file, call } of fetches) this.#lookForFetch(file, call);
      wrapped = wrapped.flatMap(one => this.#callersOf(one));
    }
    for (const { file, call } of fetches) this.#lookForFetch(file, call);
    this.#forgiveTemporaryTables();
  }

  /** A table made temporary on the same page is nothing that lasts, also where a later statement writes to it. */
  #forgiveTemporaryTables(): void {
    const temporary = new Set(this.all.flatMap(query => query.statements.flatMap(one => one.targets.filter(table => table.temporary).map(table => `${query.at.file} ${table.name.toLowerCase()}`))));
    if (temporary.size === 0) return;
    for (const { query } of this.#made.values()) {
      const written = query.statements.filter(one => one.writes).flatMap(one => one.targets);
      if (written.length > 0 && written.every(table => temporary.has(`${query.at.file} ${table.name.toLowerCase()}`))) query.writes = false;
    }
  }

  /** The query a call runs itself. */
  ranBy(call: Call): Query | undefined { return this.#byCall.get(call); }

  /** The query a call runs, or whose rows it fetches. */
  behind(call: Call): Query | undefined { return this.#byCall.get(call) ?? this.#fetched.get(call); }

  /** What a query was made of. */
  madeOf(query: Query): Pick<Made, 'file' | 'text' | 'built' | 'session'> | undefined { return this.#made.get(query); }

  ofFunction(file: FileIndex, fn: number): readonly Query[] { return this.#perFunction.get(`${file.file}#${String(fn)}`) ?? []; }

  #look(file: FileIndex, call: Call, index: number): void {
    // An imported function may have any name here; a method keeps its own.
    if (call.callee.kind === 'member' && !this.tables(file).mayConcernQueries(call.callee.name)) return;
    const resolved = this.evaluator.resolve(file, call);
    const effect = resolved?.effect;
    if (!resolved || !effect) return;
    const text = this.#textOf(file, call, effect);
    if (text) this.#noteSink(file, call, text, text);
    if (!runsSomething(effect)) return;
    const carried = this.#carried(file, call, effect, resolved);
    const from = text ?? (carried.text && { ...carried.text, frame: undefined });
    const session = this.#sessionOf(file, call, effect, resolved);
    this.#keep({ query: this.#query(file, call, index, effect, from, carried.built, session), file, effect, text: from, built: carried.built, ran: from, session });
  }

  #keep(made: Made): void {
    const { query, file } = made;
    const call = query.call.fact;
    this.all.push(query);
    this.#byCall.set(call, query);
    this.#made.set(query, made);
    const key = `${file.file}#${String(call.in)}`;
    push(this.#perFunction, key, query);
  }

  /** Every call of a function that hands a parameter on as SQL is a query of its own, with the text it is given. */
  #callersOf(made: Made): readonly Made[] {
    const passed = made.text ?? this.#receiverOf(made);
    if (!passed) return [];
    const { flow } = this.texts;
    return parametersBehind(flow, passed).flatMap(parameter => flow.graph.callersOf(parameter.file, parameter.fn).flatMap(caller => {
      const call = caller.value.kind === 'call' ? caller.file.facts.calls[caller.value.call] : undefined;
      if (!call || caller.value.kind !== 'call' || this.#byCall.has(call)) return [];
      const frame: Frame = { call, file: caller.file, fn: caller.fn, entered: parameter.file, enteredFn: parameter.fn, outer: undefined, depth: 1 };
      const end = flow.paramEnd(parameter.file, parameter.fn, parameter.param, parameter.position, frame);
      const text = end.kind === 'param' ? end.callers[0] : undefined;
      if (!text || text.file !== caller.file) return [];
      const plain: FlowNode = { ...text, frame: undefined };
      const session: FlowNode = { ...made.session, frame };
      if (!made.text) return this.#builtByCaller(made, { ...plain, session }, call, caller.value.call);
      this.#noteSink(caller.file, call, plain, made.ran ?? plain);
      const derived: Made = { query: this.#query(caller.file, call, caller.value.call, made.effect, plain, undefined, session), file: caller.file, effect: made.effect, text: plain, ran: made.ran, session };
      derived.query.rows = made.query.rows;
      this.#keep(derived);
      return [derived];
    }));
  }

  /** `query.fetch_one(pool)` where the query is a parameter: callers have put it together. */
  #receiverOf({ query, file, effect, built }: Made): FlowNode | undefined {
    const { callee, in: fn } = query.call.fact;
    return effect.runs === 'self' && !built && callee.kind === 'member' && callee.of.kind === 'name' ? { file, fn, value: callee.of, frame: undefined } : undefined;
  }

  #builtByCaller(made: Made, at: FlowNode & { readonly session: FlowNode }, call: Call, index: number): readonly Made[] {
    const { file, session } = at;
    const shape = this.evaluator.shapeOf(file, at.fn, at.value);
    if (shape.kind !== 'object' || shape.ran || (!shape.built && !shape.text)) return [];
    const text = shape.text && { ...shape.text, frame: undefined };
    const derived: Made = { query: this.#query(file, call, index, made.effect, text, shape.built, session), file, effect: made.effect, text, built: shape.built, ran: text, session };
    derived.query.rows = made.query.rows;
    this.#keep(derived);
    return [derived];
  }

  #lookForAwaitedBuilders(file: FileIndex): void {
    for (const { index, call, built } of awaitedBuilders(this.evaluator, this.tables(file), file)) {
      if (this.#byCall.has(call)) continue;
      const session: FlowNode = { file, fn: call.in, value: call.callee.kind === 'member' ? call.callee.of : call.callee, frame: undefined };
      const effect: Effect = { rows: built.verb === 'select' ? 'many' : 'none' };
      this.#keep({ query: this.#query(file, call, index, effect, undefined, built, session), file, effect, text: undefined, built, ran: undefined, session });
    }
  }

  /** The argument that is SQL text, when it is no already wrapped one. */
  #textOf(file: FileIndex, call: Call, effect: Effect): FlowNode | undefined {
    const ref = effect.text ?? (effect.runs === 'self' ? undefined : effect.runs) ?? effect.raw;
    const value = ref === undefined ? undefined : argumentOf(call, ref);
    if (!value) return undefined;
    const shape = this.evaluator.shapeOf(file, call.in, value);
    if (shape.kind === 'object' && (shape.text || shape.built)) return undefined;
    return { file, fn: call.in, value, frame: undefined };
  }

  #noteSink(file: FileIndex, call: Call, text: FlowNode, ran: FlowNode): void {
    this.sinks.push({ call, file, text, ran, bound: call.tagged === true, variants: this.texts.variantsOf(text) });
  }

  #query(file: FileIndex, call: Call, index: number, effect: Effect, from: FlowNode | undefined, built: Built | undefined, session: FlowNode): Draft {
    const named = effect.named ? this.#named.called(calledName(call)) : undefined;
    const statements = named?.statements ?? (from ? this.#statementsOf(from, call) : []);
    const verb = verbOf(effect, statements, built);
    const in_ = this.functionRef(file, call.in);
    let databases: ReturnType<Query['databases']> | undefined;
    return {
      at: { file: file.file, ...call.nameAt },
      call: { file: file.facts, index, fact: call },
      in: in_,
      verb,
      writes: statements.length > 0 ? statements.some(one => one.writes) : isWrite(verb),
      tables: built ? built.tables : [...new Set(statements.flatMap(one => [...one.targets, ...one.sources]).map(nameOf))],
      statements,
      filters: built?.filters ?? [],
      built: from || named ? 'text' : effect.session ? 'orm' : 'builder',
      bound: this.#boundOf(statements, built),
      rows: effect.rows ?? named?.rows ?? (isWrite(verb) ? 'none' : 'unknown'),
      databases: () => (databases ??= this.sessions.databasesOf(session)),
    };
  }

  #boundOf(statements: readonly SqlStatement[], built: Built | undefined): Bound {
    if (statements.length > 0) return boundOfStatements(statements);
    if (built) return boundOfBuilt(built);
    return { kind: 'unknown', because: 'the statement could not be followed' };
  }

  /** The built statement or text a run works on: in the receiver, in the argument, or begun by the call itself. */
  #carried(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): { readonly built: Built | undefined; readonly text: Located | undefined } {
    if (effect.runs !== undefined && effect.runs !== 'self') {
      const value = argumentOf(call, effect.runs);
      const shape = value && this.evaluator.shapeOf(file, call.in, value);
      if (shape?.kind === 'object') return { built: shape.built, text: shape.text };
      if (effect.session && value) return { built: this.#builtFromModel(file, call, effect, value), text: undefined };
      return { built: undefined, text: undefined };
    }
    const built = builtBy(this.evaluator, file, call, effect, resolved.owner);
    if (effect.session && !built && call.args[0]) return { built: this.#builtFromModel(file, call, effect, call.args[0].value), text: undefined };
    return { built, text: resolved.owner?.text };
  }

  /** `session.add(Lotto(...))`: the table is the instance's class. */
  #builtFromModel(file: FileIndex, call: Call, effect: Effect, value: Value): Built | undefined {
    const shape = this.evaluator.shapeOf(file, call.in, value);
    const table = shape.kind === 'instance' ? shape.ref.file.classAt(shape.ref.cls)?.name : tableNamed(this.evaluator, file, call.in, value);
    return { verb: effect.session === 'delete' ? 'delete' : 'insert', tables: table === undefined ? [] : [table], single: false, filters: [], raw: [] };
  }

  #statementsOf(text: FlowNode, call: Call): readonly SqlStatement[] {
    const variants = this.texts.variantsOf(text).map(pieces => [...pieces, ...this.texts.pushedInto(text.file, call)]);
    const tagged = call.tagged === true || this.#isTagged(text);
    const [first] = variants;
    // Text that only callers know is read at their calls.
    return first && parametersBehind(this.texts.flow, text).length === 0 ? readSql(partsOf(first, tagged)) : [];
  }

  #isTagged(text: FlowNode): boolean {
    return text.value.kind === 'call' && text.file.facts.calls[text.value.call]?.tagged === true;
  }

  #sessionOf(file: FileIndex, call: Call, effect: Effect, resolved: Resolved): FlowNode {
    const on = effect.on === undefined ? undefined : argumentOf(call, effect.on);
    const value = on ?? (call.callee.kind === 'member' ? call.callee.of : resolved.ownerValue?.value ?? call.callee);
    return { file, fn: call.in, value, frame: undefined };
  }

  /** `result.scalars().all()`, `cursor.fetchone()`: the rows of what was run before. */
  #lookForFetch(file: FileIndex, call: Call): void {
    const resolved = this.evaluator.resolve(file, call);
    if (!resolved?.effect?.fetches) return;
    const ran = this.#ranBefore(file, call) ?? resolved.owner?.ran?.fact ?? this.#lastRunOn(file, call);
    const query = ran && this.#byCall.get(ran);
    if (!query) return;
    this.#fetched.set(call, query);
    const rows = resolved.effect.rows;
    if (rows && (query.rows === 'unknown' || query.rows === 'many')) query.rows = rows;
  }

  /** The nearest call of the receiver's chain that runs something: a wrapper's own call rather than what it runs inside. */
  #ranBefore(file: FileIndex, call: Call): Call | undefined {
    let owner = call.callee.kind === 'member' ? call.callee.of : undefined;
    for (let turn = 0; owner && turn < 12; turn++) {
      if (owner.kind === 'name') {
        const [definition] = this.evaluator.names.define(file, call.in, owner.name, owner.at.start).definitions;
        owner = definition?.kind === 'assignment' && definition.file === file ? definition.fact.value : undefined;
        continue;
      }
      const inner: Call | undefined = owner.kind === 'call' ? file.facts.calls[owner.call] : undefined;
      if (inner && this.#byCall.has(inner)) return inner;
      owner = inner?.callee.kind === 'member' ? inner.callee.of : owner.kind === 'member' || owner.kind === 'item' ? owner.of : undefined;
    }
    return undefined;
  }

  /** A cursor keeps what it ran: the last `execute` before this on the same name. */
  #lastRunOn(file: FileIndex, call: Call): Call | undefined {
    const receiver = call.callee.kind === 'member' && call.callee.of.kind === 'name' ? call.callee.of.name : undefined;
    if (receiver === undefined) return undefined;
    let last: Call | undefined;
    for (const index of file.calls.get(call.in) ?? []) {
      const one = file.facts.calls[index];
      if (!one || one.at.start >= call.at.start || !this.#byCall.has(one)) continue;
      if (one.callee.kind === 'member' && one.callee.of.kind === 'name' && one.callee.of.name === receiver && (!last || one.at.start > last.at.start)) last = one;
    }
    return last;
  }

  /** The query whose rows are read by iterating over a cursor or result called `name`. */
  iteratedAs(node: FlowNode, name: string): Query | undefined {
    let last: Query | undefined;
    for (const query of this.ofFunction(node.file, node.fn)) {
      const { callee } = query.call.fact;
      if (query.at.start < node.value.at.start && callee.kind === 'member' && callee.of.kind === 'name' && callee.of.name === name) last = query;
    }
    return last;
  }
}

export function nameOf(table: TableName): string {
  return table.name;
}
